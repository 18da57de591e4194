"""Our line icons, tinted when they are loaded: 24 grid, one 2 px line, `currentColor`."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap

if TYPE_CHECKING:
    from PySide6.QtSvg import QSvgRenderer

_RATIOS = (1.0, 2.0)


@cache
def icon_source(name: str) -> str:
    """The SVG text of an icon; `KeyError` for a name that is not ours."""
    file = files("resources.icons").joinpath(f"{name}.svg")
    if not file.is_file():
        raise KeyError(f"no icon named {name!r}")
    return file.read_text(encoding="utf-8")


def icon_names() -> tuple[str, ...]:
    """The names of all icons that ship."""
    found = (entry.name for entry in files("resources.icons").iterdir())
    return tuple(sorted(name.removesuffix(".svg") for name in found if name.endswith(".svg")))


def paint_icon(name: str, color: QColor, size: int, ratio: float, gap: int = 0) -> QPixmap:
    """An icon as a square of `size` logical pixels; `gap` adds clear room at its end, before a word."""
    return _tinted(_drawn(_reader(name), size, ratio, gap), color)


def make_icon(name: str, color: QColor, off: QColor, size: int, gap: int = 0) -> QIcon:
    """An icon at one and two device pixels each, with a quiet form for what is disabled."""
    icon, reader = QIcon(), _reader(name)
    for ratio in _RATIOS:
        drawn = _drawn(reader, size, ratio, gap)  # once for both colours: it costs three times a tint
        icon.addPixmap(_tinted(drawn, color), QIcon.Mode.Normal)
        icon.addPixmap(_tinted(drawn, off), QIcon.Mode.Disabled)
    return icon


def _reader(name: str) -> QSvgRenderer:
    from PySide6.QtSvg import QSvgRenderer

    return QSvgRenderer(QByteArray(icon_source(name).encode()))


def _drawn(reader: QSvgRenderer, size: int, ratio: float, gap: int) -> QPixmap:
    """The icon in black."""
    pixmap = QPixmap(round((size + gap) * ratio), round(size * ratio))
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    reader.render(painter, QRectF(0, 0, size * ratio, size * ratio))
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return pixmap


def _tinted(drawn: QPixmap, color: QColor) -> QPixmap:
    """The same shape in one colour."""
    pixmap = QPixmap(drawn)
    painter = QPainter(pixmap)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceIn)
    painter.fillRect(QRectF(QPointF(), pixmap.deviceIndependentSize()), color)
    painter.end()
    return pixmap
