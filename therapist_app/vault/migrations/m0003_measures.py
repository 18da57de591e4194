"""Scores and goals, those let go of, and own instruments."""

from __future__ import annotations

from therapist_app.vault.driver import RawConnection

_AUDIENCE = "CONSTRAINT audience_known CHECK (audience IN ('joint', 'a', 'b', 'therapist'))"
_SCORE = """
        id VARCHAR(36) NOT NULL,
        couple_id VARCHAR(36) NOT NULL,
        instrument VARCHAR(40) NOT NULL,
        goal_id VARCHAR(36),
        partner VARCHAR(1),
        on_date DATE NOT NULL,
        value FLOAT NOT NULL,
        item_nine INTEGER,
        audience VARCHAR(9) NOT NULL,
        created_at VARCHAR(27) NOT NULL"""
_RULES = f"""
        CONSTRAINT whose_known CHECK ((goal_id IS NULL) = (partner IS NOT NULL)),
        CONSTRAINT partner_known CHECK (partner IS NULL OR partner IN ('a', 'b')),
        {_AUDIENCE},
        FOREIGN KEY(couple_id) REFERENCES couples (id),
        FOREIGN KEY(goal_id) REFERENCES goals (id)"""

DDL: tuple[str, ...] = (
    f"""
    CREATE TABLE goals (
        id VARCHAR(36) NOT NULL,
        couple_id VARCHAR(36) NOT NULL,
        words TEXT NOT NULL,
        levels TEXT NOT NULL,
        weight INTEGER NOT NULL,
        set_on DATE NOT NULL,
        ended_on DATE,
        audience VARCHAR(9) NOT NULL,
        created_at VARCHAR(27) NOT NULL,
        PRIMARY KEY (id),
        CONSTRAINT weight_known CHECK (weight BETWEEN 1 AND 9),
        {_AUDIENCE},
        FOREIGN KEY(couple_id) REFERENCES couples (id)
    )
    """,
    f"""
    CREATE TABLE scores ({_SCORE},
        PRIMARY KEY (id),
        UNIQUE (couple_id, instrument, partner, on_date),
        UNIQUE (goal_id, on_date),{_RULES}
    )
    """,
    f"""
    CREATE TABLE earlier_scores ({_SCORE},
        why VARCHAR(10) NOT NULL,
        clinician TEXT NOT NULL,
        ended_at VARCHAR(27) NOT NULL,
        PRIMARY KEY (id),
        CONSTRAINT why_known CHECK (why IN ('corrected', 'taken_back')),{_RULES}
    )
    """,
    """
    CREATE TABLE own_instruments (
        "key" VARCHAR(40) NOT NULL,
        facts TEXT NOT NULL,
        PRIMARY KEY ("key")
    )
    """,
    "CREATE INDEX ix_goals_couple_id ON goals (couple_id)",
    "CREATE INDEX ix_scores_couple_id ON scores (couple_id)",
    "CREATE INDEX ix_scores_goal_id ON scores (goal_id)",
    "CREATE INDEX ix_earlier_scores_couple_id ON earlier_scores (couple_id)",
    "CREATE INDEX ix_earlier_scores_goal_id ON earlier_scores (goal_id)",
)


def apply(raw: RawConnection) -> None:
    """Make the tables and their indexes."""
    for statement in DDL:
        raw.execute(statement)
