"""Signed means signed: who signed what and when, what is refused afterwards, what may follow."""

from __future__ import annotations

import json

import pytest

from tests.core.sessions.signed.case import ZOE, body_of, rows, words
from tests.support.builders import SATURDAY
from therapist_app.kernel.errors import InputError
from therapist_app.sessions.note import NoteDocument
from therapist_app.sessions.signing import Signer


def test_a_signed_note_says_who_signed_it_and_when(practice, session, signing):
    before = practice.sessions.get(session.id).note
    done = signing.sign(session.id, Signer("  Zoe Lin ", "LMFT 12345"))
    (entry,) = done.value.entries
    assert (entry.signer, entry.credentials, entry.revision) == ("Zoe Lin", "LMFT 12345", 1)
    assert entry.signed_at == SATURDAY
    assert entry.note == before
    assert done.value.is_locked
    assert practice.sessions.list(session.couple.id)[0].state == "signed"
    groups = entry.short_hash.split()
    assert [len(group) for group in groups] == [4, 4, 4, 4]
    assert entry.digest.startswith("".join(groups))


def test_the_clinician_of_the_practice_signs_unless_another_name_is_given(practice, signing):
    assert signing.signer() == Signer("")
    practice.practice.update(clinician="Zoe Lin", credentials="LMFT 12345")
    assert signing.signer() == ZOE


def test_what_is_signed_names_all_that_it_must_and_no_word_of_the_note(practice, session, signing):
    signing.sign(session.id, ZOE)
    body = body_of(practice)
    said = json.loads(body)
    contact = said["contact"]
    assert contact["couple"] == session.couple.id
    assert set(contact["partners"]) == {"a", "b"}
    assert (contact["kind"], contact["present"], contact["modality"]) == ("joint", "both", "room")
    assert (contact["on_date"], contact["zone"], said["instants"]["start"]) == (
        "2026-11-19",
        "UTC",
        "2026-11-19T12:00:00Z",
    )
    assert (said["author"], said["credentials"], said["revision"], said["before"]) == (
        "Zoe Lin",
        "LMFT 12345",
        1,
        None,
    )
    assert [part["audience"] for part in said["parts"]] == [
        "joint", "a", "therapist", "a", "joint", "a", "joint",
    ]  # fmt: skip
    for secret in (b"heard", b"Ada", b"Mine", b"car", b"blaming", b"kept"):
        assert secret not in body
    assert body == json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def test_a_phase_is_signed_for_both_and_its_reason_for_whom_it_is(practice, session, signing):
    signing.sign(session.id, ZOE)
    parts = dict.fromkeys(("phase_entries", "phase_reason"))
    for audience, content in rows(practice, "SELECT audience, content FROM signed_parts"):
        if (what := json.loads(content)["what"]) in parts:
            parts[what] = (audience, "Ada asked" in content)
    assert parts == {"phase_entries": ("joint", False), "phase_reason": ("a", True)}


def test_equal_letters_are_signed_alike_and_kept_as_they_were_typed(practice, couple, signing):
    from therapist_app.vault.signed import note_portion, spelled

    typed = "Cafe\N{COMBINING ACUTE ACCENT}"
    session = couple.session().says(typed).done()
    file = signing.sign(session.id, ZOE).value
    assert file.entries[0].note.plain_text() == typed
    one, other = (
        note_portion(0, "joint", [["p", 0, "", [[text, ""]]]])
        for text in (typed, "Caf\N{LATIN SMALL LETTER E WITH ACUTE}")
    )
    assert spelled(one.content) == spelled(other.content)


def test_the_same_note_twice_has_other_hashes(practice, couple, signing):
    hashes = set()
    for _ in range(2):
        signing.sign(couple.session().says("Quiet.").done().id, ZOE)
    for (body,) in rows(practice, "SELECT body FROM signatures"):
        hashes |= {part["hash"] for part in json.loads(body)["parts"]}
    assert len(hashes) == 2


