"""Signed records under the hand of someone with the key: every bit counts, every guard is missed."""

from __future__ import annotations

import contextlib
import json
import sqlite3

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.builders import Practice
from tests.support.vaults import PASSPHRASE, WEAK, open_again
from therapist_app.kernel.audience import Audience
from therapist_app.sessions.note import Block, NoteDocument
from therapist_app.sessions.signing import Addition, Signer, SigningService
from therapist_app.vault import errors
from therapist_app.vault.driver import driver, open_raw
from therapist_app.vault.header import read_headers
from therapist_app.vault.history_check import _guards
from therapist_app.vault.keys import Passphrase
from therapist_app.vault.migrations.m0003_signing import GUARDS
from therapist_app.vault.signed import SALT_BYTES, Portion
from therapist_app.vault.signed_check import check_signed
from therapist_app.vault.slots import unwrap
from therapist_app.vault.vault_keys import read_keys
from therapist_app.vault.verify import verify

ZOE = Signer("Zoe Lin", "LMFT 12345")


@pytest.fixture(scope="module")
def signed(tmp_path_factory):
    """A closed vault with a note signed, added to, unlocked and signed again, and one more that is signed once."""
    folder = tmp_path_factory.mktemp("signed")
    with Practice(folder) as practice:
        couple = practice.couple("Ada", "Ben")
        session = couple.session(days_ago=2).says("Both.").says("Mine.", Audience.THERAPIST)
        session.tags("blaming", 2, line="in the car", audience="a").done()
        other = couple.session(days_ago=1).says("Quiet.").done()
        signing = SigningService(practice.vault, practice.clock)
        signing.sign(session.id, ZOE)
        note = NoteDocument.of([(Audience.A, Block.of("p", "Left out."))])
        signing.add(session.id, Addition("addendum", note, "Forgot"), ZOE)
        signing.unlock(session.id, "Wrong name", ZOE)
        practice.sessions.save_note(session.id, NoteDocument.of([(Audience.JOINT, Block.of("p", "Anew."))]))
        signing.sign(session.id, ZOE)
        signing.sign(other.id, ZOE)
    header = read_headers(practice.made.folder)[0].header
    key = unwrap(header.slots, Passphrase(PASSPHRASE), header.vault_id, WEAK)
    return practice.made.folder, key, header.db_salt


@pytest.fixture(scope="module")
def plain(signed):
    """The same rows on a connection in memory, with no guards, so that thousands of changes can be tried."""
    folder, key, salt = signed
    raw = open_raw(folder / "practice.db", key, salt).raw
    there = driver.connect(":memory:", isolation_level=None)
    for kind in ("table", "index"):
        made = f"SELECT sql FROM sqlite_schema WHERE type = '{kind}' AND tbl_name NOT LIKE 'search%'"
        for (sql,) in raw.execute(made).fetchall():
            if sql:
                there.execute(sql)
    names = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'search%'"
    for (name,) in raw.execute(names).fetchall():
        rows = raw.execute(f'SELECT * FROM "{name}"').fetchall()
        for row in rows:
            there.execute(f'INSERT INTO "{name}" VALUES ({", ".join("?" * len(row))})', row)
    there.execute("PRAGMA user_version=3")
    raw.close()
    yield there
    there.close()


def is_sound(raw):
    return all(check.ok for check in check_signed(raw, read_keys(raw)))


def test_untouched_rows_are_sound(plain):
    assert is_sound(plain)


CELLS = {
    "signatures": ("id", "session_id", "couple_id", "number", "kind", "revision", "signer", "credentials", "signed_at",
                   "zone", "about_on", "parts", "body", "signature", "key", "entry"),
    "signed_parts": ("signature_id", "position", "audience", "salt", "content"),
    "signed_process_parts": ("signature_id", "position", "salt", "content"),
    "note_parts": ("position", "audience", "body"),
    "process_notes": ("position", "body"),
    "block_tags": ("id", "couple_id", "block", "level", "seen_in", "line", "audience"),
    "sessions": ("couple_id", "kind", "on_date", "start", "stop", "zone", "present", "modality", "audience"),
}  # fmt: skip


