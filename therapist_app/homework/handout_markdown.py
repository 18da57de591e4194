"""CommonMark text to the values of `documents.blocks`: paragraphs, lists, words to borrow and tables.

A handout uses little of CommonMark on purpose. What it does not use (links, pictures, HTML, code) is an
error with its line, never dropped in silence.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NoReturn

from markdown_it import MarkdownIt
from markdown_it.token import Token

from therapist_app.documents.blocks import Block, Bullets, Paragraph, Run, Runs, Starters, Steps, Table

Fail = Callable[[int, str, str], NoReturn]
"""Raises the error for a line with a problem and what to do."""

_PARSER = MarkdownIt("commonmark", {"html": True}).enable("table").disable(["reference", "lheading", "code"])
_PLAIN = "Write it as plain words."
_REFUSED = {
    "link_open": ("a link does not work on paper", "Write the address or the words out."),
    "image": ("a picture cannot be placed in a handout", "Describe it in words or leave it out."),
    "html_inline": ("HTML is not part of a handout", "Take out what stands in < and >."),
    "html_block": ("HTML is not part of a handout", "Take out what stands in < and >."),
    "code_inline": ("code is not part of a handout", "Take out the ` marks."),
    "fence": ("code is not part of a handout", "Take out the ``` or ~~~ lines."),
    "hr": ("a ruled line is not part of a handout", "Begin a new part with # and a heading."),
}


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading on its line, before it is known what stands under it."""

    level: int
    text: str
    line: int


def runs_of(text: str, line: int, fail: Fail) -> Runs:
    """One line of text with bold and italic as runs."""
    tokens = _PARSER.parseInline(text.strip())
    return _runs(tokens[0].children or [], line, fail) if tokens else ()


def plain_of(text: str, line: int, fail: Fail, what: str) -> str:
    """One line of text in which nothing is bold or italic, for a place that has one style."""
    return _plain(runs_of(text, line, fail), line, fail, what)


def parse_chunk(text: str, first_line: int, fail: Fail) -> Iterator[tuple[Heading | Block, int]]:
    """Headings and blocks of a stretch of text, each with its line; the text starts on `first_line`."""
    reader = _Reader(_PARSER.parse(text), text.split("\n"), first_line, fail)
    while reader.more():
        yield reader.block()


def _runs(tokens: list[Token], line: int, fail: Fail) -> Runs:
    runs: list[Run] = []
    bold = italic = 0
    for token in tokens:
        if token.type in ("strong_open", "strong_close"):
            bold += token.nesting
        elif token.type in ("em_open", "em_close"):
            italic += token.nesting
        elif token.type in ("text", "softbreak", "hardbreak"):
            line += token.type != "text"
            run = Run(token.content if token.type == "text" else " ", bold > 0, italic > 0)
            if runs and (runs[-1].bold, runs[-1].italic) == (run.bold, run.italic):
                runs[-1] = Run(runs[-1].text + run.text, run.bold, run.italic)
            elif run.text:
                runs.append(run)
        else:
            fail(line, *_REFUSED.get(token.type, ("this is not part of a handout", _PLAIN)))
    return tuple(runs)


def _plain(runs: Runs, line: int, fail: Fail, what: str) -> str:
    if any(run.bold or run.italic for run in runs):
        fail(line, f"{what} has one style only", "Take out the * or _ marks around its words.")
    return "".join(run.text for run in runs)


