"""A scored instrument as data: its range and direction, cut-off, bands and what is known of change, with sources."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from enum import StrEnum

from therapist_app.kernel.errors import InputError

_BAND = re.compile(r"(-?\d+(?:\.\d+)?)-(-?\d+(?:\.\d+)?) (.*\S)")
_SMALL = 1e-6


class Better(StrEnum):
    """Which way a score gets better."""

    HIGHER = "higher"
    LOWER = "lower"


@dataclass(frozen=True, slots=True)
class Band:
    """A named stretch of scores, both ends included."""

    first: float
    last: float
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Instrument:
    """What is known about the scores of one instrument; `bands` are written "first-last name"."""

    key: str
    label: str
    least: float
    most: float
    better: str
    source: str
    step: float = 1.0
    cut_off: float | None = None
    bands: tuple[str, ...] = ()
    change_points: float | None = None  # published: so many points or more are a reliable change
    change_source: str = ""
    sd: float | None = None
    reliability: float | None = None
    private: bool = False  # for the partner who filled it in, never on a page for both
    item_nine: bool = False
    note: str = ""

    @property
    def places(self) -> int:
        """How many decimals a score is written with."""
        return max(0, -math.floor(math.log10(self.step) + _SMALL)) if self.step < 1 else 0

    def words(self, value: float) -> str:
        """A score as it is written: "55", "31.5"."""
        return f"{value:.{self.places}f}"

    def is_troubled(self, value: float) -> bool:
        """Whether a score lies on the troubled side of the cut-off; False where there is none."""
        if self.cut_off is None:
            return False
        return value < self.cut_off if self.better == Better.HIGHER else value >= self.cut_off

    def band(self, value: float) -> Band | None:
        """The published band of a score."""
        return next((one for one in bands_of(self) if one.first <= value <= one.last), None)

    def require_score(self, value: float) -> float:
        """The score rounded to a step; refuses what this instrument cannot give."""
        if not self.least - _SMALL <= value <= self.most + _SMALL:
            low, high = plain_number(self.least), plain_number(self.most)
            raise InputError(
                f"{self.label} goes from {low} to {high}, and this is {plain_number(value)}.",
                "Nothing was kept yet; what you typed is still here.",
                "value",
            )
        steps = round((value - self.least) / self.step)
        near = self.least + steps * self.step
        if abs(near - value) > _SMALL:
            wanted = "whole numbers" if self.step == 1 else f"steps of {plain_number(self.step)}"
            raise InputError(
                f"{self.label} has {wanted} only.", "Nothing was kept yet; please look again.", "value"
            )
        return round(near, 6)


def plain_number(value: float) -> str:
    """A number without zeros that say nothing: "48", "47.31"."""
    return f"{value:g}"


def number_of(typed: str | float, field: str) -> float:
    """A number as someone typed it, with a point or a comma."""
    try:
        number = float(typed.strip().replace(",", ".")) if isinstance(typed, str) else float(typed)
    except ValueError:
        number = math.nan
    if not math.isfinite(number):
        raise InputError("Please give a number, such as 48 or 31.5.", "What you typed is still here.", field)
    return number


def bands_of(instrument: Instrument) -> tuple[Band, ...]:
    """The bands read; one that cannot be read raises InputError for `bands`."""
    found: list[Band] = []
    for line in instrument.bands:
        match = _BAND.fullmatch(line.strip())
        if match is None:
            raise InputError(f"“{line}” is no band.", "Write it like this: 0-4 minimal", "bands")
        found.append(Band(float(match[1]), float(match[2]), match[3]))
    return tuple(found)


def require_sound(one: Instrument) -> Instrument:
    """The instrument, if its facts fit together; else InputError that names the field."""
    finite = (one.least, one.most, one.step, one.cut_off, one.change_points, one.sd, one.reliability)
    _require(
        all(number is None or math.isfinite(number) for number in finite), "A number is missing.", "least"
    )
    _require(one.least < one.most, "The highest score must be above the lowest.", "most")
    _require(one.step > 0, "The step between two scores must be above 0.", "step")
    _require(one.better in tuple(Better), "Please say which way is better: higher or lower.", "better")
    inside = one.cut_off is None or one.least <= one.cut_off <= one.most
    _require(inside, "The cut-off lies outside the range.", "cut_off")
    wide = one.most - one.least
    _require(
        one.change_points is None or 0 < one.change_points <= wide,
        "The points of change do not fit the range.",
        "change_points",
    )
    _require_index(one)
    _require_bands(one)
    return one


def _require_index(one: Instrument) -> None:
    """A standard deviation of 0 or a reliability of 1 would divide by nothing."""
    _require(
        (one.sd is None) == (one.reliability is None),
        "Standard deviation and reliability go together.",
        "sd" if one.sd is None else "reliability",
    )
    _require(one.sd is None or one.sd > 0, "The standard deviation must be above 0.", "sd")
    _require(
        one.reliability is None or 0 <= one.reliability < 1,
        "The reliability must be at least 0 and below 1.",
        "reliability",
    )
    ruled = one.change_points is not None or one.sd is not None
    _require(
        not ruled or bool(one.change_source), "Please say where the change rule is from.", "change_source"
    )


def _require_bands(one: Instrument) -> None:
    bands = bands_of(one)
    if not bands:
        return
    starts = [one.least, *(band.last + one.step for band in bands)]
    joined = all(abs(band.first - start) < _SMALL for band, start in zip(bands, starts, strict=False))
    whole = abs(bands[-1].last - one.most) < _SMALL and all(band.first <= band.last for band in bands)
    _require(joined and whole, "The bands must cover the range once, from lowest to highest.", "bands")


def _require(holds: bool, sentence: str, field: str) -> None:
    if not holds:
        raise InputError(sentence, "Nothing was changed.", field)