def flipped(value, at):
    """The same cell with one bit turned."""
    if isinstance(value, int):
        return value ^ (1 << at % 20)
    data = bytearray(value if isinstance(value, bytes) else value.encode())
    data[at // 8 % len(data)] ^= 1 << at % 8
    if isinstance(value, bytes):
        return bytes(data)
    with contextlib.suppress(UnicodeDecodeError):
        return data.decode()
    return None  # no text that the database would give back


@settings(max_examples=250, deadline=None)
@given(data=st.data())
def test_any_bit_turned_in_a_signed_record_or_in_what_it_locked_is_found(plain, data):
    table = data.draw(st.sampled_from(sorted(CELLS)))
    column = data.draw(st.sampled_from(CELLS[table]))
    cells = plain.execute(f'SELECT rowid, "{column}" FROM {table} ORDER BY rowid').fetchall()
    cells = [cell for cell in cells if cell[1] not in (None, "", b"")]
    if not cells:
        return
    row, value = data.draw(st.sampled_from(cells))
    now = flipped(value, data.draw(st.integers(0, 8_000)))
    if now is None:
        return
    plain.execute("BEGIN")
    try:
        plain.execute(f'UPDATE OR REPLACE {table} SET "{column}" = ? WHERE rowid = ?', (now, row))
        assert not is_sound(plain), (table, column, value, now)
    except (sqlite3.IntegrityError, driver.IntegrityError):
        pass  # the schema itself refuses that word
    finally:
        plain.execute("ROLLBACK")


@pytest.mark.parametrize(
    "sql",
    [
        "DELETE FROM signed_parts WHERE rowid = 1",
        "DELETE FROM signed_process_parts WHERE rowid = 1",
        "DELETE FROM note_parts",
        "DELETE FROM block_tags",
        "DELETE FROM signatures WHERE number = 2",
        "INSERT INTO signed_parts SELECT 'x', signature_id, 99, 'joint', salt, content FROM signed_parts LIMIT 1",
        "INSERT INTO note_parts SELECT 'x', session_id, 9, audience, body FROM note_parts LIMIT 1",
        "UPDATE signed_parts SET content = content || ' '",
        "UPDATE signatures SET body = replace(body, 'Zoe', 'Zoë')",
    ],
)
def test_what_is_taken_away_or_added_is_found(plain, sql):
    plain.execute("BEGIN")
    try:
        plain.execute(sql)
        assert not is_sound(plain)
    finally:
        plain.execute("ROLLBACK")


def test_what_was_unlocked_may_differ_until_it_is_signed_again(tmp_path):
    with Practice(tmp_path) as practice:
        session = practice.couple().session().says("Before.").done()
        signing = SigningService(practice.vault, practice.clock)
        signing.sign(session.id, ZOE)
        signing.unlock(session.id, "Wrong name", ZOE)
        session.says("After.")
        assert practice.vault.verify().ok


def edit(signed, *statements):
    folder, key, salt = signed
    raw = open_raw(folder / "practice.db", key, salt).raw
    with contextlib.closing(raw):
        for sql in statements:
            raw.execute(sql)


@pytest.mark.parametrize("name", ["signed_note_parts_update", "signatures_stay"])
def test_a_dropped_guard_is_named_at_unlock_and_by_verify(signed, name):
    folder, *_ = signed
    edit(signed, f"DROP TRIGGER {name}")
    try:
        report = verify(folder, Passphrase(PASSPHRASE), floor=WEAK)
        assert report.exit_code == 3
        assert f"A guard of signed notes is gone: {name}." in [check.words for check in report.checks]
        with pytest.raises(errors.HistoryAltered, match="changed outside Attune") as refused:
            open_again(folder)
        assert name in refused.value.advice
    finally:
        edit(signed, GUARDS[name])


def test_each_guard_is_missed(signed):
    folder, key, salt = signed
    raw = open_raw(folder / "practice.db", key, salt).raw
    with contextlib.closing(raw):
        for name, sql in GUARDS.items():
            raw.execute(f"DROP TRIGGER {name}")
            (check,) = (one for one in _guards(raw) if not one.ok)
            assert check.words == f"A guard of signed notes is gone: {name}."
            raw.execute(sql)


def test_an_altered_guard_is_named_too(signed):
    folder, *_ = signed
    name = "signatures_stand"
    weaker = GUARDS[name].replace("BEFORE UPDATE ON signatures", "BEFORE UPDATE OF kind ON signatures")
    edit(signed, f"DROP TRIGGER {name}", weaker)
    try:
        with pytest.raises(errors.HistoryAltered):
            open_again(folder)
    finally:
        edit(signed, f"DROP TRIGGER {name}", GUARDS[name])
    open_again(folder).close()


def test_a_tampered_record_is_exit_code_3(signed):
    folder, *_ = signed
    edit(
        signed,
        "DROP TRIGGER signed_parts_stand",
        "UPDATE signed_parts SET salt = zeroblob(16) WHERE rowid = 1",
        GUARDS["signed_parts_stand"],
    )
    report = verify(folder, Passphrase(PASSPHRASE), floor=WEAK)
    found = {check.key: check for check in report.checks if not check.ok}
    assert report.exit_code == 3
    assert set(found) == {"records", "signatures"}
    assert found["signatures"].words.startswith("Signed records were changed: 1. The first is one that entry")


@given(st.text(), st.text(), st.binary(min_size=SALT_BYTES, max_size=SALT_BYTES))
def test_a_part_is_told_by_its_words_and_its_salt(one, other, salt):
    import unicodedata

    first, second = Portion("joint", {"words": one}), Portion("joint", {"words": other})
    same = unicodedata.normalize("NFC", one) == unicodedata.normalize("NFC", other)
    assert (first.digest(salt) == second.digest(salt)) is same
    assert (
        first.digest(salt) != first.digest(bytes(SALT_BYTES - 1) + b"\1" + salt[:0])
        or salt == bytes(15) + b"\1"
    )


def test_a_proof_holds_the_signed_records_and_no_word_of_them(tmp_path):
    from therapist_app.vault.proof_verifier import checks

    with Practice(tmp_path) as practice:
        session = practice.couple().session().says("SECRET-WORDS").done()
        signing = SigningService(practice.vault, practice.clock)
        signing.sign(session.id, ZOE)
        note = NoteDocument.of([(Audience.JOINT, Block.of("p", "SECRET-MORE"))])
        signing.add(session.id, Addition("correction", note, "SECRET-REASON"), ZOE)
        bundle = practice.vault.history.proof(signing.records())
    import io
    import zipfile

    proof = json.loads(zipfile.ZipFile(io.BytesIO(bundle)).read("proof.json"))
    assert "SECRET" not in json.dumps(proof)
    found = list(checks(proof, None, None))
    assert all(good for good, _ in found)
    assert [line for _, line in found][-2:] == [
        "record 1 (note): as signed",
        "record 2 (correction): as signed",
    ]
    proof["records"][0]["body"] = proof["records"][1]["body"]
    assert not all(good for good, _ in checks(proof, None, None))
