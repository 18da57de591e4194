"""A row of the caseload in words; no Qt."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from therapist_app.catalogue.model import Catalogue
from therapist_app.kernel.dates import span_words
from therapist_app.progression.service import CaseloadRow
from ui.kit.discreet import discreet_label
from ui.shell.matching import Match, match
from ui.today.words import clock_words

SHAPES = frozenset({"concerns", "unsafe"})  # only these carry a shape in a list


@dataclass(frozen=True, slots=True)
class CoupleRow:
    """What one row of the sidebar shows. `phase` is its number, 0 where none is set."""

    couple_id: str
    label: str
    shown: str  # the label, or initials while names are hidden
    second: str
    phase: int
    phase_words: str
    safety: str
    safety_words: str
    draft: bool
    today: bool
    names: str = ""  # both whole, as a label may say their first words alone; none while names are hidden

    def match(self, typed: str) -> Match | None:
        """How typed letters find the couple: by what is shown, else by a whole name."""
        found = match(typed, self.shown)
        if found is None and (whole := match(typed, self.names)):
            return Match(whole.score)
        return found

    @property
    def shape(self) -> str:
        """The safety status whose shape stands in the list, or nothing."""
        return self.safety if self.safety in SHAPES else ""

    @property
    def spoken(self) -> str:
        """The whole row in words, for a screen reader."""
        parts = [self.shown, self.phase_words or "no phase yet", self.second]
        parts += [self.safety_words] if self.shape else []
        parts += ["draft note"] if self.draft else []
        return ", ".join(part for part in parts if part)


def rows_of(
    found: Sequence[CaseloadRow], catalogue: Catalogue, today: dt.date, *, discreet: bool = False
) -> list[CoupleRow]:
    """The rows of a caseload, in its own order."""
    return [_row(row, catalogue, today, discreet=discreet) for row in found]


def _row(row: CaseloadRow, catalogue: Catalogue, today: dt.date, *, discreet: bool) -> CoupleRow:
    phase = catalogue.phase(row.phase) if row.phase else None
    label = row.couple.label
    return CoupleRow(
        couple_id=row.couple.id,
        label=label,
        shown=discreet_label(label) if discreet else label,
        second=_second(row, phase.short if phase else "", today),
        phase=phase.number if phase else 0,
        phase_words=f"phase {phase.number}, {phase.label}" if phase else "",
        safety=row.safety_status,
        safety_words=catalogue.safety_status(row.safety_status).label,
        draft=row.has_draft,
        today=row.comes_today,
        names="" if discreet else row.names,
    )


def _second(row: CaseloadRow, phase: str, today: dt.date) -> str:
    if row.comes_today:
        when = clock_words(row.today_at) if row.today_at else "Today"
        return f"{when} \N{MIDDLE DOT} {phase}" if phase else when
    if row.last_seen is None:
        return "Not seen yet"
    ago = (today - row.last_seen).days
    return {0: "Seen today", 1: "Seen yesterday"}.get(ago, f"Seen {span_words(ago)} ago")


def filtered(rows: Sequence[CoupleRow], typed: str) -> list[CoupleRow]:
    """The rows that the typed letters find, in their own order; all of them for nothing typed."""
    return [row for row in rows if row.match(typed)] if typed.strip() else list(rows)
