"""How drawing is spelled in a PDF: colours, paths and letters, as the format's own operators.

The PDF library spells one number after another with care for any of them, and each letter anew; most of the time of a
sheet went there. Here a text that stands again, as figures in rings do, is spelled once.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import groupby
from typing import Any, NamedTuple, TypeAlias

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas

from therapist_app.documents.fonts import Face, loaded
from therapist_app.documents.shaping import Sign
from therapist_app.documents.style import PALETTE
from therapist_app.documents.typeset import Piece, shaped

_metrics: Any = pdfmetrics  # has no types of its own
Segment: TypeAlias = "tuple[str, *tuple[tuple[float, float], ...]]"
_ROUND = 0.5522848  # how far the handles of a quarter circle reach
_CORNER = 0.4472  # those of a corner lie a little closer to it
_LEAST = 5e-7  # a smaller move is none
_PLAIN = frozenset(range(32, 127)) - frozenset(b"()\\")
_SPELLED = [chr(code) if code in _PLAIN else f"\\{code:03o}" for code in range(256)]
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


class Stretch(NamedTuple):
    """Signs that are shown at once: how far they are raised, in thousandths of the size, their font and themselves."""

    rise: float
    font: str
    shown: str


class Letters:
    """The letters of one document: each text is spelled once, and forgotten with the document."""

    def __init__(self, canvas: Canvas) -> None:
        unknown: Any = canvas  # the PDF library declares only some of its types
        self._document: Any = unknown._doc
        self._known: dict[tuple[Face, str, bool], tuple[Stretch, ...]] = {}

    def spelled(self, piece: Piece) -> tuple[Stretch, ...]:
        """What shows a piece of a line."""
        key = (piece.face, piece.text, piece.leftward)
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = tuple(self._stretches(piece))
        return found

    def _stretches(self, piece: Piece) -> Iterator[Stretch]:
        loaded(piece.face)
        font = _metrics.getFont(piece.face.value)
        for rise, group in groupby(shaped(piece), key=lambda sign: sign.rise):
            signs = list(group)
            for subset, codes in font.splitString("".join(one.character for one in signs), self._document):
                own, signs = signs[: len(codes)], signs[len(codes) :]
                yield Stretch(rise, font.getSubsetInternalName(subset, self._document), _shown(codes, own))


def _shown(codes: bytes, signs: Sequence[Sign]) -> str:
    """Letters with the moves between them, in thousandths of the size and against the direction of writing."""
    found: list[str] = []
    together: list[str] = []
    move = 0.0
    for code, sign in zip(codes, signs, strict=True):
        move -= sign.shift
        if abs(move) > _LEAST:
            if together:
                found.append(f"({''.join(together)})")
                together = []
            found.append(f"{number(move)}")
        together.append(_SPELLED[code])
        move = sign.width - sign.advance + sign.shift
    found.append(f"({''.join(together)})")
    if abs(move) > _LEAST:
        found.append(f"{number(move)}")
    return f"[{' '.join(found)}] TJ"


def _color(role: str) -> str:
    """A role's colour; a role that paper does not know is drawn as text."""
    value = PALETTE.get(role, PALETTE["text"])
    return " ".join(number(int(value[at : at + 2], 16) / 255) for at in (1, 3, 5))
