"""A contact sheet: every page of many PDFs on one picture, small, with their names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import pypdfium2
from PIL import Image, ImageDraw

_ACROSS, _WIDE, _EDGE, _NAME = 16, 230, 6, 14


def contact_sheet(files: Iterable[Path], out: Path) -> None:
    """Paint the pages of these files, in order."""
    pages = [page for file in files for page in _pages(file)]
    cell = (_WIDE + _EDGE, max(page.height for _, page in pages) + _EDGE + _NAME)
    rows = -(-len(pages) // _ACROSS)
    sheet = Image.new("RGB", (cell[0] * _ACROSS, cell[1] * rows), "#7b8592")
    draw = ImageDraw.Draw(sheet)
    for place, (name, page) in enumerate(pages):
        x, y = place % _ACROSS * cell[0], place // _ACROSS * cell[1]
        draw.text((x + _EDGE / 2, y), name, fill="white")
        sheet.paste(page, (x + _EDGE // 2, y + _NAME))
    sheet.save(out)


def _pages(file: Path) -> Iterator[tuple[str, Image.Image]]:
    document = pypdfium2.PdfDocument(file)
    for number, page in enumerate(document, start=1):
        yield f"{file.stem} {number}", page.render(scale=_WIDE / page.get_width()).to_pil()
    document.close()
