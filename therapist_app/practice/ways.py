"""Use cases of the ways into the practice, for the person who owns it: in her words, with nothing but plain values."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from therapist_app.kernel.clock import Clock
from therapist_app.practice.service import PracticeService
from therapist_app.practice.stationery import stationery_of
from therapist_app.vault.errors import VaultError
from therapist_app.vault.keys import KdfPolicy, Passphrase
from therapist_app.vault.recovery import RecoveryWords
from therapist_app.vault.slots import SlotType
from therapist_app.vault.strength import require_acceptable
from therapist_app.vault.this_computer import ThisComputer
from therapist_app.vault.vault import Vault

if TYPE_CHECKING:
    from therapist_app.documents.page import RenderedDocument

_TRIED = "recovery_words_tried"


@dataclass(frozen=True, slots=True)
class WaysFacts:
    """Local dates of each way in; None where there is no such way, or the words were never tried."""

    passphrase: dt.date | None
    words: dt.date | None
    words_tried: dt.date | None
    keyring: dt.date | None
    keyring_name: str = ""


class WaysService:
    """Each change asks for the passphrase first: `confirm` it, then act."""

    def __init__(self, vault: Vault, practice: PracticeService, clock: Clock, here: ThisComputer) -> None:
        self._vault, self._practice, self._clock, self._here = vault, practice, clock, here

    def facts(self) -> WaysFacts:
        """What opens the practice at present."""
        made = {
            way.type: way.created.astimezone(self._clock.local().tzinfo).date()
            for way in self._vault.ways.all
        }
        names = [way.kept_by for way in self._vault.ways.all if way.kept_by]
        tried = self._practice.recall(_TRIED)
        return WaysFacts(
            made.get(SlotType.PASSPHRASE),
            made.get(SlotType.RECOVERY),
            dt.date.fromisoformat(tried) if isinstance(tried, str) else None,
            made.get(SlotType.KEYRING),
            names[0] if names else "",
        )

    def confirm(self, passphrase: str) -> None:
        """Raise WrongPassphrase unless this one opens the practice."""
        self._vault.ways.confirm(Passphrase(passphrase))

    def passphrase_was_typed(self) -> None:
        """Someone typed the passphrase just now: the keyring may open the practice for the days that follow."""
        if self._vault.ways.has(SlotType.KEYRING):
            self._here.passphrase_was_typed(self._vault.vault_id)

    def change_passphrase(self, new: str, policy: KdfPolicy | None = None) -> None:
        """Use another passphrase from now on; InputError where it is not accepted."""
        self._vault.ways.change_passphrase(new, policy=policy)
        self.passphrase_was_typed()

    def require_acceptable(self, new: str) -> None:
        """Raise InputError unless this may become the passphrase."""
        require_acceptable(new)

    def fresh_words(self) -> list[str]:
        """24 new words, which open nothing until they are used."""
        return RecoveryWords.new().words()

    def use_words(self, words: list[str]) -> None:
        """Use these words from now on; an earlier sheet no longer opens the practice."""
        self._vault.ways.use_words(RecoveryWords.parse(" ".join(words)))
        self._practice.remember(_TRIED, None)

    def sheet(self, words: list[str]) -> RenderedDocument:
        """The recovery sheet with these words, in memory."""
        from therapist_app.practice.recovery_sheet import SheetFacts, recovery_sheet

        stationery = stationery_of(self._practice.get())
        told = self._vault.history.fingerprint
        facts = SheetFacts(self._vault.vault_id, self._clock.today(), stationery, tuple(words), told)
        return recovery_sheet(facts)

    def rehearse(self, typed: str) -> None:
        """Try words from paper: nothing changes but the date of the last try. InputError or WrongWords."""
        self._vault.ways.confirm(RecoveryWords.parse(typed))
        self._practice.remember(_TRIED, self._clock.today().isoformat())

    def add_keyring(self) -> None:
        """Let this computer's keyring open the practice; KeyringUnfit where that cannot be relied on."""
        self._vault.ways.add_keyring(self._here.keyring)
        self.passphrase_was_typed()

    def remove_keyring(self, passphrase: str) -> None:
        """Ask for the passphrase every time again."""
        self._vault.ways.remove(SlotType.KEYRING, Passphrase(passphrase), self._here.keyring)
        self._here.forget(self._vault.vault_id)

    def renew_key(self, passphrase: str, words: list[str]) -> None:
        """A new data key, passphrase and words, after a verified backup; for when someone may know the old ones."""
        self._vault.ways.renew_key(passphrase, RecoveryWords.parse(" ".join(words)), self._here.keyring)
        self._practice.remember(_TRIED, None)
        self.passphrase_was_typed()

    def strengthen(self, passphrase: str, today: KdfPolicy | None = None) -> None:
        """Raise the cost of guessing to today's, silently: where that cannot be, nothing is the worse for it."""
        try:
            self._vault.ways.strengthen(Passphrase(passphrase), today)
        except VaultError:
            return
