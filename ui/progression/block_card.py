"""Blocks by session in their card: the tagged ones or all fifteen, and a line that says the cell in focus."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from therapist_app.catalogue.model import Catalogue
from ui.kit.buttons import IconButton
from ui.kit.card import Card
from ui.kit.empty import EmptyState
from ui.kit.flow import FlowLayout
from ui.kit.marks import LEVEL_WORDS, LevelMark
from ui.kit.words import Label
from ui.progression.block_view import BlockTable
from ui.progression.facts import ProgressFacts
from ui.theme.theme import Theme


class BlockCard(Card):
    """The map, its key and the words of the cell in focus."""

    opened = Signal(str)

    def __init__(self, theme: Theme, catalogue: Catalogue, parent: QWidget | None = None) -> None:
        super().__init__(theme, "Blocks by session", "newest right", "Show all 15", parent=parent)
        self._catalogue = catalogue
        self._facts: ProgressFacts | None = None
        self.show_all = False
        self.earlier = IconButton(theme, "chevron-left", "Earlier sessions", tall="small")
        self.later = IconButton(theme, "chevron-right", "Later sessions", tall="small")
        self.table = BlockTable(theme, catalogue)
        self.said = Label("", "small", "text2", wrap=True)
        self.empty = EmptyState(
            theme,
            "layers",
            "No block tagged in this time",
            "What is tagged in a session note shows here, session by session.",
        )
        self.add_to_head(self.earlier)
        self.add_to_head(self.later)
        self.add(self.table)
        self.add(self.empty)
        self.key = self._key()
        self.add(self.key, gap=6)
        self.add(self.said, gap=4)
        self._listen()
        order = (self.earlier, self.later, self.link, self.table)
        for one, following in pairwise(order):
            QWidget.setTabOrder(one, following)

    def _listen(self) -> None:
        self.table.told.connect(self._tell)
        self.table.opened.connect(self.opened)
        self.table.window_changed.connect(self._window)
        self.earlier.clicked.connect(lambda: self.table.turn(max(1, self.table.room - 1)))
        self.later.clicked.connect(lambda: self.table.turn(-max(1, self.table.room - 1)))
        self.link_clicked.connect(self._turn)

    def _key(self) -> QWidget:
        """What bars and tick stand for."""
        holder = QWidget()
        flow = FlowLayout(holder, gap=self.theme.px(6), row_gap=self.theme.px(4))
        for level in (1, 2, 3, 0):
            flow.addWidget(LevelMark(self.theme, level, "Key", 20, 18))
            label = Label(LEVEL_WORDS[level], "small", "text2")
            label.setContentsMargins(0, 0, self.theme.px(8), 0)
            flow.addWidget(label)
        flow.addWidget(Label("empty: not tagged", "small", "text2"))
        return holder

    def show_facts(self, facts: ProgressFacts) -> None:
        """Show the map of a period."""
        self._facts = facts
        blocks = facts.block_map(self._catalogue, show_all=self.show_all)
        some = bool(blocks.rows) and bool(blocks.columns)
        self.table.setVisible(some)
        self.key.setVisible(some)
        self.empty.setVisible(not some)
        self.table.show_map(blocks)
        self.link.setVisible(bool(facts.review.block_sessions))
        word = "Show tagged only" if self.show_all else f"Show all {len(self._catalogue.blocks)}"
        self.link.set_word(word)
        self.link.setAccessibleName(f"{word}: blocks by session")
        self._tell("")

    def _turn(self) -> None:
        self.show_all = not self.show_all
        if self._facts is not None:
            self.show_facts(self._facts)
        self.link.setFocus(Qt.FocusReason.OtherFocusReason)

    def _tell(self, words: str) -> None:
        self.said.setText(words or "Arrow keys walk through the cells; Enter opens the session.")
        self.said.setVisible(not self.table.isHidden())

    def _window(self) -> None:
        first, last, count = self.table.shown
        some_hidden = last - first < count
        self.set_count(f"{first + 1}–{last} of {count}" if some_hidden else "newest right")
        self.earlier.setEnabled(first > 0)
        self.later.setEnabled(last < count)
        # Last, because it may give the table another width and so call this again.
        self.earlier.setVisible(some_hidden)
        self.later.setVisible(some_hidden)
