"""A sheet that keeps what is typed: it stays open with a plain sentence when the practice refuses."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from therapist_app.kernel.changes import Changes, Done
from therapist_app.kernel.errors import AttuneError, InputError
from ui.kit.columns import Columns
from ui.kit.context import Context
from ui.kit.date_field import DateField, TimeField
from ui.kit.dialogs import Dialogs
from ui.kit.fields import ComboField, Field, ParagraphField, TextField
from ui.kit.half_filled import put_back, typed_in
from ui.kit.sheet import Sheet
from ui.kit.unsaved import Retry
from ui.kit.words import Label


class FormSheet(Sheet):
    """A form over one use case; `fields` names each field as the service does, to place its refusals.

    kept(Changes)   it is in the vault, and the sheet is closing
    worked(object)  before that: what the use case gave, for whoever offers its undo
    """

    kept = Signal(object)
    worked = Signal(object)
    reopens = ""
    """By which word in `Place.extra["open"]` the page opens this form again after a lock; "" where it need not."""

    def __init__(
        self,
        ctx: Context,
        title: str,
        yes: str = "Keep",
        parent: QWidget | None = None,
        *,
        danger: bool = False,
    ) -> None:
        super().__init__(ctx.theme, title, yes, parent, danger=danger)
        self._ctx = ctx
        self.fields: dict[str, Field] = {}
        self._packed = False
        self._at_first: dict[str, Any] | None = None  # what the fields held when the form was first shown
        self.first: QWidget | None = None  # what has the focus at first, where it is not the first field
        self.yes_requested.connect(self._asked)
        self._retry = Retry(ctx.unsaved, self, self._ask)
        self.finished.connect(lambda _: self._retry.ended())

    def commit(self) -> None:
        """Hand what is typed to `keep`; each form says how."""
        raise NotImplementedError

    def keep(self, work: Callable[[], Done[Any] | Changes]) -> None:
        """Run a use case on the vault thread, then close, or say why not."""
        self.set_busy(True)
        self._ctx.tasks.vault(work, self._done, self, self._refused)

    @property
    def half_filled(self) -> dict[str, Any]:
        """What was typed and is not kept, field by field; {} where nothing was."""
        before = self._at_first
        if before is None:
            return {}
        return {name: value for name, value in typed_in(self).items() if before.get(name) != value}

    def fill(self, typed: dict[str, Any]) -> None:
        """Put back what `half_filled` gave before a lock."""
        put_back(self, typed)

    def proposed(self) -> None:
        """What stands in the fields now was not typed by a person, as far as it was there to see."""
        if self._at_first is not None:
            self._at_first = typed_in(self)

    def add_field(self, name: str, field: Field) -> Field:
        """Put a field into the form."""
        self.fields[name] = field
        self.column.addWidget(field)
        return field

    def add_pairs(self, pairs: Sequence[tuple[str, Field]], least: float = 12) -> Columns:
        """Put fields side by side, below each other where there is no room."""
        columns = Columns(self._ctx.theme, least=least, most=2)
        for name, field in pairs:
            self.fields[name] = field
            columns.add(at_top(field))
        self.column.addWidget(columns)
        return columns

    def add_heading(self, words: str, line: str = "") -> None:
        """Begin a part of the form."""
        self.column.addSpacing(self._ctx.theme.px(4))
        self.column.addWidget(Label(words, "card", wrap=True))
        if line:
            self.column.addWidget(Label(line, "body", "text2", wrap=True))

    def add_hidden_line(self, words: str) -> Label:
        """Say what is not asked here while names are hidden."""
        line = Label(words, "body", "text2", wrap=True)
        self.column.addWidget(line)
        return line

    def text(self, label: str, value: str = "", hint: str = "") -> TextField:
        """A line of text."""
        made = TextField(self._ctx.theme, label, value, hint=hint)
        made.edit.setCursorPosition(0)  # a long text shows its beginning
        return made

    def paragraph(self, label: str, value: str = "", lines: int = 3) -> ParagraphField:
        """A few lines of text."""
        return ParagraphField(self._ctx.theme, label, value, lines=lines)

    def combo(self, label: str, choices: Sequence[tuple[Any, str]], key: object = None) -> ComboField:
        """A choice from a list, as narrow as the form needs it."""
        made = ComboField(self._ctx.theme, label, choices, key)
        made.combo.setSizeAdjustPolicy(made.combo.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        return made

    def day(self, label: str, date: dt.date | None) -> DateField:
        """A date."""
        return DateField(self._ctx.theme, label, date, today=self._ctx.workspace.clock.today)

    def setVisible(self, visible: bool) -> None:
        """Keep the fields together at the top, and remember what they hold at first."""
        if visible and not self._packed:
            self._packed = True
            self._at_first = typed_in(self)
            self.column.addStretch(1)
        super().setVisible(visible)

    def showEvent(self, event: QShowEvent) -> None:
        """Put the caret where the form begins."""
        super().showEvent(event)
        if self.first is not None:
            self.first.setFocus(Qt.FocusReason.TabFocusReason)

    def _asked(self) -> None:
        for field in self.fields.values():
            if isinstance(field, DateField | TimeField):
                if not field.commit():
                    field.setFocus()
                    return
            else:
                field.set_error("")
        self.refuse("")
        self.commit()

    def _done(self, done: Done[Any] | Changes) -> None:
        self.worked.emit(done)
        self.kept.emit(done if isinstance(done, Changes) else done.changes)
        self.accept()

    def _refused(self, error: AttuneError) -> None:
        self.set_busy(False)
        if error.MAY_PASS:
            self.refuse(error.whole)
            self._retry.failed(error.whole)
            return
        self._retry.ended()
        name = error.field.rpartition(".")[2] if isinstance(error, InputError) else ""
        field = self.fields.get(name)
        if field is None:
            self.refuse(error.whole)
            return
        field.set_error(error.whole)
        QTimer.singleShot(0, field, field.setFocus)  # after the buttons have their state back


def at_top(field: QWidget) -> QWidget:
    """A cell that keeps its field at the top when its neighbour is taller."""
    cell = QWidget()
    lines = QVBoxLayout(cell)
    lines.setContentsMargins(0, 0, 0, 0)
    lines.addWidget(field)
    lines.addStretch(1)
    return cell


def open_form(dialogs: Dialogs, sheet: FormSheet, word: str, typed: dict[str, Any] | None = None) -> None:
    """Open a form that a lock can put back by its word, with what was typed into it before one."""
    sheet.reopens = word
    dialogs.open(sheet)
    if typed:
        sheet.fill(typed)


def half_filled_form(dialogs: Dialogs) -> dict[str, Any]:
    """Which form stands open and what is typed into it, as `Place.extra` takes it; {} for none."""
    for sheet in reversed(dialogs.shown):
        if isinstance(sheet, FormSheet) and sheet.reopens and (typed := sheet.half_filled):
            return {"open": sheet.reopens, "typed": typed}
    return {}
