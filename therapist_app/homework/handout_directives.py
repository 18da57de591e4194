"""The blocks of a handout that CommonMark has no words for, written between `:::name` and `:::`."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from therapist_app.documents.blocks import (
    Block,
    Checks,
    CycleDiagram,
    DayLog,
    Example,
    Lines,
    Paragraph,
    PhasePath,
    PromiseGrid,
    Rate,
    Runs,
    Section,
)
from therapist_app.homework.handout_markdown import Fail, Heading, parse_chunk, plain_of, runs_of

_MOST_LINES = 30
_MOST_DAYS = 31
_MOST_ROWS = 8
_COLUMNS = ("names", "rate", "write")
SIGN_SCALE = (0, 4)


@dataclass(frozen=True, slots=True)
class Directive:
    """One `:::` block as written: its name, what follows the name, and its lines with their numbers."""

    name: str
    argument: str
    line: int
    content: tuple[tuple[int, str], ...]

    def filled(self) -> list[tuple[int, str]]:
        """The lines that are not blank, without a leading list mark."""
        return [
            (line, re.sub(r"^\s*[-*]\s+", "", text).strip()) for line, text in self.content if text.strip()
        ]


Reading: TypeAlias = "Block | tuple[Section, ...]"


def read_directive(directive: Directive, fail: Fail) -> Reading:
    """The block, or the sections for cards, that a directive stands for."""
    reader = _READERS.get(directive.name)
    if reader is None:
        known = ", ".join(sorted(_READERS))
        fail(directive.line, f"“:::{directive.name}” is not known", f"Known are {known}.")
    return reader(directive, fail)


def _lines(directive: Directive, fail: Fail) -> Block:
    count = _number(directive, directive.argument, _MOST_LINES, ":::lines 3", fail)
    texts = directive.filled()
    if len(texts) > 1:
        fail(
            texts[1][0], "write-in lines have one prompt on one line", "Begin another :::lines for the next."
        )
    prompt = runs_of(texts[0][1], texts[0][0], fail) if texts else ()
    return Lines(prompt, count)


def _check(directive: Directive, fail: Fail) -> Block:
    _no_argument(directive, fail)
    return Checks(_items(directive, fail, "the words beside each box, one to a line"))


def _rate(directive: Directive, fail: Fail) -> Block:
    match = re.fullmatch(r"(\d)-(\d+)", directive.argument)
    low, high = (int(match[1]), int(match[2][:3])) if match else (1, 0)
    if not low < high <= 10:
        fail(directive.line, "the circles need a first and a last number", "Write :::rate 0-4.")
    lines = directive.filled()
    prompts = [(line, text) for line, text in lines if not text.startswith(("words:", "signs:"))]
    if not prompts:
        fail(directive.line, "there is nothing to rate", "Write what is rated, one to a line.")
    words, keys = tuple[str, ...](), tuple[str, ...]()
    for line, text in lines:
        parts = text[6:].split(",")
        if text.startswith("words:"):
            words = tuple(plain_of(word, line, fail, "a word") for word in parts)
            if len(words) != high - low + 1 or not all(words):
                fail(line, f"{high - low + 1} words are needed, one for each circle", "Part them by commas.")
        elif text.startswith("signs:"):
            keys = tuple(key.strip() for key in parts)
            _check_signs(line, keys, len(prompts), (low, high), fail)
    return Rate(tuple(runs_of(text, line, fail) for line, text in prompts), low, high, words, keys)


def _check_signs(line: int, keys: Sequence[str], prompts: int, scale: tuple[int, int], fail: Fail) -> None:
    if len(keys) != prompts or not all(keys):
        fail(line, f"{prompts} signs are needed, one for each line", "Part their keys by commas.")
    if scale != SIGN_SCALE:
        fail(line, "a sign is rated from 0 to 4", "Write :::rate 0-4.")


def _grid(directive: Directive, fail: Fail) -> Block:
    kind, _, rest = directive.argument.partition(" ")
    if kind == "week":
        _no_content(directive, fail)
        rows = _number(directive, rest, _MOST_ROWS, ":::grid week 2", fail) if rest else 0
        return PromiseGrid(rows)
    if kind != "days":
        fail(directive.line, "a grid is for a week or for days", "Write :::grid week or :::grid days 14.")
    return _day_log(directive, _number(directive, rest, _MOST_DAYS, ":::grid days 14", fail), fail)


def _day_log(directive: Directive, days: int, fail: Fail) -> Block:
    columns: list[tuple[str, str]] = []
    key = ""
    for line, text in directive.filled():
        name, colon, words = text.partition(":")
        head = plain_of(words, line, fail, "the head of a column")
        if colon and head and name == "key":
            key = head
        elif colon and head and name in _COLUMNS:
            columns.append((name, head))
        else:
            fail(
                line, "this is not a column", "Write names:, rate: or write: and its head, or key: and words."
            )
    if not columns:
        fail(directive.line, "this log has no columns", "Write names:, rate: or write: and its head.")
    return DayLog(days, tuple(columns), key)


def _example(directive: Directive, fail: Fail) -> Block:
    _no_argument(directive, fail)
    turns: list[tuple[str, Runs]] = []
    for line, text in directive.filled():
        match = re.fullmatch(r"\*\*([^*]+):\*\*\s*(.*)", text)
        speaker = plain_of(match[1], line, fail, "a speaker's name") if match else ""
        said = runs_of(match[2] if match else text, line, fail)
        if not said:
            fail(line, "this turn has no words", "Write **{a}:** and what is said.")
        turns.append((speaker, said))
    if not turns:
        fail(directive.line, "this example is empty", "Write **{a}:** and what is said, one turn to a line.")
    return Example(tuple(turns))


def _cycle(directive: Directive, fail: Fail) -> Block:
    _no_argument(directive, fail)
    _no_content(directive, fail)
    return CycleDiagram()


def _path(directive: Directive, fail: Fail) -> Block:
    _no_argument(directive, fail)
    _no_content(directive, fail)
    return PhasePath()


def _cards(directive: Directive, fail: Fail) -> tuple[Section, ...]:
    """Cards side by side: each `## heading` and the paragraphs under it."""
    _no_argument(directive, fail)
    headings: list[Heading] = []
    texts: list[list[Block]] = []
    body = "\n".join(text for _, text in directive.content)
    for block, line in parse_chunk(body, directive.line + 1, fail):
        if isinstance(block, Heading):
            headings.append(block)
            texts.append([])
        elif isinstance(block, Paragraph) and texts:
            texts[-1].append(block)
        else:
            fail(
                line, "a card is a heading and plain text", "Write ## and a heading, then a sentence or two."
            )
    for heading, blocks in zip(headings, texts, strict=True):
        if not blocks:
            fail(heading.line, "this card has no text", "Write a sentence or two under its heading.")
    if not headings:
        fail(directive.line, "there are no cards here", "Write ## and a heading, then a sentence or two.")
    pairs = zip(headings, texts, strict=True)
    return tuple(Section(heading.text, tuple(blocks), "cards") for heading, blocks in pairs)


_READERS: dict[str, Callable[[Directive, Fail], Reading]] = {
    "lines": _lines,
    "check": _check,
    "rate": _rate,
    "grid": _grid,
    "cycle": _cycle,
    "example": _example,
    "path": _path,
    "cards": _cards,
}


def _items(directive: Directive, fail: Fail, what: str) -> tuple[Runs, ...]:
    items = tuple(runs_of(text, line, fail) for line, text in directive.filled())
    if not items:
        fail(directive.line, f"“:::{directive.name}” is empty", f"Write {what}.")
    return items


def _number(directive: Directive, text: str, most: int, sample: str, fail: Fail) -> int:
    number = int(text) if re.fullmatch(r"[0-9]{1,3}", text) else 0
    if not 1 <= number <= most:
        fail(directive.line, f"a number from 1 to {most} is needed here", f"Write {sample}.")
    return number


def _no_argument(directive: Directive, fail: Fail) -> None:
    if directive.argument:
        problem = f"nothing can follow “:::{directive.name}” on its line"
        fail(directive.line, problem, f"Leave out “{directive.argument}”.")


def _no_content(directive: Directive, fail: Fail) -> None:
    texts: Sequence[tuple[int, str]] = directive.filled()
    if texts:
        problem = f"“:::{directive.name}” holds no text"
        fail(texts[0][0], problem, "Close it with ::: on the next line, and write the text after it.")
