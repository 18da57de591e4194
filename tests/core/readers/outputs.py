"""Whatever is computed or printed for a reader, as words and numbers that can be compared."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pypdfium2
import pytest

from tests.core.documents.reading_back import shapes_of
from tests.core.readers.planted import CANARY
from tests.core.readers.scene import Scene
from therapist_app.commitments.figures import balance_of, small_wins_of
from therapist_app.commitments.files import pairs_of
from therapist_app.documents.page import RenderedDocument
from therapist_app.homework.said import Chosen, SaidDraft
from therapist_app.homework.service import Choices
from therapist_app.kernel.audience import Audience, Reader
from therapist_app.kernel.errors import AttuneError
from therapist_app.measures.figures import t_chart, twin_chart
from therapist_app.measures.sentences import goal_sentence, measure_sentence, verdicts
from therapist_app.progression.block_summary import block_summary
from therapist_app.progression.figures import balance_bars, full_day, path_bands, promises_bars
from therapist_app.progression.page_figures import blocks_by_session, path_staircase, promises_squares
from therapist_app.progression.path import PathStep
from therapist_app.progression.sign_figure import sign_lines
from therapist_app.progression.sign_review import sign_sentence
from therapist_app.search.model import Wish
from therapist_app.sessions.service import SessionRow

OTHERS = (Reader.BOTH, Reader.B)
NAMES = {"a": "Ada", "b": "Ben"}
HER_COPY = "Ada’s copy"  # of a sheet that is printed for both: hers to hold, with what is hers
_TYPED = (CANARY, "ada", "line", "listening", "said", "we", "need", "trigger", "late", "way")
_ANYWAY: Choices = {"override_reason": "It may stay in the room."}


def figures(scene: Scene, reader: Reader) -> Iterator[tuple[str, Any]]:
    """What is computed for a reader: everything that the Progress tab, the ledger and the pages are made from."""
    work, couple = scene.work, scene.id
    review, ratings = work.progression.review(couple, reader), work.ratings(couple, reader)
    yield "couple", work.couples.get(couple).for_reader(reader)
    yield "sentences", (review.sentence, review.second, review.first, review.active_blocks)
    yield "path", [_step(one) for one in (*review.path, *work.progression.path(couple, reader))]
    yield "sessions", (review.sessions, review.block_sessions, work.sessions.facts(couple, reader))
    yield "session list", [_row(one) for one in work.sessions.list(couple, 99, reader)]
    yield "blocks", (review.block_rows, work.progression.active_blocks(couple, reader))
    yield "block sentences", block_summary(review, work.catalogue, NAMES, full_day)
    yield "promises", (review.months, review.last_weeks, review.balance)
    yield "ledger", work.commitments.list(couple, reader)
    pairs = pairs_of(work.commitments.list(couple, reader))
    yield "wins", (small_wins_of(pairs), balance_of(pairs))
    yield "earlier answers", work.commitments.earlier_answers(couple, reader)
    yield "figures", _painted(scene, review)
    yield "signs", (ratings.signs, sign_sentence(work.catalogue, ratings.signs, NAMES, "Therapist"))
    yield "measures", [(one, measure_sentence(one, NAMES), verdicts(one, NAMES)) for one in ratings.measures]
    yield "goals", (ratings.goals, goal_sentence(ratings.goals))
    yield "rating figures", list(_rated(scene, review, ratings))
    yield "earlier scores", work.measures.earlier(couple, reader)
    yield "signs of sessions", [work.signs.of_session(one, reader) for one in (scene.joint, scene.signed)]
    yield "threads", (work.repair.threads(couple, reader), work.repair.earlier(couple, reader))
    yield "intake", work.intake.get(couple, reader)
    yield "guidance", work.guidance.of(couple, reader)
    for session in (scene.joint, scene.signed):
        yield "note", work.sessions.note_for(session, reader)
        yield "signed", [(e.kind, e.note, e.reason) for e in work.signing.file(session, reader).entries]
    for typed in _TYPED:
        for label in ("", *Audience):
            yield f"search {typed}", _hits(scene, Wish(typed, label=label), reader)
    yield "search by block", _hits(scene, Wish("line", block="numbing"), reader)


def papers(scene: Scene, reader: Reader) -> Iterator[tuple[str, Any]]:
    """Pages that can be printed for this reader to hold, as a reader of PDF finds them."""
    work, couple = scene.work, scene.id
    report = work.report(couple, reader).pdf
    yield "report", (words_in(report), list(shapes_of(report)))
    for session in (scene.joint, scene.signed):
        yield "note copy", words_in(work.note_layout(session, reader)().pdf)
    yield "words of a session", _said(scene, reader)
    for key in ("commitment_sheet", "cycle_map"):
        yield key, words_in(work.homework.render(couple, key, holder=reader, **_ANYWAY).pdf)
    packet = work.packets.render(couple, ("commitment_sheet", "lapse_repair"), holder=reader, **_ANYWAY)
    yield "packet", words_in(packet.pdf)
    fillable = work.returns.layout(couple, "commitment_sheet", holder=reader, **_ANYWAY)()
    yield "fillable", [(one.name, one.words, one.choices) for one in fillable.sheet.blanks]


def pages(scene: Scene, reader: Reader) -> Iterator[tuple[str, Any]]:
    """What every sheet of the library would print, as the values that are laid out: quick, and for all of them."""
    drawn: list[Any] = []

    def draw(sheets: Any) -> RenderedDocument:
        drawn.append(list(sheets))
        return RenderedDocument(b"", 1, ())

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("therapist_app.homework.pdf.render_sheets", draw)
        for handout in scene.work.homework.library():
            scene.work.homework.render(scene.id, handout.key, holder=reader, **_ANYWAY)
            yield f"page {handout.key}", [one for one in drawn.pop() if one.copy_words != HER_COPY]


def words_in(pdf: bytes) -> list[str]:
    """The words of each page."""
    return [page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(pdf)]


def _step(step: PathStep) -> tuple[Any, ...]:
    return step.phase, step.entry.on_date, step.until, step.kind, step.sessions, step.reason


def _row(row: SessionRow) -> tuple[Any, ...]:
    return (
        row.session.id,
        row.session.on_date,
        row.number,
        row.has_note,
        row.has_private,
        row.state,
        row.first_line,
    )


def _painted(scene: Scene, review: Any) -> list[Any]:
    catalogue = scene.work.catalogue
    return [
        path_bands(review, catalogue),
        path_staircase(review, catalogue),
        blocks_by_session(review),
        promises_bars(review),
        promises_squares(review),
        balance_bars(review, "Ada", "Ben"),
    ]


def _rated(scene: Scene, review: Any, ratings: Any) -> Iterator[Any]:
    first, today = review.first, review.today
    yield sign_lines(
        scene.work.catalogue,
        ratings.signs,
        NAMES,
        first,
        today,
        clinician="Therapist",
        width=500,
        day=full_day,
    )
    for one in ratings.measures:
        yield twin_chart(one, NAMES, first, today, own=False, width=500, day=full_day)
    yield t_chart(ratings.goals, first, today, width=500, day=full_day)


def _hits(scene: Scene, wish: Wish, reader: Reader) -> list[Any]:
    found = scene.work.search.find(wish, reader=reader)
    said = [(hit.kind, hit.source_id, hit.audience, hit.on_date, hit.text, hit.spans) for hit in found.hits]
    return [*said, found.more]


def _said(scene: Scene, reader: Reader) -> str:
    chosen = tuple(
        Chosen(label, words)
        for label in Audience
        for words in ("A joint line.", f"Her {CANARY} line.", f"{CANARY}")
    )
    draft = SaidDraft(chosen, for_a=("Only hers.",) if reader == Reader.BOTH else (), for_b=("For Ben.",))
    try:
        copies = scene.work.said.copies(scene.joint, draft, reader)
    except AttuneError as refused:
        return refused.whole
    return repr([one for one in copies if one.side == "b"])
