"""The open window: sidebar, find or do, parts, menus and keys."""

from __future__ import annotations

from collections import Counter

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from tests.support.vaults import PASSPHRASE
from tests.ui.shell.conftest import App, focused
from ui.kit.places import Place
from ui.progression.caseload_page import CaseloadPage
from ui.shell.actions import ACTIONS, MENUS
from ui.shell.commands import Commands
from ui.shell.keys_help import KeysHelp
from ui.shell.window import MainWindow

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
ENTER, DOWN, UP = Qt.Key.Key_Return, Qt.Key.Key_Down, Qt.Key.Key_Up


@pytest.fixture
def window(locked: App) -> MainWindow:
    """The practice, open at Today."""
    made = locked.unlock(PASSPHRASE)
    QApplication.processEvents()
    return made


def lines(window: MainWindow) -> list[str]:
    model = window.palette_box.model
    return [model.index(row).data() for row in range(model.rowCount())]


def test_find_or_do_opens_a_couple_by_typing(locked: App, window: MainWindow):
    locked.press(Qt.Key.Key_K, CTRL)
    locked.type("mira", ENTER)
    locked.outside.tasks.drain()

    rows = {row.shown: row.couple_id for row in window.sidebar.caseload.model.rows}
    assert window.place() == Place("couple", rows["Mira & Noor"], tab="overview")
    assert not window.palette_box.isVisible()


def test_find_or_do_does_things_and_shows_their_keys(locked: App, window: MainWindow):
    locked.press(Qt.Key.Key_K, CTRL)
    locked.type("ada")
    assert lines(window)[:5] == [
        "Couples",
        "Ada & Ben, Seen 7 days ago",
        "Do",
        "Write note for Ada & Ben, Ctrl+N",
        "Print handout for Ada & Ben, Ctrl+P",
    ]
    locked.press(DOWN)
    locked.press(DOWN)
    locked.press(ENTER)
    locked.outside.tasks.drain()
    assert (window.place().page, window.place().tab) == ("couple", "homework")


def test_what_is_chosen_from_the_sidebars_field_has_the_keys(locked: App, window: MainWindow):
    window.sidebar.find_box.setFocus()
    locked.press(Qt.Key.Key_K, CTRL)
    locked.type("mira", ENTER)
    locked.outside.tasks.drain()
    page = window.stack.current
    assert page is not None
    assert page.isAncestorOf(focused())


def test_the_caseload_review_opened_by_key_is_walked_by_the_arrows(locked: App, window: MainWindow):
    locked.press(Qt.Key.Key_K, CTRL)
    locked.type("caseload", ENTER)
    locked.outside.tasks.drain()
    page = window.stack.current
    assert isinstance(page, CaseloadPage)
    second = page.table.lines.lines[1].couple_id
    locked.press(DOWN)
    locked.press(ENTER)
    locked.outside.tasks.drain()
    assert window.place() == Place("couple", second, tab="overview")


def test_find_or_do_finds_words_of_notes_after_three_letters(qtbot: QtBot, locked: App, window: MainWindow):
    locked.press(Qt.Key.Key_K, CTRL)
    locked.type("laughing")
    qtbot.waitUntil(lambda: lines(window)[:1] == ["In notes"])
    assert lines(window) == [
        "In notes",
        "Ada & Ben \N{MIDDLE DOT} Session 1, Sat 14 Nov, They came in laughing.",
        "Search",
        "Search everywhere for \u201claughing\u201d, Ctrl+Shift+F",
    ]
    locked.press(ENTER)
    locked.outside.tasks.drain()
    assert window.place().page == "note"
    assert window._finding._notes == ()


def test_find_or_do_finds_handouts_and_shows_no_notes_while_names_are_hidden(locked: App, window: MainWindow):
    window.set_discreet(True)
    locked.press(Qt.Key.Key_K, CTRL)
    locked.type("laughing")
    assert not window._finding._asking.is_waiting
    assert lines(window) == ["Search", "Search everywhere for \u201claughing\u201d, Ctrl+Shift+F"]
    locked.press(Qt.Key.Key_Escape)
    window.set_discreet(False)

    title = locked.doorway._opened.workspace.homework.library()[0].title
    locked.press(Qt.Key.Key_K, CTRL)
    locked.type(title[:12])
    locked.outside.tasks.drain()
    assert any(line == title for line in lines(window))


def test_escape_closes_find_or_do_and_the_focus_goes_back(locked: App, window: MainWindow):
    window.sidebar.caseload.list.setFocus()
    locked.press(Qt.Key.Key_K, CTRL)
    assert focused() is window.palette_box.typed
    locked.press(Qt.Key.Key_Escape)
    assert focused() is window.sidebar.caseload.list


def test_letters_typed_on_the_caseload_narrow_it(locked: App, window: MainWindow):
    window.sidebar.caseload.list.setFocus()
    locked.type("z")
    assert [row.shown for row in window.sidebar.caseload.model.rows] == ["Zed & Yan"]
    locked.press(ENTER)
    locked.outside.tasks.drain()
    assert window.place().page == "couple"


