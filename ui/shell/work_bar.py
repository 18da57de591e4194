"""The bar above the page while a backup or a try of a restore that someone asked for goes on: how far, and Cancel."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from ui.kit.bar import Bar
from ui.kit.progress import ProgressLine
from ui.theme.theme import Theme

_PATIENCE_MS = 300  # most are over before this, and a bar that flashes says nothing
_DOTS = "\N{HORIZONTAL ELLIPSIS}"


class WorkBar(Bar):
    """Takes no focus by itself; Cancel is reached with Tab."""

    cancel_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "disk", "info", parent)
        self.setObjectName("work_bar")
        self._doing = self._now = ""
        self.line = ProgressLine(theme, "How far it is")
        self.add_part(self.line)
        self.cancel = self.add_button("Cancel", kind="quiet")
        self.cancel.clicked.connect(self.cancel_requested)
        self._timer = QTimer(self, singleShot=True, interval=_PATIENCE_MS)
        self._timer.timeout.connect(lambda: self.say(self._now))

    def begin(self, doing: str) -> None:
        """Something begins, such as "Backing up"; with "" it is over."""
        self._doing, self._now = doing, f"{doing}{_DOTS}"
        self._timer.stop()
        if doing:
            self.line.set_share(0)
            self._timer.start()
        else:
            self.say("")

    def show_step(self, share: float, words: str) -> None:
        """Show how far it is; the words are read aloud only at the beginning."""
        self.line.set_share(share)
        if words and self._doing:
            self._now = f"{self._doing}: {words[0].lower()}{words[1:]}{_DOTS}"
            if self.isVisible():
                self.words.setText(self._now)
