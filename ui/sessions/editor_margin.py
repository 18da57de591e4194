"""What is painted around the words of a note: who may read each part, and the signs of lists and quotes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QFont,
    QFontMetricsF,
    QHelpEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QTextBlock,
)
from PySide6.QtWidgets import QToolTip, QWidget

from therapist_app.kernel.audience import Audience
from ui.sessions.editor_document import LINE_PX, PAD_PX, shape_of
from ui.sessions.look import Look, px
from ui.sessions.parts import STYLES, Bar, PartNames

if TYPE_CHECKING:
    from ui.sessions.editor_surface import NoteSurface

WIDE_PX, NARROW_PX, WIDEST_PX = 120, 36, 184  # of the margin at 100 % text
_WORD_PX, _COPIES_PX, _ICON_PX, _TEXT_AT_PX = 13, 12, 16, 22
_BAR_PX, _RADIUS_PX, _BOX_PX = 3, 8, 16
_LOW_PX = 2.5  # text stands this much below the middle of its line


@dataclass(frozen=True, slots=True)
class Stretch:
    """The visible piece of one part, in pixels of the viewport; `first` is its first visible block."""

    audience: Audience
    top: float
    bottom: float
    first: int


def visible_blocks(editor: NoteSurface) -> Iterator[tuple[QTextBlock, float, float]]:
    """The blocks in view with the top and bottom of their lines, in pixels of the viewport."""
    layout, scrolled = editor.document().documentLayout(), editor.verticalScrollBar().value()
    place = layout.hitTest(QPointF(0, scrolled), Qt.HitTestAccuracy.FuzzyHit)
    block = editor.document().findBlock(max(place, 0))
    if block.previous().isValid():
        block = block.previous()
    while block.isValid():
        layout.blockBoundingRect(block)  # makes sure that it has been laid out
        lines = block.layout()
        top = lines.position().y() - scrolled
        last = lines.lineAt(lines.lineCount() - 1)
        yield block, top, top + (last.y() + last.height() if lines.lineCount() else 0)
        if top > editor.viewport().height():
            return
        block = block.next()


def stretches(editor: NoteSurface) -> list[Stretch]:
    """The parts in view; a part that goes on above or below reaches out of the viewport."""
    found: list[Stretch] = []
    pad, low = px(editor.look, PAD_PX), px(editor.look, _LOW_PX)
    for block, top, bottom in visible_blocks(editor):
        audience = shape_of(block).audience
        if found and found[-1].audience is audience:
            last = found[-1]
            found[-1] = Stretch(audience, last.top, bottom + pad + low, last.first)
        else:
            found.append(Stretch(audience, top - pad + low, bottom + pad + low, block.blockNumber()))
    return found


def paint_grounds(painter: QPainter, editor: NoteSurface, found: list[Stretch]) -> None:
    """The tint behind parts that are not joint."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    radius = px(editor.look, _RADIUS_PX)
    for stretch in found:
        if role := STYLES[stretch.audience].ground:
            painter.setBrush(editor.look.color(role))
            # The rounded left edge lies out of sight, so that the tint meets the bar.
            left, width = -radius, editor.column_width() + radius
            painter.drawRoundedRect(
                QRectF(left, stretch.top, width, stretch.bottom - stretch.top), radius, radius
            )


