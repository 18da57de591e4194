"""Writing a note: it is kept by itself, done with one chord, and never lost."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.conftest import InVault, SmallPractice
from tests.ui.sessions.desk_top import CTRL, SHIFT, DeskTop
from therapist_app.kernel.changes import Changes
from ui.kit.context import Context
from ui.kit.places import Place

KEY = Qt.Key
JOINT_HEADINGS = ["joint: What happened", "therapist: Process", "joint: Next"]


@pytest.fixture
def top(ctx: Context, small: SmallPractice, in_vault: InVault, qtbot: QtBot) -> Iterator[DeskTop]:
    made = DeskTop(ctx, small, in_vault)
    qtbot.addWidget(made.window)
    qtbot.waitExposed(made.window)
    yield made
    made.close()


def test_a_note_begins_under_headings_with_the_caret_in_the_text(top: DeskTop) -> None:
    top.open(top.small.ada_ben)
    assert top.focus is top.text
    assert top.page.view.head.title.text() == "Ada & Ben"
    assert top.page.view.head.session.words == "Session 3 · Sat 21 Nov, 12:00"
    top.type("They laughed.")
    top.page.drafts.flush()
    top.wait()
    assert top.kept() == [
        "joint: What happened",
        "joint: They laughed.",
        "therapist: Process",
        "joint: Next",
    ]


def test_typing_is_kept_by_itself_soon_after_the_last_key(top: DeskTop, qtbot: QtBot) -> None:
    top.open(top.small.mira_noor)
    top.type("Kept without asking")
    assert top.page.view.head.saved.text() == "Saving…"
    qtbot.waitUntil(lambda: top.page.view.head.saved.text() == "Saved 12:02", timeout=4000)
    assert "joint: Kept without asking" in top.kept()
    assert any("note" in one.nouns for one in top.told)


def test_nothing_is_required_and_an_untouched_note_holds_nothing(top: DeskTop) -> None:
    top.open(top.small.mira_noor)
    assert top.page.writing.count.text() == ""
    top.key(KEY.Key_Return, CTRL)
    session = top.page.place().session_id
    assert top.kept(session) == []
    assert [words for words, _ in top.said] == ["Note kept"]


def test_done_closes_says_so_and_can_be_undone(top: DeskTop) -> None:
    top.open(top.small.ada_ben)
    session, service = top.session_id, top.small.workspace.sessions
    top.type("Enough for today")
    top.key(KEY.Key_Return, CTRL)
    assert top.went == [Place("couple", top.small.ada_ben)]
    assert "joint: Enough for today" in top.kept(session)
    assert top.in_vault(lambda: service.get(session)).session.done_at is not None
    words, undo = top.said[-1]
    assert words == "Note kept"
    assert undo is not None
    undo()
    top.wait()
    assert top.in_vault(lambda: service.get(session)).session.done_at is None
    assert top.went[-1].session_id == session


def test_done_leads_back_to_today_when_the_note_was_opened_there(top: DeskTop) -> None:
    top.open(top.small.ada_ben, back="today")
    top.key(KEY.Key_Return, CTRL)
    assert top.went == [Place("today")]


def test_settling_keeps_the_last_key(top: DeskTop) -> None:
    top.open(top.small.ada_ben)
    top.type("The last key!")
    settled: list[bool] = []
    top.page.settle(settled.append)
    top.wait()
    assert settled == [True]
    assert "joint: The last key!" in top.kept()


def test_another_note_keeps_the_first_on_the_way(top: DeskTop) -> None:
    top.open(top.small.ada_ben)
    first = top.session_id
    top.type("About Ada and Ben")
    top.open(top.small.mira_noor)
    assert top.page.view.head.title.text() == "Mira & Noor"
    assert "About Ada" not in top.text.toPlainText()
    top.type("About Mira and Noor")
    top.open(top.small.ada_ben, first)
    assert "joint: About Ada and Ben" in top.kept(first)
    assert "About Ada and Ben" in top.text.toPlainText()
    assert "Mira" not in top.text.toPlainText()


def test_hiding_or_dropping_the_page_keeps_the_text(top: DeskTop) -> None:
    top.open(top.small.ada_ben)
    session = top.session_id
    top.type("Dropped at once")
    top.page.hide()
    top.page.setParent(None)
    top.page.deleteLater()
    top.wait()
    assert "joint: Dropped at once" in top.kept(session)


def test_a_vault_that_refuses_is_said_until_the_text_is_kept(top: DeskTop) -> None:
    top.open(top.small.ada_ben)
    unsaved, vault = top.ctx.unsaved, top.small.workspace.vault
    vault.read_only = True
    top.type("Not lost")
    settled: list[bool] = []
    top.page.settle(settled.append)
    top.wait()
    assert settled == [False]
    assert unsaved.sentence.startswith("This disk is read-only. Not saved — your text is still here.")
    assert top.page.view.head.saved.text() == "Not saved"
    top.type(" at all")
    assert unsaved.sentence
    top.key(KEY.Key_Return, CTRL)
    assert top.went == []  # Done does not leave a note that is not kept
    assert unsaved.sentence
    vault.read_only = False
    unsaved.retry()
    top.wait()
    assert not unsaved.sentence
    assert "joint: Not lost at all" in top.kept()


def test_text_that_could_not_be_kept_is_there_again_when_one_comes_back(top: DeskTop) -> None:
    top.open(top.small.ada_ben)
    session, vault = top.session_id, top.small.workspace.vault
    top.type("Still in my head")
    vault.read_only = True
    top.page.drafts.flush()
    top.wait()
    old = top.in_vault(lambda: top.small.workspace.sessions.list(top.small.ada_ben))[-1].session.id
    top.open(top.small.ada_ben, old)
    assert [text.session_id for text in top.ctx.unsaved.texts] == [session]
    top.open(top.small.ada_ben, session)
    assert "Still in my head" in top.text.toPlainText()
    vault.read_only = False
    top.page.settle(lambda worked: None)
    top.wait()
    assert "joint: Still in my head" in top.kept(session)
    assert not top.ctx.unsaved.sentence


def test_the_caret_comes_back(top: DeskTop) -> None:
    top.open(top.small.ada_ben)
    top.type("one two three")
    for _ in range(5):
        top.key(KEY.Key_Left)
    before = top.text.textCursor().position()
    place = Place.from_json(top.page.place().to_json())
    assert place is not None
    top.open(top.small.mira_noor)
    top.page.open(place)
    top.wait()
    assert top.text.textCursor().position() == before
    assert top.focus is top.text
    top.type("!")
    assert "one two !three" in top.text.toPlainText()


def test_a_place_with_a_strange_caret_opens_all_the_same(top: DeskTop) -> None:
    top.open(top.small.ada_ben, caret={"position": "x", "anchor": True, "scroll": None})
    assert top.focus is top.text


def test_a_note_that_is_gone_leads_back(top: DeskTop) -> None:
    top.open("", "no-such-session")
    assert top.went == [Place("today")]
    assert "no longer here" in top.said[-1][0]


def test_tab_leaves_the_text_reaches_every_control_and_comes_around(top: DeskTop) -> None:
    top.open(top.small.ada_ben)
    top.key(KEY.Key_Tab)
    seen: list[QWidget] = []
    while top.focus is not top.text:
        assert top.focus not in seen, "Tab goes in a circle without the text"
        seen.append(top.focus)
        top.key(KEY.Key_Tab)
    panel = top.page.panel
    row = next(iter(panel.blocks.rows.values()))
    promise = next(iter(panel.promises.rows.values()))
    for control in (
        panel.present.present,
        panel.phase.combo,
        panel.blocks.box.edit,
        row.head,
        row.level,
        promise.how,
    ):
        assert any(one is control or control.isAncestorOf(one) for one in seen), control.accessibleName()
    head = top.page.view.head
    assert head.done in seen
    assert head.back in seen
    order = [seen.index(next(one for one in seen if one is c or c.isAncestorOf(one))) for c in (
        panel.present.present, panel.phase.combo, panel.blocks.box, row.level, promise.how, panel.sheets.give, head.back
    )]  # fmt: skip
    assert order == sorted(order)


def test_parts_for_one_reader_are_begun_by_keys_and_from_the_menu(top: DeskTop) -> None:
    top.open(top.small.ada_ben)
    top.type("For both")
    top.key(KEY.Key_Return)
    top.key(KEY.Key_A, CTRL, SHIFT)
    top.type("For Ada alone")
    words = [action.text() for action in top.templates()]
    assert "Start a part: Private to Ben" in words
    top.templates()[words.index("Start a part: Private to Ben")].trigger()
    top.type("For Ben alone")
    top.page.drafts.flush()
    top.wait()
    assert {"joint: For both", "a: For Ada alone", "b: For Ben alone"} <= set(top.kept())


def test_a_template_goes_below_what_is_written_or_in_the_place_of_headings(top: DeskTop) -> None:
    top.open(top.small.ada_ben)
    free = next(a for a in top.templates() if a.text() == "Free")
    free.trigger()
    assert top.text.toPlainText().strip() == ""
    top.type("Straight on")
    top.templates()[0].trigger()
    assert top.text.toPlainText().startswith("Straight on\nWhat happened")
    top.key(KEY.Key_Z, CTRL)
    assert "What happened" not in top.text.toPlainText()


def test_print_handout_asks_the_window(top: DeskTop) -> None:
    top.open(top.small.ada_ben)
    top.tab_to(top.page.view.head.handout)
    top.key(KEY.Key_Space)
    assert top.asked == ["print_handout"]


def test_find_goes_from_hit_to_hit_and_escape_leads_back(top: DeskTop) -> None:
    top.open(top.small.ada_ben)
    top.type("flood and again flood")
    top.key(KEY.Key_F, CTRL)
    top.type("flood")
    top.key(KEY.Key_Return)
    assert top.text.textCursor().selectedText() == "flood"
    top.key(KEY.Key_Escape)
    assert top.focus is top.text
    assert top.text.textCursor().selectedText() == "flood"


def test_names_are_hidden_on_request(top: DeskTop) -> None:
    top.open(top.small.ada_ben)
    top.page.set_discreet(True)
    top.wait()
    assert top.page.view.head.title.text() == "A. & B."
    shown = [part.choice.word for part in top.page.panel.present.present.segments]
    assert shown == ["Both", "A", "B"]
    assert top.text.names.a == "A"


def test_changes_told_by_others_are_shown(top: DeskTop) -> None:
    top.open(top.small.ada_ben)
    couple, phases = top.small.ada_ben, top.small.workspace.progression.phases
    top.in_vault(lambda: phases.enter(couple, "vulnerability"))
    top.page.reload(Changes.of("phase", couple=couple))
    top.wait()
    assert top.page.panel.phase.combo.key == "vulnerability"


def test_the_focus_leaving_the_text_keeps_it(top: DeskTop) -> None:
    top.open(top.small.ada_ben)
    top.type("Kept on blur")
    top.key(KEY.Key_Tab)
    QApplication.processEvents()
    top.wait()
    assert "joint: Kept on blur" in top.kept()
