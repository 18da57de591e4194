"""T7: single bits turn in the vault file, the key file and a backup; each is noticed and named rightly."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Iterator
from itertools import count, islice
from pathlib import Path

from tests.faults.broken import break_named
from tests.faults.damage import Spoilt, flipped
from tests.faults.plan import Outcome, Row, Trial
from tests.support.vaults import PASSPHRASE, WEAK
from therapist_app.vault.bundle import MANIFEST, SINGLE_FILE, pack, read_bundle
from therapist_app.vault.driver import PAGE
from therapist_app.vault.errors import BackupDamaged, HeaderDamaged, VaultDamaged, VaultError
from therapist_app.vault.header import DB_NAME, HEADER_NAME, PREVIOUS_NAME
from therapist_app.vault.keys import Passphrase
from therapist_app.vault.unlock import unlock_vault

TRIES = 2_000  # at this number every bit of the small files is tried, and a quarter as many in a backup
_SALT = 16 * 8  # bits at the start of the vault file that the key file holds too: harmless
_WITH_SPARE = 20  # one key file in so many is tried beside its spare copy


def run(trial: Trial) -> Outcome:
    """Turn bits in one file after another."""
    break_named(trial.broken)
    rng = trial.rng
    spoilt = Spoilt(trial.folder, rng)
    outcome = Outcome()
    _vault_file(spoilt, rng, trial.tries, outcome)
    every = max(1, round(TRIES / trial.tries))
    _key_file(spoilt, every, outcome)
    _backup(spoilt, rng, -(-trial.tries // 4), outcome)
    _manifest(spoilt, every, outcome)
    _single_file(spoilt, every, outcome)
    outcome.notes.append(f"one in {every} bits of the key file, of a manifest and of a single file's frame")
    return outcome


def _vault_file(spoilt: Spoilt, rng: random.Random, tries: int, outcome: Outcome) -> None:
    whole = spoilt.whole[DB_NAME]
    for _ in range(tries):
        bit = rng.randrange(len(whole) * 8)
        spoilt.db.write_bytes(flipped(whole, bit))
        opening = spoilt.open()
        harmless = bit < _SALT or (not opening.noticed and _is_written_over(spoilt, bit))
        found = spoilt.expect(opening, None if harmless else VaultDamaged())
        outcome.add(spoilt.keep(found, f"bit {bit} of the vault file"))
        spoilt.mend()


def _is_written_over(spoilt: Spoilt, bit: int) -> bool:
    """Whether the page with this bit was free, and the opening put something new there."""
    start = bit // 8 // PAGE * PAGE
    spoilt_page = flipped(spoilt.whole[DB_NAME], bit)[start : start + PAGE]
    return spoilt.db.read_bytes()[start : start + PAGE] != spoilt_page


def _key_file(spoilt: Spoilt, every: int, outcome: Outcome) -> None:
    """Alone, a spoilt key file is called damaged; with its spare copy beside it, that one opens."""
    whole = spoilt.whole[HEADER_NAME]
    path, spare = spoilt.folder / HEADER_NAME, spoilt.folder / PREVIOUS_NAME
    for number, bit in zip(count(), range(0, len(whole) * 8, every), strict=False):
        with_spare = number % _WITH_SPARE == 0
        path.write_bytes(flipped(whole, bit))
        if with_spare:
            spare.write_bytes(spoilt.whole[PREVIOUS_NAME])
        else:
            spare.unlink(missing_ok=True)
        outcome.add(spoilt.keep(_unlocking(spoilt, with_spare=with_spare), f"bit {bit} of the key file"))
    spoilt.mend()


def _unlocking(spoilt: Spoilt, *, with_spare: bool) -> Outcome:
    outcome = Outcome(tried=1)
    try:
        unlocked = unlock_vault(spoilt.folder, Passphrase(PASSPHRASE), WEAK)
    except VaultError as error:
        if with_spare or error.whole != HeaderDamaged().whole:
            outcome.wrong_sentence = 1
            outcome.notes.append(f"said: {error.whole}")
        return outcome
    unlocked.keys.forget()
    if not with_spare or unlocked.read.source != PREVIOUS_NAME:
        outcome.corrupt = 1
        outcome.notes.append("the spoilt key file was used")
    return outcome


def _backup(spoilt: Spoilt, rng: random.Random, tries: int, outcome: Outcome) -> None:
    """A bit of any file of a backup: half of the tries in its large file, half in the small ones."""
    names = sorted(spoilt.bundle)
    for number in range(tries):
        name = DB_NAME if number % 2 else names[number // 2 % len(names)]
        bit = rng.randrange(len(spoilt.bundle[name]) * 8)
        (spoilt.backup / name).write_bytes(flipped(spoilt.bundle[name], bit))
        outcome.add(spoilt.keep(_reading(spoilt.backup), f"bit {bit} of the backup's {name}"))
        (spoilt.backup / name).write_bytes(spoilt.bundle[name])


def _manifest(spoilt: Spoilt, every: int, outcome: Outcome) -> None:
    whole = spoilt.bundle[MANIFEST]
    for bit in range(0, len(whole) * 8, every):
        (spoilt.backup / MANIFEST).write_bytes(flipped(whole, bit))
        outcome.add(spoilt.keep(_reading(spoilt.backup), f"bit {bit} of the manifest"))
    (spoilt.backup / MANIFEST).write_bytes(whole)


def _single_file(spoilt: Spoilt, every: int, outcome: Outcome) -> None:
    """A backup in one file: its frame says some things twice, and a bit that nobody reads harms nothing."""
    path = spoilt.backup.with_suffix(SINGLE_FILE)
    pack(spoilt.backup, path)
    whole = path.read_bytes()
    for bit in islice(_frame(whole), 0, None, every):
        path.write_bytes(flipped(whole, bit))
        read = _reading(path)
        if read.corrupt:  # nothing was noticed, for `require_whole` found every byte as it was sealed
            read = Outcome(tried=1)
        outcome.add(spoilt.keep(read, f"bit {bit} of the single file"))


def _frame(whole: bytes) -> Iterator[int]:
    """Every bit before the database and after it."""
    with zipfile.ZipFile(io.BytesIO(whole)) as bundle:
        start = bundle.getinfo(DB_NAME).header_offset
        end = bundle.start_dir
    yield from range((start + 30 + len(DB_NAME)) * 8)
    yield from range(end * 8, len(whole) * 8)


def _reading(path: Path) -> Outcome:
    """Read the backup as a restore would: by its own key file, then its seal."""
    outcome = Outcome(tried=1)
    try:
        bundle = read_bundle(path)
        bundle.unlock(Passphrase(PASSPHRASE), WEAK).forget()
        bundle.require_whole()
    except VaultError as error:
        if error.whole not in (HeaderDamaged().whole, BackupDamaged().whole):
            outcome.wrong_sentence = 1
            outcome.notes.append(f"said: {error.whole}")
    else:
        outcome.corrupt = 1
        outcome.notes.append("nothing was noticed")
    return outcome


ROW = Row(
    key="T7",
    title="Bits that turn",
    tries=TRIES,
    run=run,
    share=0.05,
    controls=("no_page_seal", "no_key_file_checksum"),
    seconds=150,
)
