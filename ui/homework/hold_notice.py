"""Why a sheet is held back, in place of its preview, and where a reason may lift that: the reason."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ui.kit.buttons import Button
from ui.kit.card import Panel
from ui.kit.dress import Dress, icon_label
from ui.kit.words import Label
from ui.theme.theme import Theme

_WIDE = 460


class HoldNotice(QWidget):
    """Says what holds a sheet back; `given` carries the reason for using it anyway."""

    given = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.sentence = Label("", "card", wrap=True)
        self.advice = Label("", "body", "text2", wrap=True)
        self.ask = Label("Why is it right to use it now?", "medium")
        self.reason = QLineEdit()
        self.reason.setAccessibleName("Why is it right to use it now?")
        self.reason.setPlaceholderText("Kept with the sheet, for you alone")
        self.use = Button(theme, "Use anyway")
        self.ask.setBuddy(self.reason)
        self._lay_out()
        self.reason.textChanged.connect(self._judge)
        self.reason.returnPressed.connect(self._give)
        self.use.clicked.connect(self._give)
        Dress(self, theme, self._space)
        self._judge()

    def show_words(self, sentence: str, advice: str, *, can_override: bool) -> None:
        """Show another hold; the field for a reason only where one may lift it."""
        self.sentence.setText(sentence)
        self.advice.setText(advice)
        self.reason.clear()
        for part in (self.ask, self.reason, self.use):
            part.setVisible(can_override)

    def ask_reason(self) -> None:
        """Put the caret where the reason is typed."""
        if self.reason.isVisibleTo(self):
            self.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay_out(self) -> None:
        self._card = Panel(self._theme)
        icon = icon_label(self._theme, "lock", "text2", 24)
        self._lines = QVBoxLayout(self._card)
        self._lines.addWidget(icon)
        for part in (self.sentence, self.advice, self.ask, self.reason):
            self._lines.addWidget(part)
        self._lines.addWidget(self.use, 0, Qt.AlignmentFlag.AlignLeft)
        across = QHBoxLayout()
        across.addStretch(1)
        across.addWidget(self._card, 100)
        across.addStretch(1)
        self._whole = QVBoxLayout(self)
        self._whole.addLayout(across)
        self._whole.addStretch(1)

    def _space(self) -> None:
        px = self._theme.px
        self._card.setMaximumWidth(px(_WIDE))
        self._lines.setContentsMargins(px(24), px(22), px(24), px(24))
        self._lines.setSpacing(px(8))
        self._whole.setContentsMargins(px(20), px(24), px(20), px(20))

    def _judge(self) -> None:
        self.use.setEnabled(bool(self.reason.text().strip()))

    def _give(self) -> None:
        if self.reason.text().strip():
            self.given.emit(self.reason.text().strip())
