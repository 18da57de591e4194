"""Removed things: gone from every reader, whole when they come back, and told when they go for good."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from tests.support.builders import ACouple, Practice
from therapist_app.kernel.audience import Audience, Reader
from therapist_app.kernel.errors import InputError
from therapist_app.sessions.note import Block, NoteDocument
from therapist_app.sessions.signing import Signer, SigningService
from therapist_app.sessions.snippets import SnippetService
from therapist_app.sessions.templates import Heading, TemplateService
from therapist_app.trash.rows import LIVE_ON
from therapist_app.vault.records import Record

CANARY = "periwinkle-canary"
ZOE = Signer("Zoe Lin")


def all_rows(practice: Practice) -> dict[str, list[dict[str, Any]]]:
    """Every row of every table but the trash and what the vault keeps for itself."""
    found: dict[str, list[dict[str, Any]]] = {}
    with practice.vault.read() as db:
        for table in Record.metadata.sorted_tables:
            if not table.name.startswith("trash_"):
                query = f"SELECT * FROM {table.name} ORDER BY 1"
                rows = db.connection().exec_driver_sql(query).mappings()
                found[table.name] = [dict(row) for row in rows]
    return found


def full_session(couple: ACouple) -> str:
    """A session with everything that one can hold, an earlier version, and what was agreed in it."""
    practice = couple.practice
    session = couple.session(days_ago=3).says("They laughed.").says("Ada's.", Audience.A)
    session.says(CANARY, Audience.THERAPIST).tags("blaming", 2, line="in the car")
    practice.progression.phases.enter(couple.id, "understanding", session_id=session.id, reason="They asked")
    promise = couple.promise("I call at five", days_ago=20, session_id=session.id)
    practice.commitments.check_in(promise.id, "kept", on_date=practice.day(3), session_id=session.id)
    practice.homework.give(couple.id, "listening_habit", holder="both", session_id=session.id)
    practice.clock.advance(seconds=180)
    practice.sessions.save_note(
        session.id, NoteDocument.of([(Audience.THERAPIST, Block.of("p", f"{CANARY} again"))])
    )
    return session.id


@pytest.fixture
def couple(practice: Practice) -> ACouple:
    return practice.couple().phase("safety", days_ago=60)


def test_a_session_comes_back_to_the_last_byte(practice: Practice, couple: ACouple):
    session = full_session(couple)
    before = all_rows(practice)
    entry = practice.trash.remove_session(session).value
    assert practice.sessions.list(couple.id) == ()
    with pytest.raises(InputError, match="no longer here"):
        practice.sessions.get(session)
    practice.trash.restore(entry)
    assert all_rows(practice) == before
    assert practice.trash.list() == ()
    assert practice.vault.verify().ok


def test_what_was_agreed_in_a_session_lives_on_without_it(practice: Practice, couple: ACouple):
    session = full_session(couple)
    practice.trash.remove_session(session)
    [promise] = practice.commitments.list(couple.id)
    assert (promise.commitment.session_id, promise.check_ins) == (None, ())
    [sheet] = practice.homework.assignments(couple.id)
    assert sheet.session_id is None


def test_every_table_that_points_at_a_session_goes_with_it_or_is_named_as_living_on(practice: Practice):
    """A later table is never forgotten: nothing may be left that points at a removed session."""
    couple = practice.couple()
    session = full_session(couple)
    practice.trash.remove_session(session)
    for name, rows in all_rows(practice).items():
        for column in Record.metadata.tables[name].columns:
            if any(key.column.table.name == "sessions" for key in column.foreign_keys):
                assert all(row[column.name] != session for row in rows), name
    assert {"commitments", "assignments"} == LIVE_ON


def test_no_reader_meets_what_was_removed(practice: Practice, couple: ACouple):
    session = full_session(couple)
    practice.trash.remove_session(session)
    said = repr([practice.sessions.list(couple.id, reader=reader) for reader in Reader])
    said += repr([practice.progression.review(couple.id, reader) for reader in Reader])
    said += repr((practice.progression.path(couple.id), practice.progression.active_blocks(couple.id)))
    said += repr((practice.progression.caseload(), practice.progression.loose_ends()))
    said += repr((practice.sessions.last_noted(couple.id), practice.trash.list()))
    assert "They laughed." not in said
    assert CANARY not in said


def test_therapist_only_text_lies_apart_in_the_trash_too(practice: Practice, couple: ACouple):
    practice.trash.remove_session(full_session(couple))
    with practice.vault.read() as db:
        [held] = db.connection().exec_driver_sql("SELECT held FROM trash_entries").scalars()
        [apart] = db.connection().exec_driver_sql("SELECT held FROM trash_process_notes").scalars()
    assert CANARY not in held
    assert f"{CANARY} again" in apart
    assert apart.count(CANARY) == 2  # as it is, and in the earlier version


def test_a_note_that_was_ever_signed_stays(practice: Practice, couple: ACouple):
    session = couple.session().says("Signed.").done().id
    signing = SigningService(practice.vault, practice.clock)
    signing.sign(session, ZOE)
    before = all_rows(practice)
    with pytest.raises(InputError, match="was signed"):
        practice.trash.remove_session(session)
    signing.unlock(session, "A name was wrong", ZOE)
    with pytest.raises(InputError, match="was signed"):
        practice.trash.remove_session(session)
    assert all_rows(practice)["note_parts"] == before["note_parts"]
    assert practice.trash.list() == ()


def test_a_promise_comes_back_with_its_check_ins(practice: Practice, couple: ACouple):
    promise = couple.promise("I call at five", days_ago=20).kept(9, 4).missed(2)
    before = all_rows(practice)
    entry = practice.trash.remove_commitment(promise.id).value
    assert practice.commitments.list(couple.id) == ()
    [line] = practice.trash.list()
    assert (line.kind, line.words, line.couple, line.on_date) == (
        "commitment",
        "I call at five",
        "Ada & Ben",
        practice.day(20),
    )
    practice.trash.restore(entry)
    assert all_rows(practice) == before


def test_a_promise_in_a_signed_note_stays(practice: Practice, couple: ACouple):
    promise = couple.promise("I call at five", days_ago=20).id
    session = couple.session().says("Signed.").done().id
    practice.commitments.check_in(promise, "kept", session_id=session)
    SigningService(practice.vault, practice.clock).sign(session, ZOE)
    with pytest.raises(InputError, match="signed note holds a check-in"):
        practice.trash.remove_commitment(promise)


def test_a_check_in_comes_back_beside_a_note_that_was_signed_meanwhile(practice: Practice, couple: ACouple):
    promise = couple.promise("I call at five", days_ago=20).id
    session = couple.session().says("Signed.").done().id
    practice.commitments.check_in(promise, "kept", session_id=session)
    entry = practice.trash.remove_commitment(promise).value
    SigningService(practice.vault, practice.clock).sign(session, ZOE)
    practice.trash.restore(entry)
    [file] = practice.commitments.list(couple.id)
    assert [(one.outcome, one.session_id) for one in file.check_ins] == [("kept", None)]
    assert practice.vault.verify().ok


def test_what_hangs_on_another_removed_thing_waits_for_it(practice: Practice, couple: ACouple):
    promise = couple.promise("I call at five", days_ago=20).id
    session = couple.session(days_ago=1).id
    practice.commitments.check_in(promise, "kept", session_id=session)
    first = practice.trash.remove_session(session).value
    second = practice.trash.remove_commitment(promise).value
    with pytest.raises(InputError, match="the promise of 1 Nov, which was removed too"):
        practice.trash.restore(first)
    practice.trash.restore(second)
    practice.trash.restore(first)
    [file] = practice.commitments.list(couple.id)
    assert [one.session_id for one in file.check_ins] == [session]


def test_a_check_in_whose_promise_went_for_good_is_not_waited_for(practice: Practice, couple: ACouple):
    promise = couple.promise("I call at five", days_ago=20).id
    session = couple.session(days_ago=1).says("They laughed.").id
    practice.commitments.check_in(promise, "kept", session_id=session)
    first = practice.trash.remove_session(session).value
    practice.trash.remove_for_good(practice.trash.remove_commitment(promise).value)
    practice.trash.restore(first)
    assert practice.sessions.get(session).note.plain_text() == "They laughed."


def test_templates_snippets_ruptures_and_sheets_come_back(practice: Practice, couple: ACouple):
    template = TemplateService(practice.vault, practice.clock).add("Ours", [Heading("Mood", Audience.JOINT)])
    snippet = SnippetService(practice.vault, practice.clock).add("calm", "We breathed.")
    rupture = practice.couples.add_rupture(couple.id, kind=practice.catalogue.rupture_kinds[0].key, line="x")
    sheet = practice.homework.give(couple.id, "listening_habit", holder="both")
    before = all_rows(practice)
    trash = practice.trash
    entries = [
        trash.remove_template(template.value.key),
        trash.remove_snippet(snippet.value.key),
        trash.remove_rupture(rupture.value.id),
        trash.remove_assignment(sheet.value.id),
    ]
    assert [one.kind for one in trash.list()] == ["assignment", "rupture", "snippet", "template"]
    assert "note_templates" in before
    assert all_rows(practice)["snippets"] == []
    for entry in entries:
        trash.restore(entry.value)
    assert all_rows(practice) == before


def test_a_taken_place_is_said_and_the_entry_stays(practice: Practice):
    snippets = SnippetService(practice.vault, practice.clock)
    entry = practice.trash.remove_snippet(snippets.add("calm", "We breathed.").value.key).value
    snippets.add("calm", "Another text.")
    with pytest.raises(InputError, match="has its place"):
        practice.trash.restore(entry)
    assert [one.words for one in practice.trash.list()] == [";calm"]
    assert [one.text for one in snippets.own()] == ["Another text."]


def test_nothing_leaves_the_trash_by_time_alone_and_what_goes_for_good_is_told(
    practice: Practice, couple: ACouple
):
    entry = practice.trash.remove_session(full_session(couple)).value
    practice.clock.advance(seconds=60 * 60 * 24 * 4000)
    assert [one.id for one in practice.trash.list()] == [entry]
    practice.trash.remove_for_good(entry)
    assert practice.trash.list() == ()
    with pytest.raises(InputError, match="no longer in the trash"):
        practice.trash.restore(entry)
    with practice.vault.read() as db:
        told = (
            db.connection().exec_driver_sql("SELECT facts FROM history WHERE event = 'discarded'").scalars()
        )
        assert ['"kind":"session"' in one for one in told] == [True]
        apart = db.connection().exec_driver_sql("SELECT count(*) FROM trash_process_notes").scalar()
    assert apart == 0
    assert practice.vault.verify().ok


def test_the_trash_of_a_couple_goes_with_the_couple(practice: Practice):
    couple = practice.couple("Ada", "Ben", is_sample=True)
    practice.trash.remove_session(full_session(couple))
    practice.couples.remove_couple(couple.id)
    assert practice.trash.list() == ()


def test_a_line_says_what_whose_and_when(practice: Practice, couple: ACouple):
    session = couple.session(days_ago=3).says("They laughed.").id
    practice.trash.remove_session(session)
    [line] = practice.trash.list()
    assert (line.kind, line.couple, line.couple_id) == ("session", "Ada & Ben", couple.id)
    assert line.words == "Joint session"
    assert (line.on_date, line.removed_at) == (practice.day(3), practice.clock.now().astimezone(dt.UTC))
