"""When a note is saved, and what is said about it, told by a clock that is moved by hand."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.wheel import Wheel
from ui.kit.autosave import AutoSaver, DoneCall, FailedCall, Saving

AT = dt.datetime(2026, 11, 21, 10, 2, tzinfo=dt.UTC)


@dataclass
class Desk:
    """A note as a string, the vault as another, and saves that end when the test says so."""

    wheel: Wheel = field(default_factory=Wheel)
    text: str = ""
    kept: str = ""
    open: list[tuple[str, DoneCall, FailedCall]] = field(default_factory=list)
    started_at: list[float] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.saver = AutoSaver(self.save, self.wheel)
        self.said: list[Saving] = []
        self.saver.state_changed.connect(lambda state: self.said.append(state.saving))

    def save(self, done: DoneCall, failed: FailedCall) -> None:
        self.open.append((self.text, done, failed))
        self.started_at.append(self.wheel.time)

    def type(self, letters: str, every: float = 0.0) -> None:
        for letter in letters:
            self.wheel.turn(every)
            self.text += letter
            self.saver.edited()

    def finish(self, which: int = 0) -> None:
        text, done, _ = self.open.pop(which)
        self.kept = text
        done(AT)

    def fail(self, which: int = 0) -> None:
        self.open.pop(which)[2]("The disk is full.")

    @property
    def saving(self) -> Saving:
        return self.saver.state.saving


@pytest.fixture
def desk(qapp: object) -> Desk:
    return Desk()


def test_saves_one_second_after_the_last_key(desk: Desk) -> None:
    desk.type("abc", every=0.5)
    desk.wheel.turn(0.9)
    assert not desk.open
    assert desk.saving is Saving.UNSAVED
    desk.wheel.turn(0.1)
    assert desk.saving is Saving.SAVING
    desk.finish()
    assert desk.saver.state.at == AT
    assert desk.said == [Saving.UNSAVED, Saving.SAVING, Saving.SAVED]
    assert desk.kept == "abc"


def test_never_waits_longer_than_five_seconds_while_typing_goes_on(desk: Desk) -> None:
    for _ in range(200):
        desk.type("x", every=0.1)
        while desk.open:
            desk.finish()
    gaps = [b - a for a, b in zip([0.0, *desk.started_at], desk.started_at, strict=False)]
    assert desk.started_at
    assert max(gaps) < 5  # so much earlier that the write itself ends in time


def test_nothing_is_saved_when_nothing_was_typed(desk: Desk) -> None:
    desk.wheel.turn(100)
    settled: list[bool] = []
    desk.saver.flush(settled.append)
    assert not desk.open
    assert settled == [True]


def test_flush_saves_at_once_and_says_when_it_is_kept(desk: Desk) -> None:
    settled: list[bool] = []
    desk.type("ab")
    desk.saver.flush(settled.append)
    assert len(desk.open) == 1
    assert not settled
    desk.finish()
    assert settled == [True]
    desk.wheel.turn(100)
    assert not desk.open


def test_a_late_success_of_an_older_copy_never_says_that_newer_text_is_saved(desk: Desk) -> None:
    desk.type("a")
    desk.saver.flush()
    desk.type("b")
    desk.finish()
    assert desk.saving is Saving.UNSAVED
    desk.saver.flush()
    desk.type("c")
    desk.saver.flush()
    desk.finish(1)
    assert desk.saving is Saving.SAVED
    desk.said.clear()
    desk.open.pop(0)[1](AT - dt.timedelta(minutes=1))
    assert desk.saving is Saving.SAVED
    assert desk.saver.state.at == AT
    assert not desk.said


def test_an_older_success_after_a_newer_failure_leaves_the_note_not_saved(desk: Desk) -> None:
    settled: list[bool] = []
    desk.type("a")
    desk.saver.flush()
    desk.type("b")
    desk.saver.flush(settled.append)
    desk.fail(1)
    assert desk.saving is Saving.NOT_SAVED
    desk.finish()
    assert desk.saving is Saving.NOT_SAVED
    assert settled == [False]
    desk.wheel.turn(1)
    desk.finish()
    assert desk.saving is Saving.SAVED
    assert desk.kept == "ab"


def test_a_failure_is_said_stays_and_is_tried_again_more_and_more_rarely(desk: Desk) -> None:
    desk.type("a")
    desk.wheel.turn(1)
    desk.fail()
    assert desk.saver.state.sentence == "The disk is full."
    for _ in range(8):
        while not desk.open:
            desk.wheel.turn(0.5)
        assert desk.saving is Saving.NOT_SAVED
        desk.fail()
    gaps = [round(b - a) for a, b in zip(desk.started_at, desk.started_at[1:], strict=False)]
    assert gaps == [1, 2, 4, 8, 15, 30, 30, 30]
    desk.type("b")
    assert desk.saving is Saving.NOT_SAVED
    desk.saver.flush()
    desk.finish()
    assert desk.saving is Saving.SAVED
    assert desk.kept == "ab"


def test_typing_during_a_slow_save_is_saved_right_after_it(desk: Desk) -> None:
    desk.type("a")
    desk.wheel.turn(1)
    desk.type("b")
    desk.wheel.turn(20)
    assert len(desk.open) == 1
    desk.finish()
    assert desk.saving is Saving.UNSAVED
    desk.wheel.turn(0)
    desk.finish()
    assert desk.kept == "ab"
    assert desk.saving is Saving.SAVED


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("turn"), st.floats(0, 8)),
        st.tuples(st.sampled_from(["type", "flush"]), st.none()),
        st.tuples(st.sampled_from(["finish", "fail"]), st.integers(0, 3)),
    ),
    max_size=40,
)


@settings(max_examples=500, deadline=None)
@given(steps=STEPS)
def test_saved_is_only_said_of_what_is_kept_and_nothing_waits_for_ever(
    qapp: object, steps: list[tuple[str, float | None]]
) -> None:
    desk = Desk()
    best, settled, asked = 0, [], 0
    for name, value in steps:
        if name == "turn":
            desk.wheel.turn(value or 0)
        elif name == "type":
            desk.type("x")
        elif name == "flush":
            asked += 1
            desk.saver.flush(settled.append)
        elif desk.open:
            which = int(value or 0) % len(desk.open)
            if name == "finish":
                best = max(best, len(desk.open[which][0]))
                desk.finish(which)
            else:
                desk.fail(which)
        if desk.saving is Saving.SAVED:
            assert best == len(desk.text)
    for _ in range(50):
        while desk.open:
            best = max(best, len(desk.open[0][0]))
            desk.finish()
        desk.wheel.turn(31)
    assert desk.saving is Saving.SAVED
    assert best == len(desk.text)
    assert len(settled) == asked
