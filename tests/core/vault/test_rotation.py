"""A new data key: the new ways open the vault from the first step on, the old ones until the re-keying."""

import json
import shutil

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.keyrings import Desktop
from tests.support.vaults import PASSPHRASE, WEAK, leaks, make_vault, open_again
from therapist_app.practice.model import Remembered
from therapist_app.vault import driver, rotation
from therapist_app.vault.errors import DiskFull, VaultDamaged, WrongPassphrase, WrongWords
from therapist_app.vault.keys import DataKey, Passphrase
from therapist_app.vault.recovery import RecoveryWords
from therapist_app.vault.slots import SlotType
from therapist_app.vault.verify import verify

NEW = "quarry tulip anvil brook"
OLD, FRESH = Passphrase(PASSPHRASE), Passphrase(NEW)


@pytest.fixture
def made(tmp_path):
    made = make_vault(tmp_path)
    with made.vault.begin() as session:
        session.add_all(Remembered(key=f"row {n:03}", value="x" * 900) for n in range(200))
    yield made
    made.vault.close()


def rows(vault):
    with vault.read() as session:
        return session.query(Remembered).count()


def keep(vault, key):
    with vault.begin() as session:
        session.merge(Remembered(key=key, value=1))


def opens(folder, secret):
    try:
        with open_again(folder, secret) as vault:
            return rows(vault) >= 200 and vault.verify().ok
    except (WrongPassphrase, WrongWords):
        return False


class Cut(Exception):
    """The program ended here."""


def renew(made, keyring=None):
    words = RecoveryWords.new()
    made.vault.ways.renew_key(NEW, words, keyring or Desktop().keyring())
    return words


def test_only_the_new_ways_open_it_afterwards_and_it_goes_on_being_used(made):
    words, salt = renew(made), json.loads((made.folder / "header.json").read_text())["db_salt"]
    keep(made.vault, "after")
    assert made.vault.verify().ok
    made.vault.close()
    for secret, fits in (
        (OLD, False),
        (RecoveryWords.parse(" ".join(made.words)), False),
        (FRESH, True),
        (words, True),
    ):
        assert opens(made.folder, secret) is fits
    assert rows(made.reopen(FRESH)) == 201
    for name in ("header.json", "header.prev.json"):
        content = json.loads((made.folder / name).read_text())
        assert (content["pending"], content["db_salt"]) == ({}, salt)
    assert not leaks(made.folder, "x" * 900)


def test_a_verified_backup_of_before_lies_beside_it_and_opens_with_the_old_passphrase(made):
    renew(made)
    (backup,) = (made.folder / "backups").iterdir()
    assert "before-new-key" in backup.name
    with open_again(backup, OLD) as old:
        assert rows(old) == 200
    with pytest.raises(WrongPassphrase):
        open_again(backup, FRESH)


def test_the_keyring_gets_a_new_secret_and_goes_on_opening_it(made):
    desktop = Desktop()
    made.vault.ways.add_keyring(desktop.keyring())
    before = dict(desktop.items)
    renew(made, desktop.keyring())
    assert len(desktop.items) == 1
    assert not before.keys() & desktop.items.keys()
    content = json.loads((made.folder / "header.json").read_text())
    slot = next(slot for slot in content["slots"] if slot["type"] == "keyring")
    made.reopen(desktop.keyring().fetch(content["vault_id"], slot["id"], slot["params"]["backend"]))


def test_a_keyring_that_is_silent_holds_up_nothing(made):
    desktop = Desktop()
    made.vault.ways.add_keyring(desktop.keyring())
    desktop.fault = "locked"
    renew(made, desktop.keyring())
    assert [way.type for way in made.vault.ways.all] == [SlotType.PASSPHRASE, SlotType.RECOVERY]
    made.reopen(FRESH)


def test_a_full_disk_leaves_the_old_key_and_the_practice_open(made, monkeypatch):
    def full(*_):
        raise DiskFull

    monkeypatch.setattr(rotation, "rekey", full)
    with pytest.raises(DiskFull):
        renew(made)
    monkeypatch.undo()
    keep(made.vault, "after")
    made.vault.close()
    assert opens(made.folder, OLD)
    assert not opens(made.folder, FRESH)


def cut_at(monkeypatch, name):
    def cut(*_, **__):
        raise Cut

    monkeypatch.setattr(*name, cut)


@pytest.fixture(params=["before the re-keying", "after it"])
def interrupted(request, made):
    """A vault whose key was announced, and whether its database was re-keyed when the program ended."""
    after = request.param == "after it"
    with pytest.MonkeyPatch.context() as patch:
        cut_at(patch, (rotation, "sound") if after else (rotation, "rekey"))
        with pytest.raises(Cut):
            renew(made)
    made.vault.close()
    return made.folder, after


def test_cut_short_the_new_way_finishes_it(interrupted):
    folder, _ = interrupted
    assert verify(folder, FRESH, floor=WEAK).ok
    assert opens(folder, FRESH)
    assert not opens(folder, OLD)
    assert json.loads((folder / "header.json").read_text())["pending"] == {}


def test_cut_short_the_old_way_undoes_it_or_says_that_it_was_replaced(interrupted):
    folder, after = interrupted
    if after:
        with pytest.raises(WrongPassphrase) as caught:
            open_again(folder, OLD)
        assert "replaced by a new one" in caught.value.whole
        assert opens(folder, FRESH)
        return
    assert opens(folder, OLD)
    assert not opens(folder, FRESH)
    assert json.loads((folder / "header.json").read_text())["pending"] == {}


def test_cut_short_the_previous_key_file_opens_it_too(interrupted):
    folder, _ = interrupted
    (folder / "header.json").write_bytes(b"damaged")
    assert opens(folder, FRESH)


def test_cut_short_a_disk_that_cannot_be_written_still_shows_it(interrupted, monkeypatch):
    folder, _ = interrupted
    monkeypatch.setattr(driver, "_may_write", lambda _: False)
    before = (folder / "header.json").read_bytes()
    with open_again(folder, FRESH) as vault:
        assert vault.read_only
        assert rows(vault) == 200
    assert (folder / "header.json").read_bytes() == before


def test_cut_short_and_damaged_it_says_damage(interrupted):
    folder, _ = interrupted
    data = bytearray((folder / "practice.db").read_bytes())
    data[20:4096] = bytes(4076)
    (folder / "practice.db").write_bytes(data)
    with pytest.raises(VaultDamaged):
        open_again(folder, FRESH)


def test_the_old_way_never_reaches_the_new_key(interrupted):
    """Whoever knows the old passphrase and gets the key file of the change has nothing for what comes after."""
    folder, _ = interrupted
    kept = folder / "header.json"
    shutil.copy(kept, folder.parent / "stolen.json")
    assert opens(folder, FRESH)
    shutil.copy(folder.parent / "stolen.json", kept)
    with pytest.raises(WrongPassphrase):
        open_again(folder, OLD)


def test_the_history_tells_of_it_and_still_fits(made):
    renew(made)
    made.reopen(FRESH)
    assert made.vault.verify().ok
    told = made.vault._raw.execute("SELECT count(*) FROM history WHERE event = 'rotated'").fetchall()
    assert told == [(1,)]


@given(st.binary(max_size=70))
@settings(max_examples=200, deadline=None)
def test_a_raw_key_is_handed_over_in_one_form_only(salt):
    try:
        with driver._spelled(DataKey(bytes(32)), salt) as spelled:
            assert len(spelled) == 99
            assert len(salt) == 16
    except ValueError:
        assert len(salt) != 16
