"""A small handout and a small report to print in tests."""

import datetime as dt
from dataclasses import replace

from therapist_app.documents.blocks import Body, Checks, Lines, Paragraph, Run, Section, Starters, Steps
from therapist_app.documents.page import PhaseTab, ReportPage, ReportSection, SheetPage
from therapist_app.documents.render import render_sheets


def runs(text, **style):
    return (Run(text, **style),)


def body(*blocks, heading="What to do"):
    return Body((Section(heading, tuple(blocks)),))


BODY = Body(
    (
        Section("Why it helps", (Paragraph(runs("Being heard lets the body settle.")),)),
        Section("What to do", (Steps((runs("Sit down."), runs("One speaks."), runs("Swap roles."))),)),
        Section("Words to borrow", (Starters((runs("What I heard is …"),)),)),
        Section("Looking back", (Lines(runs("What changed?"), 2), Checks((runs("We did it."),)))),
    )
)
SHEET = SheetPage(
    title="Five minutes of listening",
    body=BODY,
    small_word="Between sessions",
    purpose="So that each of you feels heard.",
    cells=(("For", "Ada and Ben"), ("When", "Once a day")),
    tab=PhaseTab(3, "Understanding & Accountability"),
    ornament="waves",
    footer_words="Not medical advice. In danger call 911.",
    practice="Willow Street",
    date_words="Nov 21, 2026",
    a="Ada",
    b="Ben",
    starts_on=dt.date(2026, 11, 21),
)
REPORT = ReportPage(
    title="Our progress",
    first="Ada and Ben came twenty times since February.",
    second="In July you went back to Safety.",
    sections=(ReportSection("What helped", blocks=(Lines((), 2),)),),
    small_word="Progress report for Ada and Ben",
    right_word="November 21, 2026",
    running="Progress, February to November",
    footer_words="A summary to talk about. Not medical advice.",
    practice="Willow Street",
    a="Ada",
    b="Ben",
    paper="a4",
)


def printed(*changes, **fields):
    """The small handout with changes, as PDF; several dictionaries of changes give several copies."""
    pages = [replace(SHEET, **change) for change in changes] or [replace(SHEET, **fields)]
    return render_sheets(pages)
