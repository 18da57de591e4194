"""The sheets a couple was given: which are out, which were looked at, and the line that says so."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from therapist_app.homework.model import Assignment
from ui.homework.facts import HomeworkFacts
from ui.homework.given_words import back_words, given_words
from ui.kit.buttons import Button, IconButton, LinkButton
from ui.kit.card import empty_layout
from ui.kit.dress import hairline
from ui.kit.edit import Edit
from ui.kit.row import OpenRow
from ui.kit.words import Label
from ui.theme.theme import Theme

ASK = "What came of it? (optional)"


class GivenRow(QWidget):
    """One sheet that was given. `reviewed(line)` once it was looked at; `opened()` to see it again.

    `removed()` says that it was not given after all, `came_back()` asks to read what came back.
    """

    came_back = Signal()
    reviewed = Signal(str)
    opened = Signal()
    removed = Signal()

    def __init__(self, theme: Theme, one: Assignment, facts: HomeworkFacts) -> None:
        super().__init__()
        title, holder = facts.title(one.handout), facts.names(one.holder)
        words = given_words(one, holder, facts.today)
        self.row = OpenRow(
            theme,
            title,
            words.given,
            words.review,
            chevron=False,
            fact_ink="warn" if words.is_past else "text2",
        )
        self.row.setToolTip("See it again")
        self.row.clicked.connect(self.opened)
        back = facts.returned.get(one.id)
        self.back = LinkButton(theme, back_words(back))
        self.back.setAccessibleName(f"{back_words(back)}: {title}, for {holder}")
        self.back.setVisible(back is not None)
        self.back.clicked.connect(self.came_back)
        self.mark = LinkButton(theme, "Reviewed")
        self.mark.setAccessibleName(f"Reviewed: {title}, for {holder}")
        self.gone = IconButton(theme, "trash", f"Take back {title}, for {holder}", tall="small")
        self.gone.clicked.connect(self.removed)
        self.line = Edit(theme, f"What came of {title}? Optional, one line", placeholder=ASK)
        self.keep = Button(theme, "Keep")
        self._form = QWidget()
        self._lay_out(theme, one)
        self.mark.clicked.connect(self._ask)
        self.keep.clicked.connect(self._keep)
        self.line.returnPressed.connect(self._keep)

    def _lay_out(self, theme: Theme, one: Assignment) -> None:
        top = QHBoxLayout()
        top.setSpacing(theme.px(8))
        # Aligned, as a layout else takes the lowest of its fixed heights for all of them.
        for part, stretch in ((self.row, 1), (self.back, 0), (self.mark, 0), (self.gone, 0)):
            top.addWidget(part, stretch, Qt.AlignmentFlag.AlignVCenter)
        if one.reviewed_on is not None:
            self.mark.hide()
        form = QHBoxLayout(self._form)
        form.setContentsMargins(theme.px(8), theme.px(2), 0, theme.px(6))
        form.setSpacing(theme.px(8))
        form.addWidget(self.line, 1)
        form.addWidget(self.keep)
        self._form.hide()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(top)
        whole.addWidget(self._form)
        for words in (one.review_line, f"Used anyway: {one.override_reason}" if one.override_reason else ""):
            if words:
                label = Label(words, "small", "text2", wrap=True)
                label.setContentsMargins(theme.px(8), 0, theme.px(8), theme.px(6))
                whole.addWidget(label)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape puts the line away."""
        if event.key() == Qt.Key.Key_Escape and self._form.isVisibleTo(self):
            self._form.hide()
            self.mark.show()
            self.mark.setFocus()
            return
        super().keyPressEvent(event)

    def _ask(self) -> None:
        self.mark.hide()
        self._form.show()
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _keep(self) -> None:
        self.keep.setEnabled(False)  # one answer, however often Enter is pressed
        self.line.setEnabled(False)
        self.reviewed.emit(self.line.text().strip())


class GivenList(QWidget):
    """Rows of what was given, newest first.

    reviewed(str, str)   an assignment's id and the line that is kept with it
    opened(str, str)     the key of a sheet and for whom it was
    removed(str)         an assignment's id: it was not given after all
    came_back(str)       the id of what came back
    """

    came_back = Signal(str)

    reviewed = Signal(str, str)
    removed = Signal(str)
    opened = Signal(str, str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.rows: list[GivenRow] = []
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(0)

    def show_out(self, facts: HomeworkFacts, most: int = 2) -> None:
        """Show only the newest that are out."""
        self._clear()
        self._group("Given, not looked at yet", facts.out_now[:most], facts)

    def show_given(self, facts: HomeworkFacts) -> None:
        """Show all of them: those that are out first, then those that were looked at."""
        self._clear()
        out, seen = facts.out_now, [one for one in facts.given if one.reviewed_on is not None]
        self._group("Out, not looked at yet", out, facts)
        self._group("Looked at", seen, facts)
        if not facts.given:
            self._say("Sheets you print or save for this couple are listed here.")
        self._lines.addStretch(1)

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
            row.reviewed.connect(lambda line, key=one.id: self.reviewed.emit(key, line))
            row.removed.connect(lambda key=one.id: self.removed.emit(key))
            row.opened.connect(lambda one=one: self.opened.emit(one.handout, one.holder))
            if back := facts.returned.get(one.id):
                row.came_back.connect(lambda key=back.id: self.came_back.emit(key))
            self.rows.append(row)
            self._lines.addWidget(row)

    def _say(self, words: str, *, strong: bool = False) -> None:
        label = Label(words, "smallstrong" if strong else "body", "text2", wrap=True)
        px = self._theme.px
        label.setContentsMargins(px(8), px(8), px(8), px(4))
        self._lines.addWidget(label)
