"""A session's note as pages: letterhead, facts of the session, the text, who signed it, what was added below."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from babel.dates import format_date

from therapist_app.documents.blocks import Body, Bullets, Passage, Run, Section, Written
from therapist_app.documents.page import RenderedDocument, SheetPage
from therapist_app.documents.render import render_sheets
from therapist_app.practice.stationery import NOT_ADVICE, Stationery
from therapist_app.sessions.model import Present
from therapist_app.sessions.paper import Copy, NotePaper, PaperFacts
from therapist_app.sessions.paper_text import note_sections
from therapist_app.sessions.signed_file import SignedEntry
from therapist_app.sessions.signing_model import SignedKind

DRAFT = "Draft, not signed"
OWN_TITLE = "Psychotherapy notes"
_OWN_LEAD = "Kept apart from the record of the couple. For the clinician alone."
_ADDED = {
    SignedKind.LATE_ENTRY: "Late entry",
    SignedKind.ADDENDUM: "Addendum",
    SignedKind.CORRECTION: "Correction",
}
_DOT = " \N{MIDDLE DOT} "


def note_pdf(
    paper: NotePaper,
    facts: PaperFacts,
    stationery: Stationery,
    *,
    large: bool = False,
    invariant: bool = False,
) -> RenderedDocument:
    """The pages in memory; psychotherapy notes follow as pages with numbers of their own."""
    pages: list[SheetPage] = []
    if paper.note.parts or paper.added:
        pages.append(_page(paper, facts, stationery, large=large))
    if paper.own.parts or paper.own_added:
        pages.append(_own_page(paper, facts, stationery, large=large))
    return render_sheets(pages, invariant=invariant)


def _page(paper: NotePaper, facts: PaperFacts, stationery: Stationery, *, large: bool) -> SheetPage:
    sections = list(note_sections(paper.note, facts.a, facts.b))
    if facts.blocks:
        sections.append(_blocks(facts.blocks))
    if paper.signed is not None:
        sections.append(_signature(paper.signed, stationery.locale))
    for entry in paper.added:
        sections += _addition(entry, facts, stationery.locale)
    return _sheet(paper, facts, stationery, _title(paper, facts), tuple(sections), large=large)


def _own_page(paper: NotePaper, facts: PaperFacts, stationery: Stationery, *, large: bool) -> SheetPage:
    sections = list(note_sections(paper.own, facts.a, facts.b))
    if paper.signed is not None:
        sections.append(_signature(paper.signed, stationery.locale))
    for entry in paper.own_added:
        sections += _addition(entry, facts, stationery.locale)
    return _sheet(paper, facts, stationery, OWN_TITLE, tuple(sections), large=large)


def _sheet(
    paper: NotePaper,
    facts: PaperFacts,
    stationery: Stationery,
    title: str,
    sections: tuple[Section, ...],
    *,
    large: bool,
) -> SheetPage:
    own = title == OWN_TITLE
    day = format_date(paper.session.on_date, "long", locale=stationery.locale)
    footer = "" if stationery.footer == NOT_ADVICE else stationery.footer
    holder = "the clinician alone" if own else _holder(paper.copy, facts)
    printed = format_date(facts.printed_on, "long", locale=stationery.locale)
    head = (stationery.practice, facts.clinician)
    return SheetPage(
        title=title,
        body=Body(sections),
        small_word=f"Session note, {day}",
        purpose=_OWN_LEAD if own else "",
        cells=tuple(_cells(paper, facts, day, own=own)),
        footer_words=f"Confidential. For {holder}. {footer}".strip(),
        practice=stationery.practice,
        date_words=f"printed {printed}",
        copy_words=f"For {holder}",
        letterhead=head if any(one.strip() for one in head) else None,
        running=f"{title}, {day}",
        stamp="" if paper.signed else DRAFT,
        a=facts.a,
        b=facts.b,
        locale=stationery.locale,
        paper="letter" if stationery.paper == "letter" else "a4",
        large=large,
    )


def _title(paper: NotePaper, facts: PaperFacts) -> str:
    return f"Session {paper.number}" if paper.number else facts.kind


def _holder(copy: Copy, facts: PaperFacts) -> str:
    names = {Copy.BOTH: f"{facts.a} and {facts.b}", Copy.A: facts.a, Copy.B: facts.b}
    return names.get(copy, "the clinician\N{RIGHT SINGLE QUOTATION MARK}s file")


def _cells(paper: NotePaper, facts: PaperFacts, day: str, *, own: bool) -> Iterator[tuple[str, str]]:
    session = paper.session
    yield "Couple", f"{facts.a} and {facts.b}"
    yield "Date", day
    if session.start:
        yield "Time", _times(session.start, session.stop)
    if own:
        yield "About", _title(paper, facts)
        return
    yield "Contact", f"{facts.kind}{_where(session.modality)}"
    yield "Present", _present(session.present, facts)
    if facts.phase:
        yield "Phase", facts.phase
    yield "Note", "Signed" if paper.signed else DRAFT


def _times(start: dt.time, stop: dt.time | None) -> str:
    return f"{start:%H:%M} to {stop:%H:%M}" if stop else f"{start:%H:%M}"


def _where(modality: str) -> str:
    return {"video": ", by video", "phone": ", by phone"}.get(modality, "")


def _present(present: str, facts: PaperFacts) -> str:
    names = {Present.BOTH: f"{facts.a} and {facts.b}", Present.A: facts.a, Present.B: facts.b}
    return names.get(Present(present), "Nobody")


def _blocks(blocks: Iterable[tuple[str, str]]) -> Section:
    items = tuple((Run(label, bold=bool(line)), Run(f". {line}" if line else "")) for label, line in blocks)
    return Section("What stood in the way", (Bullets(items),))


def _signature(entry: SignedEntry, locale: str) -> Section:
    """Name, credentials, time and fingerprint, never parted."""
    local = entry.local
    where = f" ({entry.zone})" if entry.zone else ""
    when = f"{format_date(local, 'long', locale=locale)}, {local:%H:%M}{where}"
    again = f"{_DOT}version {entry.revision}" if entry.kind == SignedKind.NOTE and entry.revision > 1 else ""
    who = ", ".join(part for part in (entry.signer, entry.credentials) if part)
    lines = (
        Passage((Run(who, bold=True),)),
        Passage((Run(f"Signed electronically, {when}{again}"),), mark="small"),
        Passage((Run(f"Fingerprint (SHA-256) {entry.short_hash}"),), mark="small"),
    )
    return Section("Signed by", (Written(lines, whole=True),))


def _addition(entry: SignedEntry, facts: PaperFacts, locale: str) -> list[Section]:
    """What was added later, with both its dates, its reason and its own signature."""
    written, about = (format_date(day, "long", locale=locale) for day in (entry.local.date(), entry.about_on))
    kind = _ADDED.get(SignedKind(entry.kind), "Addendum")
    head = Section(kind, (), kind="part", lead=f"Written {written}, about {about}.")
    reason = [Section("Reason", (Written((Passage((Run(entry.reason),)),)),))] if entry.reason else []
    return [head, *reason, *note_sections(entry.note, facts.a, facts.b), _signature(entry, locale)]
