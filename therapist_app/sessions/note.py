"""The text of a note as values: parts that name their reader, made of blocks of marked text.

Stored as `{"v": 1, "parts": [{"audience": "joint", "blocks": [[kind, level, state, [[text, marks]]]]}]}`.
Text is kept character for character; the only characters it cannot hold are those in `clean_text`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import cast

from therapist_app.kernel.audience import Audience, Reader

VERSION = 1
KINDS = ("p", "h2", "h3", "bullet", "number", "tick", "quote")
LEVELS = range(4)  # how far a block is moved in
MARKS = ("", "b", "i", "bi")
LINE_BREAK = "\u2028"  # a new line inside one block

# What a block's text cannot hold: NUL, ends of line and paragraph, lone surrogates, and the characters that
# Qt's documents use for frames and objects.
_FORBIDDEN = re.compile("[\x00\n\r\u2029\ud800-\udfff\ufdd0\ufdd1\ufffc]")
_BREAKS = re.compile("\r\n|[\n\r\u2029]")
_WORD = re.compile(r"\S*\w\S*")

Run = tuple[str, str]  # text, marks


class NoteFormatError(ValueError):
    """A stored note is not in the form described by this module; the message holds no note text."""


def clean_text(text: str) -> str:
    """`text` as a block can hold it: ends of line become U+2028; what cannot be kept becomes U+FFFD."""
    if not _FORBIDDEN.search(text):
        return text
    text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return _FORBIDDEN.sub("\ufffd", _BREAKS.sub(LINE_BREAK, text))


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, heading, list item or quote. `level` is its indent 0 to 3; `state` is "x" for a ticked
    item, else empty; `runs` are (text, marks) with marks out of "", "b", "i", "bi".
    """

    kind: str = "p"
    level: int = 0
    state: str = ""
    runs: tuple[Run, ...] = ()

    @classmethod
    def of(cls, kind: str, runs: Iterable[Run] | str = (), *, level: int = 0, state: str = "") -> Block:
        """A block in normal form: text cleaned, empty runs dropped, neighbours with the same marks joined."""
        pairs = [(runs, "")] if isinstance(runs, str) else list(runs)
        joined = (
            ("".join(clean_text(text) for text, _ in group), marks)
            for marks, group in groupby((pair for pair in pairs if pair[0]), key=lambda pair: pair[1])
        )
        return cls(kind, level, state, tuple(joined))

    @property
    def text(self) -> str:
        """The text without its marks."""
        return "".join(text for text, _ in self.runs)

    @property
    def word_count(self) -> int:
        """How many words: runs of non-space that hold a letter or digit."""
        return sum(1 for _ in _WORD.finditer(self.text))

    def to_json(self) -> list[object]:
        """The stored form of this block."""
        return [self.kind, self.level, self.state, [[text, marks] for text, marks in self.runs]]

    @classmethod
    def from_json(cls, value: object) -> Block:
        """Read the stored form back; raises NoteFormatError for anything else."""
        kind, level, state, runs = _list(value, "block", length=4)
        if kind not in KINDS:
            raise NoteFormatError("a block has an unknown kind")
        if type(level) is not int or level not in LEVELS:
            raise NoteFormatError("a block has an unknown level")
        if state != "" and (kind, state) != ("tick", "x"):
            raise NoteFormatError("a block has an unknown state")
        return cls(str(kind), level, str(state), tuple(_run(run) for run in _list(runs, "runs")))


@dataclass(frozen=True, slots=True)
class Part:
    """Blocks that follow each other and share one audience."""

    audience: Audience
    blocks: tuple[Block, ...]

    def to_json(self) -> dict[str, object]:
        """The stored form of this part."""
        return {"audience": str(self.audience), "blocks": [block.to_json() for block in self.blocks]}

    @classmethod
    def from_json(cls, value: object) -> Part:
        """Read the stored form back; raises NoteFormatError for anything else."""
        audience, blocks = _fields(value, "part", "audience", "blocks")
        if audience not in set(Audience):
            raise NoteFormatError("a part has an unknown audience")
        return cls(
            Audience(str(audience)), tuple(Block.from_json(block) for block in _list(blocks, "blocks"))
        )


