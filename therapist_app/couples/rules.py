"""Pure rules of couples: labels, checks on what is typed, whose status counts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from therapist_app.catalogue.model import Catalogue
from therapist_app.couples.model import Cycle, SafetyEntry, Secrets, SecretsAgreement
from therapist_app.kernel.audience import Audience, Reader
from therapist_app.kernel.errors import InputError
from therapist_app.kernel.phrases import called
from therapist_app.kernel.words import clean_line, clean_words, required_line

YOUNGEST, OLDEST = 10, 120

PARTNER_LINES = ("full_name", "pronouns", "phone", "email", "emergency_contact", "video_place")
CYCLE_FIELDS = tuple(
    f"{side}_{name}" for side in ("a", "b") for name in ("role", "does", "sees", "fear", "fear_words", "new")
)
CYCLE_LINES = ("a_does", "b_does", "a_sees", "b_sees", "a_fear_words", "b_fear_words", "a_new", "b_new")


def label_of(a: str, b: str) -> str:
    """The label a couple gets when none is typed."""
    return f"{called(a, b)} & {called(b, a)}"


def current_safety(entries: Iterable[SafetyEntry]) -> SafetyEntry | None:
    """The entry that holds now, of those that stand: the latest by date, then by when it was written."""
    standing = (entry for entry in entries if entry.ended_at is None)
    return max(standing, key=lambda entry: (entry.on_date, entry.created_at, entry.id), default=None)


def current_secrets(agreed: Iterable[SecretsAgreement]) -> SecretsAgreement | None:
    """The agreement that holds now: the latest by date, then by when it was written."""
    return max(agreed, key=lambda entry: (entry.agreed_on, entry.created_at, entry.id), default=None)


def require_policy(policy: str) -> None:
    """Raise InputError for an agreement about secrets that is none."""
    if policy not in tuple(Secrets):
        raise InputError("That agreement about secrets is not known here.", "Nothing was changed.", "policy")


def checked_partner(
    fields: dict[str, Any], catalogue: Catalogue, today: dt.date, side: str
) -> dict[str, Any]:
    """A partner's fields as they will be kept; refuses unknown keys, blank names and impossible years."""
    checked = dict(fields)
    where = f"{side}."
    if "name" in checked:
        checked["name"] = required_line(checked["name"], f"{where}name", "a name for this partner")
    for name in PARTNER_LINES:
        if name in checked:
            checked[name] = clean_line(checked[name], where + name)
    year = checked.get("birth_year")
    if year is not None and not today.year - OLDEST <= year <= today.year - YOUNGEST:
        raise InputError(
            "That birth year does not look right.",
            "Nothing was changed. Use four digits, or leave it empty.",
            f"{where}birth_year",
        )
    for name, entries in (("style", catalogue.styles), ("profile", catalogue.profiles)):
        require_known(checked.get(name), entries, where + name)
    return checked


def checked_cycle(fields: dict[str, Any], catalogue: Catalogue) -> dict[str, Any]:
    """A cycle's fields as they will be kept."""
    checked = dict(fields)
    for name in CYCLE_LINES:
        if name in checked:
            checked[name] = clean_words(checked[name], name)
    if not _audiences_known(checked.get("audiences", {})):
        raise InputError(
            "Please say who may see each part of the cycle.", "Nothing was changed.", "audiences"
        )
    for name in ("a_fear", "b_fear"):
        require_known(checked.get(name), catalogue.fears, name)
    for name in ("a_role", "b_role"):
        require_known(checked.get(name), catalogue.roles, name)
    return checked


def _audiences_known(audiences: dict[str, str]) -> bool:
    known = tuple(Audience)
    return all(name in CYCLE_FIELDS and value in known for name, value in audiences.items())


def cycle_for(cycle: Cycle | None, reader: Reader) -> Cycle | None:
    """The cycle with only the fields that a reader may see; None where they may see none of it."""
    if cycle is None or not reader.may_see(cycle.audience):
        return None
    seen = {
        name: getattr(cycle, name)
        for name in CYCLE_FIELDS
        if reader.may_see(cycle.audiences.get(name, cycle.audience))
    }
    return Cycle(id=cycle.id, couple_id=cycle.couple_id, audience=cycle.audience, **seen)


def require_known(key: str | None, entries: Iterable[Any], field: str) -> None:
    """Refuse a key that the catalogue does not have; None is always allowed."""
    if key is not None and key not in {entry.key for entry in entries}:
        raise InputError("That choice is not known here.", "Nothing was changed. Please choose again.", field)
