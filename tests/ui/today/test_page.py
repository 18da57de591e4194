"""Today, as someone reads it and walks through it with the keyboard."""

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from tests.support.builders import ACouple
from therapist_app.couples.service import CoupleDraft, PartnerDraft
from therapist_app.kernel.changes import Changes
from therapist_app.sessions.signing import Signer
from ui.kit.places import Place, safety_of


def read(widget):
    """Every word that can be seen, in reading order of the widgets."""
    return [one.text() for one in widget.findChildren(QLabel) if one.isVisible() and one.text()]


def press_until(page, button):
    """Walk with Tab until a button has the focus, then press it."""
    for _ in range(60):
        if QApplication.focusWidget() is button:
            QTest.keyClick(button, Qt.Key.Key_Space)
            return
        QTest.keyClick(QApplication.focusWidget() or page, Qt.Key.Key_Tab)
    raise AssertionError("the button cannot be reached with Tab")


def test_the_day_is_summed_up_and_each_session_has_its_card(open_page, comes_today, small):
    comes_today(small.ada_ben, 11)
    comes_today(small.mira_noor, 14)
    page, _ = open_page()
    words = read(page)
    assert "Saturday 21 November · 2 couples · 1 note to write" in words
    first, second = page.day.panels
    assert read(first)[:2] == ["11:00", "Ended 12:00"]
    assert {"Ada & Ben", "No safety concern known"} <= set(read(first))
    assert {"14:00", "In 2 hours", "Mira & Noor", "Not assessed", "First session"} <= set(read(second))
    assert page.day.now_line.isVisible()
    assert page.day.now_line.accessibleName() == "Now 12:02"


def test_only_the_session_that_has_just_ended_has_the_primary_button(open_page, comes_today, small):
    comes_today(small.ada_ben, 11)
    comes_today(small.mira_noor, 14)
    page, _ = open_page()
    primary = [
        one.accessibleName() for one in page.findChildren(QPushButton) if one.property("kind") == "primary"
    ]
    visible = [name for name in primary if name != "Add a couple"]
    assert visible == ["Write note: Ada & Ben"]


def test_write_note_enters_the_session_once_and_opens_it(open_page, comes_today, small, in_vault, settle):
    comes_today(small.ada_ben, 11)
    page, heard = open_page()
    button = page.day.panels[0].note_button
    press_until(page, button)
    QTest.keyClick(button, Qt.Key.Key_Space)  # an impatient second time
    settle()
    rows = in_vault(lambda: small.workspace.sessions.on_day(small.told.today))
    assert [(row.session.couple_id, row.session.start) for row in rows] == [(small.ada_ben, dt.time(11))]
    assert heard.places == [from_today(small.ada_ben, rows[0].session.id)]
    assert [change.couple_id for change in heard.changes] == [small.ada_ben]


def test_a_session_that_was_entered_opens_its_own_note(open_page, comes_today, small, in_vault, settle):
    session = in_vault(lambda: small.workspace.sessions.start(small.mira_noor, start=dt.time(9)).value.id)
    page, heard = open_page()
    press_until(page, page.day.panels[0].note_button)
    settle()
    assert heard.places == [from_today(small.mira_noor, session)]
    assert heard.changes == []


def test_a_session_entered_elsewhere_meanwhile_is_taken_up(open_page, comes_today, small, in_vault, settle):
    comes_today(small.ada_ben, 11)
    page, heard = open_page()
    session = in_vault(lambda: small.workspace.sessions.start(small.ada_ben).value.id)
    page.write_note(page.day.panels[0].card)
    settle()
    assert heard.places == [from_today(small.ada_ben, session)]


def from_today(couple_id, session_id):
    """A note whose Done leads back here."""
    return Place("note", couple_id, session_id, extra={"back": "today"})


def test_a_late_cancel_waits_for_no_note(open_page, small, in_vault):
    in_vault(lambda: small.workspace.sessions.start(small.ada_ben, kind="late_cancel", start=dt.time(9)))
    page, _ = open_page()
    assert "Saturday 21 November · 1 couple" in read(page)
    assert "Late cancel" in read(page.day.panels[0])
    assert page.day.panels[0].note_button.kind == "plain"


def test_the_handout_button_leads_to_the_couples_list_of_sheets(open_page, comes_today, small):
    comes_today(small.ada_ben, 11)
    page, heard = open_page()
    press_until(page, page.day.panels[0].other_button)
    assert heard.places == [Place("couple", small.ada_ben, tab="homework", extra={"focus": "sheets"})]


