"""Spelling in the note: loads the dictionary once the note can be written in, and offers what may have been meant."""

from __future__ import annotations

from collections.abc import Sequence

import shiboken6
from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QAction, QTextCursor
from PySide6.QtWidgets import QMenu

from therapist_app.kernel.changes import Changes
from therapist_app.spelling.speller import Dictionary, Speller
from ui.kit.context import Context
from ui.kit.words import plain
from ui.sessions.editor import NoteText
from ui.sessions.spelling import SpellingMarks

_CALM_MS = 1_000  # without a key: loading shares the processor with the window
_DOTS = "\N{HORIZONTAL ELLIPSIS}"
_NONE_LEFT = "Every word is spelled as the dictionary, or you, spell it."


def _load() -> Dictionary:
    """Half a second of work and its imports, so not on the window's thread."""
    from therapist_app.spelling.hunspell import load_dictionary

    return load_dictionary()


class SpellingHelp(QObject):
    """One for each note page. Words it was asked about go with the page at a lock.

    said(str)           a word in passing
    changed(Changes)    a word was added to this practice's own
    """

    said = Signal(str)
    changed = Signal(object)

    def __init__(self, ctx: Context, text: NoteText, parent: QObject) -> None:
        super().__init__(parent)
        self._ctx, self._text = ctx, text
        self.marks = SpellingMarks(text)
        self._names: tuple[str, ...] = ()
        self._speller: Speller | None = None
        self._loading = False
        self._calm = QTimer(self, singleShot=True, interval=_CALM_MS)
        self._calm.timeout.connect(self._load)
        text.edited.connect(self._wait_on)
        text.menu_opening.connect(self._fill)

    @property
    def is_on(self) -> bool:
        """Whether words are to be marked, as the settings have it."""
        return self._ctx.settings.values.spelling

    def begin(self, names: Sequence[str]) -> None:
        """A note is shown: the names of its partners are right."""
        self._names = tuple(names)
        if self._speller is not None:
            self._learn_names()
        self.settings_changed()

    def settings_changed(self) -> None:
        """Mark words or leave them, as the settings have it now."""
        if not self.is_on:
            self.marks.use(None)
        elif self._speller is not None:
            self.marks.use(self._speller)
        elif not self._loading:
            self._calm.start()

    def _wait_on(self) -> None:
        if self._calm.isActive():
            self._calm.start()

    def _load(self) -> None:
        self._loading = True
        self._ctx.tasks.cpu(_load, self._loaded, self)

    def next_word(self) -> None:
        """Go to the next word that nobody spells so, and offer what may have been meant."""
        found = self.marks.next_after(self._text.textCursor().selectionEnd())
        if found is None:
            self.said.emit(_NONE_LEFT if self._speller is not None else "Spelling is being loaded.")
            return
        self._text.setTextCursor(found)
        self._text.ensureCursorVisible()
        menu = QMenu(self._text)
        self._offer(menu, found)
        place = self._text.cursorRect().bottomLeft()
        menu.popup(self._text.viewport().mapToGlobal(place))

    def _loaded(self, dictionary: Dictionary) -> None:
        workspace = self._ctx.workspace

        def with_words(own: Sequence[str]) -> None:
            self._loading = False
            self._speller = Speller(dictionary, own)
            self._learn_names()
            self.settings_changed()

        self._ctx.tasks.vault(workspace.words.list, with_words, self)

    def _learn_names(self) -> None:
        speller = self._speller
        for name in self._names:
            for word in name.split():
                if speller is not None:
                    speller.learn(word)

    def _fill(self, menu: QMenu, at: QTextCursor) -> None:
        """At the top of the menu of the text, if it was opened on a marked word."""
        found = self.marks.marked_at(at.position())
        if found is not None and not self._text.isReadOnly():
            self._offer(menu, found)

    def _offer(self, menu: QMenu, found: QTextCursor) -> None:
        speller, word = self._speller, found.selectedText()
        if speller is None:
            return
        first = menu.actions()[0] if menu.actions() else None
        wait = QAction(f"Looking for \u201c{plain(word)}\u201d{_DOTS}", menu)
        wait.setEnabled(False)
        learn = QAction(f"Add \u201c{plain(word)}\u201d to my words", menu)
        learn.triggered.connect(lambda: self._learn(word))
        menu.insertActions(first, [wait, learn])  # pyright: ignore[reportArgumentType]  None: at the end
        menu.insertSeparator(first) if first is not None else None

        def show(suggestions: tuple[str, ...]) -> None:
            if not shiboken6.isValid(menu):
                return
            for suggestion in suggestions:
                action = QAction(plain(suggestion), menu)
                font = action.font()
                font.setBold(True)
                action.setFont(font)
                action.triggered.connect(lambda _=False, one=suggestion: self._correct(found, one))
                menu.insertAction(wait, action)
            if suggestions:
                menu.removeAction(wait)
                menu.setActiveAction(menu.actions()[0])
            else:
                wait.setText("No suggestion")

        self._ctx.tasks.cpu(lambda: speller.suggest(word), show, self)

    def _correct(self, found: QTextCursor, word: str) -> None:
        """Put the word in place of the other, with its marks; one step to undo."""
        inside = QTextCursor(found)
        inside.setPosition(found.selectionStart() + 1)
        found.insertText(word, inside.charFormat())
        self._text.setTextCursor(found)
        self._text.setFocus()

    def _learn(self, word: str) -> None:
        words = self._ctx.workspace.words

        def learned(changes: Changes) -> None:
            if self._speller is not None:
                self._speller.learn(word)
                self.marks.look()
            self.said.emit(f"\u201c{word}\u201d is one of your words now")
            self.changed.emit(changes)

        self._ctx.tasks.vault(lambda: words.add(word), learned, self)
