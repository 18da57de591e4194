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
    from ui.shell.lock import LockSequence, TurningBack
    from ui.shell.outside import Outside
    from ui.shell.renewal import Renew
    from ui.shell.setting_up import SettingUp
    from ui.shell.window import MainWindow
    from ui.unlock.page import UnlockPage

SESSION_ENDS = "session"  # the reason for a lock after which no new process may begin
_PATIENCE_MS = 3_000  # for a draft that is kept while something has gone wrong
# For a practice that is just being opened when the lock comes: it is closed, or ends with the process.
_ALONE_MS, _REPLACED_MS = 20_000, 500


class Doorway(QObject):
    """Decides what the frame holds, and opens and locks the practice."""

    opening = Signal()  # a secret was given, or a practice is being made
    opened = Signal(object)  # MainWindow
    locked = Signal()
    practice_changed = Signal(object)  # Path: the practice that the window is now about

    def __init__(self, frame: Frame, outside: Outside, renew: Renew | None = None) -> None:
        """`renew` replaces the program at each lock; without it the lock ends in the same process."""
        super().__init__(frame)
        from ui.shell.awake_clock import since_boot

        self._frame = frame
        self._out = outside
        self._become_anew = renew
        self._patience = Patience(since_boot)
        self._folder = Path()
        self._unlocking: Unlocking | None = None
        self._setting_up: SettingUp | None = None
        self._window: MainWindow | None = None
        self._opened: Opened | None = None
        self._locking: LockSequence | TurningBack | None = None
        self._quitting = False
        self._reason = self._owed = ""
        frame.first_painted.connect(self._warm_up)
        # Queued: Qt does not close a window for the second time while it still asks it the first time.
        frame.close_requested.connect(self.quit, Qt.ConnectionType.QueuedConnection)
        outside.settings.when_changed(self._settings_changed)
        outside.tasks.unwanted.connect(self._close_unwanted)

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
        self._out.tasks.next_epoch()  # another practice that was being opened is not wanted any more
        self._folder = folder
        unlocking = Unlocking(self._out, self._patience, folder, self)
        unlocking.held.connect(self._holds)
        unlocking.ready.connect(self._enter)
        page = unlocking.page
        page.other_requested.connect(self._choose_other)
        page.new_requested.connect(self.set_up)
        for given in (page.passphrase_given, page.words_given):
            given.connect(self.opening)
        self._unlocking, self._setting_up = unlocking, None
        self._frame.hold(page)
        page.focus_first()
        self.practice_changed.emit(folder)
        if self._frame.was_painted:
            unlocking.look_for_keyring()

    def _holds(self, opened: Opened) -> None:
        """It is open behind the words that are still to be typed back: quitting closes it."""
        self._opened = opened

    def set_up(self) -> None:
        """Show the first run."""
        from ui.shell.setting_up import SettingUp

        self._out.tasks.next_epoch()
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
        self.opening.emit()
        if self._owed:
            self.lock(self._owed)

    def _warm_up(self) -> None:
        self._out.tasks.cpu(warm_up, _nothing, self)
        if self._unlocking is not None:
            self._unlocking.look_for_keyring()

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
        self.practice_changed.emit(self._folder)
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

    @property
    def holds_anything(self) -> bool:
        """Whether something is open, being opened or half typed that a lock has to clear."""
        page = self.unlock_page
        return self._opened is not None or self._locking is not None or (page is not None and page.is_touched)

    def lock(self, reason: str = "asked") -> None:
        """Begin to lock; does nothing while locked or locking. What is only being opened is closed again."""
        if self._setting_up is not None and self._setting_up.is_making:
            self._owed = reason  # half a practice is none: when it is made, it is locked
        if self._locking is not None or not self.holds_anything:
            return
        self._keep_settings(window=self._frame.kept_place())
        self._reason = reason
        if self._window is None or self._opened is None:
            self._turn_back()
        else:
            self._lock_window(self._window, self._opened)

    def _lock_window(self, window: MainWindow, opened: Opened) -> None:
        from ui.shell.lock import LockSequence

        self._locking = LockSequence(window, opened.workspace, self._out, self._reason, self)
        self._locking.covered.connect(window.cover)
        self._locking.unsaved.connect(window.say_unsaved)
        self._locking.finished.connect(self._is_locked)
        window.retry_requested.connect(self._locking.settle)
        window.give_up_requested.connect(self._locking.go_on)
        self._locking.start()

    def _turn_back(self) -> None:
        from ui.shell.lock import TurningBack

        self._locking = TurningBack(self._frame, self._opened, self._out, self)
        self._locking.finished.connect(self._is_locked)
        self._unlocking = self._setting_up = None
        self._locking.start(_ALONE_MS if self._become_anew is None else _REPLACED_MS)

    def _close_unwanted(self, result: object) -> None:
        """A practice was opened too late: a lock or another page came first."""
        opened = getattr(result, "opened", result)
        if isinstance(opened, Opened):
            self._out.tasks.vault(opened.workspace.close)

    def look_at_clock(self) -> None:
        """The computer was asleep: see at once whether the time without a key is over."""
        if self._window is not None:
            self._window.look_at_clock()

    def _is_locked(self) -> None:
        if self._locking is not None:
            self._locking.deleteLater()
        self._locking = self._window = self._opened = None
        self._frame.menuBar().clear()
        self._frame.menuBar().setVisible(False)
        if self._quitting:
            self._end()
            return
        if self._become_anew is not None and self._reason != SESSION_ENDS:
            self._replace(self._become_anew)
        self.show_unlock(self._folder)
        self.locked.emit()

    def _replace(self, renew: Renew) -> None:
        """From here a new process goes on; where the system refuses, this one does."""
        try:
            renew(self._folder, self._frame.stance())
        except OSError as error:
            self._out.log.write(Event.NOT_REPLACED, kind=type(error).__name__)

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
        if self._unlocking is not None:
            self._unlocking.call_off()
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