def test_a_couple_whose_joint_work_is_paused_leads_to_its_plan(open_page, comes_today, small, in_vault):
    in_vault(lambda: small.workspace.safety.set_status(small.ada_ben, "unsafe", reason="Asked each alone."))
    comes_today(small.ada_ben, 14)
    page, heard = open_page()
    panel = page.day.panels[0]
    assert "Joint work paused since 21 Nov. Each partner can still be seen alone." in read(panel)
    press_until(page, panel.other_button)
    assert panel.other_button.text() == "Open plan"
    assert heard.places == [safety_of(small.ada_ben)]


@pytest.mark.parametrize(("hour", "warns"), [(15, True), (16, False)])
def test_partners_of_a_paused_couple_who_come_one_after_the_other_are_kept_apart(
    open_page, small, in_vault, hour, warns
):
    sessions, safety = small.workspace.sessions, small.workspace.safety
    in_vault(lambda: safety.set_status(small.ada_ben, "unsafe", reason="Asked each alone."))
    for side, start in (("a", 14), ("b", hour)):
        in_vault(
            lambda side=side, start=start: sessions.start(
                small.ada_ben, kind="individual", present=side, start=dt.time(start)
            )
        )
    page, _ = open_page()
    assert len(page.day.panels) == 2
    assert all(any("leave time between" in one for one in read(panel)) is warns for panel in page.day.panels)


def test_the_last_note_is_read_only_while_the_card_has_the_focus(open_page, comes_today, small):
    comes_today(small.ada_ben, 14)
    page, _ = open_page()
    panel = page.day.panels[0]
    page.seen_button.setFocus()
    assert panel.line == "Session 3 · last seen Sat 14 Nov"
    panel.note_button.setFocus()
    assert panel.line == "Last note: Ben asked first, then listened."
    page.seen_button.setFocus()
    assert panel.line == "Session 3 · last seen Sat 14 Nov"


def test_words_private_to_one_partner_never_stand_on_a_card(open_page, comes_today, small, in_vault):
    in_vault(lambda: small.told.couple("Eun", "Femi").alone("a", days_ago=3).says("Only between us.", "a"))
    couple = in_vault(lambda: small.workspace.couples.list()[1].couple)
    assert couple.label == "Eun & Femi"
    comes_today(couple.id, 14)
    page, _ = open_page()
    page.day.panels[0].note_button.setFocus()
    assert not any("Only between us" in words for words in read(page))


def test_hidden_names_are_initials_everywhere_and_notes_stay_closed(open_page, comes_today, small):
    comes_today(small.ada_ben, 14)
    page, _ = open_page(discreet=True)
    page.day.panels[0].note_button.setFocus()
    seen = " ".join(read(page) + [one.accessibleName() for one in page.findChildren(QPushButton)])
    assert "A. & B." in seen
    assert not any(name in seen for name in ("Ada", "Ben", "Mira", "Noor", "listened"))


def test_loose_ends_open_their_places(open_page, small, in_vault, settle):
    session = in_vault(lambda: small.workspace.sessions.list(small.ada_ben, 1)[0].session.id)
    in_vault(lambda: small.told.clock.advance(days=14) or True)
    page, heard = open_page()
    rows = {row.words.first.text() + ": " + row.words.second.text(): row for row in page.loose_ends.rows}
    draft = rows["Ada & Ben: Draft since 14 Nov"]
    press_until(page, draft)
    assert heard.places == [from_today(small.ada_ben, session)]


def test_what_waits_for_safety_opens_the_safety_sheet(open_page, small, in_vault):
    in_vault(lambda: small.workspace.safety.set_status(small.ada_ben, "concerns", reason="Asked each alone."))
    page, heard = open_page()
    row = next(row for row in page.loose_ends.rows if row.words.second.text() == "Plan of 21 Nov")
    press_until(page, row)
    assert heard.places == [safety_of(small.ada_ben)]


def test_a_promise_past_its_review_is_looked_at_itself(open_page, small, in_vault):
    told = small.told
    promise = in_vault(
        lambda: ACouple(told, small.ada_ben).promise("I cook", days_ago=40, review_on=told.day(20)).id
    )
    page, heard = open_page()
    row = next(row for row in page.loose_ends.rows if row.words.second.text().startswith("Promise past"))
    press_until(page, row)
    extra = {"commitment_id": promise}
    assert heard.places == [Place("couple", small.ada_ben, tab="commitments", extra=extra)]


def test_a_sheet_past_its_review_is_a_loose_end(open_page, small, in_vault):
    homework, told = small.workspace.homework, small.told
    in_vault(lambda: homework.give(small.ada_ben, "welcome", holder="both", review_on=told.today) and True)
    in_vault(lambda: told.clock.advance(days=2) or True)
    page, heard = open_page()
    row = next(row for row in page.loose_ends.rows if row.words.second.text().endswith(", not reviewed"))
    row.click()
    assert heard.places == [Place("couple", small.ada_ben, tab="homework")]


