"""Paints the map of blocks: headings, names, and cells with bars or a tick."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui.kit.marks import paint_level
from ui.progression.block_model import HEADING_ROLE, LEVEL_ROLE
from ui.theme.theme import Theme

CELL_WIDE, CELL_TALL = 22, 20
_Index = QModelIndex | QPersistentModelIndex


class BlockDelegate(QStyledItemDelegate):
    """A cell is never known by its colour alone: bars count the level, a tick says resolved."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Draw one cell."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(option.rect)  # type: ignore[attr-defined]
        if index.data(HEADING_ROLE):
            self._words(painter, rect, str(index.data() or ""), heading=True)
        elif index.column() == 0:
            self._words(painter, rect, str(index.data() or ""), heading=False)
        else:
            paint_level(painter, self._theme, self._cell(rect), index.data(LEVEL_ROLE))
        focused = option.state & QStyle.StateFlag.State_HasFocus  # type: ignore[attr-defined]
        if focused and not index.data(HEADING_ROLE):
            self._ring(painter, rect, index)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """A name as wide as it is, a cell as in the pictures."""
        px = self._theme.px
        if index.column() or index.data(HEADING_ROLE):
            return QSize(px(CELL_WIDE + 3), px(24))
        metrics = QFontMetrics(self._theme.font(13, 500))
        return QSize(metrics.horizontalAdvance(str(index.data() or "")) + px(12), px(24))

    def _cell(self, rect: QRectF) -> QRectF:
        px = self._theme.px
        cell = QRectF(0, 0, px(CELL_WIDE), px(CELL_TALL))
        cell.moveCenter(rect.center())
        return cell

    def _words(self, painter: QPainter, rect: QRectF, words: str, *, heading: bool) -> None:
        theme = self._theme
        font = theme.font(12, 600) if heading else theme.font(13, 500)
        painter.setFont(font)
        painter.setPen(theme.color("text2" if heading else "text"))
        box = rect.adjusted(theme.px(2), 0, -theme.px(4), -theme.px(1) if heading else 0)
        shown = QFontMetrics(font).elidedText(words, Qt.TextElideMode.ElideRight, int(box.width()))
        side = Qt.AlignmentFlag.AlignBottom if heading else Qt.AlignmentFlag.AlignVCenter
        painter.drawText(box, Qt.AlignmentFlag.AlignLeft | side, shown)

    def _ring(self, painter: QPainter, rect: QRectF, index: _Index) -> None:
        theme = self._theme
        box = self._cell(rect) if index.column() else rect.adjusted(0, 1, -theme.px(4), -1)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.color("surface"), 1.2))
        painter.drawRoundedRect(box.adjusted(1.9, 1.9, -1.9, -1.9), theme.px(4), theme.px(4))
        painter.setPen(QPen(theme.color("focus"), 2))
        painter.drawRoundedRect(box.adjusted(0.4, 0.4, -0.4, -0.4), theme.px(5), theme.px(5))
