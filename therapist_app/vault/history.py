"""The history of an open vault as its users see it: what it says now, its witnesses, signatures and proofs."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Sequence
from typing import TYPE_CHECKING

from therapist_app.vault.audit import Event, Head
from therapist_app.vault.trail import Trail
from therapist_app.vault.witness import write_witnesses

if TYPE_CHECKING:
    from therapist_app.kernel.clock import Clock
    from therapist_app.vault.driver import RawConnection
    from therapist_app.vault.proof import SignedRecord
    from therapist_app.vault.vault import Vault

_WITNESS_EVERY = 30.0  # seconds of writing; the most of a draft's history that could be rolled back unseen


class History:
    """Stands beside one vault; `take_up` is called with each new connection that the vault goes on with."""

    trail: Trail

    def __init__(self, vault: Vault, clock: Clock) -> None:
        self._vault = vault
        self._clock = clock
        self._shown = ""
        self._next = time.monotonic() + _WITNESS_EVERY

    def take_up(self, raw: RawConnection) -> Trail:
        """Follow the history on this connection."""
        self._raw = raw
        self.trail = Trail(raw, self._vault.vault_id, self._clock)
        return self.trail

    @property
    def head(self) -> Head:
        """How far the history goes."""
        return self.trail.head

    @property
    def public_key(self) -> bytes:
        """The 32 bytes of the public half of the signing key."""
        return self.trail.keys.public

    @property
    def fingerprint(self) -> str:
        """The public key in groups to compare by eye; printed on the recovery sheet."""
        return self.trail.keys.fingerprint

    def witness_when_due(self) -> None:
        """After a save: show the witnesses the head if that is some time ago."""
        if time.monotonic() >= self._next:
            self.witness()

    def witness(self) -> None:
        """Let the witnesses outside see the history as it stands; done by itself every 30 s of writing and at close."""
        self._next = time.monotonic() + _WITNESS_EVERY
        if self.trail.head.digest != self._shown and not self._vault.read_only:
            shown = self.trail.show_outside()
            if write_witnesses(self._vault.folder, self._vault.vault_id, self.trail.keys.history, shown):
                self._shown = shown.digest

    def sign(self, name: str, body: bytes) -> SignedRecord:
        """Sign bytes with the vault's key and have the history tell their hash; witnessed before it returns."""
        from therapist_app.vault.proof import SignedRecord

        self._vault.note_event(Event.SIGNED, sha256=hashlib.sha256(body).hexdigest())
        self.witness()
        return SignedRecord(name, body, self.trail.keys.sign(body), self.trail.head.seq)

    def sign_within(self, body: bytes) -> tuple[bytes, int]:
        """Sign bytes inside the present writing unit: the signature, and the number of the entry with their hash."""
        entry = self.trail.note(Event.SIGNED, {"sha256": hashlib.sha256(body).hexdigest()})
        return self.trail.keys.sign(body), entry

    def proof(self, records: Sequence[SignedRecord] = ()) -> bytes:
        """A zip file with which a third party can check the history, and these records, without Attune."""
        from therapist_app.vault.proof import make_proof

        with self._vault.read():
            return make_proof(self._raw, self._vault.vault_id, self.trail.keys, self._clock, records)
