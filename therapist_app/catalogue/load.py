"""Loads the clinical catalogue from its TOML files and checks every key, type, number and reference."""

from __future__ import annotations

import dataclasses
import re
import tomllib
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, NoReturn, cast, get_args, get_origin, get_type_hints

from therapist_app.catalogue.entries import ANSWERED_BY
from therapist_app.catalogue.errors import CatalogueError
from therapist_app.catalogue.keylines import line_of
from therapist_app.catalogue.model import (
    Block,
    Catalogue,
    GuidanceRule,
    IntakeQuestion,
    LifeStage,
    Named,
    ScreenTopic,
    SetStep,
    Source,
    Starter,
    Threshold,
)
from therapist_app.catalogue.tables import TableReader, reference_values, references

FORMAT = 1
_KEY = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
_ADVICE = "Correct that line, or put back the file that came with Attune."


def load_catalogue(folder: Path | None = None) -> Catalogue:
    """The catalogue that ships with Attune, or one from a folder; CatalogueError names file, line and key."""
    return _shipped() if folder is None else _Loader(folder).load()


@cache
def _shipped() -> Catalogue:
    """Read once: it is ours, says nothing of a practice, and nobody changes it while the program runs."""
    return _Loader(files("resources.catalogue")).load()


class _File:
    """One parsed file and its text, which is kept to find lines."""

    def __init__(self, name: str, text: str) -> None:
        self.name = name
        self.text = text
        try:
            self.tables = cast("dict[str, object]", tomllib.loads(text))
        except tomllib.TOMLDecodeError as error:
            self.fail(f"this is not valid TOML: {error}", line=_line_in(str(error)))

    def fail(
        self, problem: str, table: str = "", index: int | None = None, key: str = "", line: int | None = None
    ) -> NoReturn:
        """Raise the error for a place in this file; the line is looked up unless it is given."""
        raise self.error(problem, table, index, key, line)

    def error(
        self, problem: str, table: str = "", index: int | None = None, key: str = "", line: int | None = None
    ) -> CatalogueError:
        """The error for a place in this file."""
        number = (
            line_of(self.text, table, index, key) or _any_line(self.text, table) if line is None else line
        )
        head = table if index is None else f"{table}[{index}]"
        path = ".".join(part for part in (head, key) if part)
        return CatalogueError(self.name, number, problem, _ADVICE, path)

    def reader(self, table: str, index: int | None) -> TableReader:
        """A reader whose errors name this table."""
        return TableReader(lambda key, problem: self.error(problem, table, index, key))


