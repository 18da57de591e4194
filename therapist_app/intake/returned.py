"""What an intake sheet that came back says, by question; sheet and catalogue ask in the same words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from therapist_app.catalogue.model import Catalogue
from therapist_app.documents.blanks import BlankKind
from therapist_app.homework.model import ReturnedAnswer
from therapist_app.intake.rules import choices_of

SHEET = "intake"
"""Key of the sheet that asks these questions."""


@dataclass(frozen=True, slots=True)
class Said:
    """One answer: a choice, or words; several boxes of one question are words."""

    choice: str | None
    words: str


def said_on(answers: Iterable[ReturnedAnswer], catalogue: Catalogue) -> dict[str, Said]:
    """The answers of a sheet by the key of their question; what belongs to none stays on the sheet."""
    found: dict[str, list[tuple[str, str]]] = {}
    questions = {one.prompt: one.key for one in catalogue.intake_questions}
    for one in answers:
        prompt, _, label = one.prompt.partition(": ")
        if key := questions.get(prompt):
            found.setdefault(key, []).append((one.kind, label if one.kind == BlankKind.TICK else one.answer))
    return {key: _said(key, parts, catalogue) for key, parts in found.items()}


def _said(question: str, parts: list[tuple[str, str]], catalogue: Catalogue) -> Said:
    keys = {label: key for key, label in choices_of(question, catalogue)}
    if len(parts) == 1 and parts[0][1] in keys:
        return Said(keys[parts[0][1]], "")
    return Said(None, "; ".join(words for _, words in parts))
