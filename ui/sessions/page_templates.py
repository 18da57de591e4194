"""Templates of a note: headings to write under, and the rule that headings alone are no note."""

from __future__ import annotations

from dataclasses import dataclass

from therapist_app.kernel.audience import Audience
from therapist_app.sessions.note import Block, NoteDocument


@dataclass(frozen=True, slots=True)
class Template:
    """Headings in their order, each with who may read what is written under it; JOINT follows the session."""

    key: str
    label: str
    headings: tuple[tuple[Audience, str], ...]

    def note(self, audience: Audience = Audience.JOINT) -> NoteDocument:
        """The headings, each with an empty line; `audience` is who may see the session's facts."""
        return NoteDocument.of(
            (audience if reader is Audience.JOINT else reader, block)
            for reader, words in self.headings
            for block in (Block.of("h2", words), Block())
        )


TEMPLATES: tuple[Template, ...] = (
    Template(
        "three_parts",
        "What happened, process, next",
        (
            (Audience.JOINT, "What happened"),
            (Audience.THERAPIST, "Process"),
            (Audience.JOINT, "Next"),
        ),
    ),
    Template("free", "Free", ()),
)
FIRST = TEMPLATES[0]

_HEADINGS = frozenset(words for template in TEMPLATES for _, words in template.headings)


def is_untouched(note: NoteDocument) -> bool:
    """Whether a note says nothing: it holds at most a template's own headings and blank lines."""
    return all(
        not text or (block.kind == "h2" and text in _HEADINGS)
        for part in note.parts
        for block in part.blocks
        for text in [block.text.strip()]
    )


def worth_keeping(note: NoteDocument) -> NoteDocument:
    """The note as it is kept: nothing at all while it holds untouched headings only."""
    return NoteDocument() if is_untouched(note) else note
