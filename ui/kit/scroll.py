"""A column of a page that scrolls up and down and never grows too wide to read."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from ui.kit.dress import Dress
from ui.theme.theme import Theme

EDGE = 24
GAP = 14


class ScrollColumn(QScrollArea):
    """Fill `column` from the top; at most `most` px (at 100 %) wide, at the left edge of the page."""

    def __init__(self, theme: Theme, most: int = 1240, top: int = 16, parent: QWidget | None = None) -> None:
        """`top` is the room above; a page with a title of its own has more than one below a head."""
        super().__init__(parent)
        self.theme = theme
        self._most, self._top = most, top
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        # The page keys reach it from whatever has the focus inside; it is no stop of its own.
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.inside = QWidget()
        self.column = QVBoxLayout()
        self._outer = QVBoxLayout(self.inside)
        self._outer.addLayout(self.column)
        self._outer.addStretch(1)
        self.inside.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.setWidget(self.inside)
        self.viewport().setAutoFillBackground(False)
        self.inside.setAutoFillBackground(False)
        Dress(self, theme, self._space)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the column within its greatest width."""
        super().resizeEvent(event)
        self._space()

    def add_centred(self, widget: QWidget) -> None:
        """Put a widget below what is there, in the middle where it may not be as wide as the page."""
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(widget, 1000)
        row.addStretch(1)
        self.column.addLayout(row)

    def to_top(self) -> None:
        """Show the beginning."""
        self.verticalScrollBar().setValue(0)

    def _space(self) -> None:
        px = self.theme.px
        edge = px(EDGE)
        spare = max(0, self.width() - 2 * edge - px(self._most))
        bar = self.width() - self.viewport().width()  # it stands in the margin: nothing moves when it comes
        self._outer.setContentsMargins(edge, px(self._top), max(0, edge + spare - bar), px(16))
        self.column.setSpacing(px(GAP))
        self.verticalScrollBar().setSingleStep(px(24))