class _Reader:
    """Walks once over the tokens of a chunk."""

    def __init__(self, tokens: list[Token], lines: list[str], first_line: int, fail: Fail) -> None:
        self._tokens = tokens
        self._lines = lines
        self._first = first_line
        self._fail = fail
        self._at = 0

    def more(self) -> bool:
        return self._at < len(self._tokens)

    def block(self) -> tuple[Heading | Block, int]:
        token = self._tokens[self._at]
        line = self._line(token)
        readers: dict[str, Callable[[], Heading | Block]] = {
            "heading_open": lambda: self._heading(line),
            "paragraph_open": lambda: Paragraph(self._paragraph()),
            "ordered_list_open": lambda: Steps(self._steps(line)),
            "bullet_list_open": lambda: Bullets(self._items("bullet_list_close")),
            "blockquote_open": lambda: Starters(self._quoted()),
            "table_open": self._table,
        }
        if token.type not in readers:
            self._fail(line, *_REFUSED.get(token.type, ("this is not part of a handout", _PLAIN)))
        return readers[token.type](), line

    def _next(self) -> Token:
        token = self._tokens[self._at]
        self._at += 1
        return token

    def _line(self, token: Token) -> int:
        return self._first + (token.map[0] if token.map else 0)

    def _inline(self) -> tuple[Token, int]:
        token = self._next()
        return token, self._line(token)

    def _heading(self, line: int) -> Heading:
        level = int(self._next().tag[1:])
        inline, _ = self._inline()
        self._next()
        if level > 2:
            self._fail(line, "a heading has one or two # marks", "Write # for a part and ## for a section.")
        text = _plain(_runs(inline.children or [], line, self._fail), line, self._fail, "a heading")
        if not text:
            self._fail(line, "this heading has no words", "Write the heading after the # marks.")
        return Heading(level, text, line)

    def _paragraph(self) -> Runs:
        self._next()
        inline, line = self._inline()
        self._next()
        return _runs(inline.children or [], line, self._fail)

    def _steps(self, line: int) -> tuple[Runs, ...]:
        if self._tokens[self._at].attrGet("start") is not None:
            self._fail(line, "numbered steps count from 1", "Write 1. before the first step.")
        return self._items("ordered_list_close")

    def _items(self, closing: str) -> tuple[Runs, ...]:
        """The items of a list, each a single paragraph."""
        self._next()
        items: list[Runs] = []
        while self._tokens[self._at].type != closing:
            line = self._line(self._next())
            if self._tokens[self._at].type != "paragraph_open":
                self._fail(line, "an item of a list is one plain sentence or two", "Keep lists flat.")
            items.append(self._paragraph())
            if self._tokens[self._at].type != "list_item_close":
                inner = self._line(self._tokens[self._at])
                self._fail(inner, "an item of a list is one plain sentence or two", "Keep lists flat.")
            self._next()
        self._next()
        return tuple(items)

    def _quoted(self) -> tuple[Runs, ...]:
        """The lines of a quotation, each one a thing to say."""
        line = self._line(self._next())
        items: list[Runs] = []
        while self._tokens[self._at].type != "blockquote_close":
            token = self._tokens[self._at]
            if token.type != "paragraph_open":
                self._fail(self._line(token), "after > only words to say can stand", "Write one to a line.")
            self._next()
            inline, start = self._inline()
            self._next()
            items.extend(self._quoted_lines(inline.children or [], start))
        self._next()
        if not items:
            self._fail(line, "there is nothing after >", "Write words to say, one to a line.")
        return tuple(items)

    def _quoted_lines(self, tokens: list[Token], line: int) -> Iterator[Runs]:
        part: list[Token] = []
        for token in tokens:
            if token.type in ("softbreak", "hardbreak"):
                yield _runs(part, line, self._fail)
                part = []
                line += 1
            else:
                part.append(token)
        yield _runs(part, line, self._fail)

    def _table(self) -> Table:
        rows: list[tuple[str, ...]] = []
        cells: list[str] = []
        while (token := self._next()).type != "table_close":
            if token.type == "tr_open":
                cells = []
            elif token.type == "inline":
                line = self._line(token)
                runs = _runs(token.children or [], line, self._fail)
                cells.append(_plain(runs, line, self._fail, "a cell of a table"))
            elif token.type == "tr_close":
                rows.append(tuple(cells))
        self._check_rows(self._line(self._table_open()), rows)
        return Table(rows[0], tuple(rows[1:]))

    def _table_open(self) -> Token:
        at = self._at - 1
        while self._tokens[at].type != "table_open":
            at -= 1
        return self._tokens[at]

    def _check_rows(self, line: int, rows: list[tuple[str, ...]]) -> None:
        """The parser fills short rows and cuts long ones in silence, so the bars are counted here."""
        for index in range(1, len(rows)):
            number = line + index + 1
            raw = self._lines[number - self._first].strip().strip("|")
            cells = len(re.findall(r"(?<!\\)\|", raw)) + 1
            if cells > len(rows[0]):
                advice = f"Each row has {len(rows[0])} cells, as the head has."
                self._fail(number, f"this row has {cells} cells", advice)
