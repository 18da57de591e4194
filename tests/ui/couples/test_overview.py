"""The cards of the overview, and where they lead."""

import datetime as dt

from PySide6.QtWidgets import QWidget

from tests.support.builders import assess
from ui.kit.places import Place


def test_the_cards_say_what_is_open(room, small):
    words = room.open(small.ada_ben).words(room.tab)
    for expected in (
        "In this phase since 7 Nov, 2 sessions.",
        "Active blocks",
        "Blaming the other person",
        "Session 2 · 14 Nov · draft",
        "Ben asked first, then listened.",
        "I text when I leave work",
        "Their loop, drawn together",
        "No rupture noted yet",
    ):
        assert expected in words, expected


def test_a_second_set_of_steps_stands_below_the_phases_with_a_way_to_its_form(room, small, in_vault):
    progression, couple = small.workspace.progression, small.ada_ben
    in_vault(lambda: progression.sets.choose(couple, "eft"))
    eft = in_vault(lambda: progression.sets.of(couple))
    words = room.open(couple).words(room.tab)
    assert f"{eft.label}: no step entered yet." in words
    room.press("Set step")
    assert room.has_sheet
    step, day = eft.steps[1], small.workspace.clock.today() - dt.timedelta(days=7)
    entered = in_vault(
        lambda: progression.phases.enter(
            couple, step.key, on_date=day, phase_set="eft", reason="They paused."
        )
    )
    room.page.reload(entered.changes)
    room.wait()
    assert f"{eft.label}: {step.label}, since 14 Nov." in room.words(room.tab)


def test_every_card_leads_to_its_tab_or_note(room, small, in_vault):
    session = in_vault(lambda: small.workspace.sessions.list(small.ada_ben))[0].session.id
    room.open(small.ada_ben)
    for link in ("Map of blocks", "All promises: Ask about today", "Choose a sheet", "Open the last note"):
        room.press(link)
    assert room.went == [
        Place("couple", small.ada_ben, tab="progress"),
        Place("couple", small.ada_ben, tab="commitments"),
        Place("couple", small.ada_ben, tab="homework"),
        Place("note", small.ada_ben, session),
    ]


def test_a_new_couple_is_taught_card_by_card(room, small):
    words = room.open(small.mira_noor).words(room.tab)
    assert "Your first note takes about three minutes" in words
    assert "A promise is small, visible and dated" in words
    assert "No active blocks" in words
    room.press("Write note")
    assert room.acts == ["new_note"]
    room.press("New promise")  # leads into the empty form
    assert room.went == [Place("couple", small.mira_noor, tab="commitments", extra={"new": ""})]


def test_a_partner_is_edited_and_the_card_follows(room, small, in_vault):
    room.open(small.ada_ben).press("Edit Ada")
    room.write("name", "Adele")
    room.write("birth_year", "1988")
    room.sheet.fields["style"].combo.set_key("anxious")
    room.write("phone", "0123")
    room.sheet.fields["safe_to_call"].combo.set_key(False)
    room.keep()
    assert not room.has_sheet
    partner = in_vault(lambda: small.workspace.couples.get(small.ada_ben)).a
    assert (partner.name, partner.birth_year, partner.style) == ("Adele", 1988, "anxious")
    assert (partner.phone, partner.safe_to_call, partner.safe_to_email) == ("0123", False, None)
    assert "Adele" in room.words(room.tab)
    assert room.page.header.title.text() == "Adele & Ben"


def test_what_cannot_be_kept_is_said_at_its_field_and_nothing_is_lost(room, small, in_vault):
    room.open(small.ada_ben).press("Edit Ada")
    room.write("name", " ")
    room.write("pronouns", "she/her")
    room.keep()
    assert room.sheet.fields["name"].error
    assert room.sheet.fields["pronouns"].value == "she/her"
    room.write("name", "Ada")
    room.write("birth_year", "nineteen")
    room.keep()
    assert room.sheet.fields["birth_year"].error == "Use four digits, or leave it empty."
    room.write("birth_year", "1788")
    room.keep()
    assert "birth year" in room.sheet.fields["birth_year"].error
    assert in_vault(lambda: small.workspace.couples.get(small.ada_ben)).a.pronouns == ""


