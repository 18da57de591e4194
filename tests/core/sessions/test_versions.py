"""Earlier versions of a draft: when one is kept, that twenty are, and that nobody but the clinician meets them."""

from __future__ import annotations

import json

import pytest

from tests.support.builders import Practice
from therapist_app.briefing.service import BriefingService
from therapist_app.kernel.audience import Audience, Reader
from therapist_app.kernel.errors import InputError
from therapist_app.sessions.note import Block, NoteDocument
from therapist_app.sessions.signing import Signer, SigningService
from therapist_app.sessions.versions import EMPTY, NOW
from therapist_app.vault.audit import Event

LONG = "They came in laughing and sat down side by side on the small couch for the first time since spring. "
CANARY = "periwinkle-canary"


def text(words: str, audience: Audience = Audience.JOINT) -> NoteDocument:
    return NoteDocument.of([(audience, Block.of("p", words))])


@pytest.fixture
def session(practice: Practice) -> str:
    return practice.couple().session().id


def kept(practice: Practice, session: str) -> list[str]:
    """The texts of all versions, newest first."""
    found = practice.versions.list(session)
    return [practice.versions.note(session, one.number).plain_text() for one in found]


def test_what_is_typed_in_one_stretch_is_one_text_and_two_minutes_make_a_version(
    practice: Practice, session: str
):
    for words in ("T", "They", "They came"):
        practice.sessions.save_note(session, text(words))
        practice.clock.advance(seconds=30)
    assert kept(practice, session) == []
    practice.clock.advance(seconds=60)
    practice.sessions.save_note(session, text("They came in"))
    assert kept(practice, session) == ["They came"]
    practice.clock.advance(seconds=119)
    practice.sessions.save_note(session, text("They came in late"))
    assert kept(practice, session) == ["They came"]


def test_a_note_taken_up_again_keeps_what_stood_there(practice: Practice, session: str):
    practice.sessions.save_note(session, text("They came."))
    again = type(practice.sessions)(practice.vault, practice.catalogue, practice.clock, practice.couples)
    again.save_note(session, text("They came. Late."))
    assert kept(practice, session) == ["They came."]


@pytest.mark.parametrize(
    "after", ["", "x", "Something else entirely was pasted over all that stood here before."]
)
def test_much_that_goes_at_once_is_kept_at_once(practice: Practice, session: str, after: str):
    practice.sessions.save_note(session, text(LONG * 3))
    practice.sessions.save_note(session, text(after) if after else NoteDocument())
    assert kept(practice, session) == [(LONG * 3)]


def test_two_small_changes_far_apart_are_not_much(practice: Practice, session: str):
    practice.sessions.save_note(session, text(f"One {LONG * 3} end"))
    practice.sessions.save_note(session, text(f"Two {LONG * 3} end."))
    assert kept(practice, session) == []


def test_the_last_twenty_are_kept_and_numbers_go_on(practice: Practice, session: str):
    for number in range(26):
        practice.sessions.save_note(session, text(f"Version {number}"))
        practice.clock.advance(seconds=180)
    assert kept(practice, session) == [f"Version {number}" for number in range(24, 4, -1)]
    assert [one.number for one in practice.versions.list(session)] == list(range(25, 5, -1))


def test_a_version_keeps_every_label_and_therapist_only_text_lies_apart(practice: Practice, session: str):
    before = NoteDocument.of(
        [
            (Audience.JOINT, Block.of("h2", "Together")),
            (Audience.A, Block.of("tick", [("Ada's ", ""), ("own", "b")], state="x", level=1)),
            (Audience.THERAPIST, Block.of("p", CANARY)),
            (Audience.JOINT, Block.of("quote", "Both again")),
        ]
    )
    practice.sessions.save_note(session, before)
    practice.clock.advance(seconds=180)
    practice.sessions.save_note(session, text("Anew"))
    [version] = practice.versions.list(session)
    assert practice.versions.note(session, version.number) == before
    assert version.words == 6
    with practice.vault.read() as db:
        raw = db.connection()
        parts = raw.exec_driver_sql("SELECT audience, body FROM version_parts ORDER BY position").fetchall()
        own = raw.exec_driver_sql("SELECT position, body FROM version_process_parts").fetchall()
    assert [row[0] for row in parts] == ["joint", "a", "joint"]
    assert CANARY not in json.dumps([tuple(row) for row in parts])
    assert [(row[0], CANARY in row[1]) for row in own] == [(2, True)]


def test_a_version_comes_back_in_one_step_and_so_does_what_gave_way(practice: Practice, session: str):
    practice.sessions.save_note(session, text("First"))
    practice.clock.advance(seconds=180)
    practice.sessions.save_note(session, text("Second"))
    done = practice.versions.bring_back(session, practice.versions.list(session)[0].number)
    assert practice.sessions.get(session).note == text("First")
    assert kept(practice, session) == ["Second", "First"]
    practice.versions.bring_back(session, done.value)
    assert practice.sessions.get(session).note == text("Second")


def test_what_was_brought_back_over_nothing_gives_way_to_nothing(practice: Practice, session: str):
    practice.sessions.save_note(session, text(LONG))
    practice.sessions.save_note(session, NoteDocument())
    done = practice.versions.bring_back(session, practice.versions.list(session)[0].number)
    assert done.value == EMPTY
    practice.versions.bring_back(session, EMPTY)
    assert practice.sessions.get(session).note == NoteDocument()


