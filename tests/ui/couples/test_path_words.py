"""The line under the phase path."""

import datetime as dt
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from ui.couples.path_words import PhaseMove, been_here, path_sentence, stays

SHORT = {
    "rupture": "Rupture",
    "safety": "Safety",
    "understanding": "Understanding",
    "integration": "Integration",
}


def day(date: dt.date) -> str:
    return f"{date.day} {date:%b}"


def sentence(*moves: PhaseMove) -> str:
    return path_sentence(stays(moves), lambda key: SHORT.get(key, key), day, dt.date(2026, 11, 21))


def move(phase: str, month: int, kind: str = "forward", sessions: int = 0, year: int = 2026) -> PhaseMove:
    return PhaseMove(phase, dt.date(year, month, 12), kind, sessions)


def test_since_when_and_one_return_told_as_movement():
    said = sentence(
        move("rupture", 1, "start", 2),
        move("safety", 3, sessions=3),
        move("understanding", 5, sessions=3),
        move("safety", 7, "return", 1),
        move("understanding", 8, sessions=4),
    )
    assert said == "In this phase since 12 Aug, 4 sessions. One return to Safety in July, then forward again."


def test_a_return_that_is_now_is_told_without_blame():
    said = sentence(
        move("safety", 3, "start", 3), move("understanding", 5), move("safety", 7, "return", sessions=1)
    )
    assert said == (
        "In this phase since 12 Jul, 1 session. They came back here from Understanding, as couples often do."
    )


def test_two_returns_name_the_last_with_its_year():
    said = sentence(
        move("understanding", 1, "start", year=2025),
        move("safety", 2, "return", year=2025),
        move("understanding", 3, year=2025),
        move("safety", 4, "return", year=2025),
        move("understanding", 2),
    )
    assert said.endswith("2 returns, the last to Safety in April 2025, then forward again.")


def test_upkeep_is_not_a_return():
    said = sentence(move("integration", 3, "start"), move("renewal", 5, "upkeep"))
    assert "return" not in said


def test_an_entry_that_repeats_the_phase_is_the_same_stay():
    said = sentence(move("safety", 3, "start", 2), move("safety", 5, "same", 2))
    assert said == "In this phase since 12 Mar, 4 sessions."


def test_no_phase_yet_asks_for_one():
    assert sentence() == "No phase is set yet. Choose where they are now; you can change it at any time."


@given(st.lists(st.tuples(st.sampled_from(sorted(SHORT)), st.integers(0, 9)), max_size=12))
def test_joining_keeps_every_session_and_never_repeats_a_phase(steps):
    path = stays([PhaseMove(phase, dt.date(2026, 1, 1), "forward", count) for phase, count in steps])
    assert sum(stay.sessions for stay in path) == sum(count for _, count in steps)
    assert all(one.phase != two.phase for one, two in pairwise(path))
    assert not been_here(path) & {path[-1].phase if path else ""}
