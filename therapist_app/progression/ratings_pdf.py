"""Signs, measures and goals on the progress report: the screen's figures at the size of the page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from therapist_app.catalogue.model import Catalogue
from therapist_app.documents.blocks import Paragraph, Run
from therapist_app.documents.page import ReportSection
from therapist_app.measures.figures import PAGE_LETTER, t_chart, twin_chart
from therapist_app.measures.sentences import goal_words, verdicts
from therapist_app.progression.figures import full_day
from therapist_app.progression.page_figures import PAGE
from therapist_app.progression.ratings import Ratings
from therapist_app.progression.review import Review
from therapist_app.progression.sign_figure import sign_lines


def ratings_sections(
    ratings: Ratings, review: Review, catalogue: Catalogue, names: Mapping[str, str], *, own: bool
) -> Iterator[ReportSection]:
    """A section for the signs, one for each instrument, one for the goals; what is empty is not there."""
    first, today = review.first, review.today
    if ratings.signs.rows:
        figure = sign_lines(
            catalogue,
            ratings.signs,
            names,
            first,
            today,
            clinician="Therapist",
            width=PAGE,
            letter=PAGE_LETTER,
            day=full_day,
        )
        yield ReportSection("Signs of healing", figure.summary, figure)
    for one in ratings.measures:
        chart = twin_chart(one, names, first, today, own=own, width=PAGE, letter=PAGE_LETTER, day=full_day)
        said = verdicts(one, names) if own else ()
        yield ReportSection(one.instrument.label, " ".join([chart.summary, *said]), chart)
    yield from _goals(ratings, review, own=own)


def _goals(ratings: Ratings, review: Review, *, own: bool) -> Iterator[ReportSection]:
    """For the clinician T alone, as goals may hold names; for the couple their goals in their own words."""
    goals = ratings.goals
    if own and goals.t_line:
        chart = t_chart(goals, review.first, review.today, width=PAGE, letter=PAGE_LETTER, day=full_day)
        yield ReportSection("Goals", chart.summary, chart)
    elif not own and goals.goals:
        lines = tuple(Paragraph((Run(goal_words(line, line.goal.words)),)) for line in goals.goals)
        yield ReportSection("Goals", blocks=lines)
