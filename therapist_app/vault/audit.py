"""The history of a vault: entries of ids, hashes and plain numbers, each bound to the one before it.

An entry's digest is SHA-256 over the digest before it and the entry itself, so that anyone can follow the chain. Its
MAC (HMAC-SHA256 under the vault's history key) says that whoever wrote the entry held that key. The key lies inside
the vault, not in the key hierarchy: the history then outlives a change of the data key, and is no easier to forge.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from therapist_app.vault.driver import RawConnection, checked

HISTORY = "history"
DERIVED = "search_"  # tables whose names begin so are made from the others
_COLUMNS = "seq, at, boot, monotonic, event, facts, objects, digest, mac"
_ROW_HASH_BYTES = 16


class Event(StrEnum):
    """What the history tells. An entry holds ids, hashes and plain numbers, never content and never a name."""

    ADOPTED = "adopted"  # what was there when the history began
    CHANGED = "changed"  # records were added, changed or removed
    UNLOCKED = "unlocked"  # slot
    REFUSED = "refused"  # tries: wrong secrets given before this unlock
    LOCKED = "locked"
    KEYS_CHANGED = "keys_changed"  # slot, act: added, replaced or removed
    ROTATED = "rotated"  # the data key was replaced
    MIGRATED = "migrated"  # version
    EXPORTED = "exported"  # kind: a PDF or a file that left the vault
    PRINTED = "printed"  # kind
    SIGNED = "signed"  # sha256 of the signed bytes
    DRAFTS_DESTROYED = (
        "drafts_destroyed"  # versions: how many earlier versions of a draft went when it was signed
    )
    REMOVED = "removed"  # signatures: how many went with a sample couple
    DISCARDED = "discarded"  # kind, rows: what was removed for good out of the trash
    BACKED_UP = "backed_up"  # number, reason
    RESTORED = "restored"  # number
    DRILLED = "drilled"  # number, ok: a backup was restored to try it
    CLOCK_BACK = "clock_back"  # seconds
    OLDER_ACCEPTED = "older_accepted"  # the vault was older than its witness, and the person went on with it


Fact = int | bool | str
_FACTS: dict[Event, frozenset[str]] = {
    Event.UNLOCKED: frozenset({"slot"}),
    Event.REFUSED: frozenset({"tries"}),
    Event.KEYS_CHANGED: frozenset({"slot", "act"}),
    Event.MIGRATED: frozenset({"version"}),
    Event.EXPORTED: frozenset({"kind"}),
    Event.PRINTED: frozenset({"kind"}),
    Event.SIGNED: frozenset({"sha256"}),
    Event.DRAFTS_DESTROYED: frozenset({"versions"}),
    Event.REMOVED: frozenset({"signatures"}),
    Event.DISCARDED: frozenset({"kind", "rows"}),
    Event.BACKED_UP: frozenset({"number", "reason"}),
    Event.RESTORED: frozenset({"number"}),
    Event.DRILLED: frozenset({"number", "ok"}),
    Event.CLOCK_BACK: frozenset({"seconds"}),
    Event.OLDER_ACCEPTED: frozenset({"number"}),
}


def require_plain(event: Event, facts: dict[str, Fact]) -> None:
    """Raise ValueError for a fact that this event does not declare, or words that could carry content."""
    for name, value in facts.items():
        is_word = not isinstance(value, str) or (len(value) <= 64 and value.replace("_", "a").isalnum())
        if name not in _FACTS.get(event, frozenset()) or not is_word:
            raise ValueError(f"the history does not take this fact of {event}: {name}")


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry without its seals. `at` is UTC; `boot` and `monotonic` (ms) order entries whatever the clock says.

    `facts` and `objects` are canonical JSON; objects are [table, id, hash of the row, or null once it is gone].
    """

    seq: int
    at: str
    boot: str
    monotonic: int
    event: str
    facts: str
    objects: str

    def digest(self, before: str) -> str:
        """The link of this entry in the chain, given the digest of the entry before it."""
        return hashlib.sha256(bytes.fromhex(before) + canonical(self.fields)).hexdigest()

    @property
    def fields(self) -> list[int | str]:
        """What is hashed, in the order of the columns."""
        return [self.seq, self.at, self.boot, self.monotonic, self.event, self.facts, self.objects]


@dataclass(frozen=True, slots=True)
class Sealed:
    """An entry as it lies in the vault."""

    entry: Entry
    digest: str
    mac: str


@dataclass(frozen=True, slots=True)
class Head:
    """How far a history goes, and the seals of its last entry; `seq` 0 before the first."""

    seq: int
    digest: str
    mac: str = ""


def canonical(value: Any) -> bytes:
    """The one spelling of a JSON value that is hashed; bytes are spelled in hex."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=bytes.hex)
    return text.encode("utf-8", "surrogatepass")


def beginning(vault_id: str) -> str:
    """The digest before the first entry, which ties the chain to its vault."""
    return hashlib.sha256(b"attune 1 history " + vault_id.encode()).hexdigest()


def seal(key: bytes, digest: str) -> str:
    """The MAC of an entry."""
    return hmac.digest(key, bytes.fromhex(digest), "sha256").hex()


def row_hash(key: bytes, table: str, names: Sequence[str], row: Sequence[Any]) -> str:
    """A keyed hash of one row, so that nobody who only sees the history can guess at short contents."""
    content = canonical([table, dict(zip(names, row, strict=True))])
    return hmac.digest(key, content, "sha256")[:_ROW_HASH_BYTES].hex()


def entries(raw: RawConnection, after: int = 0) -> Iterator[Sealed]:
    """The entries after a number, in order."""
    rows = raw.execute(f"SELECT {_COLUMNS} FROM {HISTORY} WHERE seq > ? ORDER BY seq", (after,))  # noqa: S608 - ours
    for *own, digest, mac in rows:
        yield Sealed(Entry(*own), digest, mac)


def entry_at(raw: RawConnection, seq: int) -> Sealed | None:
    """The entry with this number."""
    return next((found for found in entries(raw, seq - 1) if found.entry.seq == seq), None)


def head(raw: RawConnection, vault_id: str) -> Head:
    """The last entry's number and seals."""
    rows = checked(raw, f"SELECT seq, digest, mac FROM {HISTORY} ORDER BY seq DESC LIMIT 1")  # noqa: S608 - ours
    return Head(*rows[0]) if rows else Head(0, beginning(vault_id))


@dataclass(frozen=True, slots=True)
class Watched:
    """A table whose rows the history vouches for: its name, its columns and the one that tells rows apart."""

    name: str
    columns: list[str]
    key: str

    @property
    def quoted(self) -> str:
        """The name for SQL text."""
        return quoted(self.name)


def watched_tables(raw: RawConnection) -> list[Watched]:
    """Every table but the history itself; search indexes are rebuilt from the others and are left out."""
    found: list[Watched] = []
    for schema, name, kind, *_ in checked(raw, "PRAGMA main.table_list"):
        if schema != "main" or kind != "table" or name.startswith(("sqlite_", DERIVED)) or name == HISTORY:
            continue
        columns = checked(raw, f"PRAGMA main.table_info({quoted(name)})")
        keys = [column[1] for column in columns if column[5]]
        found.append(Watched(name, [column[1] for column in columns], keys[0] if len(keys) == 1 else "rowid"))
    return sorted(found, key=lambda table: table.name)


def quoted(name: str) -> str:
    """A name of the schema as SQL spells it."""
    return '"' + name.replace('"', '""') + '"'
