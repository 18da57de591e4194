"""The practice's own figures on paper: the tables of the screen; they name nobody."""

from __future__ import annotations

import datetime as dt

from babel.dates import format_date

from therapist_app.catalogue.model import Catalogue
from therapist_app.documents.blocks import Paragraph, Run, Table
from therapist_app.documents.page import RenderedDocument, ReportPage, ReportSection
from therapist_app.documents.render import render_report
from therapist_app.kernel.phrases import counted
from therapist_app.practice.stationery import Stationery
from therapist_app.progression.practice_figures import FEWEST, PracticeFigures
from therapist_app.progression.practice_words import HELD_BACK, told

TITLE = "The practice’s own figures"


def figures_pdf(
    figures: PracticeFigures, catalogue: Catalogue, day: dt.date, stationery: Stationery
) -> RenderedDocument:
    """Pages in memory."""
    return render_report(
        ReportPage(
            title=TITLE,
            small_word=TITLE,
            right_word=format_date(day, "long", locale=stationery.locale),
            first=f"{counted(figures.couples, 'couple')} with a path so far."
            if figures.couples >= FEWEST
            else "Too few couples so far.",
            second=HELD_BACK,
            running=TITLE,
            sections=tuple(
                ReportSection(
                    one.heading,
                    blocks=(
                        Paragraph((Run(one.figure.summary),)),
                        *((Table(one.figure.head, one.figure.rows),) if one.figure.rows else ()),
                    ),
                )
                for one in told(figures, catalogue)
            ),
            footer_words="For you. These figures describe a practice; they predict nothing for a couple.",
            practice=stationery.practice,
            locale=stationery.locale,
            paper="letter" if stationery.paper == "letter" else "a4",
        )
    )
