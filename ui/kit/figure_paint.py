"""Paints the shapes of a figure on screen, in the colours of the theme."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QFontMetricsF, QPainter, QPainterPath, QPen

from therapist_app.documents.figure import Circle, Figure, Path, Rect, Shape, Text
from ui.theme.theme import Theme

_WEIGHT = {"regular": 400, "medium": 500, "bold": 600}
_SERIF = ["Source Serif Pro", "Noto Serif", "DejaVu Serif", "serif"]
_LARGE = 100  # px: letters are set large and scaled, as pixel sizes are whole numbers


def paint_figure(painter: QPainter, theme: Theme, figure: Figure) -> None:
    """Paint every shape; the painter is already scaled, 1 unit being 1 point at 100 %."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for shape in figure.shapes:
        if isinstance(shape, Text):
            _paint_text(painter, theme, shape)
        else:
            _paint_shape(painter, theme, shape)


def _paint_shape(painter: QPainter, theme: Theme, shape: Rect | Circle | Path) -> None:
    pen = QPen(Qt.PenStyle.NoPen)
    if shape.edge is not None:
        pen = QPen(theme.color(shape.edge), shape.edge_width)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap if isinstance(shape, Path) else Qt.PenCapStyle.FlatCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        if shape.dash:
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
            pen.setDashPattern([part / shape.edge_width for part in shape.dash])
    painter.setPen(pen)
    painter.setBrush(QBrush(theme.color(shape.fill)) if shape.fill is not None else Qt.BrushStyle.NoBrush)
    painter.drawPath(outline(shape))


def outline(shape: Shape) -> QPainterPath:
    """The outline of a shape; of a text nothing."""
    path = QPainterPath()
    if isinstance(shape, Rect):
        path.addRoundedRect(QRectF(shape.x, shape.y, shape.width, shape.height), shape.radius, shape.radius)
    elif isinstance(shape, Circle):
        path.addEllipse(QPointF(shape.x, shape.y), shape.radius, shape.radius)
    elif isinstance(shape, Path):
        path.moveTo(QPointF(*shape.start))
        for _, *points in shape.pieces:
            if len(points) == 3:
                path.cubicTo(*(QPointF(*point) for point in points))
            else:
                path.lineTo(QPointF(*points[0]))
        if shape.closed:
            path.closeSubpath()
    return path


def _paint_text(painter: QPainter, theme: Theme, text: Text) -> None:
    font = theme.font(_LARGE, _WEIGHT[text.weight])
    font.setPixelSize(_LARGE)
    if text.face != "sans":
        font.setFamilies(_SERIF)
        font.setItalic(text.face == "serif-italic")
    grow = text.size / _LARGE
    wide = QFontMetricsF(font).horizontalAdvance(text.text)
    left = {"start": 0.0, "middle": wide / 2, "end": wide}[text.anchor]
    painter.save()
    painter.translate(text.x, text.y)
    painter.scale(grow, grow)
    painter.setFont(font)
    painter.setPen(theme.color(text.color))
    painter.drawText(QPointF(-left, 0), text.text)
    painter.restore()
