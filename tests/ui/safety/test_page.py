"""The page of safety: partner by partner, by keys alone, and nothing of it lost or shown to others."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget

from tests.support.builders import all_asked
from therapist_app.couples.model import Partner
from therapist_app.safety.drafts import PlanDraft, RiskDraft
from ui.kit.places import Place, safety_of
from ui.preferences.safety_card import SafetyCard
from ui.safety.page import SafetyPage
from ui.safety.screen_sheet import ScreenSheet
from ui.shell.call_words import call_words


class Room:
    """Opens the page, presses what can be seen, types, and reads."""

    def __init__(self, ctx: Any, settle: Callable[[], None], page: SafetyPage, couple: str) -> None:
        self.ctx, self.settle, self.page, self.couple = ctx, settle, page, couple
        self.said: list[tuple[str, Any]] = []
        self.went: list[Place] = []
        page.message.connect(lambda words, undo: self.said.append((words, undo)))
        page.navigate_requested.connect(self.went.append)
        page.changed.connect(page.reload)  # as the window does

    def open(self, form: str = "", **extra: Any) -> Room:
        place = safety_of(self.couple, form)
        self.page.open(Place("safety", self.couple, extra=place.extra | extra))
        self.wait()
        return self

    def wait(self) -> None:
        for _ in range(4):
            self.settle()
            QApplication.processEvents()

    @property
    def sheet(self) -> Any:
        return self.ctx.dialogs.shown[-1]

    def words(self, inside: QWidget | None = None) -> str:
        labels = (inside or self.page).findChildren(QLabel)
        return "\n".join(label.text() for label in labels if label.isVisible())

    def press(self, name: str, inside: QWidget | None = None) -> None:
        found = [
            one
            for one in (inside or self.page).findChildren(QAbstractButton)
            if one.isVisible() and name in (one.accessibleName(), one.text())
        ]
        found[0].setFocus()
        QTest.keyClick(found[0], Qt.Key.Key_Space)
        self.wait()

    def keep(self) -> None:
        QTest.keyClick(self.sheet, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        self.wait()


@pytest.fixture
def room(ctx, settle, qtbot, small) -> Iterator[Room]:
    page = SafetyPage(ctx)
    qtbot.addWidget(page)
    page.resize(1016, 800)
    page.show()
    qtbot.waitExposed(page)
    page.activateWindow()
    made = Room(ctx, settle, page, small.ada_ben)
    yield made
    ctx.dialogs.close_all()
    made.wait()


def standing(room, in_vault):
    return in_vault(lambda: room.ctx.workspace.safety.standing(room.couple))


def answer_all(room: Room, keys: str) -> None:
    """Type one key after the other, wherever the focus goes by itself."""
    next(iter(room.sheet.topics.values())).strip.setFocus()
    for key in keys:
        QTest.keyClick(QApplication.focusWidget(), key)


def test_a_screen_is_answered_by_keys_alone_and_stands_on_the_page(room, in_vault):
    room.open("screen_b")
    assert isinstance(room.sheet, ScreenSheet)
    assert room.sheet.windowTitle() == "Screen Ben alone"
    room.press("I am sure that nobody could listen", room.sheet)
    answer_all(room, "nnynnnnn-nn")
    assert QApplication.focusWidget() is room.sheet.said.edit  # the last answer leads on to the words
    QTest.keyClicks(QApplication.focusWidget(), "He was pushed.")
    room.keep()
    kept = standing(room, in_vault).screen("b")
    assert (kept.answers["injury"], kept.answers["substances"], kept.private) == ("yes", "not_asked", True)
    said = room.words()
    assert "Yes to: Injury." in said
    assert "Not asked: Substances." in said
    assert "He was pushed." in said


def test_a_yes_proposes_a_status_and_what_was_proposed_is_only_chosen(room, in_vault, small):
    in_vault(lambda: small.told.clock.advance(minutes=1) or True)
    in_vault(lambda: small.workspace.safety.screen(small.ada_ben, all_asked("a", threats="yes")))
    room.open()
    assert "Ada said yes to: Threats. That speaks for “Joint work paused”." in room.words()
    room.press("Look at the status that the answers speak for")
    assert room.sheet.status == "unsafe"
    assert [key for key, box in room.sheet.reasons.items() if box.isChecked()] == ["threats"]
    assert standing(room, in_vault).key == "no_known_concern"
    room.keep()
    assert standing(room, in_vault).key == "unsafe"
    assert "speaks for" not in room.words()
    room.said[-1][1]()  # undo
    room.wait()
    assert standing(room, in_vault).key == "no_known_concern"


def test_a_yes_on_suicide_asks_for_the_risk_line_at_once(room, in_vault):
    room.open("screen_a")
    answer_all(room, "nnnnnnnnnny")
    room.keep()
    assert room.sheet.windowTitle() == "Risk line of Ada"
    room.press("Thoughts", room.sheet)
    room.keep()
    assert room.sheet.fields["next_check_on"].error.startswith("Please say when you ask again.")
    room.sheet.next.edit.setText("+3d")
    room.sheet.told.set_value("Her doctor")
    room.keep()
    risk = standing(room, in_vault).risk("a")
    assert (risk.level, risk.told, (risk.next_check_on - risk.on_date).days) == ("thoughts", "Her doctor", 3)
    assert "Told: Her doctor" in room.words()


def test_what_is_missing_is_said_before_keeping_and_keeping_is_refused(room, in_vault, small):
    in_vault(lambda: small.workspace.safety.set_status(small.ada_ben, "unsafe", reasons=["threats"]).value)
    in_vault(lambda: small.told.clock.advance(days=3) or True)
    in_vault(lambda: small.workspace.safety.screen(small.ada_ben, all_asked("a")))
    room.open()
    ben = "Ben has not been screened alone since joint work was paused on 21 Nov."
    assert ben in room.words()
    room.press("Enter a status")
    assert not room.sheet.consulted.isVisible()
    room.press("Concerns", room.sheet)
    assert room.sheet.missing == ben
    assert room.sheet.consulted.isVisible()
    room.sheet.reason.set_value("Calm.")
    room.press("Yes", room.sheet)
    room.keep()
    assert ben in room.sheet.error
    in_vault(lambda: small.workspace.safety.screen(small.ada_ben, all_asked("b")))
    room.keep()
    assert standing(room, in_vault).key == "concerns"


def test_a_half_filled_screen_goes_through_a_lock(room):
    room.open("screen_a")
    answer_all(room, "nyn")
    room.sheet.said.edit.setPlainText("Half a sentence")
    place = room.page.place()
    room.ctx.dialogs.close_all()
    room.wait()
    room.page.open(place)
    room.wait()
    assert [row.answer for row in room.sheet.topics.values()][:4] == ["no", "yes", "no", "not_asked"]
    assert room.sheet.said.value == "Half a sentence"


def test_a_screen_is_corrected_and_taken_back_and_the_history_tells_so(room, in_vault):
    room.open()
    old = standing(room, in_vault).screen("a").id
    room.page.ask(f"screen:{old}")
    room.wait()
    answer_all(room, "y")
    room.keep()
    assert standing(room, in_vault).screen("a").answers["fear_of_partner"] == "yes"
    assert "corrected since" in room.words()
    room.page.ask(f"screen:{standing(room, in_vault).screen('a').id}")
    room.wait()
    room.press("Take this entry back", room.sheet)
    assert standing(room, in_vault).screen("a") is None
    room.said[-1][1]()
    room.wait()
    assert standing(room, in_vault).screen("a").answers["fear_of_partner"] == "yes"


def test_the_plan_is_kept_item_by_item(room, in_vault):
    room.open("plan")
    room.sheet.words["honesty"].set_value("All bank pages.")
    room.sheet.dates["date"].edit.setText("+2w")
    room.keep()
    plan = standing(room, in_vault).plan
    assert set(plan) == {"honesty", "date"}
    assert "All bank pages." in room.words()
    assert "Looked at again" in room.words()


def test_while_names_are_hidden_nobody_reads_what_was_said(room, in_vault, small):
    safety, couple = small.workspace.safety, small.ada_ben
    draft = all_asked("a", choking="yes")
    in_vault(lambda: safety.screen(couple, draft))
    in_vault(
        lambda: safety.enter_risk(couple, RiskDraft("b", "plan", "Calls Sue", "Sue", small.told.day(-3)))
    )
    in_vault(lambda: safety.set_plan(couple, [PlanDraft("who_checks", "Sue asks")]))
    in_vault(lambda: safety.set_status(couple, "concerns", reason="He shouts"))
    room.page.set_discreet(True)
    room.open()
    spoken = [one.accessibleName() for one in room.page.findChildren(QWidget) if one.isVisible()]
    seen = "\n".join([room.words(), *spoken])
    for words in ("Ada", "Ben", "Choking", "Sue", "shouts", "Plan ·"):
        assert words not in seen, words
    for form in ("plan", f"risk:{standing(room, in_vault).risk('b').id}", "proposed"):
        room.page.ask(form)
        room.wait()
        assert "Sue" not in room.words(room.sheet)
        shown = [one for one in room.sheet.fields.values() if one.isVisible()]
        assert not any("Sue" in getattr(one, "value", "") for one in shown)
        room.ctx.dialogs.close_all()
    room.page.set_discreet(False)
    room.wait()
    assert "Sue asks" in room.words()


def test_what_is_safe_for_a_partner_stands_there_and_leads_to_the_form(room, in_vault, small):
    known = {"safe_to_call": False, "safe_to_take_home": True}
    in_vault(lambda: small.workspace.couples.update_partner(small.ada_ben, "a", **known))
    room.open()
    assert (
        "Safe to have paper at home.\nNot safe to call.\nNot asked yet if it is safe to leave a message"
        in room.words()
    )
    room.press("Change what is safe for Ada")
    assert room.went[-1].extra == {"open": "partner_a"}


def test_a_couple_with_much_on_the_page_scrolls_and_is_not_pressed_together(room, in_vault, small):
    def much():
        for number in range(4):
            text = f"Line {number}."
            small.workspace.safety.enter_risk(small.mira_noor, RiskDraft("a", "none", text))
            small.workspace.safety.set_plan(small.mira_noor, [PlanDraft("honesty", text)])
        return True

    in_vault(much)
    room.open()
    room.ctx.theme.set_mode("dark")
    room.wait()
    room.couple = small.mira_noor
    room.open()
    inside = room.page.area.inside
    for mode in ("light", "dark", "light"):
        room.ctx.theme.set_mode(mode)
        room.wait()
        assert inside.height() >= inside.heightForWidth(inside.width())
        assert room.page.area.verticalScrollBar().maximum() > 0
        rows = [one for one in inside.findChildren(QLabel) if one.isVisible() and one.wordWrap()]
        assert all(one.height() >= one.heightForWidth(one.width()) for one in rows)


def test_how_old_a_screen_may_be_is_chosen_in_settings(room, in_vault, ctx, qtbot):
    card = SafetyCard(ctx)
    qtbot.addWidget(card)
    card.load()
    room.wait()
    assert card.after.key == "90"
    card.after.segments[1].click()
    room.wait()
    assert standing(room, in_vault).is_due(room.ctx.workspace.clock.today())
    room.open()
    assert "A screen is due since 11 Nov." in room.words()


def test_before_a_call_the_word_stands_beside_the_name():
    known = Partner(couple_id="c", side="a", name="Ada")
    assert call_words(known) == " · not asked whether a call is safe"
    known.safe_to_call, known.safe_to_leave_message = True, False
    assert call_words(known) == " · safe to call · no message"
