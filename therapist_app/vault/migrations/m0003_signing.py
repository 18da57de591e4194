"""Signed notes, what follows them, and the guards that keep both as they are."""

from __future__ import annotations

from therapist_app.vault.driver import RawConnection

_TABLES: tuple[str, ...] = (
    """
    CREATE TABLE signatures (
        id VARCHAR(36) NOT NULL,
        couple_id VARCHAR(36) NOT NULL,
        session_id VARCHAR(36) NOT NULL,
        number INTEGER NOT NULL,
        kind VARCHAR(10) NOT NULL,
        revision INTEGER NOT NULL,
        signer TEXT NOT NULL,
        credentials TEXT NOT NULL,
        signed_at VARCHAR(27) NOT NULL,
        zone VARCHAR(64) NOT NULL,
        about_on DATE NOT NULL,
        parts INTEGER NOT NULL,
        body BLOB NOT NULL,
        signature BLOB NOT NULL,
        "key" VARCHAR(39) NOT NULL,
        entry INTEGER NOT NULL,
        PRIMARY KEY (id),
        UNIQUE (session_id, number),
        CONSTRAINT kind_known
            CHECK (kind IN ('note', 'late_entry', 'addendum', 'correction', 'unlock')),
        FOREIGN KEY(couple_id) REFERENCES couples (id),
        FOREIGN KEY(session_id) REFERENCES sessions (id)
    )
    """,
    "CREATE INDEX ix_signatures_couple_id ON signatures (couple_id)",
    "CREATE INDEX ix_signatures_session_id ON signatures (session_id)",
    """
    CREATE TABLE signed_parts (
        id VARCHAR(36) NOT NULL,
        signature_id VARCHAR(36) NOT NULL,
        position INTEGER NOT NULL,
        audience VARCHAR(9) NOT NULL,
        salt BLOB NOT NULL,
        content TEXT NOT NULL,
        PRIMARY KEY (id),
        UNIQUE (signature_id, position),
        CONSTRAINT audience_known CHECK (audience IN ('joint', 'a', 'b')),
        FOREIGN KEY(signature_id) REFERENCES signatures (id)
    )
    """,
    "CREATE INDEX ix_signed_parts_signature_id ON signed_parts (signature_id)",
    """
    CREATE TABLE signed_process_parts (
        id VARCHAR(36) NOT NULL,
        signature_id VARCHAR(36) NOT NULL,
        position INTEGER NOT NULL,
        salt BLOB NOT NULL,
        content TEXT NOT NULL,
        PRIMARY KEY (id),
        UNIQUE (signature_id, position),
        FOREIGN KEY(signature_id) REFERENCES signatures (id)
    )
    """,
    "CREATE INDEX ix_signed_process_parts_signature_id ON signed_process_parts (signature_id)",
    """
    CREATE TABLE removed_records (
        couple_id VARCHAR(36) NOT NULL,
        signatures INTEGER NOT NULL,
        removed_at VARCHAR(27) NOT NULL,
        PRIMARY KEY (couple_id)
    )
    """,
)

FACTS = ("note_parts", "process_notes", "block_tags", "phase_entries", "check_ins", "sign_ratings")
"""Tables whose rows are covered by the signature of the session they name."""

_NEVER = "SELECT RAISE(ABORT, 'a signed record is never changed')"


def _locked(session: str) -> str:
    """SQL: the session's last signature is that of its note, and its couple is not being removed."""
    return (
        f"'note' = (SELECT kind FROM signatures WHERE session_id = {session} AND kind IN ('note', 'unlock') "  # noqa: S608 - ours
        "ORDER BY number DESC LIMIT 1) AND NOT EXISTS (SELECT 1 FROM removed_records "
        "JOIN sessions ON sessions.couple_id = removed_records.couple_id "
        f"WHERE sessions.id = {session})"
    )


def _guard(name: str, moment: str, when: str = "") -> dict[str, str]:
    only = f"WHEN {when} " if when else ""
    return {name: f"CREATE TRIGGER {name} BEFORE {moment} {only}BEGIN {_NEVER}; END"}


