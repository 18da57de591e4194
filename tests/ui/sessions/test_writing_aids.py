"""Templates, the last note and the card before the session on the note page, with keys and the vault behind."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit

from tests.ui.sessions.conftest import lines
from tests.ui.sessions.desk_top import CTRL, SHIFT, DeskTop
from therapist_app.kernel.audience import Audience
from therapist_app.sessions.note import Block, NoteDocument

KEY = Qt.Key
JOINT, A, THERAPIST = Audience.JOINT, Audience.A, Audience.THERAPIST
LAST = NoteDocument.of(
    [
        (JOINT, Block.of("p", "They slowed down.")),
        (A, Block.of("p", "Her own worry.")),
        (THERAPIST, Block.of("p", "My hunch.")),
        (JOINT, Block.of("h2", "Next")),
        (JOINT, Block.of("bullet", "Ask about calls.")),
        (A, Block.of("p", "See her alone.")),
    ]
)


@pytest.fixture
def top(ctx, small, in_vault, qtbot) -> Iterator[DeskTop]:
    sessions = small.workspace.sessions
    newest = in_vault(lambda: sessions.list(small.ada_ben))[0].session
    in_vault(lambda: sessions.save_note(newest.id, LAST))
    made = DeskTop(ctx, small, in_vault)
    qtbot.addWidget(made.window)
    yield made
    made.close()


def menu(top: DeskTop, words: str) -> None:
    next(a for a in top.templates() if a.text().startswith(words)).trigger()


def said(top: DeskTop) -> str:
    return " | ".join(label.text() for label in top.page.panel.before.findChildren(QLabel))


def item_of(top: DeskTop, words: str) -> None:
    """Go to a line of the pinned note by the arrow keys."""
    rows = top.page.panel.last.lines
    while rows.currentItem().text() != words:
        row = rows.currentRow()
        top.key(KEY.Key_Down)
        assert rows.currentRow() > row, words


def test_a_template_in_place_of_untouched_headings_is_one_step_to_undo(top: DeskTop) -> None:
    top.open(top.small.ada_ben)
    before = top.text.note()
    menu(top, "SOAP")
    assert [b.text for p in top.text.note().parts for b in p.blocks if b.text] == [
        "Subjective", "Objective", "Assessment", "Plan"
    ]  # fmt: skip
    top.key(KEY.Key_Z, CTRL)
    assert top.text.note() == before


def test_a_template_never_joins_a_heading_or_takes_the_place_of_text(top: DeskTop) -> None:
    top.open(top.small.ada_ben)
    menu(top, "Free")
    top.type("## Mine")
    before = top.text.note()
    menu(top, "Crisis")
    found = lines(top.text.note())
    assert found[0] == "joint h2: Mine"
    assert "a h2: Asked alone: is it safe?" in found
    assert "b h2: Asked alone: is it safe?" in found
    top.key(KEY.Key_Z, CTRL)
    assert top.text.note() == before


def test_headings_of_this_note_become_a_template_that_the_menu_offers(top: DeskTop) -> None:
    top.open(top.small.ada_ben)
    menu(top, "First session")
    top.page.aids.keep_headings()
    (sheet,) = top.ctx.dialogs.shown
    edit = sheet.findChild(QLineEdit)
    QTest.keyClicks(edit, "My first")
    QTest.keyClick(edit, KEY.Key_Return)
    top.wait()
    own = top.in_vault(top.small.workspace.templates.own)
    assert [one.label for one in own] == ["My first"]
    assert {one.audience for one in own[0].headings} == set(Audience)
    assert "My first" in [a.text() for a in top.templates()]
    assert "kept" in top.said[-1][0]


def test_the_card_of_a_fresh_note_says_plan_and_safety_and_its_fold_is_remembered(top: DeskTop) -> None:
    top.open(top.small.ada_ben)
    card = top.page.panel.before
    assert card.isVisible()
    for words in (
        "Ask about calls.",
        "Private to Ada: See her alone.",
        "Ada: screened alone 70 days ago",
        "They slowed down.",
    ):
        assert words in said(top)
    top.tab_to(card.fold)
    top.key(KEY.Key_Return)
    assert not card.is_open
    assert top.ctx.settings.values.fold_before
    top.key(KEY.Key_Return)
    assert card.is_open


def test_a_couple_of_whom_nothing_is_known_has_no_card_and_no_last_note(top: DeskTop) -> None:
    top.open(top.small.mira_noor)
    assert top.page.panel.before.isHidden()
    top.key(KEY.Key_P, CTRL, SHIFT)
    assert top.page.panel.last.isHidden()
    assert top.said[-1][0] == "There is no note before this one yet."


def test_a_joint_line_is_quoted_where_the_caret_is_with_its_date_in_one_step(top: DeskTop) -> None:
    top.open(top.small.ada_ben)
    menu(top, "Free")
    top.type("Written already")
    top.key(KEY.Key_P, CTRL, SHIFT)
    item_of(top, "They slowed down.")
    top.key(KEY.Key_Return)
    assert lines(top.text.note()) == [
        "joint p: Written already", "joint quote: /14 Nov: /They slowed down.", "joint p: "
    ]  # fmt: skip
    top.key(KEY.Key_Escape)
    assert top.focus is top.text
    top.key(KEY.Key_Z, CTRL)
    assert lines(top.text.note()) == ["joint p: Written already"]


@pytest.mark.parametrize(
    ("words", "reader"), [("Her own worry.", "a"), ("My hunch.", "therapist")], ids=["partner", "therapist"]
)
@pytest.mark.parametrize("written", ["For both", ""])
def test_a_private_line_never_enters_the_joint_part_nor_does_what_is_typed_next_leave_it(
    top: DeskTop, words: str, reader: str, written: str
) -> None:
    top.open(top.small.ada_ben)
    menu(top, "Free")
    top.type(written)
    top.key(KEY.Key_P, CTRL, SHIFT)
    item_of(top, words)
    top.key(KEY.Key_Return)
    top.key(KEY.Key_Escape)
    top.type(" and on")
    found = lines(top.text.note())
    assert f"{reader} quote: /14 Nov: /{words}" in found
    assert [line for line in found if "and on" in line] == [f"joint p: {written} and on"]
    assert "part of its own" in top.said[-1][0]


def test_the_plan_is_carried_forward_with_its_readers_as_one_step(top: DeskTop) -> None:
    top.open(top.small.ada_ben)
    menu(top, "Free")
    top.type("Written already")
    top.key(KEY.Key_P, CTRL, SHIFT)
    top.page.panel.last.carry.click()
    found = lines(top.text.note())
    assert found[:4] == [
        "joint p: Written already", "joint h3: From the plan of 14 Nov", "joint bullet: Ask about calls.",
        "a p: See her alone.",
    ]  # fmt: skip
    top.key(KEY.Key_Z, CTRL)
    assert lines(top.text.note()) == ["joint p: Written already"]


def test_in_a_session_with_one_partner_alone_joint_lines_become_that_partners(top: DeskTop) -> None:
    sessions = top.small.workspace.sessions
    alone = top.in_vault(lambda: sessions.start(top.small.ada_ben, kind="individual", present="a")).value
    top.open(top.small.ada_ben, alone.id)
    menu(top, "Free")
    top.key(KEY.Key_P, CTRL, SHIFT)
    item_of(top, "They slowed down.")
    top.key(KEY.Key_Return)
    assert {part.audience for part in top.text.note().parts} == {A}


def test_snippets_know_this_session(top: DeskTop) -> None:
    top.open(top.small.ada_ben)
    menu(top, "Free")
    top.type(";session ")
    assert lines(top.text.note())[0].startswith("joint p: Session 3 with Ada and Ben, Saturday 21 Nov 2026")


def test_the_card_is_shown_as_a_page_before_it_is_printed(top: DeskTop) -> None:
    top.open(top.small.ada_ben)
    top.page.aids.print_card()
    top.wait()
    top.wait()
    (sheet,) = top.ctx.dialogs.shown
    assert "for you only" in sheet.windowTitle()
    assert sheet.page.pixmap().width() > 300
    sheet.reject()
