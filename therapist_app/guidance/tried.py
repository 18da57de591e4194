"""What was tried while a block was there: sheets and promises for it, and its level before and after each.

One stands after the other in time. Nothing here says that one led to the other.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from therapist_app.catalogue.model import Catalogue
from therapist_app.documents.figure import Figure
from therapist_app.homework.handout_head import HandoutHead
from therapist_app.homework.model import Assignment, Holder
from therapist_app.kernel.audience import Reader
from therapist_app.progression.review import OWN_READERS, ReviewFacts

_AFTER = 3  # tags that follow


class Level(NamedTuple):
    """The level of a block in a session."""

    on_date: dt.date
    level: int


class Attempt(NamedTuple):
    """A sheet or a promise for a block, between the last level before it and the next ones after it."""

    on_date: dt.date
    kind: str  # "sheet" or "promise"
    what: str
    whose: str
    before: Level | None
    after: tuple[Level, ...]


class Tried(NamedTuple):
    """What was tried for one block, oldest first; `label` is its name for the reader."""

    label: str
    attempts: tuple[Attempt, ...]


def tried_of(
    catalogue: Catalogue,
    facts: ReviewFacts,
    sheets: Iterable[Assignment],
    heads: Mapping[str, HandoutHead],
    block: str,
    reader: Reader,
) -> Tried | None:
    """The attempts, from facts and sheets that are already for the reader; None where it has no words."""
    entry = catalogue.block(block)
    label = entry.label if reader in OWN_READERS else entry.couple_label
    if not label:
        return None
    levels = _levels(facts, block)
    found = [
        (one.given_on, "sheet", heads[one.handout].title, one.holder)
        for one in sheets
        if one.handout in heads and block in heads[one.handout].blocks and may_know(reader, one.holder)
    ]
    found += [
        (one.starts_on, "promise", one.words, one.owner)
        for one in (file.commitment for file in facts.promises)
        if one.block == block
    ]
    return Tried(label, tuple(Attempt(*one, *_around(levels, one[0])) for one in sorted(found)))


def may_know(reader: Reader, holder: str) -> bool:
    """Whether a sheet in someone's hands is for this reader to know of: what one holds is that one's alone."""
    return reader in OWN_READERS or holder == Holder.BOTH or holder == reader


def _levels(facts: ReviewFacts, block: str) -> list[Level]:
    """The levels of a block in the order of the sessions."""
    own = {tag.session_id: tag.level for tag in facts.tags if tag.block == block}
    return [Level(one.on_date, own[one.id]) for one in facts.sessions if one.id in own]


def _around(levels: Sequence[Level], day: dt.date) -> tuple[Level | None, tuple[Level, ...]]:
    """The last level up to a day, its own sessions included, and the next ones."""
    before = [one for one in levels if one.on_date <= day]
    return (before[-1] if before else None), tuple(levels[len(before) : len(before) + _AFTER])


def tried_figure(
    tried: Tried, catalogue: Catalogue, names: Mapping[str, str], day: Callable[[dt.date], str]
) -> Figure:
    """The same as a sentence and a table."""
    head = ("Day", "What was tried", "Whose", "Level before", "Level after")
    rows = tuple(
        (
            day(one.on_date),
            f"{'Sheet' if one.kind == 'sheet' else 'Promise'} “{one.what}”",
            names.get(one.whose, "both"),
            _said(catalogue, [one.before] if one.before else [], day),
            _said(catalogue, one.after, day),
        )
        for one in tried.attempts
    )
    return Figure(1, 1, (), _sentence(tried), head, rows)


def _said(catalogue: Catalogue, levels: Iterable[Level], day: Callable[[dt.date], str]) -> str:
    said = [f"{catalogue.level(one.level).label.lower()} on {day(one.on_date)}" for one in levels]
    return ", ".join(said) or "not tagged"


def _sentence(tried: Tried) -> str:
    if not tried.attempts:
        return f"No sheet was given and no promise made for “{tried.label}” so far."
    return (
        f"What was given and promised for “{tried.label}”, with its level before and after. "
        "It is an order in time, and says nothing of causes."
    )
