"""The lines of "find or do": a model with group headings, and how each line is drawn."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ui.kit.ground import paint_bar
from ui.kit.marks import paint_phase
from ui.kit.runs import Runs
from ui.shell.caseload_model import Index
from ui.shell.palette_items import Item
from ui.theme.theme import Theme

ITEM_ROLE = int(Qt.ItemDataRole.UserRole)


class PaletteModel(QAbstractListModel):
    """Items with a heading line before each group; a heading cannot be chosen."""

    def __init__(self) -> None:
        super().__init__()
        self._lines: list[Item | str] = []

    def set_items(self, items: Sequence[Item]) -> None:
        """Show other items."""
        lines: list[Item | str] = []
        for at, item in enumerate(items):
            if at == 0 or items[at - 1].group != item.group:
                lines.append(item.group)
            lines.append(item)
        self.beginResetModel()
        self._lines = lines
        self.endResetModel()

    def next_item(self, line: int, step: int) -> int:
        """The next line in this direction that can be chosen, around the ends; -1 if there is none."""
        for distance in range(1, len(self._lines) + 1):
            at = (line + step * distance) % len(self._lines)
            if isinstance(self._lines[at], Item):
                return at
        return -1

    def rowCount(self, parent: Index | None = None) -> int:
        """How many lines."""
        return 0 if parent is not None and parent.isValid() else len(self._lines)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Headings cannot be chosen."""
        is_item = isinstance(self._lines[index.row()], Item)
        return (
            Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable if is_item else Qt.ItemFlag.NoItemFlags
        )

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The item, or its words."""
        line = self._lines[index.row()]
        if role == ITEM_ROLE:
            return line
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            if isinstance(line, str):
                return line
            return ", ".join(part for part in (line.words, line.second, line.shortcut) if part)
        return None


class PaletteDelegate(QStyledItemDelegate):
    """Draws a line: mark or icon, words with the matched letters bold, second line, key at the right."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._parent = parent

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Headings are lower, couples higher."""
        line = index.data(ITEM_ROLE)
        high = 34 if isinstance(line, str) else 48 if line.second else 40
        return QSize(self._theme.px(200), self._theme.px(high))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one line."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area, line = QRectF(option.rect), index.data(ITEM_ROLE)  # type: ignore[attr-defined]
        if isinstance(line, str):
            painter.setFont(self._theme.font(12, 600))
            painter.setPen(self._theme.color("text2"))
            room = area.adjusted(self._theme.px(12), self._theme.px(8), 0, 0)
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, line)
        else:
            chosen = bool(option.state & QStyle.StateFlag.State_Selected)  # type: ignore[attr-defined]
            self._item(painter, area, line, chosen=chosen)
        painter.restore()

    def _item(self, painter: QPainter, area: QRectF, item: Item, *, chosen: bool) -> None:
        theme, px = self._theme, self._theme.px
        if chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("selection"))
            painter.drawRoundedRect(area, px(8), px(8))
            paint_bar(painter, theme, area)
        self._sign(painter, area, item)
        right = self._key(
            painter, area, "Enter" if chosen and not item.shortcut else item.shortcut, chosen=chosen
        )
        left = area.left() + px(52)
        high = px(20)
        top = area.center().y() - (high if item.second else high / 2)
        words = Runs(item.words, item.spans, theme.font(13, 500))
        words.paint(painter, QRectF(left, top, right - left, high), theme.color("text"))
        if item.second:
            room = QRectF(left, area.center().y(), right - left, px(18))
            Runs(item.second, item.bold, theme.font(12)).paint(painter, room, theme.color("text2"))

    def _sign(self, painter: QPainter, area: QRectF, item: Item) -> None:
        px = self._theme.px
        if item.phase:
            mark = QRectF(area.left() + px(14), area.center().y() - px(12), px(24), px(24))
            paint_phase(painter, self._theme, mark, item.phase)
        elif item.icon:
            pixmap = self._theme.pixmap(item.icon, "text2", 18, self._parent.devicePixelRatioF())
            painter.drawPixmap(int(area.left()) + px(17), int(area.center().y()) - px(9), pixmap)

    def _key(self, painter: QPainter, area: QRectF, key: str, *, chosen: bool) -> float:
        """A key cap at the right; gives where the room for words ends."""
        theme, px = self._theme, self._theme.px
        right = area.right() - px(12)
        if not key:
            return right
        font = theme.font(12, 500)
        wide = QFontMetricsF(font).horizontalAdvance(key) + px(16)
        cap = QRectF(right - wide, area.center().y() - px(12), wide, px(24))
        painter.setPen(QPen(theme.color("line"), 1))
        painter.setBrush(theme.color("surface" if chosen else "bg"))
        painter.drawRoundedRect(cap, px(6), px(6))
        painter.setPen(theme.color("text2"))
        painter.setFont(font)
        painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, key)
        return cap.left() - px(10)
