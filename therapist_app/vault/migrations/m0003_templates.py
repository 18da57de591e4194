"""Templates and snippets of the practice, and words that its spelling takes for right."""

from __future__ import annotations

from therapist_app.vault.driver import RawConnection

DDL: tuple[str, ...] = ()


def apply(raw: RawConnection) -> None:
    """Make the tables, indexes and triggers."""
    for statement in DDL:
        raw.execute(statement)
