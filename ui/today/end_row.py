"""The rows of the card of loose ends: a line that waits, and one that was set aside."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from therapist_app.kernel.dates import short_day
from therapist_app.progression.dismissal import Dismissal, SetAside
from therapist_app.progression.loose_ends import LooseEnd
from ui.kit.buttons import IconButton
from ui.kit.discreet import discreet_label
from ui.kit.row import OpenRow, Row
from ui.kit.words import Label
from ui.theme.theme import Theme

STAYS = "While a couple is not safe, this line stays. It goes when a new entry about safety says so."
RISK_STAYS = "This line stays until it was asked again, and that was entered."


class EndLine(OpenRow):
    """A line that opens its place; Delete asks to set it aside."""

    aside_requested = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete, or Backspace where a keyboard has no other."""
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.aside_requested.emit()
        else:
            super().keyPressEvent(event)


class EndRow(QWidget):
    """The line with its "Not now" beside it; a line that may not wait has none."""

    aside_requested = Signal()

    def __init__(self, theme: Theme, end: LooseEnd, icon: str, *, discreet: bool) -> None:
        super().__init__()
        self.end = end
        label = discreet_label(end.label) if discreet else end.label
        self.line = EndLine(theme, label, end.words, leading=icon)
        self.line.aside_requested.connect(self.aside_requested)
        self.not_now = IconButton(theme, "clock", f"Not now: {label}, {end.words}", "quiet", "small")
        self.not_now.setToolTip("Not now\N{HORIZONTAL ELLIPSIS} (Delete)")
        self.not_now.clicked.connect(self.aside_requested)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.line, 1)
        row.addWidget(self.not_now, 0, Qt.AlignmentFlag.AlignVCenter)
        if end.stays:
            self.not_now.hide()


class AsideRow(QWidget):
    """A line that was set aside: until when and why, and the way back."""

    back_requested = Signal(str)  # the dismissal's id

    def __init__(self, theme: Theme, one: SetAside, *, discreet: bool) -> None:
        super().__init__()
        label = discreet_label(one.end.label) if discreet else one.end.label
        self.back = IconButton(theme, "undo", f"Bring back: {label}, {one.end.words}", "quiet", "small")
        self.back.setToolTip("Bring back")
        self.back.clicked.connect(lambda: self.back_requested.emit(one.dismissal.id))
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, theme.px(4))
        rows.setSpacing(0)
        rows.addWidget(Row(theme, label, one.end.words, trailing=self.back))
        reason = "" if discreet else one.dismissal.reason
        rows.addWidget(Label(aside_words(one.dismissal, reason), "small", "text2", wrap=True))


def aside_words(dismissal: Dismissal, reason: str) -> str:
    """Until when, and why: "Until 28 Nov. They are away."."""
    until = f"Until {short_day(dismissal.until_on)}." if dismissal.until_on else "Until something changes."
    return f"{until} {reason}".strip()
