"""The list of sheets: title, why, and what it takes, with the sheets that wait below."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ui.homework.facts import SheetRow
from ui.homework.sheet_lines import ListLine
from ui.kit.dress import Dress
from ui.theme.theme import Theme

Index = QModelIndex | QPersistentModelIndex
_LINE_ROLE = int(Qt.ItemDataRole.UserRole)
_PAD, _ICON, _LEFT = 10, 18, 38


class SheetModel(QAbstractListModel):
    """The lines as an item model; headings cannot be chosen."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lines: tuple[ListLine, ...] = ()

    def set_lines(self, lines: Sequence[ListLine]) -> None:
        """Show other lines."""
        self.beginResetModel()
        self._lines = tuple(lines)
        self.endResetModel()

    def row_of(self, key: str) -> int:
        """Where a sheet stands, or -1."""
        return next((at for at, one in enumerate(self._lines) if one.sheet and one.sheet.key == key), -1)

    def line(self, row: int) -> ListLine:
        """The line in a row."""
        return self._lines[row]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 Qt's own default
        """How many lines there are."""
        return 0 if parent.isValid() else len(self._lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The line itself, and what is read aloud."""
        line = self._lines[index.row()]
        if role == _LINE_ROLE:
            return line
        if role == Qt.ItemDataRole.DisplayRole:
            return line.sheet.title if line.sheet else line.heading
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return line.spoken
        if role == Qt.ItemDataRole.ToolTipRole and line.sheet:
            return line.sheet.purpose
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Headings are read past."""
        if self._lines[index.row()].sheet is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


class SheetDelegate(QStyledItemDelegate):
    """Paints a line as the picture of a sheet's row: icon, title, why, what it takes."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """High enough for the letters that are set."""
        line: ListLine = index.data(_LINE_ROLE)
        if line.sheet is None:
            return QSize(0, self._height(12) + self._theme.px(16))
        return QSize(0, self._height(13) + 2 * self._height(12) + self._theme.px(2 * _PAD + 4))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint a heading or a sheet."""
        line: ListLine = index.data(_LINE_ROLE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRect(option.rect)  # type: ignore[attr-defined]
        if line.sheet is None:
            self._heading(painter, box, line.heading)
        else:
            self._ground(painter, box, option)
            self._sheet(painter, box, line.sheet, packed=line.packed)
        painter.restore()

    def _heading(self, painter: QPainter, box: QRect, words: str) -> None:
        theme = self._theme
        painter.setFont(theme.font(12, 600))
        painter.setPen(theme.color("text2"))
        area = box.adjusted(theme.px(8), theme.px(8), 0, 0)
        painter.drawText(
            area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, _cut(painter, words, area)
        )

    def _ground(self, painter: QPainter, box: QRect, option: QStyleOptionViewItem) -> None:
        theme, state = self._theme, option.state  # type: ignore[attr-defined]
        area = QRectF(box).adjusted(1.5, 1.5, -1.5, -1.5)
        if state & QStyle.StateFlag.State_Selected:
            painter.setPen(QPen(theme.color("accent"), 1.8))
            painter.setBrush(theme.color("selection"))
            painter.drawRoundedRect(area, theme.px(8), theme.px(8))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("hover"))
            painter.drawRoundedRect(area, theme.px(8), theme.px(8))
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.color("focus"), 2))
            painter.drawRoundedRect(area, theme.px(8), theme.px(8))
            painter.setPen(QPen(theme.color("surface"), 1))
            painter.drawRoundedRect(area.adjusted(2, 2, -2, -2), theme.px(7), theme.px(7))

    def _sheet(self, painter: QPainter, box: QRect, sheet: SheetRow, *, packed: bool) -> None:
        theme, hold = self._theme, sheet.hold
        name = "check" if packed else "lock" if hold else "star" if sheet.liked else "file"
        icon = theme.icon(name, "text2" if hold else "text", _ICON)
        size = theme.px(_ICON)
        icon.paint(painter, QRect(box.left() + theme.px(12), box.top() + theme.px(_PAD + 1), size, size))
        second = hold.sentence if hold else sheet.second_line
        third = (
            ("Use anyway… (keeps your reason)" if hold.can_override else sheet.line) if hold else sheet.line
        )
        left, width = box.left() + theme.px(_LEFT + 2), box.width() - theme.px(_LEFT + _PAD)
        top = box.top() + theme.px(_PAD)
        for words, px, weight, role in (
            (sheet.title, 13, 600, "text2" if hold else "text"),
            (second, 12, 400, "text2" if hold else "text"),
            (third, 12, 400, "text2"),
        ):
            area = QRect(left, top, width, self._height(px))
            painter.setFont(theme.font(px, weight))
            painter.setPen(theme.color(role))
            painter.drawText(
                area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, _cut(painter, words, area)
            )
            top += area.height() + theme.px(2)

    def _height(self, px: float) -> int:
        return QFontMetrics(self._theme.font(px, 600)).height()


