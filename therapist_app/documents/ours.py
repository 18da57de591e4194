"""Texts that ship with Attune: they stand on sheet after sheet, so they are set once for each width.

Nothing else outlives the document it was set for: what a person wrote is forgotten with the page.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar, cast

from therapist_app.documents.blocks import Run, Runs
from therapist_app.documents.text import is_plain

if TYPE_CHECKING:
    from therapist_app.documents.style import TextStyle

T = TypeVar("T")
Key: TypeAlias = (
    "tuple[str | int, TextStyle, float, str]"  # which text, how it is set, how wide, and for what
)
_MOST = 20_000  # set texts; more would be widths that no longer come


class ShippedTexts:
    """The texts by themselves or, of runs, by identity; and what they were set into."""

    def __init__(self) -> None:
        self._texts: frozenset[str] = frozenset()
        self._runs: Mapping[int, Runs] = {}
        self._set: dict[Key, Any] = {}

    def keep(self, sheets: Iterable[object]) -> None:
        """Know these sheets in place of those before; texts that need a second face or direction are left out."""
        texts, runs = set[str](), dict[int, Runs]()
        for one in _texts(tuple(sheets)):
            if isinstance(one, str):
                texts.add(one)
            else:
                runs[id(one)] = one
        self._texts, self._runs, self._set = frozenset(texts), runs, {}

    def name(self, text: str | Runs) -> str | int | None:
        """What a text of ours is known by; None for one that is not."""
        if isinstance(text, str):
            return text if text in self._texts else None
        return id(text) if id(text) in self._runs else None

    def set(self, key: Key, work: Callable[[], T]) -> T:
        """What a text of ours is set into, worked out once."""
        found = self._set.get(key)
        if found is None:
            if len(self._set) >= _MOST:
                self._set = {}
            found = self._set[key] = work()
        return found


OURS = ShippedTexts()


def _texts(value: Any) -> Iterator[str | Runs]:
    """Every text in a value that nothing is put into and that any of our faces can show."""
    if isinstance(value, str):
        if is_plain(value) and "{" not in value:
            yield value
    elif type(value) is tuple:
        parts = cast("tuple[Any, ...]", value)
        if parts and all(isinstance(one, Run) for one in parts):
            if all(is_plain(one.text) and "{" not in one.text for one in parts):
                yield parts
            return
        for one in parts:
            yield from _texts(one)
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        for field in dataclasses.fields(value):
            yield from _texts(getattr(value, field.name))
