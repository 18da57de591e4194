"""Remove everything that belongs to one couple; asked of the schema, so that no later table is forgotten."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ColumnElement, Table, delete, false, func, or_, select
from sqlalchemy.orm import Session as DbSession

from therapist_app.couples.model import Couple, Partner

_ROOT = "couples"


def is_untouched(db: DbSession, couple_id: str) -> bool:
    """Whether nothing was entered about a couple yet but its label and its two partners."""
    for table in Couple.metadata.sorted_tables:
        if table.name in (_ROOT, Partner.__tablename__):
            continue
        if db.execute(select(table).where(_belongs(table, couple_id)).limit(1)).first() is not None:
            return False
    return True


def let_signed_go(db: DbSession, couple_id: str, now: dt.datetime) -> int:
    """Before a sample couple is removed: put down the one row that lets its signed notes go, and say how many.

    The database refuses that row for a couple that is no sample, and keeps it for ever.
    """
    tables = Couple.metadata.tables
    mine = tables["signatures"].c.couple_id == couple_id
    signed = db.scalar(select(func.count()).select_from(tables["signatures"]).where(mine)) or 0
    if signed:
        row = {"couple_id": couple_id, "signatures": signed, "removed_at": now}
        db.execute(tables["removed_records"].insert(), row)
    return signed


def remove_whole(db: DbSession, couple_id: str) -> None:
    """Delete the couple and every row that points at it, directly or through other rows, children first."""
    tables = Couple.metadata.sorted_tables
    belongs = {table.name: _belongs(table, couple_id) for table in tables}
    for table in reversed(tables):
        db.execute(delete(table).where(belongs[table.name]))


def _belongs(table: Table, couple_id: str) -> ColumnElement[bool]:
    """Which rows of a table belong to the couple: itself, or those whose parents do."""
    if table.name == _ROOT:
        return table.columns["id"] == couple_id
    ways = [
        column.in_(select(key.column).where(_belongs(key.column.table, couple_id)))
        for column in table.columns
        for key in column.foreign_keys
        if key.column.table is not table
    ]
    return or_(false(), *ways)
