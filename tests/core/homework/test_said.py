"""Sheets born in a session: labels decide what a copy holds, whatever was chosen."""

from io import BytesIO

import pytest
from pypdf import PdfReader

from therapist_app.homework.said import Chosen, SaidDraft, SaidService
from therapist_app.kernel.audience import Audience
from therapist_app.kernel.errors import InputError, SafetyHold
from therapist_app.sessions.note import Block, NoteDocument
from therapist_app.sessions.paper import NotePapers

WORDS = {"joint": "heron", "a": "bluebell", "b": "walnut", "therapist": "obsidian"}
ALL = tuple(Chosen(label, f"The {word} canary.") for label, word in WORDS.items())


@pytest.fixture
def said(practice):
    return SaidService(
        practice.vault, practice.clock, practice.practice, practice.couples, NotePapers(practice.vault)
    )


def noted(practice, couple, **fields):
    session = couple.session(**fields)
    parts = [(Audience(one.audience), Block.of("p", f"Before. {one.text} After.")) for one in ALL]
    practice.sessions.save_note(session.id, NoteDocument.of(parts))
    return session.id


def copies_of(said, session, holder, draft=None):
    sheet = said.layout(session, draft or SaidDraft(ALL), holder=holder)()
    found = {"a": "", "b": ""}
    for page in PdfReader(BytesIO(sheet.pdf)).pages:
        text = " ".join(page.extract_text().split())
        found["a" if "Adaline’s copy" in text else "b"] += text
    return found


def canaries(text):
    return {label for label, word in WORDS.items() if word in text}


def test_each_copy_holds_the_joint_words_and_its_holders_own(practice, said):
    session = noted(practice, practice.couple("Adaline", "Benedict"))
    for holder in ("both", "a", "b"):
        copies = copies_of(said, session, holder)
        assert canaries(copies["a"]) == ({"joint", "a"} if holder != "b" else set())
        assert canaries(copies["b"]) == ({"joint", "b"} if holder != "a" else set())


@pytest.mark.parametrize("claimed", ["joint", "a", "b"])
def test_a_label_that_is_claimed_and_not_kept_prints_nothing(practice, said, claimed):
    session = noted(practice, practice.couple("Adaline", "Benedict"))
    draft = SaidDraft(
        tuple(Chosen(claimed, one.text) for one in ALL if one.audience != claimed), for_a=("x",), for_b=("y",)
    )
    copies = copies_of(said, session, "both", draft)
    assert "therapist" not in canaries(copies["a"]) | canaries(copies["b"])
    assert "b" not in canaries(copies["a"])
    assert "a" not in canaries(copies["b"])


def test_words_that_became_private_since_are_left_out(practice, said):
    session = noted(practice, practice.couple("Adaline", "Benedict"))
    practice.sessions.save_note(
        session, NoteDocument.of([(Audience.THERAPIST, Block.of("p", one.text)) for one in ALL])
    )
    with pytest.raises(InputError, match="Nothing of what you chose"):
        said.layout(session, SaidDraft(ALL), holder="a")


def test_words_chosen_where_only_the_therapist_reads_stay_there_though_a_partner_said_the_same(
    practice, said
):
    session = practice.couple("Adaline", "Benedict").session().id
    same = Block.of("p", "It was a long night.")
    practice.sessions.save_note(session, NoteDocument.of([(Audience.A, same), (Audience.THERAPIST, same)]))
    with pytest.raises(InputError):
        said.copies(session, SaidDraft((Chosen("therapist", same.text),)), "a")
    assert said.copies(session, SaidDraft((Chosen("a", same.text),)), "a")


def test_a_session_with_one_alone_gives_the_other_nothing(practice, said):
    session = noted(
        practice, practice.couple("Adaline", "Benedict"), kind="individual", present="a", audience="a"
    )
    assert "joint" in canaries(copies_of(said, session, "a")["a"])
    for holder in ("b", "both"):
        with pytest.raises(InputError):
            said.layout(session, SaidDraft(ALL), holder=holder)


def test_a_line_for_one_is_on_that_copy_alone(practice, said):
    session = noted(practice, practice.couple("Adaline", "Benedict"))
    draft = SaidDraft(ALL, for_a=("Call the plumber",), for_b=("Water the ferns",))
    copies = copies_of(said, session, "both", draft)
    assert ("plumber" in copies["a"], "plumber" in copies["b"]) == (True, False)
    assert ("ferns" in copies["a"], "ferns" in copies["b"]) == (False, True)


def test_for_an_unsafe_couple_there_is_only_a_copy_for_one_alone(practice, said):
    session = noted(practice, practice.couple("Adaline", "Benedict").safety("unsafe"))
    for act in (said.layout, said.give):
        with pytest.raises(SafetyHold) as held:
            act(session, SaidDraft(ALL), holder="both", override_reason="They ask")
        assert not held.value.can_override
    assert canaries(copies_of(said, session, "a")["a"]) == {"joint", "a"}


def test_it_is_noted_as_given_for_its_holder_alone(practice, said):
    couple = practice.couple("Adaline", "Benedict")
    given = said.give(noted(practice, couple), SaidDraft(ALL), holder="b").value
    assert (given.holder, given.audience, practice.homework.title(given.handout)) == (
        "b",
        "b",
        "Words from a session",
    )
    practice.homework.take_back(given.id)
    assert practice.homework.assignments(couple.id) == ()
