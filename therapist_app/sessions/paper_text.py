"""A note's text as sections of a page: its headings stand at the side, each part says for whom it is."""

from __future__ import annotations

from collections.abc import Iterator

from therapist_app.documents.blocks import Passage, Run, Section, Written
from therapist_app.kernel.audience import Audience
from therapist_app.sessions.note import Block, NoteDocument, Numbering

_MARKS = {"p": "", "h3": "head", "bullet": "bullet", "number": "number", "quote": "quote"}


def note_sections(note: NoteDocument, a: str, b: str) -> Iterator[Section]:
    """The text in reading order; a part is labelled only where the page holds more than what is for both."""
    labelled = {part.audience for part in note.parts} not in ({Audience.JOINT}, {Audience.THERAPIST}, set())
    heading, passages = "", list[Passage]()
    numbering = Numbering()
    for part in note.parts:
        label = _label(part.audience, a, b) if labelled else None
        for block in part.blocks:
            number = numbering.number(block.kind, block.level)
            if block.kind == "h2" and block.text.strip():
                yield from _section(heading, passages)
                heading, passages = block.text, []
            elif block.text.strip():
                if label:
                    passages.append(label)
                    label = None
                passages.append(_passage(block, number))
    yield from _section(heading, passages)


def _section(heading: str, passages: list[Passage]) -> Iterator[Section]:
    if heading or passages:
        yield Section(heading, (Written(tuple(passages)),) if passages else ())


def _label(audience: Audience, a: str, b: str) -> Passage:
    words = {
        Audience.JOINT: "For both",
        Audience.A: f"Private to {a}",
        Audience.B: f"Private to {b}",
        Audience.THERAPIST: "For the clinician alone",
    }
    marks = {Audience.JOINT: "joint", Audience.A: "a", Audience.B: "b", Audience.THERAPIST: "own"}
    return Passage((Run(words[audience]),), mark=marks[audience])


def _passage(block: Block, number: int) -> Passage:
    runs = tuple(Run(text, "b" in marks, "i" in marks) for text, marks in block.runs)
    mark = ("ticked" if block.state else "tick") if block.kind == "tick" else _MARKS[block.kind]
    return Passage(runs, mark, block.level, number)
