"""What the vault thread does to open or make a practice; the heavy imports happen here, not before the first paint."""

from __future__ import annotations

from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from therapist_app.kernel.clock import Clock

if TYPE_CHECKING:
    from therapist_app.vault.keys import KdfPolicy
    from therapist_app.workspace import Workspace

PLACE = "place"
WORDS_PENDING = "recovery_words_not_confirmed"
DISCREET = "discreet"


@dataclass(frozen=True, slots=True)
class Opened:
    """An open practice, and what is needed to show the window where it was left."""

    workspace: Workspace
    name: str
    place: dict[str, Any] = field(default_factory=dict)
    words_pending: bool = False
    discreet: bool = False


@dataclass(frozen=True, slots=True, repr=False)
class Made:
    """A new practice and its recovery words, which are shown once."""

    opened: Opened
    words: list[str]


def warm_up() -> None:
    """Import what opening will need, while someone is typing the passphrase."""
    for module in ("therapist_app.workspace", "ui.shell.window", "ui.today.page"):
        import_module(module)


def open_practice(folder: Path, passphrase: str, clock: Clock, floor: KdfPolicy | None) -> Opened:
    """Unlock with the passphrase; raises a VaultError with its own sentence."""
    from therapist_app.workspace import Passphrase, open_workspace

    return _look_into(open_workspace(folder, Passphrase(passphrase), clock=clock, floor=floor), folder)


def recover_practice(folder: Path, words: str, clock: Clock, floor: KdfPolicy | None) -> Opened:
    """Unlock with the recovery words as typed; raises InputError for a word that is none."""
    from therapist_app.workspace import RecoveryWords, open_workspace

    return _look_into(open_workspace(folder, RecoveryWords.parse(words), clock=clock, floor=floor), folder)


def make_practice(folder: Path, passphrase: str, name: str, clock: Clock, policy: KdfPolicy | None) -> Made:
    """Make a new practice and remember that its recovery words were not typed back yet."""
    from therapist_app.workspace import create_workspace

    folder.parent.mkdir(parents=True, exist_ok=True)
    made = create_workspace(folder, passphrase, name, clock=clock, policy=policy)
    made.workspace.practice.remember(WORDS_PENDING, value=True)
    return Made(Opened(made.workspace, name, words_pending=True), made.recovery_words)


def renew_secrets(workspace: Workspace, passphrase: str, policy: KdfPolicy | None) -> list[str]:
    """After recovery: a new passphrase, then new recovery words; the words are pending until typed back."""
    workspace.vault.change_passphrase(passphrase, policy=policy)
    return renew_words(workspace)


def renew_words(workspace: Workspace) -> list[str]:
    """New recovery words in place of ones that nobody confirmed to have written down."""
    workspace.practice.remember(WORDS_PENDING, value=True)
    return workspace.vault.new_recovery_words()


def words_are_confirmed(workspace: Workspace) -> None:
    """Remember that the words were typed back."""
    workspace.practice.remember(WORDS_PENDING, value=False)


def _look_into(workspace: Workspace, folder: Path) -> Opened:
    try:
        practice = workspace.practice
        place = practice.recall(PLACE)
        return Opened(
            workspace,
            practice.get().name or folder.stem,
            place if isinstance(place, dict) else {},
            practice.recall(WORDS_PENDING) is True,
            practice.recall(DISCREET) is True,
        )
    except BaseException:
        workspace.close()
        raise
