"""Rules that follow from the catalogue's data: how a move is called, which life stage an age is in."""

from __future__ import annotations

from therapist_app.catalogue.model import Catalogue, LifeStage
from therapist_app.catalogue.phase_sets import PhaseSet


def move_kind(
    catalogue: Catalogue, from_phase: str | None, to_phase: str, among: PhaseSet | None = None
) -> str:
    """The key of the move from one entry to the next; `from_phase` is None for the first entry.

    `among` is a set beside the six phases: there a move has no kind but that of its direction.
    """
    rule, steps = catalogue.move_rule, among or catalogue
    to_number = steps.phase(to_phase).number
    if from_phase is None:
        return rule.first
    for move in () if among else catalogue.moves:
        if (move.from_phase, move.to_phase) == (from_phase, to_phase):
            return move.kind
    from_number = steps.phase(from_phase).number
    if from_number == to_number:
        return rule.same
    return rule.later if to_number > from_number else rule.earlier


def life_stage_at(catalogue: Catalogue, age: int) -> LifeStage | None:
    """The life stage of a person of this age in whole years; None below the first."""
    return next((stage for stage in catalogue.life_stages if stage.from_age <= age <= stage.to_age), None)
