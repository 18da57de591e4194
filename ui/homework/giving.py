"""A sheet leaves on paper or as a file, and the vault notes that it was given."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from therapist_app.homework.model import Assignment
from therapist_app.kernel.changes import Done
from therapist_app.kernel.errors import AttuneError
from ui.homework.facts import HomeworkFacts
from ui.homework.given_words import file_name
from ui.homework.outlet import Outlet, saved_words, sent_words
from ui.homework.typesetter import WantedSheet

if TYPE_CHECKING:
    from ui.kit.context import Context


class Giving(QObject):
    """Prints or saves one sheet at a time.

    given(Changes, str, str)   it is noted (no changes if it was noted before): words, and a warning or ""
    trouble(str)               it did not leave
    not_kept(AttuneError)      it left, but could not be noted
    """

    given = Signal(object, str, str)
    trouble = Signal(str)
    not_kept = Signal(object)

    def __init__(self, ctx: Context, window: QWidget) -> None:
        super().__init__(window)
        self._ctx = ctx
        self._leaving: tuple[WantedSheet, HomeworkFacts] | None = None
        self.outlet = Outlet(ctx, window)
        self.outlet.printed.connect(self._printed)
        self.outlet.saved.connect(self._saved)
        self.outlet.trouble.connect(self.trouble)

    @property
    def busy(self) -> bool:
        """Whether a sheet is leaving now."""
        return self.outlet.busy

    def print(self, sheet: WantedSheet, facts: HomeworkFacts, pdf: bytes) -> None:
        """Print a sheet that was laid out."""
        self._leaving = sheet, facts
        self.outlet.print(pdf, f"Attune {sheet.key}")

    def save(self, sheet: WantedSheet, facts: HomeworkFacts, pdf: bytes) -> None:
        """Save a sheet that was laid out."""
        self._leaving = sheet, facts
        self.outlet.save(pdf, file_name(sheet.key, facts.today))

    def _printed(self, pages: int) -> None:
        self._note(sent_words(pages), "")

    def _saved(self, path: Path) -> None:
        self._note("PDF saved", saved_words(path))

    def _note(self, words: str, warning: str) -> None:
        """Record that it was given; a second print of the same sheet is no second sheet."""
        if self._leaving is None:
            return
        sheet, facts = self._leaving
        self._leaving = None
        whom = facts.names(sheet.holder)
        if facts.given_today(sheet.key, sheet.holder, sheet.review_on):
            self.given.emit(None, f"{words} again, for {whom}", warning)
            return
        homework = self._ctx.workspace.homework

        def kept(done: Done[Assignment]) -> None:
            self.given.emit(done.changes, f"{words}, and noted as given to {whom}", warning)

        def failed(error: AttuneError) -> None:
            self.not_kept.emit(error)

        self._ctx.tasks.vault(
            lambda: homework.give(
                sheet.couple_id,
                sheet.key,
                holder=sheet.holder,
                review_on=sheet.review_on,
                override_reason=sheet.override_reason,
            ),
            kept,
            self,
            failed,
        )
