"""Draws a row of the caseload: phase mark, label, second line, draft dot, safety shape."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ui.kit.ground import paint_bar, paint_row
from ui.kit.marks import paint_phase
from ui.shell.caseload_model import ROW_ROLE, CaseloadModel, Index
from ui.shell.caseload_words import CoupleRow
from ui.theme.theme import Theme

SHAPE_ICONS = {"concerns": ("triangle-alert", "warn"), "unsafe": ("octagon-alert", "danger")}


class CaseloadDelegate(QStyledItemDelegate):
    """48 px a row at 100 % text; folded, only the mark is left."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._parent = parent
        self.folded = False
        self.open_couple = ""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Room for two lines, and for the hairline under today's last couple."""
        high = 48 + (12 if self._ends_today(index) else 0)
        return QSize(self._theme.px(60), self._theme.px(high))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one row."""
        row: CoupleRow = index.data(ROW_ROLE)
        px = self._theme.px
        area = QRectF(option.rect)  # type: ignore[attr-defined]
        if self._ends_today(index):
            area.setHeight(area.height() - px(12))
            self._hairline(painter, area)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._ground(painter, option, area, row)
        side = px(24)
        left = area.left() + ((area.width() - side) / 2 if self.folded else px(12))
        mark = QRectF(left, area.center().y() - side / 2, side, side)
        self._mark(painter, mark, row)
        if self.folded:
            self._folded_signs(painter, mark, row)
        else:
            self._words(painter, area, row)
        painter.restore()

    def _ends_today(self, index: Index) -> bool:
        model = index.model()
        return isinstance(model, CaseloadModel) and model.is_last_of_today(index.row())

    def _hairline(self, painter: QPainter, area: QRectF) -> None:
        px = self._theme.px
        painter.setPen(QPen(self._theme.color("line"), 1))
        y = area.bottom() + px(6)
        painter.drawLine(QPointF(area.left() + px(12), y), QPointF(area.right() - px(12), y))

    def _ground(self, painter: QPainter, option: QStyleOptionViewItem, area: QRectF, row: CoupleRow) -> None:
        state, here = option.state, row.couple_id == self.open_couple  # type: ignore[attr-defined]
        focused = bool(state & QStyle.StateFlag.State_HasFocus)
        paint_row(painter, self._theme, area, state, chosen=here, focused=focused)
        if here:
            paint_bar(painter, self._theme, area)

    def _mark(self, painter: QPainter, mark: QRectF, row: CoupleRow) -> None:
        if row.phase:
            paint_phase(painter, self._theme, mark, row.phase)
            return
        edge = QPen(self._theme.color("edge"), 1.4)
        edge.setDashPattern([2.4, 2.2])
        painter.setPen(edge)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        radius = mark.width() * 7 / 24
        painter.drawRoundedRect(mark.adjusted(0.9, 0.9, -0.9, -0.9), radius, radius)

    def _words(self, painter: QPainter, area: QRectF, row: CoupleRow) -> None:
        theme, px = self._theme, self._theme.px
        left, right = area.left() + px(46), area.right() - px(10)
        if row.shape:
            right = self._shape(painter, right, area, row.shape)
        bold = theme.font(13, 600)
        dot = px(14) if row.draft else 0
        metrics = QFontMetrics(bold)
        label = metrics.elidedText(row.shown, Qt.TextElideMode.ElideRight, max(0, int(right - left - dot)))
        line = QRectF(left, area.top() + px(5), right - left, px(19))
        painter.setFont(bold)
        painter.setPen(theme.color("text"))
        painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, label)
        if row.draft:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("accent"))
            at = QPointF(left + metrics.horizontalAdvance(label) + px(9), line.center().y() + px(1))
            painter.drawEllipse(at, px(3), px(3))
        quiet = theme.font(12)
        painter.setFont(quiet)
        painter.setPen(theme.color("text2"))
        second = QFontMetrics(quiet).elidedText(row.second, Qt.TextElideMode.ElideRight, int(right - left))
        painter.drawText(
            QRectF(left, line.bottom(), right - left, px(18)), Qt.AlignmentFlag.AlignVCenter, second
        )

    def _shape(self, painter: QPainter, right: float, area: QRectF, safety: str) -> float:
        icon, role = SHAPE_ICONS[safety]
        size = self._theme.px(16)
        pixmap = self._theme.pixmap(icon, role, 16, self._parent.devicePixelRatioF())
        painter.drawPixmap(QPointF(right - size, area.top() + self._theme.px(7)), pixmap)
        return right - size - self._theme.px(6)

    def _folded_signs(self, painter: QPainter, mark: QRectF, row: CoupleRow) -> None:
        """On the rail a sign sits on the mark's corner: the safety shape, else the draft dot."""
        px, theme = self._theme.px, self._theme
        corner = mark.topRight()
        if row.shape:
            icon, role = SHAPE_ICONS[row.shape]
            pixmap = theme.pixmap(icon, role, 13, self._parent.devicePixelRatioF())
            painter.drawPixmap(corner - QPointF(px(5), px(8)), pixmap)
        elif row.draft:
            painter.setPen(QPen(theme.color("sidebar"), 1.5))
            painter.setBrush(theme.color("accent"))
            painter.drawEllipse(corner, px(4), px(4))
