"""The first schema, made by tools/print_schema.py from the records; fixed by the first release."""

from __future__ import annotations

from therapist_app.vault.driver import RawConnection

VERSION = 1

DDL: tuple[str, ...] = (
    """
    CREATE TABLE couples (
        id VARCHAR(36) NOT NULL,
        label TEXT NOT NULL,
        status VARCHAR(8) NOT NULL,
        started_on DATE,
        slot_weekday INTEGER,
        slot_time TIME,
        slot_every VARCHAR(9),
        is_sample BOOLEAN NOT NULL,
        created_at VARCHAR(27) NOT NULL,
        PRIMARY KEY (id),
        CONSTRAINT status_known CHECK (status IN ('active', 'paused', 'closed')),
        CONSTRAINT slot_every_known CHECK (slot_every IS NULL OR slot_every IN ('weekly', 'alternate'))
    )
    """,
    """
    CREATE TABLE practice (
        id INTEGER NOT NULL,
        name TEXT NOT NULL,
        clinician TEXT NOT NULL,
        credentials TEXT NOT NULL,
        region VARCHAR(8) NOT NULL,
        paper VARCHAR(6) NOT NULL,
        footer TEXT NOT NULL,
        danger_line TEXT NOT NULL,
        PRIMARY KEY (id)
    )
    """,
    """
    CREATE TABLE remembered (
        "key" VARCHAR(60) NOT NULL,
        value TEXT NOT NULL,
        PRIMARY KEY ("key")
    )
    """,
    """
    CREATE TABLE cycles (
        id VARCHAR(36) NOT NULL,
        couple_id VARCHAR(36) NOT NULL,
        a_role VARCHAR(10),
        b_role VARCHAR(10),
        a_does TEXT NOT NULL,
        b_does TEXT NOT NULL,
        a_sees TEXT NOT NULL,
        b_sees TEXT NOT NULL,
        a_fear VARCHAR(40),
        b_fear VARCHAR(40),
        a_fear_words TEXT NOT NULL,
        b_fear_words TEXT NOT NULL,
        a_new TEXT NOT NULL,
        b_new TEXT NOT NULL,
        audience VARCHAR(9) NOT NULL,
        PRIMARY KEY (id),
        CONSTRAINT a_role_known CHECK (a_role IS NULL OR a_role IN ('pursuer', 'withdrawer')),
        CONSTRAINT b_role_known CHECK (b_role IS NULL OR b_role IN ('pursuer', 'withdrawer')),
        CONSTRAINT audience_known CHECK (audience IN ('joint', 'a', 'b', 'therapist')),
        UNIQUE (couple_id),
        FOREIGN KEY(couple_id) REFERENCES couples (id)
    )
    """,
    """
    CREATE TABLE partners (
        id VARCHAR(36) NOT NULL,
        couple_id VARCHAR(36) NOT NULL,
        side VARCHAR(1) NOT NULL,
        name TEXT NOT NULL,
        full_name TEXT NOT NULL,
        pronouns TEXT NOT NULL,
        birth_year INTEGER,
        style VARCHAR(40),
        profile VARCHAR(40),
        phone TEXT NOT NULL,
        email TEXT NOT NULL,
        emergency_contact TEXT NOT NULL,
        safe_to_call BOOLEAN,
        safe_to_leave_message BOOLEAN,
        safe_to_email BOOLEAN,
        safe_to_post BOOLEAN,
        video_place TEXT NOT NULL,
        audience VARCHAR(9) NOT NULL,
        PRIMARY KEY (id),
        UNIQUE (couple_id, side),
        CONSTRAINT side_known CHECK (side IN ('a', 'b')),
        FOREIGN KEY(couple_id) REFERENCES couples (id)
    )
    """,
    """
    CREATE INDEX ix_partners_couple_id ON partners (couple_id)
    """,
    """
    CREATE TABLE ruptures (
        id VARCHAR(36) NOT NULL,
        couple_id VARCHAR(36) NOT NULL,
        kind VARCHAR(40) NOT NULL,
        period TEXT NOT NULL,
        line TEXT NOT NULL,
        who_hurt VARCHAR(4),
        spoken_jointly BOOLEAN NOT NULL,
        audience VARCHAR(9) NOT NULL,
        PRIMARY KEY (id),
        CONSTRAINT who_hurt_known CHECK (who_hurt IS NULL OR who_hurt IN ('a', 'b', 'both')),
        CONSTRAINT audience_known CHECK (audience IN ('joint', 'a', 'b', 'therapist')),
        FOREIGN KEY(couple_id) REFERENCES couples (id)
    )
    """,
    """
    CREATE INDEX ix_ruptures_couple_id ON ruptures (couple_id)
    """,
    """
    CREATE TABLE safety_entries (
        id VARCHAR(36) NOT NULL,
        couple_id VARCHAR(36) NOT NULL,
        status VARCHAR(16) NOT NULL,
        on_date DATE NOT NULL,
        reasons TEXT NOT NULL,
        reason TEXT NOT NULL,
        "plan" TEXT NOT NULL,
        audience VARCHAR(9) NOT NULL,
        created_at VARCHAR(27) NOT NULL,
        PRIMARY KEY (id),
        CONSTRAINT status_known
            CHECK (status IN ('not_assessed', 'no_known_concern', 'concerns', 'unsafe')),
        CONSTRAINT audience_known CHECK (audience IN ('joint', 'a', 'b', 'therapist')),
        FOREIGN KEY(couple_id) REFERENCES couples (id)
    )
    """,
    """
    CREATE INDEX ix_safety_entries_couple_id ON safety_entries (couple_id)
    """,
    """
    CREATE TABLE sessions (
        id VARCHAR(36) NOT NULL,
        couple_id VARCHAR(36) NOT NULL,
        kind VARCHAR(12) NOT NULL,
        on_date DATE NOT NULL,
        start TIME,
        stop TIME,
        zone VARCHAR(64) NOT NULL,
        present VARCHAR(4) NOT NULL,
        modality VARCHAR(5) NOT NULL,
        audience VARCHAR(9) NOT NULL,
        done_at VARCHAR(27),
        saved_at VARCHAR(27),
        created_at VARCHAR(27) NOT NULL,
        PRIMARY KEY (id),
        CONSTRAINT kind_known
            CHECK (kind IN ('joint', 'individual', 'call', 'late_cancel', 'no_show', 'consultation')),
        CONSTRAINT present_known CHECK (present IN ('both', 'a', 'b', 'none')),
        CONSTRAINT modality_known CHECK (modality IN ('room', 'video', 'phone')),
        CONSTRAINT audience_known CHECK (audience IN ('joint', 'a', 'b', 'therapist')),
        FOREIGN KEY(couple_id) REFERENCES couples (id)
    )
    """,
    """
    CREATE INDEX ix_sessions_couple_id ON sessions (couple_id)
    """,
    """
    CREATE TABLE assignments (
        id VARCHAR(36) NOT NULL,
        couple_id VARCHAR(36) NOT NULL,
        session_id VARCHAR(36),
        handout VARCHAR(60) NOT NULL,
        handout_version INTEGER NOT NULL,
        holder VARCHAR(4) NOT NULL,
        given_on DATE NOT NULL,
        review_on DATE,
        reviewed_on DATE,
        review_line TEXT NOT NULL,
        override_reason TEXT NOT NULL,
        audience VARCHAR(9) NOT NULL,
        created_at VARCHAR(27) NOT NULL,
        PRIMARY KEY (id),
        CONSTRAINT holder_known CHECK (holder IN ('both', 'a', 'b')),
        CONSTRAINT audience_known CHECK (audience IN ('joint', 'a', 'b', 'therapist')),
        FOREIGN KEY(couple_id) REFERENCES couples (id),
        FOREIGN KEY(session_id) REFERENCES sessions (id)
    )
    """,
    """
    CREATE INDEX ix_assignments_couple_id ON assignments (couple_id)
    """,
    """
    CREATE INDEX ix_assignments_session_id ON assignments (session_id)
    """,
    """
    CREATE TABLE block_tags (
        id VARCHAR(36) NOT NULL,
        couple_id VARCHAR(36) NOT NULL,
        session_id VARCHAR(36) NOT NULL,
        block VARCHAR(40) NOT NULL,
        level INTEGER NOT NULL,
        seen_in VARCHAR(7) NOT NULL,
        line TEXT NOT NULL,
        audience VARCHAR(9) NOT NULL,
        PRIMARY KEY (id),
        UNIQUE (session_id, block),
        CONSTRAINT level_known CHECK (level BETWEEN 0 AND 3),
        CONSTRAINT seen_in_known CHECK (seen_in IN ('a', 'b', 'both', 'between', 'therapy')),
        CONSTRAINT audience_known CHECK (audience IN ('joint', 'a', 'b', 'therapist')),
        FOREIGN KEY(couple_id) REFERENCES couples (id),
        FOREIGN KEY(session_id) REFERENCES sessions (id)
    )
    """,
    """
    CREATE INDEX ix_block_tags_couple_id ON block_tags (couple_id)
    """,
    """
    CREATE INDEX ix_block_tags_session_id ON block_tags (session_id)
    """,
    """
    CREATE TABLE commitments (
        id VARCHAR(36) NOT NULL,
        couple_id VARCHAR(36) NOT NULL,
        session_id VARCHAR(36),
        owner VARCHAR(4) NOT NULL,
        kind VARCHAR(11) NOT NULL,
        words TEXT NOT NULL,
        notice TEXT NOT NULL,
        cadence VARCHAR(12) NOT NULL,
        weekdays TEXT NOT NULL,
        times INTEGER,
        "trigger" TEXT NOT NULL,
        due_on DATE,
        starts_on DATE NOT NULL,
        review_on DATE,
        block VARCHAR(40),
        step VARCHAR(40),
        component VARCHAR(40) NOT NULL,
        slip_signal TEXT NOT NULL,
        state VARCHAR(8) NOT NULL,
        state_on DATE,
        state_reason TEXT NOT NULL,
        audience VARCHAR(9) NOT NULL,
        created_at VARCHAR(27) NOT NULL,
        PRIMARY KEY (id),
        CONSTRAINT owner_known CHECK (owner IN ('a', 'b', 'both')),
        CONSTRAINT kind_known CHECK (kind IN ('habit', 'bottom_line')),
        CONSTRAINT cadence_known
            CHECK (cadence IN ('daily', 'weekdays', 'times_a_week', 'each_time', 'once')),
        CONSTRAINT state_known CHECK (state IN ('active', 'paused', 'achieved', 'let_go')),
        CONSTRAINT audience_known CHECK (audience IN ('joint', 'a', 'b', 'therapist')),
        FOREIGN KEY(couple_id) REFERENCES couples (id),
        FOREIGN KEY(session_id) REFERENCES sessions (id)
    )
    """,
    """
    CREATE INDEX ix_commitments_couple_id ON commitments (couple_id)
    """,
    """
    CREATE INDEX ix_commitments_session_id ON commitments (session_id)
    """,
    """
    CREATE TABLE note_parts (
        id VARCHAR(36) NOT NULL,
        session_id VARCHAR(36) NOT NULL,
        position INTEGER NOT NULL,
        audience VARCHAR(9) NOT NULL,
        body TEXT NOT NULL,
        PRIMARY KEY (id),
        UNIQUE (session_id, position),
        CONSTRAINT audience_known CHECK (audience IN ('joint', 'a', 'b')),
        FOREIGN KEY(session_id) REFERENCES sessions (id)
    )
    """,
    """
    CREATE INDEX ix_note_parts_session_id ON note_parts (session_id)
    """,
    """
    CREATE TABLE phase_entries (
        id VARCHAR(36) NOT NULL,
        couple_id VARCHAR(36) NOT NULL,
        session_id VARCHAR(36),
        phase VARCHAR(40) NOT NULL,
        on_date DATE NOT NULL,
        reason TEXT NOT NULL,
        audience VARCHAR(9) NOT NULL,
        created_at VARCHAR(27) NOT NULL,
        PRIMARY KEY (id),
        CONSTRAINT audience_known CHECK (audience IN ('joint', 'a', 'b', 'therapist')),
        FOREIGN KEY(couple_id) REFERENCES couples (id),
        FOREIGN KEY(session_id) REFERENCES sessions (id)
    )
    """,
    """
    CREATE INDEX ix_phase_entries_couple_id ON phase_entries (couple_id)
    """,
    """
    CREATE INDEX ix_phase_entries_session_id ON phase_entries (session_id)
    """,
    """
    CREATE TABLE process_notes (
        id VARCHAR(36) NOT NULL,
        session_id VARCHAR(36) NOT NULL,
        position INTEGER NOT NULL,
        body TEXT NOT NULL,
        PRIMARY KEY (id),
        UNIQUE (session_id, position),
        FOREIGN KEY(session_id) REFERENCES sessions (id)
    )
    """,
    """
    CREATE INDEX ix_process_notes_session_id ON process_notes (session_id)
    """,
    """
    CREATE TABLE check_ins (
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
        PRIMARY KEY (id),
        CONSTRAINT outcome_known CHECK (outcome IN ('kept', 'partly', 'missed', 'not_applicable')),
        CONSTRAINT account_known CHECK (account IN ('a', 'b', 'clinician')),
        CONSTRAINT audience_known CHECK (audience IN ('joint', 'a', 'b', 'therapist')),
        FOREIGN KEY(commitment_id) REFERENCES commitments (id),
        FOREIGN KEY(session_id) REFERENCES sessions (id)
    )
    """,
    """
    CREATE INDEX ix_check_ins_commitment_id ON check_ins (commitment_id)
    """,
    """
    CREATE INDEX ix_check_ins_session_id ON check_ins (session_id)
    """,
    """
    CREATE INDEX ix_sessions_couple_id_on_date ON sessions (couple_id, on_date)
    """,
    """
    CREATE INDEX ix_phase_entries_couple_id_on_date ON phase_entries (couple_id, on_date)
    """,
    """
    CREATE INDEX ix_safety_entries_couple_id_on_date ON safety_entries (couple_id, on_date)
    """,
    """
    CREATE INDEX ix_check_ins_commitment_id_on_date ON check_ins (commitment_id, on_date)
    """,
)


def apply(raw: RawConnection) -> None:
    """Make every table and index."""
    for statement in DDL:
        raw.execute(statement)
