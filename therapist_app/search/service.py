"""Searches the vault's index; who may read a text and when it was is asked of the records themselves."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import text
from sqlalchemy.orm import Session as DbSession

from therapist_app.kernel.audience import Audience, Reader
from therapist_app.search.model import Found, Hit, Span, Wish
from therapist_app.search.words import query_of, terms_of, title_fits
from therapist_app.vault.errors import DiskError
from therapist_app.vault.vault import Vault

MOST = 50
_AROUND = 24  # words of a text that are shown
_BLANKS = str.maketrans(dict.fromkeys("\n\r\t\u2028\u2029\v\f", " "))

_SESSION = "LEFT JOIN sessions s ON s.id = r.session_id"
# A fact is for whoever both it and its session are for.
_BOTH = (
    "CASE WHEN s.audience IS NULL OR s.audience = 'joint' OR s.audience = r.audience THEN r.audience "
    "WHEN r.audience = 'joint' THEN s.audience ELSE 'therapist' END"
)


def _arm(kind: str, table: str, date: str, **other: str) -> str:
    """The facts of one kind of text; `other` replaces what a plain table with these columns would say."""
    couple = other.get("couple", "r.couple_id")
    session = other.get("session", "r.session_id")
    audience = other.get("audience", _BOTH)
    joins = other.get("joins", _SESSION)
    handout = other.get("handout", "''")
    return (
        f"SELECT f.doc, f.kind, f.source_id, {couple} AS couple_id, {session} AS session_id, "  # noqa: S608 - ours
        f"{audience} AS audience, {date} AS on_date, {handout} AS handout "
        f"FROM found f JOIN {table} r {other.get('index', '')} ON r.id = f.source_id {joins} WHERE f.kind = '{kind}'"
    )


_NO_SESSION = {"session": "NULL", "joins": ""}
_PLAIN = {"audience": "r.audience", **_NO_SESSION}
_FACTS = " UNION ALL ".join((
    _arm("note", "note_parts", "s.on_date", couple="s.couple_id", index="INDEXED BY search_note_parts"),
    _arm("process", "process_notes", "s.on_date", couple="s.couple_id", audience="'therapist'"),
    _arm("couple", "couples", "NULL", couple="r.id", audience="'joint'", **_NO_SESSION),
    _arm("partner", "partners", "NULL", audience="'joint'", **_NO_SESSION),
    _arm("commitment", "commitments", "r.starts_on"),
    _arm(
        "check_in", "check_ins", "r.on_date", couple="c.couple_id",
        joins=f"JOIN commitments c ON c.id = r.commitment_id {_SESSION}",
        audience=(
            f"CASE WHEN c.audience = 'joint' OR c.audience = ({_BOTH}) THEN ({_BOTH}) "
            f"WHEN ({_BOTH}) = 'joint' THEN c.audience ELSE 'therapist' END"
        ),
    ),
    _arm("homework", "assignments", "r.given_on", handout="r.handout"),
    _arm("phase", "phase_entries", "r.on_date"),
    _arm("block", "block_tags", "s.on_date"),
    _arm("rupture", "ruptures", "NULL", **_PLAIN),
    _arm("safety", "safety_entries", "r.on_date", **_PLAIN),
))  # fmt: skip

_WORDS = "SELECT rowid AS doc FROM search_index WHERE search_index MATCH :query"
_TITLES = (
    "SELECT doc FROM search_rows WHERE kind = 'homework' "
    "AND source_id IN (SELECT id FROM assignments WHERE handout IN (SELECT value FROM json_each(:handouts)))"
)
_CONDITIONS: dict[str, str] = {
    "couple_id": "couple_id = :couple_id",
    "phase": (
        "(SELECT e.phase FROM phase_entries e WHERE e.couple_id = facts.couple_id AND e.on_date <= facts.on_date "
        "ORDER BY e.on_date DESC, e.created_at DESC LIMIT 1) = :phase"
    ),
    "block": "session_id IN (SELECT session_id FROM block_tags WHERE block = :block)",
    "present": "session_id IN (SELECT id FROM sessions WHERE present = :present)",
    "since": "on_date >= :since",
    "until": "on_date <= :until",
    "draft": "session_id IN (SELECT id FROM sessions WHERE done_at IS NULL)",
}


class SearchService:
    """Finds what was written anywhere in the practice; `titles` gives the handouts' titles by key."""

    def __init__(self, vault: Vault, titles: Callable[[], Mapping[str, str]] = dict) -> None:
        self._vault = vault
        self._titles = titles

    def find(self, wish: Wish, *, most: int | None = MOST, reader: Reader | str = Reader.CLINICIAN) -> Found:
        """The hits of a wish that this reader may see; nothing typed finds nothing.

        Without `most` all of them, and without their words. The vault builds a broken index anew, so it is
        asked a second time. Raises a VaultError of the disk or file.
        """
        terms = terms_of(wish.typed)
        if not terms:
            return Found()
        handouts = [key for key, title in self._titles().items() if title_fits(terms, title)]
        values = _values(wish, Reader(reader), query_of(terms), handouts)
        try:
            return self._find(wish, values, most)
        except DiskError:
            return self._find(wish, values, most)

    def sessions(self, typed: str, couple_id: str) -> frozenset[str]:
        """The sessions of a couple whose notes hold what was typed, in parts that are not the therapist's alone."""
        found = self.find(Wish(typed, couple_id, kinds=("note",)), most=None)
        return frozenset(hit.session_id for hit in found.hits)

    def _find(self, wish: Wish, values: dict[str, Any], most: int | None) -> Found:
        with self._vault.read() as db:
            limit = -1 if most is None else most + 1
            rows = db.execute(text(_statement(wish)), {**values, "most": limit}).all()
            shown = rows[:most]
            hits = [_hit(row) for row in shown]
            if most is not None:
                hits = _in_context(db, values["query"], [row.doc for row in shown], hits)
        return Found(tuple(hits), more=len(rows) > len(shown))


