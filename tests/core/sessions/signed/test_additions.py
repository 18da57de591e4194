"""What may follow a signed note: additions for their readers, unlocking, and signing again."""

from __future__ import annotations

import datetime as dt
import json
from zoneinfo import ZoneInfo

import pytest

from tests.core.sessions.signed.case import JOINT, THERAPIST, ZOE, A, addendum, body_of, rows, words
from tests.support.builders import Practice
from tests.support.vaults import PASSPHRASE, WEAK
from therapist_app.kernel.errors import InputError
from therapist_app.sessions.note import Block, NoteDocument
from therapist_app.sessions.signing import Addition, Signer, SigningService
from therapist_app.sessions.unlocking import UnlockRule
from therapist_app.vault.keys import Passphrase
from therapist_app.vault.verify import verify


@pytest.mark.parametrize("kind", ["late_entry", "addendum", "correction"])
def test_an_addition_is_signed_in_turn_and_leaves_the_note_alone(practice, session, signing, kind):
    before = practice.sessions.get(session.id).note
    first = signing.sign(session.id, ZOE).value.entries[0]
    practice.clock.advance(days=3)
    file = signing.add(session.id, addendum(kind=kind), Signer("Ann Roe")).value
    (added,) = file.added
    assert (added.kind, added.reason, added.signer, added.revision) == (kind, "Left out", "Ann Roe", 1)
    assert (added.local.date(), added.about_on) == (dt.date(2026, 11, 24), dt.date(2026, 11, 19))
    assert added.note == words("It was the blue car.")
    said = json.loads(body_of(practice, 2))
    assert (said["before"], said["written_on"], said["about_on"]) == (
        first.digest,
        "2026-11-24",
        "2026-11-19",
    )
    assert file.note == first
    assert practice.sessions.get(session.id).note == before
    assert practice.sessions.list(session.couple.id)[0].state == "amended"


def test_an_addition_can_be_about_another_day(practice, session, signing):
    signing.sign(session.id, ZOE)
    file = signing.add(session.id, addendum(about_on=practice.day(1)), ZOE).value
    assert file.added[0].about_on == practice.day(1)
    with pytest.raises(InputError, match="has not come yet"):
        signing.add(session.id, addendum(about_on=practice.day(-2)), ZOE)


@pytest.mark.parametrize(
    ("addition", "field"),
    [
        (addendum(reason=" "), "reason"),
        (addendum(" "), "note"),
        (addendum(kind="note"), "kind"),
        (addendum(kind="unlock"), "kind"),
    ],
)
def test_an_addition_needs_a_kind_words_and_a_reason(session, signing, addition, field):
    signing.sign(session.id, ZOE)
    with pytest.raises(InputError) as refused:
        signing.add(session.id, addition, ZOE)
    assert refused.value.field == field


def test_nothing_is_added_to_a_note_that_can_still_be_written_in(session, signing):
    with pytest.raises(InputError, match="can still be written in"):
        signing.add(session.id, addendum(), ZOE)


def test_each_reader_sees_of_what_was_signed_what_is_theirs(practice, session, signing):
    signing.sign(session.id, ZOE)
    signing.add(session.id, addendum("For Ada.", audience=A, reason="Ada called"), ZOE)
    signing.add(session.id, addendum("For me.", audience=THERAPIST, reason="Mine"), ZOE)
    for reader, seen, added, state in (
        ("both", "Both heard this.", [], "signed"),
        ("b", "Both heard this.", [], "signed"),
        ("a", "Both heard this.\nAda alone.", [("For Ada.", "Ada called")], "amended"),
        (
            "clinician",
            "Both heard this.\nAda alone.\nMine.",
            [("For Ada.", "Ada called"), ("For me.", "Mine")],
            "amended",
        ),
    ):
        file = signing.file(session.id, reader)
        assert file.note.note.plain_text() == seen
        assert [(one.note.plain_text(), one.reason) for one in file.added] == added
        assert practice.sessions.list(session.couple.id, reader=reader)[0].state == state


def test_the_reason_of_an_addition_for_several_readers_is_the_therapists(session, signing):
    signing.sign(session.id, ZOE)
    note = NoteDocument.of([(JOINT, Block.of("p", "Both.")), (A, Block.of("p", "Ada."))])
    signing.add(session.id, Addition("addendum", note, "Ada called me"), ZOE)
    assert [one.reason for one in signing.file(session.id, "a").added] == [""]
    assert [one.reason for one in signing.file(session.id).added] == ["Ada called me"]


def test_nothing_of_a_session_alone_is_seen_by_the_other(practice, couple, signing):
    session = couple.alone("a").says("Ada alone.", A).done()
    signing.sign(session.id, ZOE)
    assert signing.file(session.id, "b").entries == ()


def test_by_itself_a_note_can_be_unlocked_for_a_day(signing):
    assert signing.rule() == UnlockRule("within", 24)


@pytest.mark.parametrize("hours", [1, 24, 48])
def test_the_last_moment_of_the_window_belongs_to_it(practice, session, signing, hours):
    signing.set_rule("within", hours)
    signing.sign(session.id, ZOE)
    practice.clock.advance(hours=hours)
    assert signing.file(session.id).may_unlock
    practice.clock.advance(microseconds=1)
    assert not signing.file(session.id).may_unlock
    with pytest.raises(InputError, match="can no longer be unlocked"):
        signing.unlock(session.id, "Wrong name", ZOE)
    practice.clock.advance(microseconds=-1)
    assert not signing.unlock(session.id, "Wrong name", ZOE).value.is_locked


