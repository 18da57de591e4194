"""What scores say, in sentences: exact for the clinician; for the couple only what was, without a verdict."""

from __future__ import annotations

from collections.abc import Mapping

from therapist_app.kernel.dates import number_word
from therapist_app.kernel.phrases import counted
from therapist_app.measures.instrument import Better, plain_number
from therapist_app.measures.levels import LEVEL_WORDS, LEVELS
from therapist_app.measures.review import GoalLine, GoalReview, Line, MeasureReview
from therapist_app.measures.rules import VERDICT_WORDS, Verdict

_NEAR = 0.05  # T is written with one decimal


def measure_sentence(review: MeasureReview, names: Mapping[str, str], *, own: bool = True) -> str:
    """How the scores moved; with `own` also where they lie and how far apart they are."""
    parts = [f"{_and([_moved(review, line, names) for line in review.lines])}."]
    if own:
        parts += [_cut_words(review, names), _band_words(review), _gap_words(review)]
    return " ".join(part for part in parts if part)


def verdicts(review: MeasureReview, names: Mapping[str, str]) -> tuple[str, ...]:
    """What each partner's change is, for the clinician; or once that no rule is known to judge it by."""
    if any(line.has_change and review.verdict(line) is None for line in review.lines):
        return ("No rule for reliable change is loaded, so there is no verdict.",)
    return tuple(_verdict(review, line, names[line.side]) for line in review.lines)


def _verdict(review: MeasureReview, line: Line, name: str) -> str:
    verdict = review.verdict(line)
    said = VERDICT_WORDS[verdict] if verdict else "one score so far, so there is no change to judge"
    return f"{name}: {said}."


def worse_words(review: MeasureReview, line: Line) -> str:
    """A partner's reliable change for the worse, as a fact of guidance: "CSI-16 from 50 to 38, a reliable ..."."""
    one = review.instrument
    moved = f"{one.label} from {one.words(line.first)} to {one.words(line.last)}"
    return f"{moved}, {VERDICT_WORDS[Verdict.WORSE]}"


def goal_words(line: GoalLine, words: str) -> str:
    """A goal, called `words`, and where it is: in the couple's own words where they gave some."""
    ends = words if words.endswith((".", "!", "?")) else f"{words}."
    if line.level is None:
        return f"{ends} Not rated yet."
    own, published = line.goal.levels[LEVELS.index(line.level)], LEVEL_WORDS[line.level]
    return f"{ends} Now: {f'{own} ({published})' if own else published}."


def goal_sentence(review: GoalReview) -> str:
    """How far the goals were reached."""
    rated = sum(1 for line in review.goals if line.points)
    if review.t is None:
        return (
            f"{number_word(len(review.goals)).capitalize()} set, none rated in this time."
            if review.goals
            else ""
        )
    if abs(review.t - 50) < _NEAR:
        how = "as much as expected"
    else:
        how = "more than expected" if review.t > 50 else "less than expected"
    return f"T is {review.t:.1f}: {how}, over {counted(rated, 'rated goal')}."


def _moved(review: MeasureReview, line: Line, names: Mapping[str, str]) -> str:
    words, name = review.instrument.words, names[line.side]
    if not line.has_change:
        return f"{name} is at {words(line.last)}"
    if line.first == line.last:
        return f"{name} is at {words(line.last)}, as at first"
    return f"{name} went from {words(line.first)} to {words(line.last)}"


def _cut_words(review: MeasureReview, names: Mapping[str, str]) -> str:
    one = review.instrument
    if one.cut_off is None:
        return ""
    cut = f"the cut-off of {plain_number(one.cut_off)}"
    sides = {line.side: _side(review, line) for line in review.lines}
    if len(sides) == 2 and len(set(sides.values())) == 1:
        return f"Both are {sides['a']} {cut}."
    return f"{_and([f'{names[side]} is {where} {cut}' for side, where in sides.items()])}."


def _side(review: MeasureReview, line: Line) -> str:
    high = "above" if review.instrument.better == Better.HIGHER else "at or above"
    return high if line.last >= (review.instrument.cut_off or 0) else "below"


def _band_words(review: MeasureReview) -> str:
    band = review.instrument.band(review.lines[0].last) if len(review.lines) == 1 else None
    return f"In the published bands that is “{band.name}”." if band else ""


def _gap_words(review: MeasureReview) -> str:
    gaps, words = review.gaps, review.instrument.words
    if not gaps:
        return ""
    now = f"They are {words(gaps[-1][1])} apart"
    return f"{now}; at first it was {words(gaps[0][1])}." if len(gaps) > 1 else f"{now}."


def _and(parts: list[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])}, and {parts[-1]}"
