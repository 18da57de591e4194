"""F1: the list of keys, made from the table of actions."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ui.kit.buttons import Button
from ui.kit.words import Label
from ui.shell.actions import ACTIONS, MENUS, NOTE_KEYS
from ui.theme.theme import Theme


class KeysHelp(QDialog):
    """Groups of keys in two columns; Escape or Close ends it."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setObjectName("keys_help")
        self.setWindowTitle("Keys")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        groups = {title: _keys_of(title) for title in MENUS}
        groups["In a note"] = list(NOTE_KEYS)
        column = QVBoxLayout(self)
        column.setContentsMargins(*(theme.px(24),) * 4)
        column.setSpacing(theme.px(16))
        column.addWidget(Label("Keys", "title"))
        column.addWidget(self._scrolled(groups), 1)
        close = Button(theme, "Close", kind="primary")
        close.clicked.connect(self.accept)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(close)
        column.addLayout(foot)
        room = parent.window().size()
        self.resize(min(theme.px(760), room.width() - 40), min(theme.px(640), room.height() - 40))

    def _scrolled(self, groups: dict[str, list[tuple[str, str]]]) -> QScrollArea:
        inside = QWidget()
        row = QHBoxLayout(inside)
        row.setContentsMargins(0, 0, self._theme.px(8), 0)
        row.setSpacing(self._theme.px(32))
        filled = [(title, keys) for title, keys in groups.items() if keys]
        half = sum(len(keys) + 1 for _, keys in filled) / 2
        columns: list[list[tuple[str, list[tuple[str, str]]]]] = [[], []]
        done = 0
        for title, keys in filled:
            columns[int(done >= half)].append((title, keys))
            done += len(keys) + 1
        for groups_here in columns:
            row.addLayout(self._column(groups_here), 1)
        area = QScrollArea()
        area.setWidget(inside)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.viewport().setAutoFillBackground(False)
        inside.setAutoFillBackground(False)
        area.setAccessibleName("List of keys")
        return area

    def _column(self, groups: list[tuple[str, list[tuple[str, str]]]]) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(self._theme.px(16))
        grid.setVerticalSpacing(self._theme.px(6))
        line = 0
        for title, keys in groups:
            grid.addWidget(Label(title, "smallstrong", "text2"), line, 0, 1, 2)
            for words, key in keys:
                line += 1
                grid.addWidget(Label(words, wrap=True), line, 0)
                grid.addWidget(Label(key, "medium", "text2"), line, 1, Qt.AlignmentFlag.AlignRight)
            grid.setRowMinimumHeight(line + 1, self._theme.px(12))
            line += 2
        grid.setRowStretch(line, 1)
        grid.setColumnStretch(0, 1)
        return grid


def _keys_of(menu: str) -> list[tuple[str, str]]:
    return [(one.words, one.keys) for one in ACTIONS if one.menu == menu and one.shortcut]
