"""Templates and snippets of the practice, and words that its spelling takes for right."""

from __future__ import annotations

from therapist_app.vault.driver import RawConnection

DDL: tuple[str, ...] = (
    """
    CREATE TABLE note_templates (
        id VARCHAR(36) NOT NULL,
        label TEXT NOT NULL,
        place INTEGER NOT NULL,
        headings TEXT NOT NULL,
        created_at VARCHAR(27) NOT NULL,
        PRIMARY KEY (id)
    )
    """,
    """
    CREATE TABLE snippets (
        id VARCHAR(36) NOT NULL,
        word TEXT NOT NULL,
        text TEXT NOT NULL,
        created_at VARCHAR(27) NOT NULL,
        PRIMARY KEY (id),
        UNIQUE (word)
    )
    """,
    """
    CREATE TABLE personal_words (
        id VARCHAR(36) NOT NULL,
        word TEXT NOT NULL,
        created_at VARCHAR(27) NOT NULL,
        PRIMARY KEY (id),
        UNIQUE (word)
    )
    """,
)


def apply(raw: RawConnection) -> None:
    """Make the tables, indexes and triggers."""
    for statement in DDL:
        raw.execute(statement)
