"""The key file: canonical, self-checking, and safe to read whoever wrote it."""

import hashlib
import json
import os
import time
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.vaults import NOON, PASSPHRASE, fingerprint, make_vault, open_again
from therapist_app.kernel.files import write_whole
from therapist_app.vault import errors
from therapist_app.vault.header import Header, Pending, parse, read_headers
from therapist_app.vault.keys import DataKey, KdfPolicy, Passphrase
from therapist_app.vault.recovery import RecoveryWords
from therapist_app.vault.slots import unwrap, unwrap_key, wrap, wrap_key
from therapist_app.vault.system_keyring import KeyringSecret
from therapist_app.vault.unlock import keys_of


def a_header(key=None):
    key = key or DataKey(b"k" * 32)
    slots = (
        wrap(Passphrase(PASSPHRASE), key, "vault", NOON, KdfPolicy.weak()),
        wrap(RecoveryWords(b"r" * 32), key, "vault", NOON),
    )
    return Header("vault", b"s" * 16, slots).sealed(key)


WHOLE = a_header().to_bytes()


def forged(change):
    """A header with changed fields and a fresh plain checksum, as someone without the keys could write it."""
    content = json.loads(WHOLE)
    del content["sha256"]
    change(content)
    spelled = (json.dumps(content, sort_keys=True, indent=1) + "\n").encode()
    content["sha256"] = hashlib.sha256(spelled).hexdigest()
    return (json.dumps(content, sort_keys=True, indent=1) + "\n").encode()


def test_it_reads_back_what_was_written():
    key = DataKey.new()
    header = a_header(key)
    again = parse(header.to_bytes())
    assert again == header
    assert again.is_authentic(key)
    assert not again.is_authentic(DataKey.new())


def test_every_flipped_bit_is_seen():
    for at in range(len(WHOLE)):
        for bit in range(8):
            data = bytearray(WHOLE)
            data[at] ^= 1 << bit
            with pytest.raises(errors.HeaderDamaged):
                parse(bytes(data))


def test_every_truncation_is_seen():
    for size in range(len(WHOLE)):
        with pytest.raises(errors.HeaderDamaged):
            parse(WHOLE[:size])


@given(st.binary(max_size=300))
def test_any_bytes_are_damage(data):
    with pytest.raises(errors.HeaderDamaged):
        parse(data)


NESTED = b'{"magic":' + b"[" * 30_000 + b"]" * 30_000 + b"}"


@pytest.mark.parametrize(
    "data",
    [
        NESTED,
        b"[" * 60_000,
        b'{"a":' * 10_000,
        b'{"format":' + b"9" * 60_000 + b"}",
        b'{"format":NaN}',
        b"null",
        b"1",
    ],
)
def test_hostile_json_is_damage_at_once(data):
    start = time.perf_counter()
    with pytest.raises(errors.HeaderDamaged):
        parse(data)
    assert time.perf_counter() - start < 2


def slot(content):
    return content["slots"][0]


@pytest.mark.parametrize(
    "change",
    [
        lambda c: c.update(magic="other"),
        lambda c: c.update(format=0),
        lambda c: c.update(format="1"),
        lambda c: c.update(format=True),
        lambda c: c.update(extra=1),
        lambda c: c.pop("vault_id"),
        lambda c: c.update(vault_id=""),
        lambda c: c.update(db_salt="zz" * 16),
        lambda c: c.update(db_salt="00"),
        lambda c: c.update(header_seq=-1),
        lambda c: c.update(header_seq=1.5),
        lambda c: c.update(slots=[]),
        lambda c: c.update(slots={}),
        lambda c: c.update(slots=[None]),
        lambda c: c.update(slots=c["slots"] * 20),
        lambda c: c.update(slots=[slot(c)] * 3),
        lambda c: slot(c).update(type="backdoor"),
        lambda c: slot(c).update(kdf="pbkdf2"),
        lambda c: slot(c).update(params=[]),
        lambda c: slot(c)["params"].update(memory_kib=10**9),
        lambda c: slot(c)["params"].update(memory_kib=0),
        lambda c: slot(c)["params"].update(memory_kib=True),
        lambda c: slot(c)["params"].update(passes=21),
        lambda c: slot(c)["params"].update(lanes=10**6),
        lambda c: slot(c)["params"].update(lanes=4, memory_kib=8),
        lambda c: slot(c).update(salt="AAAA"),
        lambda c: slot(c).update(salt="*" * 24),
        lambda c: slot(c).update(nonce=""),
        lambda c: slot(c).update(ct="A" * 10_000),
        lambda c: slot(c).update(commit=7),
    ],
)
def test_silly_values_with_a_good_checksum_are_damage(change):
    with pytest.raises(errors.HeaderDamaged):
        parse(forged(change))


@pytest.mark.parametrize(
    "change",
    [
        lambda c: c.update(format=2),
        lambda c: c.update(pending={"slots": []}),
        lambda c: c.update(cipher={"name": "SQLCipher 5"}),
    ],
)
def test_a_later_format_is_newer_not_damaged(change):
    with pytest.raises(errors.NewerVault):
        parse(forged(change))


@pytest.mark.parametrize("field", ["params", "id"])
def test_a_slot_vouches_for_its_own_values(field):
    """Whoever changes them without the keys gets no key out."""
    secret = RecoveryWords(b"r" * 32)

    def change(content):
        content["slots"][1][field] = {"memory_kib": 1} if field == "params" else "another"

    header = parse(forged(change))
    if field == "params":  # a recovery slot has none; what stands there is not read
        assert unwrap(header.slots, secret, "vault", KdfPolicy.weak()).raw() == b"k" * 32
        return
    with pytest.raises(errors.HeaderDamaged):
        unwrap(header.slots, secret, "vault", KdfPolicy.weak())


