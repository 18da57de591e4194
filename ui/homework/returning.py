"""A filled sheet comes back: chosen or dropped, read apart, looked at, and taken in; or refused with a sentence."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QStandardPaths, Signal
from PySide6.QtWidgets import QWidget

from therapist_app.couples.service import CoupleFile
from therapist_app.documents.filled import Filled, read_filled
from therapist_app.homework.model import ReturnedSheet
from therapist_app.homework.returns import Came, TakenIn
from therapist_app.kernel.changes import Changes, Done
from therapist_app.kernel.errors import AttuneError
from ui.homework.answers_sheet import AnswersSheet, SheetWords, words_of_came, words_of_taken
from ui.kit.discreet import spoken_name

if TYPE_CHECKING:
    from ui.kit.context import Context

_TITLE = "Take in a filled sheet"
_HIDDEN = "Names are hidden. Show them first (Ctrl+Shift+D): a filled sheet is full of them."


class Returning(QObject):
    """Takes in one sheet at a time.

    changed(Changes)      what was kept
    message(str, undo)    what became of it; `undo` takes it back, or is None
    """

    changed = Signal(object)
    message = Signal(str, object)

    def __init__(self, ctx: Context, window: QWidget, discreet: Callable[[], bool]) -> None:
        super().__init__(window)
        self._ctx = ctx
        self._window = window
        self._discreet = discreet
        self._busy = False
        self.sheet: AnswersSheet | None = None

    def choose(self, couple_id: str = "") -> None:
        """Ask for the file, then take it in; with a couple that is open it must be that couple's."""
        if self._held_back():
            return
        places = QStandardPaths.StandardLocation.DownloadLocation
        folder = Path(QStandardPaths.writableLocation(places) or Path.home())
        chosen = self._ctx.dialogs.choose_file(self._window, _TITLE, folder, "PDF (*.pdf)")
        if chosen:
            self.take(Path(chosen), couple_id)

    def take(self, path: Path, couple_id: str = "") -> None:
        """Read a file that came back and show what it says; nothing changes before that is approved."""
        if self._held_back():
            return
        self._busy = True
        returns = self._ctx.workspace.returns
        self._ctx.tasks.layout(  # what can open it is read from the vault, the file apart from it
            lambda: partial(read_filled, path, returns.passwords()),
            lambda filled: self._look(filled, couple_id),
            self,
            self._failed,
        )

    def reread(self, returned_id: str) -> None:
        """Show what was taken in before, to be read."""
        if self._held_back():
            return
        workspace = self._ctx.workspace

        def read() -> tuple[TakenIn, CoupleFile]:
            taken = workspace.returns.get(returned_id)
            return taken, workspace.couples.get(taken.returned.couple_id)

        self._ctx.tasks.vault(read, lambda found: self._show_taken(*found), self, self._failed)

    def _held_back(self) -> bool:
        """Whether nothing can be shown now; says why."""
        if self._discreet():
            self.message.emit(_HIDDEN, None)
        return self._discreet() or self._busy

    def _look(self, filled: Filled, couple_id: str) -> None:
        workspace = self._ctx.workspace

        def look() -> tuple[Came, CoupleFile]:
            came = workspace.returns.look(filled, couple_id)
            return came, workspace.couples.get(came.file.couple_id)

        self._ctx.tasks.vault(look, lambda found: self.review(*found), self, self._failed)

    def review(self, came: Came, file: CoupleFile) -> None:
        """Show what a sheet says; it is taken in when that is approved."""
        self._busy = False
        sheet = self._open(words_of_came(came, self._names(file)), "Take in", ask_read=True)
        sheet.yes_requested.connect(lambda: self._take_in(came, sheet))

    def _show_taken(self, taken: TakenIn, file: CoupleFile) -> None:
        waits = taken.returned.read_on is None
        words = words_of_taken(taken, self._names(file), self._ctx.workspace.clock.today())
        sheet = self._open(words, "Mark as read" if waits else "Close", ask_read=False)
        keep = (lambda: self._mark_read(taken.returned.id, sheet)) if waits else sheet.accept
        sheet.yes_requested.connect(keep)

    def _open(self, words: SheetWords, yes: str, *, ask_read: bool) -> AnswersSheet:
        self.sheet = AnswersSheet(self._ctx.theme, words, yes, self._window, ask_read=ask_read)
        self._ctx.dialogs.open(self.sheet, lambda _: self._closed())
        return self.sheet

    def _closed(self) -> None:
        self.sheet = None

    def _names(self, file: CoupleFile) -> tuple[str, str]:
        discreet = self._discreet()
        return spoken_name(file.called("a"), discreet=discreet), spoken_name(
            file.called("b"), discreet=discreet
        )

    def _take_in(self, came: Came, sheet: AnswersSheet) -> None:
        returns, read = self._ctx.workspace.returns, sheet.read.isChecked()
        sheet.set_busy(True)

        def kept(done: Done[ReturnedSheet]) -> None:
            sheet.accept()
            self.changed.emit(done.changes)
            waits = "" if done.value.read_on else ". Its words wait on Today to be read"
            self.message.emit(f"Taken in{waits}", lambda: self._take_back(done.value.id))

        self._ctx.tasks.vault(
            lambda: returns.take_in(came, read=read), kept, self, lambda error: sheet.refuse(error.whole)
        )

    def _mark_read(self, returned_id: str, sheet: AnswersSheet) -> None:
        returns = self._ctx.workspace.returns
        sheet.set_busy(True)

        def kept(done: Done[ReturnedSheet]) -> None:
            sheet.accept()
            self.changed.emit(done.changes)

        self._ctx.tasks.vault(
            lambda: returns.mark_read(returned_id), kept, self, lambda error: sheet.refuse(error.whole)
        )

    def _take_back(self, returned_id: str) -> None:
        """Undo taking it in: its answers and the check-ins that it made go."""
        returns = self._ctx.workspace.returns

        def gone(changes: Changes) -> None:
            self.changed.emit(changes)
            self.message.emit("Not taken in any more. The file can be taken in again", None)

        self._ctx.tasks.vault(lambda: returns.take_back(returned_id), gone, self, self._failed)

    def _failed(self, error: AttuneError) -> None:
        self._busy = False
        self.message.emit(error.whole, None)
