"""The words of earlier versions: when one stood there, how long it is, what changed; no Qt."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from therapist_app.kernel.phrases import counted
from therapist_app.sessions.difference import Change, Difference, Shape
from therapist_app.sessions.versions import Version
from ui.sessions.page_words import day_words
from ui.sessions.parts import PartNames

NONE_YET = "There is no earlier version of this note yet. One is kept after some minutes of writing."
LET_GO = "This note is signed. Its earlier versions went when it was signed."
SAME = "Both are the same."
_KINDS = {
    "p": "a paragraph",
    "h2": "a heading",
    "h3": "a small heading",
    "bullet": "a bullet",
    "number": "a numbered line",
    "tick": "a line with a checkbox",
    "quote": "a quote",
}


def version_words(versions: Sequence[Version], at: int, zone: dt.tzinfo | None, today: dt.date) -> str:
    """One line of the list, newest first: "Until 10:02 today · 120 words, 14 more than before"."""
    one = versions[at]
    parts = [until_words(one, zone, today), counted(one.words, "word")]
    if at + 1 < len(versions):
        parts[1] = f"{parts[1]}, {_more(one.words - versions[at + 1].words)}"
    return " \N{MIDDLE DOT} ".join(parts)


def until_words(version: Version, zone: dt.tzinfo | None, today: dt.date) -> str:
    """Until when it stood there."""
    local = version.kept_at.astimezone(zone)
    day = "today" if local.date() == today else day_words(local.date(), today)
    return f"Until {local:%H:%M} {day}" if day == "today" else f"Until {day}, {local:%H:%M}"


def _more(words: int) -> str:
    if not words:
        return "as many as before"
    return f"{abs(words)} {'more' if words > 0 else 'fewer'} than before"


def summary_words(found: Difference) -> str:
    """What changed in all: "12 words added, 3 removed"."""
    if found.is_none:
        return SAME
    added, removed = found.words_added, found.words_removed
    if not added and not removed:
        return "No word changed, only how it looks or who may read it."
    return (
        f"{counted(added, 'word')} added, {removed} removed. Added is underlined, removed is struck through."
    )


def change_words(change: Change, names: PartNames) -> str:
    """What a paragraph is now besides its words, and was: "Now private to Ada; it was joint."; "" if that stayed."""
    was, now = change.was, change.now
    if was is None or now is None:
        return ""
    said: list[str] = []
    if was.audience != now.audience:
        said.append(_reader(was, now, names))
    if was.kind != now.kind:
        said.append(f"Now {_KINDS[now.kind]}; it was {_KINDS[was.kind]}.")
    elif was.state != now.state:
        said.append("Now checked." if now.state else "No longer checked.")
    elif was.level != now.level:
        said.append("Moved in." if now.level > was.level else "Moved out.")
    if any(None not in (piece.was, piece.now) and piece.was != piece.now for piece in change.pieces):
        said.append("Bold or italic changed.")
    return " ".join(said)


def _reader(was: Shape, now: Shape, names: PartNames) -> str:
    one, other = (_within(names.word(shape.audience)) for shape in (now, was))
    return f"Now {one}; it was {other}."


def _within(words: str) -> str:
    """A label inside a sentence."""
    return words[:1].lower() + words[1:]


def folded_words(count: int) -> str:
    """What stands for paragraphs that stayed as they were."""
    return f"{counted(count, 'paragraph')} unchanged"
