"""The catalogue says the clinical words exactly, in their order, under keys that never change."""

import pytest

from therapist_app.catalogue.load import load_catalogue
from therapist_app.catalogue.model import Catalogue
from therapist_app.catalogue.moves import life_stage_at, move_kind

PHASES = {
    "rupture": ("Rupture / Disconnection", "Rupture", "start"),
    "safety": ("Safety & Stabilization", "Safety", "healing"),
    "understanding": ("Understanding & Accountability", "Understanding", "healing"),
    "vulnerability": ("Vulnerability & Repair", "Vulnerability", "healing"),
    "renewal": ("Renewed Connection", "Renewed Connection", "healing"),
    "integration": ("Integration & Growth", "Integration", "ongoing"),
}
GROUPS = {
    "lack_of_safety": ("Lack of Safety", "continued_harm dishonesty threats"),
    "insufficient_accountability": ("Insufficient Accountability", "minimizing blaming one_time_apology"),
    "emotional_avoidance": ("Emotional Avoidance", "numbing distraction intellectualizing"),
    "unequal_effort": ("Unequal Effort", "one_sided_work one_unwilling therapist_carries"),
    "timeline_mismatch": (
        "Timeline Mismatch",
        "expecting_rapid rushing_vulnerability pressuring_forgiveness",
    ),
}
BLOCKS = {
    "continued_harm": "Continued harmful behavior",
    "dishonesty": "Dishonesty or secrets",
    "threats": "Threats, explicit or implied",
    "minimizing": "Minimizing harm",
    "blaming": "Blaming the other person",
    "one_time_apology": "One-time apology without change",
    "numbing": "Numbing with substances",
    "distraction": "Distraction with work or activities",
    "intellectualizing": "Intellectualizing pain",
    "one_sided_work": "One partner doing all the work",
    "one_unwilling": "One partner unwilling to change",
    "therapist_carries": "Therapist carries the relationship",
    "expecting_rapid": "Expecting rapid healing",
    "rushing_vulnerability": "Rushing vulnerability",
    "pressuring_forgiveness": "Pressuring forgiveness",
}
CORE_SIGNS = {
    "empathy_for_wounds": (
        "Each knows, and has empathy for, their own and the other's sensitive spots",
        "Empathy for wounds",
    ),
    "attunement": ("They notice when something is off, offer soothing and accept it", "Attunement"),
    "regulation": ("Each can calm themselves enough to do no further damage", "Regulation"),
    "fair_meaning": (
        "Less taking it personally, more thoughtful reading of what the other meant",
        "Fair meaning",
    ),
    "shared_account": (
        "A clear shared account of the disconnection, and of the pitfalls ahead",
        "Shared account",
    ),
    "same_team": ("From adversaries to one team", "Same team"),
    "ownership_repair": ("Both own how they hurt the other and tend to the wounds", "Ownership and repair"),
}
EVERYDAY_SIGNS = {
    "small_kindness": ("Small moments of real kindness", "Small kindness"),
    "follow_through": ("Commitments are followed through", "Follow-through"),
    "less_defensive": ("Conversations grow less defensive", "Less defensive"),
    "felt_safety": ("Each feels at least a little safer", "Felt safety"),
    "warmth": ("Humor or warmth comes back", "Warmth"),
}
STEPS = [
    ("Pause & make it safe", "rupture safety"),
    ("Name what happened without blame", "understanding"),
    ("Say the impact without demanding an answer", "understanding vulnerability"),
    ("Listen fully & reflect back", "understanding"),
    ("Find the fear underneath", "vulnerability"),
    ("Own your part", "understanding"),
    ("Commit to specific changes", "vulnerability"),
    ("Build accountability together", "vulnerability"),
    ("Move into vulnerability and affection gradually", "renewal"),
    ("Celebrate and make it part of the story", "integration"),
]
KEYS = {
    "components": "accountability safety vulnerability consistency",
    "dimensions": "emotional cognitive behavioral relational",
    "styles": "secure anxious avoidant fearful_avoidant",
    "profiles": "avoider pursuer rationalist empath",
    "life_stages": "young middle later",
    "fears": "abandonment engulfment not_good_enough being_controlled hurt_again",
    "rupture_kinds": "misunderstanding betrayal chronic_conflict distance other",
    "directions": "working_on_it deciding parting_with_care",
    "pressures": "money technology caregiving time health work other",
    "safety_statuses": "not_assessed no_known_concern concerns unsafe",
    "safety_reasons": "ongoing_abuse undisclosed_infidelity chronic_emotional_harm threats other",
    "plan_items": "harm_stopped honesty separation contact_rules structured_sessions if_broken "
    "who_checks date",
    "risk_levels": "none thoughts plan intent",
    "session_kinds": "joint individual call late_cancel no_show consultation",
    "levels": "resolved mild moderate severe",
    "ratings": "not_yet rarely sometimes often steady",
    "outcomes": "kept partly missed not_applicable",
}
TOPICS = [
    "Fear of the partner",
    "Threats",
    "Injury",
    "Choking",
    "Weapons",
    "Forced sex",
    "Stalking or phone control",
    "Money or movement control",
    "Substances",
    "Children or dependents at risk",
    "Suicide or self-harm",
]


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue()


