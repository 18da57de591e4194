"""The caseload review on paper, for the clinician only: the lines as they are shown, in the same order."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from babel.dates import format_date

from therapist_app.documents.blocks import Table
from therapist_app.documents.page import RenderedDocument, ReportPage, ReportSection
from therapist_app.documents.render import render_report
from therapist_app.kernel.phrases import counted
from therapist_app.practice.stationery import Stationery

FOR_YOU = "For you only"
FOOTER = "For you only. Never give it away; shred it when you are done."


def caseload_pdf(
    head: Sequence[str], rows: Sequence[Sequence[str]], shown: str, day: dt.date, stationery: Stationery
) -> RenderedDocument:
    """Pages in memory with the words of each line; `shown` says which couples they are."""
    return render_report(
        ReportPage(
            title="Caseload review",
            small_word=f"{FOR_YOU}: caseload review",
            right_word=format_date(day, "long", locale=stationery.locale),
            first=counted(len(rows), "couple"),
            second=f"{shown}.",
            running=FOR_YOU,
            sections=(
                ReportSection("Couples", blocks=(Table(tuple(head), tuple(tuple(row) for row in rows)),)),
            ),
            footer_words=FOOTER,
            practice=stationery.practice,
            locale=stationery.locale,
            paper="letter" if stationery.paper == "letter" else "a4",
        )
    )
