"""Signing from the note page: opens the sheets, asks the vault, says what came of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from therapist_app.kernel.audience import Audience
from therapist_app.kernel.changes import Changes, Done
from therapist_app.kernel.errors import AttuneError
from therapist_app.sessions.model import Session
from therapist_app.sessions.signing import Signer
from ui.kit.context import Context
from ui.kit.half_filled import put_back
from ui.kit.unsaved import Retry
from ui.sessions.parts import PartNames
from ui.sessions.sign_sheets import AdditionSheet, SigningSheet, SignSheet, UnlockSheet

Act = Callable[[], "Done[Any]"]


class SigningActs(QObject):
    """One for a note page. What is typed stays in its sheet until the vault has it."""

    kept = Signal(object, str)  # Changes, and a word for the toast
    unlocked = Signal(object)  # Changes

    def __init__(self, ctx: Context, page: QWidget) -> None:
        super().__init__(page)
        self._ctx, self._page = ctx, page

    def sign(self, session: Session) -> None:
        """Ask who signs this session's note."""

        def ask(signer: Signer) -> None:
            sheet = SignSheet(self._ctx.theme, signer, self._page)
            service = self._ctx.workspace.signing
            self._open(sheet, lambda: self._act(service.sign, session.id, sheet.signer()), "Note signed")

        self._with_signer(ask)

    def add(self, session: Session, names: PartNames, typed: dict[str, Any] | None = None) -> None:
        """Ask what is added below the signed note; `typed` is what stands in the sheet already."""

        def ask(signer: Signer) -> None:
            today = self._ctx.workspace.clock.today
            readers = (Audience(session.audience), names)
            sheet = AdditionSheet(self._ctx.theme, signer, session.on_date, readers, today, self._page)
            service = self._ctx.workspace.signing

            def act() -> Act | None:
                addition = sheet.addition()
                return addition and self._act(service.add, session.id, addition, sheet.signer())

            self._open(sheet, act, "Added and signed")
            put_back(sheet, typed or {})

        self._with_signer(ask)

    def unlock(self, session: Session) -> None:
        """Ask why the signed note is opened again."""

        def ask(signer: Signer) -> None:
            sheet = UnlockSheet(self._ctx.theme, signer, self._page)
            service = self._ctx.workspace.signing
            self._open(
                sheet, lambda: self._act(service.unlock, session.id, sheet.reason.value, sheet.signer()), ""
            )

        self._with_signer(ask)

    def _with_signer(self, ask: Callable[[Signer], None]) -> None:
        service = self._ctx.workspace.signing
        self._ctx.tasks.vault(service.signer, ask, self._page)

    def _act(self, service: Callable[..., Done[Any]], *given: object) -> Act:
        return lambda: service(*given)

    def _open(self, sheet: SigningSheet, act: Callable[[], Act | None], said: str) -> None:
        retry = Retry(self._ctx.unsaved, sheet, sheet.yes_requested.emit)
        sheet.yes_requested.connect(lambda: self._keep(sheet, act(), said, retry))
        sheet.finished.connect(lambda _: retry.ended())
        self._ctx.dialogs.open(sheet)

    def _keep(self, sheet: SigningSheet, act: Act | None, said: str, retry: Retry) -> None:
        if act is None:
            return
        sheet.set_busy(True)

        def kept(done: Done[Any]) -> None:
            changes: Changes = done.changes
            sheet.accept()
            if said:
                self.kept.emit(changes, said)
            else:
                self.unlocked.emit(changes)

        def refused(error: AttuneError) -> None:
            sheet.say_error(error)
            retry.failed(error.whole) if error.MAY_PASS else retry.ended()

        self._ctx.tasks.vault(act, kept, sheet, refused)
