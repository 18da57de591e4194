"""Print the first migration from today's records: `python -m tools.print_schema > FILE`.

Only for as long as no release exists; afterwards a change of the records is a new numbered step.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterable

from sqlalchemy.dialects.sqlite import dialect
from sqlalchemy.schema import CreateIndex, CreateTable

from therapist_app.vault.driver import RawConnection, driver
from therapist_app.vault.migrations.runner import STEPS
from therapist_app.vault.records import Record

SLICES = ("practice", "couples", "safety", "sessions", "commitments", "progression", "homework")

# Reading a couple's facts by date, newest first, is the most common query of every screen.
EXTRA_INDEXES = (
    ("sessions", "couple_id", "on_date"),
    ("phase_entries", "couple_id", "on_date"),
    ("safety_entries", "couple_id", "on_date"),
    ("check_ins", "commitment_id", "on_date"),
)

HEAD = '''"""The first schema, made by tools/print_schema.py from the records; fixed by the first release."""

from __future__ import annotations

from therapist_app.vault.driver import RawConnection

VERSION = 1

DDL: tuple[str, ...] = (
'''

TAIL = ''')


def apply(raw: RawConnection) -> None:
    """Make every table and index."""
    for statement in DDL:
        raw.execute(statement)
'''


def statements() -> list[str]:
    """CREATE statements of every table, index by index, in an order that foreign keys allow."""
    for noun in SLICES:
        importlib.import_module(f"therapist_app.{noun}.model")
    made: list[str] = []
    first, later = _made_by_later_steps()
    for table in Record.metadata.sorted_tables:
        if table.name not in first:
            continue
        made.append(
            _plain(_first(str(CreateTable(table).compile(dialect=dialect())), later.get(table.name, ())))
        )
        made.extend(
            _plain(str(CreateIndex(index).compile(dialect=dialect())))
            for index in sorted(table.indexes, key=lambda index: str(index.name))
        )
    made.extend(
        f"CREATE INDEX ix_{table}_{'_'.join(columns)} ON {table} ({', '.join(columns)})"
        for table, *columns in EXTRA_INDEXES
    )
    return made


def _made_by_later_steps() -> tuple[set[str], dict[str, set[str]]]:
    """The tables of the first step, and the columns that later steps added to them."""
    raw = driver.connect(":memory:", isolation_level=None)
    STEPS[0].apply(raw)
    first = {table: _columns(raw, table) for table in _tables(raw)}
    for step in STEPS[1:]:
        step.apply(raw)
    later = {table: _columns(raw, table) - columns for table, columns in first.items()}
    raw.close()
    return set(first), later


def _tables(raw: RawConnection) -> set[str]:
    return {row[0] for row in raw.execute("SELECT name FROM sqlite_schema WHERE type='table'").fetchall()}


def _columns(raw: RawConnection, table: str) -> set[str]:
    return {row[1] for row in raw.execute(f"PRAGMA table_info({table})").fetchall()}


def _first(sql: str, later: Iterable[str]) -> str:
    """A table without the lines of columns that came later, and of the words that those may hold."""
    added = tuple(start for column in later for start in (f"{column} ", f"CONSTRAINT {column}_known "))
    return "\n".join(line for line in sql.splitlines() if not added or not line.strip().startswith(added))


def _plain(sql: str) -> str:
    lines = (line.rstrip().replace("\t", "    ") for line in sql.strip().splitlines())
    return "\n".join(_folded(line) for line in lines)


def _folded(line: str) -> str:
    """A long list of known words goes on a line of its own."""
    return line if len(line) < 100 else line.replace(" CHECK (", "\n        CHECK (", 1)


def main() -> None:
    """Write the module to standard output."""
    print(HEAD, end="")
    for sql in statements():
        body = "\n".join(f"    {line}" if line else line for line in sql.splitlines())
        print(f'    """\n{body}\n    """,')
    print(TAIL, end="")


if __name__ == "__main__":
    main()
