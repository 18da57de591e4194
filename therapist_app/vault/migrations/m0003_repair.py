"""Steps of repair threads, and marks that no longer stand."""

from __future__ import annotations

from therapist_app.vault.driver import RawConnection

DDL: tuple[str, ...] = (
    """
    CREATE TABLE repair_steps (
        id VARCHAR(36) NOT NULL,
        rupture_id VARCHAR(36) NOT NULL,
        step VARCHAR(40) NOT NULL,
        on_date DATE NOT NULL,
        session_id VARCHAR(36),
        assignment_id VARCHAR(36),
        line TEXT NOT NULL,
        audience VARCHAR(9) NOT NULL,
        created_at VARCHAR(27) NOT NULL,
        PRIMARY KEY (id),
        CONSTRAINT audience_known CHECK (audience IN ('joint', 'a', 'b', 'therapist')),
        FOREIGN KEY(rupture_id) REFERENCES ruptures (id),
        FOREIGN KEY(session_id) REFERENCES sessions (id),
        FOREIGN KEY(assignment_id) REFERENCES assignments (id)
    )
    """,
    "CREATE INDEX ix_repair_steps_assignment_id ON repair_steps (assignment_id)",
    "CREATE INDEX ix_repair_steps_rupture_id ON repair_steps (rupture_id)",
    "CREATE INDEX ix_repair_steps_session_id ON repair_steps (session_id)",
    """
    CREATE TABLE earlier_repair_steps (
        id VARCHAR(36) NOT NULL,
        rupture_id VARCHAR(36) NOT NULL,
        step VARCHAR(40) NOT NULL,
        on_date DATE NOT NULL,
        session_id VARCHAR(36),
        assignment_id VARCHAR(36),
        line TEXT NOT NULL,
        audience VARCHAR(9) NOT NULL,
        created_at VARCHAR(27) NOT NULL,
        why VARCHAR(10) NOT NULL,
        clinician TEXT NOT NULL,
        ended_at VARCHAR(27) NOT NULL,
        PRIMARY KEY (id),
        CONSTRAINT why_known CHECK (why IN ('corrected', 'taken_back')),
        CONSTRAINT audience_known CHECK (audience IN ('joint', 'a', 'b', 'therapist')),
        FOREIGN KEY(rupture_id) REFERENCES ruptures (id),
        FOREIGN KEY(session_id) REFERENCES sessions (id),
        FOREIGN KEY(assignment_id) REFERENCES assignments (id)
    )
    """,
    "CREATE INDEX ix_earlier_repair_steps_assignment_id ON earlier_repair_steps (assignment_id)",
    "CREATE INDEX ix_earlier_repair_steps_rupture_id ON earlier_repair_steps (rupture_id)",
    "CREATE INDEX ix_earlier_repair_steps_session_id ON earlier_repair_steps (session_id)",
)


def apply(raw: RawConnection) -> None:
    """Make the tables and indexes."""
    for statement in DDL:
        raw.execute(statement)
