"""What was said of a promise so far, in sentences; no Qt."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from therapist_app.commitments.figures import Figures
from therapist_app.commitments.model import CheckIn, CommitmentState, EarlierAnswer, Why
from therapist_app.commitments.standing import Stretch
from therapist_app.kernel.phrases import quoted
from ui.commitments.words import OUTCOMES, Day

Name = Callable[[str], str]
"""Who an account is: "a", "b" or "clinician"."""

_STOOD = {
    CommitmentState.PAUSED: "Paused",
    CommitmentState.ACHIEVED: "Achieved",
    CommitmentState.LET_GO: "Let go",
    CommitmentState.ACTIVE: "Taken up again",
}


def answer_words(one: CheckIn | EarlierAnswer, name: Name, other: str, day: Day) -> str:
    """One answer: "12 Nov: missed, told by Ada. “Late shift”. Mended 13 Nov: said sorry"."""
    when = f"{day(one.since_on)} to {day(one.on_date)}" if one.since_on else day(one.on_date)
    if one.kept_days is not None:
        went = f"{one.kept_days} of {one.asked_days} kept"
    else:
        went = dict(OUTCOMES).get(one.outcome, one.outcome).lower()
    said = [
        f"{when}: {went}, told by {name(one.account)}",
        quoted(one.line) if one.line else "",
        f"{other} noticed and said so" if one.noticed else "",
        _repair_words(one, day),
    ]
    return ". ".join(part for part in said if part)


def _repair_words(one: CheckIn | EarlierAnswer, day: Day) -> str:
    if one.repaired_on is None:
        return ""
    return f"Mended {day(one.repaired_on)}{': ' if one.repair else ''}{one.repair}"


def trace_words(one: EarlierAnswer, name: Name, other: str, day: Day) -> str:
    """An answer that no longer stands, and who let go of it when: "... Corrected 13 Nov by Dr. Reed"."""
    done = "Corrected" if one.why == Why.CORRECTED else "Taken back"
    by = f" by {one.clinician}" if one.clinician else ""
    return f"{answer_words(one, name, other, day)}. {done} {day(one.ended_at.astimezone().date())}{by}"


def standing_words(standing: Sequence[Stretch], day: Day) -> list[str]:
    """Where a promise stood since when, newest first, without its beginning: "Paused 10 Nov: moving house"."""
    said = standing[1:]
    return [
        f"{_STOOD[CommitmentState(one.state)]} {day(one.since)}{': ' if one.reason else ''}{one.reason}"
        for one in reversed(said)
    ]


def figures_words(figures: Figures, day: Day) -> str:
    """What the answers add up to, in counts: "3 of 4 kept in the last four weeks, 9 of 12 since the start"."""
    weeks, whole = figures.last_weeks, figures.whole
    if not whole.due:
        return ""
    counts = f"{whole.kept} of {whole.due} since the start"
    said = [f"{weeks.kept} of {weeks.due} kept in the last four weeks, {counts}" if weeks.due else counts]
    if figures.last_slip:
        mended = f", mended {day(figures.mended_on)}" if figures.mended_on else ""
        said.append(f"Last slip {day(figures.last_slip)}{mended}")
    return ". ".join(said)
