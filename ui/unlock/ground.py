"""The quiet ground of the pages before the practice is open: two large circles, and one line of truth below."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ui.kit.dress import icon_label
from ui.kit.words import Label
from ui.theme.theme import Theme
from ui.unlock.card import FloatingCard

PROMISE = "Everything stays on this computer. Nothing is sent."


class Ground(QWidget):
    """Centres a card, and lets it scroll where the window is small for its letters."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._card: FloatingCard | None = None
        self._inside = QWidget()
        self._inside.setObjectName("inside")
        self._column = QVBoxLayout(self._inside)
        self._column.setContentsMargins(*(theme.px(12),) * 4)
        self._column.setSpacing(theme.px(12))
        self._column.addStretch(1)
        self._column.addStretch(1)
        self._column.addLayout(self._promise())
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setWidget(self._inside)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area = area
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.viewport().setAutoFillBackground(False)
        self._inside.setAutoFillBackground(False)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(area)

    def _promise(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, self._theme.px(18))
        row.setSpacing(self._theme.px(8))
        row.addStretch(1)
        row.addWidget(icon_label(self._theme, "disk", "text2", 15))
        row.addWidget(Label(PROMISE, "small", "text2"))
        row.addStretch(1)
        return row

    def put(self, card: FloatingCard) -> None:
        """Show a card in the middle, in place of the one before."""
        if self._card is not None and self._card is not card:
            self._card.hide()
        if card.parentWidget() is not self._inside:
            self._column.insertWidget(1, card, 0, Qt.AlignmentFlag.AlignHCenter)
        self._card = card
        card.fit(self._area.viewport().width() - self._column.contentsMargins().left() * 2)
        card.show()

    def take_away(self, card: FloatingCard) -> None:
        """Let a card go that is no longer shown."""
        self._column.removeWidget(card)
        card.hide()
        card.deleteLater()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the card within the window."""
        super().resizeEvent(event)
        if self._card is not None:
            self._card.fit(self.width() - self._column.contentsMargins().left() * 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the two circles and what they share."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.color("bg"))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        radius = min(self.height() * 0.475, self.width() * 0.3)
        middle = QPointF(self.width() / 2, self.height() / 2)
        one, other = QPainterPath(), QPainterPath()
        for path, side in ((one, -1), (other, 1)):
            centre = middle + QPointF(side * radius * 0.632, 0)
            path.addEllipse(QRectF(centre.x() - radius, centre.y() - radius, 2 * radius, 2 * radius))
        painter.fillPath(one, self._theme.color("quiet1"))
        painter.fillPath(other, self._theme.color("quiet2"))
        painter.fillPath(one & other, self._theme.color("quiet_overlap"))
