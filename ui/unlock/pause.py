"""The pause before the next try, counted down on the button itself; Escape calls the try off."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from ui.kit.buttons import Button


class Pause(QObject):
    """Keeps a button from being pressed for so many seconds, then goes on with what was asked."""

    def __init__(self, button: Button, word: str, go_on: Callable[[], None]) -> None:
        super().__init__(button)
        self._button, self._word, self._go_on = button, word, go_on
        self._left = 0
        self._second = QTimer(self, interval=1000)
        self._second.timeout.connect(self._one_second)

    @property
    def waiting(self) -> bool:
        """Whether a try waits."""
        return self._second.isActive()

    def start(self, seconds: float) -> None:
        """Try when so many seconds are over."""
        self._left = max(1, -int(-seconds // 1))
        self._second.start()
        self._say()

    def stop(self) -> None:
        """Call the waiting try off."""
        self._second.stop()
        self._button.setEnabled(True)
        self._button.set_word(self._word)

    def _one_second(self) -> None:
        self._left -= 1
        if self._left > 0:
            self._say()
            return
        self.stop()
        self._go_on()

    def _say(self) -> None:
        self._button.setEnabled(False)
        self._button.set_word(f"Trying in {self._left} s \N{MIDDLE DOT} Esc stops")
