"""Looks after the index of the full-text search: it is made from the records, so what is wrong with it is mended.

A bad index is never damage or tampering; the worst it can do is not to find something.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable

from therapist_app.vault.driver import RawConnection, checked, driver
from therapist_app.vault.errors import VaultError
from therapist_app.vault.migrations import m0003_search as made
from therapist_app.vault.report import Check

INDEX = "search_index"
_AROUND = 24  # words of a text that are shown


def concerns_only_the_index(row: tuple[object, ...]) -> bool:
    """Whether a line of SQLite's own check is about the index and nothing else."""
    words = str(row[0])
    return ("inverted index" in words or words.startswith("fts5:")) and INDEX in words


def is_in_step(raw: RawConnection) -> bool:
    """A quick look for every opening: the triggers are there, and as many texts are known as there are records."""
    found = dict(
        checked(raw, "SELECT name, sql FROM sqlite_schema WHERE type='trigger' AND name LIKE 'search%'")
    )
    if any(found.get(name) != sql for name, sql in made.triggers().items()):
        return False
    tables = {row[1] for row in checked(raw, "PRAGMA main.table_list")}
    if not {"search_rows", INDEX, f"{INDEX}_docsize"} <= tables:
        return False
    records = sum(checked(raw, one.count)[0][0] for one in made.SOURCES)
    known = _count(raw, "search_rows")
    return records == known and known - len(waiting(raw)) == _count(raw, f"{INDEX}_docsize")


def fits(raw: RawConnection) -> bool:
    """Whether the index equals one built now: texts of the same place and length, and each word as often."""
    raw.execute("DROP TABLE IF EXISTS temp.search_anew")
    try:
        differing = f"({made.facts()} EXCEPT SELECT {made.COLUMNS} FROM search_rows)"  # noqa: S608 - ours
        if _count(raw, differing):
            return False
        raw.execute(f"CREATE VIRTUAL TABLE temp.search_anew USING fts5(words, content='', {made.TOKENS})")
        raw.execute(
            "INSERT INTO temp.search_anew(rowid, words) SELECT doc, words FROM search_texts "
            "WHERE doc IN (SELECT doc FROM search_rows WHERE is_current)"
        )
        raw.execute(f"CREATE VIRTUAL TABLE temp.search_now USING fts5vocab('main', '{INDEX}', 'row')")
        raw.execute("CREATE VIRTUAL TABLE temp.search_then USING fts5vocab('temp', 'search_anew', 'row')")
        pairs = (
            (f"SELECT id, sz FROM {INDEX}_docsize", "SELECT id, sz FROM temp.search_anew_docsize"),  # noqa: S608
            ("SELECT term, doc, cnt FROM temp.search_now", "SELECT term, doc, cnt FROM temp.search_then"),
        )
        return all(raw.execute(now).fetchall() == raw.execute(then).fetchall() for now, then in pairs)
    except (VaultError, driver.Error, MemoryError):
        return False
    finally:
        for name in ("search_now", "search_then", "search_anew"):
            with contextlib.suppress(driver.Error):
                raw.execute(f"DROP TABLE IF EXISTS temp.{name}")


def waiting(raw: RawConnection) -> list[int]:
    """The texts that changed and are not in the index yet."""
    return [row[0] for row in checked(raw, "SELECT doc FROM search_rows WHERE NOT is_current")]


def take_in(raw: RawConnection, docs: Iterable[int]) -> None:
    """Read the words of these texts into the index, inside a transaction of the caller."""
    for doc in docs:
        raw.execute(
            f"INSERT INTO {INDEX}(rowid, words) SELECT doc, words FROM search_texts WHERE doc = ?",  # noqa: S608 - ours
            (doc,),
        )
        raw.execute("UPDATE search_rows SET is_current = 1 WHERE doc = ?", (doc,))


def snippets(raw: RawConnection, query: str, docs: Iterable[int], begin: str, end: str) -> dict[int, str]:
    """Some words of each text around what was asked for, between marks.

    A small index of these texts alone, in memory, answers at once; the whole one would go through each word that
    begins as asked, for every text again.
    """
    raw.execute("DROP TABLE IF EXISTS temp.search_shown")
    raw.execute(f"CREATE VIRTUAL TABLE temp.search_shown USING fts5(words, {made.TOKENS})")
    try:
        for doc in docs:
            raw.execute(
                "INSERT INTO temp.search_shown(rowid, words) SELECT doc, words FROM search_texts WHERE doc = ?",
                (doc,),
            )
        rows = raw.execute(
            "SELECT rowid, snippet(search_shown, 0, ?, ?, '\N{HORIZONTAL ELLIPSIS}', ?) "
            "FROM temp.search_shown WHERE search_shown MATCH ?",
            (begin, end, _AROUND, query),
        )
        return dict(rows.fetchall())
    finally:
        raw.execute("DROP TABLE IF EXISTS temp.search_shown")


def build_anew(raw: RawConnection) -> None:
    """Throw the index away and make it again with its triggers, whole or not at all."""
    checked(raw, "BEGIN IMMEDIATE")
    try:
        for name in made.triggers():
            raw.execute(f"DROP TRIGGER IF EXISTS {name}")
        for kind, name in (("VIEW", "search_texts"), ("TABLE", INDEX), ("TABLE", "search_rows")):
            raw.execute(f"DROP {kind} IF EXISTS {name}")
        made.apply(raw)
        checked(raw, "COMMIT")
    finally:
        if raw.in_transaction:
            raw.execute("ROLLBACK")


def keep_in_step(raw: RawConnection) -> None:
    """Build the index anew where the quick look finds it out of step; nothing is said where that fails."""
    with contextlib.suppress(VaultError, driver.Error):
        if not is_in_step(raw):
            build_anew(raw)


def mend_broken(raw: RawConnection) -> None:
    """Build the index anew where its own structure is broken, so that the next save or search goes through."""
    with contextlib.suppress(VaultError, driver.Error):
        if checked(raw, f"PRAGMA quick_check({INDEX})") != [("ok",)]:
            build_anew(raw)


def check_index(raw: RawConnection) -> Check:
    """Compare the index with the records, and build it anew where they differ."""
    if is_in_step(raw) and fits(raw):
        return Check("search", ok=True, words="The search index fits the records.")
    try:
        build_anew(raw)
    except (VaultError, driver.Error):
        words = (
            "The search index does not fit the records. No record is touched by this; some may not be found."
        )
        return Check("search", ok=False, words=words)
    return Check("search", ok=True, words="The search index did not fit the records and was built anew.")


def _count(raw: RawConnection, table: str) -> int:
    return int(checked(raw, f"SELECT count(*) FROM {table}")[0][0])  # noqa: S608 - our own names
