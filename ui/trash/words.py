"""The words of the trash; no Qt."""

from __future__ import annotations

import datetime as dt

from therapist_app.kernel.dates import short_day
from therapist_app.trash.service import Removed
from ui.kit.discreet import discreet_label, hidden

EXPLAINED = "What you remove lies here until you bring it back or remove it for good. Nothing goes by itself."
EMPTY = "Nothing was removed"
EMPTY_WHY = "Notes, promises and sheets that you remove can be brought back from here."
FOR_GOOD = (
    "It goes for ever, and no key brings it back. The history keeps that something was removed, not what it said. "
    "Backups made before still hold it until they are replaced."
)
_KINDS = {
    "session": "Note",
    "commitment": "Promise",
    "assignment": "Sheet",
    "rupture": "Rupture",
    "template": "Template",
    "snippet": "Snippet",
    "own_sheet": "Own handout",
}
ICONS = {
    "session": "note",
    "commitment": "promise",
    "assignment": "file",
    "rupture": "heart",
    "template": "template",
    "snippet": "quote",
    "own_sheet": "file",
}


def what_words(one: Removed, *, discreet: bool) -> str:
    """What it is: "Note: Joint session", "Promise: I call at five"."""
    own = one.kind in ("commitment", "snippet", "template", "own_sheet")  # someone's own words
    words = hidden(one.words) if discreet and own else " ".join(one.words.split())
    return f"{_KINDS[one.kind]}: {words}" if words else _KINDS[one.kind]


def whose_words(one: Removed, local: dt.datetime, *, discreet: bool) -> str:
    """Whose, of which day, and when it was removed; `local` is now, in the zone that days are counted in."""
    couple = discreet_label(one.couple) if discreet else one.couple
    removed = one.removed_at.astimezone(local.tzinfo)
    when = "today" if removed.date() == local.date() else _day(removed.date(), local.date())
    parts = [couple, f"of {_day(one.on_date, local.date())}" if one.on_date else "", f"removed {when}"]
    return " \N{MIDDLE DOT} ".join(part for part in parts if part)


def _day(day: dt.date, today: dt.date) -> str:
    return short_day(day) if day.year == today.year else f"{short_day(day)} {day.year}"
