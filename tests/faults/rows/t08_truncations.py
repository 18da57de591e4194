"""T8: files of the practice are cut short, emptied or gone; it is never taken for a first run."""

from __future__ import annotations

import random
from itertools import product

from tests.faults.broken import break_named
from tests.faults.damage import Spoilt
from tests.faults.plan import Outcome, Row, Trial
from tests.support.vaults import fingerprint
from therapist_app.vault.errors import (
    HeaderDamaged,
    HeaderMissing,
    NotAVault,
    VaultDamaged,
    VaultError,
    VaultMissing,
)
from therapist_app.vault.header import DB_NAME, HEADER_NAME, PREVIOUS_NAME

_FILES = (DB_NAME, HEADER_NAME, PREVIOUS_NAME)


def run(trial: Trial) -> Outcome:
    """Every combination of files that are gone or empty, then files that end too early."""
    break_named(trial.broken)
    rng = trial.rng
    spoilt = Spoilt(trial.folder, rng)
    outcome = Outcome()
    for empty, stays in product((False, True), product((True, False), repeat=len(_FILES))):
        if not all(stays):
            gone = [name for name, stay in zip(_FILES, stays, strict=True) if not stay]
            outcome.add(_without(spoilt, gone, empty=empty))
    for _ in range(trial.tries):
        outcome.add(_cut(spoilt, rng))
    return outcome


def _without(spoilt: Spoilt, gone: list[str], *, empty: bool) -> Outcome:
    for name in gone:
        (spoilt.folder / name).unlink()
        if empty:
            (spoilt.folder / name).touch()
    return _judge(spoilt, _sentence(gone, empty=empty), f"{'empty' if empty else 'gone'}: {', '.join(gone)}")


def _sentence(gone: list[str], *, empty: bool) -> VaultError | None:
    """What must be said; None if the practice must open."""
    if {HEADER_NAME, PREVIOUS_NAME} <= set(gone):
        if empty:
            return HeaderDamaged()
        return NotAVault() if DB_NAME in gone else HeaderMissing()
    return VaultMissing() if DB_NAME in gone else None


def _cut(spoilt: Spoilt, rng: random.Random) -> Outcome:
    names = rng.choices(
        ((DB_NAME,), (HEADER_NAME,), (PREVIOUS_NAME,), (HEADER_NAME, PREVIOUS_NAME)), (7, 1, 1, 1)
    )[0]
    sizes = {name: _size(len(spoilt.whole[name]), rng) for name in names}
    for name, size in sizes.items():
        (spoilt.folder / name).write_bytes(spoilt.whole[name][:size])
    sentence: VaultError | None = None
    if DB_NAME in names:
        sentence = VaultDamaged() if sizes[DB_NAME] else VaultMissing()
    elif len(names) > 1:
        sentence = HeaderDamaged()
    return _judge(spoilt, sentence, f"cut to {sizes}")


def _size(whole: int, rng: random.Random) -> int:
    """Any size below the whole one; at times none, some pages, or all but the last byte."""
    pages = rng.randrange(-(-whole // 4096)) * 4096
    return rng.choice((rng.randrange(whole), rng.randrange(whole), pages, 0, whole - 1))


def _judge(spoilt: Spoilt, sentence: VaultError | None, what: str) -> Outcome:
    """Open; a refusal must leave every file as it was, so that nothing new is begun in its place."""
    before = fingerprint(spoilt.folder)
    opening = spoilt.open()
    outcome = spoilt.expect(opening, sentence)
    refused = opening.facts is None and opening.refusal is not None
    if refused and fingerprint(spoilt.folder) != before:
        outcome.lost += 1
        outcome.notes.append("the refusal changed what was there")
    if sentence is None and opening.facts is None:
        outcome.lost += 1
        outcome.notes.append("it could have opened")
    spoilt.keep(outcome, what)
    spoilt.mend()
    return outcome


ROW = Row(
    key="T8",
    title="Files cut short, emptied or gone",
    tries=300,
    run=run,
    share=0.1,
    controls=("empty_is_new",),
)
