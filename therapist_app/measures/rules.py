"""What a change of a score means, and how far goals were reached: published formulas, each with its working.

Jacobson & Truax (1991): RC = (x2 - x1) / Sdiff, Sdiff = sqrt(2 SE^2), SE = SD sqrt(1 - r); beyond 1.96 either way a
change is reliable. Kiresuk & Sherman (1968): T = 50 + 10 sum(w x) / sqrt((1 - rho) sum(w^2) + rho (sum w)^2).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from therapist_app.measures.instrument import Better, Instrument, plain_number

RELIABLE = 1.96
RHO = 0.3  # how far goals of one person go together, as Kiresuk & Sherman assume
_SMALL = 1e-9


class Verdict(StrEnum):
    """What a change is, in the classes of Jacobson & Truax; their "deteriorated" is said as it is: worse."""

    RECOVERED = "recovered"
    IMPROVED = "improved"
    UNCHANGED = "unchanged"
    WORSE = "worse"


VERDICT_WORDS: dict[Verdict, str] = {
    Verdict.RECOVERED: "a reliable change for the better, past the cut-off",
    Verdict.IMPROVED: "a reliable change for the better",
    Verdict.UNCHANGED: "no reliable change",
    Verdict.WORSE: "a reliable change for the worse",
}


def reliable_change(first: float, last: float, sd: float, reliability: float) -> float:
    """The reliable change index; `sd` above 0 and `reliability` below 1."""
    return (last - first) / (sd * math.sqrt(2) * math.sqrt(1 - reliability))


def verdict_of(instrument: Instrument, first: float, last: float) -> Verdict | None:
    """What a change is; None where no rule is known, and then nothing is computed."""
    if instrument.sd is not None and instrument.reliability is not None:
        index = reliable_change(first, last, instrument.sd, instrument.reliability)
        is_reliable = abs(index) > RELIABLE
    elif instrument.change_points is not None:
        is_reliable = abs(last - first) >= instrument.change_points - _SMALL
    else:
        return None
    if not is_reliable:
        return Verdict.UNCHANGED
    if (last > first) != (instrument.better == Better.HIGHER):
        return Verdict.WORSE
    crossed = instrument.is_troubled(first) and not instrument.is_troubled(last)
    return Verdict.RECOVERED if crossed else Verdict.IMPROVED


def working_of(instrument: Instrument, first: float, last: float) -> str:
    """How the verdict was found, in one line; or that there is no rule."""
    x1, x2 = instrument.words(first), instrument.words(last)
    if instrument.sd is not None and instrument.reliability is not None:
        sd, reliability = plain_number(instrument.sd), plain_number(instrument.reliability)
        index = reliable_change(first, last, instrument.sd, instrument.reliability)
        return (
            f"RC = (x2 − x1) / (SD · √2 · √(1 − r)) = ({x2} − {x1}) / ({sd} · √2 · √(1 − {reliability})) "
            f"= {signed(index)}. Beyond ±1.96 a change is reliable (Jacobson & Truax, 1991). "
            f"SD and r: {instrument.change_source}."
        )
    if instrument.change_points is not None:
        return (
            f"{x2} − {x1} = {signed(last - first, instrument.places)}. A change of "
            f"{plain_number(instrument.change_points)} points or more is reliable ({instrument.change_source})."
        )
    return (
        f"No rule for reliable change in {instrument.label} is loaded, so none is computed. "
        "With a standard deviation, a reliability and their source it can be."
    )


def signed(value: float, places: int = 2) -> str:
    """A number with its sign, as a change is written: "+3.16", "−4"."""
    words = f"{abs(value):.{places}f}"
    return words if float(words) == 0 else f"{'+' if value > 0 else '−'}{words}"


@dataclass(frozen=True, slots=True)
class Weighed:
    """A goal's weight and the level reached, -2 to +2."""

    weight: float
    level: float


def t_score(goals: Sequence[Weighed]) -> float | None:
    """How far goals were reached: 50 is as expected; None without a rated goal."""
    if not goals:
        return None
    whole = sum(goal.weight for goal in goals)
    squares = sum(goal.weight**2 for goal in goals)
    reached = sum(goal.weight * goal.level for goal in goals)
    return 50 + 10 * reached / math.sqrt((1 - RHO) * squares + RHO * whole**2)


def t_working(goals: Sequence[Weighed]) -> str:
    """How T was found, in one line."""
    score = t_score(goals)
    if score is None:
        return "No goal is rated yet, so no T is computed."
    reached = sum(goal.weight * goal.level for goal in goals)
    whole, squares = sum(goal.weight for goal in goals), sum(goal.weight**2 for goal in goals)
    return (
        f"T = 50 + 10 · Σwx / √((1 − ρ) · Σw² + ρ · (Σw)²) = 50 + 10 · {plain_number(reached)} / "
        f"√(0.7 · {plain_number(squares)} + 0.3 · {plain_number(whole)}²) = {score:.1f}, with ρ = 0.3. "
        "50 is what was expected of all goals together (Kiresuk & Sherman, 1968)."
    )
