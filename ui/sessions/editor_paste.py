"""What leaves the note by copy and comes in by paste: only our kinds of block, never pictures or links."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

from PySide6.QtCore import QMimeData

from therapist_app.kernel.audience import Audience
from therapist_app.sessions.note import LEVELS, Block, NoteDocument, NoteFormatError
from ui.kit.clipboard import marked
from ui.sessions.editor_document import Piece, Shape

OWN_MIME = "application/x-attune-note+json"
LARGEST_HTML = 500_000  # characters; beyond this the plain text is taken

_DEEPEST = 200  # elements inside each other; what lies deeper is read as if it lay here

_SPACE = re.compile(r"[ \t\r\n\f]+")
_SKIP = frozenset({"script", "style", "head", "title", "template", "noscript", "object", "svg", "select"})
_HEADINGS = {"h1": "h2", "h2": "h2", "h3": "h3", "h4": "h3", "h5": "h3", "h6": "h3"}
_BREAKS = (
    frozenset(_HEADINGS)
    | frozenset(
        (
            "p",
            "div",
            "section",
            "article",
            "header",
            "footer",
            "main",
            "aside",
            "address",
            "table",
            "tr",
            "ul",
            "ol",
        )
    )
    | frozenset(("li", "dl", "dt", "dd", "pre", "hr", "form", "figure", "blockquote", "body", "html"))
)
_VOID = frozenset(
    ("br", "hr", "img", "input", "meta", "link", "col", "wbr", "area", "base", "embed", "source", "track")
)


@dataclass(frozen=True, slots=True)
class Pasted:
    """Blocks to put in; `inline` when they are part of a line and may join the caret's paragraph."""

    pieces: tuple[Piece, ...]
    inline: bool


def to_mime(pieces: list[Piece], *, inline: bool) -> QMimeData:
    """Plain text and our own form, nothing else; marked as secret for clipboard managers."""
    note = NoteDocument.of(pieces)
    text = pieces[0][1].text.replace("\u2028", "\n") if inline else note.plain_text()
    mime = marked(text)
    blocks = [[audience.value, block.to_json()] for audience, block in pieces]
    mime.setData(OWN_MIME, json.dumps({"inline": inline, "blocks": blocks}).encode())
    return mime


def from_mime(mime: QMimeData, here: Shape, *, plain: bool = False) -> Pasted | None:
    """What a paste into a block of shape `here` puts in, or None when there is nothing for a note."""
    if mime.hasFormat(OWN_MIME) and not plain and (own := _own(bytes(mime.data(OWN_MIME).data()))):
        return own
    if mime.hasHtml() and not plain and len(html := mime.html()) <= LARGEST_HTML:
        blocks = blocks_of_html(html)
        if blocks:
            alone = len(blocks) == 1 and blocks[0].kind == "p"
            return Pasted(tuple((here.audience, block) for block in blocks), inline=alone)
    return _of_text(mime.text(), here) if mime.hasText() and mime.text() else None


