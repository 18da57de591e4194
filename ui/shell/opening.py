"""What the vault thread does to open or make a practice; the heavy imports happen here, not before the first paint."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from therapist_app.kernel.clock import Clock

if TYPE_CHECKING:
    from therapist_app.vault.keys import KdfPolicy
    from therapist_app.vault.slots import Secret
    from therapist_app.vault.system_keyring import KeyringSecret
    from therapist_app.vault.this_computer import ThisComputer
    from therapist_app.workspace import Workspace
    from ui.shell.outside import Outside

PLACE = "place"
WORDS_PENDING = "recovery_words_not_confirmed"
DISCREET = "discreet"
_SAMPLE_COUPLES, _SAMPLE_WEEKS = 6, 16


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
    """Import and read what opening will need, while someone is typing the passphrase."""
    for module in ("therapist_app.workspace", "ui.shell.window", "ui.today.page"):
        import_module(module)
    from therapist_app.catalogue.errors import CatalogueError
    from therapist_app.catalogue.load import load_catalogue

    with suppress(CatalogueError):  # opening says so
        load_catalogue()


@dataclass(frozen=True)
class Door:
    """One practice on this computer, as it is before anyone opens it. `floor` is as in `Outside.policy`."""

    folder: Path
    clock: Clock
    floor: KdfPolicy | None
    here: ThisComputer
    accept_older: bool = False  # go on with a vault that its witnesses knew newer


def here_of(outside: Outside) -> ThisComputer:
    """The keyring of this computer, and when a passphrase was last typed here."""
    from therapist_app.vault.this_computer import ThisComputer

    return ThisComputer(outside.folders.typed, outside.clock, outside.keyring)


def open_practice(door: Door, passphrase: str) -> Opened:
    """Unlock with the passphrase; raises a VaultError with its own sentence."""
    from therapist_app.vault.keys import Passphrase

    opened = _open(door, Passphrase(passphrase))
    opened.workspace.ways.passphrase_was_typed()
    return opened


def open_with_keyring(door: Door, secret: KeyringSecret) -> Opened:
    """Unlock with what the keyring gave; raises KeyringSilent where it does not fit."""
    return _open(door, secret)


def _open(door: Door, secret: Secret) -> Opened:
    from therapist_app.vault.unlock import unlock_vault

    unlocked = unlock_vault(door.folder, secret, door.floor)
    from therapist_app.workspace import enter  # `warm_up` imports it while the passphrase is checked

    entered = enter(unlocked, door.clock, door.here, accept_older=door.accept_older)
    return _look_into(entered, door.folder)


def recover_practice(door: Door, words: str) -> Opened:
    """Unlock with the recovery words as typed; raises InputError for a word that is none."""
    from therapist_app.vault.recovery import RecoveryWords

    return _open(door, RecoveryWords.parse(words))


def make_practice(door: Door, passphrase: str) -> Made:
    """Make a new practice and remember that its recovery words were not typed back yet."""
    from therapist_app.workspace import create_workspace

    door.folder.parent.mkdir(parents=True, exist_ok=True)
    made = create_workspace(door.folder, passphrase, clock=door.clock, policy=door.floor, here=door.here)
    made.workspace.practice.remember(WORDS_PENDING, value=True)
    return Made(Opened(made.workspace, "", words_pending=True), made.recovery_words)


def printed_lines() -> tuple[str, str]:
    """The footer and the danger line that pages carry while the practice has none of its own."""
    from therapist_app.practice.model import Practice
    from therapist_app.practice.stationery import stationery_of

    usual = stationery_of(Practice())
    return usual.footer, usual.danger


def fill_practice(workspace: Workspace, lines: dict[str, str]) -> None:
    """Keep the lines of the practice; raises InputError that names the field."""
    workspace.practice.update(**lines)


def add_first_couple(workspace: Workspace, a: str, b: str) -> str:
    """Add a couple by both names; its id."""
    from therapist_app.couples.service import CoupleDraft, PartnerDraft

    return workspace.couples.add(CoupleDraft(a=PartnerDraft(a), b=PartnerDraft(b))).value.id


def add_sample(workspace: Workspace) -> None:
    """Add invented couples, told on a clock of their own that is moved through the weeks."""
    from therapist_app.kernel.clock import FixedClock
    from therapist_app.sample.build import build_sample
    from therapist_app.workspace import Workspace as Practice

    still = FixedClock(workspace.clock.local())
    telling = Practice(workspace.vault, still, workspace.catalogue)
    build_sample(telling, still, seed="first look", couples=_SAMPLE_COUPLES, weeks=_SAMPLE_WEEKS)


def renew_secrets(workspace: Workspace, passphrase: str, policy: KdfPolicy | None) -> list[str]:
    """After recovery: a new passphrase, then new recovery words; the words are pending until typed back."""
    workspace.vault.ways.change_passphrase(passphrase, policy=policy)
    return renew_words(workspace)


def renew_words(workspace: Workspace) -> list[str]:
    """New recovery words in place of ones that nobody confirmed to have written down."""
    workspace.practice.remember(WORDS_PENDING, value=True)
    return workspace.vault.ways.new_recovery_words()


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
