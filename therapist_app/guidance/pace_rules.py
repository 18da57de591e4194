"""Rules about pace: too fast, standing still, fit for these two, and what waits meanwhile."""

from __future__ import annotations

import datetime as dt

from therapist_app.catalogue.model import GuidanceRule
from therapist_app.guidance.case import CaseFacts, Stretch
from therapist_app.guidance.facts import Fact, FactKind, From
from therapist_app.guidance.safety_rules import block_fact, phase_fact
from therapist_app.kernel.dates import months_before
from therapist_app.practice.thresholds import Thresholds

ENDS = frozenset(
    {"homework_unreviewed", "promise_past_review", "not_seen", "draft", "unsigned", "review_due"}
)

_MORE = {"unsigned": ", not signed"}  # what the heading of its group says on Today


def slow_down(case: CaseFacts, rule: GuidanceRule, after: Thresholds) -> tuple[Fact, ...]:
    """A block of timing is open, or a phase was passed over within a few sessions."""
    blocks = tuple(block_fact(one) for one in case.open_blocks(rule.groups))
    return (*blocks, *_passed_over(case, after.skip_sessions))


def _passed_over(case: CaseFacts, within: int) -> tuple[Fact, ...]:
    """They went two phases or more ahead with so few sessions in between, to where they had not been before.

    It is news for as many sessions in the phase they came to. Going back up to where they were is no rush.
    """
    now = case.phase
    if now is None or now.sessions > within or any(one.number >= now.number for one in case.path[:-1]):
        return ()
    between = 0
    for place in range(len(case.path) - 2, -1, -1):
        step = case.path[place]
        if step.number <= now.number - 2:
            return (_jump(step, now, between), *phase_fact(case)) if between <= within else ()
        between += step.sessions
    return ()


def _jump(start: Stretch, now: Stretch, between: int) -> Fact:
    return Fact(
        FactKind.SKIPPED,
        From.PATH,
        now.entry_id,
        start.phase,
        now.since,
        numbers=(between,),
        same=f"{start.entry_id} {now.entry_id}",
    )


def stalled(case: CaseFacts, _: GuidanceRule, after: Thresholds) -> tuple[Fact, ...]:
    """For so many months, to the day, no phase moved, no sign rose and no block changed."""
    if not case.seen:
        return ()
    moved, rose, changed = _moved(case), _rose(case), _changed(case)
    last = max(day for day in (case.seen[0].on_date, moved, rose, changed) if day)
    if last > months_before(case.today, after.stalled_months):
        return ()
    kinds = (
        (FactKind.STILL_PHASE, moved or case.seen[0].on_date),
        (FactKind.STILL_SIGNS, rose),
        (FactKind.STILL_BLOCKS, changed),
    )
    return tuple(Fact(kind, From.PATH, on_date=day) for kind, day in kinds)


def _moved(case: CaseFacts) -> dt.date | None:
    return case.phase.since if case.phase else None


def _rose(case: CaseFacts) -> dt.date | None:
    """The last day on which someone rated a sign higher than the time before."""
    before: dict[tuple[str, str], int] = {}
    last = None
    for one in case.ratings:
        if one.value > before.get((one.sign, one.rater), one.value):
            last = one.on_date
        before[one.sign, one.rater] = one.value
    return last


def _changed(case: CaseFacts) -> dt.date | None:
    """The last day on which a block was tagged for the first time, or at another level than before."""
    before: dict[str, int] = {}
    last = None
    for one in case.tags:
        if one.level != before.get(one.block, 0):
            last = one.on_date
        before[one.block] = one.level
    return last


def style_fit(case: CaseFacts, rule: GuidanceRule, after: Thresholds) -> tuple[Fact, ...]:
    """A style that asks for its own pace, or a profile, is known; a fresh betrayal comes first.

    Nobody enters the day of a betrayal: its first year is counted from the first session.
    """
    found: list[Fact] = []
    for one in case.people:
        if one.style in (rule.styles or ()):
            found.append(Fact(FactKind.STYLE, From.PARTNER, one.side, one.style or "", side=one.side))
        if one.profile:
            found.append(Fact(FactKind.PROFILE, From.PARTNER, one.side, one.profile, side=one.side))
    betrayal = next((one for one in case.ruptures if one.kind in (rule.ruptures or ())), None)
    if found and betrayal and case.seen:
        since = case.seen[0].on_date
        fresh = since > months_before(case.today, after.injury_months)
        told = Fact(
            FactKind.BETRAYAL,
            From.RUPTURE,
            betrayal.id,
            betrayal.kind,
            since,
            numbers=(int(fresh),),
            same=betrayal.id,
        )
        found.insert(0, told)
    return tuple(found)


def loose_ends(case: CaseFacts, _: GuidanceRule, __: Thresholds) -> tuple[Fact, ...]:
    """What waits longer than the practice wants it to; what was set aside on Today is not among it."""
    return tuple(
        Fact(
            FactKind.LOOSE_END,
            _place_of(end.kind),
            end.subject_id,
            end.words + _MORE.get(end.kind, ""),
            end.on_date,
            same=f"{end.kind} {end.subject_id} {end.facts}",
        )
        for end in case.ends
        if end.kind in ENDS
    )


def _place_of(kind: str) -> From:
    places = {
        "homework_unreviewed": From.ASSIGNMENT,
        "promise_past_review": From.COMMITMENT,
        "not_seen": From.COUPLE,
        "review_due": From.PATH,
    }
    return places.get(kind, From.SESSION)
