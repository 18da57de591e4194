"""Writes the history: every unit of work leaves its entry in the same transaction, whoever changed the rows.

Triggers of this connection note which rows a transaction touched, so that no use case can forget and no statement
goes past. A note that is kept each second would fill the history; as long as no witness outside has seen the last
entry, the same rows changed again make that entry anew.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from therapist_app.kernel.boot import boot_id
from therapist_app.kernel.clock import Clock
from therapist_app.vault.audit import (
    HISTORY,
    Entry,
    Event,
    Fact,
    Head,
    Watched,
    beginning,
    canonical,
    entry_at,
    head,
    quoted,
    require_plain,
    row_hash,
    seal,
    watched_tables,
)
from therapist_app.vault.driver import RawConnection, checked
from therapist_app.vault.vault_keys import VaultKeys, make_keys, read_keys

_MOST_OBJECTS = 500  # in one entry
_BOOT_LETTERS = 40
_INSERT = f"INSERT INTO {HISTORY} VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"  # noqa: S608 - ours
_ANEW = f"UPDATE {HISTORY} SET at=?, boot=?, monotonic=?, event=?, facts=?, objects=?, digest=?, mac=? WHERE seq=?"  # noqa: S608 - ours

Object = tuple[str, Any, str | None]


@dataclass(frozen=True, slots=True)
class _Tail:
    """Where the history stands: its head, the digest before the last entry, and which rows that entry is about."""

    head: Head
    before: str
    about: tuple[tuple[str, Any], ...] = ()


@dataclass(slots=True)
class _Pen:
    """Adds entries to one vault inside its present transaction."""

    raw: RawConnection
    keys: VaultKeys
    clock: Clock
    boot: str
    tail: _Tail = field(init=False)

    def add(self, event: Event, facts: dict[str, Fact], objects: Iterable[Object] = ()) -> None:
        """One entry after the last."""
        self._write(self.tail.head.seq + 1, self.tail.head.digest, event, facts, tuple(objects), anew=False)

    def anew(self, objects: Iterable[Object]) -> None:
        """The last entry again, with what the same rows hold now."""
        self._write(self.tail.head.seq, self.tail.before, Event.CHANGED, {}, tuple(objects), anew=True)

    def _write(
        self,
        seq: int,
        before: str,
        event: Event,
        facts: dict[str, Fact],
        objects: tuple[Object, ...],
        *,
        anew: bool,
    ) -> None:
        at = self.clock.now().strftime("%Y-%m-%dT%H:%M:%S.%fZ")
        spelled = canonical(facts).decode(), canonical(objects).decode()
        entry = Entry(seq, at, self.boot, time.monotonic_ns() // 1_000_000, str(event), *spelled)
        digest = entry.digest(before)
        mac = seal(self.keys.history, digest)
        own = (entry.at, entry.boot, entry.monotonic, entry.event, entry.facts, entry.objects, digest, mac)
        if anew:
            self.raw.execute(_ANEW, (*own, seq))
        else:
            self.raw.execute(_INSERT, (seq, *own))
        about = tuple((table, key) for table, key, _ in objects) if event is Event.CHANGED else ()
        self.tail = _Tail(Head(seq, digest, mac), before, about)


class Trail:
    """The history of one open vault, as its units of work write it."""

    def __init__(self, raw: RawConnection, vault_id: str, clock: Clock) -> None:
        self._raw = raw
        self._tables = {table.name: table for table in watched_tables(raw)}
        self.keys = read_keys(raw)
        self._pen = _pen(raw, self.keys, vault_id, clock)
        self._kept = self._pen.tail
        self._seen_outside = self._kept.head.seq
        self._notes: list[tuple[Event, dict[str, Fact]]] = []
        self._watching = False

    @property
    def head(self) -> Head:
        """How far the history goes in what is committed."""
        return self._kept.head

    def watch(self) -> None:
        """Begin to note which rows are touched, before the first unit that may touch one.

        Not earlier: three triggers for each table take a quarter of the time that opening a vault takes.
        """
        if self._watching:
            return
        checked(self._raw, "CREATE TEMP TABLE IF NOT EXISTS touched (kind TEXT, id)")
        for table in self._tables.values():
            for act, sides in (("insert", ("NEW",)), ("update", ("OLD", "NEW")), ("delete", ("OLD",))):
                rows = ", ".join(f"('{table.name}', {side}.{quoted(table.key)})" for side in sides)
                name = quoted(f"touched_{table.name}_{act}")
                note = f"INSERT INTO touched VALUES {rows}"  # noqa: S608 - the schema's own names
                checked(
                    self._raw,
                    f"CREATE TEMP TRIGGER IF NOT EXISTS {name} AFTER {act} ON main.{table.quoted} BEGIN {note}; END",
                )
        self._watching = True

    def note(self, event: Event, facts: dict[str, Fact]) -> int:
        """Have an event written when the present unit ends; gives the number that its entry will have."""
        require_plain(event, facts)
        self._notes.append((event, facts))
        return self._kept.head.seq + len(self._notes)

    def close_unit(self) -> None:
        """Write what this unit did, inside its transaction and just before its end."""
        objects = self._touched()
        for event, facts in self._notes:
            self._pen.add(event, facts)
        about = tuple((table, key) for table, key, _ in objects)
        if objects and not self._notes and about == self._kept.about and self._is_ours_alone:
            self._pen.anew(objects)
        else:
            for chunk in _chunks(objects):
                self._pen.add(Event.CHANGED, {}, chunk)

    def unit_ended(self, *, kept: bool) -> None:
        """Take over what was committed, or forget what was not."""
        self._notes = []
        if kept:
            self._kept = self._pen.tail
        else:
            self._pen.tail = self._kept

    def show_outside(self) -> Head:
        """The head, for a witness: from now on the last entry stands."""
        self._seen_outside = self._kept.head.seq
        return self._kept.head

    @property
    def _is_ours_alone(self) -> bool:
        return self._kept.head.seq > self._seen_outside

    def _touched(self) -> list[Object]:
        if not self._watching:
            return []
        rows = self._raw.execute("SELECT DISTINCT kind, id FROM temp.touched ORDER BY kind, id").fetchall()
        if rows:
            self._raw.execute("DELETE FROM temp.touched")
        return [(kind, key, self._hash_now(self._tables[kind], key)) for kind, key in rows]

    def _hash_now(self, table: Watched, key: Any) -> str | None:
        query = f"SELECT * FROM main.{table.quoted} WHERE {quoted(table.key)} = ?"  # noqa: S608 - the schema's own names
        row = self._raw.execute(query, (key,)).fetchone()
        return None if row is None else row_hash(self.keys.history, table.name, table.columns, row)


def adopt(raw: RawConnection, version: int, vault_id: str, clock: Clock) -> None:
    """Take every row as it now is into the history; inside the transaction of the migration that changed them."""
    first = not checked(raw, "SELECT 1 FROM vault_keys LIMIT 1")
    if first:
        make_keys(raw, clock.now().strftime("%Y-%m-%dT%H:%M:%S.%fZ"))
    keys = read_keys(raw)
    pen = _pen(raw, keys, vault_id, clock)
    known = {} if first else last_hashes(raw)
    now = dict(rows_now(raw, keys))
    changed: list[Object] = [(*key, mac) for key, mac in now.items() if known.get(key) != mac]
    changed += [(*key, None) for key, mac in known.items() if mac is not None and key not in now]
    pen.add(Event.ADOPTED if first else Event.MIGRATED, {} if first else {"version": version})
    for chunk in _chunks(changed):
        pen.add(Event.CHANGED, {}, chunk)


def last_hashes(raw: RawConnection) -> dict[tuple[str, Any], str | None]:
    """The hash of each row as the history last told it; None for rows that it says are gone."""
    import json

    found: dict[tuple[str, Any], str | None] = {}
    for (objects,) in raw.execute(f"SELECT objects FROM {HISTORY} ORDER BY seq"):  # noqa: S608 - ours
        for table, key, mac in json.loads(objects):
            found[table, key] = mac
    return found


def rows_now(raw: RawConnection, keys: VaultKeys) -> Iterator[tuple[tuple[str, Any], str]]:
    """The hash of each row as it lies in the vault."""
    for table in watched_tables(raw):
        query = f"SELECT {quoted(table.key)}, * FROM main.{table.quoted}"  # noqa: S608 - the schema's own names
        for key, *row in raw.execute(query):
            yield (table.name, key), row_hash(keys.history, table.name, table.columns, row)


def _pen(raw: RawConnection, keys: VaultKeys, vault_id: str, clock: Clock) -> _Pen:
    pen = _Pen(raw, keys, clock, boot_id()[:_BOOT_LETTERS])
    now = head(raw, vault_id)
    last_but_one = entry_at(raw, now.seq - 1) if now.seq > 1 else None
    pen.tail = _Tail(now, last_but_one.digest if last_but_one else beginning(vault_id))
    return pen


def _chunks(objects: list[Object]) -> Iterator[list[Object]]:
    return (objects[at : at + _MOST_OBJECTS] for at in range(0, len(objects), _MOST_OBJECTS))
