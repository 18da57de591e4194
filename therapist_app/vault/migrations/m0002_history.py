"""The history of the vault and the vault's own keys; what is there is adopted in the same transaction."""

from __future__ import annotations

from therapist_app.vault.driver import RawConnection

VERSION = 2

# The last entry may still be written anew while nobody outside has seen it; all earlier ones stand for ever.
GUARDS: dict[str, str] = {
    "history_keeps_all": """
    CREATE TRIGGER history_keeps_all BEFORE DELETE ON history
    BEGIN SELECT RAISE(ABORT, 'the history is never cut'); END
    """,
    "history_stands": """
    CREATE TRIGGER history_stands BEFORE UPDATE ON history
    WHEN OLD.seq < (SELECT max(seq) FROM history) OR NEW.seq != OLD.seq
    BEGIN SELECT RAISE(ABORT, 'the history is never changed'); END
    """,
}

DDL: tuple[str, ...] = (
    """
    CREATE TABLE history (
        seq INTEGER NOT NULL PRIMARY KEY,
        at VARCHAR(27) NOT NULL,
        boot VARCHAR(40) NOT NULL,
        monotonic INTEGER NOT NULL,
        event VARCHAR(20) NOT NULL,
        facts TEXT NOT NULL,
        objects TEXT NOT NULL,
        digest VARCHAR(64) NOT NULL,
        mac VARCHAR(64) NOT NULL
    )
    """,
    """
    CREATE TABLE vault_keys (
        purpose VARCHAR(20) NOT NULL,
        made_at VARCHAR(27) NOT NULL,
        public BLOB,
        secret BLOB NOT NULL,
        PRIMARY KEY (purpose)
    )
    """,
    *GUARDS.values(),
)


def apply(raw: RawConnection) -> None:
    """Make both tables and the guards of the history."""
    for statement in DDL:
        raw.execute(statement)
