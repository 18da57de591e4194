"""A practice that is spoilt on the disk again and again, and what opening it then says."""

from __future__ import annotations

import random
import shutil
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from tests.faults.plan import Outcome
from tests.faults.work import Work, enter, look, new_practice, own_home
from tests.support.vaults import fingerprint
from therapist_app.catalogue.load import load_catalogue
from therapist_app.vault.errors import VaultError
from therapist_app.vault.header import DB_NAME

_ACTS = 60
_KEPT_FOLDERS = 20


@dataclass
class Opening:
    """What one opening came to: the refusal, or the facts that were read and whether a check found fault."""

    refusal: VaultError | None = None
    facts: dict[str, int] | None = None
    broken: int = 0
    sound: bool = True
    crash: str = ""

    @property
    def noticed(self) -> bool:
        """Whether somebody would learn that something is wrong."""
        return self.refusal is not None or bool(self.crash) or not self.sound


class Spoilt:
    """A practice with some work in it, its whole files, and a place to keep failures."""

    def __init__(self, parent: Path, rng: random.Random) -> None:
        self.folder = parent / "Spoilt.attune"
        self._failures = parent / "failures"
        self._home = parent / "home"
        self.catalogue = load_catalogue()
        own_home(self._home)
        new_practice(self.folder)
        with closing(enter(self.folder, catalogue=self.catalogue)) as workspace:
            work = Work(workspace, rng, lambda line: None)
            for number in range(1, _ACTS + 1):
                work.act(number)
            self.backup = workspace.vault.backup(parent / "kept").path
            self.facts, _ = look(workspace)
        self.whole = fingerprint(self.folder)
        self.bundle = fingerprint(self.backup)

    @property
    def db(self) -> Path:
        """The vault file."""
        return self.folder / DB_NAME

    def mend(self) -> None:
        """Put every file back as it was, with nothing outside that knows of a later state."""
        own_home(self._home)
        shutil.rmtree(self.folder)
        for name, data in self.whole.items():
            (self.folder / name).parent.mkdir(parents=True, exist_ok=True)
            (self.folder / name).write_bytes(data)

    def open(self) -> Opening:
        """Open as the app does, read everything, then check every page."""
        opening = Opening()
        try:
            with closing(enter(self.folder, catalogue=self.catalogue)) as workspace:
                try:
                    opening.facts, opening.broken = look(workspace)
                except VaultError as error:
                    opening.refusal = error
                opening.sound = workspace.vault.verify().ok
        except VaultError as error:
            opening.refusal = opening.refusal or error
        except Exception as error:  # noqa: BLE001 - a spoilt file must lead to a sentence, never to the crash door
            opening.crash = repr(error)
        return opening

    def expect(self, opening: Opening, sentence: VaultError | None) -> Outcome:
        """What is wrong with an opening: `sentence` is the only one that may be said, or None if none may.

        Whatever could be read must be what was saved. With a sentence, something must have been noticed.
        """
        outcome = Outcome(tried=1)
        said = opening.refusal
        if said is not None and (sentence is None or said.whole != sentence.whole):
            outcome.wrong_sentence = 1
            outcome.notes.append(f"said: {said.whole}")
        if opening.crash:
            outcome.wrong_sentence = 1
            outcome.notes.append(f"no sentence at all: {opening.crash}")
        if opening.facts is not None and (opening.broken or opening.facts != self.facts):
            outcome.corrupt += 1
            outcome.notes.append("what was read is not what was saved")
        if sentence is not None and not opening.noticed:
            outcome.corrupt += 1
            outcome.notes.append("nothing was noticed")
        return outcome

    def keep(self, outcome: Outcome, what: str) -> Outcome:
        """Say what was done, and keep the practice as it is, if anything was wrong with it."""
        if not outcome.green:
            outcome.notes = [f"{what}: {words}" for words in outcome.notes]
            kept = len(list(self._failures.iterdir())) if self._failures.exists() else 0
            if kept < _KEPT_FOLDERS:
                shutil.copytree(self.folder, self._failures / f"{kept:03}")
        return outcome


def flipped(data: bytes, bit: int) -> bytes:
    """The same bytes with one bit turned."""
    spoilt = bytearray(data)
    spoilt[bit // 8] ^= 1 << bit % 8
    return bytes(spoilt)
