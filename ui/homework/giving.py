"""A sheet leaves on paper or as a file, the vault notes that it was given and looked at, and takes that back."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from therapist_app.homework.model import Assignment, Holder
from therapist_app.homework.outcome import SheetOutcome
from therapist_app.kernel.changes import Done
from therapist_app.kernel.errors import AttuneError, InputError
from ui.homework.facts import HomeworkFacts
from ui.homework.given_words import file_name
from ui.homework.outlet import Outlet, saved_words, sent_words
from ui.homework.password_sheet import PasswordSheet
from ui.homework.typesetter import WantedSheet

if TYPE_CHECKING:
    from therapist_app.documents.save import Saved
    from therapist_app.homework.returns import FillableSheet, Given
    from ui.kit.context import Context

Undo = Callable[[], None]


class Giving(QObject):
    """Prints or saves one sheet at a time.

    given(Changes, str, str, Undo)   it is noted: words, a warning or "", and what takes the note back;
                                     no changes and no undo if it was noted before
    noted(Changes, str, Undo)        something was noted about a sheet that was given
    trouble(str)                     it did not leave
    not_kept(AttuneError)            it could not be noted
    """

    given = Signal(object, str, str, object)
    noted = Signal(object, str, object)
    trouble = Signal(str)
    not_kept = Signal(object)

    def __init__(self, ctx: Context, window: QWidget) -> None:
        super().__init__(window)
        self._ctx = ctx
        self._window = window
        self._leaving: tuple[WantedSheet, HomeworkFacts] | None = None
        self._file: FillableSheet | None = None  # what is leaving is this file to fill in
        self._laying_out = False
        self.outlet = Outlet(ctx, window)
        self.outlet.printed.connect(self._printed)
        self.outlet.saved.connect(self._saved)
        self.outlet.trouble.connect(self.trouble)

    @property
    def busy(self) -> bool:
        """Whether a sheet is leaving now."""
        return self.outlet.busy or self._laying_out

    def print(self, sheet: WantedSheet, facts: HomeworkFacts, pdf: bytes) -> None:
        """Print a sheet that was laid out."""
        self._leaving, self._file = (sheet, facts), None
        self.outlet.print(pdf, f"Attune {sheet.key}")

    def save(self, sheet: WantedSheet, facts: HomeworkFacts, pdf: bytes) -> None:
        """Save a sheet that was laid out."""
        self._leaving, self._file = (sheet, facts), None
        self.outlet.save(pdf, file_name(sheet.key, facts.today))

    def save_fillable(self, sheet: WantedSheet, facts: HomeworkFacts) -> None:
        """Lay a sheet out as a file to fill in, and save that; one for a partner alone may have a password."""
        if sheet.holder == Holder.BOTH:
            self._lay_out_fillable(sheet, facts, "", None)
            return
        asked = PasswordSheet(self._ctx.theme, facts.names(sheet.holder), self._window)
        asked.yes_requested.connect(
            lambda: self._lay_out_fillable(sheet, facts, asked.password.edit.text(), asked)
        )
        self._ctx.dialogs.open(asked)

    def _lay_out_fillable(
        self, sheet: WantedSheet, facts: HomeworkFacts, password: str, asked: PasswordSheet | None
    ) -> None:
        returns = self._ctx.workspace.returns
        self._laying_out = True
        if asked is not None:
            asked.set_busy(True)

        def there(made: FillableSheet) -> None:
            self._laying_out = False
            if asked is not None:
                asked.accept()
            self._leaving, self._file = (sheet, facts), made
            self.outlet.save(made.sheet.pdf, file_name(sheet.key, facts.today, "-to-fill-in"))

        self._ctx.tasks.layout(
            lambda: returns.layout(
                sheet.couple_id,
                sheet.key,
                holder=sheet.holder,
                paper=sheet.paper,
                large=sheet.large,
                review_on=sheet.review_on,
                override_reason=sheet.override_reason,
                password=password,
            ),
            there,
            self,
            lambda error: self._not_laid_out(error, asked),
        )

    def _not_laid_out(self, error: AttuneError, asked: PasswordSheet | None) -> None:
        self._laying_out = False
        if asked is not None and isinstance(error, InputError) and error.field == "password":
            asked.refuse(error.whole)
            return
        if asked is not None:
            asked.reject()
        self.trouble.emit(error.whole)

    def _printed(self, pages: int) -> None:
        self._note(sent_words(pages), self.outlet.spool_words())

    def _saved(self, saved: Saved) -> None:
        if self._file is None:
            self._note("PDF saved", saved_words(saved))
        else:
            self._note_file(self._file, saved)

    def _note_file(self, file: FillableSheet, saved: Saved) -> None:
        """Record that a file to fill in was given, so that it is known when it comes back."""
        if self._leaving is None:
            return
        sheet, facts = self._leaving
        self._leaving = self._file = None
        returns, whom = self._ctx.workspace.returns, facts.names(sheet.holder)

        def kept(done: Done[Given]) -> None:
            given = done.value
            undo = (lambda: self._take_back(given.file.assignment_id)) if given.is_new else None
            said = f"File to fill in saved, and noted as given to {whom}"
            self.given.emit(done.changes, said, saved_words(saved), undo)

        self._ctx.tasks.vault(
            lambda: returns.give(file, review_on=sheet.review_on, override_reason=sheet.override_reason),
            kept,
            self,
            self.not_kept.emit,
        )

    def _note(self, words: str, warning: str) -> None:
        """Record that it was given; a second print of the same sheet is no second sheet."""
        if self._leaving is None:
            return
        sheet, facts = self._leaving
        self._leaving = None
        whom = facts.names(sheet.holder)
        if sheet.keys:
            self._note_packet(sheet, f"{words}, and noted as given to {whom}", warning)
            return
        if facts.given_today(sheet.key, sheet.holder, sheet.review_on):
            self.given.emit(None, f"{words} again, for {whom}", warning, None)
            return
        homework = self._ctx.workspace.homework

        def kept(done: Done[Assignment]) -> None:
            said = f"{words}, and noted as given to {whom}"
            self.given.emit(done.changes, said, warning, lambda: self._take_back(done.value.id))

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
            self.not_kept.emit,
        )

    def _note_packet(self, sheet: WantedSheet, said: str, warning: str) -> None:
        """Record each sheet of a packet as given; one undo takes all of them back."""
        packets = self._ctx.workspace.packets

        def kept(done: Done[tuple[Assignment, ...]]) -> None:
            ids = [one.id for one in done.value]
            self.given.emit(done.changes, said, warning, lambda: self._take_back_packet(ids))

        self._ctx.tasks.vault(
            lambda: packets.give(
                sheet.couple_id,
                sheet.keys,
                holder=sheet.holder,
                review_on=sheet.review_on,
                override_reason=sheet.override_reason,
            ),
            kept,
            self,
            self.not_kept.emit,
        )

    def _take_back_packet(self, ids: list[str]) -> None:
        packets = self._ctx.workspace.packets
        self._ctx.tasks.vault(
            lambda: packets.take_back(ids),
            lambda changes: self.noted.emit(changes, "No longer noted as given", None),
            self,
            self.not_kept.emit,
        )

    def _take_back(self, assignment_id: str) -> None:
        """Take back the note that a sheet was given; paper cannot be called back, and a file stays."""
        homework = self._ctx.workspace.homework
        self._ctx.tasks.vault(
            lambda: homework.take_back(assignment_id),
            lambda changes: self.noted.emit(changes, "No longer noted as given", None),
            self,
        )

    def remove(self, assignment_id: str) -> None:
        """Take a sheet off the list of what was given; it lies in the trash, and the paper where it is."""
        trash = self._ctx.workspace.trash

        def done(gone: Done[str]) -> None:
            self.noted.emit(
                gone.changes, "Taken back. It lies in the trash", lambda: self._restore(gone.value)
            )

        self._ctx.tasks.vault(lambda: trash.remove_assignment(assignment_id), done, self, self.not_kept.emit)

    def _restore(self, entry_id: str) -> None:
        trash = self._ctx.workspace.trash
        self._ctx.tasks.vault(
            lambda: trash.restore(entry_id),
            lambda changes: self.noted.emit(changes, "Noted as given again", None),
            self,
            self.not_kept.emit,
        )

    def review(self, assignment_id: str, said: SheetOutcome, then: Callable[[], None]) -> None:
        """Note that a sheet was looked at together, and what became of it."""
        homework = self._ctx.workspace.homework

        def kept(done: Done[Assignment]) -> None:
            self.noted.emit(done.changes, "Noted as reviewed", lambda: self._take_back_review(assignment_id))
            then()

        self._ctx.tasks.vault(lambda: homework.reviewed(assignment_id, said), kept, self, self.not_kept.emit)

    def _take_back_review(self, assignment_id: str) -> None:
        homework = self._ctx.workspace.homework
        self._ctx.tasks.vault(
            lambda: homework.take_back_review(assignment_id),
            lambda done: self.noted.emit(done.changes, "It waits to be looked at again", None),
            self,
        )
