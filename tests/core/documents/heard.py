"""A finished PDF as a screen reader meets it: the tree from pypdf, the words of each mark from PDFium."""

import ctypes
from collections import defaultdict
from dataclasses import dataclass, field

import pypdfium2 as pdfium
import pypdfium2.raw as raw
from pypdf.generic import DictionaryObject

from tests.core.documents.reading_back import reader

_DRAWS = {b"Tj", b"TJ", b"'", b"S", b"s", b"f", b"f*", b"B", b"B*", b"b", b"b*", b"Do"}
_BYTES = 2  # of a letter's code


@dataclass
class Heard:
    """An element of the tree: `words` are its own, in order with what is inside it."""

    role: str
    said: str = ""
    tip: str = ""  # of its field
    attributes: dict = field(default_factory=dict)
    kids: list = field(default_factory=list)  # words and elements

    @property
    def words(self):
        """What is heard of it, in order; every stretch of space as one."""
        if self.said:
            return self.said
        together = " ".join(kid if isinstance(kid, str) else kid.words for kid in self.kids)
        return " ".join(together.split())

    def all(self, *roles):
        """The elements of these roles within it, in order."""
        for kid in self.kids:
            if isinstance(kid, Heard):
                if kid.role in roles:
                    yield kid
                yield from kid.all(*roles)


@dataclass(frozen=True)
class Drawn:
    """Something drawn: in which marks, and how many letters of words it has."""

    marks: tuple  # of each mark its name and its entries
    letters: int


def tree_of(pdf, password=""):
    """The tree, with every word that is in it."""
    document = reader(pdf)
    if password:
        document.decrypt(password)
    pages = {page.indirect_reference.idnum: number for number, page in enumerate(document.pages)}
    root = document.trailer["/Root"]["/StructTreeRoot"]
    [top] = root["/K"]
    return _heard(top.get_object(), pages, _words_by_mark(pdf, password))


def _heard(element, pages, words):
    said = str(element.get("/Alt") or element.get("/ActualText") or "")
    found = Heard(element["/S"][1:], said, attributes=dict(element.get("/A", {})))
    for kid in element["/K"]:
        whole = kid.get_object()
        if not isinstance(whole, DictionaryObject):
            found.kids.append(words[pages[element.raw_get("/Pg").idnum]][int(whole)])
        elif whole.get("/Type") == "/MCR":
            found.kids.append(words[pages[whole.raw_get("/Pg").idnum]][int(whole["/MCID"])])
        elif whole.get("/Type") == "/OBJR":
            found.tip = str(whole["/Obj"]["/TU"])
        else:
            assert whole.raw_get("/P") == element.indirect_reference
            found.kids.append(_heard(whole, pages, words))
    return found


def _words_by_mark(pdf, password):
    """Of each page the words under each number."""
    found = []
    for page in pdfium.PdfDocument(pdf, password=password or None):
        words, text = defaultdict(str), page.get_textpage()
        for one in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT]):
            words[raw.FPDFPageObj_GetMarkedContentID(one.raw)] += _text_of(one, text)
        found.append(words)
    return found


def _text_of(one, text):
    size = raw.FPDFTextObj_GetText(one.raw, text.raw, None, 0)
    letters = (ctypes.c_ushort * (size // 2))()
    raw.FPDFTextObj_GetText(one.raw, text.raw, letters, size)
    return bytes(letters).decode("utf-16-le", "replace").rstrip("\0")


def drawn_on(page):
    """Everything that is drawn on a page of pypdf, in order."""
    marks = []
    for operands, operator in page.get_contents().operations:
        if operator in (b"BDC", b"BMC"):
            marks.append((str(operands[0]), dict(operands[1]) if len(operands) > 1 else {}))
        elif operator == b"EMC":
            marks.pop()
        elif operator in _DRAWS:
            shown = operands[0] if operator in (b"Tj", b"TJ") else ()
            parts = (
                [one for one in shown if not isinstance(one, float | int)] if operator == b"TJ" else [shown]
            )
            yield Drawn(tuple(marks), sum(len(one) for one in parts) // _BYTES)
    assert not marks
