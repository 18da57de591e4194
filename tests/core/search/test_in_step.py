"""The index follows every change of a record, and is mended by itself when it does not."""

import pytest

from therapist_app.search.model import Wish
from therapist_app.sessions.note import Block, NoteDocument, Part
from therapist_app.vault import search_index
from therapist_app.vault.errors import DiskError


def raw_of(practice):
    return practice.vault._raw


def say(practice, session, *texts):
    parts = tuple(Part(audience, (Block.of("p", text),)) for audience, text in texts)
    practice.sessions.save_note(session.id, NoteDocument(parts))


def test_a_change_and_a_delete_of_a_part_are_followed(practice):
    session = practice.couple().session(days_ago=1)
    say(practice, session, ("joint", "plum"), ("a", "pear"))
    say(practice, session, ("joint", "cherry"))
    assert not practice.search.find(Wish("plum")).hits
    assert not practice.search.find(Wish("pear")).hits
    assert practice.search.find(Wish("cherry")).hits
    assert search_index.fits(raw_of(practice))


def test_a_part_that_becomes_the_therapists_own_is_found_no_longer(practice):
    session = practice.couple().session(days_ago=1)
    say(practice, session, ("joint", "plum"))
    say(practice, session, ("therapist", "plum"))
    assert not practice.search.find(Wish("plum")).hits
    assert search_index.fits(raw_of(practice))


def test_what_was_not_kept_is_not_found(practice):
    couple = practice.couple()

    def breaks_off():
        with practice.vault.begin():
            couple.session(days_ago=1).says("plum")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        breaks_off()
    assert not practice.search.find(Wish("plum")).hits
    assert search_index.is_in_step(raw_of(practice))


def test_nothing_of_a_removed_couple_stays_in_the_index(practice):
    couple = practice.couple("Adamina", "Benedikt", is_sample=True)
    couple.session(days_ago=1).says("plum")
    couple.promise("I bring the plum")
    practice.couples.remove_couple(couple.id)
    raw = raw_of(practice)
    assert raw.execute("SELECT count(*) FROM search_rows").fetchone() == (0,)
    raw.execute("CREATE VIRTUAL TABLE temp.left_over USING fts5vocab('main', 'search_index', 'row')")
    assert raw.execute("SELECT term FROM temp.left_over").fetchall() == []
    raw.execute("DROP TABLE temp.left_over")


def test_every_way_to_write_sql_is_followed(practice):
    session = practice.couple().session(days_ago=1).says("plum")
    raw = raw_of(practice)
    row = raw.execute("SELECT id, session_id, position, audience FROM note_parts").fetchone()
    body = '[["p",0,"",[["cherry",""]]]]'
    raw.execute(
        "INSERT OR REPLACE INTO note_parts(id, session_id, position, audience, body) VALUES (?,?,?,?,?)",
        (*row, body),
    )
    assert search_index.is_in_step(raw)
    assert search_index.fits(raw)
    assert [hit.session_id for hit in practice.search.find(Wish("cherry")).hits] == [session.id]
    raw.execute("UPDATE note_parts SET body = 'no JSON at all'")
    raw.execute("DELETE FROM temp.touched")
    assert search_index.fits(raw)


@pytest.mark.parametrize(
    "harm",
    [
        "DELETE FROM search_rows",
        "DELETE FROM search_index_docsize",
        "DROP TRIGGER search_note_parts_update",
        "DROP TABLE search_index",
        "DROP VIEW search_texts",
        "DELETE FROM search_index_data WHERE id > 10",
        "INSERT INTO search_index(search_index, rowid, words) SELECT 'delete', doc, 'plum' FROM search_rows",
    ],
)
def test_a_bad_index_is_built_anew_and_accuses_nobody(practice, harm):
    practice.couple().session(days_ago=1).says("plum and pear")
    raw_of(practice).execute(harm)
    report = practice.vault.verify()
    assert all(check.ok for check in report.checks), [one.words for one in report.checks if not one.ok]
    assert "built anew" in next(check.words for check in report.checks if check.key == "search")
    assert [hit.kind for hit in practice.search.find(Wish("plum")).hits] == ["note"]
    again = practice.vault.verify()
    assert (
        next(check.words for check in again.checks if check.key == "search")
        == "The search index fits the records."
    )


def test_a_search_mends_an_index_that_does_not_answer(practice):
    practice.couple().session(days_ago=1).says("plum and pear")
    raw_of(practice).execute("DELETE FROM search_index_data WHERE id > 10")
    assert [hit.kind for hit in practice.search.find(Wish("plum")).hits] == ["note"]
    assert search_index.fits(raw_of(practice))


def test_the_history_does_not_watch_the_index(practice):
    practice.couple().session(days_ago=1).says("plum")
    objects = raw_of(practice).execute("SELECT objects FROM history").fetchall()
    assert not any("search_" in one for (one,) in objects)
    assert not any(name.startswith("search_") for name in practice.vault.verify().counts)


def test_a_save_on_a_broken_index_fails_once_and_then_goes_through(practice):
    session = practice.couple().session(days_ago=1).says("plum and pear")
    with practice.vault.begin() as db:
        db.connection().exec_driver_sql("DELETE FROM search_index_data WHERE id > 10")
    with pytest.raises(DiskError):
        say(practice, session, ("joint", "cherry"))
    say(practice, session, ("joint", "cherry"))
    assert practice.search.find(Wish("cherry")).hits
    assert search_index.fits(raw_of(practice))
