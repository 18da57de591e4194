"""What became of a sheet: how much of it was done, how well it went, what got in the way."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from therapist_app.homework.model import Assignment
from therapist_app.kernel.errors import InputError
from therapist_app.kernel.words import clean_line

MOST = 4
HOW_MUCH = ("Not begun", "A little", "About half", "Most of it", "All of it")
HOW_WELL = ("It did not help", "It was hard", "It was all right", "It went well", "It went very well")
QUESTIONS = (("how_much", "How much was done", HOW_MUCH), ("how_well", "How well it went", HOW_WELL))
LINES = (("line", "What came of it"), ("in_the_way", "What got in the way"))


@dataclass(frozen=True, slots=True)
class SheetOutcome:
    """What is said when a sheet is looked at; all of it may be left open. None is not said, and is not zero."""

    how_much: int | None = None
    how_well: int | None = None
    line: str = ""
    in_the_way: str = ""
    on_date: dt.date | None = None


NOTHING_SAID = SheetOutcome()


def checked_outcome(said: SheetOutcome) -> SheetOutcome:
    """What was said as it will be kept; raises InputError for a number outside 0 to 4 and for unreadable words."""
    for name, value in (("how_much", said.how_much), ("how_well", said.how_well)):
        if value is not None and not 0 <= value <= MOST:
            raise InputError(f"Please choose 0 to {MOST}.", "Nothing was changed.", name)
    return replace(
        said, line=clean_line(said.line, "line"), in_the_way=clean_line(said.in_the_way, "in_the_way")
    )


def outcome_of(assignment: Assignment) -> SheetOutcome:
    """What was said of a sheet that was looked at."""
    return SheetOutcome(
        assignment.how_much,
        assignment.how_well,
        assignment.review_line,
        assignment.in_the_way,
        assignment.reviewed_on,
    )


def outcome_words(assignment: Assignment) -> str:
    """What became of a sheet in one line: "All of it done, it went well"; "" where nothing was said."""
    much, well = assignment.how_much, assignment.how_well
    done = "" if much is None else f"{HOW_MUCH[much]}{' done' if much else ''}"
    went = "" if well is None else HOW_WELL[well]
    return f"{done}, {went[:1].lower()}{went[1:]}" if done and went else done or went
