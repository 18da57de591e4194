"""The recovery sheet on paper: 24 numbered words in three columns, the same as a QR code, and how to use them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from babel.dates import format_date
from reportlab.graphics.barcode.qr import QrCodeWidget

from therapist_app.documents.blocks import Paragraph, Run, Steps
from therapist_app.documents.figure import Figure, Rect, Shape, Text, line
from therapist_app.documents.page import RenderedDocument, ReportPage, ReportSection
from therapist_app.documents.render import render_report
from therapist_app.practice.stationery import Stationery

_WIDE = 476.0
_COLUMNS, _COLUMN, _ROW = 3, 112.0, 25.0
_CODE = 124.0  # with its quiet ground of four modules, which the paper gives
_QUIET = 4
_FOOTER = "Whoever holds this sheet and a copy of the practice can read it. It belongs in no client's file."
_SECOND = (
    "Anyone who has them and a copy of the practice can read everything in it. Keep this sheet where you keep your "
    "passport, away from the computer and from its backups."
)


@dataclass(frozen=True, slots=True)
class SheetFacts:
    """What stands on the sheet beside the words. `fingerprint` is the line that tells the practice's signature."""

    vault_id: str
    made_on: dt.date
    stationery: Stationery
    words: tuple[str, ...] = field(repr=False)
    fingerprint: str = ""


def recovery_sheet(facts: SheetFacts, *, invariant: bool = False) -> RenderedDocument:
    """One page in memory; its title names no one."""
    stationery = facts.stationery
    date = format_date(facts.made_on, "long", locale=stationery.locale)
    name = stationery.practice or "this practice"
    return render_report(
        ReportPage(
            title="Recovery sheet",
            small_word="Recovery sheet",
            right_word=date,
            first=f"These 24 words open {name} if the passphrase is forgotten.",
            second=_SECOND,
            sections=(
                ReportSection("The words, in this order", figure=words_figure(facts.words)),
                ReportSection("To use them", blocks=(_steps(),)),
                ReportSection("About it", blocks=tuple(_about(facts, date))),
            ),
            footer_words=_FOOTER,
            practice=stationery.practice,
            locale=stationery.locale,
            paper="letter" if stationery.paper == "letter" else "a4",
        ),
        invariant=invariant,
    )


def _steps() -> Steps:
    said = (
        "Open Attune and choose “I forgot it”. On a new computer, choose the practice’s folder first.",
        "Type the words, or scan the code with a reader that works without the internet. Capitals and line breaks do "
        "not matter, the order does.",
        "Choose a new passphrase. You then get a new sheet; destroy this one.",
    )
    return Steps(tuple((Run(one),) for one in said))


def _about(facts: SheetFacts, date: str) -> Iterator[Paragraph]:
    yield Paragraph((Run("Vault ", bold=True), Run(facts.vault_id)))
    if facts.fingerprint:
        yield Paragraph((Run("Signature ", bold=True), Run(facts.fingerprint)))
    kept = (
        f"Words made on {date}. Once a year, try them in Settings under Ways in: nothing is changed by that."
    )
    yield Paragraph((Run(kept),))


def words_figure(words: Sequence[str]) -> Figure:
    """The numbered words, down one column after the other, and their code at the right."""
    rows = -(-len(words) // _COLUMNS)
    shapes: list[Shape] = []
    for place, word in enumerate(words):
        left, base = place // rows * _COLUMN, place % rows * _ROW + 17
        shapes.append(Text(left + 16, base, str(place + 1), size=9, color="text2", anchor="end"))
        shapes.append(Text(left + 23, base, word, size=13, weight="bold"))
        shapes.append(line(left + 23, base + 5, left + _COLUMN - 8, base + 5, "line", 0.6))
    shapes += code_shapes(" ".join(words), _WIDE - _CODE, 8, _CODE)
    numbered = tuple((str(place), word) for place, word in enumerate(words, start=1))
    said = "Twenty-four words, and the same as a code."
    return Figure(_WIDE, rows * _ROW + 2, tuple(shapes), said, ("Number", "Word"), numbered)


def code_shapes(text: str, left: float, top: float, size: float) -> Iterator[Shape]:
    """A QR code (level M) of a text in capitals, which takes fewer modules; each run in a row is one rectangle."""
    maker: Any = QrCodeWidget(text.upper(), barLevel="M")
    code = maker.qr
    code.make()
    count = int(code.getModuleCount())
    module = size / (count + 2 * _QUIET)
    for row in range(count):
        start = None
        for column in range(count + 1):
            dark = column < count and code.isDark(row, column)
            if dark and start is None:
                start = column
            elif not dark and start is not None:
                x, y = left + (start + _QUIET) * module, top + (row + _QUIET) * module
                yield Rect(x, y, (column - start) * module, module, fill="text")
                start = None
