"""The safety hold: who may be given which sheet."""

from itertools import product

import pytest

from therapist_app.homework.hold import hold_for, hold_on
from therapist_app.kernel.errors import SafetyHold
from therapist_app.workspace import Workspace

COERCION = ("never", "alone_only", "ok")


@pytest.mark.parametrize(("needs", "coercion"), [*product((True, False), COERCION)])
def test_nothing_prints_for_both_while_joint_work_is_paused(needs, coercion):
    hold = hold_for("unsafe", "both", needs_safety=needs, if_coercion=coercion)
    assert hold is not None
    assert not hold.can_override


@pytest.mark.parametrize(("holder", "coercion"), [*product("ab", ("alone_only", "ok"))])
def test_sheets_for_one_alone_still_print_while_joint_work_is_paused(holder, coercion):
    assert hold_for("unsafe", holder, needs_safety=False, if_coercion=coercion) is None


@pytest.mark.parametrize("holder", "ab")
def test_no_reason_lifts_a_sheet_of_joint_work_while_it_is_paused(holder):
    for needs, coercion in ((True, "ok"), (False, "never"), (True, "never")):
        hold = hold_for("unsafe", holder, needs_safety=needs, if_coercion=coercion)
        assert hold is not None
        assert not hold.can_override


@pytest.mark.parametrize(
    ("holder", "needs", "coercion"), [*product(("both", "a", "b"), (True, False), COERCION)]
)
def test_under_concerns_every_hold_can_be_overridden(holder, needs, coercion):
    hold = hold_for("concerns", holder, needs_safety=needs, if_coercion=coercion)
    expected = needs or coercion == "never" or (holder == "both" and coercion == "alone_only")
    assert (hold is not None) is expected
    assert hold is None or hold.can_override


def test_with_no_known_concern_nothing_is_held_back():
    for holder, needs, coercion in product(("both", "a", "b"), (True, False), COERCION):
        assert hold_for("no_known_concern", holder, needs_safety=needs, if_coercion=coercion) is None


def test_before_safety_is_assessed_only_sheets_that_ask_for_openness_wait():
    assert hold_for("not_assessed", "both", needs_safety=False, if_coercion="never") is None
    hold = hold_for("not_assessed", "a", needs_safety=True, if_coercion="ok")
    assert hold is not None
    assert hold.can_override


def test_no_report_is_printed_for_both_while_joint_work_is_paused(practice):
    couple = practice.couple().safety("unsafe", days_ago=2)
    couple.session(days_ago=1)
    workspace = Workspace(practice.vault, practice.clock, practice.catalogue)
    with pytest.raises(SafetyHold) as refused:
        workspace.report(couple.id, "both")
    assert not refused.value.can_override
    assert workspace.report(couple.id, "a").pdf.startswith(b"%PDF")


@pytest.mark.parametrize("status", ["not_assessed", "no_known_concern", "concerns", "unsafe"])
def test_paper_that_is_not_safe_at_home_waits_for_a_reason_with_whoever_would_hold_it(practice, status):
    couple = practice.couple().safety(status)
    practice.couples.update_partner(couple.id, "a", safe_to_take_home=False)
    file = practice.couples.get(couple.id)
    head = practice.homework.handout("people_i_can_call").head
    assert hold_on(head, file, "b") is None
    for holder in ("a",) if status == "unsafe" else ("a", "both"):
        hold = hold_on(head, file, holder)
        assert hold is not None
        assert hold.can_override
    with pytest.raises(SafetyHold):
        practice.homework.render(couple.id, "people_i_can_call", holder="a")
    with pytest.raises(SafetyHold):
        practice.packets.render(couple.id, ["people_i_can_call"], holder="a")
    assert practice.homework.render(couple.id, "people_i_can_call", holder="a", override_reason="Here.").pages
