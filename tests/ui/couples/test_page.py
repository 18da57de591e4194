"""The head and the tabs of the couple page."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from tests.support.builders import assess
from therapist_app.kernel.changes import Changes
from ui.kit.places import Place, safety_of


def test_the_head_says_who_which_phase_and_how_safe(room, small):
    room.open(small.ada_ben)
    assert room.page.header.title.text() == "Ada & Ben"
    assert room.page.header.phase.accessibleName() == "Phase 3, Understanding & Accountability"
    assert room.page.header.safety.accessibleName() == "Safety: No safety concern known, screened 12 Sep"
    assert [room.page.tabs.tabText(i).strip() for i in range(5)] == [
        "Overview", "Notes 2", "Commitments 1", "Homework", "Progress",
    ]  # fmt: skip


def test_a_new_couple_has_no_phase_and_is_not_assessed(room, small):
    room.open(small.mira_noor)
    assert room.page.header.phase.accessibleName() == "No phase yet"
    assert room.page.header.safety.accessibleName() == "Safety: Not assessed"


def test_new_note_and_print_handout_ask_the_window(room, small):
    room.open(small.ada_ben)
    room.press("New note")
    room.press("Print handout")
    assert room.acts == ["new_note", "print_handout"]


def test_tabs_are_made_when_first_shown_and_the_arrows_walk_them(room, small):
    room.open(small.ada_ben)
    assert room.page.stack.count() == 1
    room.page.tabs.setFocus()
    QTest.keyClick(room.page.tabs, Qt.Key.Key_Right)
    room.wait()
    assert room.page.stack.count() == 2
    assert room.page.place() == Place("couple", small.ada_ben, tab="notes")
    assert QApplication.focusWidget() is room.page.tabs


def test_a_key_of_the_window_leads_into_the_tab(room, small):
    room.open(small.ada_ben)
    room.open(small.ada_ben, "notes")
    assert QApplication.focusWidget() is room.tab.list
    room.open(small.ada_ben, "homework")
    assert QApplication.focusWidget() is room.page.tabs


def test_a_hidden_tab_is_told_of_changes_when_it_is_shown_again(room, small):
    room.open(small.ada_ben, "homework")
    quiet = room.tab
    room.open(small.ada_ben, "overview")
    room.page.reload(Changes.of("assignment", couple=small.ada_ben))
    room.page.reload(Changes.of("couple", couple=small.ada_ben))
    room.page.reload(Changes.of("phase", couple=small.mira_noor))
    assert quiet.told == []
    room.open(small.ada_ben, "homework")
    assert quiet.told == [Changes.of("assignment", "couple", couple=small.ada_ben)]
    assert len(quiet.opened) == 1


def test_another_couple_opens_the_tab_anew(room, small):
    room.open(small.ada_ben, "homework")
    room.open(small.mira_noor, "homework")
    assert [place.couple_id for place in room.tab.opened] == [small.ada_ben, small.mira_noor]


def test_new_note_steps_back_where_a_tab_has_its_own_primary_act(room, small):
    room.open(small.ada_ben)
    assert room.page.header.note.kind == "primary"
    room.open(small.ada_ben, "homework")
    assert room.page.header.note.kind == "plain"


def test_concerns_and_a_pause_stand_in_a_bar_with_their_plan(room, small, in_vault):
    room.open(small.ada_ben)
    assert not any(bar.isVisible() for bar in room.page.bars.values())
    in_vault(
        lambda: (
            assess(small.workspace.safety, small.ada_ben, "unsafe", reason="Threats.", plan="Seen apart."),
            True,
        )
    )
    room.page.reload(Changes.of("couple", couple=small.ada_ben))
    room.wait()
    bar = room.page.bars["unsafe"]
    assert bar.isVisible()
    assert bar.words.text().startswith("Joint work paused since 21 Nov.")
    assert bar.words.text().endswith("Plan: Seen apart.")
    room.press("Open safety", bar)
    assert room.went[-1] == safety_of(small.ada_ben)


def test_a_place_can_ask_for_a_form_once(room, small):
    room.page.open(Place("couple", small.ada_ben, tab="overview", extra={"open": "secrets"}))
    room.wait()
    assert room.page.tab == "overview"
    assert room.sheet.reopens == "secrets"
    assert "open" not in room.page.place().extra
    room.ctx.dialogs.close_all()
    room.page.reload(Changes.of("couple", couple=small.ada_ben))
    room.wait()
    assert not room.has_sheet


def test_while_names_are_hidden_the_bar_does_not_tell_the_plan(room, small, in_vault):
    in_vault(
        lambda: (
            assess(small.workspace.safety, small.ada_ben, "unsafe", reason="Threats.", plan="Seen apart."),
            True,
        )
    )
    room.page.set_discreet(True)
    room.open(small.ada_ben)
    assert room.page.bars["unsafe"].words.text().endswith("Plan: Hidden")
    assert "Seen apart" not in room.page.bars["unsafe"].accessibleName()
    room.page.set_discreet(False)
    assert room.page.bars["unsafe"].words.text().endswith("Plan: Seen apart.")


def test_names_can_be_hidden(room, small):
    room.page.set_discreet(True)
    room.open(small.ada_ben)
    said = " ".join(room.words())
    assert "A. & B." in said
    assert "Ada" not in said
    assert "Ben" not in said
    room.page.set_discreet(False)
    assert room.page.header.title.text() == "Ada & Ben"


def test_pausing_can_be_taken_back(room, small, in_vault):
    room.open(small.ada_ben)
    _choose(room, "Pause this couple")
    assert _status(small, in_vault) == "paused"
    assert "Paused" in room.words()
    words, undo = room.said[-1]
    assert words == "Paused"
    undo()
    room.wait()
    assert _status(small, in_vault) == "active"


def test_a_closed_couple_can_be_reopened(room, small, in_vault):
    room.open(small.ada_ben)
    _choose(room, "Close this couple")
    assert _status(small, in_vault) == "closed"
    assert [act.text() for act in room.page.header.menu.actions() if act.text()] == [
        "Edit couple…",
        "Reopen this couple",
    ]
    _choose(room, "Reopen this couple")
    assert _status(small, in_vault) == "active"


def test_a_couple_that_is_gone_leads_home(room, small):
    room.open("no-such-couple")
    assert room.went == [Place("today")]
    assert room.said[0][0].startswith("That couple is no longer here.")


def test_a_name_of_300_letters_never_makes_the_page_wider(room, small, in_vault):
    couples = small.workspace.couples
    in_vault(lambda: couples.update(small.ada_ben, label="Wilhelmina & " * 23))
    in_vault(lambda: couples.update_partner(small.ada_ben, "a", name="عبد الرحمن " * 15))
    in_vault(lambda: couples.update_partner(small.ada_ben, "b", name="🌻" * 150))
    for tab in ("overview", "notes"):
        room.open(small.ada_ben, tab)
        assert room.page.minimumSizeHint().width() <= 1016
    assert room.page.header.title.shown.endswith("…")


def test_at_twice_the_text_size_everything_fits_without_scrolling_sideways(room, small, theme):
    theme.set_scale(2.0)
    for tab in ("overview", "notes"):
        room.open(small.ada_ben, tab)
        assert room.page.width() == 1016
        assert room.page.minimumSizeHint().width() <= 1016
        assert room.page.minimumSizeHint().height() <= 700
    room.open(small.ada_ben, "overview")
    assert room.tab.area.inside.width() <= room.tab.area.viewport().width()


def _choose(room, word: str) -> None:
    next(act for act in room.page.header.menu.actions() if act.text() == word).trigger()
    room.wait()


def _status(small, in_vault) -> str:
    return in_vault(lambda: small.workspace.couples.get(small.ada_ben)).couple.status


def test_all_that_takes_the_focus_has_a_name_and_the_keys_reach_it(room, small):
    for tab in ("overview", "notes"):
        room.open(small.ada_ben, tab)
        wanted = {
            id(one): one
            for one in room.page.findChildren(QWidget)
            if one.isVisible() and one.isEnabled() and one.focusPolicy() & Qt.FocusPolicy.TabFocus
        }
        assert [type(one).__name__ for one in wanted.values() if not one.accessibleName()] == []
        for _ in range(2 * len(wanted)):
            focus = QApplication.focusWidget() or room.page
            wanted.pop(id(focus), None)
            QTest.keyClick(focus, Qt.Key.Key_Tab)
        assert [one.accessibleName() for one in wanted.values()] == []
