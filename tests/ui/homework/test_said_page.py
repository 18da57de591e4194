"""Words of a session as a sheet: shown for each, with lines for one alone, noted with an undo."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from PySide6.QtCore import Qt

from tests.ui.conftest import InVault, SmallPractice
from tests.ui.homework.conftest import OpenPage, words_of
from therapist_app.kernel.audience import Audience
from therapist_app.sessions.note import Block, NoteDocument
from ui.homework.said_page import SaidPage
from ui.kit.context import Context
from ui.kit.places import Place

WORDS = [["joint", "The heron canary."], ["a", "The bluebell canary."], ["therapist", "The obsidian canary."]]


def test_each_copy_and_what_is_typed_for_one_alone(
    open_page: OpenPage, small: SmallPractice, ctx: Context, in_vault: InVault, tmp_path: Path
) -> None:
    def told() -> str:
        session = ctx.workspace.sessions.start(small.ada_ben).value.id
        parts = [(Audience(label), Block.of("p", text)) for label, text in WORDS]
        ctx.workspace.sessions.save_note(session, NoteDocument.of(parts))
        return session

    session = in_vault(told)
    page = open_page(
        SaidPage, Place("said_sheet", small.ada_ben, session, extra={"words": WORDS}), (1280, 800)
    )
    page.wait_for_page()
    text = words_of(page.page.preview.pdf)
    assert "heron" in text
    assert "bluebell" in text
    assert "obsidian" not in text
    page.page.for_b.edit.setFocus()
    page.type("Water the ferns")
    page.page.bar.whom.segments[2].click()
    page.qtbot.waitUntil(
        lambda: bool(page.page.preview.pdf) and "ferns" in words_of(page.page.preview.pdf), timeout=30_000
    )
    page.wait_for_page()
    text = words_of(page.page.preview.pdf)
    assert "ferns" in text
    assert "bluebell" not in text
    kept = Place.from_json(page.page.place().to_json())
    assert kept is not None
    assert "Water the ferns" in kept.extra["typed"].values()
    ctx.dialogs.answer_next(str(tmp_path / "said.pdf"))
    page.page.bar.save.click()
    page.wait_for_words("noted as given")
    assert [(one.holder, one.audience) for one in page.given()] == [("b", "b")]
    assert page.undo is not None
    page.undo()
    page.ctx.tasks.drain()
    assert page.given() == []


def test_paper_that_is_not_safe_at_home_asks_for_a_reason_and_keeps_it(
    open_page: OpenPage, small: SmallPractice, ctx: Context, in_vault: InVault, tmp_path: Path
) -> None:
    def told() -> str:
        ctx.workspace.couples.update_partner(small.ada_ben, "a", safe_to_take_home=False)
        session = ctx.workspace.sessions.start(small.ada_ben).value.id
        note = NoteDocument.of([(Audience.JOINT, Block.of("p", "The heron canary."))])
        ctx.workspace.sessions.save_note(session, note)
        return session

    session = in_vault(told)
    page = open_page(
        SaidPage, Place("said_sheet", small.ada_ben, session, extra={"words": WORDS[:1]}), (1280, 800)
    )
    page.wait_for_page()
    assert page.page.bar.holder == "b"  # the one who can take it home comes first
    page.page.bar.whom.segments[1].click()
    page.qtbot.waitUntil(page.page.preview.hold.isVisible, timeout=30_000)
    assert not page.page.bar.print.isEnabled()
    page.page.preview.hold.reason.setFocus()
    page.type("It stays here")
    page.press(Qt.Key.Key_Return)
    page.wait_for_page()
    assert "It stays here" in page.page.preview._notice.text()
    due = ctx.workspace.clock.today() + dt.timedelta(days=7)
    page.page.bar.review.set_date(due)
    page.wait_for_page()
    ctx.dialogs.answer_next(str(tmp_path / "said.pdf"))
    page.page.bar.save.click()
    page.wait_for_words("noted as given")
    [given] = page.given()
    assert (given.holder, given.override_reason, given.review_on) == ("a", "It stays here", due)
    page.ctx.tasks.drain()


def test_while_joint_work_is_paused_there_is_only_a_copy_for_one_alone(
    open_page: OpenPage, small: SmallPractice, ctx: Context, in_vault: InVault
) -> None:
    def told() -> str:
        ctx.workspace.safety.set_status(small.ada_ben, "unsafe", reason="Afraid.")
        session = ctx.workspace.sessions.start(small.ada_ben).value.id
        note = NoteDocument.of([(Audience.JOINT, Block.of("p", "The heron canary."))])
        ctx.workspace.sessions.save_note(session, note)
        return session

    place = Place("said_sheet", small.ada_ben, in_vault(told), extra={"words": WORDS[:1]})
    page = open_page(SaidPage, place, (1280, 800))
    page.wait_for_page()
    assert [part.choice.key for part in page.page.bar.whom.segments] == ["a", "b"]
    page.ctx.tasks.drain()
