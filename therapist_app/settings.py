"""The settings of the app, each declared once: its type, default, bounds and what it does.

They lie in one TOML file outside the vault, so nothing here may be about a client.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from dataclasses import Field, asdict, dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from therapist_app.kernel.errors import FileError, InputError

Write = Callable[[Path, bytes], None]
_LONGEST_FILE = 64 * 1024


def _setting(
    default: Any,
    meaning: str,
    *,
    choices: tuple[Any, ...] = (),
    least: int | None = None,
    most: int | None = None,
) -> Any:
    return field(
        default=default, metadata={"meaning": meaning, "choices": choices, "least": least, "most": most}
    )


@dataclass(frozen=True, slots=True)
class Values:
    """Every setting with its default; the fields are the table."""

    theme: str = _setting(
        "system", "Light, dark, or as the computer is set.", choices=("system", "light", "dark")
    )
    text_size: int = _setting(100, "Size of all text, in per cent.", least=90, most=200)
    easy_reading: bool = _setting(False, "Letters drawn to be told apart easily.")
    idle_minutes: int = _setting(
        5, "Minutes without a key or the mouse until Attune locks.", least=1, most=30
    )
    lock_with_screen: bool = _setting(True, "Lock Attune when this computer's screen locks.")
    lock_before_sleep: bool = _setting(True, "Lock Attune before this computer goes to sleep.")
    lock_at_switch: bool = _setting(True, "Lock Attune when someone else logs in at this computer.")
    clipboard_seconds: int = _setting(
        30, "What you copy is taken off the clipboard again, and at lock.", choices=(10, 30, 60, 120)
    )
    hide_from_sharing: bool = _setting(
        True, "Others in a video call see an empty window in place of Attune when you share your screen."
    )
    spelling: bool = _setting(True, "Mark words in notes that the dictionary does not know.")
    vault: str = _setting("", "The folder of the practice last opened.")
    backup_folder: str = _setting("", "The folder for copies of the practice outside this computer.")
    copy: str = _setting(
        "", "Where an encrypted copy of text lies that could not be saved, until it is put back."
    )
    window: tuple[int, ...] = _setting(
        (), "Place and size of the window: left, top, width, height, maximised."
    )
    fold_before: bool = _setting(False, "Whether the card before the session is folded to its head.")
    fold_sidebar: bool = _setting(False, "Whether the sidebar is folded to its icons.")


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the table, as the settings page and the manual show it."""

    key: str
    default: Any
    meaning: str
    choices: tuple[Any, ...]
    least: int | None
    most: int | None

    def problem_of(self, value: Any) -> str:
        """Why a value cannot be used, in one sentence; empty if it can."""
        if isinstance(self.default, tuple):
            good = isinstance(value, list | tuple) and all(type(part) is int for part in _parts(value))
            return "" if good else f"{self.key} is not a list of whole numbers."
        if type(value) is not type(self.default):
            return f"{self.key} is not {_KINDS[type(self.default)]}."
        if self.choices and value not in self.choices:
            return f"{self.key} is none of {', '.join(map(str, self.choices))}."
        if self.least is not None and self.most is not None and not self.least <= value <= self.most:
            return f"{self.key} is not between {self.least} and {self.most}."
        return ""


_KINDS: dict[type, str] = {bool: "true or false", int: "a whole number", str: "a piece of text"}


def _parts(value: Any) -> list[Any]:
    return list(value)


def _row(declared: Field[Any]) -> Row:
    return Row(declared.name, declared.default, **declared.metadata)


TABLE: tuple[Row, ...] = tuple(_row(declared) for declared in fields(Values))


def read_values(text: str) -> tuple[Values, tuple[str, ...]]:
    """The settings in a TOML text, and a sentence for each that could not be used and fell back."""
    try:
        found: dict[str, Any] = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return Values(), ("The settings file cannot be read, so the usual settings are used.",)
    notices: list[str] = []
    good: dict[str, Any] = {}
    for row in TABLE:
        if row.key not in found:
            continue
        problem = row.problem_of(found[row.key])
        if problem:
            notices.append(f"A setting was put back to its usual value: {problem}")
        else:
            good[row.key] = tuple(found[row.key]) if isinstance(row.default, tuple) else found[row.key]
    return Values(**good), tuple(notices)


class Settings:
    """The settings in use and the file that keeps them; each change is checked and written at once."""

    def __init__(self, file: Path, write: Write) -> None:
        """`write(path, data)` replaces a file whole or leaves it as it was; it may raise OSError."""
        self._file = file
        self._write = write
        self._listeners: list[Callable[[Values], None]] = []
        self.values, self.notices = self._read()

    def _read(self) -> tuple[Values, tuple[str, ...]]:
        try:
            with self._file.open("rb") as file:
                return read_values(file.read(_LONGEST_FILE).decode("utf-8"))
        except FileNotFoundError:
            return Values(), ()
        except (OSError, UnicodeDecodeError):
            return Values(), ("The settings file cannot be read, so the usual settings are used.",)

    def when_changed(self, listener: Callable[[Values], None]) -> None:
        """Call `listener` with the new values after each change, for as long as the settings live."""
        self._listeners.append(listener)

    def change(self, **changed: Any) -> None:
        """Use new values from now on and keep them.

        Raises InputError for a value out of bounds; FileError if the values are used but cannot be kept.
        """
        for key, value in changed.items():
            problem = _BY_KEY[key].problem_of(value)
            if problem:
                raise InputError(problem, "Nothing was changed.", key)
        if all(getattr(self.values, key) == value for key, value in changed.items()):
            return
        self.values = replace(self.values, **changed)
        for listener in self._listeners:
            listener(self.values)
        self._keep()

    def _keep(self) -> None:
        import tomli_w

        kept = {key: value for key, value in asdict(self.values).items() if value != _BY_KEY[key].default}
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            self._write(self._file, tomli_w.dumps(kept).encode("utf-8"))
        except OSError:
            raise FileError(
                "The setting is used now but could not be kept.", "It will be back to what it was next time."
            ) from None


_BY_KEY: dict[str, Row] = {row.key: row for row in TABLE}
