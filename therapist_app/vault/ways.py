"""The ways into an open vault: passphrase, recovery words, the system's keyring; and a new data key for all of them."""

from __future__ import annotations

import contextlib
import datetime as dt
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from therapist_app.vault.audit import Event
from therapist_app.vault.errors import KeyringSilent
from therapist_app.vault.keys import DataKey, KdfPolicy, Passphrase, free_memory_kib
from therapist_app.vault.recovery import RecoveryWords
from therapist_app.vault.slots import Secret, SlotType, kind_of
from therapist_app.vault.strength import require_acceptable
from therapist_app.vault.system_keyring import ALLOWED, SystemKeyring

if TYPE_CHECKING:
    from therapist_app.kernel.clock import Clock
    from therapist_app.vault.keyfile import KeyFile
    from therapist_app.vault.vault import Vault

_SLOWEST = 2.0  # seconds: a computer that needs longer keeps the cost that was measured for it


@dataclass(frozen=True, slots=True)
class WayIn:
    """One slot: its type, when it was made (UTC), and for the keyring the name a person knows it by."""

    type: SlotType
    created: dt.datetime
    kept_by: str = ""


class WaysIn:
    """Each way can be added, replaced and removed without touching the others; each change is a whole new key file.

    An earlier passphrase with an earlier copy of the key file still opens earlier backups: only `renew_key` ends
    that, and only for what is saved afterwards.
    """

    def __init__(self, vault: Vault, key_file: KeyFile, clock: Clock) -> None:
        self._vault, self._file, self._clock = vault, key_file, clock

    @property
    def all(self) -> tuple[WayIn, ...]:
        """The ways there are, in the order of their types."""
        return tuple(
            WayIn(slot.type, _moment(slot.created), ALLOWED.get(slot.backend, ""))
            for slot in self._file.header.slots
        )

    def has(self, kind: SlotType) -> bool:
        """Whether there is such a way."""
        return self._file.slot(kind) is not None

    def confirm(self, secret: Secret) -> None:
        """Check that someone knows the passphrase or the words, before a step that asks again."""
        self._file.confirm(secret)

    def change_passphrase(self, new: str, *, policy: KdfPolicy | None = None) -> None:
        """Put a new passphrase slot in place of the old one; other slots and the notes stay as they are."""
        require_acceptable(new)
        self._put(Passphrase(new), policy)

    def new_recovery_words(self) -> list[str]:
        """Replace the recovery slot and return its 24 words, to be shown once."""
        secret = RecoveryWords.new()
        self.use_words(secret)
        return secret.words()

    def use_words(self, words: RecoveryWords) -> None:
        """Replace the recovery slot by one for words that were shown and typed back already."""
        self._put(words)

    def add_keyring(self, keyring: SystemKeyring) -> None:
        """Let the system's keyring open the vault; its secret was read back before the slot is saved.

        Raises KeyringUnfit, or a disk's sentence; then nothing is left in the keyring.
        """
        self._vault.require_writable()
        before = self._file.slot(SlotType.KEYRING)
        secret = keyring.keep(self._vault.vault_id)
        try:
            self._put(secret)
        except BaseException:
            keyring.drop(self._vault.vault_id, secret.item)
            raise
        if before is not None:
            keyring.drop(self._vault.vault_id, before.id)

    def remove(self, kind: SlotType, known: Secret, keyring: SystemKeyring) -> None:
        """Take a way out, for someone who knows the passphrase or the words; LastWayIn for the last of these."""
        self._vault.require_writable()
        self.confirm(known)
        slot = self._file.slot(kind)
        if slot is None:
            return
        self._file.remove(kind)
        if kind is SlotType.KEYRING:
            keyring.drop(self._vault.vault_id, slot.id)
        self._vault.note_event(Event.KEYS_CHANGED, slot=str(kind), act="removed")

    def strengthen(self, passphrase: Passphrase, today: KdfPolicy | None = None) -> bool:
        """Wrap the passphrase slot anew if its cost is below today's; upward only, and only where it is bearable."""
        today, present = today or KdfPolicy(), self._file.policy
        upward = KdfPolicy(
            max(today.memory_kib, present.memory_kib),
            max(today.passes, present.passes),
            max(today.lanes, present.lanes),
        )
        free = free_memory_kib()
        if (
            self._vault.read_only
            or present.meets(today)
            or (free is not None and upward.memory_kib > free // 4)
        ):
            return False
        began = time.monotonic()
        self.confirm(passphrase)
        if (time.monotonic() - began) * upward.memory_kib / present.memory_kib > _SLOWEST:
            return False
        self._put(passphrase, upward)
        return True

    def renew_key(self, passphrase: str, words: RecoveryWords, keyring: SystemKeyring) -> None:
        """A new data key with a new passphrase and new words, for when someone may know what opened the vault.

        The words were shown and typed back before. A verified backup is made first. Where the keyring opened the
        vault it gets a new secret; one that does not answer is left out, and holds up nothing.
        """
        require_acceptable(passphrase)
        self._vault.require_writable()
        before, vault_id = self._file.slot(SlotType.KEYRING), self._vault.vault_id
        secrets: list[Secret] = [Passphrase(passphrase), words]
        if before is not None:
            with contextlib.suppress(KeyringSilent):
                secrets.append(keyring.keep(vault_id))
        self._vault.back_up_before("new-key")
        following = DataKey.new()
        self._file.announce(following, secrets, self._clock.now())
        self._vault.replace_key(following)
        if before is not None:
            keyring.drop(vault_id, before.id)
        self._vault.note_event(Event.ROTATED)

    def _put(self, secret: Secret, policy: KdfPolicy | None = None) -> None:
        self._vault.require_writable()
        kind = kind_of(secret)
        act = "replaced" if self.has(kind) else "added"
        self._file.put(secret, self._clock.now(), policy)
        self._vault.note_event(Event.KEYS_CHANGED, slot=str(kind), act=act)


def _moment(created: str) -> dt.datetime:
    try:
        return dt.datetime.fromisoformat(created).astimezone(dt.UTC)
    except ValueError:
        return dt.datetime.fromtimestamp(0, dt.UTC)
