"""Where a promise is written: empty until someone begins, above the list so that nothing is covered."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from therapist_app.commitments.model import Commitment
from ui.commitments.facts import PromiseFacts
from ui.commitments.promise_form import PromiseForm
from ui.kit.context import Context
from ui.kit.tab_order import follow


class FormPlace(QWidget):
    """Holds one form at a time."""

    kept = Signal(object)
    left = Signal(str)
    """The promise that was being changed, or "" for a new one."""

    def __init__(self, ctx: Context, after: QWidget) -> None:
        """`after` is what Tab comes from."""
        super().__init__()
        self._ctx, self._after = ctx, after
        self.form: PromiseForm | None = None
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self.hide()

    @property
    def typed(self) -> dict[str, Any]:
        """What is being written, as plain JSON for the place: under "new", or under "change" with the promise's id."""
        if self.form is None:
            return {}
        promise, typed = self.form.promise, self.form.typed()
        return {"change": typed | {"commitment_id": promise.id}} if promise else {"new": typed}

    def write_on(self, facts: PromiseFacts, extra: Mapping[str, Any]) -> bool:
        """Begin or go on as a place says, with the caret in the sentence; False if that promise is gone."""
        change, new, here = extra.get("change"), extra.get("new"), self.form
        promise = None
        if isinstance(change, dict):
            file = facts.file(str(change.get("commitment_id", "")))
            if file is None:
                return False
            promise = file.commitment
        typed = change if promise else new
        if here is None or (here.promise.id if here.promise else "") != (promise.id if promise else ""):
            here = self._open(facts, promise)
            here.set_typed(typed if isinstance(typed, dict) else {})
        if isinstance(typed, str) and typed:  # else what stands in an open form is newer than any place
            here.set_typed({"words": typed})
        here.words.setFocus()
        return True

    def _open(self, facts: PromiseFacts, promise: Commitment | None) -> PromiseForm:
        self.close_form()
        form = self.form = PromiseForm(self._ctx, facts, promise)
        form.kept.connect(self.kept)
        form.closed.connect(self._leave)
        self._lines.addWidget(form)
        follow(self._after, form)
        form.show()
        self.show()
        return form

    def close_form(self) -> None:
        """Take the form away with what was typed."""
        form, self.form = self.form, None
        if form is not None:
            self._lines.removeWidget(form)
            form.retry.ended()
            form.hide()
            form.deleteLater()
        self.hide()

    def _leave(self) -> None:
        promise = self.form.promise if self.form else None
        self.close_form()
        self.left.emit(promise.id if promise else "")