def test_many_loose_ends_of_a_kind_fold_and_unfold(open_page, small, in_vault):
    def tell():
        for number in range(7):
            small.told.couple(f"Ana {number}", "Bo").session(days_ago=3)
        return True

    in_vault(tell)
    page, _ = open_page()

    def notes():
        return [row for row in page.loose_ends.rows if row.words.second.text() == "No note yet for 18 Nov"]

    assert len(notes()) == 4
    more = next(
        one for one in page.findChildren(QPushButton) if one.accessibleName() == "3 more lines: Notes"
    )
    press_until(page, more)
    assert len(notes()) == 7
    assert QApplication.focusWidget() is notes()[4]


def test_a_day_without_sessions_offers_to_enter_one(open_page):
    page, heard = open_page()
    assert "Nobody is expected today" in read(page)
    assert "Saturday 21 November · nobody is expected" in read(page)
    press_until(page, page.seen_button)
    assert heard.actions == ["seen_today"]


def test_an_empty_practice_teaches_and_offers_to_add_a_couple(open_page, small, in_vault):
    for couple in (small.ada_ben, small.mira_noor):
        in_vault(lambda couple=couple: small.workspace.couples.set_status(couple, "closed"))
    in_vault(
        lambda: [
            small.workspace.signing.sign(row.session.id, Signer("Zoe Lin"))
            for row in small.workspace.sessions.list(small.ada_ben)
        ]
    )
    page, heard = open_page()
    assert "Couples you see appear here, today's first" in read(page)
    assert not page.seen_button.isVisible()
    add = next(one for one in page.findChildren(QPushButton) if one.text() == "Add a couple")
    press_until(page, add)
    assert heard.actions == ["add_couple"]


def test_a_minute_later_the_words_and_the_primary_button_follow(open_page, comes_today, small):
    comes_today(small.ada_ben, 12, 30)
    page, _ = open_page()
    panel = page.day.panels[0]
    assert "In 28 min" in read(panel)
    small.told.clock.advance(minutes=40)
    page.tick()
    assert "On now" in read(panel)
    small.told.clock.advance(minutes=60)
    page.tick()
    assert "Ended 13:30" in read(panel)
    assert panel.note_button.kind == "primary"


def test_after_midnight_the_new_day_is_read(open_page, comes_today, small, settle):
    comes_today(small.ada_ben, 11)
    page, _ = open_page()
    small.told.clock.advance(days=1)
    page.tick()
    settle()
    assert "Sunday 22 November · nobody is expected" in read(page)


def test_what_changed_elsewhere_shows_and_the_focus_stays(open_page, comes_today, small, in_vault, settle):
    comes_today(small.ada_ben, 11)
    page, _ = open_page()
    page.day.panels[0].note_button.setFocus()
    draft = CoupleDraft(PartnerDraft("Ora"), PartnerDraft("Per"), "", None, 5, dt.time(9), "weekly")
    in_vault(lambda: small.workspace.couples.add(draft))
    page.reload(Changes.of("couple"))
    settle()
    assert [panel.label for panel in page.day.panels] == ["Ora & Per", "Ada & Ben"]
    assert QApplication.focusWidget() is page.day.panels[1].note_button


def test_tab_goes_in_reading_order(open_page, comes_today, small, in_vault):
    in_vault(lambda: small.told.couple("Ora", "Per").session(days_ago=2))
    comes_today(small.ada_ben, 11)
    comes_today(small.mira_noor, 14)
    page, _ = open_page()
    page.seen_button.setFocus()
    walked = []
    for _ in range(8):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        walked.append(QApplication.focusWidget().accessibleName())
    assert walked[:7] == [
        "1 promise to ask about: Ada & Ben",
        "Before: Ada & Ben",
        "Print handout: Ada & Ben",
        "Write note: Ada & Ben",
        "Before: Mira & Noor",
        "Print handout: Mira & Noor",
        "Write note: Mira & Noor",
    ]
    assert walked[7] == page.loose_ends.rows[0].accessibleName()


def test_twice_the_letters_and_long_names_scroll_only_downwards(
    open_page, comes_today, small, in_vault, theme
):
    couples = small.workspace.couples
    in_vault(lambda: couples.update(small.ada_ben, label="נועה & " + "Ada Wilhelmina 🌿 " * 17))
    comes_today(small.ada_ben, 11)
    theme.set_scale(2.0)
    try:
        page, _ = open_page(size=(1168, 800))
        area = page.area
        assert area.widget().minimumSizeHint().width() <= area.viewport().width()
        assert area.horizontalScrollBar().maximum() == 0
        assert page.loose_ends.y() > page.day.y()
    finally:
        theme.set_scale(1.0)
