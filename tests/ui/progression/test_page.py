"""The progress tab, used by keyboard on a real practice."""

import datetime as dt

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from tests.support.builders import ACouple
from therapist_app.kernel.changes import Changes
from therapist_app.kernel.dates import months_before
from therapist_app.progression.comparing import moved_in
from therapist_app.progression.periods import Choice, Period, choice_in
from therapist_app.progression.stays import stays_of
from ui.kit.places import Place
from ui.progression.page import ProgressTab
from ui.progression.path_words import tag_names

TEXT = Qt.ItemDataRole.AccessibleTextRole
NAMES = {"a": "Ada", "b": "Ben"}
TODAY = dt.date(2026, 11, 21)


def period(first, last):
    return Period(TODAY - dt.timedelta(days=first), TODAY - dt.timedelta(days=last))


@pytest.fixture
def grown(small, in_vault):
    """Ada & Ben after two more sessions and a return."""

    def tell():
        couple = ACouple(small.told, small.ada_ben)
        couple.session(days_ago=5).tags("minimizing", 3)
        couple.session(days_ago=2).tags("minimizing", 2).tags("blaming", 0)
        couple.phase("safety", days_ago=5)
        return couple.id

    return in_vault(tell)


@pytest.fixture
def page(ctx, qtbot, settle, grown):
    made = ProgressTab(ctx, None)
    qtbot.addWidget(made)
    made.resize(1016, 640)
    made.show()
    made.activateWindow()
    qtbot.waitExposed(made)
    made.open(Place("couple", grown, tab="progress"))
    settle()
    return made


def shown(widget):
    return [label.text() for label in widget.findChildren(QLabel) if label.isVisible() and label.text()]


def press(page, *which):
    for key in which:
        QTest.keyClick(page.window().focusWidget(), key)


def test_the_finding_is_a_sentence_and_a_return_is_called_one(page):
    assert page.head.sentence.text() == "In Safety again, with one return in November."
    assert "return" in [shape.text for shape in page.path.view.figure.shapes if hasattr(shape, "text")]


def test_a_return_is_never_red(page):
    colours = {getattr(shape, "edge", None) for shape in page.path.view.figure.shapes}
    colours |= {getattr(shape, "fill", None) for shape in page.path.view.figure.shapes}
    assert not {"danger", "warn"} & colours


def test_every_cell_of_the_map_says_what_it_shows(page):
    model = page.blocks.table.blocks
    for row in range(model.rowCount()):
        for column in range(1, model.columnCount()):
            assert model.index(row, column).data(TEXT) or model.row(row).is_heading
    names = [model.row(row).label for row in range(model.rowCount())]
    row = names.index("Minimizing harm")
    assert (
        model.index(row, model.columnCount() - 1).data(TEXT) == "Minimizing harm, session 4, 19 Nov: moderate"
    )
    assert model.index(row, 1).data(TEXT) == "Minimizing harm, session 1, 7 Nov: not tagged"


def test_arrows_walk_over_headings_and_the_cell_is_said(page):
    page.blocks.table.setFocus()
    assert page.blocks.said.text() == "Minimizing harm, session 4, 19 Nov: moderate"
    press(page, Qt.Key.Key_Left)
    assert page.blocks.said.text() == "Minimizing harm, session 3, 16 Nov: severe"
    press(page, Qt.Key.Key_Down, Qt.Key.Key_Right)
    assert page.blocks.said.text() == "Blaming the other person, session 4, 19 Nov: resolved"
    press(page, Qt.Key.Key_Home)
    assert page.blocks.said.text() == "Blaming the other person, session 1, 7 Nov: not tagged"


def test_enter_opens_the_session_of_a_cell(page, grown, in_vault, small):
    places = []
    page.navigate_requested.connect(places.append)
    page.blocks.table.setFocus()
    press(page, Qt.Key.Key_Return)
    newest = in_vault(lambda: small.workspace.sessions.list(grown)[0].session.id)
    assert places == [Place("note", grown, newest)]


def test_all_fifteen_blocks_can_be_shown(page):
    assert page.blocks.table.blocks.rowCount() == 3
    page.blocks.link.setFocus()
    press(page, Qt.Key.Key_Space)
    assert page.blocks.table.blocks.rowCount() == 20
    assert page.blocks.link.text() == "Show tagged only"
    assert page.blocks.link.hasFocus()


