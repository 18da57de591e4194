"""Entries of the path are listed, corrected and taken back by keyboard, each with its undo."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from tests.core.sessions.signed.case import ZOE
from tests.support.builders import ACouple
from therapist_app.sessions.signing import SigningService
from ui.couples.entry_sheet import IN_A_NOTE, EntrySheet
from ui.couples.path_sheet import PathSheet
from ui.couples.phase_sheet import BesideSheet
from ui.kit.buttons import LinkButton
from ui.kit.places import Place


@pytest.fixture
def at(room, small, in_vault):
    """Opens a form of the path by its word."""

    def open_form(word, **typed):
        extra = {"open": word, "typed": typed or None}
        room.page.open(Place("couple", small.ada_ben, tab="overview", extra=extra))
        room.wait()
        return room

    return open_form


@pytest.fixture
def entry(small, in_vault):
    """The latest entry of Ada & Ben."""
    return in_vault(lambda: small.workspace.progression.phase(small.ada_ben))


def path(small, in_vault):
    found = in_vault(lambda: small.workspace.progression.path(small.ada_ben))
    return [(step.phase, step.reason) for step in found]


def labels(sheet):
    return [one.text() for one in sheet.findChildren(QLabel)]


def said(room):
    return room.said[-1][0]


def test_every_entry_is_listed_and_each_can_be_corrected_from_there(at, entry):
    room = at("entries")
    sheet = room.ctx.dialogs.shown[-1]
    assert isinstance(sheet, PathSheet)
    links = [one for one in sheet.findChildren(LinkButton) if one.accessibleName().startswith("Correct: 3")]
    links[-1].setFocus()
    QTest.keyClick(links[-1], Qt.Key.Key_Return)
    room.wait()
    assert isinstance(room.sheet, EntrySheet)
    assert room.sheet.entry.id == entry.id


def test_a_correction_is_kept_shown_beside_its_entry_and_undone(at, entry, small, in_vault):
    before = path(small, in_vault)
    room = at(f"entry:{entry.id}")
    room.sheet.phase.combo.set_key("safety")
    room.write("reason", "Not there yet")
    room.write("because", "Wrong line")
    room.keep()
    assert path(small, in_vault)[-1] == ("safety", "Not there yet")
    assert said(room) == "Corrected. What it was stays readable"
    at("entries")
    (line,) = (one for one in labels(room.ctx.dialogs.shown[-1]) if one.startswith("Earlier: "))
    assert line.startswith("Earlier: 3 Understanding, ")
    assert line.endswith("(corrected 21 Nov: Wrong line)")
    room.ctx.dialogs.close_all()
    room.said[-1][1]()
    room.wait()
    assert path(small, in_vault) == before


def test_an_entry_is_taken_back_and_given_back(at, entry, small, in_vault):
    before = path(small, in_vault)
    room = at(f"entry:{entry.id}")
    (link,) = room.sheet.findChildren(LinkButton)
    QTest.keyClick(link, Qt.Key.Key_Return)
    room.wait()
    assert not room.has_sheet
    assert path(small, in_vault) == before[:-1]
    room.said[-1][1]()
    room.wait()
    assert path(small, in_vault) == before


def test_an_entry_of_a_signed_note_says_so_and_asks_why(at, small, in_vault):
    def tell():
        couple = ACouple(small.told, small.ada_ben)
        session = couple.session(days_ago=1).says("Calm.")
        small.workspace.progression.phases.enter(couple.id, "safety", session_id=session.id)
        session.done()
        SigningService(small.workspace.vault, small.workspace.clock).sign(session.id, ZOE)
        return small.workspace.progression.phase(couple.id)

    signed = in_vault(tell)
    room = at(f"entry:{signed.id}")
    assert IN_A_NOTE in labels(room.sheet)
    room.sheet.phase.combo.set_key("vulnerability")
    room.keep()
    assert "signed note" in room.sheet.fields["because"].error
    room.write("because", "A slip")
    room.keep()
    assert not room.has_sheet
    assert path(small, in_vault)[-1] == ("vulnerability", "")


def test_while_names_are_hidden_reasons_are_too(at, entry, small, in_vault):
    phases = small.workspace.progression.phases
    words = {"reason": "Ben asked", "because": "Ben said so"}
    in_vault(lambda: phases.correct(entry.id, phase="safety", on_date=entry.on_date, **words))
    entry = in_vault(lambda: small.workspace.progression.phase(small.ada_ben))
    at("overview").page.set_discreet(True)
    room = at("entries")
    assert "Ben" not in " ".join(labels(room.ctx.dialogs.shown[-1]))
    room.ctx.dialogs.close_all()
    room = at(f"entry:{entry.id}")
    assert not room.has_sheet
    assert "Names are hidden" in said(room)


def test_what_was_typed_comes_back_after_a_lock(at, entry, small):
    room = at(f"entry:{entry.id}")
    room.write("reason", "Half a")
    room.write("because", "Half b")
    place = room.page.place()
    room.ctx.dialogs.close_all()
    room.page.open(place)
    room.wait()
    assert (room.sheet.reason.value, room.sheet.because.value) == ("Half a", "Half b")


def test_an_entry_that_is_gone_is_said(at, entry, small, in_vault):
    in_vault(lambda: small.workspace.progression.phases.take_back(entry.id))
    room = at(f"entry:{entry.id}")
    assert not room.has_sheet
    assert "no longer stands" in said(room)


# A set beside the six phases


def beside(small, in_vault):
    """Ada & Ben followed in EFT too."""
    progression = small.workspace.progression
    in_vault(lambda: progression.sets.choose(small.ada_ben, "eft"))


def test_a_second_set_is_chosen_on_the_couple(at, small, in_vault):
    room = at("step")  # while there is none, this asks for one
    assert isinstance(room.sheet, BesideSheet)
    room.sheet.set.combo.set_key("ibct")
    room.keep()
    assert in_vault(lambda: small.workspace.progression.sets.of(small.ada_ben)).key == "ibct"


def test_a_step_is_entered_beside_the_phase(at, small, in_vault):
    beside(small, in_vault)
    before = path(small, in_vault)
    room = at("step")
    room.sheet.phase.combo.set_key("eft_4")
    room.write("reason", "They see it coming")
    room.keep()
    eft = in_vault(lambda: small.workspace.progression.sets.of(small.ada_ben))
    found = in_vault(lambda: small.workspace.progression.path(small.ada_ben, among=eft))
    assert [(step.phase, step.reason) for step in found] == [("eft_4", "They see it coming")]
    assert path(small, in_vault) == before
    room = at("entries")
    words = labels(room.ctx.dialogs.shown[-1])
    assert words.index("The six phases") < words.index("Emotionally focused therapy")
    room.ctx.dialogs.close_all()
    room = at(f"entry:{found[0].entry.id}")
    keys = [room.sheet.phase.combo.itemData(row) for row in range(room.sheet.phase.combo.count())]
    assert keys == [step.key for step in eft.steps]
