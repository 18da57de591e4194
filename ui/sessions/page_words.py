"""The words of the note page: session, saving, blocks, promises; no Qt."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from therapist_app.catalogue.model import Catalogue
from therapist_app.couples.files import CoupleFile
from therapist_app.kernel.dates import WEEKDAYS, short_day, span_words
from therapist_app.sessions.model import Present, Session, SessionKind
from ui.kit.autosave import SaveState, Saving
from ui.kit.discreet import discreet_label

MODALITY_WORDS = {"room": "In the room", "video": "By video", "phone": "By phone"}
OWN_ACCOUNT = "your account"


@dataclass(frozen=True, slots=True)
class Names:
    """What the two partners and the couple are called on this page; letters while names are hidden."""

    a: str = "A"
    b: str = "B"
    label: str = ""

    def of(self, key: str) -> str:
        """Who "a", "b" or "both" is."""
        return {"a": self.a, "b": self.b, "both": "Both"}.get(key, "")

    def shortened(self, most: int = 28) -> Names:
        """The same names where a very long one would push everything else away."""
        return Names(shortened(self.a, most), shortened(self.b, most), shortened(self.label, 2 * most))

    def other(self, side: str) -> str:
        """The partner who is not `side`."""
        return self.b if side == "a" else self.a


def names_of(couple: CoupleFile, *, discreet: bool) -> Names:
    """What a couple is called, or letters and initials while names are hidden."""
    if discreet:
        return Names("A", "B", discreet_label(couple.couple.label))
    return Names(couple.called("a") or "A", couple.called("b") or "B", couple.couple.label)


def shortened(words: str, most: int = 18) -> str:
    """Words that end in an ellipsis where they are longer than a place has room for."""
    return words if len(words) <= most else words[: most - 1].rstrip() + "\N{HORIZONTAL ELLIPSIS}"


def first_capital(words: str) -> str:
    """The same words, as they begin a line."""
    return words[:1].upper() + words[1:]


def day_words(day: dt.date, today: dt.date) -> str:
    """A day in few letters: "Sat 21 Nov", with the year when it is another."""
    words = f"{WEEKDAYS[day.weekday()][:3]} {short_day(day)}"
    return words if day.year == today.year else f"{words} {day.year}"


def session_words(session: Session, number: int | None, kind: str, today: dt.date) -> str:
    """The line under the couple's name: "Session 13 · Sat 21 Nov, 09:00"."""
    first = f"Session {number}" if number else kind
    time = f", {session.start:%H:%M}" if session.start else ""
    return f"{first} \N{MIDDLE DOT} {day_words(session.on_date, today)}{time}"


def present_words(session: Session, names: Names) -> str:
    """What it means for who may read it that one partner was there alone; "" where nothing is to be said."""
    if session.present not in (Present.A, Present.B):
        return ""
    who = names.of(session.present)
    if session.audience == session.present:
        return (
            f"Private to {who}: nothing of this session reaches {names.other(session.present)}\u2019s copy."
        )
    if session.kind == SessionKind.JOINT:
        return f"Only {who} was there, yet this counts as a joint session: both copies may hold it."
    return ""


def block_words(level: str, seen_in: str, open_days: int) -> str:
    """The second line of a block: "moderate · Ben · open 7 weeks"."""
    parts = [level.lower(), seen_in]
    if open_days > 0:
        parts.append(f"open {span_words(open_days)}")
    return " \N{MIDDLE DOT} ".join(part for part in parts if part)


def seen_words(names: Names) -> Mapping[str, str]:
    """Where a block can be seen, in words."""
    return {
        "a": names.a,
        "b": names.b,
        "both": "both",
        "between": "between them",
        "therapy": "the therapy itself",
    }


def account_words(account: str, names: Names) -> str:
    """By whose account: "by your account", "by Ada's account"."""
    who = {"a": names.a, "b": names.b}.get(account)
    return f"by {who}\u2019s account" if who else f"by {OWN_ACCOUNT}"


def rater_words(rater: str, names: Names) -> str:
    """Whose eyes a sign is rated with: "You", "Ada"."""
    return {"a": names.a, "b": names.b}.get(rater, "You")


def rated_words(value: int | None, catalogue: Catalogue) -> str:
    """A rating of a sign in a word: "sometimes"; unrated is not zero."""
    return "not rated" if value is None else catalogue.rating(value).label.lower()


def sheet_words(
    given_on: dt.date, review_on: dt.date | None, reviewed_on: dt.date | None, today: dt.date
) -> str:
    """Where a sheet stands: "given 14 Nov, due today", "talked about 21 Nov"."""
    if reviewed_on is not None:
        return f"talked about {'today' if reviewed_on == today else short_day(reviewed_on)}"
    given = f"given {'today' if given_on == today else short_day(given_on)}"
    if review_on is None:
        return given
    return f"{given}, due {'today' if review_on == today else short_day(review_on)}"


def counted_words(words: int) -> str:
    """How long the note is: "1 word", "148 words"."""
    return f"{words} {'word' if words == 1 else 'words'}"


def saving_words(state: SaveState, now: dt.datetime) -> str:
    """How far saving is: "Saved 10:02", "Saving…", "Not saved", or nothing for a note not yet begun."""
    if state.saving is Saving.SAVED:
        return saved_words(state.at, now) if state.at else ""
    return "Not saved" if state.saving is Saving.NOT_SAVED else "Saving\N{HORIZONTAL ELLIPSIS}"


def saved_words(at: dt.datetime, now: dt.datetime) -> str:
    """When the note was last kept: "Saved 10:02", or the day when it was another one."""
    if at.date() == now.date():
        return f"Saved {at:%H:%M}"
    return f"Saved {short_day(at.date())}" + ("" if at.year == now.year else f" {at.year}")
