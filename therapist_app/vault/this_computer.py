"""What this computer knows of a vault beside its folder: a secret in the keyring, and when the passphrase was typed."""

from __future__ import annotations

import contextlib
from pathlib import Path

from therapist_app.kernel.clock import Clock, SystemClock
from therapist_app.vault.errors import VaultError
from therapist_app.vault.last_typed import LastTyped
from therapist_app.vault.system_keyring import KeyringSecret, SystemKeyring


class ThisComputer:
    """Offers the keyring where it has a slot and the passphrase was typed lately; `folder` keeps when that was."""

    def __init__(
        self, folder: Path, clock: Clock | None = None, keyring: SystemKeyring | None = None
    ) -> None:
        self.keyring = keyring or SystemKeyring()
        self._typed = LastTyped(folder, clock or SystemClock())

    def offers(self, vault: Path) -> bool:
        """Whether the keyring may open this vault today: only key files are read, the keyring is not asked."""
        from therapist_app.vault.header import (
            read_headers,
        )  # with the cipher library, so not before it is asked
        from therapist_app.vault.unlock import keyring_slots

        with contextlib.suppress(VaultError):
            header = read_headers(vault)[0].header
            return bool(keyring_slots(header)) and self._typed.is_recent(header.vault_id)
        return False

    def ask(self, vault: Path) -> KeyringSecret:
        """The secret of the keyring; KeyringSilent within its limit of time."""
        from therapist_app.vault.unlock import ask_keyring

        return ask_keyring(vault, self.keyring)

    def passphrase_was_typed(self, vault_id: str) -> None:
        """Count the seven days anew."""
        self._typed.note(vault_id)

    def forget(self, vault_id: str) -> None:
        """The keyring opens this vault no longer."""
        self._typed.forget(vault_id)
