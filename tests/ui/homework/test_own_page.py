"""Writing an own handout: the page beside the text, a mistake with its line, what is kept and where it is found."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from tests.ui.homework.conftest import Opened, OpenPage, words_of
from ui.homework.library import LibraryPage
from ui.homework.own_page import OwnSheetPage
from ui.kit.context import Context
from ui.kit.places import Place

WRONG = "\n\n:::lines many\nA\n:::"


@pytest.fixture
def written(open_page: OpenPage, ctx: Context, in_vault) -> Opened:
    key = in_vault(lambda: ctx.workspace.homework.own.begin("Evening walk").value)
    opened = open_page(OwnSheetPage, Place("own_sheet", extra={"sheet": key}), (1280, 800))
    opened.qtbot.waitUntil(lambda: bool(opened.page.preview.pdf), timeout=30_000)
    return opened


def key_of(opened: Opened) -> str:
    return str(opened.page.place().extra["sheet"])


def settle(opened: Opened) -> None:
    opened.page.settle(lambda *_: None)
    opened.ctx.tasks.drain()


def test_the_page_is_drawn_anew_while_one_types(written: Opened) -> None:
    written.page.form.text.setFocus()
    written.type("Walk side by side. ")
    written.qtbot.waitUntil(lambda: "Walk side by side" in words_of(written.page.preview.pdf), timeout=30_000)
    settle(written)
    sheet = written.in_vault(lambda: written.ctx.workspace.homework.render_blank(key_of(written)))
    assert "Walk side by side" in words_of(sheet.pdf)


def test_a_mistake_stands_below_the_text_with_its_line_and_the_words_are_kept(written: Opened) -> None:
    form = written.page.form
    before = form.body.count("\n") + 1
    form.text.setPlainText(form.body.rstrip("\n") + WRONG)
    written.qtbot.waitUntil(lambda: bool(form.mistake.text()), timeout=30_000)
    assert form.mistake.text().startswith(f"Line {before + 1}: ")
    form.go_there.click()
    assert form.text.textCursor().block().text() == ":::lines many"
    settle(written)
    text = written.in_vault(lambda: written.ctx.workspace.homework.own.text(key_of(written)))
    assert ":::lines many" in text.body
    written.press(Qt.Key.Key_Backspace)
    for _letter in range(3):
        written.press(Qt.Key.Key_Backspace)
    written.type("2")
    written.qtbot.waitUntil(lambda: not form.mistake.text(), timeout=30_000)


def test_what_a_form_says_is_what_the_head_says(written: Opened) -> None:
    form = written.page.form
    form.title.edit.setText("Morning walk")
    form.coercion.setFocus()
    form.coercion.set_key("alone_only")
    form.coercion.chosen.emit("alone_only")
    form.open.click()
    settle(written)
    head = written.in_vault(lambda: written.ctx.workspace.homework.handout(key_of(written))).head
    assert (head.title, head.if_coercion, head.needs_safety) == ("Morning walk", "alone_only", False)


def test_the_library_leads_to_a_new_sheet_a_copy_and_back_from_the_trash(
    open_page: OpenPage, ctx: Context, tmp_path: Path
) -> None:
    library = open_page(LibraryPage, Place("handouts"))
    library.wait_for_page()
    library.page.sheets.choose("welcome")
    library.page.about.copy.click()
    library.ctx.tasks.drain()
    key = library.went[-1].extra["sheet"]
    assert library.page.sheets.count == len(ctx.workspace.homework.shipped()) + 1
    library.page.open(Place("handouts", extra={"sheet": key}))
    library.ctx.tasks.drain()
    assert library.page.about.edit.isVisibleTo(library.page)
    ctx.dialogs.answer_next(str(tmp_path / "welcome.md"))
    library.page.about.share.click()
    library.wait_for_words("is written")
    ctx.dialogs.answer_next(str(tmp_path / "welcome.md"))
    library.page.take_in.click()
    library.wait_for_words("one of your own")
    library.page.sheets.choose(key)
    library.page.about.remove.click()
    library.wait_for_words("in the trash")
    assert library.undo is not None
    library.undo()
    library.ctx.tasks.drain()
    assert library.page.sheets.choose(key)
