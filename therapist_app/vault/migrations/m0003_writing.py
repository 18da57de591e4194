"""Revisions of drafts, what was removed and can be brought back, and what was dismissed with a reason."""

from __future__ import annotations

from therapist_app.vault.driver import RawConnection

DDL: tuple[str, ...] = ()


def apply(raw: RawConnection) -> None:
    """Make the tables, indexes and triggers."""
    for statement in DDL:
        raw.execute(statement)
