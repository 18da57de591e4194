"""The sheet of a step: when it was taken, in which session, with which sheet; and what was marked so far."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from therapist_app.kernel.changes import Changes
from therapist_app.kernel.errors import AttuneError
from therapist_app.repair.model import EarlierRepairStep, RepairStep
from therapist_app.repair.rules import Thread
from ui.kit.buttons import LinkButton
from ui.kit.context import Context
from ui.kit.form_sheet import FormSheet
from ui.kit.row import Row
from ui.kit.words import Label
from ui.repair.facts import RepairFacts

_WHY = {"corrected": "corrected", "taken_back": "taken back"}


class StepSheet(FormSheet):
    """Mark a step of one thread; below stands every mark, and those that were taken back.

    taken_back(Changes, str)   a mark was taken back, with its id
    """

    taken_back = Signal(object, str)

    def __init__(
        self, ctx: Context, facts: RepairFacts, thread: Thread, step: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(ctx, facts.title(thread, ctx.workspace.catalogue), "Mark", parent)
        self._facts, self._thread = facts, thread
        first = thread.to_come[0].step.key if thread.to_come else thread.steps[0].step.key
        steps = [(one.step.key, one.step.label) for one in thread.steps]
        self.step = self.combo("Step", steps, step or first)
        self.date = self.day("Taken on", facts.today)
        self.session = self.combo("In which session", [(None, "None in particular"), *facts.sessions.items()])
        self.sheet = self.combo("With which sheet", [(None, "None"), *facts.sheets.items()])
        self.line = self.text("In a line")
        self.add_pairs([("step", self.step), ("on_date", self.date)])
        self.add_pairs([("session_id", self.session), ("assignment_id", self.sheet)])
        self.add_field("line", self.line)
        self.step.chosen.connect(lambda _: self._help())
        self._help()
        self._show_marks()

    def commit(self) -> None:
        """Mark the step."""
        repair, rupture_id, step = self._ctx.workspace.repair, self._thread.rupture.id, self.step.key
        day, line = self.date.date, self.line.value
        session, sheet = self.session.key, self.sheet.key
        self.keep(
            lambda: repair.mark(
                rupture_id, step, on_date=day, session_id=session, assignment_id=sheet, line=line
            )
        )

    def _help(self) -> None:
        catalogue = self._ctx.workspace.catalogue
        step = catalogue.thread_step(self.step.key)
        self.step.set_hint(f"{step.meaning} Mostly part of {catalogue.phase(step.phase).label}.")

    def _show_marks(self) -> None:
        marks = [mark for part in self._thread.steps for mark in part.marks]
        earlier = [one for one in self._facts.earlier if one.rupture_id == self._thread.rupture.id]
        if not (marks or earlier):
            return
        self.column.addWidget(Label("Marked so far", "card"))
        for mark in sorted(marks, key=lambda one: (one.on_date, one.created_at), reverse=True):
            link = LinkButton(self.theme, "Take back", name=f"Take back: {self._said(mark)}")
            link.clicked.connect(lambda _=False, key=mark.id: self._take_back(key))
            self.column.addWidget(self._row(mark, link))
        for one in earlier:
            gone = Label(_WHY[one.why], "small", "text2")
            self.column.addWidget(self._row(one, gone))

    def _row(self, mark: RepairStep | EarlierRepairStep, trailing: QWidget) -> Row:
        said = (self._facts.behind(mark), " ".join(self._facts.own_words(mark.line).split()))
        return Row(self.theme, self._said(mark), " · ".join(part for part in said if part), trailing=trailing)

    def _said(self, mark: RepairStep | EarlierRepairStep) -> str:
        label = self._ctx.workspace.catalogue.thread_step(mark.step).label
        return f"{label}, {self._facts.day(mark.on_date)}"

    def _take_back(self, mark_id: str) -> None:
        repair = self._ctx.workspace.repair  # the page that hears of it offers the way back

        def gone(changes: Changes) -> None:
            self.taken_back.emit(changes, mark_id)
            self.accept()

        def refused(error: AttuneError) -> None:
            self.refuse(error.whole)

        self._ctx.tasks.vault(lambda: repair.take_back(mark_id), gone, self, refused)
