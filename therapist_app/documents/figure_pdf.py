"""Paints a figure on paper, with the paper's own colour roles."""

from __future__ import annotations

from therapist_app.documents.figure import Circle, Figure, Path, Rect, Shape, Text
from therapist_app.documents.pen import Align, Pen
from therapist_app.documents.slabs import Slab
from therapist_app.documents.style import TextStyle
from therapist_app.documents.text import clean
from therapist_app.documents.typeset import Setter

_ALIGN: dict[str, Align] = {"start": "left", "middle": "middle", "end": "right"}
_ROLES = {"line": "rule", "surface": "surface"}  # what a figure calls a line is a rule on paper


def figure_slab(figure: Figure, setter: Setter, width: float, room: float) -> Slab:
    """The figure at the text width; made smaller only where it would be taller than a page."""
    scale = min(width / figure.width, room / figure.height)
    wide, tall = figure.width * scale, figure.height * scale
    left = (width - wide) / 2 if wide < width * 0.98 else 0.0

    def paint(pen: Pen, top: float) -> None:
        with pen.figure(in_words(figure), pen.left + left, top, wide, tall):
            paint_figure(pen, setter, figure, pen.left + left, top, scale)

    return Slab(tall, paint)


def in_words(figure: Figure) -> str:
    """What a figure shows, for those who hear it: its finding, then its table row by row."""
    rows = (
        ", ".join(f"{head}: {cell}" for head, cell in zip(figure.head, row, strict=False) if cell)
        for row in figure.rows
    )
    return clean(" ".join([figure.summary, *(f"{row}." for row in rows if row)]))


def paint_figure(pen: Pen, setter: Setter, figure: Figure, x: float, y: float, scale: float = 1.0) -> None:
    """Paint a figure with its top left corner at (x, y)."""
    for shape in figure.shapes:
        _paint(pen, setter, shape, x, y, scale)


def _paint(pen: Pen, setter: Setter, shape: Shape, x: float, y: float, scale: float) -> None:
    if isinstance(shape, Text):
        _paint_text(pen, setter, shape, x, y, scale)
    elif isinstance(shape, Rect):
        pen.box(
            x + shape.x * scale,
            y + shape.y * scale,
            shape.width * scale,
            shape.height * scale,
            radius=shape.radius * scale,
            fill=_role(shape.fill),
            edge=_role(shape.edge),
            edge_width=shape.edge_width * scale,
            dash=tuple(one * scale for one in shape.dash),
        )
    elif isinstance(shape, Circle):
        pen.ring(
            x + shape.x * scale,
            y + shape.y * scale,
            shape.radius * scale,
            fill=_role(shape.fill),
            edge=_role(shape.edge),
            edge_width=shape.edge_width * scale,
            dash=tuple(one * scale for one in shape.dash),
        )
    else:
        _paint_path(pen, shape, x, y, scale)


def _paint_path(pen: Pen, shape: Path, x: float, y: float, scale: float) -> None:
    def at(point: tuple[float, float]) -> tuple[float, float]:
        return x + point[0] * scale, y + point[1] * scale

    pen.path(
        at(shape.start),
        [(kind, *(at(point) for point in points)) for kind, *points in shape.pieces],
        edge=_role(shape.edge),
        fill=_role(shape.fill),
        width=shape.edge_width * scale,
        dash=tuple(one * scale for one in shape.dash),
        closed=shape.closed,
    )


def _paint_text(pen: Pen, setter: Setter, shape: Text, x: float, y: float, scale: float) -> None:
    family = {"serif": "serif", "serif-italic": "serif-italic"}.get(shape.face, "sans")
    if family == "sans" and shape.weight != "regular":
        family = "sans-bold"
    if family == "serif" and shape.weight != "regular":
        family = "serif-bold"
    style = TextStyle(family, shape.size * scale, shape.size * scale * 1.3, _role(shape.color) or "text")
    line = setter.line(shape.text, style)
    pen.line(line, x + shape.x * scale, y + shape.y * scale, align=_ALIGN[shape.anchor])


def _role(role: str | None) -> str | None:
    return None if role is None else _ROLES.get(role, role)