def test_a_slot_cannot_be_moved_to_another_vault():
    with pytest.raises(errors.HeaderDamaged):
        unwrap(parse(WHOLE).slots, RecoveryWords(b"r" * 32), "another vault", KdfPolicy.weak())


KEYRING = KeyringSecret(b"o" * 32, "item", "keyring.backends.SecretService.Keyring")


def test_slots_of_other_types_are_passed_over():
    key = DataKey(b"k" * 32)
    whole = parse(WHOLE)
    slots = (wrap(KEYRING, key, "vault", NOON), *whole.slots)
    header = parse(replace(whole, slots=slots).sealed(key).to_bytes())
    for secret in (Passphrase(PASSPHRASE), RecoveryWords(b"r" * 32), KEYRING):
        assert unwrap(header.slots, secret, "vault", KdfPolicy.weak()).raw() == b"k" * 32
    with pytest.raises(errors.WrongPassphrase) as caught:
        unwrap(header.slots[:1], Passphrase(PASSPHRASE), "vault", KdfPolicy.weak())
    assert "No passphrase is set" in caught.value.whole
    with pytest.raises(errors.KeyringSilent):
        unwrap(header.slots[1:], KEYRING, "vault", KdfPolicy.weak())
    with pytest.raises(errors.KeyringSilent):
        unwrap(header.slots, KeyringSecret(b"x" * 32, "item", ""), "vault", KdfPolicy.weak())


@pytest.mark.parametrize("params", [{}, [], {"backend": ""}, {"backend": 7}, {"backend": "x" * 81}])
def test_a_keyring_slot_names_its_backend_or_is_damage(params):
    def add(content):
        content["slots"].append({**content["slots"][1], "type": "keyring", "params": params})

    with pytest.raises(errors.HeaderDamaged):
        parse(forged(add))


def test_a_key_under_way_reads_back_and_opens_for_new_ways_only():
    key, following = DataKey(b"k" * 32), DataKey(b"f" * 32)
    new = wrap(Passphrase("quarry tulip anvil brook"), following, "vault", NOON, KdfPolicy.weak())
    pending = Pending((new,), *wrap_key(key, following, "vault"))
    header = parse(replace(parse(WHOLE), pending=pending).sealed(key).to_bytes())
    assert header.pending == pending
    old = keys_of(header, Passphrase(PASSPHRASE), KdfPolicy.weak())
    assert (old.present.raw(), old.following) == (b"k" * 32, None)
    both = keys_of(header, Passphrase("quarry tulip anvil brook"), KdfPolicy.weak())
    assert (both.present.raw(), both.following.raw()) == (b"k" * 32, b"f" * 32)
    with pytest.raises(errors.HeaderDamaged):
        unwrap_key(pending.nonce, pending.ct, following, "another vault")
    with pytest.raises(errors.HeaderDamaged):
        unwrap_key(pending.nonce, pending.ct, key, "vault")


@pytest.mark.parametrize("pending", [None, [], "", 7, {"slots": [], "nonce": "", "ct": ""}])
def test_a_silly_key_under_way_is_damage(pending):
    with pytest.raises(errors.HeaderDamaged):
        parse(forged(lambda content: content.update(pending=pending)))


def test_a_forged_key_file_does_not_open_the_vault(tmp_path):
    """The checksum fits and the slots open, but its seal was not made with the keys."""
    made = make_vault(tmp_path)
    made.vault.close()
    content = json.loads((made.folder / "header.json").read_bytes())
    del content["sha256"]
    content["header_seq"] = 99
    content["sha256"] = hashlib.sha256(
        (json.dumps(content, sort_keys=True, indent=1) + "\n").encode()
    ).hexdigest()
    data = (json.dumps(content, sort_keys=True, indent=1) + "\n").encode()
    parse(data)
    for name in ("header.json", "header.prev.json"):
        (made.folder / name).write_bytes(data)
    before = fingerprint(made.folder)
    with pytest.raises(errors.HeaderDamaged):
        open_again(made.folder)
    assert fingerprint(made.folder) == before


def test_odd_things_in_the_key_files_place_neither_hang_nor_crash(tmp_path):
    made = make_vault(tmp_path)
    made.vault.close()
    (made.folder / "header.prev.json").unlink()
    path = made.folder / "header.json"
    whole = path.read_bytes()
    path.unlink()
    os.mkfifo(path)
    with pytest.raises(errors.HeaderDamaged):
        read_headers(made.folder)
    path.unlink()
    path.mkdir()
    with pytest.raises(errors.HeaderDamaged):
        read_headers(made.folder)
    path.rmdir()
    path.symlink_to("/dev/zero")
    with pytest.raises(errors.HeaderDamaged):
        read_headers(made.folder)
    path.unlink()
    path.write_bytes(whole + b" " * 70_000)
    with pytest.raises(errors.HeaderDamaged):
        read_headers(made.folder)


def test_a_refused_write_leaves_the_old_file_and_nothing_beside_it(tmp_path):
    path = tmp_path / "header.json"
    write_whole(path, b"old")

    def refuse(_data):
        raise ValueError("not this one")

    with pytest.raises(ValueError, match="not this one"):
        write_whole(path, b"new", check=refuse)
    with pytest.raises(OSError, match="No such file"):
        write_whole(tmp_path / "no folder" / "x", b"new")
    assert fingerprint(tmp_path) == {"header.json": b"old"}
