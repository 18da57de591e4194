"""What ratings of the signs of healing say: a line per sign and rater, the gap between partners, one sentence.

Nothing is summed: a sign stands for itself, and an unrated one is not zero.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from therapist_app.catalogue.model import Catalogue
from therapist_app.kernel.dates import number_word
from therapist_app.progression.model import Rater

YOU = "You"  # what the clinician is called on their own screen
RATERS: tuple[str, ...] = (Rater.CLINICIAN, Rater.A, Rater.B)


@dataclass(frozen=True, slots=True)
class Rated:
    """One rating with the day of its session."""

    sign: str
    rater: str
    value: int
    on_date: dt.date


@dataclass(frozen=True, slots=True)
class SignRow:
    """One sign in each rater's eyes, oldest rating first."""

    sign: str
    short: str
    set: str
    ratings: Mapping[str, tuple[tuple[dt.date, int], ...]]

    def last(self, rater: str) -> int | None:
        """Where it stands in someone's eyes; None while unrated."""
        found = self.ratings.get(rater, ())
        return found[-1][1] if found else None

    def moved(self, rater: str) -> int:
        """How far it moved in someone's eyes."""
        found = self.ratings.get(rater, ())
        return found[-1][1] - found[0][1] if found else 0

    @property
    def apart(self) -> int | None:
        """How far apart the partners see it; None unless both rated it."""
        a, b = self.last(Rater.A), self.last(Rater.B)
        return None if a is None or b is None else abs(a - b)


@dataclass(frozen=True, slots=True)
class SignReview:
    """The signs that a reader may see rated, in the catalogue's order, and how many there are in whole."""

    rows: tuple[SignRow, ...] = ()
    total: int = 0


def sign_review_of(
    catalogue: Catalogue,
    rated: Iterable[Rated],
    first: dt.date | None = None,
    last: dt.date | None = None,
) -> SignReview:
    """The review of a time; `rated` is one couple's, oldest first, and already for its reader."""
    found: dict[str, dict[str, list[tuple[dt.date, int]]]] = {}
    for one in rated:
        if (first is None or one.on_date >= first) and (last is None or one.on_date <= last):
            found.setdefault(one.sign, {}).setdefault(one.rater, []).append((one.on_date, one.value))
    rows = tuple(
        SignRow(
            sign.key, sign.short, sign.set, {rater: tuple(line) for rater, line in found[sign.key].items()}
        )
        for sign in catalogue.signs
        if sign.key in found
    )
    return SignReview(rows, len(catalogue.signs))


def sign_sentence(
    catalogue: Catalogue, review: SignReview, names: Mapping[str, str], clinician: str = YOU
) -> str:
    """What the ratings say; `names` are the partners' by side, `clinician` what the clinician is called."""
    if not review.rows:
        return "No sign of healing is rated in this time."
    whose = "your" if clinician == YOU else f"the {clinician.lower()}’s"
    parts = [f"{len(review.rows)} of {review.total} signs are rated.", _moves(review, whose)]
    return " ".join(part for part in (*parts, _gap(catalogue, review, names)) if part)


def _moves(review: SignReview, whose: str) -> str:
    moves = [row.moved(Rater.CLINICIAN) for row in review.rows]
    up, down = sum(1 for one in moves if one > 0), sum(1 for one in moves if one < 0)
    said = [_counted(up, "further along than at first")] if up else []
    said += [_counted(down, "less far" if up else "less far than at first")] if down else []
    return f"In {whose} eyes {' and '.join(said)}." if said else ""


def _counted(number: int, how: str) -> str:
    return f"{number_word(number)} {'is' if number == 1 else 'are'} {how}"


def _gap(catalogue: Catalogue, review: SignReview, names: Mapping[str, str]) -> str:
    shared = [row for row in review.rows if row.apart is not None]
    if not shared:
        return ""
    who = f"{names[Rater.A]} and {names[Rater.B]}"
    widest = max(shared, key=lambda row: row.apart or 0)
    a, b = widest.last(Rater.A), widest.last(Rater.B)
    if a is None or b is None or abs(a - b) < 2:
        return f"{who} see what both have rated much alike."
    words = f"{catalogue.rating(a).label.lower()} and {catalogue.rating(b).label.lower()}"
    return f"{who} see “{widest.short}” furthest apart: {words}."