def test_the_window_counts_hours_not_wall_time(tmp_path):
    paris = ZoneInfo("Europe/Paris")
    with Practice(tmp_path, dt.datetime(2026, 10, 24, 12, 0, tzinfo=paris)) as practice:
        signing = SigningService(practice.vault, practice.clock)
        session = practice.couple().session().says("The day before the clocks go back.").done()
        signing.sign(session.id, ZOE)
        practice.clock.set(dt.datetime(2026, 10, 25, 11, 0, tzinfo=paris))  # 24 hours, on a day with one more
        assert signing.file(session.id).may_unlock
        practice.clock.set(dt.datetime(2026, 10, 25, 11, 0, 1, tzinfo=paris))
        assert not signing.file(session.id).may_unlock


@pytest.mark.parametrize(("when", "may"), [("never", False), ("always", True)])
def test_never_and_always_mean_it(practice, session, signing, when, may):
    signing.set_rule(when)
    signing.sign(session.id, ZOE)
    assert signing.file(session.id).may_unlock is may
    practice.clock.advance(days=4000)
    assert signing.file(session.id).may_unlock is may


@pytest.mark.parametrize(("when", "hours"), [("sometimes", 24), ("within", 0), ("within", 745)])
def test_a_rule_that_cannot_be_is_refused(signing, when, hours):
    with pytest.raises(InputError):
        signing.set_rule(when, hours)
    assert signing.rule() == UnlockRule("within", 24)


def test_an_unlocked_note_is_edited_and_signed_again_and_the_first_text_stays(practice, session, signing):
    signing.add(session.id, addendum(), ZOE) if signing.sign(session.id, ZOE) else None
    first = signing.file(session.id).entries[0]
    with pytest.raises(InputError) as refused:
        signing.unlock(session.id, " ", ZOE)
    assert refused.value.field == "reason"
    file = signing.unlock(session.id, "Wrong name in it", ZOE).value
    assert not file.is_locked
    assert practice.sessions.list(session.couple.id)[0].state == "draft"
    with pytest.raises(InputError, match="can still be written in"):
        signing.unlock(session.id, "Again", ZOE)
    practice.sessions.save_note(session.id, words("Quite other words."))
    assert practice.vault.verify().ok
    file = signing.sign(session.id, Signer("Ann Roe")).value
    assert file.is_locked
    assert (file.note.revision, file.note.note.plain_text()) == (2, "Quite other words.")
    assert file.earlier[0] == first
    assert [(one.kind, one.reason) for one in file.earlier] == [("note", ""), ("unlock", "Wrong name in it")]
    assert json.loads(body_of(practice, 4))["before"] == file.entries[2].digest
    assert practice.sessions.list(session.couple.id)[0].state == "amended"
    assert practice.vault.verify().ok


def test_only_the_therapist_reads_why_a_note_was_unlocked(session, signing):
    signing.sign(session.id, ZOE)
    signing.unlock(session.id, "Ada asked me to", ZOE)
    for reader in ("both", "a", "b"):
        assert [one.kind for one in signing.file(session.id, reader).entries] == ["note"]


def test_the_newest_done_note_is_the_one_to_sign(practice, couple, signing):
    assert signing.to_sign(couple.id) == ""
    old = couple.session(days_ago=9).says("Old.").done()
    new = couple.session(days_ago=1).says("New.").done()
    couple.session().says("A draft.")
    assert signing.to_sign(couple.id) == new.id
    signing.sign(new.id, ZOE)
    assert signing.to_sign(couple.id) == old.id


def test_all_of_it_is_there_after_a_lock(practice, session, signing):
    signing.sign(session.id, ZOE)
    signing.add(session.id, addendum(), ZOE)
    before = signing.file(session.id)
    practice.close()
    report = verify(practice.made.folder, Passphrase(PASSPHRASE), floor=WEAK)
    assert report.exit_code == 0, [check.words for check in report.checks if not check.ok]
    again = SigningService(practice.made.reopen(), practice.clock)
    assert again.file(session.id) == before
    practice.vault = practice.made.vault


def test_a_sample_couple_goes_with_its_signed_notes_and_the_history_tells(practice, signing):
    couple = practice.couple("Cleo", "Dan", is_sample=True)
    session = couple.session().says("Invented.").done()
    signing.sign(session.id, ZOE)
    signing.add(session.id, addendum(audience=THERAPIST), ZOE)
    practice.couples.remove_couple(couple.id)
    assert rows(practice, "SELECT couple_id, signatures FROM removed_records") == [(couple.id, 2)]
    assert rows(practice, "SELECT facts FROM history WHERE event = 'removed'") == [('{"signatures":2}',)]
    for table in ("signatures", "signed_parts", "signed_process_parts", "sessions", "note_parts"):
        assert rows(practice, f"SELECT count(*) FROM {table}") == [(0,)]
    assert practice.vault.verify().ok


def test_a_real_couple_with_signed_notes_is_not_removed(practice, session, signing):
    signing.sign(session.id, ZOE)
    with pytest.raises(InputError, match="holds notes"):
        practice.couples.remove_couple(session.couple.id)
