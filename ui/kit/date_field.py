"""Fields for a date and a time that take what people type; empty is allowed, the wheel changes nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from PySide6.QtCore import QDate, QLocale, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QFrame, QToolButton, QVBoxLayout, QWidget

from ui.kit.buttons import IconButton
from ui.kit.dates import read_date, read_time, show_date, show_time
from ui.kit.dress import keep_icon
from ui.kit.edit import Edit
from ui.kit.fields import Field
from ui.theme.theme import Theme

NO_DATE = "That is not a date we can read. Try 21 Nov, friday or +2w."
NO_TIME = "That is not a time we can read. Try 9, 9:30 or 2pm."


class DateField(Field):
    """A date under its label; `date_changed` carries a date or None when a person set it."""

    date_changed = Signal(object)

    def __init__(
        self,
        theme: Theme,
        label: str,
        date: dt.date | None = None,
        *,
        today: Callable[[], dt.date],
        locale: QLocale | None = None,
        name: str = "",
        placeholder: str = "",
        parent: QWidget | None = None,
    ) -> None:
        """`today` comes from the clock; `locale` is the computer's own unless one is given."""
        super().__init__(theme, label, parent)
        self._today = today
        self._locale = locale or QLocale()
        self._date = date
        self._popup: QFrame | None = None
        self.edit = Edit(theme, name or label, placeholder=placeholder)
        self._open = IconButton(
            theme, "calendar", f"Calendar for {(name or label).lower()}", "quiet", "small"
        )
        self._open.clicked.connect(self.show_calendar)
        self.edit.add_end(self._open)
        self.edit.editingFinished.connect(self.commit)
        self.hold(self.edit)
        self.set_date(date)

    @property
    def date(self) -> dt.date | None:
        """The date that is set."""
        return self._date

    def set_date(self, date: dt.date | None) -> None:
        """Set by code."""
        self._date = date
        self.edit.setText(show_date(date, self._today(), self._locale) if date else "")
        self.edit.setToolTip(self._locale.toString(_qdate(date), "dddd d MMMM yyyy") if date else "")
        self.set_error("")

    @property
    def typed(self) -> str:
        """What stands here, to be put back on another day: the date as ISO, or what cannot be read as typed."""
        try:
            date = read_date(self.edit.text(), self._today(), self._locale)
        except ValueError:
            return self.edit.text()
        return date.isoformat() if date else ""

    def set_typed(self, typed: str) -> None:
        """Put back what `typed` gave."""
        try:
            self.set_date(read_date(typed, self._today(), self._locale))
        except ValueError:
            self.edit.setText(typed)

    def commit(self) -> bool:
        """Read what is typed; False leaves it there with a line below."""
        try:
            date = read_date(self.edit.text(), self._today(), self._locale)
        except ValueError:
            self.set_error(NO_DATE)
            return False
        self._take(date)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and Down step by a day, Alt+Down opens the calendar."""
        if event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.show_calendar()
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down) and self.commit():
            step = 1 if event.key() == Qt.Key.Key_Up else -1
            self._take((self._date or self._today()) + dt.timedelta(step))
        else:
            super().keyPressEvent(event)

    @property
    def calendar(self) -> QCalendarWidget | None:
        """The month to choose from while it is open."""
        return self._popup.findChild(QCalendarWidget) if self._popup is not None else None

    def show_calendar(self) -> None:
        """Open a month to choose from, below the field."""
        popup = QFrame(self, Qt.WindowType.Popup)
        popup.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        popup.setProperty("popup", True)
        box = QVBoxLayout(popup)
        box.setContentsMargins(1, 1, 1, 1)
        box.addWidget(self._calendar(popup))
        popup.move(self.edit.mapToGlobal(QPoint(0, self.edit.height() + 4)))
        self._popup = popup
        popup.show()

    def _calendar(self, popup: QFrame) -> QCalendarWidget:
        calendar = QCalendarWidget(popup)
        calendar.setLocale(self._locale)
        calendar.setFirstDayOfWeek(self._locale.firstDayOfWeek())
        calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        calendar.setAccessibleName(f"Calendar for {self.label.text().lower()}")
        calendar.setSelectedDate(_qdate(self._date or self._today()))
        weekend = QTextCharFormat()
        weekend.setForeground(self.theme.color("text"))
        for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            calendar.setWeekdayTextFormat(day, weekend)
        head = QTextCharFormat()
        head.setForeground(self.theme.color("text2"))
        calendar.setHeaderTextFormat(head)
        for name, icon, words in (
            ("qt_calendar_prevmonth", "chevron-left", "Month before"),
            ("qt_calendar_nextmonth", "chevron-right", "Month after"),
        ):
            button = calendar.findChild(QToolButton, name)
            if button is not None:
                button.setAccessibleName(words)
                keep_icon(button, self.theme, icon, "text")
        calendar.setMinimumSize(self.theme.px(288), self.theme.px(250))
        calendar.clicked.connect(self._picked)
        calendar.activated.connect(self._picked)
        return calendar

    def _picked(self, date: QDate) -> None:
        popup, self._popup = self._popup, None
        if popup is None:
            return
        popup.close()
        self.edit.setFocus()
        self._take(dt.date(date.year(), date.month(), date.day()))

    def _take(self, date: dt.date | None) -> None:
        changed = date != self._date
        self.set_date(date)
        if changed:
            self.date_changed.emit(date)


class TimeField(Field):
    """A time of day under its label; `time_changed` carries a time or None."""

    time_changed = Signal(object)

    def __init__(
        self,
        theme: Theme,
        label: str,
        time: dt.time | None = None,
        *,
        locale: QLocale | None = None,
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, label, parent)
        self._locale = locale or QLocale()
        self._time = time
        self.edit = Edit(theme, name or label)
        self.edit.editingFinished.connect(self.commit)
        self.hold(self.edit)
        self.set_time(time)

    @property
    def time(self) -> dt.time | None:
        """The time that is set."""
        return self._time

    def set_time(self, time: dt.time | None) -> None:
        """Set by code."""
        self._time = time
        self.edit.setText(show_time(time, self._locale) if time else "")
        self.set_error("")

    def commit(self) -> bool:
        """Read what is typed; False leaves it there with a line below."""
        try:
            time = read_time(self.edit.text())
        except ValueError:
            self.set_error(NO_TIME)
            return False
        changed = time != self._time
        self.set_time(time)
        if changed:
            self.time_changed.emit(time)
        return True


def _qdate(date: dt.date) -> QDate:
    return QDate(date.year, date.month, date.day)