def _cut(painter: QPainter, words: str, area: QRect) -> str:
    return painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, area.width())


class SheetList(QListView):
    """The list of sheets.

    chosen(str)       a sheet was walked to or clicked: its key
    use_requested()   Enter: print what is chosen
    pack_requested()  Space: put it into the packet, or take it out
    move_requested(int)  Alt+Up (-1) or Alt+Down (1): to another place in the packet
    like_requested()  *: make it a favourite, or no longer
    """

    chosen = Signal(str)
    use_requested = Signal()
    pack_requested = Signal()
    move_requested = Signal(int)
    like_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = SheetModel(self)
        self.setModel(self._model)
        self.setItemDelegate(SheetDelegate(theme, self))
        self.setAccessibleName("Sheets")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self._quiet = False
        Dress(self, theme, self.scheduleDelayedItemsLayout)

    @property
    def key(self) -> str:
        """The chosen sheet, or ""."""
        index = self.currentIndex()
        line = self._model.line(index.row()) if index.isValid() else ListLine()
        return line.sheet.key if line.sheet else ""

    @property
    def count(self) -> int:
        """How many sheets are listed."""
        return sum(1 for row in range(self._model.rowCount()) if self._model.line(row).sheet)

    def set_lines(self, lines: Sequence[ListLine], key: str = "") -> None:
        """Show other lines with a sheet chosen: this one if it is there, else the first."""
        self._quiet = True
        self._model.set_lines(lines)
        row = self._model.row_of(key)
        if row < 0:
            row = next((at for at, line in enumerate(lines) if line.sheet), -1)
        if row >= 0:
            self.setCurrentIndex(self._model.index(row))
        self._quiet = False

    def choose(self, key: str) -> bool:
        """Choose a sheet by code; False if it is not listed."""
        row = self._model.row_of(key)
        if row >= 0:
            self.setCurrentIndex(self._model.index(row))
        return row >= 0

    def step(self, by: int) -> None:
        """Walk up or down past headings."""
        row = self.currentIndex().row() + by
        while 0 <= row < self._model.rowCount():
            if self._model.line(row).sheet:
                self.setCurrentIndex(self._model.index(row))
                return
            row += by

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Say what is chosen now."""
        super().currentChanged(current, previous)
        if current.isValid():
            self.scrollTo(current)
            if not self._quiet and self.key:
                self.chosen.emit(self.key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter uses the sheet, the arrows walk past headings."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.use_requested.emit()
        elif event.key() == Qt.Key.Key_Space:
            self.pack_requested.emit()
        elif event.text() == "*":
            self.like_requested.emit()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            by = 1 if event.key() == Qt.Key.Key_Down else -1
            if event.modifiers() & Qt.KeyboardModifier.AltModifier:
                self.move_requested.emit(by)
            else:
                self.step(by)
        else:
            super().keyPressEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:
        """Follow the width, so that words are cut where the list ends."""
        if event.type() == QEvent.Type.Resize:
            self.scheduleDelayedItemsLayout()
        return super().viewportEvent(event)
