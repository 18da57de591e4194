"""What the numbers say, in sentences: for the clinician exact and short, for the couple warm and plain.

No percentages, no blame, no verdict: a step back is called a return, and is part of the way.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING

from therapist_app.catalogue.model import Catalogue
from therapist_app.commitments.figures import Tally
from therapist_app.kernel.audience import Reader
from therapist_app.kernel.dates import month_word, number_word, times_word
from therapist_app.progression.path import PathStep, returns_in

if TYPE_CHECKING:
    from therapist_app.progression.review import BlockRow, SessionMark

ENOUGH_TO_SAY = 4  # check-ins; with fewer, a count says nothing


def sentences_for(
    catalogue: Catalogue,
    reader: Reader,
    path: Sequence[PathStep],
    marks: Sequence[SessionMark],
    last_weeks: Tally,
    rows: Sequence[BlockRow],
    active: int,
    first: dt.date,
    today: dt.date,
) -> tuple[str, str]:
    """The finding in one sentence, and a second line under it."""
    if reader in (Reader.CLINICIAN, Reader.SUPERVISION):
        return _path_sentence(catalogue, path, first, today), _facts_sentence(rows, active, last_weeks)
    return _couple_sentence(marks, last_weeks, first, today), _couple_second(catalogue, path, today)


def _path_sentence(catalogue: Catalogue, path: Sequence[PathStep], first: dt.date, today: dt.date) -> str:
    if not path:
        return "No phase has been set yet."
    begin, now = path[0], path[-1]
    since = month_word(max(begin.entry.on_date, first), today)
    back = returns_in(path[1:])
    short = catalogue.phase(now.phase).short
    if begin.phase == now.phase and not back:
        return f"In {short} since {since}."
    words = f"From {catalogue.phase(begin.phase).short} to {short} since {since}"
    if begin.phase == now.phase:
        words = f"In {short} again"
    if len(back) == 1:
        return f"{words}, with one return in {month_word(back[0].entry.on_date, today)}."
    return f"{words}, with {number_word(len(back))} returns." if back else f"{words}."


def _facts_sentence(rows: Sequence[BlockRow], active: int, last_weeks: Tally) -> str:
    parts: list[str] = []
    most = _most_open(rows)
    if most > active:
        parts.append(f"Active blocks went from {most} to {active}.")
    elif active:
        parts.append(f"{active} active block{'s' if active > 1 else ''}.")
    if last_weeks.due:
        parts.append(f"In the last four weeks {last_weeks.kept} of {last_weeks.due} check-ins were kept.")
    return " ".join(parts) or "Blocks and promises show here once there are some."


def _most_open(rows: Sequence[BlockRow]) -> int:
    """The most blocks that were open at one session: the latest level up to it is not resolved."""
    most, now = 0, set[str]()
    for levels in zip(*(row.levels for row in rows), strict=True):
        for row, level in zip(rows, levels, strict=True):
            if level is not None:
                (now.add if level else now.discard)(row.block)
        most = max(most, len(now))
    return most


def _couple_sentence(marks: Sequence[SessionMark], last_weeks: Tally, first: dt.date, today: dt.date) -> str:
    came = sum(1 for mark in marks if not mark.cancelled)
    if not came:
        return "This page will show your way once you have begun."
    words = f"You have come {times_word(came)} since {month_word(first, today)}"
    if last_weeks.due >= ENOUGH_TO_SAY and last_weeks.kept * 2 >= last_weeks.due:
        kept = f"{last_weeks.kept} of {last_weeks.due} times"
        return f"{words}. In the last four weeks you kept your promises {kept}."
    return f"{words}."


def _couple_second(catalogue: Catalogue, path: Sequence[PathStep], today: dt.date) -> str:
    if not path:
        return ""
    now = catalogue.phase(path[-1].phase)
    back = returns_in(path[1:])
    if back and back[-1] is path[-1]:
        return f"You are back with {now.label} for now. Going back is part of the way."
    if back:
        earlier = catalogue.phase(back[-1].phase).label
        when = month_word(back[-1].entry.on_date, today)
        return f"In {when} you went back to {earlier}. That was part of the way, and you went on from there."
    return f"You are working on {now.label}."
