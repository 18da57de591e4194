"""The growing pause after wrong passphrases. It slows a person at the keyboard; the vault's own work slows a thief."""

from __future__ import annotations

from collections.abc import Callable

_LONGEST = 30.0
Seconds = Callable[[], float]


def pause_after(wrong: int) -> float:
    """Seconds to wait before the next try: none after one or two, then 1, 2, 4 and so on up to 30."""
    return 0.0 if wrong < 3 else min(_LONGEST, 2.0 ** (wrong - 3))


class Patience:
    """Counts wrong tries of each vault for as long as the program runs, and says how long to wait."""

    def __init__(self, seconds: Seconds) -> None:
        self._seconds = seconds
        self._wrong: dict[str, int] = {}
        self._next: dict[str, float] = {}

    def was_wrong(self, vault: str) -> None:
        """Note a try that did not open this vault."""
        self._wrong[vault] = self._wrong.get(vault, 0) + 1
        self._next[vault] = self._seconds() + pause_after(self._wrong[vault])

    def was_right(self, vault: str) -> None:
        """Start anew."""
        self._wrong.pop(vault, None)
        self._next.pop(vault, None)

    def left(self, vault: str) -> float:
        """Seconds still to wait before the next try."""
        return max(0.0, self._next.get(vault, 0.0) - self._seconds())

    def tries(self, vault: str) -> int:
        """How many wrong tries there were."""
        return self._wrong.get(vault, 0)
