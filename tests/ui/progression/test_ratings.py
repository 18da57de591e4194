"""Signs, measures and goals on the progress tab, used by keyboard."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from tests.support.builders import ACouple
from therapist_app.kernel.changes import Changes
from therapist_app.measures.goals import GoalDraft
from therapist_app.measures.service import ScoreDraft
from ui.kit.places import Place, safety_of
from ui.progression.page import ProgressTab


@pytest.fixture
def measured(small, in_vault):
    """Ada & Ben with two RDAS scores each, a PHQ-9 of Ada's, a rated goal and a rated sign."""

    def tell():
        told, work = small.told, small.workspace
        for days, a, b in ((60, 36, 50), (1, 49, 52)):
            for side, value in (("a", a), ("b", b)):
                _score(work, small.ada_ben, "rdas", side, value, on_date=told.day(days))
        _score(work, small.ada_ben, "phq_9", "a", 12, item_nine=1)
        goal = work.goals.add(GoalDraft(couple_id=small.ada_ben, words="We eat together")).value
        work.goals.rate(goal.id, 1)
        session = ACouple(told, small.ada_ben).session(days_ago=2)
        work.signs.rate(session.id, "warmth", 3)
        return goal.id

    return in_vault(tell)


def _score(work, couple, instrument, partner, value, **more):
    draft = ScoreDraft(couple_id=couple, instrument=instrument, partner=partner, value=value, **more)
    return work.measures.add(draft)


@pytest.fixture
def page(ctx, qtbot, settle, small, measured):
    made = ProgressTab(ctx, None)
    qtbot.addWidget(made)
    made.resize(1016, 640)
    made.show()
    made.activateWindow()
    qtbot.waitExposed(made)
    made.open(Place("couple", small.ada_ben, tab="progress"))
    settle()
    return made


@pytest.fixture
def went(page):
    places = []
    page.navigate_requested.connect(places.append)
    return places


def press(widget, key=Qt.Key.Key_Space):
    widget.setFocus()
    QTest.keyClick(widget, key)


def shown(widget):
    return " ".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def test_each_measure_says_its_finding_before_its_picture(page):
    card = page.ratings.measures["rdas", ""]
    assert card.sentence.text().startswith("Ada went from 36 to 49, and Ben went from 50 to 52.")
    assert card.verdicts.text() == (
        "Ada: a reliable change for the better, past the cut-off.\nBen: no reliable change."
    )


def test_how_it_is_computed_is_one_key_away(page):
    card = page.ratings.measures["rdas", ""]
    assert not card.working.isVisible()
    press(card.how, Qt.Key.Key_Return)
    assert "49 − 36 = +13. A change of 11.58 points or more is reliable" in shown(card)
    press(card.how)
    assert not card.working.isVisible()


def test_what_is_private_stands_alone_and_item_nine_leads_to_safety(page, went, small):
    card = page.ratings.measures["phq_9", "a"]
    assert card.title.text() == "PHQ-9, for Ada and you only"
    assert "Item 9 was 1 beside the latest total." in shown(card)
    assert not page.ratings.measures["rdas", ""].warning.isVisible()
    link = next(one for one in card.findChildren(type(card.how)) if one.text() == "Open safety")
    press(link)
    assert went == [safety_of(small.ada_ben)]


def test_a_score_of_the_chart_opens_by_enter_to_be_corrected(page, went):
    view = page.ratings.measures["rdas", ""].view
    press(view, Qt.Key.Key_Home)
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert went[0].extra["open"] == f"score:{view.tags[0]}"
    assert went[0].tab == "progress"


def test_goals_are_rated_and_edited_from_their_rows(page, went, measured):
    goals = page.ratings.goals
    assert "We eat together. Now: more than expected." in shown(goals)
    assert goals.sentence.text() == "T is 60.0: more than expected, over 1 rated goal."
    press(goals.how)
    assert "Kiresuk & Sherman" in shown(goals)
    for word in ("Rate", "Edit"):
        press(next(one for one in goals.findChildren(type(goals.how)) if one.text() == word))
    assert [place.extra["open"] for place in went] == [f"rate:{measured}", f"goal:{measured}"]


def test_signs_say_their_sentence_and_have_a_table(page):
    signs = page.ratings.signs
    assert signs.sentence.text() == "1 of 12 signs are rated."
    press(signs.link)
    assert signs.as_table
    assert signs.table.item(0, 1).text() == "Often"


def test_a_new_score_shows_without_being_asked_for(page, settle, small, in_vault):
    in_vault(lambda: _score(small.workspace, small.ada_ben, "ors", "b", 30.5))
    page.reload(Changes.of("score", couple=small.ada_ben))
    settle()
    assert page.ratings.measures["ors", ""].sentence.text().startswith("Ben is at 30.5.")


def test_names_and_goals_can_be_hidden(page, settle):
    page.set_discreet(True)
    settle()
    words = shown(page.ratings)
    assert "Ada" not in words
    assert "We eat together" not in words
    assert page.ratings.measures["phq_9", "a"].title.text() == "PHQ-9, for Partner A and you only"


def test_a_score_can_be_added_before_there_is_a_path(page, settle, small, went):
    page.open(Place("couple", small.mira_noor, tab="progress"))
    settle()
    assert "No score yet." in shown(page.ratings)
    assert not page.ratings.goals.isVisible()
    button = next(
        one for one in page.ratings.findChildren(type(page.head.report)) if one.text() == "Add a score"
    )
    press(button)
    assert went[-1] == Place("couple", small.mira_noor, tab="progress", extra={"open": "score"})


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_nothing_runs_out_sideways(page, theme, settle, scale):
    theme.set_scale(scale)
    settle()
    assert page.page.inside.minimumSizeHint().width() <= page.page.viewport().width()
    theme.set_scale(1.0)
