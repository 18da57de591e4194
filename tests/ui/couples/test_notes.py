"""Finding, reading and opening notes."""

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.support.builders import ACouple
from therapist_app.kernel.audience import Audience
from ui.kit.places import Place


@pytest.fixture
def notes(room, small, in_vault):
    """Ada & Ben with a third contact: Ben alone, with words for him and for the therapist."""

    def tell() -> bool:
        couple = ACouple(small.told, small.ada_ben)
        alone = couple.alone("b", days_ago=3)
        alone.says("Ben spoke of the letters.", Audience.B).says(
            "I was too quick.", Audience.THERAPIST
        ).done()
        return True

    in_vault(tell)
    return room.open(small.ada_ben, "notes")


def rows(room) -> list[str]:
    model = room.tab.list.model()
    indexes = (model.index(at, 0) for at in range(model.rowCount()))
    return [index.data(Qt.ItemDataRole.AccessibleTextRole) for index in indexes]


def test_a_row_is_read_aloud_whole(notes):
    assert rows(notes) == [
        "Individual session, 18 Nov, done, Ben spoke of the letters., phase 3, Understanding & Accountability, "
        "Ben alone, has private parts",
        "Session 2, 14 Nov, draft, Ben asked first, then listened., phase 3, Understanding & Accountability, "
        "1 block, both",
        "Session 1, 7 Nov, done, They came in quiet. Ada named the evening calls., phase 3, "
        "Understanding & Accountability, both",
    ]
    assert notes.tab.count.text() == "3 notes"


def test_words_are_found_anywhere_in_a_note(qtbot, notes):
    QTest.keyClicks(notes.tab.filters.search, "spoke lett")
    qtbot.waitUntil(lambda: notes.tab.count.text() == "1 of 3 notes")
    assert len(rows(notes)) == 1


def test_what_is_for_the_therapist_alone_is_not_found_here(qtbot, notes):
    QTest.keyClicks(notes.tab.filters.search, "too quick")
    qtbot.waitUntil(lambda: not notes.tab._asking.is_waiting)
    notes.wait()
    assert notes.tab.count.text() == "0 of 3 notes"


def test_filters_by_who_was_there_block_phase_and_draft(notes, small):
    filters = notes.tab.filters
    filters.present.set_key("b")
    filters.present.chosen.emit("b")
    assert [row.split(",")[0] for row in rows(notes)] == ["Individual session"]
    filters.clear()
    filters.block.set_key("blaming")
    filters.block.chosen.emit("blaming")
    assert [row.split(",")[0] for row in rows(notes)] == ["Session 2"]
    filters.clear()
    QTest.keyClick(filters.drafts, Qt.Key.Key_Space)
    assert [row.split(",")[0] for row in rows(notes)] == ["Session 2"]
    filters.phase.set_key("growth")
    filters.phase.set_key(small.workspace.catalogue.phases[0].key)
    filters.phase.chosen.emit(filters.phase.key)
    assert rows(notes) == []
    notes.press("Show all")
    assert len(rows(notes)) == 3


def test_the_list_is_walked_and_opened_by_keys(notes, small, in_vault):
    sessions = in_vault(lambda: small.workspace.sessions.list(small.ada_ben))
    notes.tab.filters.search.setFocus()
    QTest.keyClick(notes.tab.filters.search, Qt.Key.Key_Down)
    assert QApplication.focusWidget() is notes.tab.list
    QTest.keyClick(notes.tab.list, Qt.Key.Key_Down)
    notes.wait()
    assert notes.tab.pane.title.text() == "Session 2"
    assert "Ben asked first, then listened." in notes.tab.pane.text.toPlainText()
    QTest.keyClick(notes.tab.list, Qt.Key.Key_Return)
    assert notes.went == [Place("note", small.ada_ben, sessions[1].session.id)]


