"""The page of repair threads: marked, looked behind, taken back, all by keys; a returned step is no failure."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from ui.kit.places import Place

M, E = Qt.Key.Key_M, Qt.Key.Key_E


def taken(small, in_vault):
    threads = in_vault(lambda: small.workspace.repair.threads(small.ada_ben))
    return {part.step.key: len(part.marks) for one in threads for part in one.taken}


def test_a_couple_without_a_rupture_is_told_what_will_be_here(threads, small):
    threads.open(small.ada_ben)
    assert "No rupture noted yet" in threads.words()


def test_one_key_marks_a_step_for_today_and_its_undo_takes_it_back(threads, small, wound, in_vault):
    threads.open(small.ada_ben)
    assert threads.tile("Named").accessibleName() == "Named, not yet"
    threads.press("Named", M)
    assert taken(small, in_vault) == {"named": 1}
    assert threads.tile("Named").accessibleName() == "Named, 21 Nov"
    assert threads.tile("Named").hasFocus()  # on the new card as on the old one
    assert "1 of 8 steps so far" in threads.words()
    assert threads.said[-1][0] == "Marked: Named"
    threads.undo()
    assert taken(small, in_vault) == {}


def test_delete_takes_the_last_mark_back_with_a_trace_and_undo_brings_it_back(
    threads, small, wound, in_vault
):
    repair = small.workspace.repair
    in_vault(lambda: repair.mark(wound, "heard", on_date=small.told.day(9)))
    threads.open(small.ada_ben).press("Heard", Qt.Key.Key_Delete)
    assert taken(small, in_vault) == {}
    assert [one.why for one in in_vault(lambda: repair.earlier(small.ada_ben))] == ["taken_back"]
    threads.undo()
    assert taken(small, in_vault) == {"heard": 1}
    threads.press("Named", Qt.Key.Key_Delete)  # nothing to take back
    assert taken(small, in_vault) == {"heard": 1}


def test_enter_opens_the_note_behind_a_step(threads, small, wound, in_vault):
    session = in_vault(lambda: small.workspace.sessions.list(small.ada_ben))[0].session.id
    in_vault(lambda: small.workspace.repair.mark(wound, "owned", session_id=session))
    threads.open(small.ada_ben).press("Owned", Qt.Key.Key_Return)
    assert threads.went == [Place("note", small.ada_ben, session)]


def test_enter_opens_the_sheet_behind_a_step_that_has_no_note(threads, small, wound, in_vault):
    give = small.workspace.homework.give
    sheet = in_vault(lambda: give(small.ada_ben, "listening_habit", holder="both")).value.id
    in_vault(lambda: small.workspace.repair.mark(wound, "heard", assignment_id=sheet))
    threads.open(small.ada_ben).press("Heard", Qt.Key.Key_Return)
    assert threads.went == [Place("couple", small.ada_ben, tab="homework")]


def test_enter_on_a_step_to_come_asks_when_and_with_what(threads, small, wound, in_vault):
    session = in_vault(lambda: small.workspace.sessions.list(small.ada_ben))[1].session.id
    threads.open(small.ada_ben).press("Comfort asked", Qt.Key.Key_Return)
    sheet = threads.sheet
    assert sheet.step.key == "comfort_asked"
    sheet.session.combo.set_key(session)
    sheet.line.set_value("Hold me.")
    sheet.date.set_date(small.told.day(14))
    QTest.keyClick(sheet, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    threads.wait()
    [thread] = in_vault(lambda: small.workspace.repair.threads(small.ada_ben))
    mark = thread.taken[0].latest
    assert (mark.step, mark.session_id, mark.line, mark.on_date) == (
        "comfort_asked", session, "Hold me.", small.told.day(14),
    )  # fmt: skip


def test_the_sheet_shows_every_mark_and_takes_one_of_them_back(threads, small, wound, in_vault):
    repair = small.workspace.repair
    for days in (30, 20, 10):
        in_vault(lambda days=days: repair.mark(wound, "heard", on_date=small.told.day(days)))
    threads.open(small.ada_ben).press("Heard", E)
    [middle] = [
        one
        for one in threads.sheet.findChildren(type(threads.page.cards[wound].link))
        if ", 1 Nov" in one.accessibleName()
    ]
    middle.click()
    threads.wait()
    assert not threads.ctx.dialogs.shown
    [thread] = in_vault(lambda: repair.threads(small.ada_ben))
    assert [one.on_date for one in thread.taken[0].marks] == [small.told.day(30), small.told.day(10)]
    threads.press("Heard", E)
    assert any(
        label.text() == "taken back" for label in threads.sheet.findChildren(type(threads.sheet.title))
    )
    threads.ctx.dialogs.close_all()
    threads.undo()
    assert taken(small, in_vault) == {"heard": 3}


def test_the_steps_are_one_stop_and_arrows_go_through_them(threads, small, wound):
    threads.open(small.ada_ben)
    stops = [one for one in threads.page.cards[wound].tiles if one.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert [one.objectName() for one in stops] == ["named"]
    threads.press("Named", Qt.Key.Key_Right)
    assert threads.tile("Impact said").hasFocus()
    threads.press("Impact said", Qt.Key.Key_Left)
    threads.press("Named", Qt.Key.Key_Left)  # there is none before the first
    assert threads.tile("Named").hasFocus()


def test_the_least_healed_wound_stands_first(threads, small, wound, in_vault):
    couples, repair = small.workspace.couples, small.workspace.repair
    other = in_vault(lambda: couples.add_rupture(small.ada_ben, kind="distance")).value.id
    in_vault(lambda: repair.mark(wound, "named"))
    threads.open(small.ada_ben)
    assert list(threads.page.cards) == [other, wound]


@pytest.mark.parametrize("discreet", [False, True])
def test_while_names_are_hidden_no_line_can_be_read(threads, small, wound, discreet):
    threads.page.set_discreet(discreet)
    threads.open(small.ada_ben)
    assert ("Ada found messages" in threads.words()) == (not discreet)
    assert ("Ada" in threads.words()) == (not discreet)


def test_a_half_filled_sheet_is_remembered_at_a_lock_and_comes_back(threads, small, wound):
    threads.open(small.ada_ben).press("Named", E)
    threads.sheet.line.edit.setText("Half a")
    place = threads.page.place()
    threads.ctx.dialogs.close_all()
    threads.wait()
    threads.open(small.ada_ben, **place.extra)
    assert (threads.sheet.line.value, threads.sheet.step.key) == ("Half a", "named")


def test_who_was_hurt_is_nowhere_on_the_page(threads, small, wound, in_vault):
    threads.open(small.ada_ben)
    assert "hurt" not in threads.words().replace("what still hurts", "")
