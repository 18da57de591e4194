"""Who may read each part of a note: its words, icon, kind of bar and keys, declared once."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from therapist_app.kernel.audience import Audience
from therapist_app.sessions.note import NoteDocument


class Bar(Enum):
    """How the margin bar of a part is drawn, so that colour never says it alone."""

    PLAIN = "plain"
    SOLID = "solid"
    DASHED = "dashed"


@dataclass(frozen=True, slots=True)
class PartStyle:
    """How a part with one audience looks and which keys make it; colours are role names."""

    audience: Audience
    icon: str
    ink: str  # of icon and word
    bar: Bar
    bar_role: str
    ground: str  # of the text's background; "" for none
    keys: str


STYLES: dict[Audience, PartStyle] = {
    style.audience: style
    for style in (
        PartStyle(Audience.JOINT, "users", "text", Bar.PLAIN, "line", "", "Ctrl+Shift+J"),
        PartStyle(Audience.A, "lock", "link", Bar.SOLID, "accent", "selection", "Ctrl+Shift+A"),
        PartStyle(Audience.B, "lock", "link", Bar.SOLID, "accent", "selection", "Ctrl+Shift+B"),
        PartStyle(Audience.THERAPIST, "eye-off", "text", Bar.DASHED, "edge", "bg", "Ctrl+Shift+T"),
    )
}


@dataclass(frozen=True, slots=True)
class PartNames:
    """The words for each audience, with the two partners' names or, in discreet mode, their letters."""

    a: str = "A"
    b: str = "B"

    def word(self, audience: Audience) -> str:
        """The label of a part: "Joint", "Private to Ada", "Therapist only"."""
        if audience is Audience.JOINT:
            return "Joint"
        return "Therapist only" if audience is Audience.THERAPIST else f"Private to {self.name(audience)}"

    def short(self, audience: Audience) -> str:
        """The label where there is little room: "Joint", "Ada", "Therapist"."""
        return self.name(audience) or self.word(audience).split()[0]

    def copies(self, audience: Audience) -> str:
        """Which printed copies hold such a part: "in both copies", "Ada's copy only", "in no copy"."""
        if audience is Audience.JOINT:
            return "in both copies"
        return "in no copy" if audience is Audience.THERAPIST else f"{self.name(audience)}'s copy only"

    def name(self, audience: Audience) -> str:
        """The partner whose part it is, or ""."""
        return {Audience.A: self.a, Audience.B: self.b}.get(audience, "")


def private_sides(note: NoteDocument) -> frozenset[str]:
    """The partners who have a part of a note to themselves, with words in it."""
    return frozenset(
        str(part.audience)
        for part in note.parts
        if part.audience in (Audience.A, Audience.B) and any(block.text.strip() for block in part.blocks)
    )
