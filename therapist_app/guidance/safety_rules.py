"""Rules about safety: see each alone, safety before openness, look at what got worse."""

from __future__ import annotations

from therapist_app.catalogue.model import GuidanceRule
from therapist_app.couples.model import SafetyStatus, Side
from therapist_app.guidance.case import CaseFacts, Open
from therapist_app.guidance.facts import Fact, FactKind, From
from therapist_app.practice.thresholds import Thresholds


def block_fact(one: Open) -> Fact:
    """An open block as its latest tag says it: tagged again, it is another fact."""
    tag = one.tag
    return Fact(
        FactKind.BLOCK,
        From.SESSION,
        tag.session_id,
        tag.block,
        one.since,
        tag.seen_in,
        (tag.level,),
    )


def phase_fact(case: CaseFacts) -> tuple[Fact, ...]:
    """The phase now, if there is one."""
    now = case.phase
    return (Fact(FactKind.PHASE, From.PATH, now.entry_id, now.phase, now.since),) if now else ()


def alone_first(case: CaseFacts, rule: GuidanceRule, _: Thresholds) -> tuple[Fact, ...]:
    """A lack of safety is open, and since its latest tag not both were seen alone; that very day counts."""
    found = case.open_blocks(rule.groups)
    if not found:
        return ()
    latest = max(one.tag.on_date for one in found)
    alone = {one.alone for one in case.seen if one.on_date >= latest}
    waiting = [side for side in Side if side not in alone]
    if not waiting:
        return ()
    asked = (
        Fact(FactKind.NOT_ALONE, From.COUPLE, side=side, on_date=latest, same=f"{side} {latest}")
        for side in waiting
    )
    return (*(block_fact(one) for one in found), *asked)


def safety_first(case: CaseFacts, rule: GuidanceRule, _: Thresholds) -> tuple[Fact, ...]:
    """Safety is open while the phase, or a sheet that is out, asks for openness."""
    found = [block_fact(one) for one in case.open_blocks(rule.groups)]
    known = case.safety
    if known is not None and known.status != SafetyStatus.NO_KNOWN_CONCERN:
        found.append(Fact(FactKind.SAFETY, From.SAFETY, known.entry_id, known.status, known.on_date))
    asks = _open_sheets(case)
    if case.is_in(rule.phases):
        asks = [*phase_fact(case), *asks]
    return (*found, *asks) if found and asks else ()


def _open_sheets(case: CaseFacts) -> list[Fact]:
    return [
        Fact(FactKind.SHEET, From.ASSIGNMENT, one.id, one.title, one.given_on, one.holder)
        for one in case.sheets
        if one.needs_safety
    ]


def worse_now(case: CaseFacts, rule: GuidanceRule, after: Thresholds) -> tuple[Fact, ...]:
    """Harm or secrets go on, a measure got reliably worse, or a sign fell from where someone had seen it."""
    verdicts = (
        Fact(FactKind.VERDICT, From.PATH, one.id, one.what, one.on_date, one.side) for one in case.verdicts
    )
    return (
        *(block_fact(one) for one in case.open_blocks(rule.blocks)),
        *verdicts,
        *_fallen(case, after.sign_drop),
    )


def _fallen(case: CaseFacts, drop: int) -> list[Fact]:
    """Signs whose latest rating lies so far below the best that the same person gave before."""
    best: dict[tuple[str, str], int] = {}
    found: dict[tuple[str, str], Fact] = {}
    for one in case.ratings:
        key = one.sign, one.rater
        before = best.get(key, one.value)
        found.pop(key, None)
        if before - one.value >= drop:
            found[key] = Fact(
                FactKind.SIGN_FELL,
                *one.source,
                one.sign,
                one.on_date,
                one.rater,
                (before, one.value),
            )
        best[key] = max(before, one.value)
    return list(found.values())
