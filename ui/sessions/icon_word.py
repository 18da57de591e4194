"""Two buttons of the note's top line: one that folds to its icon, one whose words open something."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from ui.kit.buttons import Button
from ui.kit.dress import Dress, set_style
from ui.kit.ground import paint_ground
from ui.theme.theme import Theme


class FoldingButton(Button):
    """Icon and word, or the icon alone; its name stays the same for those who do not see it."""

    def __init__(
        self, theme: Theme, word: str, icon: str, *, tip: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, word, icon, tip=tip, parent=parent)
        self._word = word
        self._folded = False

    def set_folded(self, folded: bool) -> None:
        """Show the icon alone, or the word beside it."""
        if folded == self._folded:
            return
        self._folded = folded
        self.set_word("" if folded else self._word)
        self.setAccessibleName(self._word)
        set_style(self, square=folded)
        self.set_kind(self.kind)  # draws the icon with its gap again


class WordButton(QPushButton):
    """Words with a chevron after them, such as "Session 13 · Sat 21 Nov, 09:00"; `does` says what it opens."""

    def __init__(
        self,
        theme: Theme,
        does: str,
        *,
        ink: str = "text2",
        letters: float = 13,
        tall: float = 32,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme, self._does = theme, does
        self._ink, self._letters, self._tall = ink, letters, tall
        self._words = ""
        self.setProperty("kind", "link")  # for its height in the style sheet; it is painted here
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        Dress(self, theme, self.updateGeometry)

    @property
    def words(self) -> str:
        """What it says."""
        return self._words

    def set_words(self, words: str) -> None:
        """Say something else."""
        self._words = words
        self.setAccessibleName(f"{words}. {self._does}")
        self.setToolTip(f"{words}\n{self._does}")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Room for the words and the chevron, in an area that is easy to hit."""
        px = self._theme.px
        words = QFontMetrics(self._theme.font(self._letters)).horizontalAdvance(self._words)
        return QSize(words + px(36), px(self._tall))

    def minimumSizeHint(self) -> QSize:
        """Room for a few letters."""
        return QSize(self._theme.px(60), self._theme.px(self._tall))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Words, chevron, ground under the pointer, ring."""
        theme, painter = self._theme, QPainter(self)
        paint_ground(painter, theme, self, 6)
        painter.setFont(theme.font(self._letters))
        painter.setPen(theme.color(self._ink))
        room = self.width() - theme.px(32)
        words = painter.fontMetrics().elidedText(self._words, Qt.TextElideMode.ElideRight, room + 1)
        box = QRectF(theme.px(6), 0, room + 2, self.height())
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, words)
        side = theme.px(14)
        left = theme.px(6) + painter.fontMetrics().horizontalAdvance(words) + theme.px(6)
        chevron = theme.pixmap(
            "chevron-down", "text" if self._ink == "text2" else self._ink, 14, self.devicePixelRatio()
        )
        painter.drawPixmap(left, (self.height() - side) // 2 + theme.px(1), chevron)
