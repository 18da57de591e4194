"""What is opened from the head: safety, the couple, removing a sample."""

import datetime as dt
import re

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QWidget

from ui.kit.places import Place, safety_of
from ui.kit.sheet import Sheet


class AtShow(QObject):
    """Remembers how large a sheet was when it came to be shown."""

    def __init__(self) -> None:
        super().__init__()
        self.sizes = []

    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Show and isinstance(watched, Sheet):
            self.sizes.append(watched.size())
        return False


@pytest.mark.parametrize(
    "word",
    ["couple", "partner_a", "cycle", "phase", "secrets", "rupture", "review", "score", "goal", "entries"],
)
def test_a_sheet_has_its_size_before_it_is_shown_so_that_it_keeps_its_place(room, small, qapp, word):
    seen = AtShow()
    qapp.installEventFilter(seen)
    room.page.open(Place("couple", small.ada_ben, extra={"open": word}))
    room.wait()
    qapp.removeEventFilter(seen)
    sheet = room.ctx.dialogs.shown[-1]
    assert seen.sizes == [sheet.size()]
    centre = room.page.frameGeometry().center() - sheet.frameGeometry().center()
    assert max(abs(centre.x()), abs(centre.y())) <= 20


def test_the_head_leads_to_the_page_of_safety_by_key(room, small):
    room.open(small.ada_ben)
    room.page.header.safety.setFocus()
    QTest.keyClick(room.page.header.safety, Qt.Key.Key_Space)
    assert room.went[-1] == safety_of(small.ada_ben)


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
