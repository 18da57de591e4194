"""Asks the vault for what is being typed: once typing rests, and only the newest question is answered."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from PySide6.QtCore import QObject, QTimer

from therapist_app.kernel.errors import AttuneError
from ui.kit.tasks import Tasks

T = TypeVar("T")
REST_MS = 120  # longer than between two letters of someone who types: no save waits behind old questions
_Question = tuple[Callable[[], Any], Callable[[Any], None]]


class Asking(QObject):
    """One question at a time for its owner; asking again, or forgetting, drops the one before with its answer."""

    def __init__(
        self, tasks: Tasks, owner: QObject, failed: Callable[[AttuneError], None] | None = None
    ) -> None:
        super().__init__(owner)
        self._tasks, self._failed = tasks, failed
        self._newest = 0
        self._question: _Question | None = None
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self._go)

    def ask(self, work: Callable[[], T], then: Callable[[T], None], *, at_once: bool = False) -> None:
        """Run `work` on the vault's thread, after a rest or at once, and hand its answer to `then`."""
        self._newest += 1
        self._question = (work, then)
        if at_once:
            self._go()
        else:
            self._rest.start()

    def hurry(self) -> None:
        """Ask now what still waits for a rest."""
        if self._question is not None:
            self._go()

    def forget(self) -> None:
        """Want no answer any more."""
        self._newest += 1
        self._question = None
        self._rest.stop()

    @property
    def is_waiting(self) -> bool:
        """Whether a question has not been asked yet."""
        return self._question is not None

    def _go(self) -> None:
        self._rest.stop()
        question, self._question, number = self._question, None, self._newest
        if question is None:
            return
        work, then = question

        def asked() -> tuple[Any] | None:
            return (work(),) if number == self._newest else None

        def answered(found: tuple[Any] | None) -> None:
            if found is not None and number == self._newest:
                then(found[0])

        def failed(error: AttuneError) -> None:
            if number == self._newest:
                (self._failed or self._tasks.troubled.emit)(error)

        self._tasks.vault(asked, answered, self, failed)
