"""The homework tab as someone uses it: find a sheet, see it, choose for whom, print or save it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter

from tests.ui.conftest import InVault, SmallPractice
from tests.ui.homework.conftest import LETTER, LISTENING, Opened, words_of
from ui.kit.context import Context
from ui.kit.pdf_pages import Paper
from ui.kit.places import Place
from ui.kit.print_job import NO_PRINTER, printer_for

OpenTab = Callable[..., Opened]


def test_what_fits_now_comes_first_with_its_reason(open_tab: OpenTab) -> None:
    tab = open_tab()
    assert tab.page.chooser.view == "suggested"
    first = tab.page.chooser.sheets.model().index(1, 0)
    assert "open" in first.data(Qt.ItemDataRole.AccessibleTextRole)
    tab.wait_for_page()


def test_a_couple_without_a_phase_sees_all_sheets(open_tab: OpenTab, small: SmallPractice) -> None:
    tab = open_tab(small.mira_noor)
    assert tab.page.chooser.view == "all"
    assert len(tab.titles()) >= 8


def test_choose_for_whom_and_save_with_the_keyboard_alone(
    open_tab: OpenTab, ctx: Context, tmp_path: Path, qtbot: object
) -> None:
    tab = open_tab()
    tab.page.chooser.search.setFocus()
    tab.type("letter owns")
    tab.press(Qt.Key.Key_Return)
    assert tab.focus is tab.page.chooser.sheets
    assert tab.page.chooser.key == LETTER
    tab.wait_for_page()
    while tab.page.bar.whom is not tab.focus.parentWidget():
        tab.press(Qt.Key.Key_Tab)
    tab.press(Qt.Key.Key_Right)
    tab.wait_for_page()
    assert tab.page.bar.holder == "b"
    while tab.focus is not tab.page.bar.save:
        tab.press(Qt.Key.Key_Tab)
    ctx.dialogs.answer_next(str(tmp_path / "letter.pdf"))
    tab.press(Qt.Key.Key_Space)
    tab.wait_for_line("outside the vault")
    text = words_of((tmp_path / "letter.pdf").read_bytes())
    assert "Ben" in text
    assert "Ada" in text
    given = tab.given()[0]
    assert (given.handout, given.holder, given.given_on) == (LETTER, "b", ctx.workspace.clock.today())
    assert given.review_on is not None
    assert any("noted as given to Ben" in words for words in tab.said)


def test_ctrl_p_leads_to_the_list_so_that_enter_prints(open_tab: OpenTab, small: SmallPractice) -> None:
    tab = open_tab()
    place = tab.page.place()
    tab.page.open(type(place)("couple", small.ada_ben, tab="homework", extra={"focus": "sheets"}))
    tab.ctx.tasks.drain()
    assert tab.focus is tab.page.chooser.sheets
    tab.wait_for_page()


def test_a_saved_file_gets_its_ending_and_never_replaces_one_unasked(
    open_tab: OpenTab, ctx: Context, tmp_path: Path
) -> None:
    tab = open_tab(sheet=LISTENING)
    tab.wait_for_page()
    (tmp_path / "mine.pdf").write_bytes(b"mine")
    ctx.dialogs.answer_next(str(tmp_path / "mine"))
    tab.page.bar.save.click()
    tab.wait_for_line("already a file")
    assert (tmp_path / "mine.pdf").read_bytes() == b"mine"
    assert not tab.given()


def test_called_off_saves_and_notes_nothing(open_tab: OpenTab, ctx: Context) -> None:
    tab = open_tab(sheet=LISTENING)
    tab.wait_for_page()
    ctx.dialogs.answer_next("")
    tab.page.bar.save.click()
    ctx.tasks.drain()
    assert not tab.given()
    assert tab.page.bar.line.text() == ""


def pdf_printer(path: Path) -> Callable[[Paper, str], QPrinter]:
    """A printer that prints into a file, since a test has no paper."""

    def make(paper: Paper, words: str) -> QPrinter:
        printer = printer_for(paper, words)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(path))
        return printer

    return make


def test_enter_on_a_sheet_prints_it_and_notes_it(open_tab: OpenTab, ctx: Context, tmp_path: Path) -> None:
    tab = open_tab(sheet=LISTENING)
    tab.page.giving.outlet.make_printer = pdf_printer(tmp_path / "paper.pdf")
    ctx.dialogs.answer_next(1)
    tab.page.chooser.focus_list()
    tab.press(Qt.Key.Key_Return)  # before the page is there: it prints when it is
    tab.wait_for_words("sent to the printer")
    assert (tmp_path / "paper.pdf").read_bytes().startswith(b"%PDF")
    assert [one.handout for one in tab.given()] == [LISTENING]
    assert tab.given()[0].holder == "both"
    assert tab.page.chooser.out.rows


def test_enter_before_the_list_is_there_prints_the_first_sheet_once_it_is(
    open_tab: OpenTab, ctx: Context, small: SmallPractice, tmp_path: Path
) -> None:
    tab = open_tab(sheet=LISTENING)
    tab.wait_for_page()
    tab.page.giving.outlet.make_printer = pdf_printer(tmp_path / "paper.pdf")
    ctx.dialogs.answer_next(1)
    tab.page.open(Place("couple", small.mira_noor, tab="homework", extra={"focus": "sheets"}))
    tab.press(Qt.Key.Key_Return)  # nothing of Mira & Noor is read yet
    tab.couple_id = small.mira_noor
    tab.wait_for_words("sent to the printer")
    first = tab.page.chooser.sheets.key
    assert [one.handout for one in tab.given()] == [first]


def test_undo_takes_the_record_back_and_not_the_paper(
    open_tab: OpenTab, ctx: Context, tmp_path: Path
) -> None:
    tab = open_tab(sheet=LISTENING)
    tab.wait_for_page()
    ctx.dialogs.answer_next(str(tmp_path / "sheet.pdf"))
    tab.page.bar.save.click()
    tab.wait_for_words("noted as given")
    assert len(tab.given()) == 1
    assert tab.undo is not None
    tab.undo()
    tab.wait_for_words("No longer noted as given")
    assert tab.given() == []
    assert not tab.page.chooser.out.rows
    assert (tmp_path / "sheet.pdf").exists()
    assert "outside the vault" in tab.page.bar.line.text()  # that is still so
    tab.wait_for_page()
    ctx.dialogs.answer_next(str(tmp_path / "again.pdf"))
    tab.page.bar.save.click()
    tab.qtbot.waitUntil(lambda: len(tab.given()) == 1)  # and not "again": it was taken back


def test_a_second_print_has_nothing_to_undo(open_tab: OpenTab, ctx: Context, tmp_path: Path) -> None:
    tab = open_tab(sheet=LISTENING)
    for name in ("one.pdf", "two.pdf"):
        tab.wait_for_page()
        ctx.dialogs.answer_next(str(tmp_path / name))
        tab.page.bar.save.click()
        tab.qtbot.waitUntil((tmp_path / name).exists)
        ctx.tasks.drain()
    tab.wait_for_words("again, for both")
    assert tab.undo is None
    assert len(tab.given()) == 1


def test_a_second_print_of_the_same_sheet_is_no_second_sheet(
    open_tab: OpenTab, ctx: Context, tmp_path: Path
) -> None:
    tab = open_tab(sheet=LISTENING)
    tab.page.giving.outlet.make_printer = pdf_printer(tmp_path / "paper.pdf")
    for words in ("noted as given", "again"):
        tab.wait_for_page()
        ctx.dialogs.answer_next(1)
        tab.page.bar.print.click()
        tab.wait_for_words(words)
    assert len(tab.given()) == 1


def test_a_print_that_is_called_off_notes_nothing(open_tab: OpenTab, ctx: Context, tmp_path: Path) -> None:
    tab = open_tab(sheet=LISTENING)
    tab.page.giving.outlet.make_printer = pdf_printer(tmp_path / "paper.pdf")
    tab.wait_for_page()
    ctx.dialogs.answer_next(0)
    tab.page.bar.print.click()
    ctx.tasks.drain()
    assert not tab.given()
    assert not (tmp_path / "paper.pdf").exists()


def test_without_a_printer_saving_is_offered(open_tab: OpenTab, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ui.homework.outlet.has_printer", lambda: False)
    tab = open_tab(sheet=LISTENING)
    tab.wait_for_page()
    tab.page.bar.print.click()
    tab.wait_for_line(NO_PRINTER)
    assert tab.page.bar.save.isEnabled()
    assert tab.focus is tab.page.bar.save
    assert not tab.given()


def test_paper_and_print_size_change_the_page(open_tab: OpenTab) -> None:
    tab = open_tab(sheet=LISTENING)
    tab.wait_for_page()
    other = next(part for part in tab.page.bar.paper.segments if not part.isChecked())
    before = tab.page.preview.view._images.papers[0]
    other.click()
    tab.wait_for_page()
    assert tab.page.preview.view._images.papers[0] != before
    pages = tab.page.preview.pages
    tab.page.bar.large.click()
    tab.wait_for_page()
    assert tab.page.preview.pages >= pages


def test_the_review_date_stands_on_the_page_and_in_the_vault(
    open_tab: OpenTab, ctx: Context, tmp_path: Path
) -> None:
    tab = open_tab(sheet=LISTENING)
    tab.wait_for_page()
    edit = tab.page.bar.review.edit
    edit.setFocus()
    edit.selectAll()
    tab.type("5 Dec")
    tab.press(Qt.Key.Key_Return)
    tab.wait_for_page()
    assert "5 December" in words_of(tab.page.preview.pdf) or "December 5" in words_of(tab.page.preview.pdf)
    ctx.dialogs.answer_next(str(tmp_path / "a.pdf"))
    tab.page.bar.save.click()
    tab.wait_for_line("outside the vault")
    assert tab.given()[0].review_on == dt.date(2026, 12, 5)


def test_page_keys_read_on_while_the_list_has_the_focus(open_tab: OpenTab) -> None:
    tab = open_tab(sheet=LISTENING)
    tab.wait_for_page()
    tab.page.chooser.focus_list()
    tab.press(Qt.Key.Key_PageDown)
    assert tab.page.preview.view.verticalScrollBar().value() > 0
    assert tab.page.chooser.key == LISTENING
    tab.press(Qt.Key.Key_PageUp)
    assert tab.page.preview.view.verticalScrollBar().value() == 0


def test_whole_page_and_width(open_tab: OpenTab) -> None:
    tab = open_tab(sheet=LISTENING)
    tab.wait_for_page()
    view = tab.page.preview.view
    wide = view.zoom
    tab.page.preview.fit.click()
    assert view.fits == "page"
    assert view.zoom < wide
    view.setFocus()
    tab.press(Qt.Key.Key_0)
    assert view.zoom == pytest.approx(wide)


def test_another_couple_shows_nothing_of_the_one_before(open_tab: OpenTab, small: SmallPractice) -> None:
    tab = open_tab(sheet=LISTENING)
    tab.wait_for_page()
    tab.page.open(type(tab.page.place())("couple", small.mira_noor, tab="homework"))
    assert tab.page.preview.pdf == b""
    tab.ctx.tasks.drain()
    tab.wait_for_page()
    text = words_of(tab.page.preview.pdf)
    assert "Ada" not in text
    assert "Mira" in text


def test_the_place_names_the_sheet_so_that_it_comes_back(open_tab: OpenTab) -> None:
    tab = open_tab(sheet=LETTER)
    assert tab.page.place().extra == {"sheet": LETTER}
    tab.wait_for_page()


def test_nothing_is_written_to_the_disk_for_the_preview(open_tab: OpenTab, tmp_path: Path) -> None:
    before = {path for path in tmp_path.rglob("*") if path.is_file()}
    tab = open_tab(sheet=LISTENING)
    tab.wait_for_page()
    after = {path for path in tmp_path.rglob("*") if path.is_file()}
    assert {path.suffix for path in after - before} <= {".db-journal", ".db-wal", ".db-shm", ""}


def test_hidden_names_are_on_no_control_and_the_page_is_covered(open_tab: OpenTab) -> None:
    tab = open_tab(sheet=LISTENING)
    tab.wait_for_page()
    tab.page.set_discreet(True)
    tab.ctx.tasks.drain()
    assert [part.choice.word for part in tab.page.bar.whom.segments] == ["Both", "A.", "B."]
    assert not tab.page.preview.view.isVisible()
    assert tab.page.bar.print.isEnabled()
    tab.page.set_discreet(False)
    tab.ctx.tasks.drain()
    assert tab.page.preview.view.isVisible()
    tab.wait_for_page()


def test_tab_goes_as_the_eye_does(open_tab: OpenTab, small: SmallPractice, in_vault: InVault) -> None:
    in_vault(lambda: small.workspace.homework.give(small.ada_ben, LETTER, holder="b"))
    tab = open_tab(sheet=LISTENING)
    tab.wait_for_page()
    page = tab.page
    page.chooser.search.setFocus()
    stops = [page.chooser.search]
    for _ in range(20):
        tab.press(Qt.Key.Key_Tab)
        if tab.focus is page.chooser.search:
            break
        stops.append(tab.focus)
    order = [
        page.chooser.search,
        page.chooser.whom,
        page.chooser.views.chips["suggested"],
        page.chooser.sheets,
        page.chooser.out.rows[0].row,
        page.chooser.out.rows[0].mark,
        page.preview.smaller,
        page.preview.view,
        page.bar.large,
        page.bar.save,
        page.bar.print,
    ]
    places = [stops.index(one) for one in order]
    assert places == sorted(places)
