"""The entries of the clinical catalogue as values: phases, blocks, signs and every other fixed word.

Each class names exactly the keys that its table must have in `resources/catalogue/`. A field marked with
`Ref("phases")` holds keys of that part of the catalogue, and the loader checks that they exist.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated


@dataclass(frozen=True, slots=True)
class Ref:
    """Marks a field whose text is a key in another part of the catalogue."""

    part: str


@dataclass(frozen=True, slots=True)
class About:
    """What this catalogue is: its version, its language and a note for whoever opens the folder."""

    version: str
    language: str
    note: str


@dataclass(frozen=True, slots=True)
class Labelled:
    """A key and the words people see for it."""

    key: str
    label: str


@dataclass(frozen=True, slots=True)
class Described:
    """A key, its label and what it means."""

    key: str
    label: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Prompted:
    """A key, its label and the question to ask."""

    key: str
    label: str
    prompt: str


@dataclass(frozen=True, slots=True)
class Pace:
    """A rough fact about pace, for the clinician's eye only and never on paper."""

    key: str
    text: str


@dataclass(frozen=True, slots=True)
class Phase:
    """One phase of healing; `couple_line` is its line on paper, the other texts are for the clinician."""

    key: str
    number: int
    label: str
    short: str
    kind: Annotated[str, Ref("phase_kinds")]
    meaning: str
    belongs: str
    hint: str
    couple_line: str


@dataclass(frozen=True, slots=True)
class SetStep:
    """One step of a set beside the six phases, in its order; `stage` is the part of the work it belongs to."""

    key: str
    set_: Annotated[str, Ref("phase_sets")]
    stage: str
    label: str
    short: str


@dataclass(frozen=True, slots=True)
class MoveKind:
    """A kind of step from one phase entry to the next."""

    key: str
    label: str
    counts_as_return: bool
    meaning: str


@dataclass(frozen=True, slots=True)
class Move:
    """A pair of phases whose move has a kind of its own."""

    kind: Annotated[str, Ref("move_kinds")]
    from_phase: Annotated[str, Ref("phases")]
    to_phase: Annotated[str, Ref("phases")]


@dataclass(frozen=True, slots=True)
class MoveRule:
    """The kind of every move that is not listed as a pair."""

    first: Annotated[str, Ref("move_kinds")]
    same: Annotated[str, Ref("move_kinds")]
    later: Annotated[str, Ref("move_kinds")]
    earlier: Annotated[str, Ref("move_kinds")]


@dataclass(frozen=True, slots=True)
class Group:
    """A group of healing blocks."""

    key: str
    label: str
    short: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Block:
    """A healing block; `couple_label` is None for a block that is never printed for the couple."""

    key: str
    group: Annotated[str, Ref("block_groups")]
    label: str
    short: str
    printed: bool
    meaning: str
    hint: str
    couple_label: str | None = None


@dataclass(frozen=True, slots=True)
class Sign:
    """A sign of healing, rated from 0 to 4."""

    key: str
    set: Annotated[str, Ref("sign_sets")]
    label: str
    short: str
    component: Annotated[str, Ref("components")]
    dimensions: Annotated[tuple[str, ...], Ref("dimensions")]
    hint: str


@dataclass(frozen=True, slots=True)
class Named:
    """A component or a dimension of the work, or a way of dividing it into steps."""

    key: str
    label: str
    short: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Step:
    """One of the ten repair steps."""

    key: str
    number: int
    label: str
    phases: Annotated[tuple[str, ...], Ref("phases")]
    component: Annotated[str, Ref("components")]
    dimensions: Annotated[tuple[str, ...], Ref("dimensions")]
    meaning: str


@dataclass(frozen=True, slots=True)
class Style:
    """An attachment style; on paper only `couple_label`, a need, stands for it."""

    key: str
    label: str
    couple_label: str
    challenge: str
    needs: str


@dataclass(frozen=True, slots=True)
class Profile:
    """A coping profile; on paper only `couple_label`, a need, stands for it."""

    key: str
    label: str
    couple_label: str
    needs: str
    pitfall: str
    best_move: str


