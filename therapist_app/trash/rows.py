"""Takes a record and all rows that hang on it out of their tables, and puts them back; asked of the schema.

Values are carried as the database holds them, so that what comes back is the same to the last byte.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias

from sqlalchemy import Column, ForeignKey, Table, text
from sqlalchemy.orm import Session as DbSession

from therapist_app.vault.records import Record

Rows: TypeAlias = dict[str, list[dict[str, Any]]]
APART = frozenset({"process_notes", "version_process_parts"})
"""Tables of therapist-only text: their rows lie apart in the trash too."""
LIVE_ON = frozenset({"commitments", "assignments"})
"""What was agreed in a session and goes on without it: such a row stays, and its link to the session comes back."""

ONLY_NAMED = frozenset({("assignments", "repair_steps"), ("assignments", "earlier_repair_steps")})
"""A row of the second that only names the sheet it was done with: it stays as well, and its link comes back."""


@dataclass(frozen=True, slots=True)
class Link:
    """A place that pointed at what was taken out."""

    table: str
    id: str
    column: str
    target: str


@dataclass(frozen=True, slots=True)
class Missing:
    """A row that cannot go back alone: `table` and `id` are what it hangs on and is not there."""

    table: str
    id: str


def take_out(db: DbSession, table: str, key: str) -> tuple[Rows, list[Link]]:
    """Remove a row with all that hangs on it; give back the rows by table, and the links that were loosened."""
    db.flush()
    found: dict[str, dict[str, dict[str, Any]]] = {}
    links: list[Link] = []
    waiting = [(table, "id", key)]
    while waiting:
        name, column, value = waiting.pop()
        for row in _rows(db, name, column, value):
            if row["id"] in found.setdefault(name, {}):
                continue
            found[name][row["id"]] = row
            for child, link in _children(name):
                if (child.name in LIVE_ON and name == "sessions") or (name, child.name) in ONLY_NAMED:
                    links += [
                        Link(child.name, one["id"], link.name, row["id"])
                        for one in _rows(db, child.name, link.name, row["id"])
                    ]
                else:
                    waiting.append((child.name, link.name, row["id"]))
    for one in links:
        _run(db, f"UPDATE {one.table} SET {one.column} = NULL WHERE id = ?", one.id)  # noqa: S608 - the schema's own names
    for one in reversed(Record.metadata.sorted_tables):
        for key in found.get(one.name, {}):
            _run(db, f"DELETE FROM {one.name} WHERE id = ?", key)  # noqa: S608 - the schema's own names
    return {name: list(rows.values()) for name, rows in found.items() if rows}, links


def put_back(db: DbSession, rows: Rows, links: list[Link]) -> None:
    """Insert the rows again, parents first, and restore the links of those that are still there."""
    for table in Record.metadata.sorted_tables:
        for row in rows.get(table.name, []):
            columns = ", ".join(f'"{name}"' for name in row)
            marks = ", ".join("?" * len(row))
            _run(db, f"INSERT INTO {table.name} ({columns}) VALUES ({marks})", *row.values())  # noqa: S608 - ours
    for one in links:
        _run(
            db,
            f"UPDATE {one.table} SET {one.column} = ? WHERE id = ? AND {one.column} IS NULL",  # noqa: S608 - ours
            one.target,
            one.id,
        )


def missing_for(db: DbSession, rows: Rows) -> Iterator[tuple[str, dict[str, Any], Column[Any], Missing]]:
    """Each row with a link that leads nowhere: its table, itself, the column, and what is missing."""
    here = {(name, row["id"]) for name, some in rows.items() for row in some}
    for name, some in rows.items():
        for row in some:
            for column, target in _links(Record.metadata.tables[name]):
                key = row.get(column.name)
                if key is not None and (target, key) not in here and not _rows(db, target, "id", key):
                    yield name, row, column, Missing(target, key)


def split(rows: Rows) -> tuple[Rows, Rows]:
    """Rows of the record, and those of process notes."""
    apart = {name: some for name, some in rows.items() if name in APART}
    return {name: some for name, some in rows.items() if name not in APART}, apart


def _children(name: str) -> Iterator[tuple[Table, Column[Any]]]:
    for table in Record.metadata.sorted_tables:
        for column in table.columns:
            if any(_target(key) == name for key in column.foreign_keys):
                yield table, column


def _links(table: Table) -> Iterator[tuple[Column[Any], str]]:
    return ((column, _target(key)) for column in table.columns for key in column.foreign_keys)


def _target(key: ForeignKey) -> str:
    return key.column.table.name


def _rows(db: DbSession, table: str, column: str, value: str) -> list[dict[str, Any]]:
    query = text(f'SELECT * FROM {table} WHERE "{column}" = :value')  # noqa: S608 - the schema's own names
    return [dict(row) for row in db.execute(query, {"value": value}).mappings()]


def _run(db: DbSession, sql: str, *values: Any) -> None:
    db.connection().exec_driver_sql(sql, values)
