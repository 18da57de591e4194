"""The sheets that are opened from the head: safety, the couple, removing a sample."""

import datetime as dt
import re

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QWidget

from ui.kit.places import Place


def status(small, in_vault):
    return in_vault(lambda: small.workspace.couples.get(small.ada_ben)).safety


@pytest.fixture
def safety(room, small):
    room.open(small.ada_ben)
    room.page.header.safety.setFocus()
    QTest.keyClick(room.page.header.safety, Qt.Key.Key_Space)
    room.wait()
    return room


def test_the_statuses_are_in_the_words_of_the_catalogue(safety):
    assert [radio.text() for radio in safety.sheet.statuses.values()] == [
        "Not assessed", "No safety concern known", "Concerns", "Joint work paused",
    ]  # fmt: skip
    assert safety.sheet.status == "no_known_concern"
    assert not any(box.isVisible() for box in safety.sheet.reasons.values())


def test_concerns_need_a_reason_and_say_so_in_the_sheet(safety, small, in_vault):
    safety.press("Concerns", safety.sheet)
    safety.keep()
    assert safety.sheet.fields["reason"].error.startswith("Please say why")
    assert status(small, in_vault).status == "no_known_concern"
    safety.press("Chronic emotional harm", safety.sheet)
    safety.write("plan", "Screen each alone.")
    safety.keep()
    kept = status(small, in_vault)
    assert (kept.status, kept.reasons, kept.plan) == (
        "concerns",
        ["chronic_emotional_harm"],
        "Screen each alone.",
    )
    assert safety.page.header.safety.accessibleName() == "Safety: Concerns, since 21 Nov"
    assert safety.page.bars["concerns"].isVisible()


def test_a_pause_is_lifted_only_with_words_of_its_own(room, small, in_vault):
    couples = small.workspace.couples
    in_vault(lambda: couples.set_safety(small.ada_ben, "unsafe", reason="Threats named."))
    room.open(small.ada_ben)
    room.page.open_safety()
    room.wait()
    assert room.sheet.reason.value == "Threats named."
    room.press("No safety concern known", room.sheet)
    assert room.sheet.reason.value == ""  # the reason to pause is no reason to go on
    room.keep()
    assert "why it can go on" in room.sheet.fields["reason"].error
    room.write("reason", "Each seen alone on Friday.")
    room.keep()
    assert status(small, in_vault).status == "no_known_concern"
    assert len(in_vault(lambda: couples.safety_history(small.ada_ben))) == 3


def test_a_day_to_come_is_refused_at_its_field(safety, small, in_vault):
    safety.write("on_date", "2027-01-01")
    safety.keep()
    assert safety.sheet.fields["on_date"].error
    safety.write("on_date", "no day at all")
    safety.keep()
    assert "not a date" in safety.sheet.fields["on_date"].error
    assert status(small, in_vault).on_date == small.told.day(70)


def test_what_was_kept_before_stands_below(safety):
    assert "Kept so far" in safety.words(safety.sheet)
    assert "Asked each alone." in safety.words(safety.sheet)


def test_escape_keeps_nothing(safety, small, in_vault):
    safety.press("Concerns", safety.sheet)
    safety.press("Threats", safety.sheet)
    QTest.keyClick(safety.sheet, Qt.Key.Key_Escape)
    safety.wait()
    assert not safety.has_sheet
    assert status(small, in_vault).status == "no_known_concern"


def test_the_couple_is_renamed_and_gets_a_usual_time(room, small, in_vault):
    room.open(small.ada_ben)
    room.page.edit_couple()
    assert not room.sheet.weekday.isEnabled()
    room.write("label", "The Friday pair")
    room.sheet.every.combo.set_key("weekly")
    room.sheet.every.chosen.emit("weekly")
    assert room.sheet.weekday.isEnabled()
    room.sheet.weekday.combo.set_key(4)
    room.write("slot_time", "9:30")
    room.keep()
    couple = in_vault(lambda: small.workspace.couples.get(small.ada_ben)).couple
    assert couple.label == room.page.header.title.text() == "The Friday pair"
    assert (couple.slot_every, couple.slot_weekday, couple.slot_time) == ("weekly", 4, dt.time(9, 30))


def test_a_real_couple_is_never_offered_for_removal(room, small):
    room.open(small.ada_ben)
    assert not [act for act in room.page.header.menu.actions() if "Remove" in act.text()]


def test_a_sample_is_removed_only_after_its_name_is_typed(room, small, in_vault):
    sample = in_vault(lambda: small.told.couple("Ona", "Per", is_sample=True).id)
    room.open(sample)
    next(act for act in room.page.header.menu.actions() if "Remove" in act.text()).trigger()
    room.write("label", "Ona")
    room.keep()
    assert room.sheet.typed.error
    room.write("label", "ona & per")
    room.keep()
    assert room.went == [Place("today")]
    assert sample not in [one.couple.id for one in in_vault(small.workspace.couples.list)]


def test_while_names_are_hidden_sheets_show_initials_and_keep_what_they_do_not_ask(room, small, in_vault):
    couples = small.workspace.couples
    in_vault(lambda: couples.update_partner(small.ada_ben, "a", full_name="Ada Moss", phone="0123"))
    room.page.set_discreet(True)
    room.open(small.ada_ben)
    room.press("Edit A.")
    assert room.sheet.windowTitle() == "Edit A."
    assert not {"name", "full_name", "phone", "email", "emergency_contact"} & set(room.sheet.fields)
    assert not _leaks(room.sheet)
    room.write("pronouns", "she/her")
    room.keep()
    partner = in_vault(lambda: couples.get(small.ada_ben)).a
    assert (partner.name, partner.full_name, partner.phone, partner.pronouns) == (
        "Ada", "Ada Moss", "0123", "she/her",
    )  # fmt: skip
    for act in ("Draw it", "Add one"):
        room.press(act)
        assert not _leaks(room.sheet)
        room.ctx.dialogs.close_all()
        room.wait()
    room.page.edit_couple()
    room.wait()
    assert not _leaks(room.sheet)
    room.keep()
    assert in_vault(lambda: couples.get(small.ada_ben)).couple.label == "Ada & Ben"


def test_while_names_are_hidden_a_sample_is_removed_by_its_initials(room, small, in_vault):
    sample = in_vault(lambda: small.told.couple("Ona", "Per", is_sample=True).id)
    room.page.set_discreet(True)
    room.open(sample)
    room.page.remove_couple()
    room.wait()
    assert not _leaks(room.sheet, "Ona", "Per")
    room.write("label", "o. & p.")
    room.keep()
    assert sample not in [one.couple.id for one in in_vault(small.workspace.couples.list)]


def _leaks(sheet, *names):
    """Where a name can be read or heard in a sheet."""
    texts = [sheet.windowTitle()]
    for one in sheet.findChildren(QWidget):
        texts += [one.accessibleName(), one.toolTip()]
        texts += [one.itemText(at) for at in range(one.count())] if isinstance(one, QComboBox) else []
        texts += [one.text()] if isinstance(one, QLabel | QLineEdit) else []
    return [text for text in texts if set(re.findall(r"\w+", text)) & set(names or ("Ada", "Ben", "Moss"))]
