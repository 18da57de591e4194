"""Print the first migration from today's records: `python -m tools.print_schema > FILE`.

Only for as long as no release exists; afterwards a change of the records is a new numbered step.
"""

from __future__ import annotations

import importlib

from sqlalchemy.dialects.sqlite import dialect
from sqlalchemy.schema import CreateIndex, CreateTable

from therapist_app.vault.driver import RawConnection, driver
from therapist_app.vault.migrations.runner import STEPS
from therapist_app.vault.records import Record

SLICES = ("practice", "couples", "sessions", "commitments", "progression", "homework")

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
    later = _made_by_later_steps()
    for table in Record.metadata.sorted_tables:
        if table.name in later:
            continue
        made.append(_plain(str(CreateTable(table).compile(dialect=dialect()))))
        made.extend(
            _plain(str(CreateIndex(index).compile(dialect=dialect())))
            for index in sorted(table.indexes, key=lambda index: str(index.name))
        )
    made.extend(
        f"CREATE INDEX ix_{table}_{'_'.join(columns)} ON {table} ({', '.join(columns)})"
        for table, *columns in EXTRA_INDEXES
    )
    return made


def _made_by_later_steps() -> set[str]:
    raw = driver.connect(":memory:", isolation_level=None)
    STEPS[0].apply(raw)
    first = _tables(raw)
    for step in STEPS[1:]:
        step.apply(raw)
    later = _tables(raw) - first
    raw.close()
    return later


def _tables(raw: RawConnection) -> set[str]:
    return {row[0] for row in raw.execute("SELECT name FROM sqlite_schema WHERE type='table'").fetchall()}


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
