"""The review: what a period says, in words and numbers, to someone who may hold it."""

import datetime as dt

import pytest

from therapist_app.kernel.audience import Audience, Reader
from therapist_app.progression.figures import balance_bars, path_bands, promises_bars
from therapist_app.progression.page_figures import blocks_by_session, path_staircase, promises_squares

OTHERS = (Reader.BOTH, Reader.B)


def told(practice):
    """A couple with a return in July, six promises asked about and a block that eased."""
    couple = practice.couple()
    for phase, days in (("rupture", 310), ("safety", 270), ("understanding", 200), ("safety", 140)):
        couple.phase(phase, days_ago=days)
    couple.phase("understanding", days_ago=110)
    for number, days in enumerate(range(308, 0, -28)):
        couple.session(days_ago=days, kind="late_cancel" if number == 4 else "joint")
    couple.session(days_ago=30).tags("minimizing", 3).tags("blaming", 1)
    couple.session(days_ago=3).tags("minimizing", 1).tags("blaming", 0)
    couple.promise(owner="b", days_ago=60).kept(50, 45, 20, 10, 5).missed(2)
    return couple


def figures_of(practice, review):
    return (
        path_bands(review, practice.catalogue),
        path_staircase(review, practice.catalogue),
        blocks_by_session(review),
        promises_bars(review),
        promises_squares(review),
        balance_bars(review, "Ada", "Ben"),
    )


def test_the_clinicians_sentence_says_from_where_to_where_with_its_return(practice):
    review = practice.progression.review(told(practice).id, Reader.CLINICIAN)
    assert review.sentence == "From Rupture to Understanding since January, with one return in July."
    assert review.second.startswith("Active blocks went from 2 to 1.")


def test_a_shorter_period_begins_in_the_phase_it_finds(practice):
    couple = told(practice)
    review = practice.progression.review(couple.id, Reader.CLINICIAN, practice.day(100))
    assert review.sentence == "In Understanding since August."
    assert [step.phase for step in review.path] == ["understanding"]
    assert all(mark.on_date >= practice.day(100) for mark in review.sessions)


@pytest.mark.parametrize("reader", [Reader.BOTH, Reader.A, Reader.B])
def test_words_for_the_couple_have_no_percent_and_no_verdict(practice, reader):
    review = practice.progression.review(told(practice).id, reader)
    words = f"{review.sentence} {review.second}"
    assert words.startswith("You have come twelve times since January.")
    for never in ("%", "percent", "fail", "Minimizing", "block", "None"):
        assert never not in words


def test_upkeep_is_not_called_a_return(practice):
    couple = practice.couple().phase("integration", days_ago=90).phase("renewal", days_ago=30)
    review = practice.progression.review(couple.id, Reader.CLINICIAN)
    assert "return" not in review.sentence
    assert review.path[1].kind == "upkeep"


def test_promises_by_month_count_each_day_once_and_name_empty_months(practice):
    couple = practice.couple()
    couple.promise(owner="both", days_ago=110).kept(100, 4).partly(3).missed(2).on(1, "not_applicable")
    couple.promise("No contact", kind="bottom_line", days_ago=110).missed(2)
    months = practice.progression.review(couple.id, Reader.BOTH).months
    assert [(month.first.month, month.tally.kept, month.tally.due) for month in months] == [
        (8, 1, 1),
        (9, 0, 0),
        (10, 0, 0),
        (11, 1, 3),
    ]


def test_blocks_are_rows_with_a_level_for_each_session(practice):
    review = practice.progression.review(told(practice).id, Reader.CLINICIAN)
    rows = {row.block: [level for level in row.levels if level is not None] for row in review.block_rows}
    assert rows == {"minimizing": [3, 1], "blaming": [1, 0]}
    assert {len(row.levels) for row in review.block_rows} == {len(review.block_sessions)}


def test_the_couple_reads_its_own_words_and_never_of_threats_or_continued_harm(practice):
    couple = practice.couple()
    couple.session(days_ago=3).tags("threats", 3).tags("continued_harm", 2).tags("dishonesty", 2)
    for reader in (Reader.BOTH, Reader.A, Reader.B):
        review = practice.progression.review(couple.id, reader)
        assert [row.label for row in review.block_rows] == ["things not yet said"]
        assert review.active_blocks == 1
        shown = repr(review) + repr(figures_of(practice, review))
        assert "Threats" not in shown
        assert "threats" not in shown
        assert "continued_harm" not in shown
    assert len(practice.progression.review(couple.id, Reader.SUPERVISION).block_rows) == 3


def test_canaries_told_by_one_partner_alone_change_nothing_for_the_others(practice):
    couple = told(practice)
    reason = {"reason": "CANARY", "audience": "a"}
    practice.progression.phases.enter(couple.id, "understanding", on_date=practice.day(110), **reason)
    before = {reader: practice.progression.review(couple.id, reader) for reader in OTHERS}
    promise = practice.commitments.list(couple.id, Reader.B)[0].commitment
    alone = couple.alone("a", days_ago=4).says("CANARY", Audience.A)
    alone.tags("dishonesty", 3, line="CANARY")
    couple.promise("CANARY", days_ago=20, session_id=alone.id).kept(3)
    answer = {"on_date": practice.day(1), "session_id": alone.id, "line": "CANARY"}
    practice.commitments.check_in(promise.id, "missed", **answer)
    practice.sessions.update(couple.session(days_ago=2).id, audience="a")
    for reader in OTHERS:
        after = practice.progression.review(couple.id, reader)
        assert "CANARY" not in repr(after)
        assert (after.sentence, after.second, after.months) == (
            before[reader].sentence,
            before[reader].second,
            before[reader].months,
        )
        assert figures_of(practice, after) == figures_of(practice, before[reader])
        assert (after.sessions, after.block_rows) == (before[reader].sessions, before[reader].block_rows)
    own = practice.progression.review(couple.id, Reader.A)
    assert len(own.block_rows) == 3
    assert (own.balance.a.kept, own.balance.b.due) == (1, before[Reader.B].balance.b.due + 1)


@pytest.mark.parametrize("reader", list(Reader))
def test_a_couple_with_nothing_yet_has_a_calm_empty_review(practice, reader):
    review = practice.progression.review(practice.couple().id, reader)
    assert review.is_empty
    assert review.sentence.endswith(".")
    for figure in figures_of(practice, review):
        assert figure.width > 0
        assert figure.summary.endswith(".") or figure.summary == ""


def test_a_review_is_the_same_each_time_it_is_read(practice):
    couple = told(practice)
    one, two = (practice.progression.review(couple.id, Reader.BOTH) for _ in range(2))
    assert figures_of(practice, one) == figures_of(practice, two)
    assert one.first == dt.date(2026, 1, 15)
