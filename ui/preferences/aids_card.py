"""The card of templates and snippets: a practice's own, to be named, ordered, written and removed with undo."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from therapist_app.kernel.changes import Done
from therapist_app.sessions.snippets import MARK, Expansion
from therapist_app.sessions.templates import Template
from ui.kit.buttons import Button, IconButton
from ui.kit.card import empty_layout
from ui.kit.context import Context
from ui.kit.form_sheet import FormSheet
from ui.kit.row import Row
from ui.kit.words import Label
from ui.preferences.aid_sheets import SNIPPETS, SnippetSheet, TemplateNameSheet
from ui.preferences.own_card import OwnCard, side_by_side

_TEMPLATES = (
    "Own templates come from a note: press Template there, then save its headings. Notes keep their text."
)


class AidsCard(OwnCard):
    """Shows what the practice made itself, and what comes with Attune in one line each."""

    KINDS = ("template", "snippet")

    def __init__(self, ctx: Context) -> None:
        super().__init__(ctx, "Templates and snippets")
        self.templates, self.snippets = QVBoxLayout(), QVBoxLayout()
        self.built_in = Label("", "small", "text2", wrap=True)
        self.more_built_in = Label("", "small", "text2", wrap=True)
        self.add_snippet = Button(ctx.theme, "Add a snippet", "plus", tall="small")
        self.add_snippet.clicked.connect(lambda: self.ask("snippet"))
        self.add(Label("Your templates", "medium"))
        self.add(Label(_TEMPLATES, "small", "text2", wrap=True), gap=2)
        self.add(self.templates)
        self.add(self.built_in, gap=4)
        self.add(Label("Your snippets", "medium"), gap=14)
        self.add(Label(SNIPPETS, "small", "text2", wrap=True), gap=2)
        self.add(self.snippets)
        self.add(self.more_built_in, gap=4)
        self._add_below(self.add_snippet)

    def sheet(self, word: str) -> FormSheet | None:
        """The sheet of a template, of a snippet, or of a new one."""
        known = self._own.get(word)
        if isinstance(known, Template):
            return TemplateNameSheet(self._ctx, known, self.window())
        return SnippetSheet(self._ctx, known, self.window()) if known or word == "snippet" else None

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
        self._holds(
            {f"template:{one.key}": one for one in own}
            | {f"snippet:{one.key}": one for one in snippets if one.own}
        )

    def _template_row(self, one: Template, place: int, count: int) -> QWidget:
        service, key = self._ctx.workspace.templates, one.key
        up = IconButton(self.theme, "chevron-up", f"Move {one.label} up", tall="small")
        down = IconButton(self.theme, "chevron-down", f"Move {one.label} down", tall="small")
        up.setEnabled(place > 0)
        down.setEnabled(place < count - 1)
        up.clicked.connect(lambda: self._do(lambda: service.move(key, -1)))
        down.clicked.connect(lambda: self._do(lambda: service.move(key, 1)))
        name = IconButton(self.theme, "pen", f"Rename {one.label}", tall="small")
        name.clicked.connect(lambda: self.ask(f"template:{key}"))
        gone = IconButton(self.theme, "trash", f"Remove {one.label}", tall="small")
        gone.clicked.connect(
            lambda: self._remove(lambda: self._ctx.workspace.trash.remove_template(key), one.label)
        )
        second = ", ".join(heading.words for heading in one.headings)
        return Row(self.theme, one.label, second, trailing=side_by_side(up, down, name, gone))

    def _snippet_row(self, one: Expansion) -> QWidget:
        key = one.key
        edit = IconButton(self.theme, "pen", f"Change {MARK}{one.word}", tall="small")
        edit.clicked.connect(lambda: self.ask(f"snippet:{key}"))
        gone = IconButton(self.theme, "trash", f"Remove {MARK}{one.word}", tall="small")
        gone.clicked.connect(
            lambda: self._remove(lambda: self._ctx.workspace.trash.remove_snippet(key), f"{MARK}{one.word}")
        )
        return Row(self.theme, f"{MARK}{one.word}", one.text, trailing=side_by_side(edit, gone))

    def _remove(self, remove: Callable[[], Done[str]], what: str) -> None:
        trash = self._ctx.workspace.trash

        def removed(done: Done[str]) -> None:
            self._told(done.changes)
            self.message.emit(
                f"{what} removed. It lies in the trash", lambda: self._do(lambda: trash.restore(done.value))
            )

        self._ctx.tasks.vault(remove, removed, self, self._refused)