def _facts(table: str) -> dict[str, str]:
    old, new = _locked("OLD.session_id"), _locked("NEW.session_id")
    return {
        **_guard(f"signed_{table}_insert", f"INSERT ON {table}", new),
        **_guard(f"signed_{table}_update", f"UPDATE ON {table}", f"({old}) OR ({new})"),
        **_guard(f"signed_{table}_delete", f"DELETE ON {table}", old),
    }


_PARTS_SO_FAR = (
    "(SELECT count(*) FROM signed_parts WHERE signature_id = NEW.signature_id) + "
    "(SELECT count(*) FROM signed_process_parts WHERE signature_id = NEW.signature_id)"
)


def _parts(table: str) -> dict[str, str]:
    """Parts come with their signature; afterwards none is added, changed or taken away."""
    full = f"(SELECT parts FROM signatures WHERE id = NEW.signature_id) <= {_PARTS_SO_FAR}"  # noqa: S608 - ours
    kept = (
        "NOT EXISTS (SELECT 1 FROM removed_records JOIN signatures "
        "ON signatures.couple_id = removed_records.couple_id WHERE signatures.id = OLD.signature_id)"
    )
    return {
        **_guard(f"{table}_complete", f"INSERT ON {table}", full),
        **_guard(f"{table}_stand", f"UPDATE ON {table}"),
        **_guard(f"{table}_stay", f"DELETE ON {table}", kept),
    }


_OUT_OF_ORDER = (
    "NEW.number != 1 + (SELECT count(*) FROM signatures WHERE session_id = NEW.session_id) "
    "OR NEW.couple_id != (SELECT couple_id FROM sessions WHERE id = NEW.session_id) "
    "OR EXISTS (SELECT 1 FROM signatures WHERE id = NEW.id)"
)
_SIGNED_COUPLE = "EXISTS (SELECT 1 FROM signatures WHERE couple_id = OLD.id)"

GUARDS: dict[str, str] = {
    name: sql
    for found in (
        *(_facts(table) for table in FACTS),
        _guard("signed_sessions_insert", "INSERT ON sessions", _locked("NEW.id")),
        _guard("signed_sessions_update", "UPDATE ON sessions", _locked("OLD.id")),
        _guard(
            "signed_sessions_delete",
            "DELETE ON sessions",
            "EXISTS (SELECT 1 FROM signatures WHERE session_id = OLD.id)",
        ),
        _guard("signatures_follow", "INSERT ON signatures", _OUT_OF_ORDER),
        _guard("signatures_stand", "UPDATE ON signatures"),
        _guard(
            "signatures_stay",
            "DELETE ON signatures",
            "NOT EXISTS (SELECT 1 FROM removed_records WHERE couple_id = OLD.couple_id)",
        ),
        _parts("signed_parts"),
        _parts("signed_process_parts"),
        # A signed record goes only with a whole sample couple, and no couple becomes a sample for it.
        _guard(
            "removed_records_sample",
            "INSERT ON removed_records",
            "NOT EXISTS (SELECT 1 FROM couples WHERE id = NEW.couple_id AND is_sample)",
        ),
        _guard("removed_records_stand", "UPDATE ON removed_records"),
        _guard("removed_records_stay", "DELETE ON removed_records"),
        _guard(
            "signed_couples_update",
            "UPDATE OF is_sample ON couples",
            f"NEW.is_sample != OLD.is_sample AND {_SIGNED_COUPLE}",
        ),
        _guard("signed_couples_delete", "DELETE ON couples", _SIGNED_COUPLE),
    )
    for name, sql in found.items()
}
"""The triggers that keep signed records as they are, by name; they need `PRAGMA recursive_triggers=ON`."""

DDL: tuple[str, ...] = (*_TABLES, *GUARDS.values())


def apply(raw: RawConnection) -> None:
    """Make the tables, indexes and triggers."""
    for statement in DDL:
        raw.execute(statement)
