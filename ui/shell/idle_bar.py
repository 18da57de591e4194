"""The bar above the page in the last minute before the idle lock; any key ends it."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.kit.dress import icon_label, set_style
from ui.kit.words import Label
from ui.theme.theme import Theme


class IdleBar(QWidget):
    """Counts down; it takes no focus and asks nothing."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("idle_bar")
        set_style(self, ground="selection")
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(24), theme.px(8), theme.px(24), theme.px(8))
        row.setSpacing(theme.px(8))
        row.addWidget(icon_label(theme, "lock", "text", 16))
        self.words = Label("", "medium")
        row.addWidget(self.words, 1)
        self.hide()

    def count_down(self, seconds: int) -> None:
        """Say how long is left."""
        unit = "second" if seconds == 1 else "seconds"
        self.words.setText(f"Attune locks in {seconds} {unit}. Everything is saved. Press any key to stay.")
        self.show()
