"""Reviews as dated events, each with the day planned for the next."""

from __future__ import annotations

from therapist_app.vault.driver import RawConnection

DDL: tuple[str, ...] = (
    """
    CREATE TABLE reviews (
        id VARCHAR(36) NOT NULL,
        couple_id VARCHAR(36) NOT NULL,
        on_date DATE NOT NULL,
        next_on DATE,
        line TEXT NOT NULL,
        audience VARCHAR(9) NOT NULL,
        created_at VARCHAR(27) NOT NULL,
        PRIMARY KEY (id),
        CONSTRAINT audience_known CHECK (audience IN ('joint', 'a', 'b', 'therapist')),
        FOREIGN KEY(couple_id) REFERENCES couples (id)
    )
    """,
    "CREATE INDEX ix_reviews_couple_id ON reviews (couple_id)",
)


def apply(raw: RawConnection) -> None:
    """Make the table and its index."""
    for statement in DDL:
        raw.execute(statement)
