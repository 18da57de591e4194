"""A sheet is saved to be filled in, comes back and is taken in, as someone does it; hostile files change nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pypdfium2
import pytest
from PySide6.QtCore import QLocale, QMimeData, Qt, QUrl
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.support.builders import SATURDAY
from tests.support.filling import by_hand, values_for
from tests.ui.conftest import InVault, SmallPractice
from tests.ui.homework.conftest import LISTENING, Opened
from therapist_app.documents.blanks import Blank, BlankKind
from therapist_app.homework.fillable import blank_of
from therapist_app.homework.model import ReturnedSheet, SheetFile
from therapist_app.homework.returns import TakenIn
from ui.homework.answers_sheet import words_of_taken
from ui.kit.context import Context
from ui.kit.pdf_pages import ONE_CALLER
from ui.kit.places import Place
from ui.shell.dropping import pdf_in
from ui.today.facts import gather

OpenTab = Callable[..., Opened]
CANARY = "I was late on Tuesday"


def save_to_fill_in(tab: Opened, ctx: Context, folder: Path, holder: str = "a", password: str = "") -> Path:
    """Press the button, and give the name of a file."""
    tab.wait_for_page()
    tab.page.bar.whom.set_key(holder)
    tab.page.bar.changed.emit()
    tab.wait_for_page()
    path = folder / "sheet.pdf"
    ctx.dialogs.answer_next(str(path))
    QTest.mouseClick(tab.page.bar.fillable, Qt.MouseButton.LeftButton)
    if holder != "both":
        [asked] = ctx.dialogs.shown
        asked.password.edit.setText(password)
        asked.yes.click()
    tab.wait_for_words("noted as given")
    return path


def blanks_of(in_vault: InVault, small: SmallPractice) -> list[Blank]:
    def read() -> list[Blank]:
        with small.told.vault.read() as db:
            return [blank_of(one) for file in db.query(SheetFile) for one in file.blanks]

    return in_vault(read)


def filled(path: Path, blanks: list[Blank]) -> Path:
    """The file as it comes back by mail."""
    words = next(blank.name for blank in blanks if blank.kind == BlankKind.LINE)
    back = path.with_name("back.pdf")
    back.write_bytes(by_hand(path.read_bytes(), {**values_for(blanks), words: CANARY}))
    return back


def came_back(tab: Opened) -> tuple[ReturnedSheet, ...]:
    return tab.in_vault(lambda: tab.ctx.workspace.returns.list(tab.couple_id))


@pytest.fixture
def tab(open_tab: OpenTab) -> Opened:
    return open_tab(sheet=LISTENING)


@pytest.fixture
def back(tab: Opened, ctx: Context, tmp_path: Path, in_vault: InVault, small: SmallPractice) -> Path:
    """A sheet that was given to Ada and came back."""
    path = save_to_fill_in(tab, ctx, tmp_path)
    return filled(path, blanks_of(in_vault, small))


def test_what_is_saved_to_be_filled_in_is_noted_as_given_and_can_be_taken_back(
    tab: Opened, ctx: Context, tmp_path: Path
) -> None:
    path = save_to_fill_in(tab, ctx, tmp_path)
    assert b"/AcroForm" in path.read_bytes()
    assert "outside the vault" in tab.page.bar.line.text()
    [given] = tab.given()
    assert (given.handout, given.holder) == (LISTENING, "a")
    assert tab.undo is not None
    tab.undo()
    tab.wait_for_words("No longer noted")
    assert tab.given() == []


def test_a_sheet_is_looked_at_taken_in_and_taken_back(tab: Opened, back: Path, qtbot: QtBot) -> None:
    returning = tab.page.returning
    returning.take(back, tab.couple_id)
    qtbot.waitUntil(lambda: returning.sheet is not None and returning.sheet.isVisible(), timeout=30_000)
    sheet = returning.sheet
    assert "On Ada’s sheet" in sheet.windowTitle()
    assert CANARY in [field.value for field in sheet.answers]
    assert came_back(tab) == ()
    QTest.mouseClick(sheet.yes, Qt.MouseButton.LeftButton)
    tab.wait_for_words("Taken in")
    [taken] = came_back(tab)
    assert taken.read_on is None
    tab.page.chooser.views.set_keys(["given"])
    assert [row.back.text() for row in tab.page.chooser.given.rows] == ["Came back, to read"]
    assert tab.undo is not None
    tab.undo()
    tab.wait_for_words("Not taken in any more")
    assert came_back(tab) == ()


def test_unread_words_are_the_top_loose_end_until_they_are_marked_read(
    tab: Opened, back: Path, qtbot: QtBot, small: SmallPractice, in_vault: InVault
) -> None:
    in_vault(
        lambda: small.told.safety.set_status(small.ada_ben, "concerns", reason="Asked each alone.").value
    )
    returning = tab.page.returning
    returning.take(back)
    qtbot.waitUntil(lambda: returning.sheet is not None, timeout=30_000)
    returning.sheet.yes.click()
    tab.wait_for_words("wait on Today")
    top = in_vault(lambda: gather(small.workspace)).loose_ends[0]
    assert (top.kind, top.couple_id) == ("returned_unread", tab.couple_id)
    assert CANARY not in top.words
    tab.page.open(Place("couple", tab.couple_id, tab="homework", extra={"returned": top.facts}))
    qtbot.waitUntil(lambda: returning.sheet is not None and returning.sheet.isVisible(), timeout=15_000)
    assert returning.sheet.yes.text() == "Mark as read"
    returning.sheet.yes.click()
    qtbot.waitUntil(lambda: returning.sheet is None, timeout=15_000)
    assert "returned_unread" not in {end.kind for end in in_vault(lambda: gather(small.workspace)).loose_ends}


def test_a_file_for_one_alone_can_have_a_password(tab: Opened, ctx: Context, tmp_path: Path) -> None:
    path = save_to_fill_in(tab, ctx, tmp_path, password="three small words")
    with ONE_CALLER, pytest.raises(pypdfium2.PdfiumError):
        pypdfium2.PdfDocument(path.read_bytes())
    tab.page.returning.take(path)
    tab.qtbot.waitUntil(lambda: tab.page.returning.sheet is not None, timeout=30_000)
    assert "On Ada’s sheet" in tab.page.returning.sheet.windowTitle()


def test_a_file_that_is_no_sheet_is_refused_with_a_sentence(tab: Opened, tmp_path: Path) -> None:
    tab.wait_for_page()
    other = tmp_path / "holiday.pdf"
    other.write_bytes(b"%PDF-1.4\nnothing\n%%EOF\n")
    tab.page.returning.take(other)
    tab.wait_for_words("broken and cannot be read. Nothing was changed")
    assert came_back(tab) == ()


def test_while_names_are_hidden_no_sheet_is_shown(tab: Opened, back: Path) -> None:
    tab.page.set_discreet(True)
    tab.page.returning.take(back)
    tab.wait_for_words("Names are hidden")
    assert tab.page.returning.sheet is None


@pytest.mark.parametrize(
    ("urls", "taken"),
    [
        (["file:///folder/sheet.pdf"], True),
        (["file:///folder/SHEET.PDF"], True),
        (["file:///folder/picture.png"], False),
        (["https://example.org/sheet.pdf"], False),
        (["file:///a.pdf", "file:///b.pdf"], False),
        ([], False),
    ],
)
def test_one_pdf_of_this_computer_can_be_dropped(urls: list[str], taken: bool) -> None:
    data = QMimeData()
    data.setUrls([QUrl(url) for url in urls])
    assert (pdf_in(data) is not None) == taken


@pytest.mark.parametrize(("locale", "day"), [("en_US", "Sat Nov 21"), ("en_GB", "Sat 21 Nov")])
def test_the_day_it_came_back_is_written_as_it_is_here(locale: str, day: str) -> None:
    returned = SimpleNamespace(returned_on=SATURDAY.date())
    taken = SimpleNamespace(file=SimpleNamespace(holder="a"), returned=returned, title="T", answers=())
    words = words_of_taken(cast("TakenIn", taken), ("Ada", "Ben"), SATURDAY.date(), QLocale(locale))
    assert words.lead.startswith(f"Taken in on {day}. ")
