"""One section of the note's side panel: a head with its count, and a line above it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui.kit.buttons import LinkButton
from ui.kit.dress import Dress, hairline
from ui.kit.flow import FlowLayout
from ui.kit.words import Elided, Label
from ui.theme.theme import Theme

EDGE_PX = 8  # rows reach this much further out than words, so that their ground has room


class Section(QWidget):
    """Put what it holds into `column`; `inset` keeps words in line with the head."""

    def __init__(self, theme: Theme, title: str = "", *, line: bool = True) -> None:
        super().__init__()
        self.theme = theme
        self.setAccessibleName(title)
        self._whole = QVBoxLayout(self)
        self._whole.setContentsMargins(0, 0, 0, 0)
        self._whole.setSpacing(0)
        self._line_row = QHBoxLayout()
        if line:
            self._line_row.addWidget(hairline())
        self._whole.addLayout(self._line_row)
        self.head = QHBoxLayout()
        self.title = Elided(title, "strong")
        self.said = Label("", "small", "text2")
        self.head.addWidget(self.title)
        self.head.addStretch(1)
        self.head.addWidget(self.said)
        self._whole.addLayout(self.head)
        self.column = QVBoxLayout()
        self.column.setSpacing(0)
        self._whole.addLayout(self.column)
        self._titled, self._lined = bool(title), line
        if not title:
            self.title.hide()
            self.said.hide()
        Dress(self, theme, self.space)

    def space(self) -> None:
        """Take sizes from the theme."""
        px = self.theme.px
        self._line_row.setContentsMargins(px(EDGE_PX), px(13) if self._lined else 0, px(EDGE_PX), 0)
        self.head.setContentsMargins(px(EDGE_PX), px(9) if self._titled else 0, px(EDGE_PX), 0)
        if self._titled:
            self.title.setMinimumHeight(px(24))

    def inset(self, *widgets: QWidget) -> None:
        """Put widgets below each other, in line with the words of the head."""
        for widget in widgets:
            row = QHBoxLayout()
            row.addWidget(widget)
            if widget.sizePolicy().horizontalPolicy() is QSizePolicy.Policy.Fixed:
                row.addStretch(1)  # it begins where the words begin
            Dress(widget, self.theme, lambda row=row: row.setContentsMargins(*self._sides()))
            self.column.addLayout(row)

    def _sides(self) -> tuple[int, int, int, int]:
        side = self.theme.px(EDGE_PX)
        return side, 0, side, 0


Row = TypeVar("Row", bound=QWidget)


def keep_rows(layout: QVBoxLayout, rows: dict[str, Row], keys: Sequence[str]) -> None:
    """Let the rows go whose keys are gone; the others stay the same widgets."""
    for key in [key for key in rows if key not in keys]:
        row = rows.pop(key)
        layout.removeWidget(row)
        row.hide()
        row.deleteLater()


class Inline(QWidget):
    """A line that says or asks something in place, with its answers as links; hidden while empty."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.words = Label("", "small", "text2", wrap=True)
        self.answers: list[LinkButton] = []
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self.words)
        self._links = FlowLayout(gap=theme.px(16), row_gap=0)
        box.addLayout(self._links)
        self.hide()

    def say(self, words: str, answers: Sequence[tuple[str, Callable[[], None]]] = ()) -> None:
        """Show words with their answers, or nothing."""
        if words == self.words.text() and [w for w, _ in answers] == [
            a.accessibleName() for a in self.answers
        ]:
            return
        for link in self.answers:
            self._links.removeWidget(link)
            link.hide()
            link.deleteLater()
        self.answers = []
        self.words.setText(words)
        for word, act in answers:
            link = LinkButton(self._theme, word)
            link.clicked.connect(lambda _=False, act=act: act())
            self._links.addWidget(link)
            self.answers.append(link)
        self.setVisible(bool(words))
