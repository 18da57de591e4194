"""A signed note is read, never edited; what may follow is one key away and signed in turn."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.support.robot import name_of
from tests.ui.conftest import InVault, SmallPractice
from tests.ui.sessions.desk_top import CTRL, DeskTop
from therapist_app.kernel.audience import Audience
from therapist_app.sessions.signing import Signer
from ui.kit.context import Context
from ui.sessions.sign_sheets import AdditionSheet, SigningSheet, SignSheet, UnlockSheet

KEY = Qt.Key
ZOE = Signer("Zoe Lin", "LMFT 12345")


@pytest.fixture
def top(ctx: Context, small: SmallPractice, in_vault: InVault, qtbot: QtBot) -> Iterator[DeskTop]:
    made = DeskTop(ctx, small, in_vault)
    qtbot.addWidget(made.window)
    qtbot.waitExposed(made.window)
    yield made
    made.close()


@pytest.fixture
def session_id(small: SmallPractice, in_vault: InVault) -> str:
    """A note that is done, with a part for each reader."""

    def tell() -> str:
        session = small.told.couple("Cleo", "Dan").session(days_ago=1).says("Both heard this.")
        session.says("Cleo alone.", Audience.A).says("Mine.", Audience.THERAPIST).done()
        small.workspace.practice.update(clinician="Zoe Lin", credentials="LMFT 12345")
        return session.id

    return in_vault(tell)


@pytest.fixture
def signed_id(small: SmallPractice, in_vault: InVault, session_id: str) -> str:
    in_vault(lambda: small.workspace.signing.sign(session_id, ZOE))
    return session_id


def sheet_of(top: DeskTop) -> SigningSheet:
    sheet = top.ctx.dialogs.shown[-1]
    assert isinstance(sheet, SigningSheet)
    return sheet


def read(top: DeskTop) -> list[str]:
    return top.page.signed.view.text.toPlainText().split("\n")


def state_of(top: DeskTop, session_id: str) -> str:
    couples = top.small.workspace.sessions
    couple = top.in_vault(lambda: couples.get(session_id).session.couple_id)
    return top.in_vault(lambda: couples.list(couple)[0].state)


def test_the_sheet_knows_who_signs_and_says_what_signing_means(top: DeskTop, session_id: str) -> None:
    top.open("", session_id, open="sign")
    sheet = sheet_of(top)
    assert isinstance(sheet, SignSheet)
    assert (sheet.name.value, sheet.credentials.value) == ("Zoe Lin", "LMFT 12345")
    words = [label.text() for label in sheet.findChildren(type(sheet.title))]
    assert "Signing locks this note. Later changes are added below it, never inside." in words
    assert "open" not in top.page.place().extra
    sheet.reject()


def test_signing_turns_the_editor_into_a_page_to_read(top: DeskTop, session_id: str) -> None:
    top.open("", session_id, open="sign")
    top.key(KEY.Key_Return)
    top.wait()
    view = top.page.signed.view
    assert view.isVisible()
    assert not top.page.view.isVisible()
    assert top.said[-1] == ("Note signed", None)
    lines = read(top)
    assert lines[:6] == [
        "Joint",
        "Both heard this.",
        "Private to Cleo",
        "Cleo alone.",
        "Therapist only",
        "Mine.",
    ]
    assert lines[6] == "Signed by Zoe Lin, LMFT 12345 · 21 Nov 2026, 12:02 (UTC)"
    assert lines[7].startswith("SHA-256 ")
    assert view.state.text() == "Signed"
    assert top.window.focusWidget() is view.text
    assert view.text.isReadOnly()
    assert state_of(top, session_id) == "signed"


def test_what_was_typed_last_is_signed_too(top: DeskTop, session_id: str) -> None:
    top.open("", session_id)
    top.type(" And this.")
    top.page.sign()
    top.wait()
    top.key(KEY.Key_Return)
    top.wait()
    assert "Mine. And this." in read(top)


def test_without_a_name_the_sheet_says_so_at_its_field(top: DeskTop, session_id: str) -> None:
    top.open("", session_id, open="sign")
    sheet = sheet_of(top)
    sheet.name.set_value("")
    top.key(KEY.Key_Return)
    assert sheet.name.error == "Please write the name that this is signed with."
    assert sheet.isVisible()
    assert state_of(top, session_id) == "done"
    sheet.reject()


def test_an_empty_note_is_not_signed(top: DeskTop, in_vault: InVault) -> None:
    top.open(top.small.mira_noor)
    top.page.sign()
    top.wait()
    sheet = sheet_of(top)
    sheet.name.set_value("Zoe Lin")
    sheet.yes_requested.emit()
    top.wait()
    assert sheet.error == "There is no note to sign yet. Nothing was changed."
    sheet.reject()


def test_a_signed_note_opens_to_be_read_and_takes_no_letter(top: DeskTop, signed_id: str) -> None:
    top.open("", signed_id)
    assert top.focus is top.page.signed.view.text
    before = read(top)
    top.key(KEY.Key_X)
    top.key(KEY.Key_Delete)
    top.key(KEY.Key_V, CTRL)
    assert read(top) == before
    assert top.page.drafts.front is None
    assert not top.page.view.isVisible()


def test_an_addendum_by_keyboard(top: DeskTop, signed_id: str) -> None:
    top.open("", signed_id)
    before = read(top)
    top.tab_to(top.page.signed.view.add)
    top.key(KEY.Key_Return)
    top.wait()
    sheet = sheet_of(top)
    assert isinstance(sheet, AdditionSheet)
    assert [sheet.kind.key, sheet.reader.key, sheet.about.date] == [
        "addendum", Audience.JOINT, top.small.told.day(1),
    ]  # fmt: skip
    for words, field in (("It was the blue car.", sheet.words), ("Left out", sheet.reason)):
        top.tab_to(field)
        QTest.keyClicks(top.focus, words)
    top.key(KEY.Key_Return, CTRL)
    top.wait()
    lines = read(top)
    assert lines[: len(before)] == before
    assert lines[len(before) :][:4] == [
        "Addendum, written 21 Nov 2026, about 20 Nov 2026",
        "Reason: Left out",
        "Joint",
        "It was the blue car.",
    ]
    assert top.page.signed.view.state.text() == "Signed, with 1 addition"
    assert state_of(top, signed_id) == "amended"


def test_an_addition_without_a_reason_stays_in_its_sheet(top: DeskTop, signed_id: str) -> None:
    top.open("", signed_id)
    top.page.signed.view.add.click()
    top.wait()
    sheet = sheet_of(top)
    assert isinstance(sheet, AdditionSheet)
    sheet.words.set_value("It was the blue car.")
    sheet.yes_requested.emit()
    top.wait()
    assert sheet.reason.error == "Please say why this is added."
    assert sheet.words.value == "It was the blue car."
    sheet.reject()


def test_unlocking_asks_why_and_opens_the_editor_again(top: DeskTop, signed_id: str, qtbot: QtBot) -> None:
    top.open("", signed_id)
    assert top.page.signed.view.unlock.isVisible()
    top.tab_to(top.page.signed.view.unlock)
    top.key(KEY.Key_Return)
    top.wait()
    sheet = sheet_of(top)
    assert isinstance(sheet, UnlockSheet)
    top.key(KEY.Key_Return, CTRL)
    assert sheet.reason.error == "Please say why the note is unlocked."
    sheet.reason.set_value("Wrong name")
    top.key(KEY.Key_Return, CTRL)
    top.wait()
    assert top.page.view.isVisible()
    assert not top.page.signed.view.isVisible()
    top.window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is top.text)
    top.type(" Anew.")
    top.page.sign()
    top.wait()
    top.key(KEY.Key_Return)
    top.wait()
    lines = read(top)
    assert any(line.endswith("version 2") for line in lines)
    assert "Version 1, as it was signed 21 Nov 2026" in lines
    assert "Reason: Wrong name" in lines


def test_outside_its_window_nothing_offers_to_unlock(
    top: DeskTop, signed_id: str, small: SmallPractice, in_vault: InVault
) -> None:
    in_vault(lambda: small.workspace.signing.set_rule("never"))
    top.open("", signed_id)
    assert not top.page.signed.view.unlock.isVisible()
    assert top.page.signed.view.add.isVisible()


def test_hidden_names_are_letters_in_the_labels_too(top: DeskTop, signed_id: str) -> None:
    top.open("", signed_id)
    top.page.set_discreet(True)
    assert "Private to A" in read(top)
    assert "Cleo" not in top.page.signed.view.title.text()


def test_another_note_opens_in_the_editor_again(top: DeskTop, signed_id: str) -> None:
    top.open("", signed_id)
    top.open(top.small.ada_ben)
    assert top.page.view.isVisible()
    assert not top.page.signed.view.isVisible()
    assert top.page.signed.view.text.toPlainText() == ""
    assert name_of(top.focus) == "Note"


def test_a_text_that_came_too_late_stands_in_the_sheet_of_an_addition(top: DeskTop, signed_id: str) -> None:
    """A copy of unsaved text was opened, and its note has been signed meanwhile."""
    typed = {"Text": "Written before the disk failed.", "Who may read it": "therapist"}
    top.open("", signed_id, open="add", typed=typed)
    sheet = sheet_of(top)
    assert isinstance(sheet, AdditionSheet)
    assert (sheet.words.value, sheet.reader.key) == ("Written before the disk failed.", "therapist")
    assert "open" not in top.page.place().extra
    sheet.reason.set_value("The disk was full")
    sheet.yes_requested.emit()
    top.wait()
    assert "Written before the disk failed." in read(top)
