"""What is asked at the start, of each partner and of both, and where the work is heading."""

from __future__ import annotations

from therapist_app.vault.driver import RawConnection

DDL: tuple[str, ...] = (
    """
    CREATE TABLE intake_answers (
        id VARCHAR(36) NOT NULL,
        couple_id VARCHAR(36) NOT NULL,
        side VARCHAR(1) NOT NULL,
        question VARCHAR(40) NOT NULL,
        choice VARCHAR(40),
        words TEXT NOT NULL,
        answered_on DATE NOT NULL,
        shared_on DATE,
        audience VARCHAR(9) NOT NULL,
        PRIMARY KEY (id),
        UNIQUE (couple_id, side, question),
        CONSTRAINT side_known CHECK (side IN ('a', 'b')),
        CONSTRAINT audience_known CHECK (audience IN ('joint', 'a', 'b', 'therapist')),
        FOREIGN KEY(couple_id) REFERENCES couples (id)
    )
    """,
    "CREATE INDEX ix_intake_answers_couple_id ON intake_answers (couple_id)",
    """
    CREATE TABLE intakes (
        id VARCHAR(36) NOT NULL,
        couple_id VARCHAR(36) NOT NULL,
        brought TEXT NOT NULL,
        goals TEXT NOT NULL,
        pressures TEXT NOT NULL,
        pressure_line TEXT NOT NULL,
        audience VARCHAR(9) NOT NULL,
        PRIMARY KEY (id),
        CONSTRAINT audience_known CHECK (audience IN ('joint', 'a', 'b', 'therapist')),
        UNIQUE (couple_id),
        FOREIGN KEY(couple_id) REFERENCES couples (id)
    )
    """,
    """
    CREATE TABLE directions (
        id VARCHAR(36) NOT NULL,
        couple_id VARCHAR(36) NOT NULL,
        direction VARCHAR(40) NOT NULL,
        on_date DATE NOT NULL,
        line TEXT NOT NULL,
        audience VARCHAR(9) NOT NULL,
        created_at VARCHAR(27) NOT NULL,
        PRIMARY KEY (id),
        CONSTRAINT audience_known CHECK (audience IN ('joint', 'a', 'b', 'therapist')),
        FOREIGN KEY(couple_id) REFERENCES couples (id)
    )
    """,
    "CREATE INDEX ix_directions_couple_id ON directions (couple_id)",
)


def apply(raw: RawConnection) -> None:
    """Make the tables and indexes."""
    for statement in DDL:
        raw.execute(statement)
