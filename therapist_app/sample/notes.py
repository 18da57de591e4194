"""Write believable notes for the sample from its lines."""

from __future__ import annotations

import random
from typing import Any

from therapist_app.kernel.audience import Audience
from therapist_app.sessions.note import Block, NoteDocument, Part


class NoteWriter:
    """Writes one couple's notes; lines are used in turn, so that neighbours differ."""

    def __init__(
        self, lines: dict[str, Any], names: tuple[str, str], chance: random.Random, sentences: int
    ) -> None:
        self._lines = lines
        self._names = names
        self._chance = chance
        self._sentences = sentences  # in each paragraph
        self._turn = chance.randrange(100)

    def note(self, phase: str) -> NoteDocument:
        """One note of a session in this phase."""
        parts = [Part(Audience.JOINT, self._happened(phase))]
        if self._chance.random() < 0.25:
            side = self._chance.choice((Audience.A, Audience.B))
            parts.append(Part(side, (self._paragraph(self._lines[f"private_{side}"]),)))
        if self._chance.random() < 0.6:
            process = self._paragraph(self._lines["process"], "bullet")
            parts.append(Part(Audience.THERAPIST, (_block("h2", "Process"), process)))
        parts.append(
            Part(Audience.JOINT, (_block("h2", "Next"), self._paragraph(self._lines["next"], "tick")))
        )
        return NoteDocument(tuple(parts))

    def _happened(self, phase: str) -> tuple[Block, ...]:
        lines = self._lines[phase]["joint"]
        first = self._paragraph(lines)
        second = self._paragraph(lines)
        return (_block("h2", "What happened"), first, second)

    def _paragraph(self, lines: list[str], kind: str = "p") -> Block:
        said: list[str] = []
        for _ in range(self._sentences if kind == "p" else 1):
            self._turn += 1
            said.append(lines[self._turn % len(lines)].format(a=self._names[0], b=self._names[1]))
        return _block(kind, " ".join(said))


def _block(kind: str, text: str) -> Block:
    return Block(kind, 0, "", ((text, ""),))
