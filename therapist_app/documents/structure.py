"""What a page says to those who hear it: the tree of a tagged PDF, and the marks that tie it to what is drawn.

Who draws says what it is, as a `Part`, and the pen hands it on; nothing else knows of marks and their numbers. A part
that is drawn again, as on the next page, goes on where it was. Source: ISO 32000-1, 14.7 and 14.8.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from reportlab.pdfbase import pdfdoc
from reportlab.pdfbase.pdfdoc import PDFDictionary, PDFObject, PDFString
from reportlab.pdfgen.canvas import Canvas

_pdf: Any = pdfdoc  # declares only some of its types
Role: TypeAlias = Literal[
    "Sect", "H1", "H2", "H3", "H4", "P", "BlockQuote", "L", "LI", "Lbl", "LBody", "Table", "TR", "TH", "TD",
    "Span", "Figure", "Form",
]  # fmt: skip
Unsaid: TypeAlias = Literal["Layout", "Pagination"]
_BY_SIGHT = ("Figure", "Form")  # what is said of these describes them; of others it stands for their words
_DEEPEST = 4

NUMBERED = "/O /List /ListNumbering /Decimal"
OVER_COLUMN = "/O /Table /Scope /Column"
OVER_ROW = "/O /Table /Scope /Row"


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """What something on a page is, and what it is a part of: None is the sheet.

    `said` is heard in place of what is drawn; `attributes` are in the format's own spelling.
    """

    role: Role
    whole: Part | None = None
    said: str = ""
    attributes: str = ""

    def part(self, role: Role, said: str = "", attributes: str = "") -> Part:
        """A new part of this one."""
        return Part(role, self, said, attributes)


def heading(level: int) -> Part:
    """A heading; the title of a sheet has level 1."""
    names: tuple[Role, ...] = ("H1", "H2", "H3", "H4")
    return Part(names[min(level, _DEEPEST) - 1])


class Structure:
    """The tree of one document under way, and the marks on its pages."""

    def __init__(self, canvas: Canvas) -> None:
        self._canvas: Any = canvas  # the PDF library declares only some of its types
        self._document: Any = self._canvas._doc
        self._root = _Root(self._document)
        self._top = self._element_of("Document", self._root)
        self._sheet = self._top
        self._elements: dict[Part, _Element] = {}
        self._open: Part | Unsaid | None = None
        self._owners: list[bytes] = []  # of the marks on this page
        self._pages: list[int] = []  # the key of each page

    def begin_sheet(self) -> None:
        """What follows is one of several sheets."""
        self._sheet = self._element_of("Sect", self._top)

    def begin_page(self) -> None:
        """Marks are counted by the page."""
        self._owners = []
        self._pages.append(self._root.owned_by(self._owners))

    def end_page(self) -> None:
        """Close what is open."""
        self._close()

    def place(self, part: Part) -> None:
        """Give a part its place in the order of reading, whether something of it is drawn or not."""
        self._element(part)

    def mark(self, of: Part | Unsaid) -> None:
        """What is drawn from here on belongs to this part, or is not said."""
        if of == self._open:
            return
        self._close()
        self._open = of
        if isinstance(of, str):
            self._write(f"/Artifact <</Type /{of}>> BDC")
            return
        element = self._element(of)
        element.add_mark(len(self._owners), self._document.thisPageName())
        self._write(f"/{of.role} <</MCID {len(self._owners)}>> BDC")
        self._owners.append(element.reference)

    def field(self, part: Part, widget: Any) -> int:
        """Tie a field on this page to its part; returns the key that the field must hold."""
        element = self._element(part)
        element.add_object(self._document.Reference(widget), self._document.thisPageName())
        return self._root.owned_by(element.reference)

    def finish(self) -> None:
        """Tell the document of its tree; call once, after the last page."""
        catalog = self._document.Catalog
        catalog.StructTreeRoot = self._root
        catalog.MarkInfo = PDFDictionary({"Marked": _pdf.PDFtrue})
        for key, page in zip(self._pages, self._document.Pages.pages, strict=True):
            page.__NoDefault__ = [*page.__NoDefault__, "StructParents", "Tabs"]
            page.StructParents = key
            page.Tabs = _pdf.PDFName("S")  # the Tab key follows the order of reading

    def _element(self, part: Part) -> _Element:
        found = self._elements.get(part)
        if found is None:
            whole = self._element(part.whole) if part.whole else self._sheet
            found = self._elements[part] = self._element_of(part.role, whole, part.said, part.attributes)
        return found

    def _element_of(self, role: str, whole: _Root | _Element, said: str = "", more: str = "") -> _Element:
        element = _Element(self._document, role, whole.reference, said, more)
        whole.add(element)
        return element

    def _close(self) -> None:
        if self._open is not None:
            self._write("EMC")
            self._open = None

    def _write(self, code: str) -> None:
        self._canvas._code.append(code)


class _Root(PDFObject):
    """The root of the tree, and the way back to it from each mark and field."""

    __RefOnly__ = 1

    def __init__(self, document: Any) -> None:
        self.reference: bytes = document.Reference(self).format(document)
        self._kids: list[bytes] = []
        self._owners: list[list[bytes] | bytes] = []

    def add(self, element: _Element) -> None:
        """An element right below the root."""
        self._kids.append(element.reference)

    def owned_by(self, owners: list[bytes] | bytes) -> int:
        """The key under which a page's owners, or the one of a field, are found."""
        self._owners.append(owners)
        return len(self._owners) - 1

    def format(self, document: Any) -> bytes:
        """The root in the file's spelling."""
        del document
        found = (
            b"%d %s" % (key, one if isinstance(one, bytes) else b"[%s]" % b" ".join(one))
            for key, one in enumerate(self._owners)
        )
        return b"<</Type /StructTreeRoot /K [%s] /ParentTree <</Nums [%s]>> /ParentTreeNextKey %d>>" % (
            b" ".join(self._kids),
            b"\n".join(found),
            len(self._owners),
        )