def _statement(wish: Wish) -> str:
    asked = [sql for name, sql in _CONDITIONS.items() if getattr(wish, name)]
    asked.append("audience IN (SELECT value FROM json_each(:audiences))")
    if wish.kinds:
        asked.append("kind IN (SELECT value FROM json_each(:kinds))")
    return (
        f"WITH hit AS MATERIALIZED ({_WORDS} UNION {_TITLES}), "  # noqa: S608 - our own texts; values are bound
        "found AS MATERIALIZED (SELECT s.doc, s.kind, s.source_id FROM hit JOIN search_rows s ON s.doc = hit.doc), "
        f"facts AS ({_FACTS}) SELECT * FROM facts WHERE {' AND '.join(asked)} "
        "ORDER BY on_date IS NOT NULL, on_date DESC, doc DESC LIMIT :most"
    )


def _values(wish: Wish, reader: Reader, query: str, handouts: list[str]) -> dict[str, Any]:
    import json

    asked = {wish.label} if wish.label else set(Audience) - {Audience.THERAPIST}
    audiences = sorted(one for one in asked if reader.may_see(one))
    values: dict[str, Any] = {name: getattr(wish, name) for name in _CONDITIONS if getattr(wish, name)}
    for name in ("since", "until"):
        if name in values:
            values[name] = values[name].isoformat()
    values.pop("draft", None)
    if wish.kinds:
        values["kinds"] = json.dumps(wish.kinds)
    return values | {
        "query": query,
        "handouts": json.dumps(handouts),
        "audiences": json.dumps([str(one) for one in audiences]),
    }


def _hit(row: Any) -> Hit:
    day = dt.date.fromisoformat(row.on_date) if row.on_date else None
    return Hit(
        row.kind,
        row.source_id,
        row.couple_id,
        row.session_id or "",
        row.audience,
        day,
        handout=row.handout,
    )


def _in_context(db: DbSession, query: str, docs: list[int], hits: list[Hit]) -> list[Hit]:
    """The same hits with some of their words; the marks around matched words are new each time, so no text has them."""
    begin, end = (secrets.token_hex(8) for _ in range(2))
    statement = text(
        "SELECT rowid, snippet(search_index, 0, :begin, :end, '\u2026', :around) FROM search_index "
        "WHERE search_index MATCH :query AND rowid = :doc"
    )
    values: dict[str, Any] = {"begin": begin, "end": end, "around": _AROUND, "query": query}
    shown: list[Hit] = []
    for doc, hit in zip(docs, hits, strict=True):
        row = db.execute(statement, {**values, "doc": doc}).first()
        words, spans = _marked(row[1], begin, end) if row else ("", ())
        shown.append(replace(hit, text=words, spans=spans))
    return shown


def _marked(snippet: str, begin: str, end: str) -> tuple[str, tuple[Span, ...]]:
    """The text without its marks, in one line, and the places between them."""
    text_, spans = "", list[Span]()
    for piece in snippet.split(begin):
        matched, closing, rest = piece.partition(end)
        if closing:
            spans.append((len(text_), len(matched)))
        text_ += matched + rest
    return text_.translate(_BLANKS), tuple(spans)
