"""The index follows every change of a record, and is mended by itself when it does not."""

import pytest

from therapist_app.kernel.audience import Reader
from therapist_app.search.model import Wish
from therapist_app.sessions.note import Block, NoteDocument, Part
from therapist_app.vault import search_index


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
    with practice.vault.begin():
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
        "DROP TRIGGER search_sessions_move",
        "UPDATE search_rows SET audience = 'b'",
        "UPDATE search_rows SET couple_id = 'another'",
        "UPDATE search_rows SET on_date = NULL WHERE kind = 'note'",
        "DROP TABLE search_index",
        "DROP VIEW search_texts",
        "DELETE FROM search_index_data WHERE id > 10",
        "INSERT INTO search_index(search_index, rowid, words) SELECT 'delete', doc, 'plum' FROM search_rows",
    ],
)
def test_a_bad_index_is_built_anew_and_accuses_nobody(practice, harm):
    practice.couple().session(days_ago=1).says("plum and pear")
    assert practice.search.find(Wish("pear")).hits
    with practice.vault.begin():
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
    assert practice.search.find(Wish("pear")).hits
    with practice.vault.begin():
        raw_of(practice).execute("DELETE FROM search_index_data WHERE id > 10")
    assert [hit.kind for hit in practice.search.find(Wish("plum")).hits] == ["note"]
    assert search_index.fits(raw_of(practice))


def test_the_history_does_not_watch_the_index(practice):
    practice.couple().session(days_ago=1).says("plum")
    objects = raw_of(practice).execute("SELECT objects FROM history").fetchall()
    assert not any("search_" in one for (one,) in objects)
    assert not any(name.startswith("search_") for name in practice.vault.verify().counts)


def test_a_save_on_a_broken_index_goes_through_and_is_found(practice):
    session = practice.couple().session(days_ago=1).says("plum and pear")
    assert practice.search.find(Wish("pear")).hits
    with practice.vault.begin() as db:
        db.connection().exec_driver_sql("DELETE FROM search_index_data WHERE id > 10")
    say(practice, session, ("joint", "cherry"))
    assert practice.search.find(Wish("cherry")).hits
    practice.vault.verify()
    assert search_index.fits(raw_of(practice))
    assert not practice.search.find(Wish("plum")).hits


def test_a_day_and_a_couple_that_moved_are_followed(practice):
    one, two = practice.couple("Ada", "Ben"), practice.couple("Cleo", "Dan")
    session = one.session(days_ago=9).says("plum").tags("blaming", 1, line="A plum.")
    assert len(practice.search.find(Wish("plum", since=practice.day(9), until=practice.day(9))).hits) == 2
    practice.sessions.update(session.id, on_date=practice.day(3))
    assert not practice.search.find(Wish("plum", until=practice.day(9))).hits
    assert len(practice.search.find(Wish("plum", since=practice.day(3))).hits) == 2
    with practice.vault.begin() as db:
        move = "UPDATE {} SET couple_id = '" + two.id + "'"
        for table in ("sessions", "block_tags"):
            db.connection().exec_driver_sql(move.format(table))
    assert {hit.couple_id for hit in practice.search.find(Wish("plum")).hits} == {two.id}
    assert not practice.search.find(Wish("plum", one.id)).hits
    assert search_index.fits(raw_of(practice))


def test_a_session_and_its_parts_taken_away_and_put_back_are_found_again(practice):
    couple = practice.couple()
    session = couple.session(days_ago=2).says("plum").says("my plum", "therapist")
    assert practice.search.find(Wish("plum")).hits
    tables = ("sessions", "note_parts", "process_notes")
    with practice.vault.begin():
        raw = raw_of(practice)
        kept = {table: raw.execute(f"SELECT * FROM {table}").fetchall() for table in tables}
        for table in reversed(tables):
            raw.execute(f"DELETE FROM {table}")
    assert not practice.search.find(Wish("plum")).hits
    assert not practice.search.find(Wish("plum", label="therapist")).hits
    with practice.vault.begin():
        for table in tables:
            for row in kept[table]:
                raw_of(practice).execute(
                    f"INSERT INTO {table} VALUES ({', '.join('?' * len(row))})", tuple(row)
                )
    assert [hit.session_id for hit in practice.search.find(Wish("plum")).hits] == [session.id]
    assert practice.search.find(Wish("plum", label="therapist")).hits
    assert search_index.is_in_step(raw_of(practice))
    assert search_index.fits(raw_of(practice))


def test_what_its_own_rows_say_wrongly_is_not_believed(practice):
    session = practice.couple().session(days_ago=1)
    session.says("My own plum.", "therapist").says("A plum for Ada.", "a")
    assert [hit.audience for hit in practice.search.find(Wish("plum")).hits] == ["a"]
    with practice.vault.begin():
        raw_of(practice).execute("UPDATE search_rows SET audience = 'joint'")
    assert [hit.audience for hit in practice.search.find(Wish("plum")).hits] == ["a"]
    assert not practice.search.find(Wish("plum"), reader=Reader.B).hits
    assert not search_index.fits(raw_of(practice))
