"""Locked and open by turns: unlock, recovery and first run on one side, the practice on the other."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

from therapist_app.kernel.errors import AttuneError
from therapist_app.logs import Event
from ui.shell.opening import Opened, warm_up
from ui.shell.unlocking import Unlocking
from ui.unlock.patience import Patience

if TYPE_CHECKING:
    from ui.shell.frame import Frame
    from ui.shell.lock import LockSequence
    from ui.shell.outside import Outside
    from ui.shell.setting_up import SettingUp
    from ui.shell.window import MainWindow
    from ui.unlock.page import UnlockPage

_PATIENCE_MS = 3_000  # for a draft that is kept while something has gone wrong


class Doorway(QObject):
    """Decides what the frame holds, and opens and locks the practice."""

    opened = Signal(object)  # MainWindow
    locked = Signal()

    def __init__(self, frame: Frame, outside: Outside) -> None:
        super().__init__(frame)
        from ui.shell.awake_clock import since_boot

        self._frame = frame
        self._out = outside
        self._patience = Patience(since_boot)
        self._folder = Path()
        self._unlocking: Unlocking | None = None
        self._setting_up: SettingUp | None = None
        self._window: MainWindow | None = None
        self._opened: Opened | None = None
        self._locking: LockSequence | None = None
        self._quitting = False
        frame.first_painted.connect(self._warm_up)
        # Queued: Qt does not close a window for the second time while it still asks it the first time.
        frame.close_requested.connect(self.quit, Qt.ConnectionType.QueuedConnection)
        outside.settings.when_changed(self._settings_changed)

    @property
    def window(self) -> MainWindow | None:
        """The open practice's window, or None while locked."""
        return self._window

    @property
    def unlock_page(self) -> UnlockPage | None:
        """The unlock page, or None while something else is shown."""
        return self._unlocking.page if self._unlocking is not None else None

    @property
    def setting_up(self) -> SettingUp | None:
        """The first run, or None."""
        return self._setting_up

    def begin(self, practice: Path | None = None) -> None:
        """Show the unlock page of the practice named or last opened; the first run if there is none."""
        kept = self._out.settings.values.vault
        if practice is None and not kept:
            self.set_up()
        else:
            self.show_unlock(practice or Path(kept))

    def show_unlock(self, folder: Path) -> None:
        """Ask for the passphrase of a practice."""
        self._folder = folder
        unlocking = Unlocking(self._out, self._patience, folder, self)
        unlocking.held.connect(self._holds)
        unlocking.ready.connect(self._enter)
        unlocking.page.other_requested.connect(self._choose_other)
        unlocking.page.new_requested.connect(self.set_up)
        self._unlocking, self._setting_up = unlocking, None
        self._frame.hold(unlocking.page)
        unlocking.page.focus_first()

    def _holds(self, opened: Opened) -> None:
        """It is open behind the words that are still to be typed back: quitting closes it."""
        self._opened = opened

    def set_up(self) -> None:
        """Show the first run."""
        from ui.shell.setting_up import SettingUp

        setting_up = SettingUp(self._out, self)
        setting_up.made.connect(self._is_made)
        setting_up.ready.connect(self._enter)
        setting_up.other_requested.connect(self._choose_other)
        self._unlocking, self._setting_up = None, setting_up
        self._frame.hold(setting_up.page, "Set up")
        setting_up.focus_first()

    def _is_made(self, opened: Opened) -> None:
        """A new practice is open, though its set-up goes on: quitting closes it, and it is the one offered next."""
        self._opened = opened
        self._folder = opened.workspace.folder
        self._keep_settings(vault=str(self._folder))

    def _warm_up(self) -> None:
        self._out.tasks.cpu(warm_up, _nothing, self)

    def _choose_other(self) -> None:
        start = self._folder.parent if self._folder.parts else self._out.folders.practices
        chosen = self._out.dialogs.choose_folder(self._frame, "Open a practice", start)
        if chosen:
            self.show_unlock(Path(chosen))

    # Open

    def _enter(self, opened: Opened) -> None:
        from ui.shell.window import MainWindow

        self._opened = opened
        self._folder = opened.workspace.folder
        self._keep_settings(vault=str(self._folder))
        window = MainWindow(self._out, opened)
        window.lock_requested.connect(self.lock)
        window.title_changed.connect(self._frame.set_page_title)
        window.menus_requested.connect(self._toggle_menus)
        window.fill_menus(self._frame.menuBar())
        self._unlocking, self._setting_up = None, None
        self._window = window
        self._frame.hold(window)
        window.start()
        self.opened.emit(window)

    def _toggle_menus(self) -> None:
        bar = self._frame.menuBar()
        bar.setVisible(not bar.isVisible())
        if bar.isVisible():
            bar.setFocus(Qt.FocusReason.MenuBarFocusReason)

    def _settings_changed(self, _: object) -> None:
        if self._window is not None:
            self._window.settings_changed()

    # Locking

    def lock(self, reason: str = "asked") -> None:
        """Begin to lock; does nothing while locked or locking."""
        if self._window is None or self._opened is None or self._locking is not None:
            return
        from ui.shell.lock import LockSequence

        self._keep_settings(window=self._frame.kept_place())
        self._locking = LockSequence(self._window, self._opened.workspace, self._out, reason, self)
        self._locking.covered.connect(self._window.cover)
        self._locking.unsaved.connect(self._window.say_unsaved)
        self._locking.finished.connect(self._is_locked)
        self._window.retry_requested.connect(self._locking.settle)
        self._window.give_up_requested.connect(self._locking.go_on)
        self._locking.start()

    def _is_locked(self) -> None:
        if self._locking is not None:
            self._locking.deleteLater()
        self._locking = self._window = self._opened = None
        self._frame.menuBar().clear()
        self._frame.menuBar().setVisible(False)
        if self._quitting:
            self._end()
            return
        self.show_unlock(self._folder)
        self.locked.emit()

    def keep_drafts(self) -> bool:
        """Keep what is being typed, and wait a little for the disk; False when something could not be kept."""
        if self._window is None:
            return True
        kept: list[bool] = []
        pages = self._window.pages
        for page in pages:
            page.settle(lambda worked=True: kept.append(worked))
        with contextlib.suppress(TimeoutError):
            self._out.tasks.drain(_PATIENCE_MS)
        return len(kept) == len(pages) and all(kept)

    def quit(self) -> None:
        """Lock, then close the window."""
        self._quitting = True
        if self._window is not None:
            self.lock("quit")
        elif self._opened is not None:  # open, but still at the recovery words
            workspace = self._opened.workspace
            self._out.tasks.vault(workspace.close, lambda _: self._end(), self)
        else:
            self._end()

    def _end(self) -> None:
        self._keep_settings(window=self._frame.kept_place())
        self._frame.close_now()

    def _keep_settings(self, **changed: object) -> None:
        try:
            self._out.settings.change(**changed)
        except AttuneError as error:
            self._out.log.write(Event.NOT_SAVED, kind=type(error).__name__)


def _nothing(_: object) -> None:
    pass
