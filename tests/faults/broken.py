"""Guards that can be broken on purpose, so that a row of the plan can be seen to turn red.

Only the programs that rows start call `break_named`; the product knows nothing of this.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

VARIABLE = "ATTUNE_BROKEN"


def _setting(name: str, value: str, answer: object) -> Callable[[], None]:
    """Give one setting of the database another value, and expect that one."""

    def change() -> None:
        from therapist_app.vault import driver

        driver._SETTINGS = tuple(
            (name, value, answer) if found[0] == name else found for found in driver._SETTINGS
        )

    return change


def _journal_thrown_away() -> None:
    from therapist_app.vault import driver

    whole = driver.require_file

    def require_file(path: Path) -> None:
        path.with_name(f"{path.name}-journal").unlink(missing_ok=True)
        whole(path)

    driver.require_file = require_file


def _no_folder_sync() -> None:
    from therapist_app.kernel import files

    def sync_folder(folder: Path) -> None:
        pass

    _swap(files.sync_folder, sync_folder)


def _no_read_back() -> None:
    from therapist_app.kernel import files

    def write_whole(path, data, *, check=None, mode=0o600):
        part = path.with_name(f".{path.name[:60]}.{os.urandom(6).hex()}.part")
        _write_new(part, data, mode)  # noqa: F821 - it runs among the names of kernel/files.py
        if check:
            check(data)
        part.replace(path)
        sync_folder(path.parent)  # noqa: F821

    _swap(files.write_whole, write_whole)


def _swap(whole: Callable[..., object], broken: Callable[..., object]) -> None:
    """Give a function other code, wherever it was imported to by name."""
    whole.__code__ = broken.__code__


def _ack_before_commit() -> None:
    from tests.faults import work

    work.ACK_FIRST = True


GUARDS: dict[str, Callable[[], None]] = {
    "synchronous_off": _setting("synchronous", "OFF", 0),
    "journal_off": _setting("journal_mode", "OFF", "off"),
    "journal_thrown_away": _journal_thrown_away,  # what a cut left is "cleaned up" instead of mended
    "no_folder_sync": _no_folder_sync,
    "no_read_back": _no_read_back,
    "ack_before_commit": _ack_before_commit,  # the rows' own program says "saved" too early
}


def break_named(names: str | None = None) -> None:
    """Break the guards named in `names`, or in the environment, in this process."""
    for name in filter(None, (names or os.environ.get(VARIABLE, "")).split(",")):
        GUARDS[name]()
