"""A couple's safety status: always a shape and its word; in lists the shape alone, and only when it matters."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from ui.kit.dress import Dress
from ui.kit.words import Ink, Label
from ui.theme.theme import Theme

SHAPES: dict[str, tuple[str, Ink]] = {
    "not_assessed": ("shield-question", "text2"),
    "no_known_concern": ("shield", "text2"),
    "concerns": ("triangle-alert", "warn"),
    "unsafe": ("octagon-alert", "danger"),
}
IN_LISTS = ("concerns", "unsafe")


class SafetyLabel(QWidget):
    """Shape, word and, quietly, a date or reason: "Concerns · screened 14 Nov"."""

    def __init__(
        self,
        theme: Theme,
        status: str = "not_assessed",
        word: str = "Not assessed",
        detail: str = "",
        *,
        shape_only: bool = False,
        size: float = 18,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme, self._size, self._shape_only = theme, size, shape_only
        self._shape = QLabel()
        self._word = Label(words="medium")
        self._detail = Label(ink="text2")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(7))
        words = QHBoxLayout()
        words.setSpacing(theme.px(2))
        row.addWidget(self._shape)
        row.addLayout(words)
        words.addWidget(self._word)
        words.addWidget(self._detail)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._status = status
        self.set_status(status, word, detail)
        Dress(self, theme, self._draw_shape)

    def set_status(self, status: str, word: str, detail: str = "") -> None:
        """Show a status in the words of the catalogue."""
        self._status = status
        self._word.setText(word)
        self._word.set_ink(SHAPES.get(status, SHAPES["not_assessed"])[1])
        self._detail.setText(f"· {detail}" if detail else "")
        self._word.setVisible(not self._shape_only)
        self._detail.setVisible(bool(detail) and not self._shape_only)
        name = f"Safety: {word}" + (f", {detail}" if detail else "")
        self.setAccessibleName(name)
        self.setToolTip(name if self._shape_only else "")
        self._draw_shape()

    def _draw_shape(self) -> None:
        icon, role = SHAPES.get(self._status, SHAPES["not_assessed"])
        pixmap = self._theme.pixmap(icon, role, round(self._size), self.devicePixelRatio())
        self._shape.setPixmap(pixmap)
