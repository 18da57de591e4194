"""Draws on one page of a PDF, with y measured downward from the top edge and colours by role."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from contextlib import contextmanager, nullcontext
from typing import Any, Literal, TypeAlias

from reportlab.pdfgen.canvas import Canvas

from therapist_app.documents.blanks import Blank
from therapist_app.documents.fonts import loaded
from therapist_app.documents.form import Form
from therapist_app.documents.structure import Part, Structure, Unsaid
from therapist_app.documents.style import PALETTE
from therapist_app.documents.typeset import Line, Piece, shaped

Segment: TypeAlias = "tuple[str, *tuple[tuple[float, float], ...]]"
_CAPS = {"butt": 0, "round": 1}


class Pen:
    """One page's pen; `left` is the edge of the text area that flowing content is measured from.

    Words outside any part are a paragraph of their own; lines and boxes are not said, but for a figure's.
    With a form, every blank that it passes becomes a field to fill in.
    """

    def __init__(
        self, canvas: Canvas, height: float, left: float, structure: Structure, form: Form | None = None
    ) -> None:
        self._canvas: Any = canvas  # the PDF library declares only some of its types
        self._structure = structure
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
        text = self._canvas.beginText()
        text.setFillColorRGB(*_rgb(color or line.style.color))
        for piece in line.pieces:
            if piece.is_boxes:
                self._boxes(piece, x, baseline, line, color)
                continue
            text.setTextOrigin(x + piece.x, self._height - baseline)
            loaded(piece.face)
            text.setFont(piece.face.value, line.style.size)
            for rise, signs in shaped(piece):
                if rise:
                    text.setRise(rise * line.style.size / 1000)
                text.textOut(signs)
                if rise:
                    text.setRise(0)
        part = self._part or Part("P")
        if isinstance(part, Part) and line.reads_otherwise:
            part = part.part("Span", line.text)  # in the tree: on the page itself it would hide single letters
        self._structure.mark(part)
        self._canvas.drawText(text)

    def _boxes(self, piece: Piece, x: float, baseline: float, line: Line, color: str | None) -> None:
        """A plain box for each letter that no face has."""
        size = line.style.size
        wide = piece.width / len(piece.text)
        for place in range(len(piece.text)):
            left, tall = x + piece.x + (place + 0.12) * wide, 0.64 * size
            edge, thin = color or line.style.color, 0.05 * size
            self.box(left, baseline - tall, wide * 0.76, tall, edge=edge, edge_width=thin)

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
        with self._ink(fill, edge, edge_width, dash):
            shape = (x, self._height - y - height, width, height)
            if radius:
                self._canvas.roundRect(
                    *shape, min(radius, width / 2, height / 2), edge is not None, fill is not None
                )
            else:
                self._canvas.rect(*shape, edge is not None, fill is not None)

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
        with self._ink(fill, edge, edge_width, dash):
            self._canvas.circle(x, self._height - y, radius, edge is not None, fill is not None)

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
        with self._ink(fill, edge, width, dash):
            self._canvas.setLineCap(_CAPS[cap])
            self._canvas.setLineJoin(1)
            path = self._canvas.beginPath()
            path.moveTo(start[0], self._height - start[1])
            for piece in pieces:
                numbers = [at for x, y in piece[1:] for at in (x, self._height - y)]
                (path.lineTo if piece[0] == "L" else path.curveTo)(*numbers)
            if closed:
                path.close()
            self._canvas.drawPath(path, edge is not None, fill is not None)

    def ellipse(self, x: float, y: float, rx: float, ry: float, *, edge: str, width: float) -> None:
        """An ellipse around (x, y)."""
        with self._ink(None, edge, width, ()):
            top, bottom = self._height - y + ry, self._height - y - ry
            self._canvas.ellipse(x - rx, bottom, x + rx, top, 1, 0)

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

    @contextmanager
    def _ink(
        self, fill: str | None, edge: str | None, width: float, dash: tuple[float, ...]
    ) -> Generator[None]:
        is_drawing = isinstance(self._part, str) or (self._part is not None and self._part.role == "Figure")
        self._structure.mark(self._part if self._part and is_drawing else "Layout")
        self._canvas.saveState()
        if fill is not None:
            self._canvas.setFillColorRGB(*_rgb(fill))
        if edge is not None:
            self._canvas.setStrokeColorRGB(*_rgb(edge))
            self._canvas.setLineWidth(width)
        if dash:
            self._canvas.setDash(list(dash))
        yield
        self._canvas.restoreState()


Align: TypeAlias = Literal["left", "middle", "right"]


def _rgb(role: str) -> tuple[float, float, float]:
    """A role's colour; a role that paper does not know is drawn as text."""
    value = PALETTE.get(role, PALETTE["text"])
    return int(value[1:3], 16) / 255, int(value[3:5], 16) / 255, int(value[5:7], 16) / 255
