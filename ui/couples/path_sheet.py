"""The sheet that lists every entry of the path, with what each was before it was corrected."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from therapist_app.progression.model import PhaseEntry
from ui.couples.path_facts import PathFacts
from ui.kit.buttons import LinkButton
from ui.kit.context import Context
from ui.kit.row import Row
from ui.kit.sheet import Sheet
from ui.kit.words import Label

_LEAD = "Newest first. An entry that is corrected stays readable beside the one that took its place."


class PathSheet(Sheet):
    """Each row has its own way to correct it.

    asked(str)   correct the entry with this id
    """

    asked = Signal(str)

    def __init__(self, ctx: Context, facts: PathFacts, parent: QWidget | None = None) -> None:
        super().__init__(ctx.theme, "Entries of the path", "Close", parent)
        self.cancel.hide()
        self.yes_requested.connect(self.accept)
        self.column.addWidget(Label(_LEAD, "body", "text2", wrap=True))
        for among, steps in facts.paths:
            if len(facts.paths) > 1:
                self.column.addWidget(Label(among.label, "card", wrap=True))
            if not steps:
                self.column.addWidget(Label("Nothing has been entered yet.", wrap=True))
            for step in reversed(steps):
                self._add_entry(facts, step.entry, facts.kinds.get(step.kind, ""))
        if gone := facts.taken_back():
            self.column.addWidget(Label("Taken back", "card"))
        for words, before in gone:
            self._add_lines(words, *before)

    def _add_entry(self, facts: PathFacts, entry: PhaseEntry, kind: str) -> None:
        title, entry_id = facts.title(entry), entry.id
        link = LinkButton(self.theme, "Correct", name=f"Correct: {title}")
        link.clicked.connect(lambda: self._ask_for(entry_id))
        holder = QWidget()
        lines = QVBoxLayout(holder)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(0)
        lines.addWidget(Row(self.theme, title, facts.reason(entry.reason), kind, trailing=link))
        for words in facts.said_before(entry_id):
            lines.addWidget(Label(words, "small", "text2", wrap=True))
        self.column.addWidget(holder)

    def _add_lines(self, *lines: str) -> None:
        for words in lines:
            self.column.addWidget(Label(words, "small", "text2", wrap=True))

    def _ask_for(self, entry_id: str) -> None:
        self.accept()
        self.asked.emit(entry_id)
