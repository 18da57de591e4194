"""What a sheet that came back says: each field against the one that was given, pure and without a vault."""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from therapist_app.commitments.model import Outcome
from therapist_app.documents.blanks import MARK_FIELD, MOST_LETTERS, TICKED, Blank, BlankKind
from therapist_app.documents.filled import Filled, FilledField
from therapist_app.kernel.errors import FileError

_NOTHING = "Nothing was changed."
_KINDS = {
    BlankKind.LINE: "text",
    BlankKind.AREA: "text",
    BlankKind.TICK: "tick",
    BlankKind.RING: "ring",
    BlankKind.PICK: "pick",
}
_IN_ORDER = (
    Outcome.KEPT,
    Outcome.PARTLY,
    Outcome.MISSED,
    Outcome.NOT_APPLICABLE,
)  # as a pick's choices stand
_SAID = ("kept", "partly", "missed", "did not come up")
_WORDS = (BlankKind.LINE, BlankKind.AREA)


@dataclass(frozen=True, slots=True)
class Answer:
    """What stands in one field; "" for one that was left open."""

    blank: Blank
    value: str

    @property
    def is_words(self) -> bool:
        """Whether somebody wrote words of their own."""
        return self.blank.kind in _WORDS and bool(self.value)

    @property
    def said(self) -> str:
        """The same in words, where a sign was chosen."""
        is_sign = self.blank.kind == BlankKind.PICK and self.value in self.blank.choices
        return _SAID[self.blank.choices.index(self.value)] if is_sign else self.value

    @property
    def outcome(self) -> Outcome | None:
        """How a promise went, where this is a day of one that was in the practice when the sheet was given."""
        if self.blank.kind != BlankKind.PICK or not self.blank.key or self.value not in self.blank.choices:
            return None
        return _IN_ORDER[self.blank.choices.index(self.value)]

    @property
    def rating(self) -> int | None:
        """How far a sign of healing was there, where this is one and it was rated."""
        is_sign = self.blank.kind == BlankKind.RING and self.blank.key and self.value in self.blank.choices
        return int(self.value) if is_sign else None


def mark_in(filled: Filled) -> str:
    """The mark of the file; raises FileError for a file that has no field, or none of Attune's."""
    if not filled.fields:
        raise FileError(
            "There are no fields in that file, so there is nothing to read.",
            f"{_NOTHING} If it was printed to a PDF, ask for the file that was saved instead.",
        )
    found = filled.named(MARK_FIELD)
    if found is None or found.kind != "text":
        raise FileError(
            "That file is not a sheet made by Attune for filling in.", f"{_NOTHING} Choose another file."
        )
    return found.value


def answers_in(filled: Filled, blanks: Iterable[Blank]) -> tuple[Answer, ...]:
    """Every field of the sheet with what stands in it; raises FileError if fields were added, renamed or changed."""
    given = {blank.name: blank for blank in blanks}
    found = {field.name: field for field in filled.fields if field.name != MARK_FIELD}
    if given.keys() != found.keys():
        raise FileError(
            "The fields of that file are not those of the sheet that was given.",
            f"{_NOTHING} Fields were added, renamed or taken out since. Ask for the sheet again.",
        )
    return tuple(Answer(blank, _value(blank, found[name])) for name, blank in given.items())


def _value(blank: Blank, field: FilledField) -> str:
    if field.kind != _KINDS[blank.kind]:
        raise _changed()
    if blank.kind in _WORDS:
        return _words(field.value)
    allowed = (TICKED,) if blank.kind == BlankKind.TICK else blank.choices
    value = field.value.strip()
    if value and value not in allowed:
        raise _changed()
    return value


def _words(text: str) -> str:
    """What was typed, with one kind of line end and without what cannot be seen or kept."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ").split("\n")
    kept = "\n".join("".join(_seen(line)).rstrip() for line in lines).strip()
    if len(kept) > MOST_LETTERS:
        raise FileError("One field of that file holds far more than a sheet has room for.", _NOTHING)
    return kept


def _seen(line: str) -> Iterator[str]:
    return (letter for letter in line if unicodedata.category(letter) not in ("Cc", "Cs"))


def _changed() -> FileError:
    return FileError(
        "A field of that file holds something that the sheet does not offer.",
        f"{_NOTHING} The file was changed by more than filling it in. Ask for the sheet again.",
    )


def days_to_come(answers: Iterable[Answer], today: dt.date) -> int:
    """How many days of promises are marked that have not come yet."""
    return sum(1 for one in answers if one.outcome and one.blank.on and one.blank.on > today)
