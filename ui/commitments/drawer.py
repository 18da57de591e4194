"""What opens below a promise: how it went, or what a pause or an end is about. Escape closes it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from therapist_app.kernel.errors import AttuneError, InputError
from therapist_app.kernel.phrases import short_name
from ui.commitments.answers import Answer, StateAnswer
from ui.commitments.words import STATE_ASKS, STATE_WORDS, apart, days_choices
from ui.kit.buttons import Button
from ui.kit.choices import CheckInControl, SegmentedControl
from ui.kit.date_field import DateField
from ui.kit.edit import Edit
from ui.kit.fields import ComboBox, Field, TextField
from ui.kit.flow import FlowLayout
from ui.kit.ticks import CheckBox
from ui.kit.words import Label
from ui.theme.theme import Theme

Today = Callable[[], dt.date]


class Drawer(QWidget):
    """A quiet blue ground with rows of controls; Enter keeps, Escape closes."""

    kept = Signal(object)
    closed = Signal()

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.setAccessibleName(name)
        px = theme.px
        self.lines = QVBoxLayout(self)
        self.lines.setContentsMargins(px(16), px(8), px(12), px(10))
        self.lines.setSpacing(px(8))
        self.fields: dict[str, Field] = {}
        self._wrong = Label("", "small", "danger", wrap=True)
        self._wrong.hide()

    def beside(self, *widgets: QWidget) -> QWidget:
        """Widgets that stay together in a row."""
        holder = QWidget()
        line = QHBoxLayout(holder)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(self.theme.px(8))
        for widget in widgets:
            line.addWidget(widget)
        return holder

    def row(self, *widgets: QWidget) -> None:
        """One row of controls that goes on below where room runs out."""
        holder = QWidget()
        flow = FlowLayout(holder, gap=self.theme.px(10), row_gap=self.theme.px(6))
        for widget in widgets:
            flow.addWidget(widget)
        self.lines.addWidget(holder)

    def end(self) -> None:
        """Put the line for what belongs to no field at the foot."""
        self.lines.addWidget(self._wrong)

    def refuse(self, error: AttuneError) -> None:
        """Say below why this cannot be kept and mark its field; what was typed stays."""
        field = self.fields.get(error.field) if isinstance(error, InputError) else None
        self._say(error.whole, field)
        if field is not None:
            field.setFocus()

    def watch_day(self, day: DateField) -> None:
        """Take what a date field has to say down to the line below, where there is room for it."""
        day.edit.editingFinished.connect(lambda: self._take_error(day))
        day.edit.textEdited.connect(lambda _text: self._say("", day))

    def read_day(self, day: DateField) -> bool:
        """Whether the date can be read; if not, the focus goes there."""
        read = day.commit()
        self._take_error(day)
        if not read:
            day.setFocus()
        return read

    def _take_error(self, day: DateField) -> None:
        words = day.error
        if words:
            day.set_error("")
            self._say(words, day)

    def _say(self, words: str, field: Field | None = None) -> None:
        self._wrong.setText(words)
        self._wrong.setVisible(bool(words))
        if field is not None:
            field.editor.setAccessibleDescription(words)
            if isinstance(field.editor, Edit):
                field.editor.set_wrong(bool(words))

    @property
    def about(self) -> dict[str, str]:
        """What opens the same line again, beside what is typed into it."""
        raise NotImplementedError

    def focus_first(self) -> None:
        """Put the focus where the answer begins."""
        raise NotImplementedError

    def keep(self) -> None:
        """Hand over what was said."""
        raise NotImplementedError

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter keeps, Escape closes."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.keep()
        elif event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ground."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.theme.color("selection"))
        painter.drawRoundedRect(QRectF(self.rect()), self.theme.px(8), self.theme.px(8))


class CheckInDrawer(Drawer):
    """How did it go, as told by whom, on which day; keys 1 to 4 choose.

    Where several days wait, one answer may say how many of them were kept; after a slip, what mended it.
    """

    def __init__(
        self,
        theme: Theme,
        names: dict[str, str],
        other: str,
        today: Today,
        answer: Answer,
        *,
        days: int = 0,
        show_keys: bool = True,
    ) -> None:
        """So many `days` wait up to that of the answer; `show_keys` writes 1 to 4 where there is room."""
        super().__init__(theme, "How did it go?")
        self._days, self._last, self._corrects = days, answer.on_date, answer.corrects
        self.outcome = CheckInControl(theme, "How did it go?", answer.outcome, show_keys=show_keys)
        self.account = SegmentedControl(theme, "As told by", (), tall=32)
        accounts = [("a", names["a"]), ("b", names["b"]), ("clinician", "You")]
        self.account.set_names(accounts, answer.account)
        self.days = ComboBox(theme, "Several days at once", days_choices(days))
        self.days.set_key(answer.kept_days)
        self.day = DateField(theme, "", answer.on_date, today=today, name="Day")
        self.line = TextField(theme, "", answer.line, placeholder="In a few words, if you like")
        self.line.edit.setAccessibleName("A few words on it")
        self.noticed = CheckBox(theme, f"{apart(short_name(other))} noticed and said so", answer.noticed)
        self.repair = TextField(theme, "", answer.repair, placeholder="What mended it, if something did")
        self.repair.edit.setAccessibleName("What mended it")
        self.repaired_on = DateField(theme, "", answer.repaired_on, today=today, name="Mended on")
        self.keep_button = Button(theme, "Keep", "check", tall="small")
        self.close_button = Button(theme, "Cancel", kind="quiet", tall="small")
        self.fields = {
            "on_date": self.day,
            "line": self.line,
            "repair": self.repair,
            "repaired_on": self.repaired_on,
        }
        self._lay_out()
        self._listen()

    def _lay_out(self) -> None:
        px = self.theme.px
        for day in (self.day, self.repaired_on):
            day.setFixedWidth(px(176))
        self.line.setFixedWidth(px(220))
        self.repair.setFixedWidth(px(300))
        told = self.beside(Label("As told by", "small", "text2"), self.account)
        when = self.beside(Label("On", "small", "text2"), self.day)
        self._several = self.beside(Label("or at once", "small", "text2"), self.days)
        self._mended = self.beside(Label("on", "small", "text2"), self.repaired_on)
        self.row(Label("How did it go?", "strong"), self.outcome, self._several, told)
        self.row(self.repair, self._mended)
        self.row(when, self.line, self.noticed, self.keep_button, self.close_button)
        self.end()

    def _listen(self) -> None:
        self.keep_button.clicked.connect(self.keep)
        self.close_button.clicked.connect(self.closed)
        self.outcome.chosen.connect(self._one_day)
        self.days.chosen.connect(self._days_chosen)
        for day in (self.day, self.repaired_on):
            self.watch_day(day)
        self.day.date_changed.connect(self._show_fitting)
        self._show_fitting()

    def _one_day(self, _outcome: str) -> None:
        """An answer for the day alone."""
        self._say("")
        self.days.set_key(None)
        self._show_fitting()

    def _days_chosen(self, kept: int | None) -> None:
        """An answer for all the days that wait takes the place of one for the day."""
        self._say("")
        if kept is not None:
            self.outcome.set_key("")
        self._show_fitting()

    def _show_fitting(self) -> None:
        """Several days are those up to the day that was meant; what mended it is asked after a slip alone."""
        self._several.setVisible(self._days > 1 and self.day.date == self._last)
        slipped = self.outcome.outcome in ("partly", "missed")
        short = self.days.key is not None and self.days.key < self._days
        for part in (self.repair, self._mended):
            part.setVisible(slipped or short)

    @property
    def about(self) -> dict[str, str]:
        """An answer, and the one whose place it takes."""
        return {"corrects": self._corrects}

    @property
    def answer(self) -> Answer:
        """What is said now."""
        mends = not self.repair.isHidden()
        return Answer(
            self.outcome.outcome,
            self.account.key,
            self.day.date,
            self.line.value,
            self.noticed.isChecked(),
            None if self._several.isHidden() else self.days.key,
            self.repair.value if mends else "",
            self.repaired_on.date if mends else None,
            self._corrects,
        )

    def focus_first(self) -> None:
        """Put the focus on how it went."""
        self.outcome.setFocus()

    def keep(self) -> None:
        """Hand over the answer; without one, say which is missing."""
        if not self.read_day(self.day) or not self.read_day(self.repaired_on):
            return
        answer = self.answer
        if not answer.outcome and answer.kept_days is None:
            self.refuse(InputError("How did it go? Please choose one of the four."))
            self.focus_first()
            return
        self.kept.emit(answer)


class StateDrawer(Drawer):
    """What makes a pause or an end right, in a line that may stay empty."""

    def __init__(self, theme: Theme, answer: StateAnswer, today: Today) -> None:
        super().__init__(theme, STATE_WORDS[answer.state])
        state = self.state = answer.state
        self.reason = TextField(theme, STATE_ASKS[state], answer.reason)
        self.reason.setFixedWidth(theme.px(420))
        self.day = DateField(theme, "Since", answer.on_date, today=today)
        self.day.setFixedWidth(theme.px(176))
        self.keep_button = Button(theme, STATE_WORDS[state], "check", tall="small")
        self.close_button = Button(theme, "Cancel", kind="quiet", tall="small")
        self.fields = {"state_reason": self.reason, "state_on": self.day}
        self.watch_day(self.day)
        self.row(self.reason, self.day)
        self.row(self.keep_button, self.close_button)
        self.end()
        self.keep_button.clicked.connect(self.keep)
        self.close_button.clicked.connect(self.closed)

    @property
    def about(self) -> dict[str, str]:
        """Where the promise is to stand."""
        return {"state": self.state}

    def focus_first(self) -> None:
        """Put the focus on the reason."""
        self.reason.setFocus()

    def keep(self) -> None:
        """Hand over the state with its day and reason."""
        if not self.read_day(self.day):
            return
        self.kept.emit(self.answer)

    @property
    def answer(self) -> StateAnswer:
        """What is said now."""
        return StateAnswer(self.state, self.day.date, self.reason.value)
