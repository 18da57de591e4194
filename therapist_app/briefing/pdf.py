"""The card before a session on one page: for the clinician only, and without any process note."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from babel.dates import format_date

from therapist_app.briefing import words
from therapist_app.briefing.model import Briefing
from therapist_app.catalogue.model import Catalogue
from therapist_app.documents.blocks import Bullets, Paragraph, Run
from therapist_app.documents.page import RenderedDocument, ReportPage, ReportSection
from therapist_app.documents.render import render_report
from therapist_app.documents.text import printed_name
from therapist_app.kernel.audience import Audience
from therapist_app.practice.stationery import Stationery
from therapist_app.sessions.before import Line

FOR_YOU = "For you only"
FOOTER = "For you only. Never give it away; shred it after the session."
_PROCESS = "Process notes stay in the vault and are never on this page."
_MOST = 5  # of a kind, so that all fits on one page
_LINE = 180  # letters of a line


def briefing_pdf(
    card: Briefing, catalogue: Catalogue, stationery: Stationery, *, invariant: bool = False
) -> RenderedDocument:
    """One page in memory; its title names no one."""
    a, b = printed_name(card.couple.a.name, "A"), printed_name(card.couple.b.name, "B")
    return render_report(
        ReportPage(
            title="Before the session",
            small_word=f"{FOR_YOU}: before the session",
            right_word=format_date(card.day, "long", locale=stationery.locale),
            first=f"{a} and {b}",
            second=". ".join(words.phase_lines(card, catalogue)) + ".",
            running=FOR_YOU,
            sections=tuple(_sections(card, catalogue, a, b)),
            footer_words=FOOTER,
            practice=stationery.practice,
            a=a,
            b=b,
            locale=stationery.locale,
            paper="letter" if stationery.paper == "letter" else "a4",
        ),
        invariant=invariant,
    )


def _sections(card: Briefing, catalogue: Catalogue, a: str, b: str) -> Iterable[ReportSection]:
    safety = [words.safety_words(card, catalogue), words.alone_words(card, "a", a)]
    yield _list("Safety", [*safety, words.alone_words(card, "b", b)])
    if card.guidance:
        yield _list("Guidance", [words.guidance_words(one) for one in card.guidance])
    if card.last is not None:
        said = words.last_words_of(card.last, card.day)
        yield ReportSection("Last note", blocks=(Paragraph((Run(f"{said}. "), Run(_PROCESS, italic=True))),))
    for heading, lines in (
        ("Last focus", card.focus),
        ("The plan", card.plan),
        ("Last words", (card.words,) if card.words else ()),
    ):
        if shown := [_line(line, a, b) for line in lines if line.audience is not Audience.THERAPIST]:
            yield _list(heading, shown)
    if card.promises:
        yield _list("Ask about", [words.promise_words(one, a, b) for one in card.promises])
    if card.sheets:
        yield _list("Homework out", [words.sheet_words(one, a, b, card.day) for one in card.sheets])
    if card.blocks:
        yield _list("Open blocks", [words.block_words(one, card, catalogue) for one in card.blocks])


def _line(line: Line, a: str, b: str) -> str:
    """A line as it is printed; one that is not joint says whose it is."""
    whose = {Audience.A: f"Private to {a}: ", Audience.B: f"Private to {b}: "}.get(line.audience, "")
    return whose + words.shortened(line, _LINE)


def _list(heading: str, items: Sequence[str]) -> ReportSection:
    """The first few, and how many more there are."""
    shown = [item if len(item) <= _LINE + 60 else f"{item[: _LINE + 60].rstrip()}…" for item in items[:_MOST]]
    if more := len(items) - _MOST:
        shown += [f"and {more} more"] if more > 0 else []
    return ReportSection(heading, blocks=(Bullets(tuple((Run(item),) for item in shown)),))