class _Loader:
    """Reads the files that `Catalogue` names for its parts, then checks how the parts fit together."""

    def __init__(self, folder: Traversable) -> None:
        self._folder = folder
        self._sources = {field.name: field.metadata["source"] for field in dataclasses.fields(Catalogue)}
        self._files: dict[str, _File] = {}

    def load(self) -> Catalogue:
        for name in dict.fromkeys(source.file for source in self._sources.values()):
            self._files[name] = self._open(name)
        kinds = get_type_hints(Catalogue)
        parts = {part: self._part(part, kinds[part]) for part in self._sources}
        for part, entries in parts.items():
            if isinstance(entries, tuple):
                several = cast("tuple[object, ...]", entries)
                self._check_keys(part, several)
                self._check_order(part, several)
                self._check_entries(part, several)
        self._check_references(parts)
        self._check_sets(parts)
        return Catalogue(**cast("dict[str, Any]", parts))

    def _open(self, name: str) -> _File:
        try:
            text = self._folder.joinpath(name).read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            problem = f"this file of the catalogue cannot be read ({type(error).__name__})"
            raise CatalogueError(name, 0, problem, "Put back the file that came with Attune.") from error
        file = _File(name, text)
        known = {"format"} | {source.table for source in self._sources.values() if source.file == name}
        for key in file.tables:
            if key not in known:
                file.fail(f"“{key}” is not known in this file", key=key, line=_any_line(file.text, key))
        version = file.tables.get("format")
        if type(version) is not int:
            file.fail("“format” is missing or not a whole number", key="format")
        if version != FORMAT:
            file.fail(f"format {version} is not known; this Attune reads format {FORMAT}", key="format")
        return file

    def _part(self, part: str, kind: object) -> object:
        source: Source = self._sources[part]
        file = self._files[source.file]
        if source.table not in file.tables:
            file.fail(f"the table “{source.table}” is missing", source.table)
        value = file.tables[source.table]
        if get_origin(kind) is not tuple:
            return file.reader(source.table, None).read(cast("type[object]", kind), value)
        if not isinstance(value, list):
            file.fail(f"this must be written as [[{source.table}]]", source.table, key=source.table)
        if not value:
            file.fail("there must be at least one entry", source.table, key=source.table)
        cls = cast("type[object]", get_args(kind)[0])
        tables = cast("list[object]", value)
        return tuple(file.reader(source.table, index).read(cls, one) for index, one in enumerate(tables))

    def _fail(self, part: str, problem: str, index: int | None, key: str) -> NoReturn:
        source: Source = self._sources[part]
        self._files[source.file].fail(problem, source.table, index, key)

    def _check_keys(self, part: str, entries: tuple[object, ...]) -> None:
        """Keys are snake_case and stand once."""
        seen: set[object] = set()
        for index, entry in enumerate(entries):
            key: object = getattr(entry, "key", None)
            if key is None:
                continue
            if not _KEY.fullmatch(str(key)):
                self._fail(part, f"“{key}” is not a key in snake_case", index, "key")
            if key in seen:
                self._fail(part, f"the key “{key}” stands twice", index, "key")
            seen.add(key)

    def _check_order(self, part: str, entries: tuple[object, ...]) -> None:
        """Numbers count from 1 and values from 0, in the order of the file."""
        for name, first in (("number", 1), ("value", 0)):
            for index, entry in enumerate(entries):
                number: object = getattr(entry, name, None)
                if number is not None and number != first + index:
                    self._fail(part, f"“{name}” must be {first + index} here, not {number}", index, name)

    def _check_entries(self, part: str, entries: tuple[object, ...]) -> None:
        """Rules of single classes."""
        for index, entry in enumerate(entries):
            if isinstance(entry, Block) and entry.printed != (entry.couple_label is not None):
                problem = "a block has a “couple_label” if it may be printed, and none if it may not"
                self._fail(part, problem, index, "couple_label")
            if isinstance(entry, LifeStage) and entry.from_age < 0:
                self._fail(part, "an age is never below 0", index, "from_age")
            if isinstance(entry, LifeStage) and entry.from_age > entry.to_age:
                self._fail(part, "“to_age” is below “from_age”", index, "to_age")
            if isinstance(entry, GuidanceRule) and (key := entry.misplaced):
                self._fail(part, f"“{key}” is missing here, or not looked at", index, key)
            if isinstance(entry, Threshold) and not 0 <= entry.least <= entry.default <= entry.most:
                self._fail(
                    part, "“default” must lie between “least” and “most”, and none below 0", index, "default"
                )
            if isinstance(entry, Starter) and (entry.block is None) == (entry.harm is None):
                self._fail(part, "a starter answers a “block” or a “harm”", index, "harm")
            if isinstance(entry, IntakeQuestion) and entry.of not in ANSWERED_BY:
                self._fail(part, f"“of” must be one of {', '.join(ANSWERED_BY)}", index, "of")
            if isinstance(entry, ScreenTopic) and (entry.proposes is None) != (entry.because is None):
                self._fail(part, "a topic has “proposes” and “because”, or neither", index, "proposes")
            if isinstance(entry, Starter):
                self._check_cadence(part, entry, index)

    def _check_cadence(self, part: str, entry: Starter, index: int) -> None:
        """What is promised so many times a week says how many, what is promised each time says when."""
        weekly, each_time = entry.cadence == "times_a_week", entry.cadence == "each_time"
        if weekly != (entry.times is not None) or (entry.times is not None and not 1 <= entry.times <= 7):
            self._fail(
                part, "“times” is from 1 to 7 with the cadence times_a_week, and else none", index, "times"
            )
        if each_time != bool(entry.trigger):
            self._fail(
                part, "a “trigger” belongs to the cadence each_time, and to no other", index, "trigger"
            )

    def _check_sets(self, parts: dict[str, object]) -> None:
        """A set beside the six phases has steps, and a stage of it is not taken up again later."""
        steps = cast("tuple[SetStep, ...]", parts["set_steps"])
        for index, entry in enumerate(cast("tuple[Named, ...]", parts["phase_sets"])):
            if not any(step.set_ == entry.key for step in steps):
                self._fail("phase_sets", f"the set “{entry.key}” has no steps", index, "key")
        seen: list[tuple[str, str]] = []
        for index, step in enumerate(steps):
            part = (step.set_, step.stage)
            if part in seen[:-1]:
                self._fail("set_steps", f"the stage “{step.stage}” was left before", index, "stage")
            if part not in seen:
                seen.append(part)

    def _check_references(self, parts: dict[str, object]) -> None:
        """Every key that refers to another part is there."""
        known = {part: _keys(entries) for part, entries in parts.items()}
        for part, entries in parts.items():
            single = not isinstance(entries, tuple)
            for index, entry in enumerate((entries,) if single else cast("tuple[object, ...]", entries)):
                for name, target in references(type(entry)).items():
                    if getattr(entry, name) is None:  # one that may be left out
                        continue
                    values = reference_values(entry, name)
                    if not values:
                        self._fail(part, f"“{name}” is empty", None if single else index, name)
                    for key in values:
                        if key not in known[target]:
                            problem = f"“{key}” is not one of the {target.replace('_', ' ')}"
                            self._fail(part, problem, None if single else index, name)


def _keys(entries: object) -> set[str]:
    if not isinstance(entries, tuple):
        return set()
    return {getattr(entry, "key", "") for entry in cast("tuple[object, ...]", entries)}


def _line_in(message: str) -> int:
    """The line that a message of the TOML parser names, or 0."""
    match = re.search(r"line (\d+)", message)
    return int(match[1]) if match else 0


def _any_line(text: str, key: str) -> int:
    """The line of a top-level key or table."""
    return line_of(text, key=key) or line_of(text, key)
