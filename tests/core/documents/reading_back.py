"""Reads a finished PDF back with readers that did not write it: pypdf for its words and fonts, PDFium for places."""

import ctypes
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO

import pypdfium2 as pdfium
import pypdfium2.raw as raw
from pypdf import PdfReader

MM = 72 / 25.4
_EDGE = 0.8
_QUOTES = str.maketrans("‘’“”", "''\"\"")


@dataclass(frozen=True)
class Place:
    """Where words stand: the page from 1, the left end and the middle of their first letter from the top."""

    page: int
    x: float
    y: float


@dataclass(frozen=True)
class Shape:
    """A drawn path's box, y from the top of the page."""

    page: int
    x: float
    y: float
    width: float
    height: float


@lru_cache(maxsize=8)
def reader(pdf):
    return PdfReader(BytesIO(pdf))


@lru_cache(maxsize=64)
def _pages(pdf):
    return tuple(" ".join(page.extract_text().split()) for page in reader(pdf).pages)


def pages_of(pdf):
    """The words of each page, every stretch of space as one."""
    return list(_pages(pdf))


def words_of(pdf):
    return " ".join(pages_of(pdf))


def sizes_of(pdf):
    return [tuple(round(float(side) / MM, 1) for side in page.mediabox[2:]) for page in reader(pdf).pages]


def fonts_of(pdf):
    """Each font's name and whether its letters are in the file."""
    found = {}
    for page in reader(pdf).pages:
        for font in page["/Resources"]["/Font"].values():
            [inner] = font["/DescendantFonts"]
            found[str(font["/BaseFont"])] = "/FontFile2" in inner["/FontDescriptor"]
    return found


def bookmarks_of(pdf):
    def titles(items):
        for item in items:
            if isinstance(item, list):
                yield from titles(item)
            else:
                yield item.title

    return list(titles(reader(pdf).outline))


def places_of(pdf, words):
    """Everywhere the words stand."""
    document = pdfium.PdfDocument(pdf)
    found = []
    for number, page in enumerate(document, start=1):
        text = page.get_textpage()
        search = text.search(words, match_case=True)
        while (hit := search.get_next()) is not None:
            left, bottom, _, top = text.get_charbox(hit[0])
            found.append(Place(number, left, page.get_height() - (bottom + top) / 2))
    return found


def place_of(pdf, words):
    found = places_of(pdf, words)
    assert found, f"{words!r} is not on the page"
    return found[0]


def letters_of(pdf):
    """Every seen letter's box: page, left, top, right, bottom, y from the top."""
    for number, page in enumerate(pdfium.PdfDocument(pdf), start=1):
        text = page.get_textpage()
        for at in range(text.count_chars()):
            left, bottom, right, top = text.get_charbox(at)
            if right > left:
                yield number, left, page.get_height() - top, right, page.get_height() - bottom


def drawn_lines(pdf):
    """What stands on each baseline from left to right, as an eye sees it: no spaces, and every quote mark the same.

    PDFium turns quote marks beside letters from right to left, and takes a wide gap for a space.
    """
    found = {}
    for number, page in enumerate(pdfium.PdfDocument(pdf), start=1):
        text = page.get_textpage()
        for at in range(text.count_chars()):
            x, y = ctypes.c_double(), ctypes.c_double()
            raw.FPDFText_GetCharOrigin(text.raw, at, x, y)
            letter = chr(raw.FPDFText_GetUnicode(text.raw, at))
            if not letter.isspace():
                line = (number, -round(y.value, 1))
                found.setdefault(line, []).append((round(x.value, 2), letter.translate(_QUOTES)))
    return ["".join(letter for _, letter in sorted(found[line])) for line in sorted(found)]


def shapes_of(pdf):
    """Every drawn path."""
    for number, page in enumerate(pdfium.PdfDocument(pdf), start=1):
        for one in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH]):
            left, bottom, right, top = one.get_bounds()
            yield Shape(number, left, page.get_height() - top, right - left, top - bottom)


def lines_across(pdf, least=60 * MM):
    """Straight level lines at least this long, counted by page."""
    return Counter(shape.page for shape in shapes_of(pdf) if shape.height < 1.5 and shape.width > least)


def squares(pdf, side):
    """Square shapes of this side, such as boxes and rings; PDFium's bounds hold the ink of the edge twice."""
    side += 2 * _EDGE
    return [
        shape for shape in shapes_of(pdf) if abs(shape.width - side) < 0.6 and abs(shape.height - side) < 0.6
    ]
