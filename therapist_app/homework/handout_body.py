"""The body of a handout file: CommonMark and `:::` blocks, read into sections."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from therapist_app.documents.blocks import Block, Body, Paragraph, Section
from therapist_app.homework.handout_directives import Directive, read_directive
from therapist_app.homework.handout_fill import PLACEHOLDERS
from therapist_app.homework.handout_markdown import Fail, Heading, parse_chunk

_OPENING = re.compile(r" {0,3}:::\s*(\S*)\s*(.*?)\s*")
_PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")


@dataclass(slots=True)
class _Open:
    """The section being read."""

    heading: str = ""
    kind: str = "side"
    line: int = 0
    lead: str = ""
    blocks: list[Block] = field(default_factory=list[Block])


def parse_body(text: str, first_line: int, fail: Fail, *, names: frozenset[str] = PLACEHOLDERS) -> Body:
    """The sections of a body whose text starts on `first_line`; `names` are the placeholders it may use."""
    lines = text.split("\n")
    check_placeholders(lines, first_line, names, fail)
    sections: list[Section] = []
    current = _Open()
    for piece in _pieces(lines, first_line, fail):
        for block, line in _blocks(piece, fail):
            if isinstance(block, Heading):
                _close(current, sections, fail)
                current = _Open(block.text, "part" if block.level == 1 else "side", line)
            elif isinstance(block, tuple):
                _close(current, sections, fail)
                sections.extend(block)
                current = _Open()
            elif lead := _lead(current, block):
                current.lead = lead
            else:
                current.blocks.append(block)
    _close(current, sections, fail)
    if not sections:
        fail(first_line, "there is no text under the head", "Write the body of the handout there.")
    return Body(tuple(sections))


def check_placeholders(lines: list[str], first_line: int, names: frozenset[str], fail: Fail) -> None:
    """Refuse a {placeholder} that will not be filled."""
    for number, line in enumerate(lines, start=first_line):
        for name in _PLACEHOLDER.findall(line):
            if name not in names:
                known = ", ".join(f"{{{one}}}" for one in sorted(names))
                fail(number, f"“{{{name}}}” cannot be filled in here", f"This sheet can use {known}.")


def _pieces(lines: list[str], first_line: int, fail: Fail) -> Iterator[Directive | tuple[int, str]]:
    """The body cut into `:::` blocks and the stretches of plain CommonMark between them."""
    plain: list[str] = []
    content: list[tuple[int, str]] = []
    opened: tuple[int, str, str] | None = None
    for number, line in enumerate(lines, start=first_line):
        match = _OPENING.fullmatch(line)
        if match and opened and not match[1]:
            yield Directive(opened[1], opened[2], opened[0], tuple(content))
            opened = None
            plain, content = [], []
        elif match and not opened and match[1]:
            yield number - len(plain), "\n".join(plain)
            opened = (number, match[1], match[2])
        elif match and not opened:
            fail(number, "there is no open block to close here", "Take out this ::: line.")
        elif match:
            break
        elif opened:
            content.append((number, line))
        else:
            plain.append(line)
    if opened:
        fail(
            opened[0], f"the block “:::{opened[1]}” is not closed", "Write ::: on a line of its own after it."
        )
    yield first_line + len(lines) - len(plain), "\n".join(plain)


def _blocks(
    piece: Directive | tuple[int, str], fail: Fail
) -> Iterator[tuple[Heading | Block | tuple[Section, ...], int]]:
    if isinstance(piece, Directive):
        yield read_directive(piece, fail), piece.line
    else:
        yield from parse_chunk(piece[1], piece[0], fail)


def _lead(current: _Open, block: Block) -> str:
    """The line in italics under a part's heading, or ""."""
    if current.kind != "part" or current.blocks or current.lead or not isinstance(block, Paragraph):
        return ""
    italic = all(run.italic and not run.bold for run in block.runs)
    return "".join(run.text for run in block.runs) if italic else ""


def _close(current: _Open, sections: list[Section], fail: Fail) -> None:
    if current.heading and current.kind == "side" and not current.blocks:
        fail(current.line, f"nothing stands beside “{current.heading}”", "Write its text under the heading.")
    if current.heading or current.blocks:
        sections.append(Section(current.heading, tuple(current.blocks), current.kind, current.lead))
