"""Writes a figure as SVG, its colours as role names in classes, so that a picture can be compared as text."""

from __future__ import annotations

from xml.sax.saxutils import escape, quoteattr

from therapist_app.documents.figure import Circle, Figure, Path, Rect, Shape, Text
from therapist_app.documents.style import PALETTE
from therapist_app.documents.text import clean

_FAMILIES = {
    "sans": "Atkinson Hyperlegible, sans-serif",
    "serif": "Source Serif Pro, serif",
    "serif-italic": "Source Serif Pro, serif",
}
_WEIGHTS = {"regular": "400", "medium": "600", "bold": "700"}


def figure_svg(figure: Figure, palette: dict[str, str] | None = None) -> str:
    """The figure as one SVG document, one shape to a line; `palette` gives each role its colour."""
    colors = PALETTE if palette is None else palette
    size = f'width="{_number(figure.width)}" height="{_number(figure.height)}"'
    box = f'viewBox="0 0 {_number(figure.width)} {_number(figure.height)}"'
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} {box} role="img">',
        f"<title>{escape(clean(figure.summary))}</title>",
        *(_element(shape, colors) for shape in figure.shapes),
        "</svg>",
    ]
    return "\n".join(lines) + "\n"


def _element(shape: Shape, colors: dict[str, str]) -> str:
    if isinstance(shape, Text):
        return _text(shape, colors)
    if isinstance(shape, Rect):
        place = f'x="{_number(shape.x)}" y="{_number(shape.y)}"'
        size = f'width="{_number(shape.width)}" height="{_number(shape.height)}"'
        radius = f' rx="{_number(shape.radius)}"' if shape.radius else ""
        return f"<rect {place} {size}{radius}{_ink(shape, colors)}/>"
    if isinstance(shape, Circle):
        place = f'cx="{_number(shape.x)}" cy="{_number(shape.y)}" r="{_number(shape.radius)}"'
        return f"<circle {place}{_ink(shape, colors)}/>"
    return f'<path d="{_path_data(shape)}"{_ink(shape, colors)}/>'


def _text(shape: Text, colors: dict[str, str]) -> str:
    anchor = f' text-anchor="{shape.anchor}"' if shape.anchor != "start" else ""
    slant = ' font-style="italic"' if shape.face == "serif-italic" else ""
    font = (
        f"font-family={quoteattr(_FAMILIES[shape.face])} font-size={quoteattr(_number(shape.size))} "
        f'font-weight="{_WEIGHTS[shape.weight]}"'
    )
    place = f'x="{_number(shape.x)}" y="{_number(shape.y)}"'
    fill = f'fill="{colors.get(shape.color, colors["text"])}"'
    return f"<text {place} {font}{slant}{anchor} {fill}>{escape(clean(shape.text))}</text>"


def _ink(shape: Rect | Circle | Path, colors: dict[str, str]) -> str:
    text = colors["text"]
    fill = f' fill="{colors.get(shape.fill, text)}"' if shape.fill is not None else ' fill="none"'
    edge = ""
    if shape.edge is not None:
        edge = f' stroke="{colors.get(shape.edge, text)}" stroke-width="{_number(shape.edge_width)}"'
    dash = f' stroke-dasharray="{" ".join(map(_number, shape.dash))}"' if shape.dash else ""
    tag = f" data-tag={quoteattr(clean(shape.tag))}" if shape.tag else ""
    return f"{fill}{edge}{dash}{tag}"


def _path_data(shape: Path) -> str:
    parts = [f"M{_number(shape.start[0])} {_number(shape.start[1])}"]
    for kind, *points in shape.pieces:
        parts.append(kind + " ".join(f"{_number(x)} {_number(y)}" for x, y in points))
    return " ".join(parts) + (" Z" if shape.closed else "")


def _number(value: float) -> str:
    return f"{round(value, 2):g}"
