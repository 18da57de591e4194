"""Sees to it that backups are made while the practice is open: when one is due and nobody works, or when asked."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from therapist_app.kernel.errors import AttuneError
from therapist_app.kernel.progress import Cancelled
from ui.kit.progress import Reporter

if TYPE_CHECKING:
    from therapist_app.kernel.progress import Progress
    from therapist_app.vault.round import Round
    from therapist_app.workspace import BackupStatus
    from ui.kit.context import Context


class BackupKeeper(QObject):
    """One round at a time: pages are copied on the vault's thread, the slow rest runs beside it.

    A lock calls a round off; what was finished by then counts, and nothing half done is left.
    """

    stands = Signal(object)  # BackupStatus, after each look
    changed = Signal()  # a round ended
    said = Signal(str)
    working = Signal(str)  # what goes on that someone asked for; "" when it is over
    advanced = Signal(float, str)  # how far that is

    def __init__(self, ctx: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._backups = ctx.workspace.backups
        self._reporter: Reporter | None = None  # while a round is under way
        self._round: Round | None = None
        self._chosen: str | None = None
        self._stopped = False
        self._asked = self._called_off = False

    @property
    def is_busy(self) -> bool:
        """Whether a round is under way."""
        return self._reporter is not None

    def use_folder(self) -> None:
        """Take up the folder for copies as the settings have it now, and look."""
        chosen = self._ctx.settings.values.backup_folder
        if chosen == self._chosen:
            return
        self._chosen, folder = chosen, Path(chosen) if chosen else None
        self._vault(lambda: setattr(self._backups, "folder", folder), lambda _: self.look())

    def look(self) -> None:
        """Find out how the backups stand."""
        self._vault(self._backups.status, self._looked)

    def minute(self) -> None:
        """Do what is due, if nothing else is under way."""
        if not self.is_busy and self._ctx.tasks.is_idle:
            self._start(lambda progress: self._backups.begin(progress=progress))

    def back_up(self) -> None:
        """Back up now, and copy it outside."""
        self._start(lambda progress: self._backups.begin(asked=True, progress=progress), "Backing up")

    def folder_is_chosen(self) -> None:
        """Someone has just chosen a folder for copies: make the first one there."""
        self._vault(self._backups.folder_is_chosen, lambda _: self.back_up())

    def try_restore(self) -> None:
        """Try a restore now."""
        self._start(self._backups.try_restore, "Trying a restore")

    def call_off(self) -> None:
        """Stop what someone asked for; what is finished by then counts."""
        if self._reporter is not None and self._asked:
            self._called_off = True
            self._reporter.progress.cancel()

    def remind_later(self) -> None:
        """Let the reminder rest."""
        self._vault(self._backups.remind_later, lambda _: self.look())

    def size_is_right(self) -> None:
        """The practice did become smaller."""
        self._vault(self._backups.size_is_right, lambda _: self.look())

    def stop(self) -> None:
        """Call off what is under way, for good: the practice is being locked."""
        self._stopped = True
        if self._reporter is not None:
            self._reporter.progress.cancel()
        if self._round is not None:
            self._ctx.tasks.cpu(self._round.close)

    def _start(self, begin: Callable[[Progress], Round | None], doing: str = "") -> None:
        """Begin a round; `doing` says what, if someone asked for it."""
        if self.is_busy or self._stopped:
            return
        reporter = Reporter(self)
        if doing:
            reporter.advanced.connect(self.advanced)
        self._reporter, self._asked, self._called_off = reporter, bool(doing), False
        self.working.emit(doing)
        self._vault(lambda: _unless_cancelled(lambda: begin(reporter.progress)), self._begun, self._failed)

    def _begun(self, round_: Round | None) -> None:
        self._round = round_
        if round_ is None:
            self._say_called_off()
            self._over()
            if self._asked:
                self.changed.emit()
        else:
            self._ctx.tasks.cpu(
                lambda: _unless_cancelled(round_.work), lambda _: self._worked(), self, self._failed
            )

    def _worked(self) -> None:
        round_ = self._round
        if round_ is not None:
            self._vault(lambda: self._backups.end(round_), lambda _: self._recorded(), self._failed)

    def _recorded(self) -> None:
        round_ = self._round
        if round_ is not None:
            self._ctx.tasks.cpu(lambda: (round_.thin(), round_.close()), lambda _: self._done(), self)

    def _done(self) -> None:
        round_ = self._round
        self._say_called_off()
        if round_ is not None and self._asked and not self._called_off:
            self.said.emit(_said_of(round_))
        self._over()
        self.changed.emit()

    def _failed(self, error: AttuneError) -> None:
        if self._round is not None:
            self._ctx.tasks.cpu(self._round.close)
        if self._asked:
            self.said.emit(error.whole)
        self._over()
        self.changed.emit()

    def _say_called_off(self) -> None:
        if self._called_off:
            self.said.emit("Called off. Nothing half done is left.")

    def _over(self) -> None:
        self.working.emit("")
        if self._reporter is not None:
            self._reporter.deleteLater()
        self._reporter = self._round = None
        if not self._stopped:
            self.look()

    def _looked(self, status: BackupStatus) -> None:
        self.stands.emit(status)

    def _vault(
        self,
        work: Callable[[], object],
        then: Callable[..., None],
        failed: Callable[[AttuneError], None] | None = None,
    ) -> None:
        if not self._stopped:
            self._ctx.tasks.vault(work, then, self, failed)


def _unless_cancelled(work: Callable[[], Round | None]) -> Round | None:
    try:
        return work()
    except Cancelled:
        return None


def _said_of(done: Round) -> str:
    """What came of a round that someone asked for."""
    if done.troubles:
        return next(iter(done.troubles.values())).whole
    if done.contents is not None:
        return "The restore worked"
    return "Backed up and copied outside" if done.carried is not None else "Backed up"