def test_where_room_is_short_the_newest_are_shown_and_arrows_go_on_to_the_earlier(
    page, settle, grown, in_vault, small
):
    in_vault(lambda: [ACouple(small.told, grown).session(days_ago=day) for day in range(20, 60)])
    page.reload(Changes.of("session", couple=grown))
    settle()
    table = page.blocks.table
    few = table.blocks.columnCount() - 1
    assert few < 44
    assert page.blocks.earlier.isVisible()
    table.setFocus()
    assert page.blocks.said.text() == "Minimizing harm, session 44, 19 Nov: moderate"
    press(page, *[Qt.Key.Key_Left] * 43)
    assert page.blocks.said.text() == "Minimizing harm, session 1, 23 Sep: not tagged"
    assert table.blocks.columnCount() - 1 == few
    assert not page.blocks.earlier.isEnabled()
    press(page, *[Qt.Key.Key_Right] * 43)
    assert page.blocks.said.text() == "Minimizing harm, session 44, 19 Nov: moderate"


def test_each_picture_is_also_a_table(page):
    for card in (page.path, page.promises, page.balance):
        card.link.setFocus()
        press(page, Qt.Key.Key_Space)
        assert card.as_table
        assert card.table.rowCount() > 0


def test_blocks_and_phases_are_a_table_with_its_sentence(page):
    assert page.phases.sentence.text().startswith("A block came up 3 times in this time")
    assert not page.phases.table.isVisible()
    page.phases.link.setFocus()
    press(page, Qt.Key.Key_Space)
    assert page.phases.table.isVisible()
    heads = [page.phases.table.horizontalHeaderItem(column).text() for column in range(6)]
    assert heads == ["Block", "Seen in", "First", "Now", "Safety", "Understanding"]
    assert page.phases.table.item(1, 3).text().startswith("moderate, for")


def test_another_period_reads_again(page, settle, grown, in_vault, small):
    in_vault(lambda: ACouple(small.told, grown).session(days_ago=200).id)
    page.head.periods.setFocus()
    press(page, Qt.Key.Key_Left, Qt.Key.Key_Left)
    settle()
    assert page.head.period == "3"
    assert page.facts.review.first == dt.date(2026, 8, 21)
    assert page.place().extra == {"period": "3"}
    press(page, Qt.Key.Key_End)
    settle()
    assert page.facts.review.first == small.told.day(200)


def test_the_report_is_one_button(page, grown):
    places = []
    page.navigate_requested.connect(places.append)
    page.head.report.setFocus()
    press(page, Qt.Key.Key_Space)
    assert places == [Place("report", grown)]


def test_what_changes_elsewhere_shows_here(page, settle, grown, in_vault, small):
    in_vault(lambda: ACouple(small.told, grown).phase("understanding").id)
    page.reload(Changes.of("phase", couple=grown))
    settle()
    assert page.head.sentence.text().startswith("From Safety to Understanding")


def test_before_three_sessions_it_says_what_will_be_here(page, settle, small, qtbot):
    page.open(Place("couple", small.mira_noor, tab="progress"))
    settle()
    qtbot.waitUntil(lambda: "After three sessions this page shows the path" in shown(page.empty))
    assert not page.path.isVisible()
    asked = []
    page.action_requested.connect(asked.append)
    buttons = [one for one in page.empty.findChildren(type(page.head.report)) if one.isVisible()]
    buttons[0].setFocus()
    press(page, Qt.Key.Key_Space)
    assert asked == ["new_note"]


def test_names_can_be_hidden(page, settle):
    page.set_discreet(True)
    settle()
    assert "Ada" not in " ".join(shown(page)) + page.balance.view.accessibleName()


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_nothing_runs_out_sideways(page, theme, settle, scale):
    theme.set_scale(scale)
    settle()
    assert page.page.inside.minimumSizeHint().width() <= page.page.viewport().width()
    theme.set_scale(1.0)


@pytest.mark.parametrize(
    ("day", "months", "before"),
    [
        (dt.date(2026, 11, 21), 3, dt.date(2026, 8, 21)),
        (dt.date(2026, 3, 31), 1, dt.date(2026, 2, 28)),
        (dt.date(2026, 1, 15), 12, dt.date(2025, 1, 15)),
        (dt.date(2026, 6, 30), 6, dt.date(2025, 12, 30)),
    ],
)
def test_a_period_begins_on_the_same_day_of_a_month(day, months, before):
    assert months_before(day, months) == before


