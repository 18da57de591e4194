"""A practice with one couple in which programs write one note, and what that note says afterwards."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from tests.support.vaults import PASSPHRASE, WEAK
from therapist_app.couples.service import CoupleDraft, PartnerDraft
from therapist_app.vault.keys import Passphrase
from therapist_app.workspace import create_workspace, open_workspace
from ui.kit.places import Place
from ui.shell.opening import PLACE


def make_notebook(practice: Path, passphrase: str = PASSPHRASE, a: str = "Ada", b: str = "Ben") -> Path:
    """A practice with one couple, that opens where the couple is shown."""
    workspace = create_workspace(practice, passphrase, policy=WEAK).workspace
    couple = workspace.couples.add(CoupleDraft(PartnerDraft(a), PartnerDraft(b))).value
    workspace.practice.remember(PLACE, Place("couple", couple.id, tab="overview").to_json())
    workspace.close()
    return practice


@dataclass(frozen=True)
class Notebook:
    """What such a practice holds: the text of its only note, whether it is signed, and whether the vault is sound."""

    text: str
    signed: bool
    sound: bool


def read_notebook(practice: Path, passphrase: str = PASSPHRASE) -> tuple[str, bool]:
    """The text of the only note, and whether the vault is sound; no text if there is no note."""
    found = open_notebook(practice, passphrase)
    return found.text, found.sound


def open_notebook(practice: Path, passphrase: str = PASSPHRASE) -> Notebook:
    """Read it as the program would, and verify it."""
    workspace = open_workspace(practice, Passphrase(passphrase), floor=WEAK)
    try:
        sound = workspace.vault.verify().ok
        [couple] = workspace.couples.list()
        sessions = workspace.sessions.list(couple.couple.id)
        if not sessions:
            return Notebook("", signed=False, sound=sound)
        parts = workspace.sessions.get(sessions[0].session.id).note.parts
        blocks = [block.text for part in parts for block in part.blocks if block.kind == "p"]
        signed = sessions[0].state == "signed"
        return Notebook("\n".join(blocks), signed, sound)
    finally:
        workspace.close()
