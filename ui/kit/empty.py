"""What a page or card shows while it holds nothing: what will be here, why it helps, one button."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.kit.buttons import Button, Kind
from ui.kit.dress import icon_label
from ui.kit.words import Label
from ui.theme.theme import Theme


class EmptyState(QWidget):
    """One icon, two lines and one button, centred."""

    clicked = Signal()

    def __init__(
        self,
        theme: Theme,
        icon: str,
        what: str,
        why: str = "",
        word: str = "",
        *,
        word_icon: str = "plus",
        kind: Kind = "plain",
        room: float = 20,
        parent: QWidget | None = None,
    ) -> None:
        """`room` is what is left free above and below, in px at 100 %."""
        super().__init__(parent)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(theme.px(16), theme.px(room), theme.px(16), theme.px(room))
        lines.setSpacing(theme.px(6))
        lines.addStretch(1)
        lines.addWidget(icon_label(theme, icon, "text2", 24), 0, Qt.AlignmentFlag.AlignHCenter)
        lines.addSpacing(theme.px(4))
        lines.addWidget(self._line(Label(what, "card", wrap=True)))
        if why:
            lines.addWidget(self._line(Label(why, "body", "text2", wrap=True)))
        self.button = Button(theme, word, word_icon, kind)
        self.button.clicked.connect(self.clicked)
        lines.addSpacing(theme.px(8))
        lines.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        lines.addStretch(1)
        self.button.setVisible(bool(word))

    def _line(self, label: Label) -> Label:
        label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        return label
