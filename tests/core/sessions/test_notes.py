"""Notes: kept whole and read back, each part where it belongs, and only what fits is taken."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from tests.support.builders import Practice
from therapist_app.kernel.audience import Audience, Reader
from therapist_app.kernel.errors import InputError
from therapist_app.sessions.model import NotePart, ProcessNote
from therapist_app.sessions.note import KINDS, Block, NoteDocument, NoteFormatError, Part
from therapist_app.sessions.rules import LONGEST_NOTE
from therapist_app.sessions.service import NotKept
from therapist_app.sessions.store import write_note

texts = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=30)
runs = st.lists(st.tuples(texts, st.sampled_from(("", "b", "i", "bi"))), max_size=4)
blocks = st.builds(
    lambda kind, level, ticked, runs: Block.of(
        kind, runs, level=level, state="x" if ticked and kind == "tick" else ""
    ),
    st.sampled_from(KINDS),
    st.integers(0, 3),
    st.booleans(),
    runs,
)
notes = st.lists(st.tuples(st.sampled_from(list(Audience)), blocks), max_size=8).map(NoteDocument.of)


@pytest.fixture(scope="module")
def practice(tmp_path_factory):
    with Practice(tmp_path_factory.mktemp("practice")) as practice:
        yield practice


@pytest.fixture
def session(practice):
    return practice.couple().session(days_ago=1)


def note_of(*parts: tuple[Audience, str]) -> NoteDocument:
    return NoteDocument(tuple(Part(audience, (Block.of("p", text),)) for audience, text in parts))


@settings(max_examples=40, deadline=None)
@given(first=notes, second=notes)
def test_any_note_is_read_back_as_it_was_written_over_any_other(practice, first, second):
    session = practice.couple().session(days_ago=1)
    for note in (first, second):
        practice.sessions.save_note(session.id, note)
        assert practice.sessions.get(session.id).note == note


def test_therapist_parts_lie_apart_from_the_record(practice, session):
    note = note_of((Audience.JOINT, "one"), (Audience.THERAPIST, "mine"), (Audience.B, "two"))
    practice.sessions.save_note(session.id, note)
    with practice.vault.read() as db:
        joint = db.scalars(select(NotePart).where(NotePart.session_id == session.id)).all()
        own = db.scalars(select(ProcessNote).where(ProcessNote.session_id == session.id)).all()
    assert sorted((part.position, part.audience) for part in joint) == [(0, "joint"), (2, "b")]
    assert [part.position for part in own] == [1]
    assert "mine" not in repr([part.body for part in joint])


def test_the_same_note_again_changes_nothing(practice, session):
    note = note_of((Audience.JOINT, "one"))
    practice.sessions.save_note(session.id, note)
    at = practice.sessions.get(session.id).session.saved_at
    practice.clock.advance(minutes=5)
    assert practice.sessions.save_note(session.id, note).changes.nouns == frozenset()
    assert practice.sessions.get(session.id).session.saved_at == at


def test_an_emptied_note_keeps_nothing(practice, session):
    practice.sessions.save_note(session.id, note_of((Audience.A, "one"), (Audience.THERAPIST, "two")))
    practice.sessions.save_note(session.id, NoteDocument((Part(Audience.JOINT, (Block(),)),)))
    with practice.vault.read() as db:
        for record in (NotePart, ProcessNote):
            assert not db.scalars(select(record).where(record.session_id == session.id)).all()
    assert practice.sessions.list(session.couple.id)[0].state == "empty"


def test_a_note_that_reads_back_otherwise_is_not_called_kept(practice, session, monkeypatch):
    practice.sessions.save_note(session.id, note_of((Audience.JOINT, "before")))

    def damaged(db, session_id, before, note):
        write_note(db, session_id, before, note_of((Audience.JOINT, "something else")))

    monkeypatch.setattr("therapist_app.sessions.service.write_note", damaged)
    with pytest.raises(NotKept) as raised:
        practice.sessions.save_note(session.id, note_of((Audience.JOINT, "after")))
    assert "still here" in raised.value.advice
    assert practice.sessions.get(session.id).note.plain_text() == "before"


@pytest.mark.parametrize(
    "block",
    [
        Block("p", 0, "", (("\ud800", ""),)),
        Block("table", 0, "", ()),
        Block("p", 7, "", ()),
        Block("p", 0, "", (("text", "u"),)),
        Block.of("p", "x" * (LONGEST_NOTE + 1)),
    ],
)
def test_a_note_that_cannot_be_kept_is_refused_and_the_kept_one_stays(practice, session, block):
    practice.sessions.save_note(session.id, note_of((Audience.JOINT, "before")))
    with pytest.raises(InputError) as refused:
        practice.sessions.save_note(session.id, NoteDocument((Part(Audience.JOINT, (block,)),)))
    assert "still here" in refused.value.advice
    assert practice.sessions.get(session.id).note.plain_text() == "before"


@pytest.mark.parametrize(
    "stored",
    [
        None,
        [],
        {"v": 2, "parts": []},
        {"v": True, "parts": []},
        {"v": 1},
        {"v": 1, "parts": [], "more": 1},
        {"v": 1, "parts": [{"audience": "everyone", "blocks": []}]},
        {"v": 1, "parts": [{"audience": "joint", "blocks": [["p", 0, ""]]}]},
        {"v": 1, "parts": [{"audience": "joint", "blocks": [["script", 0, "", []]]}]},
        {"v": 1, "parts": [{"audience": "joint", "blocks": [["p", 0, "x", []]]}]},
        {"v": 1, "parts": [{"audience": "joint", "blocks": [["p", 0, "", [["a\nb", ""]]]]}]},
    ],
)
def test_only_the_stored_form_is_read(stored):
    with pytest.raises(NoteFormatError):
        NoteDocument.from_json(stored)


@given(notes)
def test_a_reader_gets_exactly_the_parts_that_are_theirs(note):
    for reader in Reader:
        seen = note.for_reader(reader)
        wanted = [block for part in note.parts if reader.may_see(part.audience) for block in part.blocks]
        got = [block for part in seen.parts for block in part.blocks]
        assert got == wanted or (got == [] and wanted == [Block()])
        assert NoteDocument.from_json(seen.to_json()) == seen
