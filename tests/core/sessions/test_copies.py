"""Copies of unsaved text elsewhere: sealed for this practice alone, put back without writing over anything."""

import datetime as dt

import pytest

from tests.support.builders import Practice
from tests.support.vaults import canary_forms
from therapist_app.kernel.audience import Audience
from therapist_app.kernel.errors import FileError
from therapist_app.sessions.copies import NoteCopies, Standing, UnsavedText
from therapist_app.sessions.note import Block, NoteDocument
from therapist_app.sessions.signing import Signer, SigningService
from therapist_app.vault import errors

JOINT, THERAPIST = Audience.JOINT, Audience.THERAPIST


def note(*lines, reader=JOINT):
    return NoteDocument.of((reader, Block.of("p", line)) for line in lines)


@pytest.fixture
def practice(tmp_path):
    with Practice(tmp_path) as practice:
        yield practice


@pytest.fixture
def copies(practice):
    return NoteCopies(practice.vault, practice.sessions, practice.clock)


@pytest.fixture
def session(practice):
    made = practice.sessions.start(practice.couple("Ada", "Ben").id).value
    practice.sessions.save_note(made.id, note("kept before"))
    return made


def lines(practice, session):
    return [block.text for part in practice.sessions.get(session.id).note.parts for block in part.blocks]


def test_a_copy_takes_the_place_of_the_text_that_it_was_written_on(practice, copies, session, tmp_path):
    text = UnsavedText(session.id, note("kept before", "and more"), note("kept before"))
    path = copies.write(tmp_path, [text])
    assert path.name == "Unsaved text 2026-11-21 12.02.attunedraft"
    found = copies.find(path)
    assert [one.standing for one in found.texts] == [Standing.FITS]
    assert found.made_at == dt.datetime(2026, 11, 21, 12, 2, tzinfo=dt.UTC)
    assert "note" in copies.put_back(path).nouns
    assert lines(practice, session) == ["kept before", "and more"]
    assert [one.standing for one in copies.find(path).texts] == [Standing.SAME]
    assert copies.put_back(path).nouns == frozenset()


def test_a_newer_text_stays_and_the_copy_goes_below_it_once(practice, copies, session, tmp_path):
    text = UnsavedText(session.id, note("from the copy", reader=THERAPIST), note("kept before"))
    path = copies.write(tmp_path, [text])
    practice.sessions.save_note(session.id, note("written since"))
    [found] = copies.find(path).texts
    assert (found.standing, found.file.note) == (Standing.BOTH, note("written since"))
    for _ in range(2):
        copies.put_back(path)
        assert lines(practice, session) == [
            "written since",
            "From the copy of 21 Nov, 12:02",
            "from the copy",
        ]
    readers = [part.audience for part in practice.sessions.get(session.id).note.parts]
    assert readers == [JOINT, THERAPIST]  # nothing of it reaches another reader


def test_a_text_of_a_session_that_is_gone_is_said_and_harms_nothing(practice, copies, tmp_path):
    empty = practice.sessions.start(practice.couple("Mira", "Noor").id).value
    path = copies.write(tmp_path, [UnsavedText(empty.id, note("typed"), NoteDocument())])
    practice.sessions.remove(empty.id)
    assert [one.standing for one in copies.find(path).texts] == [Standing.GONE]
    assert copies.put_back(path).nouns == frozenset()


def test_no_copy_takes_the_place_of_another(copies, session, tmp_path):
    text = UnsavedText(session.id, note("typed"), NoteDocument())
    assert len({copies.write(tmp_path, [text]) for _ in range(3)}) == 3


def test_a_copy_is_made_while_the_vault_is_away(practice, copies, session, tmp_path):
    folder, elsewhere = practice.vault.folder, tmp_path / "elsewhere"
    elsewhere.mkdir()
    folder.rename(tmp_path / "away")
    path = copies.write(elsewhere, [UnsavedText(session.id, note("typed"), NoteDocument())])
    (tmp_path / "away").rename(folder)
    copies.put_back(path)
    assert "typed" in lines(practice, session)


def test_nothing_of_the_text_can_be_read_in_the_copy(copies, session, tmp_path):
    canary = "Wombat sings at seven"
    path = copies.write(tmp_path, [UnsavedText(session.id, note(canary), NoteDocument())])
    data = path.read_bytes()
    assert not [form for form in canary_forms(canary) if form in data]
    assert session.id.encode() not in data
    assert path.stat().st_mode & 0o077 == 0
    assert (
        copies.write(tmp_path, [UnsavedText(session.id, note(canary), NoteDocument())]).read_bytes() != data
    )


def test_a_copy_of_another_practice_or_a_damaged_one_is_refused_in_words(copies, session, tmp_path):
    (tmp_path / "other").mkdir()
    with Practice(tmp_path / "other") as other:
        strange = NoteCopies(other.vault, other.sessions, other.clock)
        path = strange.write(tmp_path, [UnsavedText(session.id, note("typed"), NoteDocument())])
    with pytest.raises(FileError, match="belongs to another practice"):
        copies.find(path)
    path = copies.write(tmp_path, [UnsavedText(session.id, note("typed"), NoteDocument())])
    whole = path.read_bytes()
    at = whole.index(b'"box": "') + 20
    path.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
    with pytest.raises(FileError, match="damaged"):
        copies.find(path)
    for data in (b"", b"not ours", b"[]", b'{"what": "something else"}'):
        path.write_bytes(data)
        with pytest.raises(FileError, match="no copy made by Attune"):
            copies.find(path)
    path.write_bytes(whole.replace(b'"format": 1', b'"format": 2'))
    with pytest.raises(FileError, match="newer version"):
        copies.find(path)


def test_a_place_that_takes_no_copy_says_why(copies, session, tmp_path):
    with pytest.raises(errors.VaultError):
        copies.write(tmp_path / "nowhere", [UnsavedText(session.id, note("typed"), NoteDocument())])


def test_nothing_is_put_into_a_note_that_was_signed_since(practice, copies, session, tmp_path):
    path = copies.write(tmp_path, [UnsavedText(session.id, note("too late"), note("kept before"))])
    SigningService(practice.vault, practice.clock).sign(session.id, Signer("Zoe Lin"))
    assert [one.standing for one in copies.find(path).texts] == [Standing.SIGNED]
    assert copies.put_back(path).nouns == frozenset()
    assert lines(practice, session) == ["kept before"]
    assert path.exists()


def test_what_a_copy_takes_the_place_of_is_an_earlier_version(practice, copies, session, tmp_path):
    path = copies.write(tmp_path, [UnsavedText(session.id, note("another"), note("kept before"))])
    copies.put_back(path)
    [version] = practice.versions.list(session.id)
    assert practice.versions.note(session.id, version.number) == note("kept before")
