"""How drawing is spelled in a PDF: numbers, colours and paths, as the format's own operators."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import TypeAlias

from therapist_app.documents.style import PALETTE

Segment: TypeAlias = "tuple[str, *tuple[tuple[float, float], ...]]"
_ROUND = 0.5522848  # how far the handles of a quarter circle reach
_CORNER = 0.4472  # those of a corner lie a little closer to it
_ELLIPSE = f"%.7g %.7g m{' %.7g %.7g %.7g %.7g %.7g %.7g c' * 4}"
_OPERATORS = {(True, True): "B*", (True, False): "f*", (False, True): "S", (False, False): "n"}


def number(value: float) -> str:
    """A number with seven digits, never with an exponent."""
    return f"{value:.7g}" if value >= 1 or value <= -1 else f"{value:.6f}"


@lru_cache(maxsize=1024)
def look(fill: str | None, edge: str | None, width: float, dash: tuple[float, ...]) -> str:
    """What sets the colours and the line for a path."""
    found: list[str] = []
    if fill is not None:
        found.append(f"{_color(fill)} rg")
    if edge is not None:
        found.append(f"{_color(edge)} RG {number(width)} w")
    if dash:
        found.append(f"[{' '.join(f'{number(one)}' for one in dash)}] 0 d")
    return " ".join(found)


@lru_cache(maxsize=256)
def color(role: str) -> str:
    """What sets the colour of letters."""
    return f"{_color(role)} rg"


def painted(fill: str | None, edge: str | None) -> str:
    """What fills and strokes a path."""
    return _OPERATORS[fill is not None, edge is not None]


def rectangle(x: float, y: float, width: float, height: float) -> str:
    """A rectangle with its lower left corner at (x, y)."""
    return f"{number(x)} {number(y)} {number(width)} {number(height)} re"


def rounded(x: float, y: float, width: float, height: float, radius: float) -> str:
    """The same with round corners."""
    right, top, reach = x + width, y + height, _CORNER * radius
    return path(
        (x + radius, y),
        (
            ("L", (right - radius, y)),
            ("C", (right - reach, y), (right, y + reach), (right, y + radius)),
            ("L", (right, top - radius)),
            ("C", (right, top - reach), (right - reach, top), (right - radius, top)),
            ("L", (x + radius, top)),
            ("C", (x + reach, top), (x, top - reach), (x, top - radius)),
            ("L", (x, y + radius)),
            ("C", (x, y + reach), (x + reach, y), (x + radius, y)),
        ),
        closed=True,
    )


def ellipse(x: float, y: float, rx: float, ry: float) -> str:
    """An ellipse around (x, y)."""
    dx, dy = _ROUND * rx, _ROUND * ry
    left, right, low, high = x - rx, x + rx, y - ry, y + ry
    if left >= 1 and low >= 1:  # the same at once, as figures of our pages are many
        return _ELLIPSE % (
            right, y,
            right, y + dy, x + dx, high, x, high,
            x - dx, high, left, y + dy, left, y,
            left, y - dy, x - dx, low, x, low,
            x + dx, low, right, y - dy, right, y,
        )  # fmt: skip
    return (
        f"{number(right)} {number(y)} m "
        f"{number(right)} {number(y + dy)} {number(x + dx)} {number(high)} {number(x)} {number(high)} c "
        f"{number(x - dx)} {number(high)} {number(left)} {number(y + dy)} {number(left)} {number(y)} c "
        f"{number(left)} {number(y - dy)} {number(x - dx)} {number(low)} {number(x)} {number(low)} c "
        f"{number(x + dx)} {number(low)} {number(right)} {number(y - dy)} {number(right)} {number(y)} c"
    )


def path(start: tuple[float, float], pieces: Sequence[Segment], *, closed: bool) -> str:
    """A path of straight ("L", p) and cubic ("C", p1, p2, p) pieces."""
    found = [f"{number(start[0])} {number(start[1])} m"]
    for kind, *points in pieces:
        places = " ".join(f"{number(x)} {number(y)}" for x, y in points)
        found.append(f"{places} {'l' if kind == 'L' else 'c'}")
    if closed:
        found.append("h")
    return " ".join(found)


def _color(role: str) -> str:
    """A role's colour; a role that paper does not know is drawn as text."""
    value = PALETTE.get(role, PALETTE["text"])
    return " ".join(number(int(value[at : at + 2], 16) / 255) for at in (1, 3, 5))
