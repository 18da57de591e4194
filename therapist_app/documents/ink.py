"""How drawing is spelled in a PDF: numbers, colours and paths, as the format's own operators."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import TypeAlias

from therapist_app.documents.style import PALETTE

Segment: TypeAlias = "tuple[str, *tuple[tuple[float, float], ...]]"
_ROUND = 0.5522848  # how far the handles of a quarter circle reach
_CORNER = 0.4472  # those of a corner lie a little closer to it
# Whole shapes are spelled at once: there are hundreds of rings and boxes on a sheet.
_POINT = "%.7g %.7g"
_RECTANGLE = f"{_POINT} {_POINT} re"
_MOVE, _LINE, _CURVE = f"{_POINT} m", f" {_POINT} l", f" {_POINT} {_POINT} {_POINT} c"
_ELLIPSE, _ROUNDED = f"{_MOVE}{_CURVE * 4}", f"{_MOVE}{(_LINE + _CURVE) * 4} h"
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
    return _spelled(_RECTANGLE, x, y, width, height)


def rounded(x: float, y: float, width: float, height: float, radius: float) -> str:
    """The same with round corners."""
    right, top, reach = x + width, y + height, _CORNER * radius
    return _spelled(
        _ROUNDED,
        x + radius, y, right - radius, y,
        right - reach, y, right, y + reach, right, y + radius, right, top - radius,
        right, top - reach, right - reach, top, right - radius, top, x + radius, top,
        x + reach, top, x, top - reach, x, top - radius, x, y + radius,
        x, y + reach, x + reach, y, x + radius, y,
    )  # fmt: skip


def ellipse(x: float, y: float, rx: float, ry: float) -> str:
    """An ellipse around (x, y)."""
    dx, dy = _ROUND * rx, _ROUND * ry
    left, right, low, high = x - rx, x + rx, y - ry, y + ry
    return _spelled(
        _ELLIPSE,
        right, y,
        right, y + dy, x + dx, high, x, high,
        x - dx, high, left, y + dy, left, y,
        left, y - dy, x - dx, low, x, low,
        x + dx, low, right, y - dy, right, y,
    )  # fmt: skip


def path(start: tuple[float, float], pieces: Sequence[Segment], *, closed: bool) -> str:
    """A path of straight ("L", p) and cubic ("C", p1, p2, p) pieces."""
    found = [_spelled(_MOVE, *start)]
    for kind, *points in pieces:
        found += [_spelled(_POINT, *one) for one in points]
        found.append("l" if kind == "L" else "c")
    if closed:
        found.append("h")
    return " ".join(found)


def _spelled(shape: str, *numbers: float) -> str:
    """A shape with its numbers, all at once where none is so small that it would need an exponent."""
    if min(numbers) >= 1:
        return shape % numbers
    return shape.replace("%.7g", "%s") % tuple(map(number, numbers))


def _color(role: str) -> str:
    """A role's colour; a role that paper does not know is drawn as text."""
    value = PALETTE.get(role, PALETTE["text"])
    return " ".join(number(int(value[at : at + 2], 16) / 255) for at in (1, 3, 5))
