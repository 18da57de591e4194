"""Turns one table of a data file into a frozen dataclass, checking every key by the class's own fields.

It serves the catalogue and the heads of handouts. A field ending in "_" stands for the key without it, since
some good keys are words of Python.
"""

from __future__ import annotations

import dataclasses
import types
from collections.abc import Callable, Mapping
from functools import cache
from typing import Annotated, Any, NoReturn, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from therapist_app.catalogue.entries import Ref
from therapist_app.catalogue.errors import DataFileError

T = TypeVar("T")

_WORDS: dict[object, str] = {
    str: "text in quotes",
    int: "a whole number",
    float: "a number",
    bool: "true or false",
}


class TableReader:
    """Reads tables; `failure(key, problem)` makes the error that names the file and line of a key."""

    def __init__(self, failure: Callable[[str, str], DataFileError]) -> None:
        self._failure = failure

    def fail(self, key: str, problem: str) -> NoReturn:
        """Raise the error for this key."""
        raise self._failure(key, problem)

    def read(self, cls: type[T], table: object) -> T:
        """One value of `cls` from a table; unknown, missing and mistyped keys are refused."""
        if not isinstance(table, Mapping):
            self.fail("", "this must be a table of keys and values")
        entries = cast("Mapping[str, object]", table)
        kinds = _kinds(cls)
        fields = _fields(cls)
        for key in entries:
            if key not in fields:
                self.fail(key, f"“{key}” is not a known key; known are {', '.join(fields)}")
        values: dict[str, object] = {}
        for key, field in fields.items():
            if key in entries:
                values[field.name] = self._value(key, kinds[field.name], entries[key])
            elif field.default is dataclasses.MISSING:
                self.fail(key, f"“{key}” is missing")
        return cls(**values)

    def _value(self, key: str, kind: object, value: object) -> object:
        if get_origin(kind) is Annotated:
            kind = get_args(kind)[0]
        if get_origin(kind) in (Union, types.UnionType):
            kind = next(one for one in get_args(kind) if one is not type(None))
        if get_origin(kind) is tuple:
            if not isinstance(value, list):
                self.fail(key, f"“{key}” must be a list of texts in square brackets")
            return tuple(self._plain(key, str, one) for one in cast("list[object]", value))
        return self._plain(key, kind, value)

    def _plain(self, key: str, kind: Any, value: object) -> object:
        if kind is float and type(value) is int:
            return float(value)
        if type(value) is not kind:
            self.fail(key, f"“{key}” must be {_WORDS[kind]}")
        if isinstance(value, str) and not value.strip():
            self.fail(key, f"“{key}” is empty")
        return value


def _fields(cls: type[object]) -> dict[str, dataclasses.Field[object]]:
    return {field.name.rstrip("_"): field for field in dataclasses.fields(cast("Any", cls))}


@cache  # of our own few classes: working them out takes longer than reading a file
def _kinds(cls: type[object]) -> dict[str, Any]:
    return get_type_hints(cls, include_extras=True)


@cache
def references(cls: type[object]) -> dict[str, str]:
    """The fields of a class that hold keys of a part of the catalogue, and which part."""
    found: dict[str, str] = {}
    for name, kind in _kinds(cls).items():
        for mark in get_args(kind)[1:] if get_origin(kind) is Annotated else ():
            if isinstance(mark, Ref):
                found[name] = mark.part
    return found


def reference_values(entry: object, name: str) -> tuple[str, ...]:
    """The keys that a field refers to, one or several."""
    value: object = getattr(entry, name)
    if isinstance(value, tuple):
        return cast("tuple[str, ...]", value)
    return (value,) if isinstance(value, str) else ()