def test_the_cycle_is_drawn_from_its_sheet(room, small, in_vault):
    room.open(small.ada_ben).press("Draw it")
    room.sheet.fields["a_role"].combo.set_key("pursuer")
    room.write("a_sees", "alone")
    room.write("b_does", "goes quiet")
    room.sheet.fields["b_fear"].combo.set_key(small.workspace.catalogue.fears[0].key)
    room.write("b_new", "stays and says so")
    room.keep()
    cycle = in_vault(lambda: small.workspace.couples.get(small.ada_ben)).cycle
    assert (cycle.a_role, cycle.b_does, cycle.b_new) == ("pursuer", "goes quiet", "stays and says so")
    assert "Ben: stays and says so" in room.words(room.tab)
    assert room.button("Open their cycle")


def test_a_rupture_is_added_changed_and_removed_with_a_way_back(room, small, in_vault):
    def kept():
        return in_vault(lambda: small.workspace.couples.get(small.ada_ben)).ruptures

    room.open(small.ada_ben).press("Add one")
    room.write("period", "spring 2025")
    room.write("line", "Messages to a colleague")
    room.sheet.hurt.combo.set_key("a")
    room.keep()
    kind = small.workspace.catalogue.rupture_kinds[0]
    assert [(one.kind, one.period, one.who_hurt) for one in kept()] == [(kind.key, "spring 2025", "a")]
    row = f"{kind.label}, spring 2025 · not yet spoken about · Messages to a colleague. Edit"
    room.press(row)
    room.press("Spoken about with both", room.sheet)
    room.keep()
    assert kept()[0].spoken_jointly
    room.press(row.replace("not yet spoken", "spoken"))
    room.press("Remove this entry", room.sheet)
    assert kept() == ()
    room.said[-1][1]()
    room.wait()
    assert [(one.period, one.spoken_jointly) for one in kept()] == [("spring 2025", True)]


def test_the_phase_is_changed_and_a_return_is_normal(room, small, in_vault):
    room.open(small.ada_ben).press("Change phase")
    room.sheet.phase.combo.set_key("safety")
    room.write("reason", "A hard week")
    room.keep()
    assert in_vault(lambda: small.workspace.progression.phase(small.ada_ben)).phase == "safety"
    assert room.page.header.phase.accessibleName() == "Phase 2, Safety & Stabilization"
    assert any(words.endswith("as couples often do.") for words in room.words(room.tab))


def test_after_a_sheet_the_focus_is_where_it_was(room, small):
    room.open(small.ada_ben).press("Edit Ben")
    room.write("pronouns", "he/him")
    room.keep()
    focus = room.page.window().focusWidget()
    assert focus is not None
    assert focus.accessibleName() == "Edit Ben"


def test_while_joint_work_is_paused_the_plan_comes_first_and_no_cycle_is_offered(room, small, in_vault):
    in_vault(
        lambda: (
            assess(
                small.workspace.safety,
                small.ada_ben,
                "unsafe",
                reasons=["threats"],
                plan="Seen apart.\nA calls.",
            ),
            True,
        )
    )
    words = room.open(small.ada_ben).words(room.tab)
    assert "Seen apart.\nA calls." in words
    assert words.index("Safety") < words.index("Ada")
    assert "Their cycle" not in words


def test_while_names_are_hidden_nobody_reads_reasons_plan_or_their_own_words(room, small, in_vault):
    couples, couple = small.workspace.couples, small.ada_ben
    in_vault(
        lambda: (
            assess(
                small.workspace.safety,
                couple,
                "concerns",
                reasons=["chronic_emotional_harm"],
                reason="He shouts.",
                plan="Ada calls first.",
            ),
            True,
        )
    )
    in_vault(
        lambda: couples.save_cycle(
            couple,
            a_role="pursuer",
            a_does="asks again",
            b_sees="cornered",
            b_fear_words="I fail",
            a_new="waits",
        )
    )
    room.page.set_discreet(True)
    room.open(couple)
    seen = " ".join([*room.words(), *_spoken(room.tab)])
    for words in (
        "He shouts",
        "emotional harm",
        "calls first",
        "asks again",
        "cornered",
        "I fail",
        "waits",
        "Ada",
    ):
        assert words not in seen, words
    assert "Since 21 Nov\nWhy: Hidden" in room.words(room.tab)
    assert "A.: Hidden" in room.words(room.tab)
    assert "Their loop, drawn together" not in seen  # it is drawn, and only covered
    room.page.set_discreet(False)
    room.wait()
    seen = " ".join([*room.words(), *_spoken(room.tab)])
    for words in ("He shouts", "calls first", "asks again", "cornered", "I fail", "waits"):
        assert words in seen, words


def _spoken(tab):
    return [
        text for one in tab.findChildren(QWidget) for text in (one.accessibleName(), one.toolTip()) if text
    ]