def test_the_pane_labels_each_part_with_who_it_is_for(notes):
    assert notes.tab.pane.text.toPlainText().splitlines() == [
        "Private to Ben",
        "Ben spoke of the letters.",
        "Therapist only",
        "I was too quick.",
    ]
    assert notes.tab.pane.text.isReadOnly()


def test_while_names_are_hidden_no_row_and_no_note_names_anyone(notes):
    notes.page.set_discreet(True)
    notes.wait()
    said = " ".join([*rows(notes), notes.tab.pane.text.toPlainText(), *notes.words()])
    assert "Ben" not in said
    assert "Ada" not in said
    assert "B. spoke of the letters." in said


def test_the_chosen_note_stays_chosen_when_the_list_is_read_again(notes, small, in_vault):
    QTest.keyClick(notes.tab.list, Qt.Key.Key_Down)
    before = notes.tab.list.session_id
    done = in_vault(lambda: small.workspace.sessions.start(small.ada_ben))
    notes.page.reload(done.changes)
    notes.wait()
    assert len(rows(notes)) == 4
    assert notes.tab.list.session_id == before


def test_tab_goes_through_the_pane_and_out_again(notes):
    notes.tab.pane.text.setFocus()
    QTest.keyClick(notes.tab.pane.text, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is not notes.tab.pane.text


def test_without_notes_it_teaches_and_offers_the_first(room, small):
    room.open(small.mira_noor, "notes")
    assert "Your first note takes about three minutes" in room.words(room.tab)
    room.press("Write note", room.tab)
    assert room.acts == ["new_note"]


def test_where_there_is_no_room_the_pane_steps_back(notes, theme):
    theme.set_scale(2.0)
    notes.wait()
    assert not notes.tab.pane.isVisible()
    assert notes.tab.list.isVisible()


def test_of_a_long_course_the_newest_are_there_first_and_then_all(qtbot, room, small, in_vault):
    sessions, couple = small.workspace.sessions, small.mira_noor
    days = [small.workspace.clock.today() - dt.timedelta(days=ago) for ago in range(130)]
    in_vault(lambda: [sessions.start(couple, on_date=day) for day in days] and None)
    shown: list[tuple[int, str]] = []
    room.open(small.ada_ben, "notes")
    note_list = room.tab.list
    note_list.model().modelReset.connect(lambda: shown.append((len(rows(room)), room.tab.count.text())))
    room.open(couple, "notes")
    qtbot.waitUntil(lambda: room.tab.count.text() == "130 notes")
    lengths = [length for length, _ in shown if length]
    assert lengths == sorted(lengths)
    assert lengths[0] < 130
    assert lengths[-1] == 130
    assert not any(words.strip() in ("100 notes", "1 of 100 notes") for _, words in shown)


def test_the_notes_of_a_stretch_of_the_path_are_shown_until_the_chip_is_turned_off(notes, small):
    day = small.told.day
    extra = {
        "since": day(14).isoformat(),
        "until": day(7).isoformat(),
        "span": "Understanding, 7 Nov to 14 Nov",
    }
    notes.page.open(Place("couple", small.ada_ben, tab="notes", extra=extra))
    notes.wait()
    assert [row.partition(",")[0] for row in rows(notes)] == ["Session 1"]
    assert notes.tab.count.text() == "1 of 3 notes"
    chip = notes.tab.filters.span
    assert (chip.isVisible(), chip.accessibleName()) == (True, "Understanding, 7 Nov to 14 Nov")
    chip.setFocus()
    QTest.keyClick(chip, Qt.Key.Key_Space)
    assert notes.tab.count.text() == "3 notes"
    assert not chip.isVisible()


@pytest.mark.parametrize(
    "extra", [{}, {"since": "soon"}, {"since": 3}, {"since": None, "until": "2026-11-01"}]
)
def test_a_span_that_is_none_shows_every_note(notes, small, extra):
    notes.page.open(Place("couple", small.ada_ben, tab="notes", extra=extra))
    notes.wait()
    assert notes.tab.count.text() == "3 notes"
