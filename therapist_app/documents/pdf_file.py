"""A PDF file under way: its objects, spelled once as they are written, its pages and its list of contents.

What stands on our pages, its tags and its fields are spelled by hand already; a library that spells them again around
that took a third of the time of a sheet. Source: ISO 32000-1, 7.3 and 7.5.
"""

from __future__ import annotations

import os
import re
import time
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from therapist_app.documents.pdf_lock import PdfLock

_HEAD = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"  # its tags are those of ISO 32000-1, and its readers know our lock
_SPECIAL = re.compile(rb"[\\()]")
_NO_ID = bytes(16)
_LEVEL = 1  # most of a file are its faces, which come packed
_TOP = -1  # what stands below no other line


@dataclass(slots=True)
class Page:
    """One page under way: what is drawn on it, its fields, and further entries in the format's spelling."""

    reference: bytes
    width: float
    height: float
    code: list[str] = field(default_factory=list[str])
    widgets: list[bytes] = field(default_factory=list[bytes])
    entries: bytes = b""


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the list of contents: how deep it stands, and the place it leads to, from the foot of its page."""

    title: str
    level: int
    page: bytes
    height: float


class PdfFile:
    """The objects of one file; a reference is what another object names one by."""

    def __init__(self, lock: PdfLock | None = None) -> None:
        self._lock = lock
        self._objects: list[bytes] = []
        self._tree, self._resources = self.reserve(), self.reserve()
        self._pages: list[bytes] = []
        self._contents: list[Entry] = []
        self.fonts: dict[bytes, bytes] = {}  # by the name that pages call them, their references
        self.catalog: dict[bytes, bytes] = {}

    def reserve(self) -> bytes:
        """The reference of an object that is written later."""
        self._objects.append(b"null")
        return b"%d 0 R" % len(self._objects)

    def put(self, body: bytes, reference: bytes = b"") -> bytes:
        """Write an object, in the place that was reserved for it if it is given; returns its reference."""
        if reference:
            self._objects[int(reference[:-4]) - 1] = body
            return reference
        self._objects.append(body)
        return b"%d 0 R" % len(self._objects)

    def stream(self, data: bytes, entries: bytes = b"", *, packed: bool = False) -> bytes:
        """Write a stream, compressed unless it comes `packed`; returns its reference."""
        if not packed:
            data = zlib.compress(data, _LEVEL)
        return self._stream(data, b"/Filter /FlateDecode " + entries)

    def plain_stream(self, data: bytes, entries: bytes = b"") -> bytes:
        """Write a stream of a few bytes as it is; returns its reference."""
        return self._stream(data, entries)

    def _stream(self, data: bytes, entries: bytes) -> bytes:
        if self._lock:
            data = self._lock.sealed(data)
        return self.put(b"<<%s /Length %d>>\nstream\n%s\nendstream" % (entries, len(data), data))

    def text(self, words: str) -> bytes:
        """Words in the file's spelling."""
        plain = words.isascii() and words.isprintable()
        spelled = words.encode() if plain else b"\xfe\xff" + words.encode("utf-16-be", "replace")
        if self._lock:
            return b"<%s>" % self._lock.sealed(spelled).hex().encode()
        return b"(%s)" % _SPECIAL.sub(rb"\\\g<0>", spelled) if plain else b"<%s>" % spelled.hex().encode()

    def begin_page(self, width: float, height: float) -> Page:
        """The next page."""
        page = Page(self.reserve(), width, height)
        self._pages.append(page.reference)
        return page

    def end_page(self, page: Page) -> None:
        """Write what was drawn."""
        widgets = b"/Annots [%s] " % b" ".join(page.widgets) if page.widgets else b""
        body = b"<</Type /Page /Parent %s /MediaBox [0 0 %.4f %.4f] /Resources %s /Contents %s %s%s>>" % (
            self._tree,
            page.width,
            page.height,
            self._resources,
            self.stream("\n".join(page.code).encode()),
            widgets,
            page.entries,
        )
        self.put(body, page.reference)

    def bookmark(self, entry: Entry) -> None:
        """A line of the list of contents; the first has level 0, none is more than one deeper than that before it."""
        self._contents.append(entry)

    def finished(self, title: str, author: str, language: str, *, invariant: bool) -> bytes:
        """The whole file. With `invariant` it says no date and has no identity of its own."""
        kids = b" ".join(self._pages)
        self.put(b"<</Type /Pages /Count %d /Kids [%s]>>" % (len(self._pages), kids), self._tree)
        fonts = b" ".join(b"/%s %s" % pair for pair in self.fonts.items())
        self.put(b"<</Font <<%s>>>>" % fonts, self._resources)
        self.catalog[b"Lang"] = self.text(language)
        self.catalog[b"ViewerPreferences"] = b"<</DisplayDocTitle true>>"
        if self._contents:
            self.catalog[b"Outlines"] = self._outlines()
        entries = b" ".join(b"/%s %s" % pair for pair in self.catalog.items())
        root = self.put(b"<</Type /Catalog /Pages %s %s>>" % (self._tree, entries))
        name = self.text(author)
        made = self.text(time.strftime("D:%Y%m%d%H%M%SZ", time.gmtime()))
        dated = b"" if invariant else b" /CreationDate %s /ModDate %s" % (made, made)
        said = (self.text(title), name, name, name, dated)
        info = self.put(b"<</Title %s /Author %s /Creator %s /Producer %s%s>>" % said)
        identity = (_NO_ID if invariant else os.urandom(16)).hex().encode()
        trailer = b"/Root %s /Info %s /ID [<%s> <%s>]" % (root, info, identity, identity)
        if self._lock:
            trailer += b" /Encrypt %s" % self.put(self._lock.entries())
        return self._joined(trailer)

    def _outlines(self) -> bytes:
        """The list of contents as the format ties it: each line knows what is around and below it."""
        whole = self.reserve()
        lines = [self.reserve() for _ in self._contents]
        above = _above([entry.level for entry in self._contents])
        below: dict[int, list[int]] = {}
        for place, parent in enumerate(above):
            below.setdefault(parent, []).append(place)

        def inside(place: int) -> bytes:
            kids = below.get(place)
            return (
                b"/First %s /Last %s /Count %d" % (lines[kids[0]], lines[kids[-1]], count(place))
                if kids
                else b""
            )

        def count(place: int) -> int:
            return sum(1 + count(kid) for kid in below.get(place, ()))

        self.put(b"<</Type /Outlines %s>>" % inside(_TOP), whole)
        for place, entry in enumerate(self._contents):
            parent = above[place]
            siblings = below[parent]
            at = siblings.index(place)
            around = b"".join(
                b" /%s %s" % (name, lines[siblings[other]])
                for name, other in ((b"Prev", at - 1), (b"Next", at + 1))
                if 0 <= other < len(siblings)
            )
            body = b"<</Title %s /Parent %s%s /Dest [%s /XYZ 0 %.2f 0] %s>>" % (
                self.text(entry.title),
                whole if parent == _TOP else lines[parent],
                around,
                entry.page,
                entry.height,
                inside(place),
            )
            self.put(body, lines[place])
        return whole

    def _joined(self, trailer: bytes) -> bytes:
        parts, at, places = [_HEAD], len(_HEAD), [b"0000000000 65535 f \n"]
        for number, body in enumerate(self._objects, start=1):
            part = b"%d 0 obj\n%s\nendobj\n" % (number, body)
            parts.append(part)
            places.append(b"%010d 00000 n \n" % at)
            at += len(part)
        size = len(places)
        parts.append(b"xref\n0 %d\n%s" % (size, b"".join(places)))
        parts.append(b"trailer\n<</Size %d %s>>\nstartxref\n%d\n%%%%EOF\n" % (size, trailer, at))
        return b"".join(parts)


def _above(levels: Sequence[int]) -> list[int]:
    """Of each line the place of the one it stands below."""
    found: list[int] = []
    open_: list[int] = []
    for place, level in enumerate(levels):
        while open_ and levels[open_[-1]] >= level:
            open_.pop()
        found.append(open_[-1] if open_ else _TOP)
        open_.append(place)
    return found