def paint_signs(painter: QPainter, editor: NoteSurface) -> None:
    """Bullets, numbers, tick boxes and the bars of quotes."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for block, top, bottom in visible_blocks(editor):
        kind = shape_of(block).kind
        if kind == "bullet":
            _paint_bullet(painter, editor.look, _sign_rect(editor.look, block, top, 6))
        elif kind == "number":
            _paint_number(painter, editor, block, top)
        elif kind == "tick":
            paint_tick(
                painter, editor.look, tick_rect(editor, block, top), ticked=bool(shape_of(block).state)
            )
        elif kind == "quote":
            edge = _sign_rect(editor.look, block, top, 3)
            low = px(editor.look, _LOW_PX)
            bar = QRectF(edge.x(), top + low, edge.width(), bottom - top)
            painter.fillRect(bar, editor.look.color("edge"))


def tick_rect(editor: NoteSurface, block: QTextBlock, top: float) -> QRectF:
    """Where the box of a tick item is painted, in pixels of the viewport."""
    return _sign_rect(editor.look, block, top, _BOX_PX)


def paint_tick(painter: QPainter, look: Look, box: QRectF, *, ticked: bool) -> None:
    """An open box, or a filled one with its tick."""
    unit = box.width() / _BOX_PX
    inner = box.adjusted(unit * 0.75, unit * 0.75, -unit * 0.75, -unit * 0.75)
    painter.setPen(QPen(look.color("accent" if ticked else "edge"), 1.5 * unit))
    painter.setBrush(look.color("accent") if ticked else Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(inner, 4 * unit, 4 * unit)
    if ticked:
        pen = QPen(look.color("on_accent"), 2 * unit, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        corners = [
            QPointF(box.x() + x * unit, box.y() + y * unit) for x, y in ((4.5, 8.2), (7, 10.8), (11.7, 5.4))
        ]
        painter.drawPolyline(corners)


def _sign_rect(look: Look, block: QTextBlock, top: float, nominal: float) -> QRectF:
    """A square beside the first line, `nominal` px wide at 100 % text; at the right for right-to-left."""
    line, size = block.layout().lineAt(0), px(look, nominal)
    middle = top + line.y() + line.height() - px(look, LINE_PX - 2 * _LOW_PX) / 2
    room = px(look, _ROOM.get(shape_of(block).kind, 18))
    left = block.layout().position().x()
    if block.textDirection() == Qt.LayoutDirection.RightToLeft:
        return QRectF(left + line.x() + line.width() + room - size, middle - size / 2, size, size)
    return QRectF(left + line.x() - room, middle - size / 2, size, size)


_ROOM = {"bullet": 16, "tick": 26, "quote": 16, "number": 24}


def _paint_bullet(painter: QPainter, look: Look, box: QRectF) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look.color("text"))
    painter.drawEllipse(box.adjusted(0.5, 0.5, -0.5, -0.5))


def _paint_number(painter: QPainter, editor: NoteSurface, block: QTextBlock, top: float) -> None:
    line, gap = block.layout().lineAt(0), px(editor.look, 6)
    painter.setFont(font_at(editor.look, editor, 16))
    painter.setPen(editor.look.color("text"))
    number = editor.number_in_list(block.blockNumber())
    baseline = top + line.y() + line.ascent()
    left = block.layout().position().x()
    if block.textDirection() == Qt.LayoutDirection.RightToLeft:
        painter.drawText(QPointF(left + line.x() + line.width() + gap, baseline), f".{number}")
        return
    word = f"{number}."
    width = painter.fontMetrics().horizontalAdvance(word)
    painter.drawText(QPointF(left + line.x() - gap - width, baseline), word)


def font_at(look: Look, widget: QWidget, nominal: float, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """The widget's family at `nominal` px for 100 % text."""
    font = QFont(widget.font())
    font.setPixelSize(max(round(px(look, nominal)), 1))
    font.setWeight(weight)
    return font


