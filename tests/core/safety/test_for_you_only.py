"""What is kept about safety is for the therapist: nothing of it, in words or numbers, is in what others get."""

from __future__ import annotations

import pytest

from tests.core.documents.reading_back import words_of
from tests.support.builders import all_asked
from therapist_app.kernel.audience import Audience, Reader
from therapist_app.safety.drafts import PlanDraft, RiskDraft, ScreenDraft
from therapist_app.search.model import Wish
from therapist_app.workspace import Workspace

CANARY = "bluebell"
OTHERS = (Reader.BOTH, Reader.A, Reader.B)
SHEETS = ("time_out", "steady_yourself", "people_i_can_call", "cycle_map")


@pytest.fixture
def workspace(practice):
    return Workspace(practice.vault, practice.clock, practice.catalogue)


def outputs(workspace, couple, session):
    """Everything that may leave for one reader or another, and the file copy."""
    found = {}
    for reader in OTHERS:
        found["report", reader] = words_of(workspace.report(couple, reader).pdf)
        found["file", reader] = repr(workspace.couples.get(couple).for_reader(reader))
        found["review", reader] = repr(workspace.progression.review(couple, reader))
        for key in SHEETS:
            sheet = workspace.homework.render(couple, key, holder=reader, override_reason="It fits.")
            found[key, reader] = words_of(sheet.pdf)
        packet = workspace.packets.render(couple, SHEETS[:2], holder=reader, override_reason="It fits.")
        found["packet", reader] = words_of(packet.pdf)
    for copy in ("both", "a", "b", "file"):
        found["note", copy] = words_of(workspace.note_layout(session, copy)().pdf)
    return found


def test_screens_plan_risk_and_words_of_a_status_are_in_nothing_that_others_get(practice, workspace):
    couple = practice.couple().safety("no_known_concern", days_ago=20)
    session = (
        couple.session(days_ago=3).says("A joint line.").says("Hers.", Audience.A).says("His.", Audience.B)
    )
    before = outputs(workspace, couple.id, session.id)
    safety = practice.safety
    for side in "ab":
        answers = all_asked(side, **{topic.key: "yes" for topic in practice.catalogue.screen_topics}).answers
        safety.screen(couple.id, ScreenDraft(side, "phone", False, answers, CANARY, practice.day(7)))
        safety.enter_risk(couple.id, RiskDraft(side, "intent", CANARY, CANARY, practice.day(-5)))
    kinds = [item.key for item in practice.catalogue.plan_items]
    safety.set_plan(couple.id, [PlanDraft(kind, CANARY, "a", practice.day(-9)) for kind in kinds])
    safety.set_status(couple.id, "no_known_concern", on_date=practice.day(20), reason=CANARY)
    practice.couples.update_partner(couple.id, "a", safe_to_take_home=False)
    after = outputs(workspace, couple.id, session.id)
    assert after == before
    assert not any(CANARY in words for words in after.values())


def test_the_therapist_finds_all_of_it(practice):
    couple = practice.couple()
    practice.safety.screen(couple.id, ScreenDraft("a", answers={"threats": "no"}, said="one bluebell"))
    practice.safety.enter_risk(couple.id, RiskDraft("a", "none", "two bluebells", "three bluebells"))
    practice.safety.set_plan(couple.id, [PlanDraft("honesty", "four bluebells")])
    wish = Wish(CANARY, label="therapist")
    assert {hit.kind for hit in practice.search.find(wish).hits} == {"screen", "risk", "plan"}
    for reader in OTHERS:
        assert practice.search.find(wish, reader=reader).hits == ()


def test_all_of_it_goes_with_a_sample_couple(practice):
    couple, kept = practice.couple(is_sample=True), practice.couple("Cleo", "Dov").screened("a")
    practice.safety.screen(couple.id, all_asked("a"))
    practice.safety.enter_risk(couple.id, RiskDraft("a", "none"))
    practice.safety.set_plan(couple.id, [PlanDraft("honesty", "All.")])
    practice.couples.remove_couple(couple.id)
    history = practice.safety.history(couple.id)
    assert (history.screens, history.risks, history.plan) == ((), (), ())
    assert len(practice.safety.history(kept.id).screens) == 1
