"""What exists while the practice is locked too: handed down by the composition root."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from therapist_app.kernel.clock import Clock
from therapist_app.logs import Log
from therapist_app.paths import Folders
from therapist_app.settings import Settings
from ui.kit.dialogs import Dialogs
from ui.kit.tasks import Tasks
from ui.theme.theme import Theme

if TYPE_CHECKING:
    from therapist_app.vault.keys import KdfPolicy
    from therapist_app.vault.system_keyring import SystemKeyring


@dataclass(frozen=True)
class Outside:
    """Settings, look, threads, time. `policy` is the least protection a key file may ask for; None is the
    program's own floor, and only tests hand down less.
    """

    settings: Settings
    folders: Folders
    theme: Theme
    tasks: Tasks
    dialogs: Dialogs
    clock: Clock
    log: Log
    policy: KdfPolicy | None = None
    keyring: SystemKeyring | None = None  # None is the system's own; only tests hand down another
