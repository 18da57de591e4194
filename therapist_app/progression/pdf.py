"""The progress report: one finding, the path, what made it hard, what was kept, rated and scored, room to add."""

from __future__ import annotations

from collections.abc import Mapping

from babel.dates import format_date

from therapist_app.catalogue.model import Catalogue
from therapist_app.couples.service import CoupleFile
from therapist_app.documents.blocks import Lines, Paragraph, Run, Table
from therapist_app.documents.page import RenderedDocument, ReportPage, ReportSection
from therapist_app.documents.render import render_report
from therapist_app.documents.text import printed_name
from therapist_app.kernel.audience import Reader
from therapist_app.practice.stationery import Stationery
from therapist_app.progression.beside_figure import beside_on_paper
from therapist_app.progression.comparing import Comparison, moved_in, side_by_side, told_of
from therapist_app.progression.figures import full_day
from therapist_app.progression.page_figures import (
    blocks_by_session,
    path_staircase,
    promises_squares,
)
from therapist_app.progression.ratings import Ratings
from therapist_app.progression.ratings_pdf import ratings_sections
from therapist_app.progression.review import Review

FOOTER = "A summary to talk about. Not medical advice."


def report_pdf(
    review: Review,
    file: CoupleFile,
    catalogue: Catalogue,
    stationery: Stationery,
    ratings: Ratings | None = None,
    both: Comparison | None = None,
) -> RenderedDocument:
    """Lay out the report of a review that was computed for its reader; for supervision without names."""
    own = review.reader == Reader.SUPERVISION
    today = format_date(review.today, "long", locale=stationery.locale)
    a, b = printed_name(file.a.name, "A"), printed_name(file.b.name, "B")
    names = "supervision" if own else f"{a} and {b}"
    sides = {"a": "A", "b": "B"} if own else {"a": a, "b": b}
    rated = ratings_sections(ratings or Ratings(), review, catalogue, sides, own=own)
    beside = _beside(both, catalogue, sides) if both else ()
    first = format_date(review.first, "MMMM y", locale=stationery.locale)
    last = format_date(review.today, "MMMM y", locale=stationery.locale)
    return render_report(
        ReportPage(
            title="Our progress" if not own else "Progress",
            small_word=f"Progress report for {names}",
            right_word=today,
            first=review.sentence,
            second=review.second,
            running=f"Progress, {first} to {last}",
            sections=(*_sections(review, catalogue, own=own), *rated, *beside, *_closing(review, own=own)),
            footer_words=f"{FOOTER} {stationery.danger}",
            practice=stationery.practice,
            a="" if own else a,
            b="" if own else b,
            locale=stationery.locale,
            paper="letter" if stationery.paper == "letter" else "a4",
        )
    )


def _sections(review: Review, catalogue: Catalogue, *, own: bool) -> tuple[ReportSection, ...]:
    sections = [
        ReportSection(
            "The path" if own else "Where you have been",
            "Each step is a different kind of work. Going back to an earlier one is normal.",
            path_staircase(review, catalogue),
        )
    ]
    if review.beside is not None and review.beside.path:
        ribbon = beside_on_paper(review.beside, review.first, review.today)
        sections.append(ReportSection(review.beside.steps.label, review.beside.sentence, ribbon))
    if review.block_rows:
        sections.append(
            ReportSection(
                "Blocks by session" if own else "What made it hard",
                ""
                if own
                else "Things that got in the way. Each one is a pattern to change, never a verdict.",
                blocks_by_session(review),
            )
        )
    if review.months:
        sections.append(
            ReportSection(
                "Promises kept",
                "Each square is one check-in: full when it was kept, half when partly, open when missed.",
                promises_squares(review),
                fresh=True,
            )
        )
    return tuple(sections)


def _beside(both: Comparison, catalogue: Catalogue, names: Mapping[str, str]) -> tuple[ReportSection, ...]:
    """Two times as the screen sets them side by side: the table, and what moved in words."""
    moved = moved_in(both, catalogue, names, clinician="Therapist")
    figure = side_by_side(both, moved, full_day)
    said = tuple(Paragraph((Run(words),)) for words in told_of(moved))
    return (
        ReportSection(
            "Two times side by side",
            blocks=(Paragraph((Run(figure.summary),)), Table(figure.head, figure.rows)),
            fresh=True,
        ),
        ReportSection("What moved", blocks=said),
    )


def _closing(review: Review, *, own: bool) -> tuple[ReportSection, ...]:
    recent = review.last_weeks
    said: list[ReportSection] = []
    if recent.due:
        words = f"In the last four weeks {recent.kept} of {recent.due} check-ins were kept"
        words += f", and {recent.partly} in part." if recent.partly else "."
        said.append(ReportSection("Lately", blocks=(Paragraph((Run(words),)),)))
    if own:
        questions = ("What I notice in myself", "What I would like to ask")
    else:
        questions = ("What helped", "What comes next", "What we would add")
    said += [ReportSection(heading, blocks=(Lines((), 3),)) for heading in questions]
    return tuple(said)
