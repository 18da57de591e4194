"""Which contacts the notes list shows for the words typed and the filters chosen; no Qt."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class NoteRow:
    """One contact as the notes list shows it."""

    session_id: str
    title: str  # "Session 12", "Call or message"
    date: str  # as written on screen
    line: str  # the first line of the note, or what stands in for it
    phase: str  # catalogue key, or ""
    blocks: tuple[str, ...]  # catalogue keys tagged in it
    present: str  # both, a, b, none
    state: str  # draft, done, empty
    private: bool  # some of it is for one partner or the therapist alone
    number: int = 0  # of the phase, 0 where none was set
    second: str = ""  # what stands at the right of the second line: "2 blocks"
    spoken: str = ""  # the whole row in words, for a screen reader
    on_date: dt.date = dt.date.min


@dataclass(frozen=True, slots=True)
class Span:
    """From a day on until before another; without `until` up to now. `words` say what it is."""

    since: dt.date
    until: dt.date | None = None
    words: str = ""

    def holds(self, day: dt.date) -> bool:
        """Whether a day lies in it."""
        return self.since <= day and (self.until is None or day < self.until)


@dataclass(frozen=True, slots=True)
class NoteFilter:
    """What the clinician asked to see; empty means everything."""

    words: str = ""
    phase: str = ""
    block: str = ""
    present: str = ""
    state: str = ""
    span: Span | None = None

    @property
    def any(self) -> bool:
        """Whether anything is asked for."""
        chosen = (self.phase, self.block, self.present, self.state, self.span)
        return bool(self.words.strip()) or any(chosen)


def chosen(rows: Sequence[NoteRow], wish: NoteFilter, found: Collection[str] = ()) -> tuple[NoteRow, ...]:
    """The rows that fit; every typed word must be in the row, or the search found its note (`found`)."""
    words = wish.words.casefold().split()
    return tuple(row for row in rows if _fits(row, wish) and (row.session_id in found or _holds(row, words)))


def _fits(row: NoteRow, wish: NoteFilter) -> bool:
    return (
        wish.phase in ("", row.phase)
        and (not wish.block or wish.block in row.blocks)
        and wish.present in ("", row.present)
        and wish.state in ("", row.state)
        and (wish.span is None or wish.span.holds(row.on_date))
    )


def _holds(row: NoteRow, words: Sequence[str]) -> bool:
    text = f"{row.title} {row.date}".casefold()
    return all(word in text for word in words)


def found_words(shown: int, total: int, wish: NoteFilter) -> str:
    """How many of the notes are shown: "12 notes", "3 of 12 notes"."""
    noun = "note" if total == 1 else "notes"
    return f"{shown} of {total} {noun}" if wish.any else f"{total} {noun}"


def span_in(extra: Mapping[str, Any]) -> Span | None:
    """The span that a place asks for, if it asks for one."""
    try:
        until = extra.get("until")
        return Span(
            dt.date.fromisoformat(extra["since"]),
            dt.date.fromisoformat(until) if until else None,
            str(extra.get("span", "")),
        )
    except (KeyError, TypeError, ValueError):
        return None