def test_f6_goes_round_the_parts_and_each_remembers_its_focus(locked: App, window: MainWindow):
    window.sidebar.caseload.list.setFocus()
    locked.press(Qt.Key.Key_F6)
    assert not window.sidebar.isAncestorOf(focused())
    locked.press(Qt.Key.Key_F6)
    assert focused() is window.sidebar.caseload.list
    locked.press(Qt.Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)
    assert not window.sidebar.isAncestorOf(focused())


def test_every_action_is_in_a_menu_and_has_its_handler(locked: App, window: MainWindow):
    bar = locked.frame.menuBar()
    menus = [action.menu() for action in bar.actions()]
    assert [menu.title().replace("&", "") for menu in menus if isinstance(menu, QMenu)] == list(MENUS)
    offered = {action.objectName() for menu in menus if isinstance(menu, QMenu) for action in menu.actions()}
    assert offered == {one.key for one in ACTIONS if one.key not in window.hidden}
    assert all(callable(getattr(Commands, one.handler)) for one in ACTIONS)


def test_no_two_actions_share_a_key(locked: App, window: MainWindow):
    keys = [one.shortcut for one in ACTIONS if one.shortcut]
    assert [key for key, count in Counter(keys).items() if count > 1] == []
    assert all(not QKeySequence(key).isEmpty() for key in keys)
    live = [
        action.shortcut().toString()
        for action in window.findChildren(QAction)
        if action.shortcut().toString()
    ]
    assert [key for key, count in Counter(live).items() if count > 1] == []


def test_alt_down_and_up_step_through_the_couples_with_the_same_tab(locked: App, window: MainWindow):
    rows = [row.couple_id for row in window.sidebar.caseload.model.rows]
    window.go(Place("couple", rows[0], tab="notes"))
    locked.outside.tasks.drain()
    locked.press(DOWN, ALT)
    locked.outside.tasks.drain()
    assert (window.place().couple_id, window.place().tab) == (rows[1], "notes")
    locked.press(UP, ALT)
    locked.press(UP, ALT)
    locked.outside.tasks.drain()
    assert window.place().couple_id == rows[2]


def test_alt_left_leads_back(locked: App, window: MainWindow):
    couple = window.sidebar.caseload.model.rows[0].couple_id
    window.go(Place("couple", couple))
    locked.outside.tasks.drain()
    locked.press(Qt.Key.Key_Left, ALT)
    assert window.place().page == "today"


def test_hidden_names_show_initials_and_stay_hidden_after_a_lock(locked: App, window: MainWindow):
    locked.press(Qt.Key.Key_D, CTRL | Qt.KeyboardModifier.ShiftModifier)
    assert [row.shown for row in window.sidebar.caseload.model.rows] == ["A. & B.", "M. & N.", "Z. & Y."]
    locked.press(Qt.Key.Key_L, CTRL)
    locked.wait_locked()
    again = locked.unlock(PASSPHRASE)
    assert again.sidebar.caseload.model.rows[0].shown == "A. & B."


def test_the_window_title_names_the_page_and_never_a_person(locked: App, window: MainWindow):
    couple = window.sidebar.caseload.model.rows[0].couple_id
    for place in (Place("today"), Place("couple", couple), Place("settings")):
        window.go(place)
        locked.outside.tasks.drain()
        assert "Ada" not in locked.frame.windowTitle()
        assert locked.frame.windowTitle().endswith("Attune")


def test_f1_lists_the_keys_and_escape_closes_it(locked: App, window: MainWindow):
    locked.press(Qt.Key.Key_F1)
    QApplication.processEvents()
    shown = [one for one in QApplication.topLevelWidgets() if isinstance(one, KeysHelp) and one.isVisible()]
    assert len(shown) == 1
    locked.press(Qt.Key.Key_Escape)
    assert locked.outside.dialogs.shown == ()


def test_a_lock_closes_an_open_question(locked: App, window: MainWindow):
    locked.press(Qt.Key.Key_F1)
    locked.doorway.lock()
    locked.wait_locked()
    assert locked.outside.dialogs.shown == ()


def test_text_at_200_per_cent_folds_the_sidebar_and_larger_text_is_one_command_away(
    locked: App, window: MainWindow
):
    assert not window.sidebar.folded
    locked.outside.theme.set_scale(2.0)
    window.settings_changed()
    assert window.sidebar.folded
    assert window.minimumSizeHint().width() <= 1280
    locked.outside.theme.set_scale(1.0)


def test_menus_are_shown_and_hidden_with_f10(locked: App, window: MainWindow):
    assert not locked.frame.menuBar().isVisible()
    locked.press(Qt.Key.Key_F10)
    assert locked.frame.menuBar().isVisible()
    window.do("menus")
    assert not locked.frame.menuBar().isVisible()


def test_a_place_whose_couple_is_gone_is_not_shown_empty(locked: App, window: MainWindow):
    window.go(Place("nowhere"))
    assert window.place().page == "today"
