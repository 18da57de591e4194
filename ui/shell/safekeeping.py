"""Watches over what is not saved: the bars that say so, room on the disk, and copies of text elsewhere."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from therapist_app.kernel.errors import AttuneError
from therapist_app.vault.space import Room, room_of
from ui.kit.bar import Bar
from ui.shell.failure_bar import FailureBar
from ui.shell.put_back_sheet import PutBackSheet

if TYPE_CHECKING:
    from therapist_app.kernel.changes import Changes
    from therapist_app.sessions.copies import FoundCopy, UnsavedText
    from ui.kit.context import Context

_FIRST_LOOK_MS = 3_000  # after the first page has had its turn
_EVERY_MS = 60_000
_KINDS = "Copies of text (*.attunedraft)"
_READ_ONLY = (
    "This practice can only be read, because its disk or folder is read-only. What you write cannot be saved."
)


class Safekeeping(QObject):
    """One for each open window; its bars lie above the pages."""

    message = Signal(str)
    put_back = Signal(object)  # Changes
    all_kept = Signal()
    addition_wanted = Signal(object)  # FoundText of a note that was signed since

    def __init__(self, ctx: Context, window: QWidget) -> None:
        super().__init__(window)
        self._ctx, self._window = ctx, window
        self.failure = FailureBar(ctx.theme, ctx.unsaved)
        self.room = Bar(ctx.theme, "triangle-alert", "warn")
        self.room.setObjectName("room_bar")
        self._look_again = self.room.add_button("Look again", "refresh")
        self.waiting = Bar(ctx.theme, "file", "info")
        self.waiting.setObjectName("copy_bar")
        self._put = self.waiting.add_button("Look at it", "return")
        self._later = self.waiting.add_button("Not now", kind="quiet")
        self.failure.copy_requested.connect(lambda: self.save_copy())
        self.failure.reopen_requested.connect(self._reopen)
        self._look_again.clicked.connect(self._reopen)
        self._put.clicked.connect(lambda: self.open_copy(Path(ctx.settings.values.copy)))
        self._later.clicked.connect(self._forget_copy)
        ctx.unsaved.changed.connect(self._show_failure)
        self._timer = QTimer(self, interval=_EVERY_MS)
        self._timer.timeout.connect(self.look)

    @property
    def bars(self) -> tuple[Bar, ...]:
        """From the top down."""
        return self.failure, self.room, self.waiting

    def start(self) -> None:
        """Say what is known already, and look at the disk now and then."""
        self._show_room(None)
        self._offer_copy()
        QTimer.singleShot(_FIRST_LOOK_MS, self, self.look)
        self._timer.start()

    def stop(self) -> None:
        """The lock has begun."""
        self._timer.stop()

    # Not saved

    def _show_failure(self) -> None:
        self.failure.show_now(was_replaced=self._ctx.workspace.vault.writes.file.was_replaced)
        if not self._ctx.unsaved.sentence:
            self.all_kept.emit()

    def _reopen(self) -> None:
        """Go on with the file that lies there now; what was not saved is saved then."""
        vault = self._ctx.workspace.vault

        def opened(_: object) -> None:
            self._show_room(None)
            self._ctx.unsaved.retry()

        self._ctx.tasks.vault(vault.reopen, opened, self, lambda error: self.message.emit(error.whole))

    # Room

    def look(self) -> None:
        """Keep room in reserve while there is plenty, and say when there is little."""
        vault = self._ctx.workspace.vault

        def work() -> Room | None:
            if not vault.read_only:
                vault.writes.ballast.make()
            return room_of(vault.folder)

        self._ctx.tasks.cpu(work, self._show_room, self)

    def _show_room(self, room: Room | None) -> None:
        read_only = self._ctx.workspace.vault.read_only
        self._look_again.setVisible(read_only)
        self.room.say(_READ_ONLY if read_only else short_words(room))

    # Copies elsewhere

    def save_copy(self, then: Callable[[bool], None] | None = None) -> None:
        """Ask for a folder and put an encrypted copy of all unsaved text there; `then` hears whether it is."""
        texts: list[UnsavedText] = list(self._ctx.unsaved.texts)  # type: ignore[arg-type]  # kit knows no noun
        chosen = self._ctx.dialogs.choose_folder(
            self._window, "Where to put an encrypted copy of your text", Path.home()
        )
        if not chosen or not texts:
            if then:
                then(False)
            return
        copies = self._ctx.workspace.copies

        def written(path: Path) -> None:
            self._remember(str(path))
            self.message.emit("An encrypted copy of your text is saved")
            if then:
                then(True)

        def failed(error: AttuneError) -> None:
            self.message.emit(f"No copy was made. {error.whole}")
            if then:
                then(False)

        self._ctx.tasks.cpu(lambda: copies.write(Path(chosen), texts), written, self, failed)

    def choose_copy(self) -> None:
        """Ask for a copy that lies somewhere, and show what is in it."""
        known = Path(self._ctx.settings.values.copy)
        start = known.parent if known.parts else Path.home()
        chosen = self._ctx.dialogs.choose_file(self._window, "Open a copy of your text", start, _KINDS)
        if chosen:
            self.open_copy(Path(chosen))

    def open_copy(self, path: Path) -> None:
        """Show a copy beside what the vault has, and put it back if asked to."""
        copies = self._ctx.workspace.copies
        self._ctx.tasks.vault(
            lambda: copies.find(path), lambda found: self._ask(path, found), self, self._not_found
        )

    def _ask(self, path: Path, found: FoundCopy) -> None:
        sheet = PutBackSheet(self._ctx, found, self._window)
        sheet.yes_requested.connect(lambda: self._put_back(path, sheet))
        self._ctx.dialogs.open(sheet)

    def _put_back(self, path: Path, sheet: PutBackSheet) -> None:
        copies = self._ctx.workspace.copies
        sheet.set_busy(True)

        def done(changes: Changes) -> None:
            sheet.accept()
            if sheet.puts_back:
                self.message.emit("The text is back in its note")
                self.put_back.emit(changes)
            if sheet.signed is not None:  # the copy stays until this is signed too, or no longer wanted
                self.addition_wanted.emit(sheet.signed)
            else:
                self._forget_copy()

        self._ctx.tasks.vault(
            lambda: copies.put_back(path), done, sheet, lambda error: sheet.refuse(error.whole)
        )

    def _not_found(self, error: AttuneError) -> None:
        self.message.emit(error.whole)

    def _offer_copy(self) -> None:
        kept = self._ctx.settings.values.copy
        where = Path(kept).parent.name if kept else ""
        self.waiting.say(
            f"Text that could not be saved lies in an encrypted copy in {where}." if kept else ""
        )

    def _forget_copy(self) -> None:
        self._remember("")
        self.waiting.say("")

    def _remember(self, path: str) -> None:
        with contextlib.suppress(AttuneError):  # "Put back a copy of text" finds it all the same
            self._ctx.settings.change(copy=path)


def short_words(room: Room | None) -> str:
    """How little room is left, in whole megabytes; "" while there is enough or nothing is known."""
    if room is None or not room.is_short:
        return ""
    return (
        f"Only {room.free // 1_000_000} MB are free on the disk with your practice. "
        "Make room soon, so that Attune can go on saving and backing up."
    )