def blocks_of_html(html: str) -> list[Block]:
    """The headings, lists, quotes and marked text of a page, without its pictures, links and styles."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.finish()


def _own(data: bytes) -> Pasted | None:
    try:
        value = json.loads(data)
        pieces = tuple((Audience(audience), Block.from_json(block)) for audience, block in value["blocks"])
        return Pasted(pieces, inline=bool(value["inline"])) if pieces else None
    except (NoteFormatError, ValueError, KeyError, TypeError):
        return None


def _of_text(text: str, here: Shape) -> Pasted:
    """Lines of text; they go on in a list or quote, else become paragraphs."""
    kind, level = ("p", 0) if here.kind in ("h2", "h3") else (here.kind, here.level)
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2029", "\n").split("\n")
    pieces = tuple((here.audience, Block.of(kind, line, level=level)) for line in lines)
    return Pasted(pieces, inline=True)


@dataclass(slots=True)
class _Element:
    tag: str
    bold: bool
    italic: bool
    skip: bool
    kind: str = ""  # of the blocks inside, "" for the one around
    level: int = 0


@dataclass(slots=True)
class _Line:
    kind: str = "p"
    level: int = 0
    state: str = ""
    runs: list[tuple[str, str]] = field(default_factory=list)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._stack = [_Element("", bold=False, italic=False, skip=False)]
        self._lines: list[_Line] = []
        self._line: _Line | None = None
        self._pre = 0

    def finish(self) -> list[Block]:
        self._end_line()
        blocks = [
            Block.of(line.kind, _trimmed(line.runs), level=line.level, state=line.state)
            for line in self._lines
        ]
        return [block for block in blocks if block.runs]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag == "br":
            self._text("\u2028")
        if tag == "input" and values.get("type") == "checkbox":
            self._tick("checked" in values)
        if tag in _BREAKS:
            self._end_line()
        if tag == "td" and self._line and self._line.runs:
            self._text("\t")
        if tag not in _VOID and len(self._stack) < _DEEPEST:
            self._stack.append(self._element(tag, values))
            self._pre += tag == "pre"

    def handle_endtag(self, tag: str) -> None:
        if tag in _BREAKS:
            self._end_line()
        if not any(element.tag == tag for element in self._stack):
            return
        while (closed := self._stack.pop()).tag != tag:
            self._pre -= closed.tag == "pre"
        self._pre -= tag == "pre"

    def handle_data(self, data: str) -> None:
        if self._stack[-1].skip:
            return
        if self._pre:
            self._text(data.replace("\r\n", "\n").replace("\n", "\u2028"))
            return
        text = _SPACE.sub(" ", data)
        if text == " " and not (self._line and self._line.runs):
            return
        self._text(text)

    def _element(self, tag: str, values: dict[str, str]) -> _Element:
        around = self._stack[-1]
        style = values.get("style", "").replace(" ", "").lower()
        bold = _said(style, "font-weight", ("bold", "600", "700", "800", "900"), tag in ("b", "strong"))
        italic = _said(style, "font-style", ("italic", "oblique"), tag in ("i", "em", "cite"))
        made = _Element(
            tag,
            bold=around.bold if bold is None else bold,
            italic=around.italic if italic is None else italic,
            skip=around.skip or tag in _SKIP or "mso-list:ignore" in style or "display:none" in style,
            kind=around.kind,
            level=around.level,
        )
        self._place(made, tag, style)
        return made

    def _place(self, made: _Element, tag: str, style: str) -> None:
        """Say what kind of block stands inside an element."""
        deep = sum(element.tag in ("ul", "ol") for element in self._stack)
        if tag in ("ul", "ol"):
            made.level = min(deep, LEVELS[-1])
        if tag == "li":
            lists = [element.tag for element in self._stack if element.tag in ("ul", "ol")]
            made.kind = "number" if lists and lists[-1] == "ol" else "bullet"
            made.level = min(max(deep - 1, 0), LEVELS[-1])
        if tag == "blockquote":
            made.kind = "quote"
        if tag in _HEADINGS and made.kind in ("", "quote"):
            made.kind, made.level = _HEADINGS[tag], 0
        if word := re.search(r"mso-list:l\d+level(\d)", style):
            made.kind, made.level = "bullet", min(max(int(word[1]) - 1, 0), LEVELS[-1])

    def _text(self, text: str) -> None:
        around = self._stack[-1]
        if around.skip:
            return
        if self._line is None:
            self._line = _Line(around.kind or "p", around.level if around.kind else 0)
        bold = around.bold and around.kind not in ("h2", "h3")
        self._line.runs.append((text, "b" * bold + "i" * around.italic))

    def _tick(self, ticked: bool) -> None:
        self._text("")
        if self._line and not self._stack[-1].skip:
            self._line.kind, self._line.state = "tick", "x" if ticked else ""

    def _end_line(self) -> None:
        if self._line is not None:
            self._lines.append(self._line)
        self._line = None


def _said(style: str, name: str, yes: tuple[str, ...], by_tag: bool) -> bool | None:
    """What an element says about a mark: by its style first, then by its tag; None when it says nothing."""
    if said := re.search(rf"(?:^|;){name}:([a-z0-9]+)", style):
        return said[1] in yes
    return True if by_tag else None


def _trimmed(runs: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Runs without the space that a page does not show: at the ends, at breaks, and doubled between runs."""
    out: list[tuple[str, str]] = []
    before = " "
    for run, marks in runs:
        hidden = " " if out else " \u2028"
        text = run.lstrip(hidden) if before in (" ", "\u2028") else run
        if text:
            out.append((text, marks))
            before = text[-1]
    while out:
        text, marks = out.pop()
        if kept := text.rstrip(" \u2028"):
            return [*out, (kept, marks)]
    return []
