"""Raises every error of ours with a secret in all that it is made from, and hands each to the doors for errors.

`raising FOLDER SEED COUNT`, with the secret on the standard input. The statement of each place that raises is cut out
of its module and carried out there, at its own line, with the secret in every name that it uses, beside it and in the
error that led to it. Then every table is written to and asked wrongly. What the logs, the reports and the terminal
hold afterwards is for the caller to look through; the counts are told as JSON.
"""

from __future__ import annotations

import ast
import builtins
import contextlib
import importlib
import json
import logging
import random
import sys
import threading
import traceback
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QApplication
from sqlalchemy import text

from tests.faults.broken import break_named
from tests.support.programs import ROOT
from tests.support.vaults import make_vault
from therapist_app.kernel.clock import SystemClock
from therapist_app.logs import Event, Log, silence_libraries
from therapist_app.vault.records import Record
from ui.kit import crash
from ui.kit.tasks import Tasks


class Secret(str):
    """A text that answers whatever is asked of it with itself."""

    __slots__ = ()

    def __getattr__(self, name: str) -> Secret:
        if name.startswith("__"):
            raise AttributeError(name)
        return Secret(self)

    def __call__(self, *_: object, **__: object) -> Secret:
        return Secret(self)

    def __getitem__(self, _: object) -> Secret:
        return Secret(self)

    def __format__(self, _: str) -> str:
        return str(self)


@dataclass(frozen=True)
class Site:
    """One statement that raises."""

    module: str
    file: str
    statement: ast.Raise


def sites() -> Iterator[Site]:
    """Every place in our code that raises an error by its name; what is raised anew has been raised before."""
    for root in ("therapist_app", "ui"):
        for path in sorted((ROOT / root).rglob("*.py")):
            if path.stem == "__main__":
                continue
            module = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Raise) and node.exc is not None:
                    yield Site(module, str(path), node)


def raised_at(site: Site, secret: Secret) -> BaseException | None:
    """The error as that place makes it; None where it cannot be made from texts alone."""
    module = importlib.import_module(site.module)
    used = {one.id for one in ast.walk(site.statement) if isinstance(one, ast.Name)}
    given: dict[str, Any] = {}
    for name in used - vars(module).keys() - vars(builtins).keys():
        given[name] = _class_called(name) or secret
    for name in given.keys() & {"error", "fault", "problem", "caught", "refused"}:
        given[name] = ValueError(secret)
    code = ast.parse(
        "def _here(_beside, _names):\n    try:\n        raise KeyError(_beside)\n    except KeyError:\n        pass"
    )
    function = code.body[0]
    assert isinstance(function, ast.FunctionDef)
    function.args.args += [ast.arg(name) for name in sorted(given)]
    inner = function.body[0]
    assert isinstance(inner, ast.Try)
    inner.handlers[0].body = [site.statement]
    for node in ast.walk(function):
        if hasattr(node, "lineno") or isinstance(node, ast.stmt | ast.expr | ast.excepthandler | ast.arg):
            node.lineno = node.end_lineno = site.statement.lineno  # type: ignore[attr-defined]
            node.col_offset = node.end_col_offset = 0  # type: ignore[attr-defined]
    made: dict[str, Any] = {}
    exec(compile(code, site.file, "exec"), vars(module), made)
    try:
        made["_here"](secret, list(given), **given)
    except Exception as error:  # noqa: BLE001 whichever it is
        wanted = _class_of(site.statement, module, given)
        return error if wanted is None or isinstance(error, wanted) else None
    return None


def _class_called(name: str) -> type | None:
    """A class that the place imports where it needs it."""
    if not name[:1].isupper():
        return None
    every = (
        vars(one).get(name)
        for key, one in list(sys.modules.items())
        if key.startswith(("therapist_app", "ui"))
    )
    return next((one for one in every if isinstance(one, type)), None)


def _class_of(statement: ast.Raise, module: Any, given: dict[str, Any]) -> type[BaseException] | None:
    """The class that is named, where one is: an error made on the way to it would be another."""
    named = statement.exc.func if isinstance(statement.exc, ast.Call) else statement.exc
    if not isinstance(named, ast.Name):
        return None
    found = given.get(named.id) or vars(module).get(named.id) or vars(builtins).get(named.id)
    return found if isinstance(found, type) and issubclass(found, BaseException) else None


class Doors:
    """Everywhere that an error of ours can come to."""

    def __init__(self, folder: Path) -> None:
        self.reports: list[str] = []
        self.tasks = Tasks()
        self.door = crash.CrashDoor(folder / "state", lambda: True)
        self.door.install()
        self.door.reported.connect(lambda report, _: self.reports.append(report))
        self.tasks.crashed.connect(self.door.caught)
        self.log = Log(folder / "state" / "attune.log", SystemClock())

    def hand(self, error: BaseException) -> None:
        """To the hook, to another thread, to the tasks, and to the log."""
        sys.excepthook(type(error), error, error.__traceback__)

        def again() -> None:
            raise error

        thread = threading.Thread(target=again)
        thread.start()
        thread.join()
        self.tasks.vault(again)
        self.tasks.drain()
        QApplication.processEvents()
        self.log.problem(error)
        with contextlib.suppress(ValueError):  # a name that is none is refused, and that is all of it
            self.log.write(Event.REFUSED, kind=type(error).__name__, tries=1)

    def close(self) -> None:
        """Give the hooks back and tell the reports."""
        self.tasks.close()
        self.door.remove()
        print("\n".join(self.reports))  # noqa: T201


def wrong_questions(folder: Path, secret: str) -> Iterator[BaseException]:
    """What the database says when each table is written to and asked wrongly, the secret in every value."""
    made = make_vault(folder)
    try:
        for table in Record.metadata.sorted_tables:
            names = [column.name for column in table.columns]
            written = f"INSERT INTO {table.name} ({', '.join(names)}) VALUES (:{', :'.join(names)})"
            asked = f"SELECT nothing FROM {table.name} WHERE {names[0]} = :{names[0]}"
            twice = f"INSERT INTO {table.name} ({names[0]}) VALUES (:{names[0]}), (:{names[0]})"
            for statement in (written, asked, twice):
                try:
                    with made.vault.begin() as session:
                        session.execute(text(statement), dict.fromkeys(names, secret))
                        session.flush()
                        raise _TakenError
                except _TakenError:
                    continue
                except Exception as error:  # noqa: BLE001 whatever it is
                    yield error
    finally:
        made.vault.close()


class _TakenError(Exception):
    """The database took it; nothing was said."""


def main(folder: Path, seed: int, count: int) -> int:
    """Raise, hand over, tell."""
    break_named()
    secret = sys.stdin.readline().strip()
    _app = QApplication.instance() or QApplication([])
    silence_libraries()
    careless = logging.StreamHandler(sys.stderr)  # as someone would who looks for a fault
    logging.getLogger().addHandler(careless)
    logging.getLogger().setLevel(logging.DEBUG)
    doors = Doors(folder)
    every = list(sites())
    chosen = every if count >= len(every) else random.Random(seed).sample(every, count)
    for site in every:
        importlib.import_module(site.module)
    missed = []
    for site in chosen:
        error = raised_at(site, Secret(secret))
        if error is None:
            missed.append(f"{site.module}:{site.statement.lineno}")
        else:
            doors.hand(error)
    asked = 0
    for error in wrong_questions(folder, secret):
        asked += 1
        doors.hand(error)
        print("".join(traceback.format_exception(error)))  # noqa: T201
    doors.close()
    print(json.dumps({"sites": len(every), "tried": len(chosen), "missed": missed, "asked": asked}))  # noqa: T201
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])))