class Margin(QWidget):
    """The strip left of the text that says in icon, word and kind of bar who may read each part."""

    def __init__(self, editor: NoteSurface) -> None:
        super().__init__(editor)
        self._editor = editor
        self._names = PartNames()
        self._shown: list[Stretch] = []

    def set_names(self, names: PartNames) -> None:
        """Use these partners' names in the labels."""
        self._names = names
        self.update()

    def show_stretches(self, found: list[Stretch]) -> None:
        """Paint again if other parts are in view, or elsewhere."""
        if found != self._shown:
            self._shown = found
            self.update()

    def wanted_width(self, available: float) -> int:
        """Room for the labels, or for their icons alone where the text would get too little."""
        look = self._editor.look
        if available < px(look, 34 * 16):
            return round(px(look, NARROW_PX))
        words = QFontMetricsF(font_at(look, self, _WORD_PX, QFont.Weight.DemiBold))
        small = QFontMetricsF(font_at(look, self, _COPIES_PX))
        widest = max(
            max(words.horizontalAdvance(self._names.word(a)), small.horizontalAdvance(self._names.copies(a)))
            for a in Audience
        )
        wanted = widest + px(look, _TEXT_AT_PX + 14)
        return round(min(max(wanted, px(look, WIDE_PX)), px(look, WIDEST_PX)))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Bars and labels of the parts in view."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for stretch in self._shown:
            self._paint_bar(painter, stretch)
            self._paint_label(painter, stretch)

    def event(self, event: object) -> bool:  # type: ignore[override]
        """Shows the words of a part on hover, for when they are too long or not there."""
        if isinstance(event, QHelpEvent):
            stretch = self._at(event.pos().y())
            text = (
                f"{self._names.word(stretch.audience)}: {self._names.copies(stretch.audience)}"
                if stretch
                else ""
            )
            QToolTip.showText(event.globalPos(), text, self)
            return True
        return super().event(event)  # type: ignore[arg-type]

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click on a label selects that part, ready for another reader to be chosen."""
        if (stretch := self._at(event.position().y())) and event.button() is Qt.MouseButton.LeftButton:
            self._editor.select_part(stretch.first)

    def _at(self, y: float) -> Stretch | None:
        return next((one for one in self._shown if one.top <= y <= one.bottom), None)

    def _paint_bar(self, painter: QPainter, stretch: Stretch) -> None:
        look, style = self._editor.look, STYLES[stretch.audience]
        wide = px(look, 2 if style.bar is Bar.PLAIN else _BAR_PX)
        x = self.width() - wide / 2
        pen = QPen(look.color(style.bar_role), wide, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap)
        if style.bar is Bar.DASHED:
            pen.setDashPattern([1.4, 0.7])
        painter.setPen(pen)
        painter.drawLine(QLineF(x, stretch.top, x, stretch.bottom))

    def _paint_label(self, painter: QPainter, stretch: Stretch) -> None:
        look, style = self._editor.look, STYLES[stretch.audience]
        line, pad = px(look, LINE_PX), px(look, PAD_PX)
        top = min(max(stretch.top + pad, pad), stretch.bottom - pad - line)
        icon = round(px(look, _ICON_PX))
        picture = look.icon(style.icon, style.ink, _ICON_PX).pixmap(
            QSize(icon, icon), self.devicePixelRatio()
        )
        painter.drawPixmap(QPointF(0, top + (line - icon) / 2), picture)
        left = px(look, _TEXT_AT_PX)
        room = self.width() - left - px(look, 8)
        if room < px(look, 40):
            self._paint_name(painter, stretch, top + px(look, 17))
            return
        word = font_at(look, self, _WORD_PX, QFont.Weight.DemiBold)
        self._paint_words(
            painter, word, style.ink, self._names.word(stretch.audience), QRectF(left, top, room, line)
        )
        copies = QRectF(left, top + px(look, 16.5), room, line)
        if copies.bottom() <= stretch.bottom + 2 * pad:
            small = font_at(look, self, _COPIES_PX)
            self._paint_words(painter, small, "text2", self._names.copies(stretch.audience), copies)

    def _paint_name(self, painter: QPainter, stretch: Stretch, top: float) -> None:
        """Where there is no room for words: whose part it is, since both partners have one icon."""
        look, ink = self._editor.look, STYLES[stretch.audience].ink
        box = QRectF(0, top, self.width() - px(look, 5), px(look, LINE_PX))
        font = font_at(look, self, _COPIES_PX, QFont.Weight.DemiBold)
        self._paint_words(painter, font, ink, self._names.name(stretch.audience), box)

    def _paint_words(self, painter: QPainter, font: QFont, role: str, words: str, box: QRectF) -> None:
        painter.setFont(font)
        painter.setPen(self._editor.look.color(role))
        shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, int(box.width()))
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
