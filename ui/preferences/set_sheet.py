"""The sheet of an own set of steps: its name, and a row for each step that can be named, ordered and taken out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from therapist_app.catalogue.phase_sets import PhaseSet
from therapist_app.progression.beside import stage_of
from therapist_app.progression.sets import MOST_STEPS, SetDraft, StepDraft
from ui.kit.buttons import Button, IconButton
from ui.kit.context import Context
from ui.kit.edit import Edit
from ui.kit.fields import Field
from ui.kit.form_sheet import FormSheet
from ui.kit.ticks import CheckBox
from ui.kit.words import Label
from ui.theme.theme import Theme

_FIRST_ROWS = 3
_ABOUT = (
    "Steps in their order. A stage is the part of the work that some of them belong to; it may stay empty."
)
_PRINTED = "Its names may stand on a couple\u2019s own report"


class StepRow(QWidget):
    """One step; `key` is that of a step which is there already.

    moved(int)   asks to change places with the step before or after
    """

    moved = Signal(int)
    dropped = Signal()

    def __init__(self, theme: Theme, step: StepDraft) -> None:
        super().__init__()
        self.key = step.key
        self.name = Edit(theme, "Step", placeholder="Step", tall="small")
        self.stage = Edit(theme, "Stage", placeholder="Stage, if any", tall="small")
        self.name.setText(step.label)
        self.stage.setText(step.stage)
        self.up = IconButton(theme, "chevron-up", "Move up", tall="small")
        self.down = IconButton(theme, "chevron-down", "Move down", tall="small")
        self.gone = IconButton(theme, "trash", "Take out", tall="small")
        self.up.clicked.connect(lambda: self.moved.emit(-1))
        self.down.clicked.connect(lambda: self.moved.emit(1))
        self.gone.clicked.connect(self.dropped)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.px(4))
        line.addWidget(self.name, 3)
        line.addWidget(self.stage, 2)
        for button in (self.up, self.down, self.gone):
            line.addWidget(button)

    @property
    def draft(self) -> StepDraft:
        """The step as it is typed."""
        return StepDraft(self.name.text().strip(), self.stage.text().strip(), self.key)

    def number(self, place: int, count: int) -> None:
        """Say which step this is to whoever hears it, and where it can go."""
        for part, what in (
            (self.name, "Step"), (self.stage, "Stage of step"), (self.up, "Move up step"),
            (self.down, "Move down step"), (self.gone, "Take out step"),
        ):  # fmt: skip
            part.setAccessibleName(f"{what} {place}")
        self.up.setEnabled(place > 1)
        self.down.setEnabled(place < count)


class StepsField(Field):
    """The rows of all steps, with one to add."""

    def __init__(self, theme: Theme, steps: Sequence[StepDraft]) -> None:
        super().__init__(theme, "Steps")
        self.rows: list[StepRow] = []
        holder = QWidget()
        self._column = QVBoxLayout(holder)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.px(4))
        self.more = Button(theme, "Add a step", "plus", tall="small")
        self.more.clicked.connect(self._add_one)
        self._column.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        self.hold(holder)
        for step in steps:
            self.add(step)

    @property
    def drafts(self) -> list[StepDraft]:
        """The steps as they are typed; a new row that is empty is none."""
        return [row.draft for row in self.rows if row.key or row.draft.label]

    def setFocus(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        """Go to the first step."""
        (self.rows[0].name if self.rows else self.more).setFocus(reason)

    def show_steps(self, steps: Sequence[StepDraft]) -> None:
        """Take out all rows and show these."""
        for row in self.rows:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows = []
        for step in steps:
            self.add(step).show()

    def add(self, step: StepDraft) -> StepRow:
        """Put a row below the others."""
        row = StepRow(self.theme, step)
        row.moved.connect(lambda by: self._move(row, by))
        row.dropped.connect(lambda: self._drop(row))
        self.rows.append(row)
        self._column.insertWidget(len(self.rows) - 1, row)
        self._number()
        return row

    def _add_one(self) -> None:
        row = self.add(StepDraft(""))
        row.show()  # a layout would show it later, and what is not shown takes no focus
        row.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def _move(self, row: StepRow, by: int) -> None:
        there = self.rows.index(row) + by
        if 0 <= there < len(self.rows):
            self.rows.remove(row)
            self.rows.insert(there, row)
            self._column.removeWidget(row)
            self._column.insertWidget(there, row)
            self._number()
            (
                row.up if by < 0 and row.up.isEnabled() else row.down if row.down.isEnabled() else row.up
            ).setFocus()

    def _drop(self, row: StepRow) -> None:
        place = self.rows.index(row)
        self.rows.remove(row)
        self._column.removeWidget(row)
        row.hide()
        row.deleteLater()
        self._number()
        (self.rows[min(place, len(self.rows) - 1)].name if self.rows else self.more).setFocus()

    def _number(self) -> None:
        for place, row in enumerate(self.rows, 1):
            row.number(place, len(self.rows))
        self.more.setEnabled(len(self.rows) < MOST_STEPS)


class SetSheet(FormSheet):
    """Make an own set, or change one; what entries name can be renamed and not taken out."""

    def __init__(self, ctx: Context, known: PhaseSet | None, parent: QWidget | None = None) -> None:
        super().__init__(ctx, "Change a set of steps" if known else "Add a set of steps", "Keep", parent)
        self._known = known
        steps = [StepDraft(one.label, stage_of(one), one.key) for one in known.steps] if known else []
        self.label = self.text("Name", known.label if known else "")
        self.steps = StepsField(ctx.theme, steps or [StepDraft("")] * _FIRST_ROWS)
        self.printed = CheckBox(ctx.theme, _PRINTED)
        self.printed.setChecked(bool(known and known.printed))
        self.add_field("label", self.label)
        self.column.addWidget(Label(_ABOUT, "small", "text2", wrap=True))
        self.add_field("steps", self.steps)
        self.column.addWidget(self.printed)
        self._before = self._typed()

    @property
    def half_filled(self) -> dict[str, Any]:
        """The whole set as it is typed, each step with its key, for steps may have changed places; {} if unchanged."""
        typed = self._typed()
        return typed if typed != self._before else {}

    def fill(self, typed: dict[str, Any]) -> None:
        """Put back what `half_filled` gave before a lock."""
        self.label.edit.setText(str(typed.get("label", "")))
        self.steps.show_steps([StepDraft(*map(str, one)) for one in typed.get("steps", ())])
        self.printed.setChecked(bool(typed.get("printed")))

    def _typed(self) -> dict[str, Any]:
        steps = [[one.label, one.stage, one.key] for one in (row.draft for row in self.steps.rows)]
        return {"label": self.label.value, "steps": steps, "printed": self.printed.isChecked()}

    def commit(self) -> None:
        """Keep the set."""
        sets, known = self._ctx.workspace.progression.sets, self._known
        draft = SetDraft(self.label.value, self.steps.drafts, self.printed.isChecked())
        self.keep(lambda: sets.change(known.key, draft) if known else sets.add(draft))
