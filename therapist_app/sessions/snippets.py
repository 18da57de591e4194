"""Snippets: `;word` while a note is written, and the text that takes its place; and the practice's own words."""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session as DbSession

from therapist_app.couples.files import CoupleFile
from therapist_app.kernel.changes import Changes, Done
from therapist_app.kernel.clock import Clock
from therapist_app.kernel.dates import WEEKDAYS, short_day
from therapist_app.kernel.errors import InputError
from therapist_app.kernel.words import clean_words, required_line
from therapist_app.sessions.aids_model import PersonalWord, Snippet
from therapist_app.sessions.service import SessionFile
from therapist_app.vault.vault import Vault

MARK = ";"
LONGEST_WORD = 30
LONGEST_TEXT = 4_000
TOKENS = ("a", "b", "couple", "date", "time", "number", "next")
_WORD = re.compile(r"[^\W_][\w-]*")
_TYPED = re.compile(r"(?:^|(?<=[\s(\[\u2028]));([^\W_][\w-]{0,29})?$")
_TOKEN = re.compile(r"\{(" + "|".join(TOKENS) + r")\}")


@dataclass(frozen=True, slots=True)
class Expansion:
    """A word and its text, tokens and all; `key` is the id of an own one, else ""."""

    word: str
    text: str
    key: str = ""

    @property
    def own(self) -> bool:
        """Whether the practice made it."""
        return bool(self.key)


@cache
def built_in() -> tuple[Expansion, ...]:
    """The snippets that come with Attune, by word."""
    text = resources.files("resources.writing").joinpath("snippets.toml").read_text(encoding="utf-8")
    rows: list[dict[str, Any]] = tomllib.loads(text)["snippet"]
    return tuple(sorted((Expansion(row["word"], row["text"]) for row in rows), key=lambda one: one.word))


def typed_word(before: str) -> str | None:
    """The word begun by a mark at the end of what stands before the caret: "" for the mark alone, None if none.

    The mark counts at the start of a line, after a blank or a bracket; "tired;sad" is no snippet.
    """
    found = _TYPED.search(before)
    return None if found is None else (found.group(1) or "")


def fitting(snippets: Iterable[Expansion], word: str) -> tuple[Expansion, ...]:
    """The snippets whose word begins so, by word; the one that is the word itself comes first."""
    wanted = word.casefold()
    found = [one for one in snippets if one.word.startswith(wanted)]
    return tuple(sorted(found, key=lambda one: (one.word != wanted, one.word)))


def exact(snippets: Iterable[Expansion], word: str) -> Expansion | None:
    """The snippet of this very word, in small letters or large."""
    return next((one for one in snippets if one.word == word.casefold()), None)


def resolved(text: str, values: Mapping[str, str]) -> str:
    """The text with its tokens filled in one go, so that a name is never taken for a token; unknown ones stay."""
    return _TOKEN.sub(lambda found: values.get(found.group(1), found.group()), text)


def next_slot(after: dt.date, weekday: int | None, every: str | None) -> dt.date | None:
    """The next day of a couple's usual slot, or None without one."""
    if weekday is None:
        return None
    first = after + dt.timedelta(days=(weekday - after.weekday() - 1) % 7 + 1)
    in_a_week = first - after == dt.timedelta(days=7)
    return first + dt.timedelta(days=7) if every == "alternate" and in_a_week else first


def values_of(file: SessionFile, couple: CoupleFile) -> dict[str, str]:
    """What the tokens mean in a session; one that has no meaning here, such as a time not kept, is left out."""
    session = file.session
    then = next_slot(session.on_date, couple.couple.slot_weekday, couple.couple.slot_every)
    values = {
        "a": couple.a.name,
        "b": couple.b.name,
        "couple": couple.couple.label,
        "date": full_day(session.on_date),
        "time": f"{session.start:%H:%M}" if session.start else "",
        "number": str(file.number or ""),
        "next": full_day(then) if then else "",
    }
    return {token: value for token, value in values.items() if value}


def full_day(day: dt.date) -> str:
    """A day as a note says it: "Saturday 21 Nov 2026"."""
    return f"{WEEKDAYS[day.weekday()]} {short_day(day)} {day.year}"


