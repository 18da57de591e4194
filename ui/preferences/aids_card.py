"""The card of templates and snippets: a practice's own, to be named, ordered, written and removed with undo."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from therapist_app.kernel.changes import Done
from therapist_app.kernel.errors import AttuneError, InputError
from therapist_app.sessions.snippets import MARK, Expansion
from therapist_app.sessions.templates import Template
from ui.kit.buttons import Button, IconButton
from ui.kit.card import empty_layout
from ui.kit.context import Context
from ui.kit.fields import ParagraphField, TextField
from ui.kit.row import Row
from ui.kit.sheet import Sheet
from ui.kit.words import Label
from ui.preferences.own_card import OwnCard, side_by_side

_TEMPLATES = (
    "Own templates come from a note: press Template there, then save its headings. Notes keep their text."
)
_SNIPPETS = (
    "In a note type ; and the word, then Space, Enter or Tab. In the text {a} and {b} become the partners\u2019 names, "
    "{couple}, {date}, {time}, {number} and {next} what they say."
)


class AidsCard(OwnCard):
    """Shows what the practice made itself, and what comes with Attune in one line each."""

    def __init__(self, ctx: Context) -> None:
        super().__init__(ctx, "Templates and snippets")
        self.templates, self.snippets = QVBoxLayout(), QVBoxLayout()
        self.built_in = Label("", "small", "text2", wrap=True)
        self.more_built_in = Label("", "small", "text2", wrap=True)
        self.add_snippet = Button(ctx.theme, "Add a snippet", "plus", tall="small")
        self.add_snippet.clicked.connect(lambda: self._ask_snippet(None))
        self.add(Label("Your templates", "medium"))
        self.add(Label(_TEMPLATES, "small", "text2", wrap=True), gap=2)
        self.add(self.templates)
        self.add(self.built_in, gap=4)
        self.add(Label("Your snippets", "medium"), gap=14)
        self.add(Label(_SNIPPETS, "small", "text2", wrap=True), gap=2)
        self.add(self.snippets)
        self.add(self.more_built_in, gap=4)
        self._add_below(self.add_snippet)

    def load(self) -> None:
        """Read templates and snippets anew."""
        workspace = self._ctx.workspace
        self._ctx.tasks.vault(
            lambda: (workspace.templates.list(), workspace.snippets.list()),
            lambda got: self._show(*got),
            self,
        )

    def _show(self, templates: tuple[Template, ...], snippets: tuple[Expansion, ...]) -> None:
        empty_layout(self.templates)
        empty_layout(self.snippets)
        own = [one for one in templates if one.own]
        for place, one in enumerate(own):
            self.templates.addWidget(self._template_row(one, place, len(own)))
        for snippet in snippets:
            if snippet.own:
                self.snippets.addWidget(self._snippet_row(snippet))
        names = ", ".join(one.label for one in templates if not one.own)
        self.built_in.setText(f"With Attune come {names}.")
        words = ", ".join(f"{MARK}{one.word}" for one in snippets if not one.own)
        self.more_built_in.setText(f"With Attune come {words}. Your own with the same word goes before.")

    def _template_row(self, one: Template, place: int, count: int) -> QWidget:
        service, key = self._ctx.workspace.templates, one.key
        up = IconButton(self.theme, "chevron-up", f"Move {one.label} up", tall="small")
        down = IconButton(self.theme, "chevron-down", f"Move {one.label} down", tall="small")
        up.setEnabled(place > 0)
        down.setEnabled(place < count - 1)
        up.clicked.connect(lambda: self._do(lambda: service.move(key, -1)))
        down.clicked.connect(lambda: self._do(lambda: service.move(key, 1)))
        name = IconButton(self.theme, "pen", f"Rename {one.label}", tall="small")
        name.clicked.connect(lambda: self._ask_name(one))
        gone = IconButton(self.theme, "trash", f"Remove {one.label}", tall="small")
        gone.clicked.connect(
            lambda: self._remove(lambda: self._ctx.workspace.trash.remove_template(key), one.label)
        )
        second = ", ".join(heading.words for heading in one.headings)
        return Row(self.theme, one.label, second, trailing=side_by_side(up, down, name, gone))

    def _snippet_row(self, one: Expansion) -> QWidget:
        key = one.key
        edit = IconButton(self.theme, "pen", f"Change {MARK}{one.word}", tall="small")
        edit.clicked.connect(lambda: self._ask_snippet(one))
        gone = IconButton(self.theme, "trash", f"Remove {MARK}{one.word}", tall="small")
        gone.clicked.connect(
            lambda: self._remove(lambda: self._ctx.workspace.trash.remove_snippet(key), f"{MARK}{one.word}")
        )
        return Row(self.theme, f"{MARK}{one.word}", one.text, trailing=side_by_side(edit, gone))

    def _ask_name(self, one: Template) -> None:
        sheet = Sheet(self.theme, "Rename the template", "Keep", self.window())
        field = TextField(self.theme, "Name of the template", one.label)
        sheet.column.addWidget(field)
        service = self._ctx.workspace.templates
        self._open(sheet, lambda: service.rename(one.key, field.value), {"label": field})

    def _ask_snippet(self, one: Expansion | None) -> None:
        sheet = Sheet(self.theme, "Change the snippet" if one else "Add a snippet", "Keep", self.window())
        word = TextField(self.theme, "Word, typed after ;", one.word if one else "")
        text = ParagraphField(self.theme, "Text that takes its place", one.text if one else "", lines=4)
        sheet.column.addWidget(word)
        sheet.column.addWidget(text)
        sheet.column.addWidget(Label(_SNIPPETS, "small", "text2", wrap=True))
        service = self._ctx.workspace.snippets

        def keep(typed: str, words: str) -> Done[Expansion]:
            return service.change(one.key, typed, words) if one else service.add(typed, words)

        self._open(sheet, lambda: keep(word.value, text.value), {"word": word, "text": text})

    def _open(self, sheet: Sheet, keep: Callable[[], Done[Any]], fields: dict[str, Any]) -> None:
        """Open a sheet; what cannot be kept is said in it, and what was typed stays there."""

        def kept(done: Done[Any]) -> None:
            sheet.accept()
            self._told(done.changes)

        def refused(error: AttuneError) -> None:
            sheet.refuse(error.whole)
            if isinstance(error, InputError) and error.field in fields:
                fields[error.field].edit.setFocus(Qt.FocusReason.OtherFocusReason)

        def ask() -> None:
            sheet.set_busy(True)
            self._ctx.tasks.vault(keep, kept, sheet, refused)

        sheet.yes_requested.connect(ask)
        self._ctx.dialogs.open(sheet)

    def _remove(self, remove: Callable[[], Done[str]], what: str) -> None:
        trash = self._ctx.workspace.trash

        def removed(done: Done[str]) -> None:
            self._told(done.changes)
            self.message.emit(
                f"{what} removed. It lies in the trash", lambda: self._do(lambda: trash.restore(done.value))
            )

        self._ctx.tasks.vault(remove, removed, self, self._refused)
