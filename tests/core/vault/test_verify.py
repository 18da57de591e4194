"""Verifying tells sound, damaged and altered apart, and says nothing of what is inside."""

import hashlib
import json
import random

import pytest

from tests.support.vaults import PASSPHRASE, WEAK, make_vault
from therapist_app.practice.model import Remembered
from therapist_app.vault import errors
from therapist_app.vault.keys import Passphrase
from therapist_app.vault.verify import verify

SECRET = Passphrase(PASSPHRASE)
CANARY = "Canary Zwölf"


@pytest.fixture
def folder(tmp_path):
    made = make_vault(tmp_path)
    with made.vault.begin() as session:
        session.add_all(Remembered(key=f"{CANARY} {n}", value=CANARY * 90) for n in range(300))
    made.vault.close()
    return made.folder


def look(folder, secret=SECRET):
    return verify(folder, secret, floor=WEAK)


def wrong(report):
    return [check.key for check in report.checks if not check.ok]


def test_a_sound_vault(folder):
    report = look(folder)
    assert (report.ok, report.exit_code, wrong(report)) == (True, 0, [])
    assert report.counts["remembered"] == 300
    said = json.dumps(report.to_json(), ensure_ascii=False)
    assert CANARY not in said
    assert {check["key"] for check in json.loads(said)["checks"]} == {
        "key_file", "previous_key_file", "key_file_seal", "pages", "structure", "links", "schema",
        "history", "records", "guards", "signed_guards", "signing_key", "signatures",
        "witness_beside", "witness_elsewhere", "search",
    }  # fmt: skip


def test_an_open_vault_verifies_itself_and_goes_on(tmp_path):
    made = make_vault(tmp_path)
    with pytest.raises(errors.AlreadyOpen):
        look(made.folder)
    assert made.vault.verify().ok
    with made.vault.begin() as session:
        session.add(Remembered(key="after", value=1))
    assert made.vault.verify().counts["remembered"] == 1
    made.vault.close()


def test_every_flipped_bit_of_the_vault_file_is_found(folder):
    path = folder / "practice.db"
    whole = path.read_bytes()
    rng = random.Random(11)
    for _ in range(60):
        data = bytearray(whole)
        data[rng.randrange(16, len(data))] ^= 1 << rng.randrange(8)
        path.write_bytes(data)
        report = look(folder)
        assert report.exit_code == 1
        assert set(wrong(report)) & {"pages", "vault_file"}


def test_every_truncation_of_the_vault_file_is_found(folder):
    path = folder / "practice.db"
    whole = path.read_bytes()
    rng = random.Random(12)
    for size in [0, 4096, len(whole) - 4096, *(rng.randrange(len(whole)) for _ in range(20))]:
        path.write_bytes(whole[:size])
        assert look(folder).exit_code == 1


def test_a_damaged_spare_key_file_is_named(folder):
    (folder / "header.prev.json").write_bytes(b"x")
    report = look(folder)
    assert (report.exit_code, wrong(report)) == (1, ["previous_key_file"])


def test_both_key_files_damaged(folder):
    for name in ("header.json", "header.prev.json"):
        (folder / name).write_bytes(b"x")
    assert look(folder).exit_code == 1


def forge(path, change):
    content = json.loads(path.read_bytes())
    del content["sha256"]
    change(content)
    text = (json.dumps(content, sort_keys=True, indent=1) + "\n").encode()
    content["sha256"] = hashlib.sha256(text).hexdigest()
    path.write_text(json.dumps(content, sort_keys=True, indent=1) + "\n")


@pytest.mark.parametrize("name", ["header.json", "header.prev.json"])
@pytest.mark.parametrize("what", ["header_seq", "slot"])
def test_a_key_file_altered_with_a_fitting_checksum_is_tampering(folder, name, what):
    def change(content):
        if what == "slot":
            content["slots"][0]["id"] = "another"
        else:
            content["header_seq"] = 7

    forge(folder / name, change)
    report = look(folder)
    assert (report.exit_code, "key_file_seal" in wrong(report)) == (3, True)


def test_records_that_lost_their_couple_are_found(tmp_path):
    made = make_vault(tmp_path)
    with made.vault.read() as session:
        connection = session.connection()
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
        connection.exec_driver_sql(
            "INSERT INTO cycles (id, couple_id, a_does, b_does, a_sees, b_sees, a_fear_words, b_fear_words,"
            " a_new, b_new, audience) VALUES ('1', 'nobody', '', '', '', '', '', '', '', '', 'joint')"
        )
        connection.exec_driver_sql("BEGIN")
    made.vault.close()
    report = look(made.folder)
    assert (wrong(report), report.exit_code) == (
        ["links", "records"],
        1,
    )  # the history knows nothing of the row either


def test_a_structure_that_does_not_fit_is_found(tmp_path):
    made = make_vault(tmp_path)
    with made.vault.begin() as session:
        connection = session.connection()
        connection.exec_driver_sql("PRAGMA writable_schema=ON")
        connection.exec_driver_sql("DELETE FROM sqlite_schema WHERE name='ix_sessions_couple_id_on_date'")
    made.vault.close()
    assert wrong(look(made.folder)) == ["structure"]


def test_what_is_no_damage_is_said_as_itself(folder, tmp_path):
    with pytest.raises(errors.WrongPassphrase):
        look(folder, Passphrase("someone else's words"))
    with pytest.raises(errors.NotAVault):
        look(tmp_path / "nowhere")
