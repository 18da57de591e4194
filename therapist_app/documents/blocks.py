"""A page's content as values, between the text it was written in and the engine that lays it out.

A handout's body is parsed into these; the PDF engine and later the on-screen preview read only these.
All text is plain text with bold and italic marked on `Run`s: user text is never markup.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one style."""

    text: str
    bold: bool = False
    italic: bool = False


Runs: TypeAlias = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Ordinary text."""

    runs: Runs


@dataclass(frozen=True, slots=True)
class Steps:
    """Numbered steps, one act each."""

    items: tuple[Runs, ...]


@dataclass(frozen=True, slots=True)
class Bullets:
    """A plain list."""

    items: tuple[Runs, ...]


@dataclass(frozen=True, slots=True)
class Starters:
    """Words to borrow: sentence starters, set in italic with hung quote marks."""

    items: tuple[Runs, ...]


@dataclass(frozen=True, slots=True)
class Example:
    """A short exchange; each turn is the speaker's name ("" for a single voice) and what is said."""

    turns: tuple[tuple[str, Runs], ...]


@dataclass(frozen=True, slots=True)
class Lines:
    """A prompt and `count` write-in lines; the prompt never parts from its lines."""

    prompt: Runs
    count: int


@dataclass(frozen=True, slots=True)
class Checks:
    """Boxes to tick."""

    items: tuple[Runs, ...]


@dataclass(frozen=True, slots=True)
class Rate:
    """Prompts each rated on circles from `low` to `high`; `words` names the points, if given.

    `keys` say of each prompt which sign of the catalogue it is, where they are signs.
    """

    prompts: tuple[Runs, ...]
    low: int
    high: int
    words: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DayLog:
    """A dated log, one row a day: day, then columns. A column is ("write", head), ("names", head) with a
    box for each partner, or ("rate", head) with circles 0 to 4.
    """

    days: int
    columns: tuple[tuple[str, str], ...]
    key: str = ""  # the words under the table that name the ratings


@dataclass(frozen=True, slots=True)
class PromiseGrid:
    """A week's grid of the couple's own promises with a box for each day that is due."""

    rows: int = 0  # empty rows to add for promises written by hand


@dataclass(frozen=True, slots=True)
class Table:
    """A plain table; empty cells are for writing in."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class CycleDiagram:
    """The couple's own loop and the new cycle, drawn."""


@dataclass(frozen=True, slots=True)
class PhasePath:
    """The winding path through the phases with a line for each, drawn."""


@dataclass(frozen=True, slots=True)
class Passage:
    """One paragraph that someone wrote, moved in by `level`.

    `mark` is "" (text), "head", "bullet", "number", "tick", "ticked", "quote", "small", or "joint", "a", "b",
    "own": a quiet line that says for whom the passages below it are.
    """

    runs: Runs
    mark: str = ""
    level: int = 0
    number: int = 0


@dataclass(frozen=True, slots=True)
class Written:
    """A text that someone wrote, passage by passage; `whole` keeps it on one page."""

    passages: tuple[Passage, ...]
    whole: bool = False


Block: TypeAlias = (
    Paragraph
    | Written
    | Steps
    | Bullets
    | Starters
    | Example
    | Lines
    | Checks
    | Rate
    | DayLog
    | PromiseGrid
    | Table
    | CycleDiagram
    | PhasePath
)


@dataclass(frozen=True, slots=True)
class Section:
    """A side heading and what stands beside it; a heading never parts from its first block.

    `kind` is "side" (heading in the side column), "part" (a second title that starts a fresh page or
    stands under a rule, with `lead` in italics) or "cards" (short columns side by side).
    """

    heading: str
    blocks: tuple[Block, ...]
    kind: str = "side"
    lead: str = ""


@dataclass(frozen=True, slots=True)
class Body:
    """The whole body of a page or handout."""

    sections: tuple[Section, ...]
