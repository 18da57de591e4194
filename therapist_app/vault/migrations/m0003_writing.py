"""Earlier versions of drafts, and what was removed and can be brought back."""

from __future__ import annotations

from therapist_app.vault.driver import RawConnection

DDL: tuple[str, ...] = (
    """
    CREATE TABLE note_versions (
        id VARCHAR(36) NOT NULL,
        session_id VARCHAR(36) NOT NULL,
        number INTEGER NOT NULL,
        words INTEGER NOT NULL,
        kept_at VARCHAR(27) NOT NULL,
        PRIMARY KEY (id),
        UNIQUE (session_id, number),
        FOREIGN KEY(session_id) REFERENCES sessions (id)
    )
    """,
    "CREATE INDEX ix_note_versions_session_id ON note_versions (session_id)",
    """
    CREATE TABLE version_parts (
        id VARCHAR(36) NOT NULL,
        version_id VARCHAR(36) NOT NULL,
        position INTEGER NOT NULL,
        audience VARCHAR(9) NOT NULL,
        body TEXT NOT NULL,
        PRIMARY KEY (id),
        UNIQUE (version_id, position),
        CONSTRAINT audience_known CHECK (audience IN ('joint', 'a', 'b')),
        FOREIGN KEY(version_id) REFERENCES note_versions (id)
    )
    """,
    "CREATE INDEX ix_version_parts_version_id ON version_parts (version_id)",
    """
    CREATE TABLE version_process_parts (
        id VARCHAR(36) NOT NULL,
        version_id VARCHAR(36) NOT NULL,
        position INTEGER NOT NULL,
        body TEXT NOT NULL,
        PRIMARY KEY (id),
        UNIQUE (version_id, position),
        FOREIGN KEY(version_id) REFERENCES note_versions (id)
    )
    """,
    "CREATE INDEX ix_version_process_parts_version_id ON version_process_parts (version_id)",
    """
    CREATE TABLE trash_entries (
        id VARCHAR(36) NOT NULL,
        couple_id VARCHAR(36),
        kind VARCHAR(12) NOT NULL,
        words TEXT NOT NULL,
        on_date DATE,
        audience VARCHAR(9) NOT NULL,
        removed_at VARCHAR(27) NOT NULL,
        held TEXT NOT NULL,
        links TEXT NOT NULL,
        PRIMARY KEY (id),
        CONSTRAINT kind_known
            CHECK (kind IN ('session', 'commitment', 'assignment', 'rupture', 'template', 'snippet', 'own_sheet')),
        CONSTRAINT audience_known CHECK (audience IN ('joint', 'a', 'b', 'therapist')),
        FOREIGN KEY(couple_id) REFERENCES couples (id)
    )
    """,
    "CREATE INDEX ix_trash_entries_couple_id ON trash_entries (couple_id)",
    """
    CREATE TABLE trash_process_notes (
        id VARCHAR(36) NOT NULL,
        entry_id VARCHAR(36) NOT NULL,
        held TEXT NOT NULL,
        PRIMARY KEY (id),
        FOREIGN KEY(entry_id) REFERENCES trash_entries (id)
    )
    """,
    "CREATE INDEX ix_trash_process_notes_entry_id ON trash_process_notes (entry_id)",
)


def apply(raw: RawConnection) -> None:
    """Make the tables, indexes and triggers."""
    for statement in DDL:
        raw.execute(statement)
