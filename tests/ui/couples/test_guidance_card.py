"""The card of guidance: what it says, where its facts lead, how a rule is set aside and comes back."""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from ui.kit.places import Place
from ui.kit.row import OpenRow


@pytest.fixture
def threat(small, in_vault):
    """A session in which threats were named."""
    workspace = small.workspace

    def tell():
        session = workspace.sessions.list(small.ada_ben)[0].session.id
        workspace.progression.tag_block(session, "threats", 2, "b")
        return session

    return in_vault(tell)


def speaking(small, in_vault):
    return [one.rule.key for one in in_vault(lambda: small.workspace.guidance.of(small.ada_ben)).stand]


def test_it_says_what_deserves_attention_and_shows_the_facts(room, small, threat):
    words = room.open(small.ada_ben).words(room.tab)
    assert "Guidance" in words
    assert "See each partner alone before the next joint session. Ask how safe it is for them." in words
    assert any(word.startswith("Threats: moderate, Ben, since") for word in words)
    assert any(word.startswith("Ada was not seen alone since") for word in words)


def test_enter_on_a_fact_opens_where_it_came_from(room, small, threat):
    room.open(small.ada_ben)
    fact = next(
        one
        for one in room.tab.guidance.findChildren(OpenRow)
        if one.accessibleName().startswith("Open: Threats")
    )
    fact.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(fact, Qt.Key.Key_Return)
    assert room.went == [Place("note", small.ada_ben, threat)]


def test_a_rule_is_set_aside_with_a_reason_and_brought_back(room, small, threat, in_vault):
    room.open(small.ada_ben).press("Set aside: See each partner alone")
    room.keep()  # without a reason it stays
    assert room.has_sheet
    assert room.sheet.fields["reason"].error
    room.write("reason", "Both come alone next week")
    room.keep()
    assert not room.has_sheet
    assert "alone_first" not in speaking(small, in_vault)
    assert room.said[-1][0] == "Set aside"
    room.press("What was set aside")
    assert any("Both come alone next week" in word for word in room.words(room.tab))
    room.press("Bring back: See each partner alone")
    assert "alone_first" in speaking(small, in_vault)


def test_setting_aside_can_be_undone_at_once(room, small, threat, in_vault):
    room.open(small.ada_ben).press("Set aside: See each partner alone")
    room.write("reason", "A slip")
    room.keep()
    room.said[-1][1]()
    room.wait()
    assert "alone_first" in speaking(small, in_vault)


def test_hidden_names_hide_who_and_why(room, small, threat):
    room.open(small.ada_ben).press("Set aside: See each partner alone")
    room.write("reason", "Ben said so")
    room.keep()
    room.press("What was set aside")
    room.page.set_discreet(True)
    room.wait()
    said = " ".join(room.words(room.tab.guidance))
    assert "Ben" not in said
    assert "Ada" not in said


def test_the_head_counts_and_leads_to_the_card(room, small, threat, in_vault):
    room.open(small.ada_ben, "notes")
    count = len(speaking(small, in_vault))
    word = f"{count} point{'s' if count > 1 else ''} of guidance"
    room.press(word)
    assert room.went == [Place("couple", small.ada_ben, tab="overview", extra={"to": "guidance"})]
    room.page.open(room.went[0])
    room.wait()
    assert QApplication.focusWidget().accessibleName() == "Set aside: See each partner alone"


def test_a_couple_without_facts_has_a_quiet_card(room, small):
    words = room.open(small.mira_noor).words(room.tab.guidance)
    assert "Nothing stands out now." in words
    assert not room.page.header.guidance.isVisible()


def test_a_review_is_marked_and_can_be_undone(room, small, in_vault):
    reviews = small.workspace.progression.reviews
    room.open(small.ada_ben)
    room.page.open(Place("couple", small.ada_ben, tab="overview", extra={"open": "review"}))
    room.wait()
    today = small.workspace.clock.today()
    assert room.sheet.next.date == today + dt.timedelta(weeks=12)
    assert room.sheet.half_filled == {}
    room.write("line", "They want to go on")
    room.keep()
    (kept,) = in_vault(lambda: reviews.of(small.ada_ben))
    assert (kept.on_date, kept.next_on, kept.line) == (
        today,
        today + dt.timedelta(weeks=12),
        "They want to go on",
    )
    room.said[-1][1]()
    room.wait()
    assert in_vault(lambda: reviews.of(small.ada_ben)) == ()
