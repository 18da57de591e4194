"""Safety first: what concerns hold back until there is a reason, and what is closed while joint work is paused."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from tests.ui.conftest import InVault, SmallPractice
from tests.ui.homework.conftest import LETTER, LISTENING, Opened
from therapist_app.kernel.errors import SafetyHold
from ui.kit.context import Context

OpenTab = Callable[..., Opened]


def enter_safety(small: SmallPractice, in_vault: InVault, status: str) -> None:
    in_vault(
        lambda: small.workspace.safety.set_status(
            small.ada_ben, status, on_date=small.workspace.clock.today(), reason="Each seen alone."
        )
    )


def test_concerns_hold_a_sheet_until_a_reason_is_kept(
    open_tab: OpenTab, small: SmallPractice, in_vault: InVault, ctx: Context, tmp_path: Path
) -> None:
    enter_safety(small, in_vault, "concerns")
    tab = open_tab(sheet=LETTER)
    hold = tab.page.preview.hold
    assert hold.isVisible()
    assert "safety concerns" in hold.sentence.text()
    assert not tab.page.bar.print.isEnabled()
    assert not tab.page.bar.save.isEnabled()
    tab.page.chooser.focus_list()
    tab.press(Qt.Key.Key_Return)  # asking to print leads to the reason
    assert tab.focus is hold.reason
    assert not hold.use.isEnabled()
    tab.type("He wrote it with me in the room")
    tab.press(Qt.Key.Key_Return)
    tab.wait_for_page()
    assert "He wrote it" in tab.page.preview._notice.text()
    ctx.dialogs.answer_next(str(tmp_path / "letter.pdf"))
    tab.page.bar.save.click()
    tab.wait_for_line("outside the vault")
    assert tab.given()[0].override_reason == "He wrote it with me in the room"


def test_a_reason_for_one_partner_is_none_for_the_other(
    open_tab: OpenTab, small: SmallPractice, in_vault: InVault
) -> None:
    enter_safety(small, in_vault, "concerns")
    tab = open_tab(sheet=LETTER)
    tab.page.chooser.focus_list()
    tab.press(Qt.Key.Key_Return)
    tab.type("Talked through alone")
    tab.press(Qt.Key.Key_Return)
    tab.wait_for_page()
    other = next(part for part in tab.page.bar.whom.segments if not part.isChecked())
    other.click()
    assert tab.page.preview.hold.isVisible()
    assert not tab.page.bar.print.isEnabled()
    assert tab.page.preview.pdf == b""


def test_while_joint_work_is_paused_nothing_is_for_both(
    open_tab: OpenTab, small: SmallPractice, in_vault: InVault, ctx: Context
) -> None:
    enter_safety(small, in_vault, "unsafe")
    tab = open_tab()
    assert [part.choice.key for part in tab.page.bar.whom.segments] == ["a", "b"]
    for row in ctx.workspace.homework.library():
        tab.page.chooser.choose(row.key)
        assert tab.page.bar.holder in ("a", "b")
        with pytest.raises(SafetyHold):
            in_vault(lambda key=row.key: ctx.workspace.homework.render(small.ada_ben, key, holder="both"))
    tab.ctx.tasks.drain()


def test_a_sheet_of_joint_work_cannot_be_forced_while_it_is_paused(
    open_tab: OpenTab, small: SmallPractice, in_vault: InVault
) -> None:
    enter_safety(small, in_vault, "unsafe")
    tab = open_tab(sheet=LETTER)
    assert "paused" in tab.page.preview.hold.sentence.text()
    assert not tab.page.preview.hold.reason.isVisible()
    assert not tab.page.preview.hold.use.isVisible()
    tab.page.chooser.focus_list()
    tab.press(Qt.Key.Key_Return)
    tab.ctx.tasks.drain()
    assert not tab.given()


def test_a_safety_entry_made_elsewhere_takes_the_page_away_at_once(
    open_tab: OpenTab, small: SmallPractice, in_vault: InVault
) -> None:
    tab = open_tab(sheet=LISTENING)
    tab.wait_for_page()
    done = in_vault(
        lambda: small.workspace.safety.set_status(
            small.ada_ben, "unsafe", on_date=small.workspace.clock.today(), reason="Ada is afraid."
        )
    )
    tab.page.reload(getattr(done, "changes", done))
    tab.ctx.tasks.drain()
    assert tab.page.bar.holder != "both"
    assert tab.page.chooser.sheets.count
