"""Screens of each partner alone, a plan in items, risk lines; and what an entry about safety says once it ended."""

from __future__ import annotations

from therapist_app.vault.driver import RawConnection

_ENDED = """
        audience VARCHAR(9) NOT NULL,
        created_at VARCHAR(27) NOT NULL,
        ended_at VARCHAR(27),
        why_ended VARCHAR(10),
        PRIMARY KEY (id),"""
_KNOWN = """
        CONSTRAINT why_ended_known CHECK (why_ended IS NULL OR why_ended IN ('corrected', 'taken_back')),
        CONSTRAINT audience_known CHECK (audience IN ('joint', 'a', 'b', 'therapist')),
        FOREIGN KEY(couple_id) REFERENCES couples (id)
    )
"""

DDL: tuple[str, ...] = (
    f"""
    CREATE TABLE safety_screens (
        id VARCHAR(36) NOT NULL,
        couple_id VARCHAR(36) NOT NULL,
        side VARCHAR(1) NOT NULL,
        on_date DATE NOT NULL,
        place VARCHAR(9) NOT NULL,
        private BOOLEAN NOT NULL,
        answers TEXT NOT NULL,
        said TEXT NOT NULL,{_ENDED}
        CONSTRAINT side_known CHECK (side IN ('a', 'b')),
        CONSTRAINT place_known CHECK (place IN ('in_person', 'video', 'phone')),{_KNOWN}
    """,
    "CREATE INDEX ix_safety_screens_couple_id ON safety_screens (couple_id)",
    f"""
    CREATE TABLE safety_plan_items (
        id VARCHAR(36) NOT NULL,
        couple_id VARCHAR(36) NOT NULL,
        kind VARCHAR(40) NOT NULL,
        words TEXT NOT NULL,
        says VARCHAR(9),
        on_date DATE,{_ENDED}
        CONSTRAINT says_known CHECK (says IS NULL OR says IN ('a', 'b', 'both', 'clinician')),{_KNOWN}
    """,
    "CREATE INDEX ix_safety_plan_items_couple_id ON safety_plan_items (couple_id)",
    f"""
    CREATE TABLE risk_lines (
        id VARCHAR(36) NOT NULL,
        couple_id VARCHAR(36) NOT NULL,
        side VARCHAR(1) NOT NULL,
        level VARCHAR(8) NOT NULL,
        on_date DATE NOT NULL,
        safety_plan TEXT NOT NULL,
        told TEXT NOT NULL,
        next_check_on DATE,{_ENDED}
        CONSTRAINT side_known CHECK (side IN ('a', 'b')),
        CONSTRAINT level_known CHECK (level IN ('none', 'thoughts', 'plan', 'intent')),{_KNOWN}
    """,
    "CREATE INDEX ix_risk_lines_couple_id ON risk_lines (couple_id)",
    "ALTER TABLE safety_entries ADD COLUMN consulted BOOLEAN",
    "ALTER TABLE safety_entries ADD COLUMN ended_at VARCHAR(27)",
    "ALTER TABLE safety_entries ADD COLUMN why_ended VARCHAR(10) "
    "CONSTRAINT why_ended_known CHECK (why_ended IS NULL OR why_ended IN ('corrected', 'taken_back'))",
    "ALTER TABLE partners ADD COLUMN safe_to_take_home BOOLEAN",
)


def apply(raw: RawConnection) -> None:
    """Make the tables and indexes, and widen two that were there."""
    for statement in DDL:
        raw.execute(statement)
