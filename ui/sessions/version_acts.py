"""Earlier versions from the note page: reads them, compares two, brings one back with its undo."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from therapist_app.kernel.changes import Done
from therapist_app.kernel.errors import AttuneError
from therapist_app.sessions.difference import Difference
from therapist_app.sessions.model import Session
from therapist_app.sessions.versions import Version
from ui.kit.context import Context
from ui.sessions.page_words import Names
from ui.sessions.parts import PartNames
from ui.sessions.version_words import LET_GO, NONE_YET
from ui.sessions.versions_sheet import VersionsSheet
from ui.sessions.writing_aids import HIDDEN_BEFORE


class VersionActs(QObject):
    """One for a note page; it is asked once all that was typed is kept."""

    brought_back = Signal(object)  # Changes: the text in the vault is another one now
    message = Signal(str, object)

    def __init__(self, ctx: Context, page: QWidget) -> None:
        super().__init__(page)
        self._ctx, self._page = ctx, page
        self._asked = 0
        self._discreet = False

    def set_discreet(self, discreet: bool) -> None:
        """While names are hidden nothing of what came before is shown."""
        self._discreet = discreet

    def ask(self, session: Session, names: Names, *, signed: bool) -> None:
        """Open the sheet, if there is anything to show."""
        if self._discreet:
            self.message.emit(HIDDEN_BEFORE, None)
            return
        service, session_id = self._ctx.workspace.versions, session.id
        parts = PartNames(names.a, names.b)

        def found(versions: tuple[Version, ...]) -> None:
            if versions:
                self._open(session_id, versions, parts, signed=signed)
            else:
                self.message.emit(LET_GO if signed else NONE_YET, None)

        self._ctx.tasks.vault(lambda: service.list(session_id), found, self._page)

    def _open(
        self, session_id: str, versions: tuple[Version, ...], names: PartNames, *, signed: bool
    ) -> None:
        now = self._ctx.workspace.clock.local()
        sheet = VersionsSheet(self._ctx.theme, versions, names, now, self._page, can_bring_back=not signed)
        sheet.compare_requested.connect(lambda older, newer: self._compare(sheet, session_id, older, newer))
        sheet.yes_requested.connect(lambda: self._bring_back(sheet, session_id))
        self._ctx.dialogs.open(sheet)
        sheet.compare()

    def _compare(self, sheet: VersionsSheet, session_id: str, older: int, newer: int) -> None:
        service = self._ctx.workspace.versions
        self._asked += 1
        asked = self._asked

        def shown(found: Difference) -> None:
            if asked == self._asked:
                sheet.show_difference(found)

        self._ctx.tasks.vault(
            lambda: service.difference(session_id, older, newer),
            shown,
            sheet,
            lambda error: sheet.refuse(error.whole),
        )

    def _bring_back(self, sheet: VersionsSheet, session_id: str) -> None:
        service, number = self._ctx.workspace.versions, sheet.number
        sheet.set_busy(True)

        def done(back: Done[int]) -> None:
            sheet.accept()
            self.brought_back.emit(back.changes)
            self.message.emit("That version is back", lambda: self._undo(session_id, back.value))

        def refused(error: AttuneError) -> None:
            sheet.refuse(error.whole)

        self._ctx.tasks.vault(lambda: service.bring_back(session_id, number), done, sheet, refused)

    def _undo(self, session_id: str, number: int) -> None:
        service = self._ctx.workspace.versions
        self._ctx.tasks.vault(
            lambda: service.bring_back(session_id, number),
            lambda back: self.brought_back.emit(back.changes),
            self._page,
            lambda error: self.message.emit(error.whole, None),
        )
