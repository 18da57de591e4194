"""The day by which something private is to be shared: one date, in place, with Enter."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.kit.buttons import LinkButton
from ui.kit.date_field import DateField
from ui.theme.theme import Theme

_USUALLY = dt.timedelta(days=7)


class ShareBy(QWidget):
    """Hidden until it is asked for."""

    chosen = Signal(object)  # the date

    def __init__(self, theme: Theme, today: Callable[[], dt.date]) -> None:
        super().__init__()
        self._today = today
        self.day = DateField(theme, "Shared by", today=today)
        self.keep = LinkButton(theme, "Keep", name="Keep the day by which it is shared")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(12))
        row.addWidget(self.day, 1)
        row.addWidget(self.keep, 0, Qt.AlignmentFlag.AlignBottom)
        self.keep.clicked.connect(self._give)
        self.day.edit.returnPressed.connect(self._give)
        self.hide()

    def ask(self) -> None:
        """Offer a week from today."""
        self.day.set_date(self._today() + _USUALLY)
        self.show()
        self.day.setFocus()

    def _give(self) -> None:
        if self.isVisible() and self.day.commit() and self.day.date is not None:
            self.chosen.emit(self.day.date)
