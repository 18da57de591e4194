"""What the page of repair threads shows, gathered in one visit to the vault thread; no Qt."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from therapist_app.couples.files import CoupleFile
from therapist_app.kernel.dates import short_day
from therapist_app.repair.model import EarlierRepairStep, RepairStep
from therapist_app.repair.rules import StepMarks, Thread, thread_title
from ui.kit.discreet import discreet_label, hidden, without_names

if TYPE_CHECKING:
    from therapist_app.catalogue.model import Catalogue
    from therapist_app.workspace import Workspace

_MOST_SESSIONS = 40


@dataclass(frozen=True, slots=True)
class RepairFacts:
    """The threads of a couple, and what a step can be linked to: its newest sessions and its sheets, by id."""

    file: CoupleFile
    threads: tuple[Thread, ...]
    earlier: tuple[EarlierRepairStep, ...]
    sessions: Mapping[str, str]
    sheets: Mapping[str, str]
    today: dt.date
    discreet: bool = False

    @property
    def label(self) -> str:
        """What the couple is called on screen."""
        return discreet_label(self.file.couple.label) if self.discreet else self.file.couple.label

    def thread(self, rupture_id: str) -> Thread | None:
        """The thread of a rupture."""
        return next((one for one in self.threads if one.rupture.id == rupture_id), None)

    def title(self, thread: Thread, catalogue: Catalogue) -> str:
        """What a wound is called; while names are hidden without anyone's name in it."""
        return self.words(thread_title(thread, catalogue))

    def words(self, text: str) -> str:
        """A text that someone wrote, without the partners' names while these are hidden."""
        return without_names(text, self.file.a.name, self.file.b.name) if self.discreet else text

    def own_words(self, text: str) -> str:
        """A line about a step, which nobody beside may read while names are hidden."""
        return hidden(text) if self.discreet else text

    def day(self, day: dt.date) -> str:
        """A date as written on this page, with its year where it is another one."""
        return short_day(day) if day.year == self.today.year else f"{short_day(day)} {day.year}"

    def behind(self, mark: RepairStep | EarlierRepairStep) -> str:
        """The note and the sheet behind a mark, in words."""
        found = (self.sessions.get(mark.session_id or ""), self.sheets.get(mark.assignment_id or ""))
        return " · ".join(one for one in found if one)


def gather(workspace: Workspace, couple_id: str) -> RepairFacts:
    """Read everything the page shows; runs on the vault thread."""
    rows = workspace.sessions.list(couple_id, limit=_MOST_SESSIONS)
    kinds = {one.key: one.label for one in workspace.catalogue.session_kinds}
    sessions = {
        row.session.id: f"{f'Session {row.number}' if row.number else kinds[row.session.kind]}"
        f" · {short_day(row.session.on_date)}"
        for row in rows
    }
    sheets = {
        one.id: f"{workspace.homework.title(one.handout)}, {short_day(one.given_on)}"
        for one in workspace.homework.assignments(couple_id)
    }
    return RepairFacts(
        workspace.couples.get(couple_id),
        workspace.repair.threads(couple_id),
        workspace.repair.earlier(couple_id),
        sessions,
        sheets,
        workspace.clock.today(),
    )


def step_words(part: StepMarks, facts: RepairFacts) -> str:
    """When a step was taken: "3 Nov", "3 Nov · 2 times" or "not yet"."""
    if part.latest is None:
        return "not yet"
    day, count = facts.day(part.latest.on_date), len(part.marks)
    return day if count == 1 else f"{day} · {count}\N{NO-BREAK SPACE}times"
