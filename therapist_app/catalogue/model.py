"""The whole clinical catalogue as one value, and where each part of it is kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol, TypeVar

from therapist_app.catalogue.entries import (
    About,
    Beginning,
    Block,
    Connection,
    Described,
    Fear,
    Group,
    HardPart,
    Hold,
    IntakeQuestion,
    Labelled,
    LifeStage,
    Loop,
    Move,
    MoveKind,
    MoveRule,
    Named,
    Outcome,
    Pace,
    Phase,
    Point,
    Profile,
    Prompted,
    Response,
    Role,
    SafetyStatus,
    ScreenTopic,
    SecretsPolicy,
    SessionKind,
    SetStep,
    Sign,
    Starter,
    Step,
    Style,
    ThreadStep,
)
from therapist_app.catalogue.guidance_entries import GuidanceRule, Threshold

__all__ = [
    "About",
    "Beginning",
    "Block",
    "Catalogue",
    "Connection",
    "Described",
    "Fear",
    "Group",
    "GuidanceRule",
    "HardPart",
    "Hold",
    "IntakeQuestion",
    "Keyed",
    "Labelled",
    "LifeStage",
    "Loop",
    "Move",
    "MoveKind",
    "MoveRule",
    "Named",
    "Outcome",
    "Pace",
    "Phase",
    "Point",
    "Profile",
    "Prompted",
    "Response",
    "Role",
    "SafetyStatus",
    "ScreenTopic",
    "SecretsPolicy",
    "SessionKind",
    "SetStep",
    "Sign",
    "Source",
    "Starter",
    "Step",
    "Style",
    "ThreadStep",
    "Threshold",
]


class Keyed(Protocol):
    """Anything that has a key."""

    @property
    def key(self) -> str:
        """The fixed key."""
        ...


@dataclass(frozen=True, slots=True)
class Source:
    """Where a part of the catalogue is kept: a file and the name of its table."""

    file: str
    table: str


def _kept(file: str, table: str) -> dict[str, Source]:
    return {"source": Source(file, table)}


K = TypeVar("K", bound=Keyed)


def _find(entries: Sequence[K], key: str, what: str) -> K:
    """The entry with this key; KeyError when there is none, because released keys never vanish."""
    for entry in entries:
        if entry.key == key:
            return entry
    raise KeyError(f"the catalogue has no {what} {key!r}")


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Every clinical word of the product, in the order of its files."""

    about: About = field(metadata=_kept("about.toml", "about"))
    phase_kinds: tuple[Described, ...] = field(metadata=_kept("phases.toml", "phase_kind"))
    phases: tuple[Phase, ...] = field(metadata=_kept("phases.toml", "phase"))
    move_kinds: tuple[MoveKind, ...] = field(metadata=_kept("phases.toml", "move_kind"))
    moves: tuple[Move, ...] = field(metadata=_kept("phases.toml", "move"))
    move_rule: MoveRule = field(metadata=_kept("phases.toml", "move_rule"))
    pace: tuple[Pace, ...] = field(metadata=_kept("phases.toml", "pace"))
    phase_sets: tuple[Named, ...] = field(metadata=_kept("phase_sets.toml", "phase_set"))
    set_steps: tuple[SetStep, ...] = field(metadata=_kept("phase_sets.toml", "set_step"))
    block_groups: tuple[Group, ...] = field(metadata=_kept("blocks.toml", "group"))
    blocks: tuple[Block, ...] = field(metadata=_kept("blocks.toml", "block"))
    sign_sets: tuple[Described, ...] = field(metadata=_kept("signs.toml", "sign_set"))
    signs: tuple[Sign, ...] = field(metadata=_kept("signs.toml", "sign"))
    components: tuple[Named, ...] = field(metadata=_kept("work.toml", "component"))
    dimensions: tuple[Named, ...] = field(metadata=_kept("work.toml", "dimension"))
    steps: tuple[Step, ...] = field(metadata=_kept("steps.toml", "step"))
    styles: tuple[Style, ...] = field(metadata=_kept("partners.toml", "style"))
    profiles: tuple[Profile, ...] = field(metadata=_kept("partners.toml", "profile"))
    life_stages: tuple[LifeStage, ...] = field(metadata=_kept("partners.toml", "life_stage"))
    fears: tuple[Fear, ...] = field(metadata=_kept("partners.toml", "fear"))
    roles: tuple[Role, ...] = field(metadata=_kept("partners.toml", "role"))
    loops: tuple[Loop, ...] = field(metadata=_kept("partners.toml", "loop"))
    rupture_kinds: tuple[Labelled, ...] = field(metadata=_kept("partners.toml", "rupture_kind"))
    directions: tuple[Labelled, ...] = field(metadata=_kept("partners.toml", "direction"))
    pressures: tuple[Labelled, ...] = field(metadata=_kept("partners.toml", "pressure"))
    thread_steps: tuple[ThreadStep, ...] = field(metadata=_kept("repair.toml", "thread_step"))
    intake_questions: tuple[IntakeQuestion, ...] = field(metadata=_kept("intake.toml", "intake_question"))
    connections: tuple[Connection, ...] = field(metadata=_kept("intake.toml", "connection"))
    responses: tuple[Response, ...] = field(metadata=_kept("intake.toml", "response"))
    hard_parts: tuple[HardPart, ...] = field(metadata=_kept("intake.toml", "hardest"))
    beginnings: tuple[Beginning, ...] = field(metadata=_kept("intake.toml", "beginning"))
    holds: tuple[Hold, ...] = field(metadata=_kept("safety.toml", "hold"))
    safety_statuses: tuple[SafetyStatus, ...] = field(metadata=_kept("safety.toml", "status"))
    safety_reasons: tuple[Labelled, ...] = field(metadata=_kept("safety.toml", "reason"))
    plan_items: tuple[Prompted, ...] = field(metadata=_kept("safety.toml", "plan_item"))
    screen_places: tuple[Labelled, ...] = field(metadata=_kept("safety.toml", "screen_place"))
    screen_topics: tuple[ScreenTopic, ...] = field(metadata=_kept("safety.toml", "screen_topic"))
    risk_levels: tuple[Described, ...] = field(metadata=_kept("safety.toml", "risk_level"))
    session_kinds: tuple[SessionKind, ...] = field(metadata=_kept("contacts.toml", "session_kind"))
    secrets_policies: tuple[SecretsPolicy, ...] = field(metadata=_kept("contacts.toml", "secrets_policy"))
    levels: tuple[Point, ...] = field(metadata=_kept("scales.toml", "level"))
    ratings: tuple[Point, ...] = field(metadata=_kept("scales.toml", "rating"))
    outcomes: tuple[Outcome, ...] = field(metadata=_kept("scales.toml", "outcome"))
    harms: tuple[Labelled, ...] = field(metadata=_kept("starters.toml", "harm"))
    starters: tuple[Starter, ...] = field(metadata=_kept("starters.toml", "starter"))
    guidance_rules: tuple[GuidanceRule, ...] = field(metadata=_kept("guidance.toml", "rule"))
    thresholds: tuple[Threshold, ...] = field(metadata=_kept("guidance.toml", "threshold"))

    def phase(self, key: str) -> Phase:
        """The phase with this key."""
        return _find(self.phases, key, "phase")

    def block(self, key: str) -> Block:
        """The block with this key."""
        return _find(self.blocks, key, "block")

    def block_group(self, key: str) -> Group:
        """The group of blocks with this key."""
        return _find(self.block_groups, key, "group of blocks")

    def blocks_in(self, group: str) -> tuple[Block, ...]:
        """The blocks of one group, in order."""
        return tuple(block for block in self.blocks if block.group == group)

    def sign(self, key: str) -> Sign:
        """The sign with this key."""
        return _find(self.signs, key, "sign")

    def component(self, key: str) -> Named:
        """The component with this key."""
        return _find(self.components, key, "component")

    def dimension(self, key: str) -> Named:
        """The dimension with this key."""
        return _find(self.dimensions, key, "dimension")

    def step(self, key: str) -> Step:
        """The repair step with this key."""
        return _find(self.steps, key, "step")

    def style(self, key: str) -> Style:
        """The attachment style with this key."""
        return _find(self.styles, key, "style")

    def profile(self, key: str) -> Profile:
        """The coping profile with this key."""
        return _find(self.profiles, key, "profile")

    def fear(self, key: str) -> Fear:
        """The fear with this key."""
        return _find(self.fears, key, "fear")

    def role(self, key: str) -> Role:
        """The role in the cycle with this key."""
        return _find(self.roles, key, "role")

    def thread_step(self, key: str) -> ThreadStep:
        """The step of a repair thread with this key."""
        return _find(self.thread_steps, key, "step of a repair thread")

    def beginning(self, key: str) -> Beginning:
        """The way to begin with this key."""
        return _find(self.beginnings, key, "way to begin")

    def loop(self, a: str | None, b: str | None) -> Loop | None:
        """The shape of the cycle in which the two have these roles; None while one is not known."""
        return next((one for one in self.loops if a and b and sorted(one.roles) == sorted((a, b))), None)

    def rupture_kind(self, key: str) -> Labelled:
        """The kind of rupture with this key."""
        return _find(self.rupture_kinds, key, "kind of rupture")

    def screen_topic(self, key: str) -> ScreenTopic:
        """The topic of a screen with this key."""
        return _find(self.screen_topics, key, "topic of a screen")

    def risk_level(self, key: str) -> Described:
        """The level of risk with this key."""
        return _find(self.risk_levels, key, "level of risk")

    def session_kind(self, key: str) -> SessionKind:
        """The kind of contact with this key."""
        return _find(self.session_kinds, key, "kind of contact")

    def secrets_policy(self, key: str) -> SecretsPolicy:
        """The agreement about secrets with this key."""
        return _find(self.secrets_policies, key, "agreement about secrets")

    def safety_status(self, key: str) -> SafetyStatus:
        """The safety status with this key."""
        return _find(self.safety_statuses, key, "safety status")

    def safety_reason(self, key: str) -> Labelled:
        """The reason for a safety status with this key."""
        return _find(self.safety_reasons, key, "safety reason")

    def level(self, value: int) -> Point:
        """The level of a block, by its stored value."""
        return self.levels[value]

    def rating(self, value: int) -> Point:
        """The rating of a sign, by its stored value."""
        return self.ratings[value]

    def outcome(self, key: str) -> Outcome:
        """The outcome of a check-in with this key."""
        return _find(self.outcomes, key, "outcome")

    def harm(self, key: str) -> Labelled:
        """The harm with this key."""
        return _find(self.harms, key, "harm")

    def guidance_rule(self, key: str) -> GuidanceRule:
        """The rule of guidance with this key."""
        return _find(self.guidance_rules, key, "rule of guidance")

    def threshold(self, key: str) -> Threshold:
        """The threshold with this key."""
        return _find(self.thresholds, key, "threshold")

    def hold_of(self, status: str) -> Hold:
        """What a safety status holds back."""
        return _find(self.holds, self.safety_status(status).hold, "hold")
