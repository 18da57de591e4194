"""The forms of measures: a score in three keystrokes beyond the number, goals, own measures and change rules."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from therapist_app.measures.goals import GoalDraft
from therapist_app.measures.service import ScoreDraft
from ui.couples.goal_sheets import GoalSheet, RateGoalSheet
from ui.couples.instrument_sheet import InstrumentSheet
from ui.couples.score_sheet import ITEM_NINE, ScoreSheet
from ui.kit.places import Place


@pytest.fixture
def at(room, small):
    """Opens a form of measures by its word."""

    def open_form(word, **typed):
        room.page.open(
            Place("couple", small.ada_ben, tab="progress", extra={"open": word, "typed": typed or None})
        )
        room.wait()
        return room

    return open_form


def scores(small, in_vault):
    reviews = in_vault(lambda: small.workspace.measures.review(small.ada_ben))
    return {
        (one.instrument.key, line.side): [(point.value, point.item_nine) for point in line.points]
        for one in reviews
        for line in one.lines
    }


def enter(small, in_vault, instrument="csi_16", partner="a", value=48, **more):
    draft = ScoreDraft(couple_id=small.ada_ben, instrument=instrument, partner=partner, value=value, **more)
    return in_vault(lambda: small.workspace.measures.add(draft)).value


def test_the_number_and_enter_are_enough(at, small, in_vault):
    enter(small, in_vault, "rdas", "a", 45)
    room = at("score")
    assert isinstance(room.sheet, ScoreSheet)
    assert QApplication.focusWidget() is room.sheet.value.edit
    assert (room.sheet.instrument.key, room.sheet.partner.key) == ("rdas", "b")
    QTest.keyClicks(room.sheet.value.edit, "51")
    QTest.keyClick(room.sheet.value.edit, Qt.Key.Key_Return)
    room.wait()
    assert not room.has_sheet
    assert scores(small, in_vault) == {("rdas", "a"): [(45, None)], ("rdas", "b"): [(51, None)]}


@pytest.mark.parametrize(
    ("typed", "words"),
    [("82", "CSI-16 goes from 0 to 81, and this is 82."), ("50,5", "whole numbers only"), ("", "a number")],
)
def test_what_the_measure_cannot_give_is_said_at_the_number(at, small, in_vault, typed, words):
    enter(small, in_vault)
    room = at("score")
    room.write("value", typed)
    room.keep()
    assert words in room.sheet.fields["value"].error
    assert room.sheet.value.value == typed
    assert scores(small, in_vault) == {("csi_16", "a"): [(48, None)]}


def test_phq_9_asks_for_item_nine_and_is_never_for_both(at, small, in_vault):
    enter(small, in_vault, "phq_9", "b", 12, item_nine=0)
    room = at("score")
    sheet = room.sheet
    assert sheet.item_nine.isVisible()
    readers = [sheet.readers.combo.itemData(row) for row in range(sheet.readers.combo.count())]
    assert readers == ["a", "therapist"]
    room.write("value", "14")
    room.write("item_nine", "2")
    assert sheet.item_nine.editor.accessibleDescription() == ITEM_NINE
    room.keep()
    assert scores(small, in_vault)["phq_9", "a"] == [(14, 2)]


def test_another_measure_asks_what_it_needs(at, small, in_vault):
    enter(small, in_vault)
    sheet = at("score").sheet
    assert not sheet.item_nine.isVisible()
    assert sheet.readers.key == "joint"
    sheet.instrument.combo.set_key("gad_7")
    sheet.instrument.combo.chosen.emit("gad_7")
    assert sheet.readers.key == "b", "Ada has hers today, so it is Ben's turn"
    assert sheet.value.editor.accessibleDescription() == "0 to 21; lower is better."


def test_a_score_is_corrected_and_says_what_it_was(at, small, in_vault):
    score = enter(small, in_vault, value=44)
    room = at(f"score:{score.id}")
    assert room.sheet.value.value == "44"
    room.write("value", "48")
    room.keep()
    assert scores(small, in_vault) == {("csi_16", "a"): [(48, None)]}
    (review,) = in_vault(lambda: small.workspace.measures.review(small.ada_ben))
    room = at(f"score:{review.lines[0].points[0].score_id}")
    assert any(words.startswith("Before: 44 on") for words in room.words(room.sheet))


def test_taking_a_score_back_can_be_undone(at, small, in_vault):
    score = enter(small, in_vault)
    room = at(f"score:{score.id}")
    room.press("Take this score back", room.sheet)
    assert scores(small, in_vault) == {}
    words, undo = room.said[-1]
    assert words == "The score is taken back"
    undo()
    room.wait()
    assert scores(small, in_vault) == {("csi_16", "a"): [(48, None)]}


def test_a_half_filled_score_survives_a_lock(at, small):
    room = at("score")
    room.write("value", "37")
    left = room.page.place().extra
    assert left["open"] == "score"
    room.ctx.dialogs.close_all()
    room.page.open(Place("couple", small.ada_ben, tab="progress", extra=left))
    room.wait()
    assert room.sheet.value.value == "37"


def test_names_are_hidden_in_the_form(room, at):
    room.page.set_discreet(True)
    sheet = at("score").sheet
    shown = [sheet.partner.combo.itemText(row) for row in range(2)]
    assert shown == ["A.", "B."]


def test_a_goal_is_set_rated_and_ended(at, small, in_vault):
    room = at("goal")
    assert isinstance(room.sheet, GoalSheet)
    room.write("words", "We eat together")
    room.write("level1", "twice a week")
    room.keep()
    goals = small.workspace.goals
    (line,) = in_vault(lambda: goals.review(small.ada_ben)).goals
    assert line.goal.levels[3] == "twice a week"
    room = at(f"rate:{line.goal.id}")
    assert isinstance(room.sheet, RateGoalSheet)
    room.sheet.level.combo.set_key(1)
    room.keep()
    assert in_vault(lambda: goals.review(small.ada_ben)).t == 60
    room = at(f"goal:{line.goal.id}")
    room.press("End this goal", room.sheet)
    assert in_vault(lambda: goals.get(line.goal.id)).ended_on is not None


def test_a_goal_without_words_is_refused_at_its_field(at):
    room = at("goal")
    room.keep()
    assert room.sheet.fields["words"].error.startswith("Please give the goal")


def test_the_words_of_a_goal_are_not_opened_while_names_are_hidden(room, at, small, in_vault):
    draft = GoalDraft(couple_id=small.ada_ben, words="We eat together")
    goal = in_vault(lambda: small.workspace.goals.add(draft)).value
    room.page.set_discreet(True)
    at(f"goal:{goal.id}")
    assert not room.has_sheet
    assert room.said[-1][0].startswith("Names are hidden.")
    at(f"rate:{goal.id}")
    assert "We eat together" not in room.words(room.sheet)


def test_a_change_rule_is_set_for_a_measure_that_has_none(at, small, in_vault):
    room = at("instrument")
    sheet = room.sheet
    assert isinstance(sheet, InstrumentSheet)
    sheet.which.combo.set_key("csi_16")
    sheet.which.combo.chosen.emit("csi_16")
    assert not sheet.label.isVisible()
    room.write("sd", "17")
    room.write("reliability", "1")
    room.write("change_source", "Our own sample")
    room.keep()
    assert "below 1" in sheet.fields["reliability"].error
    room.write("reliability", "0,94")
    room.keep()
    found = in_vault(lambda: small.workspace.measures.instruments.list())
    assert {(one.sd, one.reliability) for one in found if one.key == "csi_16"} == {(17, 0.94)}


def test_an_own_measure_is_kept_and_can_be_scored(at, small, in_vault):
    room = at("instrument")
    for name, words in (("label", "Closeness"), ("source", "Our own"), ("bands", "0-4 far\n5-10 near")):
        room.write(name, words)
    room.keep()
    assert not room.has_sheet
    sheet = at("score").sheet
    assert "Closeness" in [
        sheet.instrument.combo.itemText(row) for row in range(sheet.instrument.combo.count())
    ]
