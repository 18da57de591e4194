"""Settings by keyboard: what is used at once, what is kept, what sheets then carry."""

import json

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from therapist_app.kernel.files import write_whole
from therapist_app.practice.stationery import NOT_ADVICE, stationery_of
from therapist_app.settings import Settings
from ui.kit.context import Context
from ui.kit.places import Place
from ui.preferences.page import SettingsPage


@pytest.fixture
def page(ctx, qtbot, settle):
    made = SettingsPage(ctx)
    qtbot.addWidget(made)
    made.resize(1016, 800)
    made.open(Place("settings"))
    made.show()
    made.activateWindow()
    qtbot.waitExposed(made)
    settle()
    QApplication.processEvents()
    return made


@pytest.fixture
def kept(tmp_path):
    """The settings as another start of the program would read them."""
    return lambda: Settings(tmp_path / "settings.toml", write_whole).values


def key(which, widget=None):
    QTest.keyClick(widget or QApplication.focusWidget(), which)


def walk_to(page, widget):
    for _ in range(80):
        if QApplication.focusWidget() is widget:
            return
        key(Qt.Key.Key_Tab, QApplication.focusWidget() or page)
    raise AssertionError("it cannot be reached with Tab")


def read(widget):
    return [one.text() for one in widget.findChildren(QLabel) if one.isVisible() and one.text()]


def test_a_half_typed_sheet_comes_back_at_the_place_a_lock_keeps(page, ctx, qtbot, settle):
    page.sets.add_set.click()
    QTest.keyClicks(ctx.dialogs.shown[0].label.edit, "Our way")
    place = Place.from_json(json.loads(json.dumps(page.place().to_json())))
    ctx.dialogs.close_all()
    again = SettingsPage(ctx)
    qtbot.addWidget(again)
    again.open(place)
    settle()
    (sheet,) = ctx.dialogs.shown
    assert sheet.label.value == "Our way"
    sheet.reject()
    assert page.place() == Place("settings")


def test_the_look_is_used_and_kept_at_once(page, ctx, kept):
    strip = page.rows["theme"].strip
    walk_to(page, strip.segments[0])
    key(Qt.Key.Key_Right)
    key(Qt.Key.Key_Right)
    assert ctx.settings.values.theme == "dark"
    assert kept().theme == "dark"


def test_letters_grow_by_steps_and_no_further_than_they_may(page, kept):
    row = page.rows["text_size"]
    walk_to(page, row.larger)
    for _ in range(14):
        key(Qt.Key.Key_Space)
        if not row.larger.isEnabled():
            break
    assert kept().text_size == 200
    assert row.number.text() == "200 %"
    assert QApplication.focusWidget() is row.smaller  # the next key must not put the size back
    row.usual.click()
    assert kept().text_size == 100


def test_ticks_are_kept(page, kept):
    for name in ("fold_sidebar", "easy_reading"):
        walk_to(page, page.rows[name].box)
        key(Qt.Key.Key_Space)
        assert getattr(kept(), name) is True


def test_minutes_until_the_lock_are_chosen_with_the_arrows(page, kept):
    combo = page.rows["idle_minutes"].combo
    walk_to(page, combo)
    key(Qt.Key.Key_Down)
    assert combo.currentText() == "10 minutes"
    assert kept().idle_minutes == 10


def test_a_setting_that_cannot_be_kept_says_so_and_is_used_all_the_same(
    small, tasks, theme, dialogs, tmp_path, qtbot
):
    def full(path, data):
        raise OSError("no room")

    settings = Settings(tmp_path / "settings.toml", full)
    page = SettingsPage(Context(small.workspace, tasks, theme, settings, dialogs))
    qtbot.addWidget(page)
    page.rows["easy_reading"].box.click()
    assert page.rows["easy_reading"].trouble.startswith("The setting is used now but could not be kept.")
    assert settings.values.easy_reading is True


def test_a_change_made_elsewhere_shows(page, ctx):
    ctx.settings.change(text_size=130)
    page.open(Place("settings"))
    assert page.rows["text_size"].number.text() == "130 %"


