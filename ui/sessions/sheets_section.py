"""Homework in the note's side panel: what was given before and waits, and what is given today."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from therapist_app.homework.outcome import LINES, QUESTIONS, SheetOutcome, outcome_of, outcome_words
from ui.kit.buttons import Button, LinkButton
from ui.kit.dress import Dress, icon_label
from ui.kit.rating_form import RatingForm
from ui.kit.tab_order import follow
from ui.kit.words import Elided, Label
from ui.sessions.desk import Desk
from ui.sessions.page_facts import NoteFacts, SheetFact
from ui.sessions.page_words import Names, sheet_words, shortened
from ui.sessions.section import EDGE_PX, Section, keep_rows
from ui.theme.theme import Theme


class SheetRow(QWidget):
    """One handout, with a button to say that it was talked about; how it went may be said below."""

    reviewed = Signal(object)  # SheetOutcome
    rearranged = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._fact: SheetFact | None = None
        self.form: RatingForm | None = None
        self.first = Elided("", "body")
        self.second = Elided("", "small", "text2")
        self.became = Label("", "small", "text2", wrap=True)
        self.talked = Button(theme, "Talked about", "check", "quiet", "small")
        self.talked.clicked.connect(self._talked)
        self._lay_out()
        Dress(self, theme, self._space)

    def _lay_out(self) -> None:
        self._row = QHBoxLayout()
        self._row.addWidget(icon_label(self._theme, "file", "text2", 16), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(0)
        for label in (self.first, self.second, self.became):
            words.addWidget(label)
        self._row.addLayout(words, 1)
        self._row.addWidget(self.talked, 0, Qt.AlignmentFlag.AlignTop)
        self._whole = QVBoxLayout(self)
        self._whole.addLayout(self._row)

    def show_sheet(self, fact: SheetFact, names: Names, facts: NoteFacts) -> None:
        """Show where this sheet stands."""
        self._fact, one = fact, fact.assignment
        self.first.setText(fact.title)
        stands = sheet_words(one.given_on, one.review_on, one.reviewed_on, facts.today)
        self.second.setText(f"{shortened(names.of(one.holder), 12)}, {stands}")
        became = outcome_words(one)
        self.became.setText(became)
        self.became.setVisible(bool(became))
        waiting = one.reviewed_on is None
        self.talked.setText("Talked about" if waiting else "How it went")
        self.talked.setAccessibleName(f"{fact.title}: {self.talked.text().lower()}")
        self.talked.setVisible(not fact.given_here and self.form is None)

    def close_form(self) -> None:
        """Put away what was opened below."""
        form, self.form = self.form, None
        if form is not None:
            form.hide()
            form.deleteLater()
            self.talked.show()
            self.talked.setFocus(Qt.FocusReason.OtherFocusReason)
            self.rearranged.emit()

    def _talked(self) -> None:
        """That it was talked about is kept at once; how it went can be said, or not."""
        if self._fact is None:
            return
        one = self._fact.assignment
        if one.reviewed_on is None:
            self.reviewed.emit(SheetOutcome())
        form = self.form = RatingForm(
            self._theme, self._fact.title, QUESTIONS, LINES, asdict(outcome_of(one))
        )
        form.kept.connect(self._kept)
        form.left.connect(self.close_form)
        self._whole.addWidget(form)
        follow(self.talked, form)
        form.show()
        form.focus_first()
        self.talked.hide()
        self.rearranged.emit()

    def _kept(self, said: dict[str, Any]) -> None:
        self.reviewed.emit(SheetOutcome(**said))
        self.close_form()

    def _space(self) -> None:
        px = self._theme.px
        self._whole.setContentsMargins(0, px(4), 0, px(4))
        self._whole.setSpacing(px(4))
        self._row.setSpacing(px(8))


class SheetsSection(Section):
    """`give_requested` asks for the handouts of this couple."""

    give_requested = Signal()
    rearranged = Signal()

    def __init__(self, theme: Theme, desk: Desk) -> None:
        super().__init__(theme, "Homework given")
        self._desk = desk
        self._facts: NoteFacts | None = None
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
        self._facts = facts
        keys = [fact.assignment.id for fact in facts.sheets]
        changed = keys != list(self.rows)
        keep_rows(self._rows, self.rows, keys)
        for place, fact in enumerate(facts.sheets):
            row = self.rows.get(fact.assignment.id) or self._new_row(fact.assignment.id)
            if self._rows.indexOf(row) != place:
                self._rows.insertWidget(place, row)
            row.show_sheet(fact, names, facts)
        self.empty.setVisible(not keys)
        if changed:
            self.rearranged.emit()

    def _new_row(self, assignment_id: str) -> SheetRow:
        row = self.rows[assignment_id] = SheetRow(self.theme)
        row.reviewed.connect(lambda said: self._reviewed(assignment_id, said))
        row.rearranged.connect(self.rearranged)
        return row

    def _reviewed(self, assignment_id: str, said: SheetOutcome) -> None:
        """A sheet is looked at on the day of the session that it is talked about in."""
        facts, service = self._facts, self._desk.ctx.workspace.homework
        if facts is not None:
            when = replace(said, on_date=min(facts.session.on_date, facts.today))
            self._desk.keep(lambda: service.reviewed(assignment_id, when))
