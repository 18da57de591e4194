"""A step of the first run, and the first one: what this is."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.kit.buttons import LinkButton
from ui.kit.dress import icon_label
from ui.kit.words import Label
from ui.theme.theme import Theme

_FACTS = (
    (
        "disk",
        "Everything stays on this computer",
        "No account, no server. Attune never uses the network, so nothing can be sent.",
    ),
    (
        "lock",
        "Locked with your passphrase",
        "Without it, or the recovery words you will print, nobody can read your notes. Nobody can reset it.",
    ),
    (
        "users",
        "Made for work with couples",
        "Six phases of healing, notes that save themselves, promises, sheets to take home, and progress in words.",
    ),
    (
        "heart",
        "Your judgment leads",
        "Attune offers guidance with its reasons. It is no medical device, and the rules of your profession hold.",
    ),
)


class Step(QWidget):
    """A title, a few words, and what is asked; `first` takes the focus."""

    submitted = Signal()

    def __init__(self, theme: Theme, title: str, words: str) -> None:
        super().__init__()
        self.theme = theme
        self.first: QWidget | None = None
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(theme.px(8))
        self.title = Label(title, "title", wrap=True)
        self.column.addWidget(self.title)
        if words:
            self.column.addWidget(Label(words, "body", "text2", wrap=True))
        self.column.addSpacing(theme.px(20 if words else 10))
        self._problem = Label("", "medium", "danger", wrap=True)
        self._problem.hide()

    def finish(self) -> None:
        """The last line: what went wrong, if anything."""
        self.column.addSpacing(self.theme.px(8))
        self.column.addWidget(self._problem)

    def refuse(self, line: str, field: str = "") -> None:
        """Say in one line why it cannot be kept; "" takes the line away."""
        self._problem.setText(line)
        self._problem.setVisible(bool(line))


class WhatThisIs(Step):
    """Four facts, and the way to a practice that exists."""

    other_requested = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(
            theme, "Welcome to Attune", "A private practice for therapists who work with couples."
        )
        for icon, title, words in _FACTS:
            self.column.addLayout(self._fact(icon, title, words))
            self.column.addSpacing(theme.px(10))
        self.other = LinkButton(theme, "I have a practice already: open it", "folder")
        self.other.clicked.connect(self.other_requested)
        self.column.addWidget(self.other)
        self.finish()

    def _fact(self, icon: str, title: str, words: str) -> QHBoxLayout:
        lines = QVBoxLayout()
        lines.setSpacing(self.theme.px(2))
        lines.addWidget(Label(title, "lead", wrap=True))
        lines.addWidget(Label(words, "body", "text2", wrap=True))
        row = QHBoxLayout()
        row.setSpacing(self.theme.px(16))
        row.addWidget(icon_label(self.theme, icon, "accent", 22), 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(lines, 1)
        return row
