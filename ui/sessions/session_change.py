"""Changing kind, day and times of a session: the sheet, the vault, and who may see it afterwards."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from therapist_app.kernel.changes import Changes, Done
from therapist_app.kernel.errors import AttuneError
from therapist_app.sessions.model import Session
from ui.kit.context import Context
from ui.kit.unsaved import Retry
from ui.sessions.page_words import Names
from ui.sessions.session_sheet import SessionSheet


class SessionChange(QObject):
    """Opens the sheet over `page`; the vault's answer comes as two signals."""

    session_changed = Signal(object, object)  # the session before and after
    changed = Signal(object)  # Changes

    def __init__(self, ctx: Context, page: QWidget) -> None:
        super().__init__(page)
        self._ctx, self._page = ctx, page

    def ask(self, session: Session, names: Names) -> None:
        """Open the sheet."""
        ctx = self._ctx
        sheet = SessionSheet(
            ctx.theme, session, ctx.workspace.catalogue, names, ctx.workspace.clock.local, self._page
        )
        retry = Retry(ctx.unsaved, sheet, sheet.yes_requested.emit)
        sheet.yes_requested.connect(lambda: self._keep(sheet, session, retry))
        sheet.finished.connect(lambda _: retry.ended())
        ctx.dialogs.open(sheet)

    def _keep(self, sheet: SessionSheet, before: Session, retry: Retry) -> None:
        fields = sheet.fields()
        if fields is None:
            return
        if not fields:
            sheet.accept()
            return
        sheet.set_busy(True)
        service = self._ctx.workspace.sessions

        def kept(done: Done[Session]) -> None:
            changes: Changes = done.changes
            sheet.accept()
            self.session_changed.emit(before, done.value)
            self.changed.emit(changes)

        def refused(error: AttuneError) -> None:
            sheet.say_error(error)
            retry.failed(error.whole) if error.MAY_PASS else retry.ended()

        self._ctx.tasks.vault(lambda: service.update(before.id, **fields), kept, sheet, refused)
