"""Draws on one page of a PDF, with y measured downward from the top edge and colours by role."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from contextlib import contextmanager, nullcontext
from math import cos, radians, sin
from typing import Literal, TypeAlias

from therapist_app.documents import ink
from therapist_app.documents.blanks import Blank
from therapist_app.documents.form import Form
from therapist_app.documents.ink import Segment
from therapist_app.documents.lettering import Letters
from therapist_app.documents.pdf_file import Page
from therapist_app.documents.structure import Part, Structure, Unsaid
from therapist_app.documents.typeset import Line, Piece

_CAPS = {"butt": 0, "round": 1}


class Pen:
    """One page's pen; `left` is the edge of the text area that flowing content is measured from.

    Words outside any part are a paragraph of their own; lines and boxes are not said, but for a figure's.
    With a form, every blank that it passes becomes a field to fill in.
    """

    def __init__(
        self,
        page: Page,
        left: float,
        structure: Structure,
        letters: Letters,
        form: Form | None = None,
    ) -> None:
        self._page = page
        self._code = page.code
        self._structure = structure
        self._letters = letters
        self.inside: Part | Unsaid | None = None  # what is drawn now
        self._form = form
        self._height = page.height
        self.left = left

    def part(self, part: Part) -> _Within:
        """What is drawn inside is this part of the sheet; it has its place even if nothing is drawn."""
        if isinstance(self.inside, str):
            return _Within(self, self.inside)
        self._structure.place(part)
        return _Within(self, part)

    def unsaid(self, kind: Unsaid = "Layout") -> _Within:
        """What is drawn inside is only for the eye, or is said elsewhere; "Pagination" stands around each page."""
        return _Within(self, kind)

    def figure(
        self, said: str, x: float, y: float, width: float, height: float, whole: Part | None = None
    ) -> _Within:
        """What is drawn inside is a figure in this box, and `said` are the words for it."""
        bottom = self._height - y - height
        box = f"/O /Layout /BBox [{x:.2f} {bottom:.2f} {x + width:.2f} {bottom + height:.2f}]"
        return self.part(Part("Figure", whole, said, box))

    def lines(self, lines: Sequence[Line], x: float, top: float, *, align: Align = "left") -> float:
        """Draw set lines from `top` down; returns where the next line would begin."""
        with self.part(Part("P")) if lines and self.inside is None else nullcontext():
            for line in lines:
                self.line(line, x, top + line.style.baseline, align=align)
                top += line.style.leading
        return top

    def line(
        self, line: Line, x: float, baseline: float, *, align: Align = "left", color: str | None = None
    ) -> None:
        """Draw one set line; `x` is its left end, middle or right end.

        A space is drawn after it unless the next line goes on with the same word: who joins lines reads words apart.
        """
        if align != "left":
            x -= line.width / (1 if align == "right" else 2)
        if not line.pieces:
            return
        part, role, size = self.inside or Part("P"), color or line.style.color, line.style.size
        is_read = isinstance(part, Part) and part.role != "Figure"
        after = " " if line.ends_word and is_read else ""
        if isinstance(part, Part) and line.reads_otherwise:
            # In the tree: on the page itself it would hide single letters.
            part = part.part("Span", line.text + after)
        self._structure.mark(part)
        low, tall, last = ink.number(self._height - baseline), ink.number(size), line.pieces[-1]
        code = ["BT", ink.color(role)]
        for piece in line.pieces:
            if piece.is_boxes:
                continue
            code.append(f"1 0 0 1 {ink.number(x + piece.x)} {low} Tm")
            text = piece.text + after if piece is last and not piece.leftward else piece.text
            for rise, font, shown in self._letters.spelled(piece.face, text, leftward=piece.leftward):
                raised = f"{ink.number(rise * size / 1000)} Ts {shown} 0 Ts" if rise else shown
                code.append(f"{font} {tall} Tf {raised}")
        code.append("ET")
        self._code.append(" ".join(code))
        for piece in line.pieces:
            if piece.is_boxes:
                self._boxes(piece, x + piece.x, baseline, size, role)

    def _boxes(self, piece: Piece, x: float, baseline: float, size: float, role: str) -> None:
        """A plain box for each letter that no face has."""
        wide = piece.width / len(piece.text)
        tall, thin = 0.64 * size, 0.05 * size
        for place in range(len(piece.text)):
            box = ink.rectangle(x + (place + 0.12) * wide, self._height - baseline, wide * 0.76, tall)
            self._code.append(f"q {ink.look(None, role, thin, ())} {box} S Q")

    def rule(self, x1: float, x2: float, y: float, role: str = "rule", width: float = 0.6) -> None:
        """A line across."""
        self.path((x1, y), (("L", (x2, y)),), edge=role, width=width)

    def box(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        *,
        radius: float = 0.0,
        fill: str | None = None,
        edge: str | None = None,
        edge_width: float = 0.8,
        dash: tuple[float, ...] = (),
    ) -> None:
        """A rectangle with its top left corner at (x, y), rounded if `radius` is given."""
        low = self._height - y - height
        radius = min(radius, width / 2, height / 2)
        shape = ink.rounded(x, low, width, height, radius) if radius else ink.rectangle(x, low, width, height)
        self._paint(shape, fill, edge, edge_width, dash)

    def ring(
        self,
        x: float,
        y: float,
        radius: float,
        *,
        fill: str | None = None,
        edge: str | None = "edge",
        edge_width: float = 0.8,
        dash: tuple[float, ...] = (),
    ) -> None:
        """A circle around (x, y)."""
        self._paint(ink.ellipse(x, self._height - y, radius, radius), fill, edge, edge_width, dash)

    def path(
        self,
        start: tuple[float, float],
        pieces: Sequence[Segment],
        *,
        edge: str | None = None,
        fill: str | None = None,
        width: float = 0.8,
        dash: tuple[float, ...] = (),
        closed: bool = False,
        cap: Literal["butt", "round"] = "butt",
    ) -> None:
        """A path of straight ("L", p) and cubic ("C", p1, p2, p) pieces."""
        tall = self._height
        turned = [(kind, *((px, tall - py) for px, py in points)) for kind, *points in pieces]
        shape = ink.path((start[0], tall - start[1]), turned, closed=closed)
        self._paint(f"{_CAPS[cap]} J 1 j {shape}", fill, edge, width, dash)

    def ellipse(self, x: float, y: float, rx: float, ry: float, *, edge: str, width: float) -> None:
        """An ellipse around (x, y)."""
        self._paint(ink.ellipse(x, self._height - y, rx, ry), None, edge, width, ())

    @contextmanager
    def turned(self, x: float, y: float, degrees: float) -> Generator[None]:
        """What is drawn inside is moved to (x, y) and turned clockwise; (0, 0) is there, y still points down.

        All of it belongs to one part, so that marks and states of the canvas do not cross.
        """
        self._structure.mark(self.inside or "Layout")
        c, s = cos(radians(degrees)), sin(radians(degrees))
        left, foot = (
            x - s * self._height,
            self._height - y - c * self._height,
        )  # where the page's corner comes to lie
        self._code.append(f"q {' '.join(map(ink.number, (c, -s, s, c, left, foot)))} cm")
        yield
        self._code.append("Q")

    @property
    def fills(self) -> bool:
        """Whether blanks become fields, which say themselves what they are."""
        return self._form is not None

    def blank(
        self, blank: Blank, x: float, y: float, width: float, height: float, *, value: str = ""
    ) -> None:
        """A place to fill in, its top left corner at (x, y); on paper it is only what was drawn there."""
        if self._form is None:
            return
        whole = self.inside if isinstance(self.inside, Part) else Part("P")
        said = f"{blank.words}: {value}" if value else blank.words
        box = (x, self._height - y - height, width, height)
        self._form.place(self._page, blank, box, whole.part("Form", said), value)

    def _paint(
        self, shape: str, fill: str | None, edge: str | None, width: float, dash: tuple[float, ...]
    ) -> None:
        is_drawing = isinstance(self.inside, str) or (
            self.inside is not None and self.inside.role == "Figure"
        )
        self._structure.mark(self.inside if self.inside and is_drawing else "Layout")
        self._code.append(f"q {ink.look(fill, edge, width, dash)} {shape} {ink.painted(fill, edge)} Q")


class _Within:
    """While it lasts, what is drawn belongs to a part."""

    __slots__ = ("_before", "_part", "_pen")

    def __init__(self, pen: Pen, part: Part | Unsaid) -> None:
        self._pen = pen
        self._part: Part | Unsaid = part
        self._before: Part | Unsaid | None = pen.inside

    def __enter__(self) -> None:
        self._pen.inside = self._part

    def __exit__(self, *_: object) -> None:
        self._pen.inside = self._before


Align: TypeAlias = Literal["left", "middle", "right"]
