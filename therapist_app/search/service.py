"""Searches the vault's index; whatever is shown is asked of the records themselves again."""

from __future__ import annotations

import contextlib
import datetime as dt
import secrets
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, cast

from sqlalchemy import text
from sqlalchemy.orm import Session as DbSession

from therapist_app.kernel.audience import Audience, Reader
from therapist_app.search.model import Found, Hit, Span, Wish
from therapist_app.search.query import candidates, records
from therapist_app.search.words import query_of, terms_of, title_fits
from therapist_app.vault import search_index
from therapist_app.vault.driver import RawConnection
from therapist_app.vault.errors import DiskError, VaultError
from therapist_app.vault.vault import Vault

MOST = 50
_BLANKS = str.maketrans(dict.fromkeys("\n\r\t\u2028\u2029\v\f", " "))


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
        query, reader = query_of(terms), Reader(reader)
        handouts = [key for key, title in self._titles().items() if title_fits(terms, title)]
        try:
            return self._find(wish, query, handouts, reader, most)
        except DiskError:
            return self._find(wish, query, handouts, reader, most)

    def sessions(self, typed: str, couple_id: str) -> frozenset[str]:
        """The sessions of a couple whose notes hold what was typed, in parts that are not the therapist's alone."""
        found = self.find(Wish(typed, couple_id, kinds=("note",)), most=None)
        return frozenset(hit.session_id for hit in found.hits)

    def take_in(self) -> None:
        """Bring what was written since the last search into the index; where that cannot be, search without it."""
        if self._vault.read_only:
            return
        for _ in range(2):  # a broken index is built anew by the vault while it fails
            with contextlib.suppress(VaultError):
                with self._vault.read() as db:
                    docs = search_index.waiting(_raw(db))
                if docs:
                    with self._vault.begin() as db:
                        search_index.take_in(_raw(db), docs)
                return

    def _find(
        self, wish: Wish, query: str, handouts: Sequence[str], reader: Reader, most: int | None
    ) -> Found:
        self.take_in()
        asked = candidates(wish, query, handouts, reader, most)
        with self._vault.read() as db:
            rows = [tuple(row) for row in db.execute(text(asked.sql), asked.values).all()]
            shown = rows[:most]
            hits = _asked_again(db, wish, reader, shown)
            if most is not None:
                hits = _in_context(db, query, hits)
        return Found(tuple(hit for _, hit in hits), more=len(rows) > len(shown))


def _raw(db: DbSession) -> RawConnection:
    return cast("RawConnection", db.connection().connection.driver_connection)


def _asked_again(
    db: DbSession, wish: Wish, reader: Reader, rows: Iterable[tuple[Any, ...]]
) -> list[tuple[int, Hit]]:
    """The candidates as their records say them; one whose record is gone, moved or for someone else is left out."""
    docs = {(kind, source_id): doc for doc, kind, source_id in rows}
    by_kind: dict[str, list[str]] = {}
    for kind, source_id in docs:
        by_kind.setdefault(kind, []).append(source_id)
    found: dict[tuple[str, str], Hit] = {}
    for asked in records(by_kind):
        for row in db.execute(text(asked.sql), asked.values).all():
            hit = _hit(row)
            if _is_wished(hit, wish, reader):
                found[hit.kind, hit.source_id] = hit
    return [(doc, found[key]) for key, doc in docs.items() if key in found]


def _is_wished(hit: Hit, wish: Wish, reader: Reader) -> bool:
    label = hit.audience == wish.label if wish.label else hit.audience != Audience.THERAPIST
    return (
        label
        and reader.may_see(hit.audience)
        and wish.couple_id in ("", hit.couple_id)
        and (wish.since is None or (hit.on_date is not None and hit.on_date >= wish.since))
        and (wish.until is None or (hit.on_date is not None and hit.on_date <= wish.until))
    )


def _hit(row: Any) -> Hit:
    kind, source_id, couple_id, session_id, on_date, audience, about = tuple(row)
    day = dt.date.fromisoformat(on_date) if on_date else None
    return Hit(kind, source_id, couple_id, session_id or "", audience, day, about=about)


def _in_context(db: DbSession, query: str, hits: Iterable[tuple[int, Hit]]) -> list[tuple[int, Hit]]:
    """The same hits with some of their words; the marks around matched words are new each time, so no text has them."""
    begin, end = (secrets.token_hex(8) for _ in range(2))
    hits = list(hits)
    found = search_index.snippets(_raw(db), query, [doc for doc, _ in hits], begin, end)
    marked = {doc: _marked(snippet, begin, end) for doc, snippet in found.items()}
    nothing: tuple[str, tuple[Span, ...]] = ("", ())
    return [
        (doc, replace(hit, text=words, spans=spans))
        for doc, hit in hits
        for words, spans in (marked.get(doc, nothing),)
    ]


def _marked(snippet: str, begin: str, end: str) -> tuple[str, tuple[Span, ...]]:
    """The text without its marks, in one line, and the places between them."""
    text_, spans = "", list[Span]()
    for piece in snippet.split(begin):
        matched, closing, rest = piece.partition(end)
        if closing:
            spans.append((len(text_), len(matched)))
        text_ += matched + rest
    return text_.translate(_BLANKS), tuple(spans)
