"""Several sheets as one packet: packed by keys, seen as one, printed by one Enter, taken back as one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt

from tests.ui.conftest import InVault, SmallPractice
from tests.ui.homework.conftest import LISTENING, Opened, words_of
from tests.ui.homework.test_tab import pdf_printer
from ui.kit.context import Context
from ui.kit.places import Place

OpenTab = Callable[..., Opened]
WELCOME = "welcome"


def packed(open_tab: OpenTab, *keys: str, couple: str = "") -> Opened:
    tab = open_tab(couple)
    for key in keys:
        tab.page.chooser.choose(key)
        tab.page.chooser.sheets.setFocus()
        tab.press(Qt.Key.Key_Space)
    tab.page.chooser.show_packet()
    return tab


def test_one_enter_prints_a_copy_for_each_and_one_for_the_file(
    open_tab: OpenTab, ctx: Context, tmp_path: Path
) -> None:
    tab = packed(open_tab, WELCOME, LISTENING)
    tab.wait_for_page()
    text = words_of(tab.page.preview.pdf)
    assert text.count("What is in here") >= 3
    assert "Ada’s copy" in text
    assert "Ben’s copy" in text
    assert "File copy" in text
    assert "one for the file" in tab.page.preview.facts.text()
    tab.page.giving.outlet.make_printer = pdf_printer(tmp_path / "packet.pdf")
    ctx.dialogs.answer_next(1)
    tab.press(Qt.Key.Key_Return)
    noted = "noted as given to both"
    tab.qtbot.waitUntil(lambda: any(noted in one for one in tab.said), timeout=90_000)  # some pages of print
    tab.ctx.tasks.drain()
    assert {(one.handout, one.holder) for one in tab.given()} >= {(WELCOME, "both"), (LISTENING, "both")}
    count = len(tab.given())
    assert tab.undo is not None
    tab.undo()
    tab.wait_for_words("No longer noted")
    assert len(tab.given()) == count - 2


def test_while_joint_work_is_paused_a_packet_is_for_one_alone(
    open_tab: OpenTab, small: SmallPractice, ctx: Context, in_vault: InVault
) -> None:
    in_vault(lambda: ctx.workspace.safety.set_status(small.ada_ben, "unsafe", reason="Seen each alone."))
    tab = packed(open_tab, "people_i_can_call", "steady_yourself")
    tab.wait_for_page()
    assert [part.choice.key for part in tab.page.bar.whom.segments] == ["a", "b"]
    assert "Ben" not in words_of(tab.page.preview.pdf).split()
    tab.page.chooser.choose("time_out")
    tab.page.chooser.toggle_packed()
    tab.page.chooser.show_packet()
    tab.ctx.tasks.drain()
    assert tab.page.preview.pdf == b""
    assert "Our time-out" in tab.page.preview.hold.sentence.text()


def test_the_packet_lasts_as_a_place_and_is_left_with_its_couple(
    open_tab: OpenTab, small: SmallPractice
) -> None:
    tab = packed(open_tab, WELCOME, LISTENING)
    place = Place.from_json(tab.page.place().to_json())
    assert place is not None
    assert place.extra["packet"] == [WELCOME, LISTENING]
    tab.page.open(Place("couple", small.mira_noor, tab="homework"))
    tab.ctx.tasks.drain()
    assert tab.page.chooser.packet == []
    tab.page.open(place)
    tab.ctx.tasks.drain()
    assert tab.page.chooser.packet == [WELCOME, LISTENING]


def test_a_favourite_is_listed_among_them_for_every_couple(open_tab: OpenTab, small: SmallPractice) -> None:
    tab = open_tab()
    tab.page.chooser.choose(LISTENING)
    tab.page.chooser.sheets.setFocus()
    tab.type("*")
    tab.ctx.tasks.drain()
    tab.page.open(Place("couple", small.mira_noor, tab="homework"))
    tab.ctx.tasks.drain()
    tab.page.chooser.views.chips["liked"].click()
    assert tab.page.chooser.sheets.count == 1
    assert tab.page.chooser.key == LISTENING


def test_sheets_of_a_packet_change_places_by_keys_and_by_buttons(open_tab: OpenTab) -> None:
    tab = packed(open_tab, WELCOME, LISTENING, "time_out")
    chooser = tab.page.chooser
    chooser.choose("time_out")
    for _ in range(3):  # one more than there are places
        tab.press(Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert chooser.packet == ["time_out", WELCOME, LISTENING]
    assert chooser.key == "time_out"  # it can be moved on
    assert not chooser.earlier.isEnabled()
    chooser.later.click()
    assert chooser.packet == [WELCOME, "time_out", LISTENING]
    tab.wait_for_page()
    text = words_of(tab.page.preview.pdf)
    assert text.index("Our time-out") < text.index("Five minutes of listening")
    chooser.views.chips["all"].click()
    assert not chooser.earlier.isVisible()
    tab.press(Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert chooser.packet == [WELCOME, "time_out", LISTENING]
    tab.ctx.tasks.drain()
