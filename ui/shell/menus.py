"""The menus and keys, made from the table of actions."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenuBar, QWidget

from ui.kit.words import plain
from ui.shell.actions import ACTIONS, MENUS, Action


def make_actions(owner: QWidget, run: Callable[[Action], None], hidden: frozenset[str]) -> dict[str, QAction]:
    """One QAction for each row of the table that is not hidden, with its key working anywhere in the window."""
    made: dict[str, QAction] = {}
    for one in ACTIONS:
        if one.key in hidden:
            continue
        action = QAction(plain(one.words), owner)
        action.setObjectName(one.key)
        if one.shortcut:
            action.setShortcut(QKeySequence(one.shortcut))
        action.triggered.connect(lambda _=False, one=one: run(one))
        owner.addAction(action)
        made[one.key] = action
    return made


def fill_menus(bar: QMenuBar, actions: Mapping[str, QAction]) -> None:
    """Put every action into its menu."""
    bar.clear()
    for title in MENUS:
        menu = bar.addMenu(f"&{title}")
        for one in ACTIONS:
            if one.menu == title and one.key in actions:
                menu.addAction(actions[one.key])
