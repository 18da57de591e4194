"""The side panel of the note: each control is kept at once."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.ui.conftest import InVault, SmallPractice
from tests.ui.sessions.desk_top import CTRL, DeskTop
from therapist_app.kernel.changes import Changes
from therapist_app.sessions.note import NoteDocument
from ui.kit.context import Context

KEY = Qt.Key


@pytest.fixture
def top(ctx: Context, small: SmallPractice, in_vault: InVault, qtbot: QtBot) -> Iterator[DeskTop]:
    made = DeskTop(ctx, small, in_vault)
    qtbot.addWidget(made.window)
    qtbot.waitExposed(made.window)
    made.open(small.ada_ben)
    yield made
    made.close()


def test_a_block_is_tagged_with_a_few_keys(top: DeskTop) -> None:
    label = next(b.label for b in top.ctx.workspace.catalogue.blocks if b.key == "minimizing")
    top.key(KEY.Key_T, CTRL)
    top.type(label[:4].lower())
    top.key(KEY.Key_Return)
    assert _tags(top) == {"minimizing": (1, "between", "")}
    top.key(KEY.Key_2)  # the focus is on its level
    assert _tags(top) == {"minimizing": (2, "between", "")}
    assert any("block" in one.nouns for one in top.told)


@pytest.mark.parametrize("wide", [1016, 600])
def test_the_blocks_that_are_found_can_be_seen_wherever_their_box_stands(
    top: DeskTop, qtbot: QtBot, wide: int
) -> None:
    top.window.resize(wide, 400)
    top.wait()
    top.key(KEY.Key_T, CTRL)
    top.type("a")
    hits = top.page.panel.blocks.box.hits
    qtbot.waitUntil(lambda: hits.visibleRegion().boundingRect().height() == hits.height())
    assert hits.count() > 1


def test_an_open_block_is_said_again_with_where_it_was_seen(top: DeskTop) -> None:
    row = top.page.panel.blocks.rows["blaming"]
    assert row.level.level is None
    top.tab_to(row.level)
    top.key(KEY.Key_3)
    assert _tags(top) == {"blaming": (3, "between", "")}
    assert row.head.words.second.text().startswith("severe · between them")


def test_who_a_line_and_taking_off_are_reached_by_keys(top: DeskTop) -> None:
    row = top.page.panel.blocks.rows["blaming"]
    top.tab_to(row.level)
    top.key(KEY.Key_1)
    top.tab_to(row.head)
    top.key(KEY.Key_Space)
    top.tab_to(row.seen)
    top.key(KEY.Key_Up)
    top.tab_to(row.line)
    top.type("twice, softly")
    top.key(KEY.Key_Return)
    assert _tags(top) == {"blaming": (1, "both", "twice, softly")}
    top.tab_to(row.remove)
    top.key(KEY.Key_Space)
    assert _tags(top) == {}


def test_a_line_still_being_typed_is_kept_when_the_page_settles(top: DeskTop) -> None:
    row = top.page.panel.blocks.rows["blaming"]
    row.head.click()
    row.line.setFocus()
    top.type("half a thou")
    top.page.settle(lambda worked: None)
    top.wait()
    assert _tags(top)["blaming"][2] == "half a thou"


def test_typing_in_the_box_finds_by_words_and_escape_leads_back(top: DeskTop) -> None:
    top.key(KEY.Key_T, CTRL)
    box = top.page.panel.blocks.box
    top.type("zzz")
    assert box.hits.item(0).text() == "No block has such a word"
    top.key(KEY.Key_Return)
    assert _tags(top) == {}
    top.key(KEY.Key_Escape)
    top.key(KEY.Key_Escape)
    assert top.focus is top.text


def test_a_change_of_phase_asks_for_its_reason_in_one_line(top: DeskTop) -> None:
    phase, service = top.page.panel.phase, top.small.workspace.progression
    assert phase.combo.key == "understanding"
    assert not phase.reason.isVisible()
    top.tab_to(phase.combo)
    top.key(KEY.Key_Down)
    assert top.focus is phase.reason
    top.type("Ben told the whole of it")
    top.key(KEY.Key_Return)
    entry = top.in_vault(lambda: service.phase(top.small.ada_ben))
    assert (entry.phase, entry.reason, entry.session_id) == (
        "vulnerability",
        "Ben told the whole of it",
        top.session_id,
    )
    assert top.page.view.head.phase.accessibleName().startswith("Phase 4")


def test_a_change_of_phase_can_be_taken_back(top: DeskTop) -> None:
    phase, service = top.page.panel.phase, top.small.workspace.progression
    top.tab_to(phase.combo)
    top.key(KEY.Key_Down)
    top.tab_to(phase.after.answers[0])
    top.key(KEY.Key_Space)
    assert top.in_vault(lambda: service.phase(top.small.ada_ben)).phase == "understanding"
    assert phase.combo.key == "understanding"
    assert not phase.reason.isVisible()


def test_one_partner_alone_asks_whether_it_is_private(top: DeskTop) -> None:
    present = top.page.panel.present
    top.type("Said in confidence")
    top.tab_to(present.present)
    top.key(KEY.Key_Right)
    assert _session(top).present == "a"
    assert _session(top).audience == "joint"
    assert "Private to Ada?" in present.question.words.text()
    top.tab_to(present.question.answers[0])
    top.key(KEY.Key_Space)
    assert (_session(top).kind, _session(top).audience) == ("individual", "a")
    top.page.drafts.flush()
    top.wait()
    assert "a: Said in confidence" in top.kept()
    seen_by_b = top.in_vault(lambda: top.small.workspace.sessions.note_for(top.session_id, "b"))
    assert seen_by_b == NoteDocument()
    assert top.page.view.head.session.words.startswith("Individual session")


def test_alone_may_stay_joint(top: DeskTop) -> None:
    present = top.page.panel.present
    top.tab_to(present.present)
    top.key(KEY.Key_Right)
    top.tab_to(present.question.answers[1])
    top.key(KEY.Key_Space)
    assert not present.question.isVisible()
    assert (_session(top).kind, _session(top).present) == ("joint", "a")


def test_what_the_disk_refuses_stays_as_it_was_said_until_it_is_kept(top: DeskTop) -> None:
    row, vault = top.page.panel.blocks.rows["blaming"], top.small.workspace.vault
    before = row.level.level
    vault.read_only = True
    top.tab_to(row.level)
    top.key(KEY.Key_3)
    top.key(KEY.Key_2)
    assert "Not saved" in top.ctx.unsaved.sentence
    assert row.level.level is not before
    settled: list[bool] = []
    top.page.settle(settled.append)
    top.wait()
    assert settled == [False]
    vault.read_only = False
    top.page.settle(settled.append)
    top.wait()
    assert settled == [False, True]
    assert not top.ctx.unsaved.sentence
    row = top.page.panel.blocks.rows["blaming"]
    assert row.level.level == 2


def test_the_session_sheet_changes_day_and_times(top: DeskTop) -> None:
    top.tab_to(top.page.view.head.session)
    top.key(KEY.Key_Space)
    sheet = top.ctx.dialogs.shown[0]
    sheet.day.edit.setFocus()  # type: ignore[attr-defined]
    sheet.day.edit.selectAll()  # type: ignore[attr-defined]
    top.type("20 Nov")
    sheet.start.edit.setFocus()  # type: ignore[attr-defined]
    sheet.start.edit.selectAll()  # type: ignore[attr-defined]
    top.type("16:30")
    top.key(KEY.Key_Return, CTRL)
    assert not top.ctx.dialogs.shown
    assert top.page.view.head.session.words == "Session 3 · Fri 20 Nov, 16:30"


def test_the_session_sheet_says_what_cannot_be_kept(top: DeskTop) -> None:
    top.page.change_session()
    top.wait()
    sheet = top.ctx.dialogs.shown[0]
    sheet.stop.edit.setFocus()  # type: ignore[attr-defined]
    sheet.stop.edit.selectAll()  # type: ignore[attr-defined]
    top.type("8:00")
    top.key(KEY.Key_Return, CTRL)
    assert sheet.stop.error == "The session stops before it starts."  # type: ignore[attr-defined]
    top.ctx.dialogs.close_all()
    top.wait()
    assert _session(top).stop is None


def test_the_panel_is_put_away_and_taken_out_by_keys(top: DeskTop) -> None:
    assert top.page.panel.isVisible()
    top.key(KEY.Key_Period, CTRL)
    assert not top.page.panel.isVisible()
    assert top.page.view.head.panel.isVisible()
    top.key(KEY.Key_T, CTRL)
    assert top.page.panel.isVisible()
    assert top.focus is top.page.panel.blocks.box.edit


def test_in_a_narrow_window_the_panel_lies_below_the_text(top: DeskTop) -> None:
    top.window.resize(600, 800)
    top.wait()
    assert top.page.panel.mapTo(top.window, top.page.panel.rect().topLeft()).y() > 400
    top.key(KEY.Key_Period, CTRL)
    assert top.page.panel.isAncestorOf(top.focus)
    top.key(KEY.Key_Period, CTRL)
    assert top.focus is top.text


@pytest.mark.parametrize(("width", "scale"), [(600, 1.0), (1016, 1.0), (900, 2.0), (1168, 2.0)])
def test_nothing_is_wider_than_the_page_with_long_names_and_large_text(
    top: DeskTop, width: int, scale: float
) -> None:
    couples, couple = top.small.workspace.couples, top.small.ada_ben
    names = {"a": "Ada " * 75, "b": "\u05d1\u05df \U0001f469\u200d\U0001f467 & Co"}
    for side, name in names.items():
        top.in_vault(lambda side=side, name=name: couples.update_partner(couple, side, name=name))
    top.ctx.theme.set_scale(scale)
    top.window.resize(width, 800)
    top.open(couple, top.session_id)
    try:
        assert top.window.width() == width
        panel = top.page.panel
        assert panel.inside.width() <= panel.viewport().width()
        assert top.page.view.head.minimumSizeHint().width() <= width
    finally:
        top.ctx.theme.set_scale(1.0)


def _tags(top: DeskTop) -> dict[str, tuple[int, str, str]]:
    service = top.small.workspace.progression
    return {
        tag.block: (tag.level, tag.seen_in, tag.line)
        for tag in top.in_vault(lambda: service.tags(top.session_id))
    }


def _session(top: DeskTop):
    return top.in_vault(lambda: top.small.workspace.sessions.get(top.session_id)).session


def test_signs_are_folded_and_rated_with_one_digit_by_each_in_their_own_eyes(top: DeskTop) -> None:
    signs = top.page.panel.signs
    assert not signs.is_open
    assert signs.said.text() == "0 of 12 rated"
    top.tab_to(signs.fold)
    top.key(KEY.Key_Space)
    row = signs.rows["attunement"]
    top.tab_to(row.strip)
    top.key(KEY.Key_3)
    assert _signs(top) == {("attunement", "clinician"): 3}
    assert row.word.text() == "often"
    assert signs.said.text() == "1 of 12 rated"
    top.tab_to(signs.rater)
    top.key(KEY.Key_Right)
    assert row.word.text() == "not rated"
    top.tab_to(row.strip)
    top.key(KEY.Key_0)
    assert _signs(top) == {("attunement", "a"): 0, ("attunement", "clinician"): 3}
    assert row.word.text() == "not yet"
    top.key(KEY.Key_Delete)
    assert _signs(top) == {("attunement", "clinician"): 3}


def _signs(top: DeskTop) -> dict[tuple[str, str], int]:
    service = top.small.workspace.signs
    found = top.in_vault(lambda: service.of_session(top.session_id))
    return {(one.sign, one.rater): one.value for one in found}


def test_under_no_secrets_being_alone_is_for_both_unless_someone_says_otherwise(top: DeskTop) -> None:
    couples, privacy = top.small.workspace.couples, top.small.workspace.privacy
    top.in_vault(lambda: couples.agree_on_secrets(top.small.ada_ben, "no_secrets"))
    top.open(top.small.ada_ben, top.session_id)
    present = top.page.panel.present
    top.tab_to(present.present)
    top.key(KEY.Key_Right)
    assert "You agreed on no secrets" in present.question.words.text()
    assert top.page.view.head.policy.text().startswith("No secrets, agreed")
    assert [one.accessibleName() for one in present.question.answers] == ["Yes, for both", "No, private"]
    top.tab_to(present.question.answers[1])
    top.key(KEY.Key_Space)
    assert _session(top).audience == "a"
    assert "what becomes of it?" in present.question.words.text()
    top.tab_to(present.question.answers[0])
    top.key(KEY.Key_Space)
    assert present.by.isVisible()
    assert top.focus is present.by.day.edit
    top.key(KEY.Key_Return)
    kept = top.in_vault(lambda: privacy.decisions(top.session_id))["a"]
    assert (kept.decision, (kept.share_by - kept.decided_on).days) == ("share", 7)
    assert not present.by.isVisible()
    assert "to be shared by" in present.question.words.text()


def test_under_no_secrets_a_part_for_one_asks_and_can_be_made_joint(top: DeskTop) -> None:
    couples = top.small.workspace.couples
    top.in_vault(lambda: couples.agree_on_secrets(top.small.ada_ben, "no_secrets"))
    top.open(top.small.ada_ben, top.session_id)
    present = top.page.panel.present
    top.type("Ben told me first")
    top.text.act("reader_b")
    top.page.drafts.flush()
    top.wait()
    assert present.question.words.text().startswith("There is a part private to Ben.")
    top.tab_to(present.question.answers[2])
    top.key(KEY.Key_Space)
    top.page.drafts.flush()
    top.wait()
    assert "joint: Ben told me first" in top.kept()
    assert not present.question.isVisible()


def test_a_couple_followed_in_a_second_set_has_a_row_for_its_step(top: DeskTop) -> None:
    step, service, couple = top.page.panel.step, top.small.workspace.progression, top.small.ada_ben
    assert not step.isVisible()
    top.in_vault(lambda: service.sets.choose(couple, "eft"))
    top.page.reload(Changes.of("phase", couple=couple))
    top.wait()
    assert (step.isVisible(), step.combo.accessibleName()) == (True, "Emotionally focused therapy")
    top.tab_to(step.combo)
    top.key(KEY.Key_Down)
    top.wait()
    assert top.focus is step.reason
    eft = top.in_vault(lambda: service.sets.of(couple))
    (entered,) = top.in_vault(lambda: service.path(couple, among=eft))
    assert (entered.phase, entered.entry.session_id is not None) == ("eft_1", True)
    assert top.in_vault(lambda: service.phase(couple)).phase == "understanding"
    assert step.after.words.text() == "Set in this session."
