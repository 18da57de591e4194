"""Ratings of the signs of healing."""

from __future__ import annotations

from therapist_app.vault.driver import RawConnection

DDL: tuple[str, ...] = (
    """
    CREATE TABLE sign_ratings (
        id VARCHAR(36) NOT NULL,
        couple_id VARCHAR(36) NOT NULL,
        session_id VARCHAR(36),
        on_date DATE,
        sign VARCHAR(40) NOT NULL,
        rater VARCHAR(9) NOT NULL,
        value INTEGER NOT NULL,
        audience VARCHAR(9) NOT NULL,
        created_at VARCHAR(27) NOT NULL,
        PRIMARY KEY (id),
        UNIQUE (session_id, sign, rater),
        CONSTRAINT day_known CHECK ((session_id IS NULL) = (on_date IS NOT NULL)),
        CONSTRAINT value_known CHECK (value BETWEEN 0 AND 4),
        CONSTRAINT rater_known CHECK (rater IN ('clinician', 'a', 'b')),
        CONSTRAINT audience_known CHECK (audience IN ('joint', 'a', 'b', 'therapist')),
        FOREIGN KEY(couple_id) REFERENCES couples (id),
        FOREIGN KEY(session_id) REFERENCES sessions (id)
    )
    """,
    "CREATE INDEX ix_sign_ratings_couple_id ON sign_ratings (couple_id)",
    "CREATE INDEX ix_sign_ratings_session_id ON sign_ratings (session_id)",
)


def apply(raw: RawConnection) -> None:
    """Make the table and its indexes."""
    for statement in DDL:
        raw.execute(statement)
