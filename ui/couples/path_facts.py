"""What the forms of the path begin with, read in one visit to the vault thread; no Qt."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from therapist_app.catalogue.phase_sets import PhaseSet, six_phases
from therapist_app.couples.files import CoupleFile
from therapist_app.kernel.dates import day_words
from therapist_app.kernel.errors import InputError
from therapist_app.progression.model import EarlierPhaseEntry, PhaseEntry, WhyEnded
from therapist_app.progression.path import PathStep, before_it
from ui.kit.discreet import hidden

if TYPE_CHECKING:
    from therapist_app.workspace import Workspace

_WHY = {WhyEnded.CORRECTED: "corrected", WhyEnded.TAKEN_BACK: "taken back"}


@dataclass(frozen=True, slots=True)
class PathFacts:
    """The entries of a couple, those that no longer stand, and which of them signed notes hold.

    `paths` has the six phases first, then the set that they are followed in too; `sets` is every set by its key.
    """

    file: CoupleFile
    paths: tuple[tuple[PhaseSet, tuple[PathStep, ...]], ...]
    sets: Mapping[str, PhaseSet]
    earlier: tuple[EarlierPhaseEntry, ...]
    signed: frozenset[str]
    kinds: Mapping[str, str]  # what each kind of move is called
    today: dt.date
    discreet: bool = False

    @property
    def beside(self) -> PhaseSet | None:
        """The set that they are followed in beside the six phases."""
        return self.paths[1][0] if len(self.paths) > 1 else None

    @property
    def step_now(self) -> str:
        """The key of their step in it, or ""."""
        return self.paths[1][1][-1].phase if self.beside and self.paths[1][1] else ""

    def entry(self, entry_id: str) -> PhaseEntry:
        """One entry of the path; raises InputError for one that is gone."""
        entries = (step.entry for _, steps in self.paths for step in steps)
        found = next((entry for entry in entries if entry.id == entry_id), None)
        if found is None:
            raise InputError("That phase entry no longer stands.", "Nothing was changed.")
        return found

    def title(self, entry: PhaseEntry | EarlierPhaseEntry) -> str:
        """An entry in words: "2 Safety, 14 Nov"."""
        phase = self.sets[entry.phase_set].phase(entry.phase)
        return f"{phase.number} {phase.short}, {day_words(entry.on_date, self.today)}"

    def reason(self, words: str) -> str:
        """Words that the clinician wrote, on one line; nobody beside reads them while names are hidden."""
        line = " ".join(words.split())
        return hidden(line) if self.discreet else line

    def said_before(self, entry_id: str) -> tuple[str, ...]:
        """What an entry was before, the latest first."""
        return tuple(f"Earlier: {self._ended(one)}" for one in before_it(entry_id, self.earlier))

    def taken_back(self) -> tuple[tuple[str, Sequence[str]], ...]:
        """Entries that were taken back, the latest first, each with what it was before."""
        gone = (one for one in self.earlier if one.why == WhyEnded.TAKEN_BACK)
        return tuple((self._ended(one), self.said_before(one.id)) for one in gone)

    def _ended(self, one: EarlierPhaseEntry) -> str:
        """What was written, when it ended, and why."""
        written = " · ".join(part for part in (self.title(one), self.reason(one.reason)) if part)
        ended = f"{_WHY[WhyEnded(one.why)]} {day_words(one.ended_at.date(), self.today)}"
        because = self.reason(one.because)
        in_note = ", stays in its signed note" if self._is_held(one) else ""
        return f"{written} ({ended}{f': {because}' if because else ''}{in_note})"

    def _is_held(self, one: EarlierPhaseEntry) -> bool:
        return one.id in self.signed


def path_facts(workspace: Workspace, couple_id: str, *, discreet: bool) -> PathFacts:
    """Read the entries of a couple."""
    progression, six = workspace.progression, six_phases(workspace.catalogue)
    followed = (six, None), *((one, one) for one in [progression.sets.of(couple_id)] if one)
    return PathFacts(
        file=workspace.couples.get(couple_id),
        paths=tuple((one, progression.path(couple_id, among=among)) for one, among in followed),
        sets={one.key: one for one in (six, *progression.sets.list())},
        earlier=progression.phases.earlier(couple_id),
        signed=progression.phases.signed(couple_id),
        kinds={one.key: one.label for one in workspace.catalogue.move_kinds},
        today=workspace.clock.today(),
        discreet=discreet,
    )


def facts_to_correct(workspace: Workspace, couple_id: str, entry_id: str, *, discreet: bool) -> PathFacts:
    """Read the entries to correct one; its words are not shown while names are hidden."""
    if discreet:
        raise InputError("Names are hidden.", "Show them to correct an entry: Ctrl+Shift+D.")
    facts = path_facts(workspace, couple_id, discreet=False)
    facts.entry(entry_id)
    return facts
