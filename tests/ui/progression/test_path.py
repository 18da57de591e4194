"""The path on the progress tab: its bands and dots open what is behind them, and entries are corrected from it."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest

from therapist_app.kernel.changes import Changes
from therapist_app.progression.stays import stays_of
from ui.progression.path_words import tag_names


def press(page, *which):
    for key in which:
        QTest.keyClick(page.window().focusWidget(), key)


def middle(page, tag):
    """The middle of a shape of the path, in the widget's own pixels."""
    view = page.path.view
    (shape,) = (one for one in view.figure.shapes if getattr(one, "tag", "") == tag)
    grow = view.width() / view.figure.width
    half = (getattr(shape, "width", 0) / 2, getattr(shape, "height", 0) / 2)
    return QPoint(round((shape.x + half[0]) * grow), round((shape.y + half[1]) * grow))


def test_every_band_and_dot_is_hit_where_it_is_painted_and_says_what_it_is(page):
    went, view = [], page.path.view
    page.navigate_requested.connect(went.append)
    for tag in view.tags:
        assert view.tag_at(QPointF(middle(page, tag))) == tag
        QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=middle(page, tag))
    assert len(went) == len(view.tags)
    steps = {step.entry.id for step in page.facts.review.path}
    assert {one.tab for one, tag in zip(went, view.tags, strict=True) if tag in steps} == {"notes"}
    assert [one.session_id for one, tag in zip(went, view.tags, strict=True) if tag not in steps] == [
        mark.session_id for mark in page.facts.review.sessions
    ]


def test_a_band_opens_the_notes_behind_it_by_keyboard_and_e_corrects_its_entry(page, grown):
    went, view = [], page.path.view
    page.navigate_requested.connect(went.append)
    view.setFocus()
    press(page, Qt.Key.Key_Home, Qt.Key.Key_Right, Qt.Key.Key_Return, Qt.Key.Key_E)
    band = page.facts.review.path[1]
    assert (went[0].couple_id, went[0].tab) == (grown, "notes")
    assert went[0].extra == {
        "since": band.entry.on_date.isoformat(),
        "until": band.until.isoformat(),
        "span": "Understanding, 7 Nov to 16 Nov",
    }
    assert went[1].extra == {"open": f"entry:{band.entry.id}"}


def test_e_on_a_dot_does_nothing(page):
    went = []
    page.navigate_requested.connect(went.append)
    page.path.view.setFocus()
    press(page, Qt.Key.Key_End, Qt.Key.Key_E)
    assert went == []


def test_each_shape_is_named_for_who_hears_it(page):
    names = tag_names(page.facts, stays_of(page._ctx.workspace.catalogue, page.facts.review.path))
    assert set(names) == set(page.path.view.tags)
    said = [names[tag] for tag in page.path.view.tags]
    assert said[2] == (
        "2 Safety & Stabilization, 16 Nov to today, 2 sessions, a return. Enter opens its notes, "
        "E corrects the entry"
    )
    assert said[-1] == "Session 4, 19 Nov. Enter opens its note"


def test_the_list_of_entries_opens_from_the_path(page, grown):
    went = []
    page.navigate_requested.connect(went.append)
    page.entries.setFocus()
    press(page, Qt.Key.Key_Return)
    assert went[0].extra == {"open": "entries"}


@pytest.fixture
def followed(page, grown, small, in_vault, settle):
    """The page of a couple who is followed in EFT too."""

    def tell():
        progression = small.workspace.progression
        progression.sets.choose(grown, "eft")
        for step, days_ago in (("eft_4", 12), ("eft_2", 4)):
            progression.phases.enter(grown, step, on_date=small.told.day(days_ago), phase_set="eft")
        return True

    in_vault(tell)
    page.reload(Changes.of("phase", couple=grown))
    settle()
    return page


def test_nobody_is_followed_in_a_second_set_unless_it_was_chosen(page):
    assert not page.beside.isVisible()
    assert page.follow.isVisible()


def test_a_second_set_has_its_own_sentence_ribbon_and_table(followed):
    card = followed.beside
    assert card.isVisible()
    assert card.title.text() == "Emotionally focused therapy"
    assert card.sentence.text() == (
        "Step 2 of 9, The negative cycle, since November, with one return in November."
    )
    assert [row[0] for row in card.view.figure.rows] == [
        "4 The cycle as the shared problem",
        "2 The negative cycle",
    ]
    assert followed.head.sentence.text() == "In Safety again, with one return in November."


def test_its_bands_are_walked_opened_and_corrected_by_keyboard(followed):
    went, view = [], followed.beside.view
    followed.navigate_requested.connect(went.append)
    view.setFocus()
    press(followed, Qt.Key.Key_Home, Qt.Key.Key_Return, Qt.Key.Key_E)
    band = followed.facts.review.beside.path[0]
    assert (went[0].tab, went[0].extra["since"]) == ("notes", band.entry.on_date.isoformat())
    assert went[1].extra == {"open": f"entry:{band.entry.id}"}
    for tag in view.tags:
        (shape,) = (one for one in view.figure.shapes if getattr(one, "tag", "") == tag)
        grow = view.width() / view.figure.width
        assert (
            view.tag_at(QPointF((shape.x + shape.width / 2) * grow, (shape.y + shape.height / 2) * grow))
            == tag
        )