def test_phases(catalogue: Catalogue) -> None:
    assert {p.key: (p.label, p.short, p.kind) for p in catalogue.phases} == PHASES
    assert [p.key for p in catalogue.phases] == list(PHASES)
    assert [p.number for p in catalogue.phases] == [1, 2, 3, 4, 5, 6]


def test_blocks_in_their_groups(catalogue: Catalogue) -> None:
    assert {b.key: b.label for b in catalogue.blocks} == BLOCKS
    assert [g.key for g in catalogue.block_groups] == list(GROUPS)
    for group in catalogue.block_groups:
        label, keys = GROUPS[group.key]
        assert group.label == label
        assert [b.key for b in catalogue.blocks_in(group.key)] == keys.split()


def test_what_may_be_printed_for_a_couple(catalogue: Catalogue) -> None:
    unprinted = {b.key for b in catalogue.blocks if b.couple_label is None}
    assert unprinted == {"threats", "continued_harm"}
    assert catalogue.block("dishonesty").couple_label == "things not yet said"
    assert catalogue.block("minimizing").couple_label == "making it smaller than it was"
    assert catalogue.block("blaming").couple_label == "pointing at each other"
    assert catalogue.block("one_unwilling").couple_label == "one of us not sure yet"


def test_no_word_for_a_couple_is_a_clinical_label(catalogue: Catalogue) -> None:
    entries = [*catalogue.blocks, *catalogue.styles, *catalogue.profiles]
    labels = {entry.label.lower() for entry in entries}
    for entry in entries:
        words = (entry.couple_label or "").lower()
        assert not any(label in words for label in labels), words


def test_signs(catalogue: Catalogue) -> None:
    assert {s.key: (s.label, s.short) for s in catalogue.signs if s.set == "core"} == CORE_SIGNS
    assert {s.key: (s.label, s.short) for s in catalogue.signs if s.set == "everyday"} == EVERYDAY_SIGNS


def test_steps(catalogue: Catalogue) -> None:
    assert [(s.label, " ".join(s.phases)) for s in catalogue.steps] == STEPS
    assert [s.key for s in catalogue.steps] == [f"step_{n:02}" for n in range(1, 11)]


@pytest.mark.parametrize("part", KEYS)
def test_fixed_keys(catalogue: Catalogue, part: str) -> None:
    assert [entry.key for entry in getattr(catalogue, part)] == KEYS[part].split()


def test_safety_words(catalogue: Catalogue) -> None:
    assert [s.label for s in catalogue.safety_statuses] == [
        "Not assessed",
        "No safety concern known",
        "Concerns",
        "Joint work paused",
    ]
    assert [t.label for t in catalogue.screen_topics] == TOPICS


def test_a_reason_can_lift_concerns_but_never_unsafe(catalogue: Catalogue) -> None:
    assert catalogue.hold_of("concerns").can_override
    assert not catalogue.hold_of("unsafe").can_override


def test_scales_keep_their_values(catalogue: Catalogue) -> None:
    assert [catalogue.level(n).label for n in range(4)] == ["Resolved", "Mild", "Moderate", "Severe"]
    assert [catalogue.rating(n).label for n in range(5)] == [
        "Not yet",
        "Rarely",
        "Sometimes",
        "Often",
        "Steady",
    ]
    assert catalogue.outcome("not_applicable").label == "Did not come up"
    assert [o.key for o in catalogue.outcomes if o.counted] == ["kept", "partly", "missed"]


def test_only_joint_sessions_are_numbered(catalogue: Catalogue) -> None:
    assert [k.key for k in catalogue.session_kinds if k.numbered] == ["joint"]


def test_cycle_defaults(catalogue: Catalogue) -> None:
    assert catalogue.role("pursuer").default_fears == ("abandonment",)
    assert catalogue.role("withdrawer").default_fears == ("engulfment", "hurt_again")
    assert catalogue.role("pursuer").new_move == "Pursue with presence"
    assert catalogue.role("withdrawer").new_move == "Withdraw with reassurance"


@pytest.mark.parametrize(
    ("start", "end", "kind"),
    [
        (None, "rupture", "start"),
        (None, "understanding", "start"),
        ("rupture", "safety", "forward"),
        ("safety", "vulnerability", "forward"),
        ("vulnerability", "safety", "return"),
        ("integration", "renewal", "upkeep"),
        ("integration", "vulnerability", "return"),
        ("renewal", "renewal", "same"),
    ],
)
def test_moves_on_the_path(catalogue: Catalogue, start: str | None, end: str, kind: str) -> None:
    assert move_kind(catalogue, start, end) == kind


def test_upkeep_is_never_counted_as_a_return(catalogue: Catalogue) -> None:
    assert [k.key for k in catalogue.move_kinds if k.counts_as_return] == ["return"]


@pytest.mark.parametrize(
    ("age", "stage"),
    [(17, None), (18, "young"), (34, "young"), (35, "middle"), (54, "middle"), (55, "later"), (101, "later")],
)
def test_life_stage_by_age(catalogue: Catalogue, age: int, stage: str | None) -> None:
    found = life_stage_at(catalogue, age)
    assert (found.key if found else None) == stage


def test_a_key_that_never_was(catalogue: Catalogue) -> None:
    with pytest.raises(KeyError, match="no phase 'honeymoon'"):
        catalogue.phase("honeymoon")
