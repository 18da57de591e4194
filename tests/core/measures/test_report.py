"""Scores, goals and signs on the printed report: there for who may hold them, absent in text and number for others."""

import pytest

from tests.core.documents.reading_back import words_of
from therapist_app.kernel.audience import Reader
from therapist_app.measures.goals import GoalDraft
from therapist_app.measures.service import ScoreDraft
from therapist_app.workspace import Workspace

CANARIES = ("61", "72", "17.3", "CANARY", "PHQ-9", "GAD-7", "Warmth")


@pytest.fixture
def workspace(practice):
    return Workspace(practice.vault, practice.clock, practice.catalogue)


def shared(practice, workspace):
    """A couple with joint scores, a joint goal and a sign rated in a joint session."""
    couple = practice.couple()
    session = couple.session(days_ago=20)
    workspace.signs.rate(session.id, "felt_safety", 2)
    for days, a, b in ((60, 40, 55), (10, 48, 54)):
        for side, value in (("a", a), ("b", b)):
            score(practice, workspace, couple, "csi_16", side, value, on_date=practice.day(days))
    goal = workspace.goals.add(GoalDraft(couple_id=couple.id, words="We eat together")).value
    workspace.goals.rate(goal.id, 1)
    return couple


def score(practice, workspace, couple, instrument, side, value, **more):
    draft = ScoreDraft(couple_id=couple.id, instrument=instrument, partner=side, value=value, **more)
    workspace.measures.add(draft)


def only_for_a(practice, workspace, couple):
    """Of each kind one that only A may see."""
    score(practice, workspace, couple, "csi_16", "a", 61, audience="a", on_date=practice.day(3))
    score(practice, workspace, couple, "csi_16", "b", 72, audience="therapist", on_date=practice.day(3))
    score(practice, workspace, couple, "ors", "a", 17.3, audience="a")
    score(practice, workspace, couple, "phq_9", "a", 19, item_nine=2)
    score(practice, workspace, couple, "gad_7", "a", 16)
    goal = workspace.goals.add(GoalDraft(couple_id=couple.id, words="CANARY alone", audience="a")).value
    workspace.goals.rate(goal.id, -2)
    alone = practice.sessions.start(couple.id, kind="individual", present="a").value
    workspace.signs.rate(alone.id, "warmth", 4, "a")


@pytest.mark.parametrize("reader", [Reader.BOTH, Reader.B])
def test_what_is_for_a_changes_no_word_of_the_others_report(practice, workspace, reader):
    couple = shared(practice, workspace)
    before = words_of(workspace.report(couple.id, reader).pdf)
    only_for_a(practice, workspace, couple)
    after = words_of(workspace.report(couple.id, reader).pdf)
    assert after == before
    assert not [canary for canary in CANARIES if canary in after]
    assert "Ada went from 40 to 48, and Ben went from 55 to 54." in after


def test_a_partner_reads_their_own(practice, workspace):
    couple = shared(practice, workspace)
    only_for_a(practice, workspace, couple)
    words = words_of(workspace.report(couple.id, Reader.A).pdf)
    for canary in ("PHQ-9", "GAD-7", "CANARY alone", "Warmth", "17.3"):
        assert canary in words
    assert "72" not in words


def test_no_report_for_the_couple_speaks_of_cut_off_sides_or_verdicts(practice, workspace):
    couple = shared(practice, workspace)
    for reader in (Reader.BOTH, Reader.A, Reader.B):
        words = words_of(workspace.report(couple.id, reader).pdf)
        assert not [never for never in ("below the", "reliable", "verdict is", "distress") if never in words]


def test_for_supervision_nobody_is_named_and_goals_are_a_number(practice, workspace):
    couple = shared(practice, workspace)
    words = words_of(workspace.report(couple.id, Reader.SUPERVISION).pdf)
    assert "A went from 40 to 48, and B went from 55 to 54." in words
    assert "T is 60.0" in words
    assert not [name for name in ("Ada", "Ben", "We eat together") if name in words]