def test_a_version_that_is_gone_is_said_and_the_note_stays(practice: Practice, session: str):
    practice.sessions.save_note(session, text("First"))
    with pytest.raises(InputError, match="no longer kept"):
        practice.versions.bring_back(session, 7)
    assert practice.sessions.get(session).note == text("First")


def test_a_joint_part_that_comes_back_stays_with_the_partner_whose_session_it_became(practice: Practice):
    session = practice.couple().session().id
    practice.sessions.save_note(session, text("Both heard it"))
    practice.clock.advance(seconds=180)
    practice.sessions.save_note(session, text("Anew"))
    practice.sessions.update(session, kind="individual", present="a")
    practice.versions.bring_back(session, 1)
    assert practice.sessions.get(session).note == text("Both heard it", Audience.A)


def test_the_difference_of_any_two_versions(practice: Practice, session: str):
    for words in ("They came.", "They came late.", "They came late again."):
        practice.sessions.save_note(session, text(words))
        practice.clock.advance(seconds=180)
    assert practice.versions.difference(session, 1, 2).words_added == 2
    assert practice.versions.difference(session, 1, NOW).after == text("They came late again.")
    assert practice.versions.difference(session, EMPTY, 1).words_removed == 0
    assert practice.versions.difference(session, 2, 2).is_none


@pytest.mark.parametrize("go", [True, False])
def test_signing_lets_go_of_versions_unless_the_practice_keeps_them(
    practice: Practice, session: str, go: bool
):
    assert practice.versions.go_when_signed()
    practice.versions.set_go_when_signed(go)
    practice.sessions.save_note(session, text("First"))
    practice.clock.advance(seconds=180)
    practice.sessions.save_note(session, text("Second"))
    SigningService(practice.vault, practice.clock).sign(session, Signer("Zoe Lin"))
    assert kept(practice, session) == ([] if go else ["First"])
    told = events(practice, Event.DRAFTS_DESTROYED)
    assert told == (['{"versions":1}'] if go else [])
    assert practice.vault.verify().ok
    if not go:
        with pytest.raises(InputError, match="signed"):
            practice.versions.bring_back(session, 1)


def test_a_signature_that_fails_lets_nothing_go(practice: Practice, session: str, monkeypatch):
    practice.sessions.save_note(session, text("First"))
    practice.clock.advance(seconds=180)
    practice.sessions.save_note(session, text("Second"))
    signing = SigningService(practice.vault, practice.clock)

    def no_room(*_: object, **__: object) -> None:
        raise InputError("no room")

    monkeypatch.setattr(practice.vault, "note_event", no_room)
    with pytest.raises(InputError, match="no room"):
        signing.sign(session, Signer("Zoe Lin"))
    assert kept(practice, session) == ["First"]
    assert signing.file(session).note is None


def test_versions_go_with_their_couple(practice: Practice):
    couple = practice.couple("Ada", "Ben", is_sample=True)
    session = couple.session().id
    practice.sessions.save_note(session, text(CANARY, Audience.THERAPIST))
    practice.clock.advance(seconds=180)
    practice.sessions.save_note(session, text("Anew"))
    practice.couples.remove_couple(couple.id)
    with practice.vault.read() as db:
        for table in ("note_versions", "version_parts", "version_process_parts"):
            assert db.connection().exec_driver_sql(f"SELECT count(*) FROM {table}").scalar() == 0


def test_nobody_reads_a_version_anywhere_else(practice: Practice):
    """A canary of an earlier therapist-only text, and one of a joint text, in every output there is."""
    couple = practice.couple("Ada", "Ben").phase("safety", days_ago=30)
    session = couple.session().id
    practice.sessions.save_note(
        session,
        NoteDocument.of(
            [(Audience.THERAPIST, Block.of("p", CANARY)), (Audience.JOINT, Block.of("p", f"{CANARY} joint"))]
        ),
    )
    practice.clock.advance(seconds=180)
    practice.sessions.save_note(session, text("Quiet."))
    assert any(CANARY in words for words in kept(practice, session))
    said = repr([practice.sessions.note_for(session, reader) for reader in Reader])
    said += repr([practice.sessions.list(couple.id, reader=reader) for reader in Reader])
    said += repr([practice.progression.review(couple.id, reader) for reader in Reader])
    said += repr((practice.sessions.get(session), practice.sessions.last_noted(couple.id)))
    said += repr((practice.progression.caseload(), practice.progression.loose_ends()))
    briefing = BriefingService(
        practice.vault,
        practice.catalogue,
        practice.clock,
        practice.practice,
        practice.couples,
        practice.safety,
        practice.commitments,
        practice.progression,
        practice.homework,
        practice.guidance,
    )
    said += repr(briefing.before_session(couple.id))
    signing = SigningService(practice.vault, practice.clock)
    practice.versions.set_go_when_signed(False)
    signing.sign(session, Signer("Zoe Lin"))
    said += repr([signing.file(session, reader) for reader in Reader])
    said += repr(signing.records())
    assert "Quiet." in said
    assert CANARY not in said


def events(practice: Practice, event: Event) -> list[str]:
    """The facts of all entries of one kind in the history."""
    with practice.vault.read() as db:
        rows = db.connection().exec_driver_sql("SELECT event, facts FROM history ORDER BY seq").fetchall()
    return [facts for name, facts in rows if name == event]
