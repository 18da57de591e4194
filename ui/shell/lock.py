"""Locking, as a sequence: no step is skipped, and each begins when the one before it has ended."""

from __future__ import annotations

import gc
import re
import sys
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from therapist_app.kernel.errors import AttuneError
from therapist_app.logs import Event
from ui.kit.clipboard import clear_copies
from ui.shell.curtain import Curtain
from ui.shell.opening import DISCREET, PLACE, Opened

if TYPE_CHECKING:
    from therapist_app.workspace import Workspace
    from ui.kit.page import Page
    from ui.kit.tasks import Tasks
    from ui.shell.frame import Frame
    from ui.shell.outside import Outside
    from ui.shell.window import MainWindow

_PATIENCE_MS = 20_000  # for text that is still on its way to a slow disk
_UNCUT_SECONDS = 20.0  # for a file or a print that someone asked for
_LOOK_MS = 20
_TURN_SECONDS, _USUAL_TURN_SECONDS = 0.0002, 0.005


class LockSequence(QObject):
    """Settle drafts, cancel jobs, close dialogs, clear the clipboard, remember the place, drop the pages,
    close the vault and forget its keys. `covered` comes first: from then on nothing may be seen.
    """

    covered = Signal()
    unsaved = Signal()  # some text could not be kept; the sequence waits for `go_on` or `give_up`
    finished = Signal()

    def __init__(
        self, window: MainWindow, workspace: Workspace, outside: Outside, reason: str, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._window = window
        self._workspace = workspace
        self._outside = outside
        self._reason = reason
        self._waiting: list[Page] = []
        self._all_kept = True
        self._began = time.monotonic()
        self._limit = QTimer(self, singleShot=True, interval=_PATIENCE_MS)
        self._limit.timeout.connect(self._not_kept)

    def start(self) -> None:
        """Begin; each page is asked to write what it holds."""
        take_turns_quickly()
        self._place = self._window.place()
        self._discreet = self._window.discreet
        self.covered.emit()
        self._outside.dialogs.close_all()
        self.settle()

    def settle(self) -> None:
        """Ask every page for its drafts; also the way to try again after `unsaved`."""
        self._all_kept = True
        self._waiting = list(self._window.pages)
        if not self._waiting:
            self.go_on()
            return
        self._limit.start()
        for page in list(self._waiting):
            page.settle(self._settled_by(page))

    def _settled_by(self, page: Page) -> Callable[..., None]:
        def settled(worked: bool = True) -> None:
            if page in self._waiting:
                self._waiting.remove(page)
                self._all_kept = self._all_kept and worked
                if not self._waiting:
                    self._limit.stop()
                    self._keep_unfinished() if self._all_kept else self._not_kept()

        return settled

    def _keep_unfinished(self) -> None:
        """A form that is still open lies in the place: words in it must be kept before the pages go."""
        place, practice = self._place, self._workspace.practice
        if not place.extra.keys() & {"new", "change", "typed"}:
            self.go_on()
            return
        self._outside.tasks.vault(
            lambda: practice.remember(PLACE, place.to_json()),
            lambda _: self.go_on(),
            self,
            lambda _: self._not_kept(),
        )

    def _not_kept(self) -> None:
        self._waiting = []
        self.unsaved.emit()

    def go_on(self) -> None:
        """Everything is kept, or the person said to lock all the same."""
        self._outside.tasks.next_epoch()
        self._outside.dialogs.close_all()
        clear_copies()
        self._window.drop_pages()
        self._outside.tasks.vault(self._close_vault, self._closed, self, self._closed)

    def _close_vault(self) -> None:
        try:
            self._workspace.practice.remember(PLACE, self._place.to_json())
            self._workspace.practice.remember(DISCREET, value=self._discreet)
            self._workspace.backups.at_lock()
        except AttuneError:
            pass  # a place that cannot be kept must not keep the vault open
        finally:
            close_locked(self._workspace)

    def _closed(self, _: object) -> None:
        self._outside.tasks.next_epoch()  # a page may have asked for something on its way out
        when_uncut(self._outside.tasks, self._end, self)

    def _end(self) -> None:
        milliseconds = round((time.monotonic() - self._began) * 1000)
        self._outside.log.write(Event.LOCKED, reason=self._reason, milliseconds=milliseconds)
        self.finished.emit()
        QTimer.singleShot(0, forget_all)  # after the window that goes now


class TurningBack(QObject):
    """A lock before anybody is in: what is being opened is let go, what is open behind recovery words is closed."""

    finished = Signal()

    def __init__(self, frame: Frame, opened: Opened | None, outside: Outside, parent: QObject) -> None:
        super().__init__(parent)
        self._frame, self._opened, self._outside = frame, opened, outside
        self._limit = QTimer(self, singleShot=True)
        self._limit.timeout.connect(self._end)

    def start(self, milliseconds: int) -> None:
        """Cover what is shown, then close; the end comes after so many milliseconds at the latest.

        The vault's thread takes one thing after the other. So what is being opened now has been delivered, and
        sent to be closed, when the first errand comes back; and is closed when the second does.
        """
        take_turns_quickly()
        tasks, opened = self._outside.tasks, self._opened
        tasks.next_epoch()
        self._outside.dialogs.close_all()
        self._frame.hold(Curtain(self._outside.theme, self._frame))
        clear_copies()
        self._limit.start(milliseconds)
        if opened is not None:
            tasks.vault(lambda: close_locked(opened.workspace))
        tasks.vault(_nothing, lambda _: tasks.vault(_nothing, lambda _: self._end(), self), self)

    def _end(self) -> None:
        self._limit.stop()
        self.finished.emit()
        QTimer.singleShot(0, forget_all)


def close_locked(workspace: Workspace) -> None:
    """Tell the history of the lock, and close the vault whatever comes."""
    from therapist_app.vault.audit import Event as Told

    try:
        workspace.vault.note_event(Told.LOCKED)
    except AttuneError:
        pass  # a full disk must not keep the vault open
    finally:
        workspace.close()


def when_uncut(tasks: Tasks, then: Callable[[], None], owner: QObject) -> None:
    """Go on when no file or print is half done, or when that takes too long."""
    deadline = time.monotonic() + _UNCUT_SECONDS

    def look() -> None:
        if tasks.may_be_cut or time.monotonic() > deadline:
            then()
        else:
            QTimer.singleShot(_LOOK_MS, owner, look)

    look()


def _nothing() -> None:
    pass


def take_turns_quickly() -> None:
    """Let no work that is dropped anyway, such as a PDF half laid out, hold up the lock by Python's turns of 5 ms."""
    sys.setswitchinterval(_TURN_SECONDS)


def forget_all() -> None:
    """Let go of names and texts that outlive their page: in rings of references, which nobody clears while the app
    stands still, and in the patterns that Python keeps for the next search.
    """
    sys.setswitchinterval(_USUAL_TURN_SECONDS)
    re.purge()
    gc.unfreeze()  # what was there when the practice opened is looked at too
    gc.collect()
