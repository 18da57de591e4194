"""What the text of a note needs from the theme: colours by role, tinted icons, the text size."""

from __future__ import annotations

from typing import Any, Protocol

from PySide6.QtGui import QColor, QIcon


class Look(Protocol):
    """The part of the theme that the note uses; `em` is 16 px at 100 % text."""

    @property
    def em(self) -> float:
        """Pixels of 1 em at the chosen text size."""
        ...

    @property
    def changed(self) -> Any:
        """The signal that says colours or text size are others now."""
        ...

    def color(self, role: str) -> QColor:
        """The colour of a role such as "text" or "accent"."""
        ...

    def icon(self, name: str, role: str = "text", size: int = 16) -> QIcon:
        """An icon of our family, tinted with a role; `size` is in pixels at 100 % text."""
        ...


def px(look: Look, nominal: float) -> float:
    """`nominal` pixels at 100 % text, at the chosen text size."""
    return nominal * look.em / 16
