"""What a page says to those who hear it: the tree of a tagged PDF, and the marks that tie it to what is drawn.

Who draws says what it is, as a `Part`, and the pen hands it on; nothing else knows of marks and their numbers. A part
that is drawn again, as on the next page, goes on where it was. Source: ISO 32000-1, 14.7 and 14.8.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from therapist_app.documents.pdf_file import Page, PdfFile

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


@dataclass(slots=True, eq=False)  # not frozen: thousands are made for a packet
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

    def __init__(self, file: PdfFile) -> None:
        self._file = file
        self._root = file.reserve()
        self._owned: list[list[bytes] | bytes] = []  # the owners of each page's marks, and of each field
        self._all: list[_Element] = []
        self._top = self._sheet = self._new("Document", self._root)
        self._elements: dict[Part, _Element] = {}
        self._open: Part | Unsaid | None = None
        self._page = Page(b"", 0, 0)

    def begin_sheet(self) -> None:
        """What follows is one of several sheets."""
        self._sheet = self._inside(self._top, "Sect")

    def begin_page(self, page: Page) -> None:
        """Marks are counted by the page."""
        self._page = page
        self._owners: list[bytes] = []
        page.entries = b"/Tabs /S /StructParents %d" % len(self._owned)  # Tab follows the order of reading
        self._owned.append(self._owners)

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
            self._page.code.append(f"/Artifact <</Type /{of}>> BDC")
            return
        element, number = self._element(of), len(self._owners)
        element.add_mark(number, self._page.reference)
        self._page.code.append(f"/{of.role} <</MCID {number}>> BDC")
        self._owners.append(element.reference)

    def field(self, part: Part, widget: bytes) -> int:
        """Tie a field on this page to its part; returns the key that the field must hold."""
        self._close()  # what is drawn after it is read after it
        element = self._element(part)
        element.kids.append(b"<</Type /OBJR /Pg %s /Obj %s>>" % (self._page.reference, widget))
        self._owned.append(element.reference)
        return len(self._owned) - 1

    def finish(self) -> None:
        """Write the tree; call once, after the last page."""
        for element in self._all:
            self._file.put(element.spelled(self._file), element.reference)
        owned = b"\n".join(
            b"%d %s" % (key, one if isinstance(one, bytes) else b"[%s]" % b" ".join(one))
            for key, one in enumerate(self._owned)
        )
        tree = b"<</Type /StructTreeRoot /K [%s] /ParentTree <</Nums [%s]>> /ParentTreeNextKey %d>>"
        self._file.put(tree % (self._top.reference, owned, len(self._owned)), self._root)
        self._file.catalog[b"StructTreeRoot"] = self._root
        self._file.catalog[b"MarkInfo"] = b"<</Marked true>>"

    def _element(self, part: Part) -> _Element:
        found = self._elements.get(part)
        if found is None:
            whole = self._element(part.whole) if part.whole else self._sheet
            found = self._elements[part] = self._inside(whole, part.role, part.said, part.attributes)
        return found

    def _inside(self, whole: _Element, role: str, said: str = "", attributes: str = "") -> _Element:
        element = self._new(role, whole.reference, said, attributes)
        whole.kids.append(element.reference)
        return element

    def _new(self, role: str, whole: bytes, said: str = "", attributes: str = "") -> _Element:
        element = _Element(self._file.reserve(), role, whole, said, attributes)
        self._all.append(element)
        return element

    def _close(self) -> None:
        if self._open is not None:
            self._page.code.append("EMC")
            self._open = None


@dataclass(slots=True)
class _Element:
    """One element of the tree; what is in it is spelled as it comes."""

    reference: bytes
    role: str
    whole: bytes
    said: str
    attributes: str
    page: bytes = b""  # of its first mark
    kids: list[bytes] = field(default_factory=list[bytes])

    def add_mark(self, number: int, page: bytes) -> None:
        """What is drawn under this number on a page."""
        if not self.page:
            self.page = page
        same = page == self.page
        self.kids.append(b"%d" % number if same else b"<</Type /MCR /Pg %s /MCID %d>>" % (page, number))

    def spelled(self, file: PdfFile) -> bytes:
        """The element in the file's spelling."""
        page = b" /Pg " + self.page if self.page else b""
        said = b""
        if self.said:
            said = b" /%s %s" % (b"Alt" if self.role in _BY_SIGHT else b"ActualText", file.text(self.said))
        attributes = b" /A <<%s>>" % self.attributes.encode() if self.attributes else b""
        return b"<</Type /StructElem /S /%s /P %s%s%s%s /K [%s]>>" % (
            self.role.encode(),
            self.whole,
            page,
            said,
            attributes,
            b" ".join(self.kids),
        )
