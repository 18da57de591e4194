"""Small drawn marks: the partners' discs, boxes and rings to fill in, the shield, samples for the hand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal, TypeAlias

from therapist_app.documents.blanks import Blank
from therapist_app.documents.pen import Pen
from therapist_app.documents.structure import Part
from therapist_app.documents.style import MM, TextStyle
from therapist_app.documents.typeset import Line, Setter

Mark: TypeAlias = Literal["kept", "partly", "missed", "none"]  # what a hand draws in a box


def disc(pen: Pen, setter: Setter, x: float, y: float, radius: float, side: Literal["a", "b"]) -> None:
    """A partner's mark around (x, y): A is a solid disc, B an open ring, so they differ without colour."""
    solid = side == "a"
    pen.ring(x, y, radius, fill="text" if solid else "surface", edge="text", edge_width=radius * 0.14)
    style = TextStyle("sans-bold", radius * 1.22, radius * 2, "surface" if solid else "text")
    pen.line(setter.line(side.upper(), style), x, y + style.size * 0.335, align="middle")


def discs(
    pen: Pen, setter: Setter, x: float, y: float, radius: float, mark: Literal["a", "b", "both"]
) -> None:
    """One partner's disc with its left edge at `x`, or both, overlapping."""
    if mark == "both":
        disc(pen, setter, x + radius, y, radius, "a")
        disc(pen, setter, x + radius * 2.6, y, radius, "b")
    else:
        disc(pen, setter, x + radius, y, radius, mark)


def check_box(pen: Pen, x: float, middle: float, size: float) -> None:
    """An empty box around the height `middle`."""
    pen.box(x, middle - size / 2, size, size, radius=0.6 * MM if size < 8 * MM else 1 * MM, edge="edge")


def blank_box(
    pen: Pen,
    blank: Callable[[], Blank],
    said: str,
    x: float,
    middle: float,
    size: float,
    *,
    inset: float = 0.0,
) -> None:
    """An empty box to fill in: a field where there are fields, else heard as what it is."""
    top = middle - size / 2
    if pen.fills:
        check_box(pen, x, middle, size)
        pen.blank(blank(), x + inset, top + inset, size - 2 * inset, size - 2 * inset)
        return
    with pen.figure(said, x, top, size, size, pen.inside if isinstance(pen.inside, Part) else None):
        check_box(pen, x, middle, size)


def tick(pen: Pen, x: float, y: float, size: float) -> None:
    """A tick around (x, y), in a box of this size."""
    unit = size / 13
    strokes = (("L", (x - 0.8 * unit, y + 3 * unit)), ("L", (x + 3.6 * unit, y - 3.4 * unit)))
    pen.path((x - 3.2 * unit, y + 0.2 * unit), strokes, edge="text", width=max(1.1, 1.3 * unit))


def rating_rings(
    pen: Pen,
    setter: Setter,
    places: Sequence[tuple[int, float]],
    y: float,
    size: float,
    style: TextStyle,
    *,
    blank: Callable[[], Blank] | None = None,
    words: Sequence[Line] = (),
) -> None:
    """Rings around the height `y`; then each number with its field, if there are fields, and the word beside it."""
    for _, x in places:
        pen.ring(x, y, size / 2, edge="edge")
    field = blank() if blank and pen.fills else None
    for place, (number, x) in enumerate(places):
        pen.line(setter.line(str(number), style), x, y + style.size * 0.335, align="middle")
        if field:
            whole = size + 2.4  # a little around it, so that the mark shows beside the printed ring
            pen.blank(field, x - whole / 2, y - whole / 2, whole, whole, value=str(number))
        if words:
            word = words[place]
            pen.line(word, x + size / 2 + 1.6 * MM, y + word.style.size * 0.335)


def sample(pen: Pen, x: float, y: float, kind: Mark) -> None:
    """A small box around (x, y) with a mark as a hand would draw it."""
    pen.box(x - 6.5, y - 6.5, 13, 13, radius=1.7, edge="edge")
    if kind == "kept":
        tick(pen, x, y, 13)
    elif kind == "partly":
        pen.path((x - 2.8, y + 3), (("L", (x + 2.8, y - 3)),), edge="text", width=1.3)
    elif kind == "missed":
        pen.ring(x, y, 2.9, edge="text", edge_width=1.3)
    else:
        pen.path((x - 3.2, y), (("L", (x + 3.2, y)),), edge="text", width=1.3)


def shield(pen: Pen, x: float, y: float, size: float) -> None:
    """An outlined shield with a tick, `size` tall, around (x, y)."""
    half, w = size / 2, size * 0.43
    pen.path(
        (x, y - half),
        (
            ("C", (x + w * 0.45, y - half * 0.72), (x + w * 0.75, y - half * 0.68), (x + w, y - half * 0.68)),
            ("C", (x + w, y + half * 0.25), (x + w * 0.65, y + half * 0.72), (x, y + half)),
            ("C", (x - w * 0.65, y + half * 0.72), (x - w, y + half * 0.25), (x - w, y - half * 0.68)),
            ("C", (x - w * 0.75, y - half * 0.68), (x - w * 0.45, y - half * 0.72), (x, y - half)),
        ),
        edge="text2",
        width=1.1,
        closed=True,
    )
    tick = (("L", (x - w * 0.05, y + half * 0.24)), ("L", (x + w * 0.42, y - half * 0.28)))
    pen.path((x - w * 0.4, y - half * 0.02), tick, edge="text2", width=1.3, cap="round")


def arrow_head(
    pen: Pen, x: float, y: float, toward: tuple[float, float], size: float, edge: str, width: float = 1.1
) -> None:
    """An open arrow head with its tip at (x, y), pointing along the unit vector `toward`."""
    dx, dy = toward
    back, out = size, size * 0.5
    left = (x - dx * back - dy * out, y - dy * back + dx * out)
    right = (x - dx * back + dy * out, y - dy * back - dx * out)
    pen.path(left, (("L", (x, y)), ("L", right)), edge=edge, width=width, cap="round")
