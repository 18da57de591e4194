"""A bottom line that did not hold opens safety: it waits there until safety is entered anew, or it holds again."""

import pytest


def waiting(practice):
    return [
        (end.group, end.words, end.stays)
        for end in practice.progression.loose_ends()
        if end.kind == "bottom_line_slip"
    ]


@pytest.fixture
def line(practice):
    couple = practice.couple().safety("no_known_concern", days_ago=20)
    return couple.promise("No contact with X", kind="bottom_line", days_ago=20)


def test_it_waits_under_safety_with_its_day(practice, line):
    line.kept(3)
    assert waiting(practice) == []
    line.missed(1)
    assert waiting(practice) == [("safety", "A bottom line did not hold on 20 Nov", False)]


@pytest.mark.parametrize("answer", ["safety", "kept", "paused", "taken back"])
def test_it_goes_when_it_is_answered(practice, line, answer):
    line.missed(1)
    practice.clock.advance(seconds=1)
    if answer == "safety":
        line.couple.safety("concerns")
    elif answer == "kept":
        line.kept(0)
    elif answer == "paused":
        practice.commitments.set_state(line.id, "paused")
    else:
        practice.commitments.take_back(practice.commitments.get(line.id).check_ins[0].id)
    assert waiting(practice) == []


def test_while_a_couple_is_not_safe_it_may_not_be_set_aside(practice, line):
    line.couple.safety("unsafe", days_ago=2)
    line.missed(1)
    assert [stays for _, _, stays in waiting(practice)] == [True]


def test_a_habit_that_was_missed_is_no_matter_of_safety(practice):
    practice.couple().promise(days_ago=9).missed(1)
    assert waiting(practice) == []
