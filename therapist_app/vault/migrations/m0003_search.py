"""The index of the full-text search, and what keeps it in step with the records."""

from __future__ import annotations

from therapist_app.vault.driver import RawConnection

DDL: tuple[str, ...] = ()


def apply(raw: RawConnection) -> None:
    """Make the tables, indexes and triggers."""
    for statement in DDL:
        raw.execute(statement)
