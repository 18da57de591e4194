"""Line ornaments beside a title, as figures of at most 26 by 20 mm; each says something about its sheet."""

from __future__ import annotations

from collections.abc import Callable

from therapist_app.documents.figure import Circle, Figure, Path, Rect, Shape, line

_WIDTH, _HEIGHT = 73.0, 56.0


def ornament(name: str, phase: int) -> Figure | None:
    """The ornament of this name in the colours of a phase (0 for none); None for a name that is not known."""
    draw = _DRAWN.get(name)
    if draw is None:
        return None
    fill, strong = (f"phase{phase}.soft", f"phase{phase}.strong") if phase else ("gap", "text2")
    return Figure(_WIDTH, _HEIGHT, tuple(draw(fill, strong)), "")


def _waves(fill: str, strong: str) -> list[Shape]:
    """One who speaks, the sound between, one who listens."""
    shapes: list[Shape] = [
        Circle(14, 28, 12.5, fill),
        Circle(60, 28, 12, None, strong, 1.2),
    ]
    for place, (x, half) in enumerate(((31, 7.5), (36.5, 11), (42, 14.5))):
        bow = 3.4 + place
        shapes.append(
            Path(
                (x, 28 - half),
                (("C", (x + bow, 28 - half / 2), (x + bow, 28 + half / 2), (x, 28 + half)),),
                strong,
            )
        )
    return shapes


def _rings(fill: str, strong: str) -> list[Shape]:
    """Two rings that overlap."""
    return [Circle(26, 28, 19, fill, strong, 1.2), Circle(48, 28, 19, None, strong, 1.2)]


def _ripples(fill: str, strong: str) -> list[Shape]:
    """One drop, and the rings it makes."""
    rings: list[Shape] = [
        Circle(44, 28, radius, None, strong, width) for radius, width in ((27, 0.7), (20, 0.9), (13, 1.1))
    ]
    return [*rings, Circle(44, 28, 6, fill, strong, 1.2)]


def _circles(fill: str, strong: str) -> list[Shape]:
    """Two circles side by side, touching."""
    return [Circle(24, 28, 13, fill, strong, 1.2), Circle(50, 28, 13, None, strong, 1.2)]


def _loop(fill: str, strong: str) -> list[Shape]:
    """A closed way with an arrow on it."""
    return [
        Circle(42, 28, 20, None, fill, 6),
        Circle(42, 28, 20, None, strong, 1.0),
        Path((38, 4), (("L", (44, 8)), ("L", (38, 12))), strong, edge_width=1.2),
        Path((46, 44), (("L", (40, 48)), ("L", (46, 52))), strong, edge_width=1.2),
    ]


def _path(fill: str, strong: str) -> list[Shape]:
    """A winding way with two places on it."""
    bend = (("C", (30, 46), (28, 28), (42, 28)), ("C", (58, 28), (54, 10), (68, 10)))
    return [
        Path((8, 46), bend, fill, edge_width=7),
        Path((8, 46), bend, strong, edge_width=0.9, dash=(2, 3)),
        Circle(8, 46, 5.5, "surface", strong, 1.2),
        Circle(67, 10, 5.5, fill, strong, 1.2),
    ]


def _pause(fill: str, strong: str) -> list[Shape]:
    """A circle with the two bars of a pause."""
    return [
        Circle(46, 28, 21, None, strong, 1.2),
        Rect(37.5, 18, 5.5, 20, fill, strong, 1.0, 1.6),
        Rect(49, 18, 5.5, 20, fill, strong, 1.0, 1.6),
    ]


def _letter(fill: str, strong: str) -> list[Shape]:
    """A sheet with written lines and a fold."""
    corner = (("L", (54, 4)), ("L", (64, 14)), ("L", (64, 52)), ("L", (28, 52)))
    lines: list[Shape] = [
        line(34, y, to, y, strong, 0.9) for y, to in ((22, 57), (29, 58), (36, 55), (43, 48))
    ]
    fold = Path((54, 4), (("L", (54, 14)), ("L", (64, 14))), strong, fill, 1.0, closed=True)
    return [Path((28, 4), corner, strong, "surface", 1.2, closed=True), fold, *lines]


def _table(fill: str, strong: str) -> list[Shape]:
    """A table seen from above with a seat on each side."""
    return [
        Circle(42, 28, 13, None, strong, 1.2),
        Path((20, 17), (("C", (12, 23), (12, 33), (20, 39)),), strong, edge_width=5),
        Path((20, 17), (("C", (12, 23), (12, 33), (20, 39)),), fill, edge_width=3),
        Path((64, 17), (("C", (72, 23), (72, 33), (64, 39)),), strong, edge_width=5),
        Path((64, 17), (("C", (72, 23), (72, 33), (64, 39)),), fill, edge_width=3),
    ]


_DRAWN: dict[str, Callable[[str, str], list[Shape]]] = {
    "waves": _waves,
    "rings": _rings,
    "ripples": _ripples,
    "circles": _circles,
    "loop": _loop,
    "path": _path,
    "pause": _pause,
    "letter": _letter,
    "table": _table,
}
ORNAMENTS = frozenset(_DRAWN)
