"""What promises and sheets remember: answers and states let go of, several days at once, how homework went."""

from __future__ import annotations

from therapist_app.vault.driver import RawConnection

DDL: tuple[str, ...] = (
    """
    CREATE TABLE earlier_states (
        id VARCHAR(36) NOT NULL,
        commitment_id VARCHAR(36) NOT NULL,
        state VARCHAR(8) NOT NULL,
        state_on DATE,
        state_reason TEXT NOT NULL,
        audience VARCHAR(9) NOT NULL,
        ended_at VARCHAR(27) NOT NULL,
        PRIMARY KEY (id),
        CONSTRAINT state_known CHECK (state IN ('active', 'paused', 'achieved', 'let_go')),
        CONSTRAINT audience_known CHECK (audience IN ('joint', 'a', 'b', 'therapist')),
        FOREIGN KEY(commitment_id) REFERENCES commitments (id)
    )
    """,
    "CREATE INDEX ix_earlier_states_commitment_id ON earlier_states (commitment_id)",
    """
    CREATE TABLE earlier_answers (
        id VARCHAR(36) NOT NULL,
        commitment_id VARCHAR(36) NOT NULL,
        session_id VARCHAR(36),
        on_date DATE NOT NULL,
        outcome VARCHAR(14) NOT NULL,
        account VARCHAR(9) NOT NULL,
        line TEXT NOT NULL,
        noticed BOOLEAN NOT NULL,
        audience VARCHAR(9) NOT NULL,
        created_at VARCHAR(27) NOT NULL,
        since_on DATE,
        asked_days INTEGER,
        kept_days INTEGER,
        repair TEXT NOT NULL,
        repaired_on DATE,
        why VARCHAR(10) NOT NULL,
        clinician TEXT NOT NULL,
        ended_at VARCHAR(27) NOT NULL,
        PRIMARY KEY (id),
        CONSTRAINT outcome_known CHECK (outcome IN ('kept', 'partly', 'missed', 'not_applicable')),
        CONSTRAINT account_known CHECK (account IN ('a', 'b', 'clinician')),
        CONSTRAINT why_known CHECK (why IN ('corrected', 'taken_back')),
        CONSTRAINT audience_known CHECK (audience IN ('joint', 'a', 'b', 'therapist')),
        FOREIGN KEY(commitment_id) REFERENCES commitments (id),
        FOREIGN KEY(session_id) REFERENCES sessions (id)
    )
    """,
    "CREATE INDEX ix_earlier_answers_commitment_id ON earlier_answers (commitment_id)",
    "CREATE INDEX ix_earlier_answers_session_id ON earlier_answers (session_id)",
    "ALTER TABLE check_ins ADD COLUMN since_on DATE",
    "ALTER TABLE check_ins ADD COLUMN asked_days INTEGER",
    "ALTER TABLE check_ins ADD COLUMN kept_days INTEGER",
    "ALTER TABLE check_ins ADD COLUMN repair TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE check_ins ADD COLUMN repaired_on DATE",
    "ALTER TABLE assignments ADD COLUMN how_much INTEGER",
    "ALTER TABLE assignments ADD COLUMN how_well INTEGER",
    "ALTER TABLE assignments ADD COLUMN in_the_way TEXT NOT NULL DEFAULT ''",
)


def apply(raw: RawConnection) -> None:
    """Make the tables and indexes, and widen two that were there."""
    for statement in DDL:
        raw.execute(statement)
