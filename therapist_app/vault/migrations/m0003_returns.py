"""Fillable files that were given, and what came back in them."""

from __future__ import annotations

from therapist_app.vault.driver import RawConnection

DDL: tuple[str, ...] = (
    """
    CREATE TABLE sheet_files (
        id VARCHAR(36) NOT NULL,
        couple_id VARCHAR(36) NOT NULL,
        assignment_id VARCHAR(36) NOT NULL,
        handout VARCHAR(60) NOT NULL,
        handout_version INTEGER NOT NULL,
        holder VARCHAR(4) NOT NULL,
        secret TEXT NOT NULL,
        password TEXT NOT NULL,
        blanks TEXT NOT NULL,
        audience VARCHAR(9) NOT NULL,
        created_at VARCHAR(27) NOT NULL,
        PRIMARY KEY (id),
        CONSTRAINT holder_known CHECK (holder IN ('both', 'a', 'b')),
        CONSTRAINT audience_known CHECK (audience IN ('joint', 'a', 'b', 'therapist')),
        FOREIGN KEY(couple_id) REFERENCES couples (id),
        FOREIGN KEY(assignment_id) REFERENCES assignments (id)
    )
    """,
    "CREATE INDEX ix_sheet_files_couple_id ON sheet_files (couple_id)",
    "CREATE INDEX ix_sheet_files_assignment_id ON sheet_files (assignment_id)",
    """
    CREATE TABLE returned_sheets (
        id VARCHAR(36) NOT NULL,
        couple_id VARCHAR(36) NOT NULL,
        file_id VARCHAR(36) NOT NULL,
        returned_on DATE NOT NULL,
        read_on DATE,
        check_ins TEXT NOT NULL,
        ratings TEXT NOT NULL,
        audience VARCHAR(9) NOT NULL,
        created_at VARCHAR(27) NOT NULL,
        PRIMARY KEY (id),
        UNIQUE (file_id),
        CONSTRAINT audience_known CHECK (audience IN ('joint', 'a', 'b', 'therapist')),
        FOREIGN KEY(couple_id) REFERENCES couples (id),
        FOREIGN KEY(file_id) REFERENCES sheet_files (id)
    )
    """,
    "CREATE INDEX ix_returned_sheets_couple_id ON returned_sheets (couple_id)",
    """
    CREATE TABLE returned_answers (
        id VARCHAR(36) NOT NULL,
        couple_id VARCHAR(36) NOT NULL,
        returned_id VARCHAR(36) NOT NULL,
        position INTEGER NOT NULL,
        name VARCHAR(60) NOT NULL,
        kind VARCHAR(4) NOT NULL,
        prompt TEXT NOT NULL,
        answer TEXT NOT NULL,
        audience VARCHAR(9) NOT NULL,
        PRIMARY KEY (id),
        CONSTRAINT kind_known CHECK (kind IN ('line', 'area', 'tick', 'ring', 'pick')),
        CONSTRAINT audience_known CHECK (audience IN ('joint', 'a', 'b', 'therapist')),
        FOREIGN KEY(couple_id) REFERENCES couples (id),
        FOREIGN KEY(returned_id) REFERENCES returned_sheets (id)
    )
    """,
    "CREATE INDEX ix_returned_answers_couple_id ON returned_answers (couple_id)",
    "CREATE INDEX ix_returned_answers_returned_id ON returned_answers (returned_id)",
)


def apply(raw: RawConnection) -> None:
    """Make the tables and their indexes."""
    for statement in DDL:
        raw.execute(statement)
