"""A picture as a value: shapes with role colours, painted alike on screen, on paper and as SVG.

Lengths are in points at 100 %; y grows downward from the top left corner. Colours are role names of the
painter's own palette ("phase3.fill", "phase3.strong", "level2.fill", "text", "text2", "line", "surface",
"accent", "ok" ...), so that paper and each theme have their own. A figure never depends on measured text:
text widths differ by engine, so labels are chosen by the room they have in em.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, TypeAlias

Weight = Literal["regular", "medium", "bold"]
Anchor = Literal["start", "middle", "end"]
Face = Literal["sans", "serif", "serif-italic"]
Point: TypeAlias = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Rect:
    """A rectangle with its top left corner at (x, y); `tag` names what it stands for (an id to click on)."""

    x: float
    y: float
    width: float
    height: float
    fill: str | None = None
    edge: str | None = None
    edge_width: float = 1.0
    radius: float = 0.0
    dash: tuple[float, ...] = ()
    tag: str = ""


@dataclass(frozen=True, slots=True)
class Circle:
    """A circle around (x, y)."""

    x: float
    y: float
    radius: float
    fill: str | None = None
    edge: str | None = None
    edge_width: float = 1.0
    dash: tuple[float, ...] = ()
    tag: str = ""


@dataclass(frozen=True, slots=True)
class Path:
    """An open or closed path: a start, then straight ("L", p) or cubic ("C", p1, p2, p) pieces."""

    start: Point
    pieces: tuple[tuple[str, *tuple[Point, ...]], ...]
    edge: str | None = None
    fill: str | None = None
    edge_width: float = 1.0
    dash: tuple[float, ...] = ()
    closed: bool = False
    tag: str = ""


@dataclass(frozen=True, slots=True)
class Text:
    """One line of text whose baseline is at y; never wrapped, so keep it short."""

    x: float
    y: float
    text: str
    size: float = 10.0
    color: str = "text"
    weight: Weight = "regular"
    anchor: Anchor = "start"
    face: Face = "sans"


Shape: TypeAlias = Rect | Circle | Path | Text


@dataclass(frozen=True, slots=True)
class Figure:
    """Shapes on a canvas of `width` by `height` points.

    `summary` is its finding in one plain sentence, first on screen and for screen readers; `head` and
    `rows` hold the same facts as a table.
    """

    width: float
    height: float
    shapes: tuple[Shape, ...]
    summary: str
    head: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = field(default=())


def line(
    x1: float, y1: float, x2: float, y2: float, edge: str, width: float = 1.0, dash: tuple[float, ...] = ()
) -> Path:
    """A straight line as a path."""
    return Path((x1, y1), (("L", (x2, y2)),), edge=edge, edge_width=width, dash=dash)
