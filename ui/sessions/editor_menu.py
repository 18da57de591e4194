"""The menus of the note text: what can be done with the selection, and who may read it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from ui.sessions.parts import STYLES

if TYPE_CHECKING:
    from ui.sessions.editor import NoteText


def context_menu(editor: NoteText) -> QMenu:
    """Undo, clipboard and reader for the selection; words and keys, no rich text of Qt's own."""
    menu = QMenu(editor)
    writable, chosen = not editor.isReadOnly(), editor.textCursor().hasSelection()
    document, standard = editor.document(), QKeySequence.StandardKey
    rows = (
        ("Undo", standard.Undo, editor.undo, writable and document.isUndoAvailable()),
        ("Redo", "Ctrl+Shift+Z", editor.redo, writable and document.isRedoAvailable()),
        None,
        ("Cut", standard.Cut, editor.cut, writable and chosen),
        ("Copy", standard.Copy, editor.copy, chosen),
        ("Paste", standard.Paste, editor.paste, writable and editor.canPaste()),
        ("Paste as plain text", "Ctrl+Shift+V", editor.paste_plain, writable and editor.canPaste()),
        None,
        ("Select all", standard.SelectAll, editor.selectAll, not document.isEmpty()),
    )
    for row in rows:
        if row is None:
            menu.addSeparator()
            continue
        words, keys, act, enabled = row
        action = menu.addAction(words, act)
        action.setShortcut(QKeySequence(keys))
        action.setEnabled(enabled)
    if writable:
        menu.addSeparator()
        menu.addMenu(readers_menu(editor, menu))
    return menu


def readers_menu(editor: NoteText, parent: QWidget) -> QMenu:
    """Who may read the selected paragraphs: one of four, with the copies that hold them."""
    menu = QMenu("Who may read this", parent)
    group = QActionGroup(menu)
    now = editor.format_state().audience
    for audience, style in STYLES.items():
        words = f"{editor.names.word(audience)}, {editor.names.copies(audience)}".replace("&", "&&")
        action = QAction(editor.look.icon(style.icon, style.ink), words, menu)
        action.setShortcut(QKeySequence(style.keys))
        action.setCheckable(True)
        action.setChecked(audience is now)
        font = menu.font()
        font.setBold(audience is now)  # the icon takes the place of a tick
        action.setFont(font)
        action.triggered.connect(lambda _=False, chosen=audience: editor.set_audience(chosen))
        group.addAction(action)
        menu.addAction(action)
    return menu
