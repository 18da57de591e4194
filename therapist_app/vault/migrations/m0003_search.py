"""The index of the full-text search, and what keeps it in step with the records.

The index holds no text: FTS5 reads the words through the view `search_texts`, so that there is one copy of a note and
nothing to disagree with. Triggers tell the index of every insert, change and delete in the same transaction, whoever
made it. Who may read a text, and when it was, is not kept here at all: a search asks the records. Every name begins
with `search_`, by which the history knows what is made from the records.
"""

from __future__ import annotations

from dataclasses import dataclass

from therapist_app.vault.driver import RawConnection


@dataclass(frozen=True, slots=True)
class Source:
    """A table with words to find: its kind in the index, its columns that hold words, and how they are read."""

    kind: str
    table: str
    columns: tuple[str, ...]
    is_note: bool = False  # the one column is the body of a note

    def words(self, row: str) -> str:
        """The SQL for the words of a row: NEW, OLD, or the table itself."""
        if self.is_note:
            return _BODY.format(body=f'{row}."{self.columns[0]}"')
        return " || char(10) || ".join(f"coalesce({row}.\"{column}\", '')" for column in self.columns)


# A body is [[kind, level, state, [[text, marks], ...]], ...]. The runs of a block belong together, a bold letter may
# stand inside a word; blocks are lines. What is no body has no words, and never keeps a record from being written.
_BODY = (
    "CASE WHEN json_valid({body}) THEN coalesce((SELECT group_concat((SELECT group_concat("
    "CASE run.type WHEN 'array' THEN run.value ->> 0 END, '' ORDER BY run.key) "
    "FROM json_each(CASE block.type WHEN 'array' THEN block.value END, '$[3]') AS run), char(10) ORDER BY block.key) "
    "FROM json_each({body}) AS block), '') ELSE '' END"
)

SOURCES: tuple[Source, ...] = (
    Source("note", "note_parts", ("body",), is_note=True),
    Source("process", "process_notes", ("body",), is_note=True),
    Source("couple", "couples", ("label",)),
    Source("partner", "partners", ("name", "full_name")),
    Source("commitment", "commitments", ("words", "notice", "trigger", "slip_signal", "state_reason")),
    Source("check_in", "check_ins", ("line",)),
    Source("homework", "assignments", ("review_line", "override_reason")),
    Source("phase", "phase_entries", ("reason",)),
    Source("block", "block_tags", ("line",)),
    Source("rupture", "ruptures", ("period", "line")),
    Source("safety", "safety_entries", ("reason", "plan")),
)

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
        UNIQUE (source_id, kind)
    )
    """,
    f"""
    CREATE VIRTUAL TABLE search_index USING fts5(
        words, content='search_texts', content_rowid='doc', prefix='2 3', {TOKENS}
    )
    """,
    # Whose a note is, without its pages: a common word is in every note.
    "CREATE INDEX IF NOT EXISTS search_note_parts ON note_parts (id, session_id, audience)",
    # A deleted word leaves the file too, not only the answers.
    "INSERT INTO search_index(search_index, rank) VALUES ('secure-delete', 1)",
)


def view(sources: tuple[Source, ...] = SOURCES) -> str:
    """The view through which the index reads the words of its rows."""
    arms = (
        f"SELECT doc, {one.words(one.table)} AS words FROM search_rows "  # noqa: S608 - our own names
        f"JOIN {one.table} ON {one.table}.id = search_rows.source_id WHERE search_rows.kind = '{one.kind}'"
        for one in sources
    )
    return "CREATE VIEW search_texts AS " + " UNION ALL ".join(arms)


def triggers(one: Source) -> tuple[tuple[str, str], ...]:
    """Names and SQL of what keeps the index in step with a table."""
    columns = ", ".join(f'"{column}"' for column in one.columns)
    changed = " OR ".join(f'NEW."{column}" IS NOT OLD."{column}"' for column in one.columns)

    def known(row: str) -> str:
        return f"FROM search_rows WHERE source_id = {row}.id AND kind = '{one.kind}';"

    own = f"INSERT INTO search_rows(kind, source_id) VALUES ('{one.kind}', NEW.id);"  # noqa: S608 - our own names
    add = f"INSERT INTO search_index(rowid, words) SELECT doc, {one.words('NEW')} {known('NEW')}"
    drop = (
        "INSERT INTO search_index(search_index, rowid, words) "
        f"SELECT 'delete', doc, {one.words('OLD')} {known('OLD')}"
    )
    lose = f"DELETE {known('OLD')}"
    acts = (
        ("insert", "AFTER INSERT", "", f"{own} {add}"),
        ("update", f"AFTER UPDATE OF {columns}", f"WHEN {changed} ", f"{drop} {add}"),
        ("delete", "AFTER DELETE", "", f"{drop} {lose}"),
    )
    return tuple(
        (
            f"search_{one.table}_{act}",
            f"CREATE TRIGGER search_{one.table}_{act} {when} ON {one.table} {only}BEGIN {body} END",
        )
        for act, when, only, body in acts
    )


def fill(raw: RawConnection, sources: tuple[Source, ...] = SOURCES) -> None:
    """Build the whole index from the records, inside a transaction of the caller."""
    raw.execute("INSERT INTO search_index(search_index) VALUES ('delete-all')")
    raw.execute("DELETE FROM search_rows")
    for one in sources:
        raw.execute(
            f"INSERT INTO search_rows(kind, source_id) SELECT '{one.kind}', id FROM {one.table}"  # noqa: S608 - ours
        )
    # FTS5's own rebuild does not read a view that opens JSON.
    raw.execute("INSERT INTO search_index(rowid, words) SELECT doc, words FROM search_texts")


def apply(raw: RawConnection) -> None:
    """Make the index and its triggers, and take in every record there is."""
    for statement in (*TABLES, view()):
        raw.execute(statement)
    for one in SOURCES:
        for _, statement in triggers(one):
            raw.execute(statement)
    fill(raw)
