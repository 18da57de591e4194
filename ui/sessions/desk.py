"""What the panel's controls do: each act goes to the vault at once, and what it changed is told."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal

from therapist_app.kernel.changes import Changes, Done
from therapist_app.kernel.errors import AttuneError
from ui.kit.context import Context

Act = Callable[[], "Done[Any] | Changes"]


class Desk(QObject):
    """One for a note page."""

    changed = Signal(object)  # Changes
    refused = Signal(str)  # a sentence; what is shown must be read again

    def __init__(self, ctx: Context, parent: QObject) -> None:
        super().__init__(parent)
        self.ctx = ctx

    def keep(self, act: Act, then: Callable[[Any], None] | None = None) -> None:
        """Do `act` on the vault's thread; `then` is given the record as it now is."""

        def kept(answer: Done[Any] | Changes) -> None:
            if then is not None:
                then(answer.value if isinstance(answer, Done) else None)
            self.changed.emit(answer.changes if isinstance(answer, Done) else answer)

        self.ctx.tasks.vault(act, kept, self, self._failed)

    def _failed(self, error: AttuneError) -> None:
        self.refused.emit(error.whole)
