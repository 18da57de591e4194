"""All handouts, and copies with nobody's name on them."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from tests.ui.homework.conftest import LETTER, Opened, OpenPage, words_of
from tests.ui.homework.test_tab import pdf_printer
from therapist_app.homework.handout_fill import unnamed
from ui.homework.library import LibraryPage
from ui.kit.context import Context
from ui.kit.places import Place


@pytest.fixture
def library(open_page: OpenPage) -> Opened:
    opened = open_page(LibraryPage, Place("handouts"))
    opened.wait_for_page()
    return opened


def test_every_handout_is_listed_with_its_purpose(library: Opened, ctx: Context) -> None:
    sheets = ctx.workspace.homework.library()
    assert library.page.sheets.count == len(sheets)
    for sheet in sheets:
        library.page.sheets.choose(sheet.key)
        assert library.page.about.purpose.text() == unnamed(sheet.head.purpose)
        assert "{" not in library.page.about.purpose.text()
        assert f"{sheet.head.minutes} minutes" in library.page.about.facts.text()
        assert sheet.head.follow_up in library.page.about.ask.text()


def test_search_finds_by_purpose_and_says_when_nothing_is_found(library: Opened) -> None:
    library.page.search.setFocus()
    library.type("nothing asked in return")
    assert library.page.sheets.key == LETTER
    assert library.page.sheets.count == 1
    library.press(Qt.Key.Key_Escape)
    assert library.page.sheets.count > 1
    library.type("zzz")
    assert library.page.sheets.count == 0
    assert not library.page.bar.print.isEnabled()
    assert library.page.preview.pdf == b""


def test_every_sample_copy_can_be_drawn_and_holds_no_name(library: Opened, ctx: Context) -> None:
    for sheet in ctx.workspace.homework.library():
        library.page.sheets.choose(sheet.key)
        library.wait_for_page()
        text = words_of(library.page.preview.pdf)
        assert sheet.title.split()[0] in text
        for name in ("Ada", "Ben", "Mira", "Noor"):
            assert name not in text.split()


def test_enter_prints_a_blank_copy_and_notes_nothing(library: Opened, ctx: Context, tmp_path: Path) -> None:
    library.page.outlet.make_printer = pdf_printer(tmp_path / "blank.pdf")
    ctx.dialogs.answer_next(1)
    library.page.sheets.setFocus()
    library.press(Qt.Key.Key_Return)
    library.wait_for_words("sent to the printer")
    assert (tmp_path / "blank.pdf").read_bytes().startswith(b"%PDF")


def test_the_place_names_the_handout(library: Opened) -> None:
    library.page.open(Place("handouts", extra={"sheet": LETTER}))
    library.ctx.tasks.drain()
    assert library.page.sheets.key == LETTER
    assert library.page.place() == Place("handouts", extra={"sheet": LETTER})
    library.wait_for_page()
