"""The read view of a signed note with what its buttons do; the page shows it in place of the editor."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from ui.kit.context import Context
from ui.sessions.page_facts import WrittenNote
from ui.sessions.page_words import Names, session_words
from ui.sessions.parts import PartNames
from ui.sessions.signed_view import SignedView
from ui.sessions.signing_acts import SigningActs


class SignedSide(QObject):
    """Puts `view` in place of `editor` for as long as a note is signed."""

    def __init__(self, ctx: Context, editor: QWidget, page: QWidget) -> None:
        super().__init__(page)
        self._ctx, self._editor = ctx, editor
        self._facts: WrittenNote | None = None
        self._names = PartNames()
        self.view = SignedView(ctx.theme)
        self.view.hide()
        self.acts = SigningActs(ctx, page)
        self.view.add_requested.connect(self.add)
        self.view.unlock_requested.connect(self._unlock)

    def show_facts(self, facts: WrittenNote, names: Names) -> None:
        """Show the note to read or to write in, whichever it is."""
        self._facts, self._names = facts, PartNames(names.a, names.b)
        signed = facts.signed.is_locked
        self.view.setVisible(signed)
        self._editor.setVisible(not signed)
        if signed:
            kind = self._ctx.workspace.catalogue.session_kind(facts.session.kind).label
            words = session_words(facts.session, facts.file.number, kind, facts.today)
            self.view.show_signed(facts.signed, self._names, names.label, words)

    def forget(self) -> None:
        """Another note is on its way."""
        self._facts = None
        self.view.show_nothing()

    def sign(self) -> None:
        """Ask who signs what is kept of this note."""
        if self._facts is not None and not self._facts.signed.is_locked:
            self.acts.sign(self._facts.session)

    def add(self, typed: dict[str, Any] | None = None) -> None:
        """Ask what is added below a signed note; `typed` is what stands in the sheet already."""
        if self._facts is not None and self._facts.signed.is_locked:
            self.acts.add(self._facts.session, self._names, typed)

    def _unlock(self) -> None:
        if self._facts is not None:
            self.acts.unlock(self._facts.session)
