"""When a screen falls due and what a status needs, against a slow and obvious count, day by day."""

from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from therapist_app.couples.model import SafetyEntry
from therapist_app.safety.model import PlanItem, SafetyScreen
from therapist_app.safety.rules import Standing, counts, in_order, missing_for

DAY = dt.date(2026, 1, 1)
NOON = dt.datetime(2026, 1, 1, 12, tzinfo=dt.UTC)
NAMES = {"a": "Ada", "b": "Ben"}

days = st.integers(0, 400).map(lambda count: DAY + dt.timedelta(days=count))
screens = st.builds(
    lambda side, day, private, whole: SafetyScreen(
        couple_id="c", side=side, on_date=day, place="phone", private=private,
        answers={"threats": "no", "weapons": "no" if whole else "not_asked"}, created_at=NOON,
    ),
    st.sampled_from("ab"), days, st.booleans(), st.booleans(),
)  # fmt: skip


def standing_of(found, status, on, parted, after):
    entry = SafetyEntry(couple_id="c", status=status, on_date=on, created_at=NOON)
    plan = {"separation": PlanItem(couple_id="c", kind="separation", on_date=parted, created_at=NOON)}
    return Standing(entry, in_order(found), (), plan if parted else {}, dt.timedelta(days=after))


def holds_on(found, day, parted, after):
    """Whether both were screened alone, wholly, in the days that count: looked at one day after the other."""
    good = {(one.side, one.on_date) for one in found if counts(one)}
    since = [day - dt.timedelta(days=back) for back in range(after)]
    if parted and parted <= day:
        since = [one for one in since if one > parted]
    return all(any((side, one) in good for one in since) for side in "ab")


@given(st.lists(screens, max_size=8), days, st.none() | days, st.integers(14, 200))
def test_no_concern_known_needs_both_in_the_days_that_count(found, day, parted, after):
    known = [one for one in found if one.on_date <= day]
    standing = standing_of(known, "not_assessed", DAY, parted, after)
    missing = missing_for("no_known_concern", standing, day, NAMES, {})
    assert (not missing) == holds_on(known, day, parted, after)
    assert len(missing) == len(set(missing)) <= 2


@given(st.lists(screens, min_size=1, max_size=8), days, st.none() | days, st.integers(14, 200))
def test_a_screen_is_due_from_the_day_on_which_the_status_could_not_be_entered_any_more(
    found, day, parted, after
):
    """What was entered on a day holds until the first later day on which it would be refused."""
    known = [one for one in found if one.on_date <= day]
    if not known or not holds_on(known, day, parted, after):
        return
    standing = standing_of(known, "no_known_concern", day, parted, after)
    later = (day + dt.timedelta(days=count) for count in range(1, after + 2))
    assert standing.due_on == next(one for one in later if not holds_on(known, one, parted, after))


@given(
    st.lists(screens, max_size=8),
    days,
    days,
    st.sampled_from(["not_assessed", "concerns", "no_known_concern"]),
)
def test_paused_work_is_reopened_only_by_a_screen_of_each_on_a_later_day(found, paused, day, status):
    known = [one for one in found if one.on_date <= day]
    missing = missing_for(status, standing_of(known, "unsafe", paused, None, 500), day, NAMES, {})
    new = {one.side for one in known if counts(one) and paused < one.on_date}
    assert (not missing) == (new == {"a", "b"})


@given(st.lists(screens, max_size=8), days, days, st.none() | days)
def test_concerns_and_a_pause_wait_for_nothing(found, on, day, parted):
    standing = standing_of(found, "no_known_concern", on, parted, 90)
    for status in ("concerns", "unsafe", "not_assessed"):
        assert missing_for(status, standing, day, NAMES, {}) == ()
        assert standing_of(found, status, on, parted, 90).due_on is None


@given(days, st.none() | days, st.integers(14, 200))
def test_an_entry_from_before_screens_were_kept_ages_from_its_own_day(on, parted, after):
    due = standing_of([], "no_known_concern", on, parted, after).due_on
    aged = on + dt.timedelta(days=after)
    assert due == (min(aged, parted) if parted and parted >= on else aged)
