"""The SQL of a search: candidates from the index, narrowed by its own rows, and what their records say of them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from therapist_app.kernel.audience import Audience, Reader
from therapist_app.search.model import Wish
from therapist_app.vault.migrations.m0003_search_sources import SOURCES

_SOURCES = {one.kind: one for one in SOURCES}
_NOTHING = "''"
_ABOUT = {
    "homework": "r.handout",
    "answer": "(SELECT handout FROM sheet_files WHERE id = b.file_id)",
    "commitment": "r.id",
    "check_in": "r.commitment_id",
}
_WORDS = "SELECT rowid AS doc FROM search_index WHERE search_index MATCH :query"
_TITLES = (
    "SELECT doc FROM search_rows WHERE kind = 'homework' "
    "AND source_id IN (SELECT id FROM assignments WHERE handout IN (SELECT value FROM json_each(:handouts)))"
)
# From when to when a couple was in the phase; of two entries of one day the later one holds.
_SPANS = (
    "spans AS MATERIALIZED (SELECT * FROM (SELECT couple_id, phase, on_date AS since, "
    "lead(on_date) OVER (PARTITION BY couple_id ORDER BY on_date, created_at) AS until "
    "FROM phase_entries WHERE phase_set = '' AND id NOT IN (SELECT id FROM earlier_phase_entries) "
    "AND audience IN (SELECT value FROM json_each(:seen))) WHERE phase = :phase)"
)
_IN_SPAN = (
    " CROSS JOIN spans p ON p.couple_id = r.couple_id AND p.since <= r.on_date "
    "AND (p.until IS NULL OR p.until > r.on_date)"
)
_LAST_LOCK = (
    "SELECT kind FROM signatures WHERE session_id = r.session_id AND kind IN ('note', 'unlock') "
    "ORDER BY number DESC LIMIT 1"
)
_BLOCK = (
    "r.session_id IN (SELECT session_id FROM block_tags WHERE block = :block "
    "AND audience IN (SELECT value FROM json_each(:seen)))"
)
_CONDITIONS: dict[str, str] = {
    "couple_id": "r.couple_id = :couple_id",
    "block": _BLOCK,
    "present": "r.session_id IN (SELECT id FROM sessions WHERE present = :present)",
    "since": "r.on_date >= :since",
    "until": "r.on_date <= :until",
    "unsigned": f"r.session_id IS NOT NULL AND ({_LAST_LOCK}) IS NOT 'note'",
}


@dataclass(frozen=True, slots=True)
class Query:
    """SQL of our own and the values that are bound to it."""

    sql: str
    values: dict[str, Any] = field(default_factory=dict)


def candidates(
    wish: Wish, query: str, handouts: Sequence[str], reader: Reader, most: int | None = None
) -> Query:
    """Doc, kind and id of what may be found, people first and then the newest; one more than `most`."""
    where = [sql for name, sql in _CONDITIONS.items() if getattr(wish, name)]
    where.append("r.audience IN (SELECT value FROM json_each(:audiences))")
    if reader != Reader.CLINICIAN:  # a partner's full name; names stand in the couple's label too
        where.append("r.kind <> 'partner'")
    if wish.kinds:
        where.append("r.kind IN (SELECT value FROM json_each(:kinds))")
    hit = f"{_WORDS} UNION {_TITLES}" if handouts else _WORDS
    sql = (
        f"WITH hit AS MATERIALIZED ({hit}){f', {_SPANS}' if wish.phase else ''} "  # noqa: S608 - values are bound
        "SELECT r.doc, r.kind, r.source_id FROM hit CROSS JOIN search_rows r ON r.doc = hit.doc"
        f"{_IN_SPAN if wish.phase else ''} WHERE {' AND '.join(where)} "
        "ORDER BY r.on_date IS NOT NULL, r.on_date DESC, r.doc DESC LIMIT :most"
    )
    values = _values(wish, handouts, reader)
    return Query(sql, values | {"query": query, "most": -1 if most is None else most + 1})


def records(by_kind: Mapping[str, Sequence[str]]) -> list[Query]:
    """What the records of these texts say: kind, id, couple, session, date, audience, and what they are about."""
    found: list[Query] = []
    for kind, ids in by_kind.items():
        one = _SOURCES[kind]
        columns = f"'{kind}', r.id, {one.place}, {_ABOUT.get(kind, _NOTHING)}"
        sql = one.facts("r.id IN (SELECT value FROM json_each(:ids))", columns)
        found.append(Query(sql, {"ids": json.dumps(ids)}))
    return found


def _values(wish: Wish, handouts: Sequence[str], reader: Reader) -> dict[str, Any]:
    asked = {wish.label} if wish.label else set(Audience) - {Audience.THERAPIST}
    values: dict[str, Any] = {
        "audiences": json.dumps(sorted(str(one) for one in asked if reader.may_see(one)))
    }
    for name in ("couple_id", "phase", "block", "present"):
        if getattr(wish, name):
            values[name] = getattr(wish, name)
    for name in ("since", "until"):
        day = getattr(wish, name)
        if day:
            values[name] = day.isoformat()
    if wish.kinds:
        values["kinds"] = json.dumps(wish.kinds)
    if wish.phase or wish.block:
        values["seen"] = json.dumps([str(one) for one in Audience if reader.may_see(one)])
    if handouts:
        values["handouts"] = json.dumps(list(handouts))
    return values
