"""A practice with one note, someone who goes on writing it, and what must be true of it afterwards."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from tests.faults.injector import Part, Say
from tests.faults.plan import Outcome
from tests.support.vaults import NOON, PASSPHRASE, WEAK, open_again
from therapist_app.catalogue.model import Catalogue
from therapist_app.couples.service import CoupleDraft, PartnerDraft
from therapist_app.kernel.audience import Audience
from therapist_app.kernel.clock import FixedClock
from therapist_app.sessions.note import Block, NoteDocument
from therapist_app.vault.errors import VaultError
from therapist_app.vault.keys import Passphrase
from therapist_app.vault.verify import verify
from therapist_app.workspace import Workspace, create_workspace

HERE = "Not saved — your text is still here."
FULL = f"The disk is full. {HERE} Free some space, then try again."
ERROR = (
    f"The disk gave an error. {HERE} Try again. If it happens again, copy the vault folder to another disk."
)
FORBIDDEN = ("delete", "reset", "passphrase", "damaged")  # words that no disk's fault may bring up


@dataclass
class Written:
    """A practice on a disk, closed, and its one note's session."""

    folder: Path
    session_id: str
    catalogue: Catalogue

    @classmethod
    def make(cls, parent: Path, name: str = "Practice.attune") -> Written:
        """A new practice; its note says "begun"."""
        workspace = create_workspace(parent / name, PASSPHRASE, clock=FixedClock(NOON), policy=WEAK).workspace
        couple = workspace.couples.add(CoupleDraft(PartnerDraft("Ada"), PartnerDraft("Ben"))).value
        session = workspace.sessions.start(couple.id).value
        workspace.sessions.save_note(session.id, note_of("begun"))
        catalogue = workspace.catalogue
        workspace.close()
        return cls(parent / name, session.id, catalogue)

    def open(self) -> Workspace:
        """Unlock it."""
        return Workspace(open_again(self.folder), FixedClock(NOON), self.catalogue)

    @property
    def files(self) -> list[Path]:
        """The database and its journal."""
        return [self.folder / "practice.db", self.folder / "practice.db-journal"]

    def text(self) -> tuple[str, bool]:
        """The note's text as it lies on the disk, and whether the vault is sound."""
        workspace = self.open()
        try:
            sound = workspace.vault.verify().ok
            return text_of(workspace, self.session_id), sound
        finally:
            workspace.close()


def damage_of(bundle: Path) -> list[str]:
    """What is wrong with a backup. It holds one copy of the key file, and is older than its vault by nature."""
    report = verify(bundle, Passphrase(PASSPHRASE), floor=WEAK)
    bad = [check for check in report.checks if not check.ok]
    return [one.words for one in bad if one.key != "previous_key_file" and not one.key.startswith("witness")]


def note_of(text: str) -> NoteDocument:
    """A note of one paragraph."""
    return NoteDocument.of([(Audience.JOINT, Block.of("p", text))])


def text_of(workspace: Workspace, session_id: str) -> str:
    """The note's text as the open practice has it."""
    parts = workspace.sessions.get(session_id).note.parts
    return "".join(block.text for part in parts for block in part.blocks)


def grown(name: str, letters: int) -> str:
    """Some text of a length that says which it is."""
    return f"{name} " + "said slowly and twice " * (letters // 22)


def try_to_save(workspace: Workspace, session_id: str, text: str) -> str:
    """Save as the note page does; "saved", or the sentence that would stand in the bar."""
    try:
        workspace.sessions.save_note(session_id, note_of(text))
    except VaultError as error:
        return error.whole
    return "saved"


def writing(workspace: Workspace, session_id: str, texts: list[str], tries: int) -> tuple[Part, Part]:
    """Two parts of a program: save each text in turn, trying as often; then what is still unsaved, once the
    disk is well. Says `[number, sentence]`.
    """
    left: list[int] = []

    def under_fault(say: Say) -> None:
        for number, text in enumerate(texts):
            said = ""
            for _ in range(tries):
                said = try_to_save(workspace, session_id, text)
                say([number, said])
                if said == "saved":
                    break
            if said != "saved":
                left.append(number)
                break

    def afterwards(say: Say) -> None:
        for number in [*left, len(texts) - 1]:
            for _ in range(3):  # the first may still meet what the fault left behind
                said = try_to_save(workspace, session_id, texts[number])
                if said == "saved":
                    break
            say([number, said])
        workspace.close()

    return under_fault, afterwards


def judge_words(said: str, allowed: set[str], where: str, outcome: Outcome) -> None:
    """A sentence must be one of those that are true here, word for word."""
    if said != "saved" and said not in allowed:
        outcome.wrong_sentence += 1
        outcome.notes.append(f"{where}: said {said!r}")