def test_the_history_tells_the_hash_in_the_same_transaction_and_its_witnesses_know(
    practice, session, signing
):
    entry = signing.sign(session.id, ZOE).value.entries[0]
    ((number,),) = rows(practice, "SELECT entry FROM signatures")
    ((event, facts, table),) = rows(
        practice,
        "SELECT one.event, one.facts, next.objects FROM history one JOIN history next ON next.seq = one.seq + 1 "
        f"WHERE one.seq = {number}",
    )
    assert (event, json.loads(facts)) == ("signed", {"sha256": entry.digest})
    assert '"signatures"' in table
    assert practice.vault.history._shown == practice.vault.history.head.digest


@pytest.mark.parametrize("name", ["", "  ", "\N{ZERO WIDTH SPACE}"])
def test_nobody_signs_without_a_name(session, signing, name):
    with pytest.raises(InputError) as refused:
        signing.sign(session.id, Signer(name))
    assert refused.value.field == "name"
    assert not signing.file(session.id).entries


def test_an_empty_note_cannot_be_signed(couple, signing):
    with pytest.raises(InputError, match="no note to sign"):
        signing.sign(couple.session().id, ZOE)


def test_a_note_is_signed_once(session, signing):
    signing.sign(session.id, ZOE)
    with pytest.raises(InputError, match="signed already"):
        signing.sign(session.id, ZOE)


def test_signing_says_done(practice, couple, signing):
    session = couple.session().says("Still a draft.")
    signing.sign(session.id, ZOE)
    assert practice.sessions.get(session.id).session.done_at == SATURDAY


def changes(practice, session):
    """Every use case that would change something of a session."""
    couple = session.couple.id
    ((entry,),) = rows(practice, "SELECT id FROM phase_entries WHERE session_id IS NOT NULL")
    ((check_in, promise),) = rows(practice, "SELECT id, commitment_id FROM check_ins")
    return {
        "text": lambda: practice.sessions.save_note(session.id, words("Other words.")),
        "no text": lambda: practice.sessions.save_note(session.id, NoteDocument()),
        "date": lambda: practice.sessions.update(session.id, on_date=practice.day(3)),
        "readers": lambda: practice.sessions.update(session.id, audience="b"),
        "reopen": lambda: practice.sessions.reopen(session.id),
        "done": lambda: practice.sessions.done(session.id),
        "remove": lambda: practice.sessions.remove(session.id),
        "tag": lambda: practice.progression.tag_block(session.id, "blaming", 1),
        "new tag": lambda: practice.progression.tag_block(session.id, "minimizing", 1),
        "untag": lambda: practice.progression.untag_block(session.id, "blaming"),
        "phase": lambda: practice.progression.phases.enter(couple, "rupture", session_id=session.id),
        "no phase": lambda: practice.progression.phases.remove(entry),
        "check-in": lambda: practice.commitments.check_in(promise, "missed", session_id=session.id),
        "check-in elsewhere": lambda: practice.commitments.check_in(
            promise, "missed", on_date=practice.day(2)
        ),
        "no check-in": lambda: practice.commitments.take_back(check_in),
    }


NAMES = (
    "text", "no text", "date", "readers", "reopen", "done", "remove", "tag", "new tag", "untag", "phase",
    "no phase", "check-in", "check-in elsewhere", "no check-in",
)  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_a_signed_session_refuses_every_change_in_plain_words(practice, session, signing, name):
    act = changes(practice, session)[name]
    signing.sign(session.id, ZOE)
    with pytest.raises(InputError) as refused:
        act()
    assert refused.value.whole == (
        "This note is signed, so it stays as it is. Nothing was changed. You can add a late entry, an addendum or a "
        "correction below it."
    )
    assert practice.vault.verify().ok


@pytest.mark.parametrize("name", [name for name in NAMES if name != "remove"])
def test_the_same_changes_are_free_before(practice, session, name):
    changes(practice, session)[name]()


def test_the_same_note_again_is_no_change(practice, session, signing):
    note = practice.sessions.get(session.id).note
    signing.sign(session.id, ZOE)
    practice.sessions.save_note(session.id, note)


def test_other_sessions_of_the_couple_stay_free(practice, session, signing):
    signing.sign(session.id, ZOE)
    session.couple.session().says("Another day.").tags("blaming", 1).done()
