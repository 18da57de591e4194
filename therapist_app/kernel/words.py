"""Checks on typed words and dates that several slices share; each refusal is a plain sentence."""

from __future__ import annotations

import datetime as dt
import unicodedata

from therapist_app.kernel.errors import InputError

LONGEST_NAME = 300
LONGEST_LINE = 2_000
LONGEST_TEXT = 20_000
_KEPT = "What you typed is still here."


def clean_line(text: str, field: str, *, longest: int = LONGEST_LINE) -> str:
    """One line exactly as typed, without the space around it; refuses what no line can hold."""
    stripped = text.strip()
    if len(stripped) > longest:
        raise InputError(f"That is longer than {longest} characters.", f"{_KEPT} Please shorten it.", field)
    if any(unicodedata.category(character) in ("Cc", "Cs") for character in stripped):
        raise InputError(
            "That holds a character that cannot be kept.", f"{_KEPT} Delete it and type it again.", field
        )
    return stripped


def clean_words(text: str, field: str) -> str:
    """Several lines as typed; ends of line are kept, other control characters are refused."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").strip().split("\n")
    joined = "\n".join(clean_line(line.replace("\t", " "), field, longest=LONGEST_TEXT) for line in lines)
    if len(joined) > LONGEST_TEXT:
        raise InputError(
            f"That is longer than {LONGEST_TEXT} characters.", f"{_KEPT} Please shorten it.", field
        )
    return joined


def required_line(text: str, field: str, what: str, *, longest: int = LONGEST_NAME) -> str:
    """A line that may not be blank; `what` names it in the sentence, such as "a name"."""
    cleaned = clean_line(text, field, longest=longest)
    if not any(character.isprintable() and not character.isspace() for character in cleaned):
        raise InputError(f"Please give {what}.", "Nothing else was changed.", field)
    return cleaned


def require_order(first: dt.date | None, second: dt.date | None, sentence: str, field: str) -> None:
    """Refuse two dates in the wrong order; either may be open."""
    if first and second and second < first:
        raise InputError(sentence, "Nothing was changed. Please correct one of the two dates.", field)


def not_in_future(day: dt.date, today: dt.date, field: str) -> dt.date:
    """A day up to tomorrow (another zone may be ahead); refuses later days."""
    if day > today + dt.timedelta(days=1):
        raise InputError(
            "That date has not come yet.", "Nothing was changed. Please choose today or earlier.", field
        )
    return day
