"""Phase entries that no longer stand, and sets of steps beside the six phases."""

from __future__ import annotations

from therapist_app.vault.driver import RawConnection

DDL: tuple[str, ...] = (
    """
    CREATE TABLE earlier_phase_entries (
        id VARCHAR(36) NOT NULL,
        couple_id VARCHAR(36) NOT NULL,
        session_id VARCHAR(36),
        phase VARCHAR(40) NOT NULL,
        on_date DATE NOT NULL,
        reason TEXT NOT NULL,
        audience VARCHAR(9) NOT NULL,
        created_at VARCHAR(27) NOT NULL,
        phase_set VARCHAR(40) NOT NULL,
        why VARCHAR(10) NOT NULL,
        because TEXT NOT NULL,
        replaced_by VARCHAR(36),
        clinician TEXT NOT NULL,
        ended_at VARCHAR(27) NOT NULL,
        PRIMARY KEY (id),
        CONSTRAINT why_known CHECK (why IN ('corrected', 'taken_back')),
        CONSTRAINT audience_known CHECK (audience IN ('joint', 'a', 'b', 'therapist')),
        FOREIGN KEY(couple_id) REFERENCES couples (id),
        FOREIGN KEY(session_id) REFERENCES sessions (id)
    )
    """,
    "CREATE INDEX ix_earlier_phase_entries_couple_id ON earlier_phase_entries (couple_id)",
    "CREATE INDEX ix_earlier_phase_entries_session_id ON earlier_phase_entries (session_id)",
    """
    CREATE TABLE phase_sets (
        id VARCHAR(36) NOT NULL,
        label TEXT NOT NULL,
        printed BOOLEAN NOT NULL,
        created_at VARCHAR(27) NOT NULL,
        PRIMARY KEY (id)
    )
    """,
    """
    CREATE TABLE phase_set_steps (
        id VARCHAR(36) NOT NULL,
        set_id VARCHAR(36) NOT NULL,
        place INTEGER NOT NULL,
        label TEXT NOT NULL,
        stage TEXT NOT NULL,
        PRIMARY KEY (id),
        FOREIGN KEY(set_id) REFERENCES phase_sets (id)
    )
    """,
    "CREATE INDEX ix_phase_set_steps_set_id ON phase_set_steps (set_id)",
    "ALTER TABLE phase_entries ADD COLUMN phase_set VARCHAR(40) NOT NULL DEFAULT ''",
    "ALTER TABLE couples ADD COLUMN phase_set VARCHAR(40) NOT NULL DEFAULT ''",
)


def apply(raw: RawConnection) -> None:
    """Make the tables and indexes, and widen two that were there."""
    for statement in DDL:
        raw.execute(statement)
