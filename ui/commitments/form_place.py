"""Where a promise is written: empty until someone begins, above the list so that nothing is covered."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from therapist_app.catalogue.model import Catalogue
from therapist_app.commitments.model import Commitment
from ui.commitments.facts import PromiseFacts
from ui.commitments.promise_form import PromiseForm
from ui.kit.tab_order import follow
from ui.theme.theme import Theme


class FormPlace(QWidget):
    """Holds one form at a time."""

    kept = Signal(object)
    left = Signal(str)
    """The promise that was being changed, or "" for a new one."""

    def __init__(self, theme: Theme, catalogue: Catalogue, after: QWidget) -> None:
        """`after` is what Tab comes from."""
        super().__init__()
        self._theme, self._catalogue, self._after = theme, catalogue, after
        self.form: PromiseForm | None = None
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self.hide()

    @property
    def new_words(self) -> str | None:
        """The words of a new promise that is being written; None while there is none."""
        return self.form.words.value if self.form and self.form.promise is None else None

    def open(self, facts: PromiseFacts, promise: Commitment | None) -> PromiseForm:
        """Begin a new promise, or a change of one."""
        self.close_form()
        form = self.form = PromiseForm(self._theme, self._catalogue, facts, promise)
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
            form.hide()
            form.deleteLater()
        self.hide()

    def _leave(self) -> None:
        promise = self.form.promise if self.form else None
        self.close_form()
        self.left.emit(promise.id if promise else "")
