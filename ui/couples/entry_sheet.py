"""The sheet that corrects one entry of the path, or takes it back; what it was stays readable."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from therapist_app.kernel.audience import Audience
from therapist_app.kernel.changes import Changes
from therapist_app.kernel.errors import AttuneError
from ui.couples.path_facts import PathFacts
from ui.kit.buttons import LinkButton
from ui.kit.context import Context
from ui.kit.form_sheet import FormSheet
from ui.kit.words import Label

IN_A_NOTE = (
    "This entry stands in a signed note. The note stays as it was signed; the path counts what you write here, "
    "and keeps both with their dates."
)
_TRACE = "What it was before stays readable."


class EntrySheet(FormSheet):
    """Say what the entry should have been, and why it is corrected.

    taken_back(Changes)   the entry no longer stands
    """

    taken_back = Signal(object)

    def __init__(self, ctx: Context, facts: PathFacts, entry_id: str, parent: QWidget | None = None) -> None:
        super().__init__(ctx, "Correct a phase entry", "Correct", parent)
        self.entry = entry = facts.entry(entry_id)
        signed = entry.id in facts.signed
        self.column.addWidget(Label(IN_A_NOTE if signed else _TRACE, "body", "text2", wrap=True))
        among = facts.sets[entry.phase_set]
        phases = [(one.key, f"{one.number}  {one.label}") for one in among.steps]
        self.phase = self.combo("Step" if entry.phase_set else "Phase", phases, entry.phase)
        self.since = self.day("Since", entry.on_date)
        self.reason = self.text("Why they are there, in a line", entry.reason)
        a, b = (facts.file.called(side) for side in "ab")
        readers = [
            (Audience.JOINT, "Both partners and you"),
            (Audience.A, f"You and {a}"),
            (Audience.B, f"You and {b}"),
            (Audience.THERAPIST, "You alone"),
        ]
        self.readers = self.combo(
            "Who may read that line", [(str(key), words) for key, words in readers], entry.audience
        )
        needed = "A signed note needs it." if signed else "You may leave it empty."
        self.because = self.text("Why it is corrected", hint=needed)
        self.add_field("phase", self.phase)
        self.add_field("reason", self.reason)
        self.add_pairs([("on_date", self.since), ("audience", self.readers)])
        self.add_field("because", self.because)
        for words in facts.said_before(entry.id):
            self.column.addWidget(Label(words, "small", "text2", wrap=True))
        link = LinkButton(self.theme, "Take this entry back", "trash")
        link.clicked.connect(self._take_back)
        self.column.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)

    def commit(self) -> None:
        """Correct the entry."""
        phases, entry_id = self._ctx.workspace.progression.phases, self.entry.id
        phase, since, reason = self.phase.key, self.since.date, self.reason.value
        readers, because = self.readers.key, self.because.value
        self.keep(
            lambda: phases.correct(
                entry_id,
                phase=phase,
                on_date=since or self.entry.on_date,
                reason=reason,
                audience=readers,
                because=because,
            )
        )

    def _take_back(self) -> None:
        phases, entry_id, because = self._ctx.workspace.progression.phases, self.entry.id, self.because.value

        def gone(changes: Changes) -> None:
            self.taken_back.emit(changes)
            self.accept()

        self.because.set_error("")
        self.set_busy(True)
        self._ctx.tasks.vault(lambda: phases.take_back(entry_id, because), gone, self, self._not_taken_back)

    def _not_taken_back(self, error: AttuneError) -> None:
        self._refused(error)
