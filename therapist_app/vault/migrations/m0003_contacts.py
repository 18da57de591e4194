"""What was agreed about secrets, what was decided about what one partner said alone, and indexes for a long career."""

from __future__ import annotations

from therapist_app.vault.driver import RawConnection

DDL: tuple[str, ...] = (
    """
    CREATE TABLE secrets_agreements (
        id VARCHAR(36) NOT NULL,
        couple_id VARCHAR(36) NOT NULL,
        policy VARCHAR(12) NOT NULL,
        agreed_on DATE NOT NULL,
        line TEXT NOT NULL,
        audience VARCHAR(9) NOT NULL,
        created_at VARCHAR(27) NOT NULL,
        PRIMARY KEY (id),
        CONSTRAINT policy_known CHECK (policy IN ('none', 'no_secrets', 'limited', 'confidential')),
        CONSTRAINT audience_known CHECK (audience IN ('joint', 'a', 'b', 'therapist')),
        FOREIGN KEY(couple_id) REFERENCES couples (id)
    )
    """,
    "CREATE INDEX ix_secrets_agreements_couple_id ON secrets_agreements (couple_id)",
    """
    CREATE TABLE privacy_decisions (
        id VARCHAR(36) NOT NULL,
        session_id VARCHAR(36) NOT NULL,
        side VARCHAR(1) NOT NULL,
        decision VARCHAR(7) NOT NULL,
        decided_on DATE NOT NULL,
        share_by DATE,
        audience VARCHAR(9) NOT NULL,
        created_at VARCHAR(27) NOT NULL,
        PRIMARY KEY (id),
        UNIQUE (session_id, side),
        CONSTRAINT side_known CHECK (side IN ('a', 'b')),
        CONSTRAINT decision_known CHECK (decision IN ('joint', 'private', 'share', 'shared')),
        CONSTRAINT audience_known CHECK (audience IN ('joint', 'a', 'b', 'therapist')),
        FOREIGN KEY(session_id) REFERENCES sessions (id)
    )
    """,
    "CREATE INDEX ix_privacy_decisions_session_id ON privacy_decisions (session_id)",
    # A day, what nobody said Done of, and when each couple was last met: asked for over all couples at each unlock.
    "CREATE INDEX ix_sessions_on_date ON sessions (on_date)",
    "CREATE INDEX ix_sessions_open ON sessions (on_date) WHERE done_at IS NULL",
    "CREATE INDEX ix_sessions_course ON sessions (couple_id, kind, on_date, audience)",
    # The tags of a long course are read without their lines.
    "CREATE INDEX ix_block_tags_course ON block_tags (couple_id, audience, session_id, block, level)",
)


def apply(raw: RawConnection) -> None:
    """Make the tables and indexes."""
    for statement in DDL:
        raw.execute(statement)
