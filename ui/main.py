"""The composition root: puts the parts together and hands them to the event loop.

Nothing of the vault or the rooms is imported before the unlock page is painted.
"""

from __future__ import annotations

import gc
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings
from PySide6.QtGui import QFont, QFontDatabase
from PySide6.QtWidgets import QApplication

from therapist_app import __version__
from therapist_app.kernel.clock import Clock, SystemClock
from therapist_app.kernel.files import write_whole
from therapist_app.logs import Event, Log, silence_libraries
from therapist_app.paths import Folders, find_folders
from therapist_app.settings import Settings, Values
from ui.kit.clipboard import ClipboardKeeper
from ui.kit.crash import CrashDoor
from ui.kit.dialogs import Dialogs
from ui.kit.sharing import SharingGuard
from ui.kit.tasks import Tasks
from ui.shell.doorway import SESSION_ENDS, Doorway
from ui.shell.ending import Ending
from ui.shell.frame import PRODUCT, Frame, as_stance
from ui.shell.hardening import harden
from ui.shell.instance import Instance, raise_other
from ui.shell.outside import Outside
from ui.shell.renewal import Renew, renew
from ui.theme.fonts import easy_reading_font, picture_font
from ui.theme.mark import mark_icon
from ui.theme.theme import Theme, as_mode

if TYPE_CHECKING:
    from therapist_app.vault.keys import KdfPolicy


def main(practice: Path | None = None, stance: str = "front", renew: Renew | None = renew) -> int:
    """Open the app, on a practice folder if one is named; gives the exit code.

    `renew` replaces the program at each lock. Only tests that go on inside the same process hand down None.
    """
    began = time.monotonic()
    harden()
    silence_libraries()
    folders = find_folders()
    app = _application(folders)
    outside = make_outside(app, folders)
    frame = Frame(outside.theme)
    instance = Instance(frame)
    if _is_shown_already(instance, practice or Path(outside.settings.values.vault or folders.config)):
        outside.tasks.close()
        return 0
    doorway = Doorway(frame, outside, renew)
    door = CrashDoor(folders.state, doorway.keep_drafts, outside.dialogs)
    door.install()
    copies = ClipboardKeeper(lambda: outside.settings.values.clipboard_seconds)
    sharing = SharingGuard(app, lambda: outside.settings.values.hide_from_sharing)
    outside.settings.when_changed(lambda _: sharing.apply())
    outside.tasks.crashed.connect(door.caught)
    without_collecting(doorway)
    ending = Ending(app, doorway.quit, lambda: doorway.lock(SESSION_ENDS))
    instance.raise_requested.connect(frame.come_forward)
    doorway.practice_changed.connect(instance.serve)
    frame.first_painted.connect(lambda: _has_started(doorway, outside, began))
    frame.place_window(outside.settings.values.window)
    doorway.begin(practice)
    frame.show_as(as_stance(stance))
    try:
        return app.exec()
    finally:
        instance.stop()
        ending.stop()
        outside.tasks.close()
        outside.log.write(Event.ENDED)
        door.remove()
        copies.deleteLater()


def _is_shown_already(instance: Instance, practice: Path) -> bool:
    """Whether another program has this practice's window, which is in front now; else this one answers from here on."""
    if raise_other(practice) or (not instance.serve(practice) and raise_other(practice)):
        sys.stdout.write("Attune is open already. Its window is in front now.\n")
        return True
    return False


def without_collecting(doorway: Doorway) -> None:
    """Leave the garbage collector off until the practice is open: importing makes much to look at, and no garbage."""
    gc.disable()

    def collect(_: object) -> None:
        gc.freeze()
        gc.enable()
        doorway.opened.disconnect(collect)

    doorway.opened.connect(collect)


def _application(folders: Folders) -> QApplication:
    """The application; Qt's own small files land in our folder, as they may name folders of the user."""
    QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, str(folders.qt))
    QApplication.setApplicationName("attune")
    QApplication.setApplicationDisplayName(PRODUCT)
    QApplication.setApplicationVersion(__version__)
    QApplication.setDesktopFileName("attune")
    found = QApplication.instance()
    return found if isinstance(found, QApplication) else QApplication(sys.argv[:1])


def make_outside(
    app: QApplication, folders: Folders, clock: Clock | None = None, policy: KdfPolicy | None = None
) -> Outside:
    """What exists while locked too; the look follows the settings. Time and `policy` are the caller's in tests."""
    clock = clock or SystemClock()
    if not QFontDatabase.families():  # a bare machine: without this every letter is a box
        app.setFont(QFont(picture_font()))
    settings = Settings(folders.settings_file, write_whole)
    theme = Theme(app, as_mode(settings.values.theme), settings.values.text_size / 100)
    app.setWindowIcon(mark_icon(theme.color))
    settings.when_changed(lambda values: _dress(theme, values))
    _dress(theme, settings.values)
    log = Log(folders.log_file, clock)
    return Outside(settings, folders, theme, Tasks(), Dialogs(theme), clock, log, policy)


def _dress(theme: Theme, values: Values) -> None:
    theme.set_mode(as_mode(values.theme))
    theme.set_scale(values.text_size / 100)
    theme.set_family(easy_reading_font() if values.easy_reading else None)


def _has_started(doorway: Doorway, outside: Outside, began: float) -> None:
    """The first page is painted: now there is time to listen to the desktop, and for the log."""
    from ui.shell.sentry import sentry_of_this_system
    from ui.shell.watch import Watch

    Watch(sentry_of_this_system(doorway), doorway, outside.settings).begin()
    taken = round((time.monotonic() - began) * 1000)
    outside.log.write(Event.STARTED, version=__version__, milliseconds=taken)
    if outside.settings.notices:
        outside.log.write(Event.SETTING_PUT_BACK, count=len(outside.settings.notices))
