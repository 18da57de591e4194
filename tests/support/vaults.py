"""Real vaults for tests: encrypted as in the product, with an almost free passphrase check."""

from __future__ import annotations

import base64
import datetime as dt
import os
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tests.support.moulds import Mould
from therapist_app.kernel.clock import FixedClock
from therapist_app.vault.create import build
from therapist_app.vault.driver import open_raw
from therapist_app.vault.header import DB_NAME, HEADER_NAME, Header, HeaderRead
from therapist_app.vault.keys import DataKey, KdfPolicy, Passphrase
from therapist_app.vault.recovery import RecoveryWords
from therapist_app.vault.slots import Secret
from therapist_app.vault.vault import Vault, create_vault, open_vault

PASSPHRASE = "lantern orbit meadow quilt"
WEAK = KdfPolicy.weak()
NOON = dt.datetime(2026, 3, 4, 12, 0, tzinfo=dt.UTC)


@dataclass
class MadeVault:
    """A new vault with what opens it."""

    vault: Vault
    words: list[str]
    clock: FixedClock

    @property
    def folder(self) -> Path:
        """Where it lies."""
        return self.vault.folder

    def reopen(self, secret: Secret | None = None) -> Vault:
        """Close it and open it again from the disk."""
        self.vault.close()
        self.vault = open_again(self.folder, secret, clock=self.clock)
        return self.vault


def make_vault(parent: Path, name: str = "Practice.attune", clock: FixedClock | None = None) -> MadeVault:
    """A new vault `parent/name`, open. The first of a test is a copy; a second shares no key and no id with it."""
    clock = clock or FixedClock(NOON)
    test = os.environ.get("PYTEST_CURRENT_TEST", "").rpartition(" ")[0]
    if not test or test in _in_tests:
        made = create_vault(parent / name, PASSPHRASE, policy=WEAK, clock=clock)
        return MadeVault(made.vault, made.recovery_words, clock)
    _in_tests.add(test)
    header, key, words = _empty(name, clock.now()).copy(parent)
    opened = open_raw(parent / name / DB_NAME, key, header.db_salt)
    vault = Vault(parent / name, HeaderRead(header, HEADER_NAME), key.copy(), opened, clock)
    return MadeVault(vault, words.words(), clock)


_in_tests: set[str] = set()


@cache
def _empty(name: str, now: dt.datetime) -> Mould[tuple[Header, DataKey, RecoveryWords]]:
    words = RecoveryWords.new()

    def make(parent: Path) -> tuple[Header, DataKey, RecoveryWords]:
        return *build(parent / name, Passphrase(PASSPHRASE), words, WEAK, FixedClock(now)), words

    return Mould(make)


def open_again(
    folder: Path, secret: Secret | None = None, clock: FixedClock | None = None, *, accept_older: bool = False
) -> Vault:
    """Open a test vault, by its passphrase unless another secret is given."""
    return open_vault(
        folder,
        secret or Passphrase(PASSPHRASE),
        floor=WEAK,
        clock=clock or FixedClock(NOON),
        accept_older=accept_older,
    )


def canary_forms(canary: str) -> list[bytes]:
    """How leaked text would be spelled on a disk: UTF-8, UTF-16, base64 at each offset, hex."""
    plain = canary.encode()
    forms = [plain, canary.encode("utf-16-le"), canary.encode("utf-16-be"), plain.hex().encode()]
    forms.append(plain.hex().upper().encode())
    # The first and last groups depend on the neighbours, so only the middle is looked for.
    return forms + [base64.b64encode(b"\0" * offset + plain)[4:-4] for offset in range(3)]


def leaks(folder: Path, canary: str) -> list[Path]:
    """The files under a folder that hold the canary in any spelling; close the vault first."""
    forms = canary_forms(canary)
    return [
        path
        for path in sorted(folder.rglob("*"))
        if path.is_file() and any(form in path.read_bytes() for form in forms)
    ]


def fingerprint(folder: Path) -> dict[str, bytes]:
    """Every file of a folder with its bytes, to show that nothing changed."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
