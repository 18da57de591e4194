"""Days on which clocks change, in twelve zones, and the sessions of such a night."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.builders import Practice
from therapist_app.kernel.clock import FixedClock, SystemClock
from therapist_app.kernel.errors import InputError
from therapist_app.kernel.wall_time import (
    minutes_between,
    minutes_taken,
    name_of_this_computers_zone,
    shown_instead,
)
from therapist_app.sessions.rules import likely_start

# A zone, a wall time that was skipped and what clocks showed instead, and one that came twice.
CHANGES = [
    ("Europe/Berlin", "2026-03-29 02:30", "03:30", "2026-10-25 02:30"),
    ("Europe/London", "2026-03-29 01:30", "02:30", "2026-10-25 01:30"),
    ("Europe/Lisbon", "2026-03-29 01:15", "02:15", "2026-10-25 01:15"),
    ("America/New_York", "2026-03-08 02:30", "03:30", "2026-11-01 01:30"),
    ("America/Chicago", "2026-03-08 02:00", "03:00", "2026-11-01 01:30"),
    ("America/Los_Angeles", "2026-03-08 02:59", "03:59", "2026-11-01 01:59"),
    ("America/St_Johns", "2026-03-08 02:30", "03:30", "2026-11-01 01:30"),
    ("America/Santiago", "2026-09-06 00:30", "01:30", "2026-04-04 23:30"),
    ("Australia/Sydney", "2026-10-04 02:30", "03:30", "2026-04-05 02:30"),
    ("Australia/Lord_Howe", "2026-10-04 02:10", "02:40", "2026-04-05 01:45"),
    ("Pacific/Auckland", "2026-09-27 02:30", "03:30", "2026-04-05 02:30"),
    ("Asia/Beirut", "2026-03-29 00:30", "01:30", "2026-10-24 23:30"),
]
ALL = pytest.mark.parametrize(("zone", "skipped", "instead", "twice"), CHANGES)


def parts(text):
    moment = dt.datetime.fromisoformat(text)
    return moment.date(), moment.time()


@ALL
def test_a_skipped_time_is_known_and_what_clocks_showed_instead(zone, skipped, instead, twice):
    assert shown_instead(*parts(skipped), zone) == dt.time.fromisoformat(instead)
    assert shown_instead(*parts(twice), zone) is None


@ALL
def test_an_hour_that_comes_twice_may_hold_a_start_and_an_earlier_stop(zone, skipped, instead, twice):
    day, time = parts(twice)
    whole = dt.datetime.combine(day, time)
    rules = ZoneInfo(zone)
    twice_by = (
        whole.replace(tzinfo=rules, fold=0).utcoffset() - whole.replace(tzinfo=rules, fold=1).utcoffset()
    )
    earlier = (whole - dt.timedelta(minutes=5)).time()
    assert minutes_between(day, time, earlier, zone) == twice_by // dt.timedelta(minutes=1) - 5
    assert minutes_between(day, earlier, time, zone) == 5


@given(
    st.dates(dt.date(1990, 1, 1), dt.date(2036, 12, 31)),
    st.times(),
    st.times(),
    st.sampled_from([zone for zone, *_ in CHANGES] + ["", "no/zone", "CET"]),
)
def test_what_is_shown_instead_was_shown(day, start, stop, zone):
    instead = shown_instead(day, start, zone)
    assert instead is None or shown_instead(day, instead, zone) is None
    if start <= stop:
        assert minutes_between(day, start, stop, zone) >= 0
    if zone in ("", "no/zone"):
        assert instead is None


@ALL
def test_a_session_in_a_skipped_hour_is_refused_with_a_suggestion(tmp_path, zone, skipped, instead, twice):
    day, time = parts(skipped)
    with Practice(tmp_path, dt.datetime(day.year, 12, 1, 12, tzinfo=ZoneInfo(zone))) as practice:
        couple = practice.couple("Ada", "Ben")
        with pytest.raises(InputError) as caught:
            practice.sessions.start(couple.id, on_date=day, start=time)
        assert caught.value.field == "start"
        assert caught.value.whole == (
            f"There was no {time:%H:%M} on that day: the clocks went forward. "
            f"Nothing was changed. You probably mean {instead}."
        )
        night, again = parts(twice)
        earlier = (dt.datetime.combine(night, again) - dt.timedelta(minutes=5)).time()
        session = practice.sessions.start(couple.id, on_date=night, start=again).value
        kept = practice.sessions.update(session.id, stop=earlier).value
        assert (kept.start, kept.stop, kept.zone) == (again, earlier, zone)


def test_this_computer_names_its_zone(monkeypatch):
    monkeypatch.setenv("TZ", "Australia/Lord_Howe")
    assert name_of_this_computers_zone() == "Australia/Lord_Howe"
    assert str(SystemClock().local().tzinfo) == "Australia/Lord_Howe"
    monkeypatch.setenv("TZ", "XYZ-3")
    assert name_of_this_computers_zone() == ""
    assert SystemClock().local().utcoffset() is not None


def test_a_fixed_clock_keeps_the_zone_it_was_given():
    clock = FixedClock(dt.datetime(2026, 3, 29, 1, 59, tzinfo=ZoneInfo("Europe/Berlin")))
    assert clock.local().tzinfo == ZoneInfo("Europe/Berlin")


@given(
    st.dates(dt.date(1990, 1, 1), dt.date(2036, 12, 31)),
    st.times(),
    st.sampled_from([zone for zone, *_ in CHANGES]),
    st.sampled_from([0, 1]),
)
def test_a_likely_start_is_now_on_the_same_day_and_exists_there(day, time, zone, fold):
    rules = ZoneInfo(zone)
    now = dt.datetime.combine(day, time).replace(tzinfo=dt.UTC, fold=fold).astimezone(rules)
    start = likely_start(now, None, None)
    assert shown_instead(now.date(), start, zone) is None
    wall = now.replace(tzinfo=None, fold=0)
    skipped = dt.timedelta(hours=1) if shown_instead(now.date(), _rounded(wall), zone) else dt.timedelta()
    assert abs(dt.datetime.combine(now.date(), start) - wall) <= dt.timedelta(minutes=5) + skipped


def _rounded(wall):
    minutes = min((wall.hour * 60 + wall.minute + 2) // 5 * 5, 24 * 60 - 5)
    return dt.time(minutes // 60, minutes % 60)


@ALL
def test_a_session_can_be_started_two_minutes_before_the_clocks_go_forward(
    tmp_path, zone, skipped, instead, twice
):
    day, _ = parts(skipped)
    first = next(
        dt.time(minute // 60, minute % 60)
        for minute in range(24 * 60)
        if shown_instead(day, dt.time(minute // 60, minute % 60), zone)
    )
    if first == dt.time(0):  # the gap begins at midnight: two minutes before is the day before
        return
    before = dt.datetime.combine(day, first, ZoneInfo(zone)) - dt.timedelta(minutes=2)
    with Practice(tmp_path, before) as practice:
        couple = practice.couple("Ada", "Ben")
        session = practice.sessions.start(couple.id).value
    assert session.on_date == day
    assert shown_instead(day, session.start, zone) is None
    assert session.zone == zone


def test_just_before_midnight_is_still_today():
    assert likely_start(dt.datetime(2026, 11, 21, 23, 59, tzinfo=dt.UTC), None, None) == dt.time(23, 55)


def test_a_session_over_midnight_keeps_the_day_on_which_it_began(tmp_path):
    with Practice(tmp_path) as practice:
        couple = practice.couple("Ada", "Ben")
        day = practice.clock.today() - dt.timedelta(days=1)
        session = practice.sessions.start(couple.id, on_date=day, start=dt.time(23, 30)).value
        kept = practice.sessions.update(session.id, stop=dt.time(0, 20)).value
        assert (kept.on_date, kept.stop) == (day, dt.time(0, 20))
        assert minutes_taken(day, kept.start, kept.stop, kept.zone) == 50
        with pytest.raises(InputError, match="stops before it starts"):
            practice.sessions.update(session.id, start=dt.time(10), stop=dt.time(9))


def test_a_traveller_finds_old_sessions_on_the_day_and_at_the_time_they_were(tmp_path):
    berlin = dt.datetime(2026, 3, 28, 9, 5, tzinfo=ZoneInfo("Europe/Berlin"))
    with Practice(tmp_path, berlin) as practice:
        couple = practice.couple("Ada", "Ben")
        session = practice.sessions.start(couple.id).value
        practice.clock.set(dt.datetime(2026, 3, 29, 23, 30, tzinfo=ZoneInfo("Pacific/Auckland")))
        far = practice.sessions.start(couple.id).value
        practice.clock.set(dt.datetime(2026, 3, 28, 20, 0, tzinfo=ZoneInfo("America/Los_Angeles")))
        old = practice.sessions.get(session.id).session
        assert (old.on_date, old.start, old.zone) == (dt.date(2026, 3, 28), dt.time(9, 5), "Europe/Berlin")
        new = practice.sessions.get(far.id).session
        assert (new.on_date, new.start, new.zone) == (
            dt.date(2026, 3, 29),
            dt.time(23, 30),
            "Pacific/Auckland",
        )


@given(
    st.sampled_from([zone for zone, *_ in CHANGES]),
    st.dates(dt.date(1990, 1, 1), dt.date(2036, 12, 31)),
    st.times(),
)
def test_today_is_the_local_date_whatever_the_zone(zone, day, time):
    local = dt.datetime.combine(day, time, dt.UTC).astimezone(ZoneInfo(zone))
    clock = FixedClock(local)
    assert clock.today() == local.date()
    assert clock.now() == local
