"""What can be done with handouts of the practice's own: begin, copy, import, share, like, remove."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QStandardPaths, Signal
from PySide6.QtWidgets import QWidget

from therapist_app.documents.file_names import safe_name
from therapist_app.documents.save import Saved, save_file
from therapist_app.kernel.changes import Changes, Done
from therapist_app.kernel.errors import AttuneError
from ui.kit.context import Context

_KINDS = "Handouts (*.md)"
_IMPORTED = (
    "It is one of your own now. Look it over: where one partner is afraid it waits until you say otherwise."
)


class OwnActs(QObject):
    """Each act tells what changed; those that make a sheet lead to its editor.

    written(str)             the key of a sheet to be written now
    changed(Changes)         own sheets or favourites are others
    said(str, callable|None) a word in passing, with its undo
    refused(str)             why it did not work
    """

    written = Signal(str)
    changed = Signal(object)
    said = Signal(str, object)
    refused = Signal(str)

    def __init__(self, ctx: Context, window: QWidget) -> None:
        super().__init__(window)
        self._ctx, self._window = ctx, window

    def begin(self) -> None:
        """A new sheet."""
        own = self._ctx.workspace.homework.own
        self._make(lambda: own.begin("A new sheet"))

    def copy(self, key: str) -> None:
        """A sheet of one's own with the words of this one."""
        homework = self._ctx.workspace.homework
        self._make(lambda: homework.own.copy(homework.handout(key)))

    def take_in(self) -> None:
        """Choose a file that someone shared, and import it."""
        chosen = self._ctx.dialogs.choose_file(self._window, "Import a handout", _documents(), _KINDS)
        if chosen:
            own = self._ctx.workspace.homework.own
            self._make(lambda: own.take_in(Path(chosen)), _IMPORTED)

    def share(self, key: str, title: str) -> None:
        """Write an own sheet as one file that others can import."""
        name = safe_name(title, ".md", "handout")
        chosen = self._ctx.dialogs.save_file(self._window, "Share this handout", _documents() / name, _KINDS)
        if not chosen:
            return
        own = self._ctx.workspace.homework.own

        def write(data: bytes) -> None:
            self._ctx.tasks.whole(
                lambda: save_file(Path(chosen), data, ".md"), self._shared, self, self._failed
            )

        self._ctx.tasks.vault(lambda: own.shared(key), write, self, self._failed)

    def like(self, key: str, *, liked: bool) -> None:
        """Put a sheet among the favourites, or take it away from there."""
        own = self._ctx.workspace.homework.own
        self._ctx.tasks.vault(
            lambda: own.set_favourite(key, liked=liked), self.changed.emit, self, self._failed
        )

    def remove(self, key: str) -> None:
        """Remove an own sheet; it lies in the trash."""
        trash = self._ctx.workspace.trash

        def gone(done: Done[str]) -> None:
            self.changed.emit(done.changes)
            self.said.emit("Removed. It lies in the trash", lambda: self._restore(done.value))

        self._ctx.tasks.vault(lambda: trash.remove_own_sheet(key), gone, self, self._failed)

    def _restore(self, entry_id: str) -> None:
        trash = self._ctx.workspace.trash
        self._ctx.tasks.vault(lambda: trash.restore(entry_id), self.changed.emit, self, self._failed)

    def _make(self, make: Callable[[], Done[str]], words: str = "") -> None:
        def made(done: Done[Any]) -> None:
            changes: Changes = done.changes
            self.changed.emit(changes)
            if words:
                self.said.emit(words, None)
            self.written.emit(done.value)

        self._ctx.tasks.vault(make, made, self, self._failed)

    def _shared(self, saved: Saved) -> None:
        words = f"{saved.path.name} is written. It holds the words of the sheet and nothing of any couple."
        self.said.emit(f"{words} {saved.warning}".strip(), None)

    def _failed(self, error: AttuneError) -> None:
        self.refused.emit(error.whole)


def _documents() -> Path:
    places = QStandardPaths.StandardLocation.DocumentsLocation
    return Path(QStandardPaths.writableLocation(places) or Path.home())
