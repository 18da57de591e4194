"""What the full-text search finds: each table with words, how they are read, and whose they are."""

from __future__ import annotations

from dataclasses import dataclass

_SESSION = "LEFT JOIN sessions s ON s.id = r.session_id"
# A body is [[kind, level, state, [[text, marks], ...]], ...]. The runs of a block belong together, a bold letter may
# stand inside a word; blocks are lines. What is no body has no words, and never keeps a record from being written.
_BODY = (
    "CASE WHEN json_valid({body}) THEN coalesce((SELECT group_concat((SELECT group_concat("
    "CASE run.type WHEN 'array' THEN run.value ->> 0 END, '' ORDER BY run.key) "
    "FROM json_each(CASE block.type WHEN 'array' THEN block.value END, '$[3]') AS run), char(10) ORDER BY block.key) "
    "FROM json_each({body}{path}) AS block), '') ELSE '' END"
)
# A signed part is {"what": "text", "blocks": BODY} or {"what": "reason", "words": "..."}.
_SIGNED = (
    "CASE WHEN json_valid({body}) AND {body} ->> '$.what' = 'reason' THEN coalesce({body} ->> '$.words', '') "
    f"ELSE {_BODY} END"
)


def narrowest(*audiences: str) -> str:
    """The SQL for who may read what all of these may read; two that exclude each other leave the therapist."""
    known = [f"coalesce({one}, 'joint')" for one in audiences]
    readers = ("('joint')", "('joint', 'a')", "('joint', 'b')")
    arms = (
        f"WHEN {' AND '.join(f'{one} IN {readable}' for one in known)} THEN '{who}'"
        for who, readable in zip(("joint", "a", "b"), readers, strict=True)
    )
    return f"CASE {' '.join(arms)} ELSE 'therapist' END"


_BOTH = narrowest("r.audience", "s.audience")


@dataclass(frozen=True, slots=True)
class Source:
    """A table with words to find: its kind in the index, its columns that hold words, and where a row belongs.

    In the SQL of `couple`, `session`, `date`, `audience` and `only` the row is `r`, its session `s`. `placed_by` are
    the columns of the table itself that these look at.
    """

    kind: str
    table: str
    columns: tuple[str, ...]
    placed_by: tuple[str, ...] = ("couple_id", "session_id", "audience")
    date: str = "NULL"
    couple: str = "r.couple_id"
    session: str = "r.session_id"
    audience: str = _BOTH
    joins: str = _SESSION
    only: str = ""
    form: str = ""  # how the one column is read: the "body" of a note, a "signed" part, or plain columns

    def words(self, row: str) -> str:
        """The SQL for the words of a row: NEW, OLD, or the table itself."""
        body = f'{row}."{self.columns[0]}"'
        if self.form == "body":
            return _BODY.format(body=body, path="")
        if self.form == "signed":
            return _SIGNED.format(body=body, path=", '$.blocks'")
        return " || char(10) || ".join(f"coalesce({row}.\"{column}\", '')" for column in self.columns)

    @property
    def place(self) -> str:
        """The SQL for couple, session, date and audience of a row, in the order of `search_rows`."""
        return f"{self.couple}, {self.session}, {self.date}, {self.audience}"

    def facts(self, where: str = "", columns: str = "") -> str:
        """The SQL for kind, id and place of the rows that belong into the index, as their records say it."""
        asked = " AND ".join(part for part in (self.only, where) if part) or "TRUE"
        said = columns or f"'{self.kind}', r.id, {self.place}"
        return f"SELECT {said} FROM {self.table} r {self.joins} WHERE {asked}"  # noqa: S608 - ours

    @property
    def count(self) -> str:
        """The SQL for how many rows belong into the index."""
        return self.facts(columns="count(*)") if self.only else f"SELECT count(*) FROM {self.table}"  # noqa: S608 - ours

    @property
    def has_session(self) -> bool:
        """Whether a session says something of these rows."""
        return "sessions" in self.joins


def _addition(table: str, kind: str, audience: str) -> Source:
    """What was added below a signed note; the parts of the signed note itself are found as the note."""
    return Source(
        kind,
        table,
        ("content",),
        ("signature_id", "audience") if audience == "r.audience" else ("signature_id",),
        "g.about_on",
        "g.couple_id",
        "g.session_id",
        narrowest(audience, "s.audience"),
        "JOIN signatures g ON g.id = r.signature_id LEFT JOIN sessions s ON s.id = g.session_id",
        "g.kind IN ('late_entry', 'addendum', 'correction')",
        "signed",
    )


_NO_SESSION = {"session": "NULL", "joins": ""}
_OF_NOTE = {"date": "s.on_date", "couple": "s.couple_id", "form": "body"}

SOURCES: tuple[Source, ...] = (
    Source("note", "note_parts", ("body",), ("session_id", "audience"), **_OF_NOTE),
    Source("process", "process_notes", ("body",), ("session_id",), audience="'therapist'", **_OF_NOTE),
    _addition("signed_parts", "addition", "r.audience"),
    _addition("signed_process_parts", "own_addition", "'therapist'"),
    Source("couple", "couples", ("label",), (), couple="r.id", audience="'joint'", **_NO_SESSION),
    Source("partner", "partners", ("name", "full_name"), ("couple_id",), audience="'joint'", **_NO_SESSION),
    Source(
        "commitment", "commitments", ("words", "notice", "trigger", "slip_signal", "state_reason"),
        ("couple_id", "session_id", "starts_on", "audience"), "r.starts_on",
    ),
    Source(
        "check_in", "check_ins", ("line",), ("commitment_id", "session_id", "on_date", "audience"), "r.on_date",
        couple="c.couple_id", audience=narrowest("r.audience", "s.audience", "c.audience", "f.audience"),
        joins=(
            "JOIN commitments c ON c.id = r.commitment_id LEFT JOIN sessions f ON f.id = c.session_id " + _SESSION
        ),
    ),
    Source(
        "homework", "assignments", ("review_line", "override_reason", "in_the_way"),
        ("couple_id", "session_id", "given_on", "audience"), "r.given_on",
    ),
    Source(
        "answer", "returned_answers", ("answer",), ("couple_id", "returned_id", "audience"), "b.returned_on",
        session="NULL", audience="r.audience", joins="JOIN returned_sheets b ON b.id = r.returned_id",
        only="r.kind IN ('line', 'area')",
    ),
    Source(
        "phase", "phase_entries", ("reason",), ("couple_id", "session_id", "on_date", "audience"), "r.on_date"
    ),
    Source("block", "block_tags", ("line",), date="s.on_date"),
    Source(
        "rupture", "ruptures", ("period", "line"), ("couple_id", "audience"), audience="r.audience", **_NO_SESSION
    ),
    Source(
        "safety", "safety_entries", ("reason", "plan"), ("couple_id", "on_date", "audience"), "r.on_date",
        audience="r.audience", **_NO_SESSION,
    ),
    Source(
        "screen", "safety_screens", ("said",), ("couple_id", "on_date", "audience"), "r.on_date",
        audience="r.audience", **_NO_SESSION,
    ),
    Source(
        "risk", "risk_lines", ("safety_plan", "told"), ("couple_id", "on_date", "audience"), "r.on_date",
        audience="r.audience", **_NO_SESSION,
    ),
    Source(
        "plan", "safety_plan_items", ("words",), ("couple_id", "on_date", "audience"), "r.on_date",
        audience="r.audience", **_NO_SESSION,
    ),
)  # fmt: skip
