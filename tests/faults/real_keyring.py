"""The desktop's own keyring, in a session bus of its own: `HOME`, answers in JSON. Start it by dbus-run-session."""

from __future__ import annotations

import base64
import json
import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import asdict
from pathlib import Path

import secretstorage

from tests.faults.plan import Outcome
from tests.support.vaults import make_vault, open_again
from therapist_app.vault.errors import KeyringSilent
from therapist_app.vault.keys import Passphrase
from therapist_app.vault.recovery import RecoveryWords
from therapist_app.vault.slots import SlotType
from therapist_app.vault.system_keyring import SystemKeyring
from therapist_app.vault.unlock import ask_keyring

_LIMIT = 3.0
NEW = "quarry tulip anvil brook"


def main() -> int:
    """Add, open, lock, unlock, delete and remove on a real Secret Service."""
    home = Path(sys.argv[1])
    for name, folder in (("HOME", home), ("XDG_RUNTIME_DIR", home / "run"), ("XDG_DATA_HOME", home / "data")):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.environ[name] = str(folder)
    outcome = Outcome()
    subprocess.run(
        ["gnome-keyring-daemon", "--unlock", "--components=secrets"],
        input=b"login",
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        check=True,
    )
    _whole_life(outcome, home, SystemKeyring(limit=_LIMIT))
    print(json.dumps(asdict(outcome)))  # noqa: T201
    return 0


def _whole_life(outcome: Outcome, home: Path, keyring: SystemKeyring) -> None:
    made = make_vault(home)
    made.vault.ways.add_keyring(keyring)
    _expect(outcome, "named", made.vault.ways.all[-1].kept_by == "Secret Service")
    first = _attributes()
    _expect(outcome, "one item", len(first) == 1)
    made.vault.ways.add_keyring(keyring)
    _expect(outcome, "one item after a second time", len(_attributes()) == 1 and _attributes() != first)
    _expect(outcome, "attributes say nothing", "Practice" not in str(_attributes()))
    secret = ask_keyring(made.folder, keyring)
    made.reopen(secret)
    made.vault.ways.renew_key(NEW, RecoveryWords.new(), keyring)
    made.reopen(ask_keyring(made.folder, keyring))
    _expect(outcome, "opens after a new key", made.vault.verify().ok)
    _expect(outcome, "in no file", not _lies_in_a_file(home, bytes(secret.to_bytes())))
    made.vault.ways.remove(SlotType.KEYRING, Passphrase(NEW), keyring)
    _expect(outcome, "taken out", _attributes() == [])
    made.vault.ways.add_keyring(keyring)
    made.vault.close()
    _lock()
    _expect(outcome, "silent when locked", _silent(lambda: ask_keyring(made.folder, keyring)))
    open_again(made.folder, Passphrase(NEW)).close()
    outcome.notes.append("a real Secret Service was asked")


def _attributes() -> list[dict[str, str]]:
    """What anyone can read of our items, also while the keyring is locked."""
    with closing(secretstorage.dbus_init()) as bus:
        found = secretstorage.get_default_collection(bus).get_all_items()
        return [one.get_attributes() for one in found]


def _lock() -> None:
    with closing(secretstorage.dbus_init()) as bus:
        secretstorage.get_default_collection(bus).lock()


def _lies_in_a_file(home: Path, raw: bytes) -> bool:
    forms = (raw, base64.b64encode(raw), raw.hex().encode())
    files = [path for path in home.rglob("*") if path.is_file()]
    return any(form in path.read_bytes() for path in files for form in forms)


def _expect(outcome: Outcome, what: str, holds: bool) -> None:
    outcome.tried += 1
    if not holds:
        outcome.lost += 1
        outcome.notes.append(f"real keyring, {what}: not so")


def _silent(work: Callable[[], object]) -> bool:
    try:
        work()
    except KeyringSilent:
        return True
    return False


if __name__ == "__main__":
    sys.exit(main())
