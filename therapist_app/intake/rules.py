"""Pure rules of the intake: whose answer is whose, and where the work might begin.

The suggestion is for the clinician alone. It reads what both said, and safety before anything else; it sets
nothing, and it does not exist for any other reader.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from therapist_app.catalogue.model import Catalogue
from therapist_app.couples.model import SafetyStatus, Side
from therapist_app.intake.model import Direction, IntakeAnswer
from therapist_app.kernel.audience import Audience

UNSAFE_GROUP = "lack_of_safety"


@dataclass(frozen=True, slots=True)
class Ground:
    """What the suggestion stands on. `connection` and `hardest` are choices by side; open ones are left out."""

    safety: str
    unsafe_blocks: tuple[str, ...] = ()  # keys of active blocks of the group lack of safety
    connection: Mapping[str, str] = field(default_factory=dict[str, str])
    hardest: Mapping[str, str] = field(default_factory=dict[str, str])
    direction: str = ""


@dataclass(frozen=True, slots=True)
class Reason:
    """One fact behind a suggestion; `side` is whose answer it is, "" for what is true of both."""

    words: str
    side: str = ""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A way to begin (catalogue key), the phase to begin in, and the facts that say so."""

    beginning: str
    phase: str
    reasons: tuple[Reason, ...]


def suggest(ground: Ground, catalogue: Catalogue) -> Suggestion | None:
    """Where the work might begin; None while there is too little to say, and where they part with care.

    Safety first wins over everything. Deeper work asks that both feel near and that they want to go on together.
    """
    unsafe = _unsafe(ground, catalogue)
    if unsafe:
        return _made("safety_first", unsafe, ground, catalogue)
    if ground.direction == "parting_with_care" or set(ground.connection) != set(Side):
        return None
    labels = {one.key: one.label for one in catalogue.connections}
    near = {one.key for one in catalogue.connections if one.is_near}
    far = [side for side in Side if ground.connection[side] not in near]
    deciding = ground.direction == "deciding"
    said = [Reason(f"“{labels[ground.connection[side]]}”", side) for side in (far or Side)]
    if deciding:
        said.append(Reason("They are deciding, so deep topics can wait."))
    return _made("listen_first" if far or deciding else "deeper_work", said, ground, catalogue)


def _unsafe(ground: Ground, catalogue: Catalogue) -> list[Reason]:
    """Every fact that puts safety first."""
    found: list[Reason] = []
    if ground.safety != SafetyStatus.NO_KNOWN_CONCERN:
        found.append(Reason(f"Safety: {catalogue.safety_status(ground.safety).label}"))
    found += [Reason(f"Active block: {catalogue.block(key).label}") for key in ground.unsafe_blocks]
    alarms = {one.key: one.label for one in catalogue.connections if one.is_alarm}
    found += [Reason(f"“{alarms[key]}”", side) for side, key in _by_side(ground.connection) if key in alarms]
    return found


def _made(beginning: str, said: list[Reason], ground: Ground, catalogue: Catalogue) -> Suggestion:
    """The suggestion, which starts in the earliest phase that one of them finds hardest, within its own bounds."""
    entry = catalogue.beginning(beginning)
    order = {phase.key: phase.number for phase in catalogue.phases}
    parts = {part.key: part for part in catalogue.hard_parts}
    hard = [(side, parts[key]) for side, key in _by_side(ground.hardest) if key in parts]
    start, last = order[entry.first], order[entry.last]
    earliest = min((order[part.phase] for _, part in hard), default=start)
    number = max(start, min(last, earliest))
    if start != last:
        said = [*said, *(Reason(f"Hardest: “{part.label}”", side) for side, part in hard)]
    phase = next(phase.key for phase in catalogue.phases if phase.number == number)
    return Suggestion(beginning, phase, tuple(said))


def current_direction(directions: Iterable[Direction]) -> Direction | None:
    """Where the work is heading now: the latest by date, then by when it was written."""
    return max(directions, key=lambda one: (one.on_date, one.created_at, one.id), default=None)


def audience_of(side: str, *, shared: bool) -> str:
    """Who may see what one partner answered alone."""
    return str(Audience.JOINT) if shared else side


def choices_of(question: str, catalogue: Catalogue) -> tuple[tuple[str, str], ...]:
    """The keys and words someone can choose for a question; () for one that is answered in words alone."""
    of = next((one.of for one in catalogue.intake_questions if one.key == question), "")
    lists = {
        "connection": catalogue.connections,
        "response": catalogue.responses,
        "hardest": catalogue.hard_parts,
    }
    return tuple((one.key, one.label) for one in lists.get(of, ()))


def profile_of(response: str | None, catalogue: Catalogue) -> str | None:
    """The profile that a usual response points to; offered, never set."""
    return next((one.profile for one in catalogue.responses if one.key == response), None)


def ground_of(
    answers: Iterable[IntakeAnswer], safety: str, unsafe_blocks: Iterable[str], direction: str
) -> Ground:
    """What a suggestion stands on, from the records."""
    by: dict[str, dict[str, str]] = {"connection": {}, "hardest": {}}
    for one in answers:
        if one.question in by and one.choice:
            by[one.question][one.side] = one.choice
    return Ground(safety, tuple(unsafe_blocks), by["connection"], by["hardest"], direction)


def _by_side(said: Mapping[str, str]) -> list[tuple[str, str]]:
    return [(side, said[side]) for side in Side if side in said]
