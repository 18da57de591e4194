"""Puts a couple's names into a handout after it was parsed, so that a name is never read as markup."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from operator import is_
from typing import Any, cast

from therapist_app.documents.blocks import Body
from therapist_app.homework.model import Holder


@dataclass(frozen=True, slots=True)
class Names:
    """Whom a sheet is for, and what else goes into its blanks; every text is used as it is."""

    a: str
    b: str
    holder: str = Holder.BOTH
    practice: str = ""
    date: str = ""

    @property
    def both(self) -> str:
        """Both partners, in words."""
        return f"{self.a} and {self.b}"

    def values(self) -> dict[str, str]:
        """What each placeholder stands for on this copy."""
        holder = {Holder.A: self.a, Holder.B: self.b}.get(Holder(self.holder), self.both)
        other = {Holder.A: self.b, Holder.B: self.a}.get(Holder(self.holder), "your partner")
        return {
            "a": self.a,
            "b": self.b,
            "both": self.both,
            "holder": holder,
            "other": other,
            "practice": self.practice,
            "date": self.date,
        }


PLACEHOLDERS = frozenset(Names("", "").values())
SHARED_PLACEHOLDERS = PLACEHOLDERS - {"holder", "other"}

_BLANK = re.compile(r"\{(" + "|".join(sorted(PLACEHOLDERS)) + r")\}")


def fill_text(text: str, names: Names) -> str:
    """A line of text with its placeholders filled, in one pass: what is put in is not looked at again."""
    return _filled_text(text, names.values()) if "{" in text else text


def _filled_text(text: str, values: Mapping[str, str]) -> str:
    return _BLANK.sub(lambda match: values[match[1]], text) if "{" in text else text


def unnamed(text: str) -> str:
    """A line as a list of sheets shows it, for nobody in particular: "your partner" in place of a name."""
    return fill_text(text, Names("A", "B"))


def fill(body: Body, names: Names) -> Body:
    """A body with every placeholder filled; names stay plain text, whatever signs they hold."""
    return _filled(body, names.values())


def _filled(value: Any, values: Mapping[str, str]) -> Any:
    """The value with every text in it filled: texts, tuples and the frozen values of a body; itself if nothing was."""
    if isinstance(value, str):
        return _filled_text(value, values)
    kind = cast("Any", type(value))
    is_tuple = kind is tuple
    before: Sequence[Any] = value if is_tuple else [getattr(value, name) for name in _fields(kind)]
    after = [_filled(one, values) for one in before]
    if all(map(is_, before, after)):
        return value
    return cast("Any", tuple(after) if is_tuple else kind(*after))


@cache
def _fields(kind: Any) -> tuple[str, ...]:
    """The names of a value's fields, in the order in which it is made; none of a plain number."""
    return tuple(field.name for field in dataclasses.fields(kind)) if dataclasses.is_dataclass(kind) else ()
