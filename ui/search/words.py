"""What the search page says: kinds of texts, who may read them, months, and where a hit leads; no Qt."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from therapist_app.kernel.dates import MONTHS, WEEKDAYS, short_day
from therapist_app.kernel.phrases import counted
from therapist_app.search.model import Hit, Span
from ui.kit.discreet import HIDDEN, discreet_label, spoken_name
from ui.kit.places import Place, safety_of

PEOPLE = "People"
UNDATED = "Without a date"
_KINDS = {
    "note": "Note",
    "process": "Note",
    "addition": "Added to a signed note",
    "own_addition": "Added to a signed note",
    "couple": "Couple",
    "partner": "Person",
    "commitment": "Promise",
    "check_in": "Check-in",
    "homework": "Homework",
    "answer": "On a sheet that came back",
    "phase": "Phase",
    "block": "Block",
    "rupture": "Rupture",
    "safety": "Safety",
    "screen": "Safety",
    "risk": "Safety",
    "plan": "Safety",
}
_SAFETY = frozenset({"safety", "screen", "risk", "plan"})
_PEOPLE = frozenset({"couple", "partner"})
_TABS = {"commitment": "commitments", "check_in": "commitments", "homework": "homework", "answer": "homework"}
_SHEETS = frozenset({"homework", "answer"})
_LEAST_TO_FIND = 3  # letters of a word that the note is searched for when it opens


@dataclass(frozen=True, slots=True, repr=False)
class Couple:
    """A couple to choose, with the partners' names."""

    id: str
    label: str
    a: str
    b: str


@dataclass(frozen=True, slots=True, repr=False)
class HitRow:
    """One hit as the list shows it."""

    key: tuple[str, str]  # kind and id
    group: str
    who: str
    what: str  # "Note · Sat 14 Nov"
    reader: str  # "Private to Ada"; "" for what is joint
    text: str
    bold: tuple[Span, ...]
    place: Place

    @property
    def spoken(self) -> str:
        """The whole row in words, for a screen reader."""
        return ", ".join(part for part in (self.who, self.what, self.reader, self.text) if part)


def row_of(hit: Hit, couple: Couple, title: str, *, discreet: bool) -> HitRow:
    """A hit in words; `title` is that of its handout. While names are hidden its words are too."""
    text, bold = (HIDDEN, ()) if discreet else (hit.text or title, hit.spans)
    names = (spoken_name(couple.a, discreet=discreet), spoken_name(couple.b, discreet=discreet))
    what = [_KINDS[hit.kind], day_words(hit.on_date) if hit.on_date else ""]
    if hit.kind in _SHEETS and hit.text and not discreet:
        what.insert(1, title)
    return HitRow(
        (hit.kind, hit.source_id),
        _group(hit),
        discreet_label(couple.label) if discreet else couple.label,
        " \N{MIDDLE DOT} ".join(part for part in what if part),
        reader_words(hit.audience, *names) if hit.audience != "joint" else "",
        text,
        bold,
        place_of(hit),
    )


def _group(hit: Hit) -> str:
    if hit.on_date is None:
        return PEOPLE if hit.kind in _PEOPLE else UNDATED
    return f"{MONTHS[hit.on_date.month - 1]} {hit.on_date.year}"


def day_words(day: dt.date) -> str:
    """A day under its month: "Sat 14 Nov"."""
    return f"{WEEKDAYS[day.weekday()][:3]} {short_day(day)}"


def reader_words(audience: str, a_name: str, b_name: str) -> str:
    """Who may read a text: "Joint", "Private to Ada", "Therapist only"."""
    private = {"a": f"Private to {a_name}", "b": f"Private to {b_name}", "therapist": "Therapist only"}
    return private.get(audience, "Joint")


def place_of(hit: Hit) -> Place:
    """Where a hit leads: into its note at the words, or to the card or tab it stands on."""
    if hit.kind in _SAFETY:
        return safety_of(hit.couple_id)
    if hit.kind in _TABS:
        extra = {"commitment_id": hit.about} if _TABS[hit.kind] == "commitments" else {}
        return Place("couple", hit.couple_id, tab=_TABS[hit.kind], extra=extra)
    if hit.session_id:
        word = _word_of(hit)
        return Place("note", hit.couple_id, hit.session_id, extra={"find": word} if word else {})
    return Place("couple", hit.couple_id, tab="progress" if hit.kind == "phase" else "overview")


def _word_of(hit: Hit) -> str:
    """The letters of the note to go to: the longest that were asked for."""
    if hit.kind not in ("note", "process", "addition", "own_addition"):
        return ""
    found = (hit.text[start : start + length] for start, length in hit.spans)
    longest = max(found, key=len, default="")
    return longest if len(longest) >= _LEAST_TO_FIND else ""


def count_words(shown: int, *, more: bool) -> str:
    """How many were found: "3 found", "The newest 50. Another word or a filter finds the others"."""
    if more:
        return f"The newest {shown} are shown. One more word or a filter brings the others nearer."
    return f"{counted(shown, 'place')} found"
