"""Where the work might begin: written cases on both sides of every boundary, and safety above all of them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from therapist_app.catalogue.load import load_catalogue
from therapist_app.intake.rules import Ground, suggest

CATALOGUE = load_catalogue()
SAFE = "no_known_concern"
NEAR, FAR = {"a": "close", "b": "up_and_down"}, {"a": "close", "b": "far_apart"}

CASES = [
    # safety comes first, whatever else is said
    ("not assessed", Ground("not_assessed", (), NEAR), ("safety_first", "safety")),
    ("concerns", Ground("concerns", (), NEAR), ("safety_first", "safety")),
    ("paused", Ground("unsafe", (), NEAR), ("safety_first", "safety")),
    ("safe, a block of safety", Ground(SAFE, ("dishonesty",), NEAR), ("safety_first", "safety")),
    ("safe, no block", Ground(SAFE, (), NEAR), ("deeper_work", "understanding")),
    ("one on guard", Ground(SAFE, (), {"a": "on_guard", "b": "close"}), ("safety_first", "safety")),
    ("one on guard, the other open", Ground(SAFE, (), {"b": "on_guard"}), ("safety_first", "safety")),
    ("parting, and not safe", Ground("concerns", direction="parting_with_care"), ("safety_first", "safety")),
    ("unsafe, hardest is deep", Ground("unsafe", (), NEAR, {"a": "show_hurt"}), ("safety_first", "safety")),
    # both must have said how it is
    ("nobody said", Ground(SAFE), None),
    ("one said", Ground(SAFE, (), {"a": "close"}), None),
    # near or far
    ("both near", Ground(SAFE, (), {"a": "up_and_down", "b": "up_and_down"}), ("deeper_work", "understanding")),
    ("one far", Ground(SAFE, (), FAR), ("listen_first", "safety")),
    ("both polite", Ground(SAFE, (), dict.fromkeys("ab", "side_by_side")), ("listen_first", "safety")),
    ("both fighting", Ground(SAFE, (), dict.fromkeys("ab", "fighting")), ("listen_first", "safety")),
    # the phase is the earliest that one of them finds hardest, within the bounds
    ("far, calm", Ground(SAFE, (), FAR, {"a": "calm_down", "b": "own"}), ("listen_first", "safety")),
    ("far, listen", Ground(SAFE, (), FAR, {"a": "listen"}), ("listen_first", "understanding")),
    ("far, deep", Ground(SAFE, (), FAR, {"a": "show_hurt", "b": "ask"}), ("listen_first", "understanding")),
    ("near, calm", Ground(SAFE, (), NEAR, {"a": "calm_down"}), ("deeper_work", "understanding")),
    ("near, both deep", Ground(SAFE, (), NEAR, {"a": "show_hurt", "b": "ask"}), ("deeper_work", "vulnerability")),
    ("near, one owns", Ground(SAFE, (), NEAR, {"a": "show_hurt", "b": "own"}), ("deeper_work", "understanding")),
    ("near, trust", Ground(SAFE, (), NEAR, {"a": "trust_again"}), ("deeper_work", "vulnerability")),
    # the direction of the work
    ("near, working", Ground(SAFE, (), NEAR, direction="working_on_it"), ("deeper_work", "understanding")),
    ("near, deciding", Ground(SAFE, (), NEAR, direction="deciding"), ("listen_first", "safety")),
    ("near, parting", Ground(SAFE, (), NEAR, direction="parting_with_care"), None),
]  # fmt: skip


@pytest.mark.parametrize(("ground", "wanted"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_a_written_case(ground, wanted):
    found = suggest(ground, CATALOGUE)
    assert (found and (found.beginning, found.phase)) == wanted
    assert found is None or found.reasons


def test_every_reason_is_a_fact_with_its_owner():
    found = suggest(Ground(SAFE, (), FAR, {"a": "listen"}), CATALOGUE)
    assert found
    assert [(one.words, one.side) for one in found.reasons] == [
        ("“Far apart”", "b"),
        ("Hardest: “To listen until the end”", "a"),
    ]
    alarm = suggest(Ground("concerns", ("threats",), {"a": "on_guard"}), CATALOGUE)
    assert alarm
    assert [(one.words, one.side) for one in alarm.reasons] == [
        ("Safety: Concerns", ""),
        ("Active block: Threats, explicit or implied", ""),
        ("“I am on guard, and watch what I say”", "a"),
    ]


def said_by(keys):
    return st.dictionaries(st.sampled_from("ab"), st.sampled_from(keys))


GROUNDS = st.builds(
    Ground,
    st.sampled_from([one.key for one in CATALOGUE.safety_statuses]),
    st.lists(st.sampled_from(["threats", "dishonesty", "continued_harm"]), max_size=2).map(tuple),
    said_by([one.key for one in CATALOGUE.connections]),
    said_by([one.key for one in CATALOGUE.hard_parts]),
    st.sampled_from(["", *(one.key for one in CATALOGUE.directions)]),
)


@settings(max_examples=300, deadline=None)
@given(GROUNDS)
def test_safety_first_wins_exactly_where_one_fact_asks_for_it(ground):
    asks = ground.safety != SAFE or ground.unsafe_blocks or "on_guard" in ground.connection.values()
    found = suggest(ground, CATALOGUE)
    assert (found is not None and found.beginning == "safety_first") == bool(asks)
    if found is None:
        return
    order = {phase.key: phase.number for phase in CATALOGUE.phases}
    entry = CATALOGUE.beginning(found.beginning)
    assert order[entry.first] <= order[found.phase] <= order[entry.last]
    if found.beginning == "deeper_work":
        assert set(ground.connection.values()) <= {"close", "up_and_down"}
        assert ground.direction in ("", "working_on_it")
