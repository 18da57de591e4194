"""Where the app keeps its own files: settings, state, and the place first offered for a practice."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

import platformdirs

_NAME = "attune"
PORTABLE_VARIABLE = "ATTUNE_HOME"  # one folder for everything; used by tests and portable copies


@dataclass(frozen=True, slots=True)
class Folders:
    """The folders of one user's Attune. None of them holds anything about a client."""

    config: Path
    state: Path
    practices: Path  # where a new practice is offered to be kept

    @property
    def settings_file(self) -> Path:
        """The settings table."""
        return self.config / "settings.toml"

    @property
    def log_file(self) -> Path:
        """The log, which names events and never content."""
        return self.state / "attune.log"

    @property
    def witnesses(self) -> Path:
        """What was last seen of each practice: a number and hashes, under the practice's opaque id."""
        return self.state / "witnesses"

    @property
    def typed(self) -> Path:
        """When the passphrase of each vault was last typed here; times only, under opaque names."""
        return self.state / "typed"

    @property
    def qt(self) -> Path:
        """Where Qt may write its own small files, so that none of them lands elsewhere."""
        return self.state / "qt"


def find_folders() -> Folders:
    """The folders of this user by the system's custom, or all under ATTUNE_HOME if that is set."""
    home = os.environ.get(PORTABLE_VARIABLE)
    if home:
        root = Path(home)
        return Folders(root / "config", root / "state", root / "practices")
    return Folders(
        platformdirs.user_config_path(_NAME, appauthor=False),
        platformdirs.user_state_path(_NAME, appauthor=False),
        platformdirs.user_documents_path(),
    )
