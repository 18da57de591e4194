"""Loose ends that were set aside for a while, each with its reason."""

from __future__ import annotations

from therapist_app.vault.driver import RawConnection

DDL: tuple[str, ...] = (
    """
    CREATE TABLE dismissals (
        id VARCHAR(36) NOT NULL,
        couple_id VARCHAR(36) NOT NULL,
        kind VARCHAR(40) NOT NULL,
        subject_id VARCHAR(36) NOT NULL,
        facts TEXT NOT NULL,
        reason TEXT NOT NULL,
        clinician TEXT NOT NULL,
        on_date DATE NOT NULL,
        until_on DATE,
        audience VARCHAR(9) NOT NULL,
        created_at VARCHAR(27) NOT NULL,
        PRIMARY KEY (id),
        CONSTRAINT audience_known CHECK (audience IN ('joint', 'a', 'b', 'therapist')),
        FOREIGN KEY(couple_id) REFERENCES couples (id)
    )
    """,
    "CREATE INDEX ix_dismissals_couple_id ON dismissals (couple_id)",
)


def apply(raw: RawConnection) -> None:
    """Make the table and its index."""
    for statement in DDL:
        raw.execute(statement)
