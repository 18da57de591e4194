"""Work off the GUI thread: one thread owns the vault, a small pool does the rest.

Results come back on the GUI thread. A result is dropped when its owner is gone, or when the practice was
locked since it was asked for.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, TypeVar

import shiboken6
from PySide6.QtCore import QCoreApplication, QDeadlineTimer, QEventLoop, QObject, Qt, QTimer, Signal

from therapist_app.kernel.errors import AttuneError

T = TypeVar("T")
Failed = Callable[[AttuneError], None]
_Address = tuple[Callable[[Any], None] | None, QObject | None, Failed | None]  # then, owner, failed


class Tasks(QObject):
    """Hands work to its thread and delivers the result to the GUI thread."""

    troubled = Signal(object)  # an AttuneError nobody asked for
    crashed = Signal(object)  # any other exception: our bug
    unwanted = Signal(object)  # a result that came too late: what it opened is still to be closed
    _arrived = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._vault = ThreadPoolExecutor(1, "vault")
        self._cpu = ThreadPoolExecutor(2, "cpu")
        self._epoch = 0
        self._open = 0
        self._whole = 0
        self._arrived.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def vault(
        self,
        work: Callable[[], T],
        then: Callable[[T], None] | None = None,
        owner: QObject | None = None,
        failed: Failed | None = None,
    ) -> None:
        """Run `work` on the vault's own thread, then `then` or `failed` on the GUI thread."""
        self._start(self._vault, work, (then, owner, failed))

    def cpu(
        self,
        work: Callable[[], T],
        then: Callable[[T], None] | None = None,
        owner: QObject | None = None,
        failed: Failed | None = None,
    ) -> None:
        """Run `work` that needs no vault: deriving keys, painting a page."""
        self._start(self._cpu, work, (then, owner, failed))

    def layout(
        self,
        read: Callable[[], Callable[[], T]],
        then: Callable[[T], None],
        owner: QObject,
        failed: Failed | None = None,
    ) -> None:
        """Run `read` on the vault's thread and the work it gives back in the pool, so that no save waits for a PDF."""
        self.vault(read, lambda work: self.cpu(work, then, owner, failed), owner, failed)

    def whole(
        self,
        work: Callable[[], T],
        then: Callable[[T], None] | None = None,
        owner: QObject | None = None,
        failed: Failed | None = None,
    ) -> None:
        """Like `cpu`, for work that must not be cut in the middle: a file for the person, a printer's job."""
        self._whole += 1
        self._start(self._cpu, work, (then, owner, failed), whole=1)

    def next_epoch(self) -> None:
        """Drop every result that is still under way; said at lock."""
        self._epoch += 1

    @property
    def is_idle(self) -> bool:
        """Whether nothing is under way."""
        return self._open == 0

    @property
    def may_be_cut(self) -> bool:
        """Whether the process may end now without leaving half a file or half a print behind."""
        return self._whole == 0

    def drain(self, milliseconds: int = 10_000) -> None:
        """Wait until nothing is under way, delivering results meanwhile; raises TimeoutError."""
        deadline = QDeadlineTimer(milliseconds)
        tick = QTimer(interval=20)  # wakes the loop, so that it sleeps meanwhile and leaves the work its time
        tick.start()
        while not self.is_idle:
            if deadline.hasExpired():
                raise TimeoutError("work is still under way")
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)

    def close(self) -> None:
        """Let work under way end, deliver nothing more, and end the threads."""
        self.next_epoch()
        self._vault.shutdown(wait=True)
        self._cpu.shutdown(wait=True, cancel_futures=True)

    def _start(
        self, pool: ThreadPoolExecutor, work: Callable[[], Any], address: _Address, *, whole: int = 0
    ) -> None:
        epoch = self._epoch
        self._open += 1

        def arrive(future: Future[Any]) -> None:
            if shiboken6.isValid(self):
                self._arrived.emit((future, address, epoch, whole))

        pool.submit(work).add_done_callback(arrive)

    def _deliver(self, parcel: tuple[Future[Any], _Address, int, int]) -> None:
        future, (then, owner, failed), epoch, whole = parcel
        self._open -= 1
        self._whole -= whole
        error = None if future.cancelled() else future.exception()
        if epoch != self._epoch or (owner is not None and not shiboken6.isValid(owner)):
            if error is None and not future.cancelled():
                self.unwanted.emit(future.result())
        elif isinstance(error, AttuneError):
            (failed or self.troubled.emit)(error)
        elif error is not None:
            self.crashed.emit(error)
        elif then is not None and not future.cancelled():
            then(future.result())
