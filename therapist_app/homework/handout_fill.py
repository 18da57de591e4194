"""Puts a couple's names into a handout after it was parsed, so that a name is never read as markup."""

from __future__ import annotations

import dataclasses
import re
from dataclasses import dataclass
from typing import TypeVar, cast

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

T = TypeVar("T")


def fill_text(text: str, names: Names) -> str:
    """A line of text with its placeholders filled, in one pass: what is put in is not looked at again."""
    values = names.values()
    return _BLANK.sub(lambda match: values[match[1]], text)


def unnamed(text: str) -> str:
    """A line as a list of sheets shows it, for nobody in particular: "your partner" in place of a name."""
    return fill_text(text, Names("A", "B"))


def fill(body: Body, names: Names) -> Body:
    """A body with every placeholder filled; names stay plain text, whatever signs they hold."""
    return _filled(body, names)


def _filled(value: T, names: Names) -> T:
    """The same value with every text in it filled: texts, tuples and the frozen values of a body."""
    if isinstance(value, str):
        return cast("T", fill_text(value, names))
    if isinstance(value, tuple):
        return cast("T", tuple(_filled(one, names) for one in cast("tuple[object, ...]", value)))
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = {
            field.name: _filled(getattr(value, field.name), names) for field in dataclasses.fields(value)
        }
        return cast("T", type(value)(**fields))
    return value
