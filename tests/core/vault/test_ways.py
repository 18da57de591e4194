"""The ways in: each is added, replaced and removed by itself, and nothing ever locks the owner out."""

import datetime as dt
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.keyrings import Desktop
from tests.support.vaults import NOON, PASSPHRASE, WEAK, make_vault, open_again
from therapist_app.kernel.clock import FixedClock
from therapist_app.vault.errors import (
    DiskFull,
    KeyringSilent,
    KeyringUnfit,
    LastWayIn,
    WrongPassphrase,
    WrongWords,
)
from therapist_app.vault.keys import KdfPolicy, Passphrase
from therapist_app.vault.last_typed import LastTyped
from therapist_app.vault.recovery import RecoveryWords
from therapist_app.vault.slots import SlotType
from therapist_app.vault.system_keyring import FORCED, SystemKeyring, best_allowed, require_allowed

NEW = "quarry tulip anvil brook"
KNOWN = Passphrase(PASSPHRASE)


@pytest.fixture
def made(tmp_path):
    made = make_vault(tmp_path)
    yield made
    made.vault.close()


def words_of(made):
    return RecoveryWords.parse(" ".join(made.words))


def by_keyring(made, keyring):
    """Open the vault with what the keyring holds for it."""
    content = json.loads((made.folder / "header.json").read_text())
    slot = next(slot for slot in content["slots"] if slot["type"] == "keyring")
    return made.reopen(keyring.fetch(content["vault_id"], slot["id"], slot["params"]["backend"]))


def kinds(made):
    return [way.type for way in made.vault.ways.all]


def test_the_keyring_opens_it_and_leaves_the_other_ways_alone(made):
    desktop = Desktop()
    made.vault.ways.add_keyring(desktop.keyring())
    assert [way.kept_by for way in made.vault.ways.all] == ["", "", "Secret Service"]
    by_keyring(made, desktop.keyring())
    made.reopen(KNOWN)
    made.reopen(words_of(made))
    made.vault.ways.change_passphrase(NEW)
    by_keyring(made, desktop.keyring())
    made.reopen(words_of(made))


def test_the_keyring_s_secret_is_in_no_file_of_the_vault(made):
    desktop = Desktop()
    made.vault.ways.add_keyring(desktop.keyring())
    ((name, text),) = desktop.items.items()
    assert made.vault.vault_id in name
    assert "Practice" not in name
    secret = text.partition(":")[2].encode()
    assert not [path for path in made.folder.rglob("*") if path.is_file() and secret in path.read_bytes()]


def test_added_again_it_has_a_new_secret_and_the_old_one_is_taken_out(made):
    desktop = Desktop()
    made.vault.ways.add_keyring(desktop.keyring())
    before = set(desktop.items)
    made.vault.ways.add_keyring(desktop.keyring())
    assert len(desktop.items) == 1
    assert not before & set(desktop.items)
    by_keyring(made, desktop.keyring())


def test_removed_it_is_gone_from_the_key_file_and_from_the_keyring(made):
    desktop = Desktop()
    made.vault.ways.add_keyring(desktop.keyring())
    with pytest.raises(WrongPassphrase):
        made.vault.ways.remove(SlotType.KEYRING, Passphrase("someone walking past"), desktop.keyring())
    assert SlotType.KEYRING in kinds(made)
    made.vault.ways.remove(SlotType.KEYRING, KNOWN, desktop.keyring())
    assert kinds(made) == [SlotType.PASSPHRASE, SlotType.RECOVERY]
    assert desktop.items == {}
    made.reopen(KNOWN)
    made.reopen(words_of(made))


@pytest.mark.parametrize("kind", [SlotType.PASSPHRASE, SlotType.RECOVERY])
def test_the_last_way_that_works_elsewhere_stays(made, kind):
    desktop = Desktop()
    made.vault.ways.add_keyring(desktop.keyring())
    other = SlotType.RECOVERY if kind is SlotType.PASSPHRASE else SlotType.PASSPHRASE
    known = {SlotType.PASSPHRASE: KNOWN, SlotType.RECOVERY: words_of(made)}
    made.vault.ways.remove(kind, known[other], desktop.keyring())
    with pytest.raises(LastWayIn):
        made.vault.ways.remove(other, known[other], desktop.keyring())
    made.reopen(known[other])
    with pytest.raises((WrongPassphrase, WrongWords)) as caught:
        open_again(made.folder, known[kind])
    assert "set for it at present" in caught.value.whole


@pytest.mark.parametrize("fault", ["missing", "locked", "denied", "null", "forgets", "wrong bytes"])
def test_a_keyring_that_fails_is_not_added(made, fault):
    desktop = Desktop(fault=fault)
    before = (made.folder / "header.json").read_bytes()
    with pytest.raises(KeyringUnfit):
        made.vault.ways.add_keyring(desktop.keyring())
    assert (made.folder / "header.json").read_bytes() == before
    assert desktop.items == {}


