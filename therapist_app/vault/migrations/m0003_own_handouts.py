"""Handouts of the practice's own, and which sheets it likes to give."""

from __future__ import annotations

from therapist_app.vault.driver import RawConnection

DDL: tuple[str, ...] = (
    """
    CREATE TABLE own_sheets (
        id VARCHAR(36) NOT NULL,
        "key" VARCHAR(60) NOT NULL,
        text TEXT NOT NULL,
        draft TEXT NOT NULL,
        created_at VARCHAR(27) NOT NULL,
        changed_at VARCHAR(27) NOT NULL,
        PRIMARY KEY (id),
        UNIQUE ("key")
    )
    """,
    """
    CREATE TABLE favourite_sheets (
        id VARCHAR(36) NOT NULL,
        "key" VARCHAR(60) NOT NULL,
        created_at VARCHAR(27) NOT NULL,
        PRIMARY KEY (id),
        UNIQUE ("key")
    )
    """,
)


def apply(raw: RawConnection) -> None:
    """Make the tables."""
    for statement in DDL:
        raw.execute(statement)
