"""The one door for every question that stands over a page, so that all can be closed at once at lock."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from pathlib import Path

import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QWidget

from ui.kit.sheet import Sheet
from ui.kit.words import Label
from ui.theme.theme import Theme

Finished = Callable[[int], None]


class Dialogs:
    """Opens sheets without blocking, asks for files and folders, and knows what is open."""

    def __init__(self, theme: Theme) -> None:
        self.theme = theme
        self._open: list[QDialog] = []
        self._answers: deque[object] = deque()
        self.always: dict[str, Callable[[], None]] = {}
        """Keys that work over every sheet, such as "Ctrl+L"; Qt keeps those of the window below from it."""

    @property
    def shown(self) -> tuple[QDialog, ...]:
        """What is open now, the newest last."""
        self._open = [one for one in self._open if shiboken6.isValid(one)]
        return tuple(self._open)

    def answer_next(self, value: object) -> None:
        """Answer the next question with `value`, which is then not shown: a path, or 1 for yes and 0 for no."""
        self._answers.append(value)

    def open(self, dialog: QDialog, then: Finished | None = None) -> None:
        """Show a sheet over its window; `then` is told how it ended. The sheet is let go afterwards."""
        if dialog.parentWidget() is None and (window := QApplication.activeWindow()) is not None:
            dialog.setParent(window, dialog.windowFlags())
        if self._answers and isinstance(self._answers[0], int):
            code = int(self._answers.popleft())  # type: ignore[call-overload]
            dialog.deleteLater()
            if then is not None:
                then(code)
            return
        dialog.setWindowModality(Qt.WindowModality.WindowModal)
        for keys, act in self.always.items():
            QShortcut(QKeySequence(keys), dialog).activated.connect(act)
        self._open.append(dialog)
        dialog.finished.connect(lambda code: self._ended(dialog, code, then))
        dialog.open()

    def confirm(
        self,
        parent: QWidget | None,
        title: str,
        words: str,
        yes: str,
        then: Callable[[], None],
        *,
        danger: bool = False,
    ) -> None:
        """Ask before something that cannot be taken back; `then` only follows a yes."""
        sheet = Sheet(self.theme, title, yes, parent, danger=danger)
        sheet.column.addWidget(Label(words, wrap=True))
        sheet.yes_requested.connect(sheet.accept)
        self.open(sheet, lambda code: then() if code else None)

    def close_all(self) -> None:
        """Call off everything that is open."""
        for dialog in reversed(self.shown):
            dialog.reject()

    def choose_folder(self, parent: QWidget | None, title: str, start: Path) -> str:
        """A folder that exists, or "" when called off."""
        dialog = QFileDialog(parent, title, str(start))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        return self._ask(dialog)

    def save_file(self, parent: QWidget | None, title: str, start: Path, kinds: str) -> str:
        """Where a file shall be written, or ""; `kinds` is as "PDF (*.pdf)"."""
        dialog = QFileDialog(parent, title, str(start.parent), kinds)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(start.suffix.lstrip("."))
        dialog.selectFile(start.name)
        return self._ask(dialog)

    def choose_file(self, parent: QWidget | None, title: str, start: Path, kinds: str) -> str:
        """A file that exists, or ""."""
        dialog = QFileDialog(parent, title, str(start), kinds)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        return self._ask(dialog)

    def _ask(self, dialog: QFileDialog) -> str:
        """The one question that blocks: the desktop's own dialog; `close_all` ends it too."""
        try:
            if self._answers:
                return str(self._answers.popleft() or "")
            if QGuiApplication.platformName() == "offscreen":
                return ""  # nobody is there to answer
            self._open.append(dialog)
            chosen = dialog.selectedFiles() if dialog.exec() else []
            dialog.setHistory([])  # Qt would write visited folders into a file of its own
            return chosen[0] if chosen else ""
        finally:
            self._forget(dialog)

    def _ended(self, dialog: QDialog, code: int, then: Finished | None) -> None:
        self._forget(dialog)
        if then is not None:
            then(code)

    def _forget(self, dialog: QDialog) -> None:
        self._open = [one for one in self._open if one is not dialog]
        if shiboken6.isValid(dialog):
            dialog.deleteLater()
