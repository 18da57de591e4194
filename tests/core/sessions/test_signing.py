"""Signed means signed: who signed what and when, what is refused afterwards, what may follow."""

from __future__ import annotations

import datetime as dt
import json
from zoneinfo import ZoneInfo

import pytest

from tests.support.builders import SATURDAY, Practice
from tests.support.vaults import PASSPHRASE, WEAK
from therapist_app.kernel.audience import Audience
from therapist_app.kernel.errors import InputError
from therapist_app.sessions.note import Block, NoteDocument
from therapist_app.sessions.signing import Addition, Signer, SigningService
from therapist_app.sessions.unlocking import UnlockRule
from therapist_app.vault.keys import Passphrase
from therapist_app.vault.verify import verify

ZOE = Signer("Zoe Lin", "LMFT 12345")
JOINT, A, B, THERAPIST = Audience.JOINT, Audience.A, Audience.B, Audience.THERAPIST


@pytest.fixture
def practice(tmp_path):
    with Practice(tmp_path) as made:
        yield made


@pytest.fixture
def couple(practice):
    return practice.couple("Ada", "Ben").phase("safety", days_ago=30)


@pytest.fixture
def session(couple):
    """A session with all that can be born in one."""
    session = (
        couple.session(days_ago=2).says("Both heard this.").says("Ada alone.", A).says("Mine.", THERAPIST)
    )
    session.tags("blaming", 2, line="in the car", audience="a")
    practice = couple.practice
    practice.progression.set_phase(
        couple.id, "understanding", session_id=session.id, reason="Ada asked", audience="a"
    )
    promise = couple.promise("I call at five", owner="b", days_ago=9)
    practice.commitments.check_in(promise.id, "kept", on_date=practice.day(2), session_id=session.id)
    return session.done()


@pytest.fixture
def signing(practice):
    return SigningService(practice.vault, practice.clock)


def words(text, audience=JOINT):
    return NoteDocument.of([(audience, Block.of("p", text))])


def addendum(text="It was the blue car.", *, kind="addendum", audience=JOINT, reason="Left out", **more):
    return Addition(kind, words(text, audience), reason, **more)


def rows(practice, sql):
    with practice.vault.read() as db:
        return [tuple(row) for row in db.connection().exec_driver_sql(sql).all()]


def body_of(practice, number=1):
    ((body,),) = rows(practice, f"SELECT body FROM signatures WHERE number = {number}")
    return body


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
        "phase": lambda: practice.progression.set_phase(couple, "rupture", session_id=session.id),
        "no phase": lambda: practice.progression.remove_phase(entry),
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
