"""The sheets a couple was given: which are out, which were looked at, and the line that says so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from therapist_app.homework.model import Assignment
from therapist_app.homework.outcome import LINES, QUESTIONS, SheetOutcome, outcome_of
from ui.homework.facts import HomeworkFacts
from ui.homework.given_words import back_words, became_words, given_words
from ui.kit.buttons import IconButton, LinkButton
from ui.kit.card import empty_layout
from ui.kit.dress import hairline
from ui.kit.rating_form import RatingForm
from ui.kit.row import OpenRow
from ui.kit.words import Label
from ui.theme.theme import Theme


class GivenRow(QWidget):
    """One sheet that was given. `reviewed(SheetOutcome)` once it was looked at; `opened()` to see it again.

    `removed()` says that it was not given after all, `came_back()` asks to read what came back.
    """

    reviewed = Signal(object)
    came_back = Signal()
    opened = Signal()
    removed = Signal()
    rearranged = Signal()

    def __init__(self, theme: Theme, one: Assignment, facts: HomeworkFacts) -> None:
        super().__init__()
        self._theme, self._one = theme, one
        self._title, holder = facts.title(one.handout), facts.names(one.holder)
        words = given_words(one, holder, facts.today)
        self.row = OpenRow(
            theme,
            self._title,
            words.given,
            words.review,
            chevron=False,
            fact_ink="warn" if words.is_past else "text2",
        )
        self.row.setToolTip("See it again")
        self.row.clicked.connect(self.opened)
        word = "Change" if one.reviewed_on else "Reviewed"
        self.mark = LinkButton(theme, word)
        self.mark.setAccessibleName(f"{word}: {self._title}, for {holder}")
        self.gone = IconButton(theme, "trash", f"Take back {self._title}, for {holder}", tall="small")
        back = facts.returned.get(one.id)
        self.back = LinkButton(theme, back_words(back))
        self.back.setAccessibleName(f"{back_words(back)}: {self._title}, for {holder}")
        self.back.clicked.connect(self.came_back)
        self.gone.clicked.connect(self.removed)
        self.form: RatingForm | None = None
        self._lay_out(theme, [facts.words(line) for line in became_words(one)])
        self.back.setVisible(back is not None)  # once it is inside: alone it would be a window
        self.mark.clicked.connect(lambda: self.ask())

    def _lay_out(self, theme: Theme, became: list[str]) -> None:
        top = QHBoxLayout()
        top.setSpacing(theme.px(8))
        # Aligned, as a layout else takes the lowest of its fixed heights for all of them.
        for part, stretch in ((self.row, 1), (self.back, 0), (self.mark, 0), (self.gone, 0)):
            top.addWidget(part, stretch, Qt.AlignmentFlag.AlignVCenter)
        self._whole = QVBoxLayout(self)
        self._whole.setContentsMargins(0, 0, 0, 0)
        self._whole.setSpacing(0)
        self._whole.addLayout(top)
        for words in became:
            label = Label(words, "small", "text2", wrap=True)
            label.setContentsMargins(theme.px(8), 0, theme.px(8), theme.px(6))
            self._whole.addWidget(label)

    @property
    def id(self) -> str:
        """Which sheet this is."""
        return self._one.id

    @property
    def begun(self) -> dict[str, Any] | None:
        """What is being said and is not on its way into the vault yet; None while nobody is asked."""
        return self.form.said if self.form is not None and self.form.keep_button.isEnabled() else None

    def ask(self, said: Mapping[str, Any] | None = None, *, focus: bool = True) -> None:
        """Ask how it went, from what is kept or from what was `said` already."""
        self.mark.hide()
        begun = asdict(outcome_of(self._one)) if said is None else said
        form = self.form = RatingForm(self._theme, self._title, QUESTIONS, LINES, begun)
        form.kept.connect(self._keep)
        form.left.connect(self._leave)
        self._whole.insertWidget(1, form)
        form.show()
        self.rearranged.emit()
        if focus:
            form.focus_first()

    def _keep(self, said: dict[str, Any]) -> None:
        self.reviewed.emit(SheetOutcome(**said, on_date=self._one.reviewed_on))

    def _leave(self) -> None:
        form, self.form = self.form, None
        if form is not None:
            form.hide()
            form.deleteLater()
        self.mark.show()
        self.mark.setFocus()


class GivenList(QWidget):
    """Rows of what was given, newest first.

    reviewed(str, object)   an assignment's id and its SheetOutcome
    opened(str, str)        the key of a sheet and for whom it was
    removed(str)            an assignment's id: it was not given after all
    came_back(str)          the id of what came back
    """

    reviewed = Signal(str, object)
    came_back = Signal(str)
    removed = Signal(str)
    opened = Signal(str, str)
    rearranged = Signal()  # there is something new to go through

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.rows: list[GivenRow] = []
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(0)

    def show_out(self, facts: HomeworkFacts, most: int = 2) -> None:
        """Show only the newest that are out; what is being said of one stays."""
        begun, focus = self.half_filled(), self.isAncestorOf(self.window().focusWidget() or self)
        self._clear()
        self._group("Given, not looked at yet", facts.out_now[:most], facts)
        self.put_back(begun, focus=focus)

    def show_given(self, facts: HomeworkFacts) -> None:
        """Show all of them, those that are out first, then those that were looked at; what is being said stays."""
        begun, focus = self.half_filled(), self.isAncestorOf(self.window().focusWidget() or self)
        self._clear()
        out, seen = facts.out_now, [one for one in facts.given if one.reviewed_on is not None]
        self._group("Out, not looked at yet", out, facts)
        self._group("Looked at", seen, facts)
        if not facts.given:
            self._say("Sheets you print or save for this couple are listed here.")
        self._lines.addStretch(1)
        self.put_back(begun, focus=focus)

    def half_filled(self) -> dict[str, Any]:
        """What is being said of a sheet and is not kept yet, as plain JSON."""
        for row in self.rows:
            if row.begun is not None:
                return {"assignment_id": row.id, "said": row.begun}
        return {}

    def put_back(self, begun: Mapping[str, Any], *, focus: bool = True) -> None:
        """Ask again of the sheet that `half_filled` names, with what was said."""
        for row in self.rows:
            if row.id == begun.get("assignment_id"):
                row.ask(begun["said"], focus=focus)

    def focus_first(self) -> None:
        """Go to the first row."""
        if self.rows:
            self.rows[0].row.setFocus(Qt.FocusReason.OtherFocusReason)

    def _clear(self) -> None:
        empty_layout(self._lines)
        self.rows = []

    def _group(self, heading: str, given: list[Assignment], facts: HomeworkFacts) -> None:
        if not given:
            return
        self._say(heading, strong=True)
        for place, one in enumerate(given):
            if place:
                self._lines.addWidget(hairline())
            row = GivenRow(self._theme, one, facts)
            row.reviewed.connect(lambda said, key=one.id: self.reviewed.emit(key, said))
            row.removed.connect(lambda key=one.id: self.removed.emit(key))
            row.opened.connect(lambda one=one: self.opened.emit(one.handout, one.holder))
            row.rearranged.connect(self.rearranged)
            if back := facts.returned.get(one.id):
                row.came_back.connect(lambda key=back.id: self.came_back.emit(key))
            self.rows.append(row)
            self._lines.addWidget(row)

    def _say(self, words: str, *, strong: bool = False) -> None:
        label = Label(words, "smallstrong" if strong else "body", "text2", wrap=True)
        px = self._theme.px
        label.setContentsMargins(px(8), px(8), px(8), px(4))
        self._lines.addWidget(label)
