"""One wound as a card: how far it is in a sentence, and its eight steps in a line."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal

from therapist_app.catalogue.model import Catalogue
from therapist_app.repair.rules import StepMarks, Thread, thread_sentence
from ui.kit.card import Card
from ui.kit.columns import Columns
from ui.kit.words import Label
from ui.repair.facts import RepairFacts, step_words
from ui.repair.tile import StepTile
from ui.theme.theme import Theme


class ThreadCard(Card):
    """The steps are one stop of Tab; arrows go from step to step.

    opened(StepMarks), marked(str), more(str), taken_back(StepMarks)   what is asked for a step, by its key
    """

    opened = Signal(object)
    marked = Signal(str)
    more = Signal(str)
    taken_back = Signal(object)

    def __init__(self, theme: Theme, catalogue: Catalogue, facts: RepairFacts, thread: Thread) -> None:
        title = facts.title(thread, catalogue)
        super().__init__(theme, title, None, "Mark or look back", link_name=f"Mark or look back: {title}")
        self.link_clicked.connect(lambda: self.more.emit(""))
        if said := " ".join(facts.own_words(thread.rupture.line).split()):
            self.add(Label(said, "body", "text2", wrap=True))
        self.add(Label(thread_sentence(thread), wrap=True), gap=2)
        line = Columns(theme, least=6.2, most=8)
        self.tiles = [self._tile(part, facts) for part in thread.steps]
        for tile in self.tiles:
            line.add(tile)
        self.add(line, gap=8)
        self._stop_at(next((place for place, part in enumerate(thread.steps) if not part.marks), 0))

    def focus_step(self, key: str) -> None:
        """Put the focus on a step."""
        tile = next((one for one in self.tiles if one.objectName() == key), self.tiles[0])
        self._stop_at(self.tiles.index(tile))
        tile.setFocus(Qt.FocusReason.OtherFocusReason)

    def _tile(self, part: StepMarks, facts: RepairFacts) -> StepTile:
        step = part.step
        tile = StepTile(self.theme, step.label, step_words(part, facts), step.meaning, taken=bool(part.marks))
        tile.setObjectName(step.key)
        tile.clicked.connect(lambda: self.opened.emit(part))
        tile.mark_requested.connect(lambda: self.marked.emit(step.key))
        tile.more_requested.connect(lambda: self.more.emit(step.key))
        tile.take_back_requested.connect(lambda: self.taken_back.emit(part))
        tile.moved.connect(lambda by: self._move(tile, by))
        return tile

    def _move(self, tile: StepTile, by: int) -> None:
        there = self.tiles.index(tile) + by
        if 0 <= there < len(self.tiles):
            self._stop_at(there)
            self.tiles[there].setFocus(Qt.FocusReason.OtherFocusReason)

    def _stop_at(self, place: int) -> None:
        for other, tile in enumerate(self.tiles):
            tile.setFocusPolicy(Qt.FocusPolicy.StrongFocus if other == place else Qt.FocusPolicy.ClickFocus)
