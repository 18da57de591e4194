"""The composition root: what exists while locked is made here, once, and handed down."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QFont, QFontDatabase
from PySide6.QtWidgets import QApplication

from therapist_app import __version__
from therapist_app.kernel.clock import Clock, SystemClock
from therapist_app.kernel.files import write_whole
from therapist_app.logs import Log, silence_libraries
from therapist_app.paths import Folders, find_folders
from therapist_app.settings import Settings, Values
from ui.kit.crash import CrashDoor
from ui.kit.dialogs import Dialogs
from ui.kit.tasks import Tasks
from ui.shell.doorway import Doorway
from ui.shell.frame import PRODUCT, Frame
from ui.shell.hardening import harden
from ui.shell.outside import Outside
from ui.theme.fonts import easy_reading_font, picture_font
from ui.theme.theme import Theme, as_mode

TYPE_CHECKING = False
if TYPE_CHECKING:
    from therapist_app.vault.keys import KdfPolicy


class App:
    """The running program: one frame, one doorway, and what they share."""

    def __init__(
        self, qt: QApplication, folders: Folders, clock: Clock | None = None, policy: KdfPolicy | None = None
    ) -> None:
        clock = clock or SystemClock()
        settings = Settings(folders.settings_file, write_whole)
        values = settings.values
        if not QFontDatabase.families():  # a bare machine: without this every letter is a box
            qt.setFont(QFont(picture_font()))
        theme = Theme(qt, as_mode(values.theme), values.text_size / 100)
        tasks, dialogs, log = Tasks(), Dialogs(theme), Log(folders.log_file, clock)
        self.outside = Outside(settings, folders, theme, tasks, dialogs, clock, log, policy)
        self.frame = Frame(theme)
        self.doorway = Doorway(self.frame, self.outside)
        self.crash = CrashDoor(folders.state, self.doorway.keep_drafts, dialogs)
        tasks.crashed.connect(self.crash.caught)
        settings.when_changed(self._look)
        self._look(values)
        self.frame.place_window(values.window)

    def _look(self, values: Values) -> None:
        theme = self.outside.theme
        theme.set_mode(as_mode(values.theme))
        theme.set_scale(values.text_size / 100)
        theme.set_family(easy_reading_font() if values.easy_reading else None)

    def close(self) -> None:
        """Let what is under way end, and give the hooks back."""
        self.outside.tasks.close()
        self.crash.remove()


def main(practice: Path | None = None) -> int:
    """Open the app, on a practice if one is named; gives the exit code."""
    harden()
    silence_libraries()
    QCoreApplication.setApplicationName(PRODUCT)
    QCoreApplication.setApplicationVersion(__version__)
    QApplication.setDesktopFileName("attune")
    qt = QApplication(sys.argv[:1])
    app = App(qt, find_folders())
    app.crash.install()
    app.doorway.begin(practice)
    app.frame.show()
    try:
        return qt.exec()
    finally:
        app.close()
