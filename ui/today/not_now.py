"""Setting a loose end aside, inline below its line: why, and when it comes back."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from therapist_app.kernel.errors import AttuneError
from therapist_app.progression.dismissal import Until, Wish, choices_for, needs_reason
from therapist_app.progression.loose_ends import LooseEnd
from ui.kit.buttons import Button
from ui.kit.choices import SegmentedControl
from ui.kit.dress import Dress
from ui.kit.fields import TextField
from ui.kit.flow import FlowLayout
from ui.kit.half_filled import put_back, typed_in
from ui.kit.words import Label
from ui.theme.theme import Theme

_WORDS = {Until.WEEK: "1 week", Until.FOUR_WEEKS: "4 weeks", Until.CHANGE: "On a change"}
_WEEK_AT_MOST = "Safety can wait a week at most. It comes back earlier when something changes."
_EARLIER = "It comes back earlier when its date, its promise or its session changes."


class NotNowForm(QWidget):
    """Enter sets aside, Escape leaves everything as it is."""

    wished = Signal(object)  # Wish
    left = Signal()

    def __init__(self, theme: Theme, end: LooseEnd, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.end = end
        self._theme = theme
        optional = "" if needs_reason(end) else " (optional)"
        self.reason = TextField(theme, f"Why not now{optional}")
        choices = [(str(one), _WORDS[one]) for one in choices_for(end)]
        self.until = SegmentedControl(theme, "Comes back in", choices, choices[0][0], tall=32)
        self.keep = Button(theme, "Set aside", tall="small")
        self.cancel = Button(theme, "Cancel", kind="plain", tall="small")
        safety = needs_reason(end)
        self._note = Label(_WEEK_AT_MOST if safety else _EARLIER, "small", "text2", wrap=True)
        self._back = Label("Comes back in", "small", "text2")
        self._lay_out(only_one=len(choices) == 1)
        self.reason.edit.returnPressed.connect(self._wish)
        self.keep.clicked.connect(self._wish)
        self.cancel.clicked.connect(self.left)
        Dress(self, theme, self._space)

    def focus(self) -> None:
        """Put the caret into the reason."""
        self.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def refuse(self, error: AttuneError) -> None:
        """Say why it was not set aside; what was typed stays."""
        self.reason.set_error(error.whole)
        self.focus()

    def typed(self) -> dict[str, Any]:
        """What was given so far."""
        return typed_in(self)

    def put_back(self, typed: dict[str, Any]) -> None:
        """What was given before."""
        put_back(self, typed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leaves."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _wish(self) -> None:
        self.wished.emit(Wish(self.end, self.until.key, self.reason.value))

    def _lay_out(self, *, only_one: bool) -> None:
        self._buttons = QWidget()
        self._flow = FlowLayout(
            self._buttons, gap=self._theme.px(8), row_gap=self._theme.px(6), align_right=True
        )
        self._flow.addWidget(self.cancel)
        self._flow.addWidget(self.keep)
        self._whole = QVBoxLayout(self)
        for part in (self.reason, self._back, self.until, self._note, self._buttons):
            self._whole.addWidget(part)
        self._back.setVisible(not only_one)
        self.until.setVisible(not only_one)

    def _space(self) -> None:
        px = self._theme.px
        self._whole.setContentsMargins(px(28), px(2), 0, px(10))
        self._whole.setSpacing(px(5))