class _Element(PDFObject):
    """One element of the tree, written by hand: there are hundreds on a page."""

    __RefOnly__ = 1

    def __init__(self, document: Any, role: str, whole: bytes, said: str, more: str) -> None:
        self.reference: bytes = document.Reference(self).format(document)
        self._role, self._whole, self._said, self._more = role, whole, said, more
        self._page = ""  # of its first mark
        self._kids: list[bytes | tuple[int | Any, str]] = []

    def add(self, element: _Element) -> None:
        """An element within it."""
        self._kids.append(element.reference)

    def add_mark(self, number: int, page: str) -> None:
        """What is drawn under this number on a page."""
        self._page = self._page or page
        self._kids.append((number, page))

    def add_object(self, reference: Any, page: str) -> None:
        """A field on a page."""
        self._kids.append((reference, page))

    def format(self, document: Any) -> bytes:
        """The element in the file's spelling."""
        written = [b"<</Type /StructElem /S /%s /P %s" % (self._role.encode(), self._whole)]
        if self._page:
            written.append(b"/Pg %s" % _page(self._page, document))
        if self._said:
            name = b"Alt" if self._role in _BY_SIGHT else b"ActualText"
            text: Any = PDFString(self._said)
            written.append(b"/%s %s" % (name, text.format(document)))
        if self._more:
            written.append(b"/A <<%s>>" % self._more.encode())
        written.append(b"/K [%s]>>" % b" ".join(self._spelled(one, document) for one in self._kids))
        return b" ".join(written)

    def _spelled(self, kid: bytes | tuple[int | Any, str], document: Any) -> bytes:
        if isinstance(kid, bytes):
            return kid
        what, page = kid
        if not isinstance(what, int):
            where = (_page(page, document), what.format(document))
            return b"<</Type /OBJR /Pg %s /Obj %s>>" % where
        if page == self._page:
            return b"%d" % what
        return b"<</Type /MCR /Pg %s /MCID %d>>" % (_page(page, document), what)


def _page(name: str, document: Any) -> bytes:
    reference: Any = _pdf.PDFObjectReference(name)
    return reference.format(document)
