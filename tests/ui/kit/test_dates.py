"""Dates and times as people type them: what is shown can be read back, and nothing typed breaks the field."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QLocale, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.ui.kit.look import on_ground
from ui.kit.date_field import DateField, TimeField
from ui.kit.dates import read_date, read_time, show_date, show_time
from ui.theme.theme import Theme

TODAY = dt.date(2026, 11, 21)  # a Saturday
TONGUES = [
    "C",
    "en_GB",
    "en_US",
    "de_DE",
    "fr_FR",
    "it_IT",
    "es_ES",
    "pt_BR",
    "nl_NL",
    "sv_SE",
    "fi_FI",
    "pl_PL",
    "ru_RU",
    "tr_TR",
    "el_GR",
    "sq_AL",
    "ja_JP",
    "zh_CN",
    "ko_KR",
    "ar_EG",
    "he_IL",
    "fa_IR",
    "hi_IN",
]
LOCALES = {name: QLocale(name) for name in TONGUES}
ORDERS = {
    "en_US": "{m}/{d}/{y}",
    "sv_SE": "{y}-{m}-{d}",
    "ja_JP": "{y}/{m}/{d}",
    "zh_CN": "{y}/{m}/{d}",
    "ko_KR": "{y}. {m}. {d}.",
    "fa_IR": "{y}/{m}/{d}",
}
HALVES = [
    "1",
    "3",
    "21",
    "31",
    "99",
    "2026",
    "nov",
    "fri",
    "last",
    "next",
    "+2w",
    "-",
    "/",
    ".",
    ",",
    "today",
    "ago",
    "in",
]
DAYS = st.dates(dt.date(1900, 1, 1), dt.date(2199, 12, 31))
NEAR = st.dates(dt.date(2020, 1, 1), dt.date(2035, 12, 31))


@given(date=DAYS, today=NEAR, name=st.sampled_from(sorted(LOCALES)))
def test_what_is_shown_can_be_read_back(date: dt.date, today: dt.date, name: str) -> None:
    shown = show_date(date, today, LOCALES[name])
    assert read_date(shown, today, LOCALES[name]) == date, shown


@given(date=DAYS, today=NEAR, name=st.sampled_from(sorted(LOCALES)))
def test_the_iso_form_is_read_everywhere(date: dt.date, today: dt.date, name: str) -> None:
    assert read_date(date.isoformat(), today, LOCALES[name]) == date


@given(date=DAYS, name=st.sampled_from(sorted(LOCALES)))
def test_numbers_follow_the_order_of_the_locale(date: dt.date, name: str) -> None:
    order = ORDERS.get(name, "{d}.{m}.{y}")
    typed = order.format(d=date.day, m=date.month, y=date.year)
    assert read_date(typed, TODAY, LOCALES[name]) == date


@given(text=st.text(max_size=40), today=NEAR, name=st.sampled_from(sorted(LOCALES)))
def test_anything_typed_is_a_date_or_refused(text: str, today: dt.date, name: str) -> None:
    try:
        found = read_date(text, today, LOCALES[name])
    except ValueError:
        return
    assert found is None or 1899 <= found.year <= 2300


@given(words=st.lists(st.sampled_from(HALVES), max_size=5))
def test_half_a_date_is_a_date_or_refused(words: list[str]) -> None:
    for locale in LOCALES.values():
        try:
            read_date(" ".join(words), TODAY, locale)
        except ValueError:
            continue


@given(days=st.integers(0, 3000))
def test_a_step_in_days_is_counted_from_today(days: int) -> None:
    locale = LOCALES["en_GB"]
    assert read_date(f"+{days}d", TODAY, locale) == TODAY + dt.timedelta(days)
    assert read_date(f"{days} days ago", TODAY, locale) == TODAY - dt.timedelta(days)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("", None),
        ("  ", None),
        ("today", TODAY),
        ("Yesterday", dt.date(2026, 11, 20)),
        ("fri", dt.date(2026, 11, 27)),
        ("sat", TODAY),
        ("last fri", dt.date(2026, 11, 20)),
        ("21 nov", TODAY),
        ("nov 21", TODAY),
        ("Sat, 21 Nov", TODAY),
        ("3 jan", dt.date(2027, 1, 3)),
        ("3 jan 2025", dt.date(2025, 1, 3)),
        ("28 feb", dt.date(2027, 2, 28)),
        ("+2w", dt.date(2026, 12, 5)),
        ("in 3 days", dt.date(2026, 11, 24)),
        ("3/12", dt.date(2026, 12, 3)),
        ("5.3.74", dt.date(1974, 3, 5)),
    ],
)
def test_words_people_use(typed: str, meant: dt.date | None) -> None:
    assert read_date(typed, TODAY, LOCALES["en_GB"]) == meant


@pytest.mark.parametrize(
    "typed", ["32 nov", "31/2/2026", "soon", "fri fri", "1/1/1/1", "+99999d", "9999-01-01"]
)
def test_what_is_no_date_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        read_date(typed, TODAY, LOCALES["en_GB"])


@given(time=st.times(), name=st.sampled_from(sorted(LOCALES)))
def test_a_time_shown_can_be_read_back(time: dt.time, name: str) -> None:
    at = time.replace(second=0, microsecond=0)
    assert read_time(show_time(at, LOCALES[name])) == at


@given(text=st.text(max_size=20))
def test_anything_typed_is_a_time_or_refused(text: str) -> None:
    try:
        found = read_time(text)
    except ValueError:
        return
    assert found is None or isinstance(found, dt.time)


@pytest.mark.parametrize(
    ("typed", "hour", "minute"),
    [
        ("9", 9, 0),
        ("0930", 9, 30),
        ("9.30", 9, 30),
        ("9pm", 21, 0),
        ("12 am", 0, 0),
        ("21h15", 21, 15),
        ("noon", 12, 0),
    ],
)
def test_times_people_type(typed: str, hour: int, minute: int) -> None:
    assert read_time(typed) == dt.time(hour, minute)


def _date_field(theme: Theme, date: dt.date | None = TODAY) -> DateField:
    return DateField(theme, "Started", date, today=lambda: TODAY, locale=LOCALES["en_GB"])


def test_a_date_is_typed_read_and_shown_in_full(theme: Theme, qtbot: QtBot) -> None:
    field = _date_field(theme, None)
    on_ground(qtbot, field)
    said: list[object] = []
    field.date_changed.connect(said.append)
    QTest.keyClicks(field.edit, "3 dec")
    QTest.keyClick(field.edit, Qt.Key.Key_Return)
    assert (field.date, field.edit.text()) == (dt.date(2026, 12, 3), "Thu 3 Dec")
    assert said == [dt.date(2026, 12, 3)]


def test_what_cannot_be_read_stays_with_a_line_below(theme: Theme, qtbot: QtBot) -> None:
    field = _date_field(theme)
    on_ground(qtbot, field)
    field.edit.selectAll()
    QTest.keyClicks(field.edit, "soonish")
    QTest.keyClick(field.edit, Qt.Key.Key_Return)
    assert field.edit.text() == "soonish"
    assert field.error
    assert field.date == TODAY
    assert field.edit.accessibleDescription() == field.error


def test_a_field_may_be_emptied(theme: Theme, qtbot: QtBot) -> None:
    field = _date_field(theme)
    on_ground(qtbot, field)
    field.edit.clear()
    assert field.commit()
    assert field.date is None


def test_arrows_step_by_a_day_and_the_wheel_changes_nothing(theme: Theme, qtbot: QtBot) -> None:
    field = _date_field(theme)
    on_ground(qtbot, field)
    QTest.keyClick(field.edit, Qt.Key.Key_Up)
    QTest.keyClick(field.edit, Qt.Key.Key_Up)
    QTest.keyClick(field.edit, Qt.Key.Key_Down)
    assert field.date == dt.date(2026, 11, 22)


@pytest.mark.qt_log_ignore("This plugin does not support grabbing the keyboard", extend=True)
def test_a_day_is_picked_from_the_calendar(theme: Theme, qtbot: QtBot) -> None:
    field = _date_field(theme)
    on_ground(qtbot, field)
    QTest.keyClick(field.edit, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    calendar = field.calendar
    assert calendar is not None
    calendar.setFocus()
    QTest.keyClick(calendar.focusWidget() or calendar, Qt.Key.Key_Right)
    calendar.activated.emit(calendar.selectedDate())
    assert field.date == dt.date(2026, 11, 22)
    assert field.calendar is None


def test_a_time_out_of_the_day_is_refused(theme: Theme, qtbot: QtBot) -> None:
    field = TimeField(theme, "Time", dt.time(9), locale=LOCALES["en_GB"])
    on_ground(qtbot, field)
    field.edit.setText("25:00")
    assert not field.commit()
    assert field.time == dt.time(9)
