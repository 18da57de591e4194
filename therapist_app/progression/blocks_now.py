"""Which blocks are open now, found in the vault: what `path.open_blocks` says of tags in hand.

For a history too long to fetch: from the newest tag of a block back, the tags before the first resolved one.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import Any

from sqlalchemy import Select, case, func, select
from sqlalchemy.orm import Session as DbSession

from therapist_app.kernel.audience import Reader
from therapist_app.progression.model import BlockTag
from therapist_app.sessions.facts import ORDER, seen_by
from therapist_app.sessions.model import Session


def open_now(couple_id: str, reader: Reader) -> Select[BlockTag, dt.date, dt.date]:
    """A query for the last tag of each open block, since when it is open, and the day of that tag."""
    run = _runs((couple_id,), reader)
    return (
        select(BlockTag, run.c.since, run.c.last_on)
        .join(run, run.c.tag_id == BlockTag.id)
        .order_by(run.c.since, BlockTag.block)
    )


def open_since(db: DbSession, couple_ids: Collection[str], reader: Reader) -> dict[str, tuple[dt.date, ...]]:
    """Since when each open block of some couples is open, oldest first; a couple without any is left out."""
    run = _runs(couple_ids, reader)
    found: dict[str, tuple[dt.date, ...]] = {}
    for couple_id, since in db.execute(select(run.c.couple_id, run.c.since).order_by(run.c.since)).all():
        found[couple_id] = (*found.get(couple_id, ()), since)
    return found


def _runs(couple_ids: Collection[str], reader: Reader) -> Any:
    audiences = seen_by(reader)
    back = [column.desc() for column in ORDER]
    block = (BlockTag.couple_id, BlockTag.block)
    seen = (
        select(
            *block,
            BlockTag.id,
            Session.on_date,
            func.sum(case((BlockTag.level == 0, 1), else_=0))
            .over(partition_by=block, order_by=back, rows=(None, 0))
            .label("resolved"),
            func.row_number().over(partition_by=block, order_by=back).label("place"),
        )
        .join(Session, Session.id == BlockTag.session_id)
        .where(
            BlockTag.couple_id.in_(tuple(couple_ids)),
            BlockTag.audience.in_(audiences),
            Session.audience.in_(audiences),
        )
        .subquery()
    )
    return (
        select(
            seen.c.couple_id,
            func.min(seen.c.on_date).label("since"),
            func.max(seen.c.on_date).label("last_on"),
            func.min(case((seen.c.place == 1, seen.c.id))).label("tag_id"),
        )
        .where(seen.c.resolved == 0)
        .group_by(seen.c.couple_id, seen.c.block)
        .subquery()
    )