@dataclass(frozen=True, slots=True)
class LifeStage:
    """A life stage, from one age to another in whole years, both included."""

    key: str
    label: str
    from_age: int
    to_age: int
    emphasis: str


@dataclass(frozen=True, slots=True)
class Fear:
    """A fear underneath the cycle; `couple_label` continues "the fear of ..."."""

    key: str
    label: str
    couple_label: str


@dataclass(frozen=True, slots=True)
class Role:
    """What one partner does in the cycle, the fears it usually carries and the move of the new cycle."""

    key: str
    label: str
    default_fears: Annotated[tuple[str, ...], Ref("fears")]
    new_move: str
    couple_line: str


@dataclass(frozen=True, slots=True)
class Loop:
    """A shape the cycle can take: two roles and what lies underneath."""

    key: str
    label: str
    roles: Annotated[tuple[str, ...], Ref("roles")]
    underneath: str
    couple_line: str


@dataclass(frozen=True, slots=True)
class ThreadStep:
    """One of the steps in which a single wound heals, and the phase it mostly belongs to."""

    key: str
    label: str
    meaning: str
    phase: Annotated[str, Ref("phases")]


ANSWERED_BY = ("words", "connection", "response", "hardest")


@dataclass(frozen=True, slots=True)
class IntakeQuestion:
    """A question for each partner alone; `of` names its list of choices, "words" where it has none."""

    key: str
    label: str
    prompt: str
    of: str


@dataclass(frozen=True, slots=True)
class Connection:
    """How it is between them now, as one of them says."""

    key: str
    label: str
    is_near: bool
    is_alarm: bool


@dataclass(frozen=True, slots=True)
class Response:
    """What someone mostly does in conflict, and the profile it points to."""

    key: str
    label: str
    profile: Annotated[str, Ref("profiles")]


@dataclass(frozen=True, slots=True)
class HardPart:
    """What is hardest in repair: the component it points to, and the phase where that is worked on."""

    key: str
    label: str
    component: Annotated[str, Ref("components")]
    phase: Annotated[str, Ref("phases")]


@dataclass(frozen=True, slots=True)
class Beginning:
    """A way to begin, and the phases between which its start lies."""

    key: str
    label: str
    meaning: str
    first: Annotated[str, Ref("phases")]
    last: Annotated[str, Ref("phases")]


@dataclass(frozen=True, slots=True)
class Hold:
    """How much a safety status holds back, and whether a kept reason can lift it."""

    key: str
    label: str
    can_override: bool


@dataclass(frozen=True, slots=True)
class SafetyStatus:
    """One safety status of a couple."""

    key: str
    label: str
    short: str
    hold: Annotated[str, Ref("holds")]
    meaning: str


@dataclass(frozen=True, slots=True)
class ScreenTopic:
    """A topic of a screen with its question, and the status that a yes proposes with its reason."""

    key: str
    label: str
    prompt: str
    proposes: Annotated[str | None, Ref("safety_statuses")] = None
    because: Annotated[str | None, Ref("safety_reasons")] = None


@dataclass(frozen=True, slots=True)
class SessionKind:
    """A kind of contact; `met` says whether the practice spoke with someone."""

    key: str
    label: str
    short: str
    numbered: bool
    met: bool


@dataclass(frozen=True, slots=True)
class SecretsPolicy:
    """What may be agreed with a couple about what one partner says alone."""

    key: str
    label: str
    short: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Point:
    """A point on a scale; `value` is what is stored."""

    value: int
    key: str
    label: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a promise on one day; only counted outcomes enter the kept rate."""

    key: str
    label: str
    counted: bool


@dataclass(frozen=True, slots=True)
class Starter:
    """A promise to begin from, for a block or for a harm; `kind` and `cadence` are those of a promise."""

    key: str
    words: str
    notice: str
    cadence: str
    kind: str
    times: int | None = None
    trigger: str | None = None
    block: Annotated[str | None, Ref("blocks")] = None
    harm: Annotated[str | None, Ref("harms")] = None