def test_the_practice_name_is_kept_with_enter(page, small, in_vault, settle):
    heard = []
    page.changed.connect(heard.append)
    walk_to(page, page.practice.name.edit)
    QTest.keyClicks(page.practice.name.edit, "Willow & Elm")
    key(Qt.Key.Key_Return)
    settle()
    assert in_vault(small.workspace.practice.get).name == "Willow & Elm"
    assert [change.nouns for change in heard] == [{"practice"}]


def test_leaving_a_field_keeps_it_and_the_footer_shows_what_is_printed(page, small, in_vault, settle):
    walk_to(page, page.practice.danger_line.edit)
    QTest.keyClicks(page.practice.danger_line.edit, "Call 112.")
    key(Qt.Key.Key_Tab)
    settle()
    practice = in_vault(small.workspace.practice.get)
    assert stationery_of(practice).footer_words == f"{NOT_ADVICE} Call 112."
    assert f"{NOT_ADVICE} Call 112." in read(page.practice)


def test_a_region_brings_its_own_numbers_and_paper(page, small, in_vault, settle):
    combo = page.practice.region.combo
    walk_to(page, combo)
    QTest.keyClicks(combo, "united")  # the letters come faster than the vault answers
    while combo.currentText() != "United States":
        key(Qt.Key.Key_Down)
    settle()
    assert combo.currentText() == "United States"
    assert in_vault(small.workspace.practice.get).region == "US"
    words = read(page.practice)
    assert "In danger, call 911. To talk to someone now, call 988." in page.practice.printed.text()
    assert "United States prints on US Letter." in words


def test_paper_goes_against_the_region_and_back(page, small, in_vault, settle):
    strip = page.practice.paper
    walk_to(page, strip.segments[0])
    key(Qt.Key.Key_Right)
    settle()
    assert in_vault(small.workspace.practice.get).paper == "a4"
    key(Qt.Key.Key_Left)
    settle()
    assert in_vault(small.workspace.practice.get).paper == ""


def test_words_that_cannot_be_kept_stay_in_the_field_with_the_reason(page, small, in_vault, settle):
    field = page.practice.footer
    walk_to(page, field.edit)
    field.edit.setText("x" * 501)
    key(Qt.Key.Key_Return)
    settle()
    assert (
        field.error == "That is longer than 500 characters. What you typed is still here. Please shorten it."
    )
    assert len(field.value) == 501
    assert in_vault(small.workspace.practice.get).footer == ""


def test_what_is_half_typed_is_kept_when_the_practice_is_locked(page, small, in_vault, settle):
    walk_to(page, page.practice.name.edit)
    QTest.keyClicks(page.practice.name.edit, "Willow")
    done = []
    page.settle(lambda *worked: done.append(worked))
    settle()
    assert len(done) == 1
    assert in_vault(small.workspace.practice.get).name == "Willow"


def test_words_that_can_never_be_kept_do_not_stand_in_the_way_of_a_lock(page, small, in_vault, settle):
    page.practice.name.edit.setText("Willow")
    page.practice.footer.edit.setText("x" * 501)
    done = []
    page.settle(lambda *worked: done.append(worked))
    settle()
    assert done == [()]
    assert in_vault(small.workspace.practice.get).name == "Willow"


def test_lock_now_asks_the_shell(page):
    asked = []
    page.action_requested.connect(asked.append)
    walk_to(page, page.lock_button)
    key(Qt.Key.Key_Space)
    assert asked == ["lock"]


def test_a_licence_opens_below_its_row_and_closes_again(page, settle):
    row = next(one for one in page.about.rows if one.accessibleName().startswith("SQLAlchemy"))
    walk_to(page, row)
    key(Qt.Key.Key_Space)
    settle()
    assert "Permission is hereby granted" in page.about.shown_text
    row.click()
    settle()
    assert page.about.shown_text == ""


def test_nothing_stands_out_sideways_at_twice_the_letters(page, theme):
    theme.set_scale(2.0)
    try:
        page.resize(1168, 800)
        QApplication.processEvents()
        area = page.area
        assert area.widget().minimumSizeHint().width() <= area.viewport().width()
        assert area.horizontalScrollBar().maximum() == 0
    finally:
        theme.set_scale(1.0)


def test_everything_that_takes_the_focus_has_a_name(page):
    stops = [
        one
        for one in page.findChildren(QPushButton)
        if one.isVisible() and one.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]
    assert stops
    assert all(one.accessibleName() for one in stops)