class SnippetService:
    """Lists snippets, and adds and changes a practice's own; the trash takes them."""

    def __init__(self, vault: Vault, clock: Clock) -> None:
        self._vault = vault
        self._clock = clock

    def list(self) -> tuple[Expansion, ...]:
        """All snippets by word; an own one takes the place of Attune's with the same word."""
        found = {one.word: one for one in (*built_in(), *self.own())}
        return tuple(found[word] for word in sorted(found))

    def own(self) -> tuple[Expansion, ...]:
        """The practice's own snippets, by word."""
        with self._vault.read() as db:
            rows = db.scalars(select(Snippet).order_by(Snippet.word)).all()
        return tuple(_expansion(row) for row in rows)

    def add(self, word: str, text: str) -> Done[Expansion]:
        """Keep a snippet; raises InputError for a word or text that cannot be used."""
        with self._vault.begin() as db:
            checked = _checked_word(db, word)
            row = Snippet(word=checked, text=_checked_text(text), created_at=self._clock.now())
            db.add(row)
        return Done(_expansion(row), Changes.of("snippet"))

    def change(self, key: str, word: str, text: str) -> Done[Expansion]:
        """Give an own snippet another word or text; notes that were written with it stay as they are."""
        with self._vault.begin() as db:
            row = _row(db, key)
            row.word, row.text = _checked_word(db, word, but=key), _checked_text(text)
        return Done(_expansion(row), Changes.of("snippet"))


class PersonalWords:
    """The words that this practice spells as they are; they may be names, so they stay in the vault."""

    def __init__(self, vault: Vault, clock: Clock) -> None:
        self._vault = vault
        self._clock = clock

    def list(self) -> tuple[str, ...]:
        """All words, in the order of a dictionary."""
        with self._vault.read() as db:
            words = db.scalars(select(PersonalWord.word)).all()
        return tuple(sorted(words, key=lambda word: (word.casefold(), word)))

    def add(self, word: str) -> Changes:
        """Keep a word exactly as it is written; one that is known already stays as it is."""
        checked = required_line(word, "word", "a word", longest=100)
        if len(checked.split()) > 1:
            raise InputError("That is more than one word.", "Nothing was kept. Add each by itself.", "word")
        with self._vault.begin() as db:
            if db.scalars(select(PersonalWord).where(PersonalWord.word == checked)).first() is None:
                db.add(PersonalWord(word=checked, created_at=self._clock.now()))
        return Changes.of("word")

    def remove(self, word: str) -> Changes:
        """Forget a word; one that is not known is no mistake."""
        with self._vault.begin() as db:
            row = db.scalars(select(PersonalWord).where(PersonalWord.word == word)).first()
            if row is not None:
                db.delete(row)
        return Changes.of("word")


def _expansion(row: Snippet) -> Expansion:
    return Expansion(row.word, row.text, row.id)


def _row(db: DbSession, key: str) -> Snippet:
    row = db.get(Snippet, key)
    if row is None:
        raise InputError("That snippet is no longer here.", "Nothing was changed.")
    return row


def _checked_word(db: DbSession, word: str, but: str = "") -> str:
    plain = word.strip().removeprefix(MARK).strip().casefold()
    if not plain:
        raise InputError("Please give a word to type.", "Nothing was kept; your text is still here.", "word")
    if len(plain) > LONGEST_WORD or not _WORD.fullmatch(plain):
        raise InputError(
            f"The word needs to be one word of letters and digits, at most {LONGEST_WORD} of them.",
            "Nothing was kept; your text is still here.",
            "word",
        )
    taken = db.scalars(select(Snippet).where(Snippet.word == plain, Snippet.id != but)).first()
    if taken is not None:
        raise InputError(
            f"There is a snippet {MARK}{plain} already.",
            "Nothing was kept; your text is still here. Please choose another word.",
            "word",
        )
    return plain


def _checked_text(text: str) -> str:
    checked = clean_words(text, "text")
    if not checked:
        raise InputError(
            "Please give the text that takes its place.", "Nothing was kept; your word is still here.", "text"
        )
    if len(checked) > LONGEST_TEXT:
        raise InputError(
            f"That is longer than {LONGEST_TEXT} letters.",
            "Nothing was kept; your text is still here. Please shorten it.",
            "text",
        )
    return checked
