"""The sheet of the cycle: drawn as it is written, with defaults to change, each field for whom it is meant."""

from __future__ import annotations

import pytest


@pytest.fixture
def sheet(room, small):
    room.open(small.ada_ben).press("Draw it")
    return room.sheet


def choose(field, key):
    field.combo.set_key(key)
    field.combo.chosen.emit(key)


def cycle(small, in_vault):
    return in_vault(lambda: small.workspace.couples.get(small.ada_ben)).cycle


def test_the_loop_is_drawn_as_it_is_written(room, sheet):
    picture = sheet.picture
    assert not picture.loop.isVisible()
    room.write("a_does", "asks and asks")
    assert picture.loop.isVisible()
    assert picture.loop.figure.summary == "Ada: asks and asks."
    room.write("b_new", "stays")
    assert picture.new.figure.summary == "Ben: stays."


def test_a_role_brings_its_usual_fear_and_move_and_both_can_be_changed(room, sheet, small, in_vault):
    choose(sheet.fields["a_role"], "pursuer")
    choose(sheet.fields["b_role"], "withdrawer")
    assert [sheet.fields[f"{side}_fear"].key for side in "ab"] == ["abandonment", "engulfment"]
    assert sheet.picture.new.figure.summary == "Ada: Pursue with presence. Ben: Withdraw with reassurance."
    assert "Both are trying to feel safe" in sheet.picture.underneath.text()
    choose(sheet.fields["b_fear"], "hurt_again")
    choose(sheet.fields["b_role"], "pursuer")
    assert sheet.fields["b_fear"].key == "hurt_again"  # what was chosen by hand stays
    assert "sadness of not being heard" in sheet.picture.underneath.text()
    room.write("a_new", "I ask once, softly")
    assert sheet.picture.new.figure.summary.startswith("Ada: I ask once, softly.")
    room.keep()
    kept = cycle(small, in_vault)
    assert (kept.a_fear, kept.b_fear, kept.b_role, kept.b_new) == ("abandonment", "hurt_again", "pursuer", "")


def test_a_field_is_kept_for_one_alone_and_given_free_again(room, sheet, small, in_vault):
    room.write("a_fear_words", "That you have left")
    room.press("Ada: The fear in their own words. For Ada alone", sheet)
    room.keep()
    assert cycle(small, in_vault).audiences == {"a_fear": "a", "a_fear_words": "a"}
    room.press("Open their cycle")
    assert room.sheet.own["a", "fear_words"].isChecked()
    room.press("Ada: The fear in their own words. For Ada alone", room.sheet)
    room.keep()
    assert cycle(small, in_vault).audiences == {}


def test_what_is_for_the_therapist_stays_so(room, small, in_vault):
    couples = small.workspace.couples
    in_vault(lambda: couples.save_cycle(small.ada_ben, a_does="asks", audiences={"a_does": "therapist"}))
    room.open(small.ada_ben).press("Open their cycle")
    room.write("b_does", "waits")
    room.keep()
    assert cycle(small, in_vault).audiences == {"a_does": "therapist"}


def test_two_who_pull_back_are_said_in_words_on_the_overview(room, small, in_vault):
    couples = small.workspace.couples
    in_vault(lambda: couples.save_cycle(small.ada_ben, a_role="withdrawer", b_role="withdrawer"))
    room.open(small.ada_ben)
    assert any("sadness of having stopped asking" in words for words in room.words(room.tab))
