"""Whom a sheet suits, by what is known of the two partners; pure rules for the clinician's suggestions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from therapist_app.catalogue.model import Catalogue
from therapist_app.couples.model import Partner
from therapist_app.homework.handout_head import HandoutHead

ALONE = "For one partner alone, while joint work is paused"


def for_one_alone(head: HandoutHead) -> bool:
    """Whether a sheet helps one partner by herself or himself: to steady, to reach someone, to see what next."""
    meant = (head.blocks, head.styles, head.profiles, head.life_stages)
    return (head.for_, head.if_coercion, head.component) == ("one", "alone_only", "safety") and not any(meant)


def suits(head: HandoutHead, partners: Sequence[Partner], catalogue: Catalogue, today: dt.date) -> bool:
    """Whether a sheet that is meant for a style, profile or life stage fits one of them; any other suits everyone."""
    if not (head.styles or head.profiles or head.life_stages):
        return True
    return any(
        one.style in head.styles
        or one.profile in head.profiles
        or (
            one.birth_year is not None
            and life_stage(today.year - one.birth_year, catalogue) in head.life_stages
        )
        for one in partners
    )


def life_stage(age: int, catalogue: Catalogue) -> str:
    """The key of the life stage at an age in whole years, or "" for one that no stage holds."""
    found = (stage.key for stage in catalogue.life_stages if stage.from_age <= age <= stage.to_age)
    return next(found, "")
