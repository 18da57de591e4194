"""The index of the full-text search, and what keeps it in step with the records.

The index holds no text: FTS5 reads the words through the view `search_texts`, so that there is one copy of a note and
nothing to disagree with. `search_rows` says whose each text is and of which day, so that a common word is narrowed
without reading a record; a search asks the records themselves again before it shows anything.

Triggers follow every change in the same transaction, whoever made it: a text that changed leaves the index at once and
waits (`is_current` 0) until a search takes it in. A note is saved each second while someone types; taking in its words
each time would make that half as long again. Every name begins with `search_`, by which the history knows what is made
from the records.
"""

from __future__ import annotations

from therapist_app.vault.driver import RawConnection
from therapist_app.vault.migrations.m0003_search_sources import SOURCES, Source

# The tokenizer knows the letters of Unicode 6.1 and takes all that came later for letters too: marks of direction,
# signs and emoji would stick to the words beside them.
_LATER_SIGNS = (
    (0x61C, 0x61C), (0x2066, 0x2069), (0x20BA, 0x20C0), (0x23F4, 0x23FF), (0x2B4D, 0x2BFF), (0x2E3C, 0x2E5D),
    (0x1F300, 0x1FAFF),
)  # fmt: skip
_SEPARATORS = "".join(chr(code) for first, last in _LATER_SIGNS for code in range(first, last + 1))
TOKENS = f"""tokenize="unicode61 remove_diacritics 2 separators '{_SEPARATORS}'\""""

TABLES: tuple[str, ...] = (
    """
    CREATE TABLE search_rows (
        doc INTEGER NOT NULL PRIMARY KEY,
        kind VARCHAR(12) NOT NULL,
        source_id VARCHAR(36) NOT NULL,
        couple_id VARCHAR(36),
        session_id VARCHAR(36),
        on_date DATE,
        audience VARCHAR(9) NOT NULL,
        is_current BOOLEAN NOT NULL DEFAULT 0,
        UNIQUE (source_id, kind)
    )
    """,
    "CREATE INDEX search_rows_session_id ON search_rows (session_id)",
    "CREATE INDEX search_rows_waiting ON search_rows (doc) WHERE NOT is_current",
    f"""
    CREATE VIRTUAL TABLE search_index USING fts5(
        words, content='search_texts', content_rowid='doc', prefix='2 3', {TOKENS}
    )
    """,
)
COLUMNS = "kind, source_id, couple_id, session_id, on_date, audience"
_PLACE = "(couple_id, session_id, on_date, audience)"


def view(sources: tuple[Source, ...] = SOURCES) -> str:
    """The view through which the index reads the words of its rows."""
    arms = (
        f"SELECT doc, {one.words(one.table)} AS words FROM search_rows "  # noqa: S608 - our own names
        f"JOIN {one.table} ON {one.table}.id = search_rows.source_id WHERE search_rows.kind = '{one.kind}'"
        for one in sources
    )
    return "CREATE VIEW search_texts AS " + " UNION ALL ".join(arms)


def facts(sources: tuple[Source, ...] = SOURCES) -> str:
    """What `search_rows` should hold, as the records say it."""
    return " UNION ALL ".join(one.facts() for one in sources)


def triggers(sources: tuple[Source, ...] = SOURCES) -> dict[str, str]:
    """What keeps the index in step with the records, by name."""
    found: dict[str, str] = {}
    for one in sources:
        found |= _of_words(one) | _of_place(one)
    return found | _of_sessions(sources) | _of_commitments(sources)


def _of_words(one: Source) -> dict[str, str]:
    def mine(row: str) -> str:
        return f"WHERE kind = '{one.kind}' AND source_id = {row}.id"

    own = f"INSERT INTO search_rows({COLUMNS}) {one.facts('r.id = NEW.id')};"
    drop = (
        "INSERT INTO search_index(search_index, rowid, words) "  # noqa: S608 - our own names
        f"SELECT 'delete', doc, {one.words('OLD')} FROM search_rows {mine('OLD')} AND is_current;"
    )
    wait = f"UPDATE search_rows SET is_current = 0 {mine('OLD')} AND is_current;"  # noqa: S608 - our own names
    lose = f"DELETE FROM search_rows {mine('OLD')};"  # noqa: S608 - our own names
    return {
        **_trigger(one.table, "insert", "AFTER INSERT", "", own),
        **_trigger(one.table, "update", *_on_change(one.columns), f"{drop} {wait}"),
        **_trigger(one.table, "delete", "AFTER DELETE", "", f"{drop} {lose}"),
    }


def _of_place(one: Source) -> dict[str, str]:
    """A row that moved, or is for someone else now."""
    if not one.placed_by:
        return {}
    body = _placed_anew(one, "source_id = NEW.id")
    return _trigger(one.table, "move", *_on_change(one.placed_by), body)


def _of_sessions(sources: tuple[Source, ...]) -> dict[str, str]:
    """A session that moved takes all that was written in it along, and the check-ins of promises made in it."""
    of_promise = (
        "source_id IN (SELECT k.id FROM commitments c JOIN check_ins k ON k.commitment_id = c.id "
        "WHERE c.session_id = NEW.id)"
    )
    bodies = [_placed_anew(one, "session_id = NEW.id") for one in sources if one.has_session]
    bodies += [_placed_anew(one, of_promise) for one in sources if one.kind == "check_in"]
    return _trigger("sessions", "move", *_on_change(("couple_id", "on_date", "audience")), " ".join(bodies))


def _of_commitments(sources: tuple[Source, ...]) -> dict[str, str]:
    """A check-in is for nobody whom its promise is not for."""
    mine = "source_id IN (SELECT id FROM check_ins WHERE commitment_id = NEW.id)"
    bodies = [_placed_anew(one, mine) for one in sources if one.kind == "check_in"]
    changed = _on_change(("couple_id", "session_id", "audience"))
    return _trigger("commitments", "narrow", *changed, " ".join(bodies))


def _placed_anew(one: Source, which: str) -> str:
    now = one.facts("r.id = search_rows.source_id", one.place)
    return f"UPDATE search_rows SET {_PLACE} = ({now}) WHERE kind = '{one.kind}' AND {which};"  # noqa: S608 - ours


def _on_change(columns: tuple[str, ...]) -> tuple[str, str]:
    listed = ", ".join(f'"{column}"' for column in columns)
    changed = " OR ".join(f'NEW."{column}" IS NOT OLD."{column}"' for column in columns)
    return f"AFTER UPDATE OF {listed}", f"WHEN {changed} "


def _trigger(table: str, act: str, when: str, only: str, body: str) -> dict[str, str]:
    name = f"search_{table}_{act}"
    return {name: f"CREATE TRIGGER {name} {when} ON {table} {only}BEGIN {body} END"}


def fill(raw: RawConnection, sources: tuple[Source, ...] = SOURCES) -> None:
    """Build the whole index from the records, inside a transaction of the caller."""
    raw.execute("INSERT INTO search_index(search_index) VALUES ('delete-all')")
    raw.execute("DELETE FROM search_rows")
    for one in sources:
        raw.execute(f"INSERT INTO search_rows({COLUMNS}) {one.facts()}")
    # FTS5's own rebuild does not read a view that opens JSON.
    raw.execute("INSERT INTO search_index(rowid, words) SELECT doc, words FROM search_texts")
    raw.execute("UPDATE search_rows SET is_current = 1")


def apply(raw: RawConnection) -> None:
    """Make the index and its triggers, and take in every record there is."""
    for statement in (*TABLES, view(), *triggers().values()):
        raw.execute(statement)
    fill(raw)
