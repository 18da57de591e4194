"""The caseload review: all couples that are seen now, each in one line; what is shown, and in which order."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from therapist_app.guidance.case import HELD, CaseFacts
from therapist_app.guidance.rules import Fired
from therapist_app.progression.caseload import CaseloadRow

_NEVER = dt.date.max


@dataclass(frozen=True, slots=True)
class CaseLine:
    """One couple: facts and dates, no judgement."""

    couple_id: str
    label: str
    phase: str  # catalogue key, or ""
    number: int  # of the phase; 0 without one
    since: dt.date | None
    safety_status: str
    last_seen: dt.date | None
    ends: frozenset[str]  # kinds of the loose ends that stand
    ends_count: int
    speaks: tuple[str, ...]  # rules of guidance that stand
    next_review: dt.date | None


class Show(StrEnum):
    """Which couples are shown."""

    ALL = "all"
    STALLED = "stalled"
    SAFETY = "safety"
    ENDS = "ends"
    UNSEEN = "unseen"
    REVIEWS = "reviews"


_SHOWN: Mapping[Show, Callable[[CaseLine], bool]] = {
    Show.ALL: lambda _: True,
    Show.STALLED: lambda line: "stalled" in line.speaks,
    Show.SAFETY: lambda line: line.safety_status in HELD,
    Show.ENDS: lambda line: line.ends_count > 0,
    Show.UNSEEN: lambda line: "not_seen" in line.ends,
    Show.REVIEWS: lambda line: "review_due" in line.ends,
}


class Column(StrEnum):
    """What a line says, and what lines can be sorted by; at first each shows what asks for a look at its top."""

    COUPLE = "couple"
    PHASE = "phase"
    SAFETY = "safety"
    SEEN = "seen"
    ENDS = "ends"
    GUIDANCE = "guidance"
    REVIEW = "review"


_SAFETY = ("unsafe", "concerns", "not_assessed", "no_known_concern")
_ORDER: Mapping[Column, Callable[[CaseLine], tuple[object, ...]]] = {
    Column.COUPLE: lambda _: (),
    Column.PHASE: lambda line: (line.number, line.since or _NEVER),
    Column.SAFETY: lambda line: (_SAFETY.index(line.safety_status),),
    Column.SEEN: lambda line: (line.last_seen or dt.date.min,),
    Column.ENDS: lambda line: (-line.ends_count,),
    Column.GUIDANCE: lambda line: (-len(line.speaks),),
    Column.REVIEW: lambda line: (line.next_review or _NEVER,),
}


def line_of(
    row: CaseloadRow, case: CaseFacts, stand: Iterable[Fired], next_review: dt.date | None
) -> CaseLine:
    """The line of one couple."""
    return CaseLine(
        couple_id=row.couple.id,
        label=row.couple.label,
        phase=case.phase.phase if case.phase else "",
        number=case.phase.number if case.phase else 0,
        since=case.phase.since if case.phase else None,
        safety_status=row.safety_status,
        last_seen=row.last_seen,
        ends=frozenset(end.kind for end in case.ends),
        ends_count=len(case.ends),
        speaks=tuple(one.rule.key for one in stand),
        next_review=next_review,
    )


def counts_of(lines: Iterable[CaseLine]) -> dict[Show, int]:
    """How many couples each choice shows."""
    lines = tuple(lines)
    return {show: sum(1 for line in lines if fits(line)) for show, fits in _SHOWN.items()}


def picked(
    lines: Iterable[CaseLine], show: Show = Show.ALL, by: Column = Column.PHASE, *, turned: bool = False
) -> tuple[CaseLine, ...]:
    """The lines to show, sorted by a column or the other way round; equal ones always by their label."""
    by_label = sorted(
        (line for line in lines if _SHOWN[show](line)),
        key=lambda line: (line.label.casefold(), line.couple_id),
    )
    if by == Column.COUPLE:
        return tuple(reversed(by_label) if turned else by_label)
    return tuple(sorted(by_label, key=_ORDER[by], reverse=turned))
