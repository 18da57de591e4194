"""The sheets of a practice's own templates and snippets."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from therapist_app.sessions.snippets import Expansion
from therapist_app.sessions.templates import Template
from ui.kit.context import Context
from ui.kit.form_sheet import FormSheet
from ui.kit.words import Label

SNIPPETS = (
    "In a note type ; and the word, then Space, Enter or Tab. In the text {a} and {b} become the partners\u2019 names, "
    "{couple}, {date}, {time}, {number} and {next} what they say."
)


class TemplateNameSheet(FormSheet):
    """Give an own template another name."""

    def __init__(self, ctx: Context, known: Template, parent: QWidget | None = None) -> None:
        super().__init__(ctx, "Rename the template", "Keep", parent)
        self._key = known.key
        self.label = self.text("Name of the template", known.label)
        self.add_field("label", self.label)

    def commit(self) -> None:
        """Keep the name."""
        templates, name = self._ctx.workspace.templates, self.label.value
        self.keep(lambda: templates.rename(self._key, name))


class SnippetSheet(FormSheet):
    """Make an own snippet, or change one."""

    def __init__(self, ctx: Context, known: Expansion | None, parent: QWidget | None = None) -> None:
        super().__init__(ctx, "Change the snippet" if known else "Add a snippet", "Keep", parent)
        self._key = known.key if known else ""
        self.word = self.text("Word, typed after ;", known.word if known else "")
        self.words = self.paragraph("Text that takes its place", known.text if known else "", lines=4)
        self.add_field("word", self.word)
        self.add_field("text", self.words)
        self.column.addWidget(Label(SNIPPETS, "small", "text2", wrap=True))

    def commit(self) -> None:
        """Keep the snippet."""
        snippets, key, word, words = (
            self._ctx.workspace.snippets,
            self._key,
            self.word.value,
            self.words.value,
        )
        self.keep(lambda: snippets.change(key, word, words) if key else snippets.add(word, words))
