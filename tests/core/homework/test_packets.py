"""Packets: one cover, one holder, pages counted through; held back as a whole; noted and taken back as one."""

import re
from io import BytesIO

import pytest
from pypdf import PdfReader

from therapist_app.kernel.audience import Audience
from therapist_app.kernel.errors import InputError, SafetyHold

LETTER, LISTENING, WELCOME, IMPACT = "ownership_letter", "listening_habit", "welcome", "impact_statement"


def pages_of(sheet):
    pages = PdfReader(BytesIO(sheet.pdf)).pages
    return [" ".join(page.extract_text().split()) for page in pages]


def packet(practice, couple, keys, holder, **choices):
    return pages_of(practice.packets.render(couple.id, keys, holder=holder, **choices))


def safe(practice):
    return practice.couple("Adaline", "Benedict").safety("no_known_concern")


def test_pages_are_counted_through_and_the_cover_says_where_each_sheet_begins(practice):
    pages = packet(practice, safe(practice), [WELCOME, LETTER, LISTENING], "a")
    counted = [re.search(r"Page (\d+) of (\d+)", page).groups() for page in pages]
    assert counted == [(str(at), str(len(pages))) for at in range(1, len(pages) + 1)]
    for key in (WELCOME, LETTER, LISTENING):
        title = practice.homework.handout(key).title.replace("{holder}", "Adaline")
        begins = next(at for at, page in enumerate(pages[1:], 2) if title in page)
        assert f"{title} {begins}" in pages[0]


def test_for_both_there_is_a_packet_for_each_and_one_for_the_file(practice):
    pages = packet(practice, safe(practice), [WELCOME, IMPACT], "both")
    covers = [at for at, page in enumerate(pages) if "What is in here" in page and "Page 1 of" in page]
    assert len(covers) == 3
    a, b, file = (pages[start:end] for start, end in zip(covers, [*covers[1:], len(pages)], strict=True))
    assert all("Benedict’s copy" not in page and "File copy" not in page for page in a)
    assert all("Adaline’s copy" not in page and "File copy" not in page for page in b)
    assert all("File copy" in page for page in file)


def test_one_holder_never_gets_the_others_half_nor_what_only_the_other_may_see(practice):
    couple = safe(practice)
    couple.promise("I tell of the bluebell canary", audience=Audience.A)
    couple.promise("I tell of the joint heron")
    for holder in ("both", "b"):
        words = " ".join(packet(practice, couple, ["commitment_sheet", IMPACT], holder))
        assert "heron" in words
        assert "bluebell" not in words
    assert "bluebell" in " ".join(packet(practice, couple, ["commitment_sheet"], "a"))
    alone = packet(practice, couple, [IMPACT], "b")
    assert not any("Adaline’s copy" in page for page in alone)


def test_one_sheet_on_hold_holds_the_packet_and_a_reason_lifts_it(practice):
    couple = practice.couple().safety("concerns")
    with pytest.raises(SafetyHold, match="Our time-out") as held:
        packet(practice, couple, [WELCOME, "time_out"], "both")
    assert held.value.can_override
    assert packet(practice, couple, [WELCOME, "time_out"], "both", override_reason="Both asked, each alone")
    given = practice.packets.give(
        couple.id, [WELCOME, "time_out"], holder="both", override_reason="Both asked"
    ).value
    assert {one.handout: one.override_reason for one in given} == {WELCOME: "", "time_out": "Both asked"}


def test_for_an_unsafe_couple_no_packet_is_joint_whatever_is_in_it(practice):
    couple = practice.couple().safety("unsafe")
    own = practice.homework.own.begin("Mine").value
    practice.homework.own.keep(
        own, {**practice.homework.own.text(own).head, "if_coercion": "ok", "needs_safety": False}, "Words."
    )
    for handout in practice.homework.library():
        for act in (practice.packets.render, practice.packets.give):
            with pytest.raises(SafetyHold) as held:
                act(couple.id, [handout.key], holder="both", override_reason="They ask for it")
            assert not held.value.can_override
    with pytest.raises(SafetyHold):
        packet(practice, couple, ["people_i_can_call", "time_out"], "a", override_reason="She asks for it")
    alone = packet(practice, couple, ["people_i_can_call", "steady_yourself"], "a")
    assert not any("Ben’s copy" in page for page in alone)
    assert practice.homework.assignments(couple.id) == ()


def test_while_joint_work_is_paused_sheets_for_one_alone_are_suggested_first(practice):
    couple = practice.couple().safety("unsafe")
    couple.session().tags("dishonesty", 3)
    practice.progression.phases.enter(couple.id, "safety")
    found = [one.handout for one in practice.homework.suggestions(couple.id)]
    assert {one.key for one in found[:3]} == {"people_i_can_call", "steady_yourself", "what_do_i_want_next"}
    assert all(one.head.for_ != "both" for one in found)


def test_a_packet_is_noted_once_and_taken_back_as_one(practice):
    couple, keys = safe(practice), [WELCOME, LISTENING]
    first = practice.packets.give(couple.id, keys, holder="a", review_on=practice.today).value
    again = practice.packets.give(couple.id, keys, holder="a", review_on=practice.today).value
    assert (len(first), again) == (2, ())
    changes = practice.packets.take_back([one.id for one in first])
    assert (changes.nouns, changes.couple_id) == ({"assignment"}, couple.id)
    assert practice.homework.assignments(couple.id) == ()


def test_taking_a_packet_back_lets_a_file_to_fill_in_of_the_same_day_go(practice):
    couple = safe(practice)
    packed = practice.packets.give(couple.id, [WELCOME, LISTENING], holder="a").value
    saved = practice.returns.give(practice.returns.layout(couple.id, LISTENING, holder="a")()).value
    assert saved.file.assignment_id in {one.id for one in packed}
    practice.packets.take_back([one.id for one in packed])
    assert practice.homework.assignments(couple.id) == ()


def test_a_packet_of_which_one_was_looked_at_stays_whole(practice):
    couple = safe(practice)
    given = practice.packets.give(couple.id, [WELCOME, LISTENING], holder="a").value
    practice.homework.reviewed(given[1].id)
    with pytest.raises(InputError, match="looked at since"):
        practice.packets.take_back([one.id for one in given])
    assert len(practice.homework.assignments(couple.id)) == 2


@pytest.mark.parametrize("count", [0, 31])
def test_a_packet_has_some_sheets_and_not_too_many(practice, count):
    with pytest.raises(InputError):
        packet(practice, safe(practice), [WELCOME] * count, "a")
