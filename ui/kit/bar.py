"""A notice as wide as the page, above it: something that stays until it is dealt with."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QWidget

from ui.kit.buttons import Button, Kind
from ui.kit.dress import Dress, icon_label
from ui.kit.flow import FlowLayout
from ui.kit.words import Label
from ui.theme.theme import Theme

# The tone of voice: its ground, its edge, and the ink of its icon.
_TONES: dict[str, tuple[str, str, str]] = {
    "danger": ("danger_ground", "danger_edge", "danger"),
    "warn": ("warn_ground", "warn_edge", "warn"),
    "ok": ("ok_ground", "line", "ok"),
    "info": ("info_ground", "info_edge", "accent"),
    "selection": ("selection", "info_edge", "text"),
}

_LEAST_EM = 24  # width that words keep beside the buttons, unless they fit on a line
_AROUND = 2 * 24 + 18 + 10 + 8 + 4  # px beside them: the bar's ends, the icon and the spaces


class Bar(QWidget):
    """An icon, words and buttons; hidden until it says something. `role` is "danger", "warn", "ok" or "info"."""

    def __init__(self, theme: Theme, icon: str, role: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.set_role(role)
        ink = _TONES.get(role.removesuffix("_ground"), _TONES["info"])[2]
        self.words = Label("", "medium", wrap=True)
        self._row = QHBoxLayout(self)
        self._row.addWidget(icon_label(theme, icon, ink, 18))
        self._body = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._buttons = FlowLayout(gap=theme.px(10), row_gap=theme.px(6))
        self._body.addWidget(self.words, 1)
        self._body.addLayout(self._buttons)
        self._row.addLayout(self._body, 1)
        self.hide()
        Dress(self, theme, self._space)

    def set_role(self, role: str) -> None:
        """Speak in another tone."""
        self._ground, self._edge, _ = _TONES.get(role.removesuffix("_ground"), _TONES["info"])
        self.update()

    def say(self, words: str) -> None:
        """Show these words, or hide with ""."""
        fresh = words and words != self.words.text()
        self.words.setText(words)
        self.setAccessibleName(words)
        self.setVisible(bool(words))
        self._arrange()
        if fresh:
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))

    def add_part(self, part: QWidget) -> None:
        """Something between the words and the buttons."""
        self._body.insertWidget(1, part, 1)

    def add_button(self, word: str, icon: str = "", kind: Kind = "plain") -> Button:
        """Something that can be done about it, at the right end."""
        button = Button(self.theme, word, icon, kind, "small")
        self._buttons.addWidget(button)
        return button

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where words and buttons do not fit side by side, the buttons go below."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        room = self.width() - self._buttons.sizeHint().width()
        line = self.words.fontMetrics().horizontalAdvance(self.words.text()) + self.theme.px(_AROUND)
        below = self._buttons.count() > 0 and room < min(_LEAST_EM * self.theme.em, line)
        way = QBoxLayout.Direction.TopToBottom if below else QBoxLayout.Direction.LeftToRight
        if self._body.direction() != way:
            self._body.setDirection(way)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ground and the line below."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.theme.color(self._ground))
        painter.fillRect(QRectF(0, self.height() - 1, self.width(), 1), self.theme.color(self._edge))

    def _space(self) -> None:
        px = self.theme.px
        self._row.setContentsMargins(px(24), px(8), px(24), px(9))
        self._row.setSpacing(px(10))
        self._body.setSpacing(px(8))
        self._arrange()
        self.setMinimumHeight(px(48))
