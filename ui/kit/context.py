"""What a page is handed: the unlocked practice, the way to reach it, and the look."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ui.kit.dialogs import Dialogs
from ui.kit.tasks import Tasks
from ui.kit.unsaved import Unsaved
from ui.theme.theme import Theme

if TYPE_CHECKING:
    from therapist_app.settings import Settings
    from therapist_app.workspace import Workspace


@dataclass(frozen=True)
class Context:
    """One for each time the practice is unlocked. Services are called through `tasks.vault` only."""

    workspace: Workspace
    tasks: Tasks
    theme: Theme
    settings: Settings
    dialogs: Dialogs
    unsaved: Unsaved = field(default_factory=Unsaved)
