"""The figures of scores, goals and signs: what they say, for whom, and that no shape leaves its canvas."""

import pytest

from therapist_app.documents.figure import Circle, Path, Rect, Text
from therapist_app.kernel.audience import Reader
from therapist_app.measures.figures import t_chart, twin_chart
from therapist_app.measures.goals import GoalDraft
from therapist_app.measures.sentences import verdicts
from therapist_app.measures.service import ScoreDraft
from therapist_app.progression.sign_figure import sign_lines
from therapist_app.progression.signs import SignService

NAMES = {"a": "Ada", "b": "Ben"}


def entered(practice, measures, instrument="csi_16", a=(40, 48, 55), b=(56, 50, 54)):
    couple = practice.couple()
    for days, one, two in zip((120, 60, 2), a, b, strict=True):
        for side, value in (("a", one), ("b", two)):
            measures.add(
                ScoreDraft(
                    couple_id=couple.id,
                    instrument=instrument,
                    partner=side,
                    value=value,
                    on_date=practice.day(days),
                )
            )
    return couple


def chart(practice, review, **more):
    return twin_chart(review, NAMES, practice.day(130), practice.today, **more)


def texts(figure):
    return [shape.text for shape in figure.shapes if isinstance(shape, Text)]


def test_the_twin_chart_shows_both_the_cut_off_and_the_gap(practice, measures):
    couple = entered(practice, measures)
    (review,) = measures.review(couple.id)
    figure = chart(practice, review)
    assert {"Ada 55", "Ben 54", "cut-off 51.5", "higher is better"} <= set(texts(figure))
    assert figure.summary == (
        "Ada went from 40 to 55, and Ben went from 56 to 54. Both are above the cut-off of 51.5. "
        "They are 1 apart; at first it was 16."
    )
    assert figure.head == ("Date", "Ada", "Ben", "Apart")
    assert figure.rows[0][1:] == ("40", "56", "16")
    dots = [one for one in figure.shapes if isinstance(one, Circle)]
    squares = [one for one in figure.shapes if isinstance(one, Rect)]
    assert (len(dots), len(squares)) == (4, 4), "each partner has a mark of their own form, at the name too"
    assert [one.tag for one in (*dots, *squares)].count("") == 2, "scores open what is behind them"


def test_the_couple_reads_what_was_without_cut_off_or_verdict(practice, measures):
    couple = entered(practice, measures)
    (review,) = measures.review(couple.id, Reader.BOTH)
    figure = chart(practice, review, own=False)
    assert figure.summary == "Ada went from 40 to 55, and Ben went from 56 to 54."
    assert not [words for words in texts(figure) if "cut-off" in words]


def test_the_verdict_says_when_there_is_no_rule(practice, measures):
    (csi,) = measures.review(entered(practice, measures).id)
    assert verdicts(csi, NAMES) == ("No rule for reliable change is loaded, so there is no verdict.",)
    (rdas,) = measures.review(entered(practice, measures, "rdas", a=(36, 40, 49), b=(50, 50, 50)).id)
    assert verdicts(rdas, NAMES) == (
        "Ada: a reliable change for the better, past the cut-off.",
        "Ben: no reliable change.",
    )


@pytest.mark.parametrize(("width", "letter"), [(936, 12), (360, 12), (476, 8.5), (200, 12)])
@pytest.mark.parametrize("instrument", ["csi_32", "ors", "rdas"])
def test_no_shape_leaves_its_canvas(practice, measures, width, letter, instrument):
    couple = entered(practice, measures, instrument, a=(0, 35, 40), b=(40, 40, 39))
    (review,) = measures.review(couple.id)
    figure = chart(practice, review, width=width, letter=letter)
    for shape in figure.shapes:
        xs = [shape.start[0]] if isinstance(shape, Path) else [shape.x]
        ys = [shape.start[1]] if isinstance(shape, Path) else [shape.y]
        assert all(0 <= x <= width for x in xs)
        assert all(0 <= y <= figure.height for y in ys)


def test_names_at_the_ends_never_lie_over_each_other(practice, measures):
    couple = entered(practice, measures, a=(40, 41, 50), b=(52, 51, 50))
    (review,) = measures.review(couple.id)
    ends = [one.y for one in chart(practice, review).shapes if isinstance(one, Text) and one.weight == "bold"]
    assert abs(ends[0] - ends[1]) >= 12


def test_t_has_a_line_where_all_is_as_expected(practice, goals):
    couple = practice.couple()
    goal = goals.add(GoalDraft(couple_id=couple.id, words="We eat together")).value
    goals.rate(goal.id, -1, practice.day(40))
    goals.rate(goal.id, 1, practice.day(4))
    figure = t_chart(goals.review(couple.id), practice.day(50), practice.today)
    assert {"T 60.0", "as expected"} <= set(texts(figure))
    assert figure.summary == "T is 60.0: more than expected, over 1 rated goal."


def test_signs_stand_for_themselves_and_the_widest_gap_is_named(practice):
    signs = SignService(practice.vault, practice.catalogue, practice.clock)
    couple = practice.couple()
    first, last = couple.session(days_ago=60), couple.session(days_ago=3)
    for session, warmth, safety in ((first, 1, 2), (last, 3, 1)):
        signs.rate(session.id, "warmth", warmth)
        signs.rate(session.id, "felt_safety", safety)
    signs.rate(last.id, "felt_safety", 3, "a")
    signs.rate(last.id, "felt_safety", 1, "b")
    figure = sign_lines(practice.catalogue, signs.review(couple.id), NAMES, practice.day(60), practice.today)
    assert figure.summary == (
        "2 of 12 signs are rated. In your eyes one is further along than at first and one is less far. "
        "Ada and Ben see “Felt safety” furthest apart: often and rarely."
    )
    assert [row[0] for row in figure.rows] == ["Felt safety", "Warmth"]
    assert figure.rows[1][2] == "not rated"


def test_a_sign_rated_alone_is_in_no_figure_of_the_others(practice):
    signs = SignService(practice.vault, practice.catalogue, practice.clock)
    couple = practice.couple()
    signs.rate(couple.session(days_ago=9).id, "warmth", 2)
    before = signs.review(couple.id, Reader.B)
    alone = practice.sessions.start(couple.id, kind="individual", present="a").value
    signs.rate(alone.id, "felt_safety", 0, "a")
    assert signs.review(couple.id, Reader.B) == signs.review(couple.id, Reader.BOTH) == before
    assert len(signs.review(couple.id, Reader.A).rows) == 2
