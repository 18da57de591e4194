"""The bar above the page in the last minute before the idle lock; any key ends it."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ui.kit.bar import Bar
from ui.theme.theme import Theme


class IdleBar(Bar):
    """Counts down; it takes no focus and asks nothing."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "lock", "info", parent)
        self.setObjectName("idle_bar")

    def count_down(self, seconds: int) -> None:
        """Say how long is left; read aloud once, not each second."""
        unit = "second" if seconds == 1 else "seconds"
        words = f"Attune locks in {seconds} {unit}. Everything is saved. Press any key to stay."
        if self.isHidden():
            self.say(words)
        else:
            self.words.setText(words)
