"""Homework in the note's side panel: what was given before and waits, and what is given today."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.kit.buttons import Button, LinkButton
from ui.kit.dress import Dress, icon_label
from ui.kit.words import Elided, Label
from ui.sessions.desk import Desk
from ui.sessions.page_facts import NoteFacts, SheetFact
from ui.sessions.page_words import Names, sheet_words, shortened
from ui.sessions.section import EDGE_PX, Section, keep_rows
from ui.theme.theme import Theme


class SheetRow(QWidget):
    """One handout, with a button to say that it was talked about."""

    reviewed = Signal(str)

    def __init__(self, theme: Theme, assignment_id: str) -> None:
        super().__init__()
        self._theme = theme
        self.first = Elided("", "body")
        self.second = Elided("", "small", "text2")
        self.talked = Button(theme, "Talked about", "check", "quiet", "small")
        self.talked.clicked.connect(lambda: self.reviewed.emit(assignment_id))
        self._row = QHBoxLayout(self)
        self._row.addWidget(icon_label(theme, "file", "text2", 16), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.first)
        words.addWidget(self.second)
        self._row.addLayout(words, 1)
        self._row.addWidget(self.talked)
        Dress(self, theme, self._space)

    def show_sheet(self, fact: SheetFact, names: Names, facts: NoteFacts) -> None:
        """Show where this sheet stands."""
        one = fact.assignment
        self.first.setText(fact.title)
        stands = sheet_words(one.given_on, one.review_on, one.reviewed_on, facts.today)
        self.second.setText(f"{shortened(names.of(one.holder), 12)}, {stands}")
        waiting = one.reviewed_on is None and not fact.given_here
        self.talked.setVisible(waiting)
        self.talked.setAccessibleName(f"{fact.title}: talked about")

    def _space(self) -> None:
        px = self._theme.px
        self._row.setContentsMargins(0, px(4), 0, px(4))
        self._row.setSpacing(px(8))


class SheetsSection(Section):
    """`give_requested` asks for the handouts of this couple."""

    give_requested = Signal()
    rearranged = Signal()

    def __init__(self, theme: Theme, desk: Desk) -> None:
        super().__init__(theme, "Homework given")
        self._desk = desk
        self.rows: dict[str, SheetRow] = {}
        self.give = LinkButton(theme, "Give a sheet", name="Give a sheet (Ctrl+P)")
        self.give.clicked.connect(self.give_requested)
        self.head.addWidget(self.give)
        self.empty = Label("Nothing given that waits to be talked about.", "small", "text2", wrap=True)
        self._rows = QVBoxLayout()
        self.column.addLayout(self._rows)
        self.inset(self.empty)
        self.space()

    def space(self) -> None:
        """Keep the rows in line with the head."""
        super().space()
        if hasattr(self, "_rows"):
            side = self.theme.px(EDGE_PX)
            self._rows.setContentsMargins(side, 0, side, 0)
            self._rows.setSpacing(0)

    def show_facts(self, facts: NoteFacts, names: Names) -> None:
        """Show the sheets."""
        keys = [fact.assignment.id for fact in facts.sheets]
        changed = keys != list(self.rows)
        keep_rows(self._rows, self.rows, keys)
        for place, fact in enumerate(facts.sheets):
            row = self.rows.get(fact.assignment.id)
            if row is None:
                row = self.rows[fact.assignment.id] = SheetRow(self.theme, fact.assignment.id)
                row.reviewed.connect(self._reviewed)
            if self._rows.indexOf(row) != place:
                self._rows.insertWidget(place, row)
            row.show_sheet(fact, names, facts)
        self.empty.setVisible(not keys)
        if changed:
            self.rearranged.emit()

    def _reviewed(self, assignment_id: str) -> None:
        service = self._desk.ctx.workspace.homework
        self.give.setFocus(Qt.FocusReason.OtherFocusReason)  # the button that was pressed goes
        self._desk.keep(lambda: service.reviewed(assignment_id))