def test_a_slot_that_cannot_be_saved_leaves_nothing_in_the_keyring(made, monkeypatch):
    def full(*_args, **_more):
        raise OSError(28, "No space left on device")

    desktop = Desktop()
    monkeypatch.setattr("therapist_app.vault.keyfile.write_header", full)
    with pytest.raises(DiskFull):
        made.vault.ways.add_keyring(desktop.keyring())
    assert desktop.items == {}
    assert SlotType.KEYRING not in kinds(made)


@pytest.mark.parametrize("fault", ["missing", "locked", "denied", "null", "wrong bytes", "swapped"])
def test_each_failure_of_the_keyring_is_the_one_calm_line(made, fault):
    desktop = Desktop()
    made.vault.ways.add_keyring(desktop.keyring())
    desktop.fault = fault
    with pytest.raises(KeyringSilent, match="Type your passphrase"):
        by_keyring(made, desktop.keyring())
    made.reopen(KNOWN)


def test_a_prompt_that_hangs_is_not_waited_for(made):
    desktop = Desktop(fault="hang")
    try:
        with pytest.raises(KeyringSilent):
            desktop.keyring(limit=0.05).fetch("vault", "item", "keyring.backends.SecretService.Keyring")
    finally:
        desktop.hung.set()


def test_backends_outside_the_list_and_forced_ones_are_refused(monkeypatch):
    from keyring.backends.chainer import ChainerBackend
    from keyring.backends.fail import Keyring as Fail
    from keyring.backends.null import Keyring as Null

    for backend in (Null(), Fail(), ChainerBackend()):
        with pytest.raises(KeyringUnfit):
            require_allowed(backend)
    good = Desktop()._choose()
    assert require_allowed(good) == "keyring.backends.SecretService.Keyring"
    monkeypatch.setenv(FORCED, "keyring.backends.SecretService.Keyring")
    with pytest.raises(KeyringUnfit):
        require_allowed(good)


def test_without_a_desktop_there_is_no_keyring(monkeypatch):
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere")
    with pytest.raises(KeyringUnfit):
        best_allowed()
    with pytest.raises(KeyringUnfit):
        SystemKeyring().keep("vault")


def test_the_passphrase_is_asked_for_after_a_reboot_and_after_a_week(tmp_path):
    clock, boots = FixedClock(NOON), ["first"]
    typed = LastTyped(tmp_path / "typed", clock, lambda: boots[-1])
    assert not typed.is_recent("v")
    typed.note("v")
    assert typed.is_recent("v")
    assert not typed.is_recent("another")
    clock.set(NOON + dt.timedelta(days=7))
    assert typed.is_recent("v")
    clock.set(NOON + dt.timedelta(days=7, seconds=1))
    assert not typed.is_recent("v")
    clock.set(NOON - dt.timedelta(hours=1))
    assert not typed.is_recent("v")
    clock.set(NOON)
    boots.append("second")
    assert not typed.is_recent("v")
    typed.note("v")
    assert typed.is_recent("v")
    typed.forget("v")
    assert not typed.is_recent("v")


@given(st.binary(max_size=80), st.text(max_size=40))
def test_what_anyone_wrote_there_only_means_that_the_passphrase_is_asked_for(
    tmp_path_factory, data, vault_id
):
    folder = tmp_path_factory.mktemp("typed")
    typed = LastTyped(folder, FixedClock(NOON), lambda: "first")
    vault_id = vault_id.encode("utf-8", "replace").decode()
    typed.note(vault_id)
    (file,) = folder.iterdir()
    file.write_bytes(data)
    assert not typed.is_recent(vault_id)


def test_a_cost_below_today_s_is_raised_and_never_lowered(made):
    stronger = KdfPolicy(memory_kib=256, passes=2, lanes=1)
    assert made.vault.ways.strengthen(KNOWN, stronger)
    assert not made.vault.ways.strengthen(KNOWN, stronger)
    assert not made.vault.ways.strengthen(KNOWN, WEAK)
    mixed = KdfPolicy(memory_kib=64, passes=3, lanes=1)
    assert made.vault.ways.strengthen(KNOWN, mixed)
    made.reopen(KNOWN)
    content = json.loads((made.folder / "header.json").read_text())
    assert content["slots"][0]["params"] == {"memory_kib": 256, "passes": 3, "lanes": 1}
    made.reopen(words_of(made))


def test_a_computer_without_the_memory_keeps_what_it_has(made, monkeypatch):
    monkeypatch.setattr("therapist_app.vault.ways.free_memory_kib", lambda: 1000)
    assert not made.vault.ways.strengthen(KNOWN, KdfPolicy(memory_kib=256, passes=2, lanes=1))