@dataclass(frozen=True, slots=True)
class NoteDocument:
    """The whole text of a note, in reading order. The empty note has no parts."""

    parts: tuple[Part, ...] = ()

    @classmethod
    def of(cls, blocks: Iterable[tuple[Audience, Block]]) -> NoteDocument:
        """A note in normal form from its blocks, each with its audience."""
        parts = tuple(
            Part(audience, tuple(block for _, block in group))
            for audience, group in groupby(blocks, key=lambda pair: pair[0])
        )
        empty = parts == (Part(Audience.JOINT, (Block(),)),)
        return cls(() if empty else parts)

    def normal(self) -> NoteDocument:
        """The same note with neighbours of one audience joined and parts without blocks left out."""
        return NoteDocument.of((part.audience, block) for part in self.parts for block in part.blocks)

    def to_json(self) -> dict[str, object]:
        """The stored form of this note."""
        return {"v": VERSION, "parts": [part.to_json() for part in self.parts]}

    @classmethod
    def from_json(cls, value: object) -> NoteDocument:
        """Read the stored form back; raises NoteFormatError for anything else."""
        version, parts = _fields(value, "note", "v", "parts")
        if type(version) is not int or version != VERSION:
            raise NoteFormatError("this note was written by another version of Attune")
        return cls(tuple(Part.from_json(part) for part in _list(parts, "parts")))

    def for_reader(self, reader: Reader) -> NoteDocument:
        """Only what `reader` may see, joined so that nothing shows where a part was left out."""
        return NoteDocument(tuple(part for part in self.parts if reader.may_see(part.audience))).normal()

    def plain_text(self, reader: Reader = Reader.CLINICIAN) -> str:
        """What `reader` may see as lines, with `- `, `1. `, `[ ] ` and `> ` before lists and quotes."""
        return "\n".join(
            line for part in self.for_reader(reader).parts for line in _lines(part.blocks)
        ).replace(LINE_BREAK, "\n")

    @property
    def word_count(self) -> int:
        """How many words the note holds."""
        return sum(block.word_count for part in self.parts for block in part.blocks)

    @property
    def first_line(self) -> str:
        """The first line that says something, headings only when there is nothing else."""
        lines = [(block.kind, block.text.strip()) for part in self.parts for block in part.blocks]
        said = [line for kind, line in lines if line and kind not in ("h2", "h3")]
        return (said or [line for _, line in lines if line] or [""])[0].split(LINE_BREAK)[0]


class Numbering:
    """Counts numbered blocks: a list goes on over blocks that are moved further in, and ends at others."""

    def __init__(self) -> None:
        self._counts: dict[int, int] = {}

    def number(self, kind: str, level: int) -> int:
        """The number of the next block in reading order, or 0 when it has none."""
        self._counts = {deep: n for deep, n in self._counts.items() if deep <= level}
        if kind != "number":
            self._counts.pop(level, None)
            return 0
        self._counts[level] = self._counts.get(level, 0) + 1
        return self._counts[level]


def _lines(blocks: Iterable[Block]) -> Iterable[str]:
    numbering = Numbering()
    for block in blocks:
        number = numbering.number(block.kind, block.level)
        mark = {"number": f"{number}. ", "tick": f"[{block.state or ' '}] ", "bullet": "- ", "quote": "> "}
        yield "    " * block.level + mark.get(block.kind, "") + block.text


def _list(value: object, what: str, length: int | None = None) -> list[object]:
    if not isinstance(value, list):
        raise NoteFormatError(f"{what} is not a list")
    items = cast("list[object]", value)
    if length is not None and len(items) != length:
        raise NoteFormatError(f"{what} does not have {length} items")
    return items


def _fields(value: object, what: str, *names: str) -> list[object]:
    if not isinstance(value, dict):
        raise NoteFormatError(f"{what} is not an object")
    fields = cast("dict[str, object]", value)
    if set(fields) != set(names):
        raise NoteFormatError(f"{what} does not have the fields {', '.join(names)}")
    return [fields[name] for name in names]


def _run(value: object) -> Run:
    text, marks = _list(value, "run", length=2)
    if not isinstance(text, str) or not text or _FORBIDDEN.search(text):
        raise NoteFormatError("a run has text that a note cannot hold")
    if not isinstance(marks, str) or marks not in MARKS:
        raise NoteFormatError("a run has unknown marks")
    return text, marks