def test_the_last_review_is_a_period_and_the_next_one_is_shown(page, small, settle, in_vault):
    reviews = small.workspace.progression.reviews
    page.head.set_period("review")
    page.open(Place("couple", small.ada_ben, tab="progress", extra={"period": "review"}))
    settle()
    assert page.head.reviewed.text() == "No review is marked yet."
    assert page.facts.review.first == page.facts.review.today - dt.timedelta(days=63)  # from the start
    day = small.told.day(6)
    done = in_vault(lambda: reviews.mark(small.ada_ben, day, small.told.day(-30)))
    page.reload(done.changes)
    settle()
    assert page.facts.review.first == day
    assert page.head.reviewed.text() == "Last review 15 Nov, next one 21 Dec."


def test_a_review_is_asked_for_by_keyboard(page, small):
    asked = []
    page.navigate_requested.connect(asked.append)
    page.head.review.setFocus()
    press(page, Qt.Key.Key_Space)
    assert asked == [Place("couple", small.ada_ben, tab="progress", extra={"period": "12", "open": "review"})]


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
            progression.set_phase(grown, step, on_date=small.told.day(days_ago), phase_set="eft")
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


def test_a_period_is_compared_and_the_place_and_the_report_keep_it(page, grown, settle):
    places = []
    page.navigate_requested.connect(places.append)
    page.head.set_period("")
    page.compare.set_choice(Choice("own", own=(period(21, 9), period(8, 0))))
    page.compare.chosen.emit()
    settle()
    words = page.compare.said.text().splitlines()
    assert words == [one.words for one in moved_in(page.facts.beside, page._ctx.workspace.catalogue, NAMES)]
    assert "The phase at the end was Understanding, then Safety." in words
    page.compare.link.click()
    assert page.compare.table.isVisible()
    assert page.compare.table.item(0, 0).text() == "Phases"
    page.head.report.click()
    assert choice_in(places[-1].extra) == page.facts.choice
    kept = page.place()
    page.compare.set_choice(None)
    page.open(kept)
    settle()
    assert page.compare.choice == page.facts.choice._replace(first=None)
    assert page.facts.beside is not None


def test_where_there_are_no_two_times_a_sentence_says_why(page, settle):
    page.compare.set_choice(Choice("weeks"))
    page.compare.chosen.emit()
    settle()
    assert page.compare.sentence.text().startswith("The work is younger than 24 weeks")
    assert not page.compare.said.isVisible()
    assert not page.compare.table.isVisible()


def test_enter_on_a_block_shows_what_was_tried_and_fold_goes_back(page, grown, in_vault, small, settle):
    def tell():
        couple = ACouple(small.told, grown)
        couple.promise("I say what I did", owner="b", days_ago=3, block="minimizing")

    in_vault(tell)
    page.reload(Changes.of("commitment", couple=grown))
    settle()
    page.phases.link.click()
    page.phases.table.setFocus()
    page.phases.table.setCurrentCell(1, 0)
    press(page, Qt.Key.Key_Return)
    settle()
    assert page.tried.title.text() == "What was tried: Minimizing harm"
    assert page.tried.table.hasFocus()
    row = [page.tried.table.item(0, column).text() for column in range(5)]
    assert row[1:] == ["Promise “I say what I did”", "Ben", "severe on 16 Nov", "moderate on 19 Nov"]
    page.set_discreet(True)
    settle()
    assert "I say" not in page.tried.table.item(0, 1).text()
    page.tried.link.click()
    assert page.tried.isHidden()
    assert page.phases.table.hasFocus()


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_a_table_never_scrolls_sideways_and_says_everything(page, theme, settle, scale):
    theme.set_scale(scale)
    page.phases.link.click()
    settle()
    table = page.phases.table
    assert table.horizontalScrollBar().maximum() == 0
    assert table.is_folded is (scale == 2.0)
    said = " ".join(table.item(row, column).text() for row in (0, 1) for column in range(table.columnCount()))
    for words in ("Minimizing harm", "Insufficient Accountability", "between them", "16 Nov", "moderate"):
        assert words in said
