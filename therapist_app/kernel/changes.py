"""What a use case changed, so that pages can decide whether to reload."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Changes:
    """The nouns that changed ("couple", "session", "note", "phase", "block", "sign", "commitment",
    "check_in", "assignment", "handout", "returned", "dismissal", "score", "goal", "instrument",
    "review", "threshold", "repair", "intake", "trash", "practice") and the couple they belong to,
    or None for the whole practice.

    `gone` says that the couple itself was removed: whoever shows it has nothing left to read.
    """

    nouns: frozenset[str]
    couple_id: str | None = None
    gone: bool = False

    @classmethod
    def of(cls, *nouns: str, couple: str | None = None, gone: bool = False) -> Changes:
        """Shorthand: `Changes.of("note", "block", couple=couple_id)`."""
        return cls(frozenset(nouns), couple, gone)


@dataclass(frozen=True, slots=True)
class Done(Generic[T]):
    """What a mutating use case returns: the record as it now is, and what changed."""

    value: T
    changes: Changes
