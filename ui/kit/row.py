"""Rows of cards and lists: a leading mark, a line, a second line with a fact at its right, an act."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from ui.kit.buttons import presses
from ui.kit.dress import icon_label
from ui.kit.ground import paint_ground
from ui.kit.words import Elided, Ink, Label, Words
from ui.theme.theme import Theme


class RowWords(QWidget):
    """The two lines of a row; `fact` stands at the right end of the second."""

    def __init__(
        self, theme: Theme, first: str, second: str, fact: str, fact_ink: Ink, first_words: Words
    ) -> None:
        super().__init__()
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(theme.px(1))
        self.first = Elided(first, first_words)
        lines.addWidget(self.first)
        below = QHBoxLayout()
        below.setSpacing(theme.px(8))
        self.second = Elided(second, "small", "text2")
        self.fact = Label(fact, "small", fact_ink)
        below.addWidget(self.second, 1)
        below.addWidget(self.fact)
        lines.addLayout(below)
        self.second.setVisible(bool(second or fact))
        self.fact.setVisible(bool(fact))


class Row(QWidget):
    """A row to read; `leading` and `trailing` are widgets at its two ends."""

    def __init__(
        self,
        theme: Theme,
        first: str,
        second: str = "",
        fact: str = "",
        *,
        leading: QWidget | str | None = None,
        trailing: QWidget | None = None,
        fact_ink: Ink = "text2",
        first_words: Words = "medium",
    ) -> None:
        """`leading` may be the name of an icon."""
        super().__init__()
        self.words = RowWords(theme, first, second, fact, fact_ink, first_words)
        fill_row(self, theme, self.words, leading, trailing, edge=0)


class OpenRow(QPushButton):
    """A row that opens its place: the whole row answers, a chevron says so."""

    def __init__(
        self,
        theme: Theme,
        first: str,
        second: str = "",
        fact: str = "",
        *,
        leading: QWidget | str | None = None,
        trailing: QWidget | None = None,
        chevron: bool = True,
        fact_ink: Ink = "text2",
        first_words: Words = "medium",
        name: str = "",
    ) -> None:
        super().__init__()
        self._theme = theme
        self.setProperty("kind", "row")
        self.setAutoDefault(False)
        self.setAccessibleName(name or ", ".join(part for part in (first, second, fact) if part))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.words = RowWords(theme, first, second, fact, fact_ink, first_words)
        end = trailing or (icon_label(theme, "chevron-right", "text2", 15) if chevron else None)
        fill_row(self, theme, self.words, leading, end, edge=8)
        for child in self.findChildren(QWidget):
            child.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, as Space does."""
        if not presses(self, event):
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        """What its parts need."""
        layout = self.layout()
        return layout.sizeHint() if layout else super().sizeHint()

    def minimumSizeHint(self) -> QSize:
        """What its parts need at least."""
        layout = self.layout()
        return layout.minimumSize() if layout else super().minimumSizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ground under the pointer, the chosen ground and the ring."""
        paint_ground(QPainter(self), self._theme, self)


def fill_row(
    row: QWidget,
    theme: Theme,
    words: RowWords,
    leading: QWidget | str | None,
    trailing: QWidget | None,
    *,
    edge: int,
) -> None:
    """Lay out the parts of a row."""
    line = QHBoxLayout(row)
    line.setContentsMargins(theme.px(edge), theme.px(7), theme.px(edge), theme.px(7))
    line.setSpacing(theme.px(12))
    middle = Qt.AlignmentFlag.AlignVCenter
    if isinstance(leading, str) and leading:
        line.addWidget(icon_label(theme, leading, "text2", 16), 0, Qt.AlignmentFlag.AlignTop)
    elif isinstance(leading, QWidget):
        line.addWidget(leading, 0, middle)
    line.addWidget(words, 1, middle)
    if trailing is not None:
        line.addWidget(trailing, 0, middle)
