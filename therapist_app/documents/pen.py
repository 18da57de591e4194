"""Draws on one page of a PDF, with y measured downward from the top edge and colours by role."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from contextlib import contextmanager, nullcontext
from typing import Any, Literal, TypeAlias

from reportlab.pdfgen.canvas import Canvas

from therapist_app.documents import ink
from therapist_app.documents.blanks import Blank
from therapist_app.documents.form import Form
from therapist_app.documents.ink import Letters, Segment
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
        canvas: Canvas,
        height: float,
        left: float,
        structure: Structure,
        letters: Letters,
        form: Form | None = None,
    ) -> None:
        self._canvas: Any = canvas  # the PDF library declares only some of its types
        self._structure = structure
        self._letters = letters
        self._part: Part | Unsaid | None = None
        self._form = form
        self._height = height
        self.left = left

    @contextmanager
    def part(self, part: Part) -> Generator[None]:
        """What is drawn inside is this part of the sheet; it has its place even if nothing is drawn."""
        before = self._part
        if not isinstance(before, str):
            self._structure.place(part)
            self._part = part
        yield
        self._part = before

    @contextmanager
    def unsaid(self, kind: Unsaid = "Layout") -> Generator[None]:
        """What is drawn inside is only for the eye, or is said elsewhere; "Pagination" stands around each page."""
        before, self._part = self._part, kind
        yield
        self._part = before

    @contextmanager
    def figure(
        self, said: str, x: float, y: float, width: float, height: float, whole: Part | None = None
    ) -> Generator[None]:
        """What is drawn inside is a figure in this box, and `said` are the words for it."""
        bottom = self._height - y - height
        box = f"/O /Layout /BBox [{x:.2f} {bottom:.2f} {x + width:.2f} {bottom + height:.2f}]"
        with self.part(Part("Figure", whole, said, box)):
            yield

    def lines(self, lines: Sequence[Line], x: float, top: float, *, align: Align = "left") -> float:
        """Draw set lines from `top` down; returns where the next line would begin."""
        with self.part(Part("P")) if lines and self._part is None else nullcontext():
            for line in lines:
                self.line(line, x, top + line.style.baseline, align=align)
                top += line.style.leading
        return top

    def line(
        self, line: Line, x: float, baseline: float, *, align: Align = "left", color: str | None = None
    ) -> None:
        """Draw one set line; `x` is its left end, middle or right end."""
        if align != "left":
            x -= line.width / (1 if align == "right" else 2)
        if not line.pieces:
            return
        part = self._part or Part("P")
        if isinstance(part, Part) and line.reads_otherwise:
            part = part.part(
                "Span", line.text
            )  # in the tree: on the page itself it would hide single letters
        self._structure.mark(part)
        role, size = color or line.style.color, line.style.size
        code = ["BT", ink.color(role)]
        for piece in line.pieces:
            if piece.is_boxes:
                continue
            code.append(f"1 0 0 1 {ink.number(x + piece.x)} {ink.number(self._height - baseline)} Tm")
            for rise, font, shown in self._letters.spelled(piece):
                raised = f"{ink.number(rise * size / 1000)} Ts {shown} 0 Ts" if rise else shown
                code.append(f"{font} {ink.number(size)} Tf {raised}")
        self._write(" ".join([*code, "ET"]))
        for piece in line.pieces:
            if piece.is_boxes:
                self._boxes(piece, x + piece.x, baseline, size, role)

    def _boxes(self, piece: Piece, x: float, baseline: float, size: float, role: str) -> None:
        """A plain box for each letter that no face has."""
        wide = piece.width / len(piece.text)
        tall, thin = 0.64 * size, 0.05 * size
        for place in range(len(piece.text)):
            box = ink.rectangle(x + (place + 0.12) * wide, self._height - baseline, wide * 0.76, tall)
            self._write(f"q {ink.look(None, role, thin, ())} {box} S Q")

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
        self._structure.mark(self._part or "Layout")
        self._canvas.saveState()
        self._canvas.translate(x, self._height - y)
        self._canvas.rotate(-degrees)
        self._canvas.translate(0, -self._height)
        yield
        self._canvas.restoreState()

    def blank(
        self, blank: Blank, x: float, y: float, width: float, height: float, *, value: str = ""
    ) -> None:
        """A place to fill in, its top left corner at (x, y); on paper it is only what was drawn there."""
        if self._form is None:
            return
        whole = self._part if isinstance(self._part, Part) else Part("P")
        said = f"{blank.words}: {value}" if value else blank.words
        box = (x, self._height - y - height, width, height)
        self._form.place(blank, box, whole.part("Form", said), value)

    def bookmark(self, key: str, title: str, level: int, y: float) -> None:
        """An entry in the list of contents that leads to this height of this page."""
        self._canvas.bookmarkPage(key, "XYZ", 0, self._height - max(y - 12, 0), 0)
        self._canvas.addOutlineEntry(title, key, level, False)

    def _paint(
        self, shape: str, fill: str | None, edge: str | None, width: float, dash: tuple[float, ...]
    ) -> None:
        is_drawing = isinstance(self._part, str) or (self._part is not None and self._part.role == "Figure")
        self._structure.mark(self._part if self._part and is_drawing else "Layout")
        self._write(f"q {ink.look(fill, edge, width, dash)} {shape} {ink.painted(fill, edge)} Q")

    def _write(self, code: str) -> None:
        self._canvas._code.append(code)


Align: TypeAlias = Literal["left", "middle", "right"]
