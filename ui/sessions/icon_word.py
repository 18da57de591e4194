"""Two buttons of the note's top line: one that folds to its icon, one that says which session it is."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from ui.kit.buttons import Button
from ui.kit.dress import Dress, set_style
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


class SessionButton(QPushButton):
    """ "Session 13 · Sat 21 Nov, 09:00" with a chevron; it opens the sheet that changes this."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._words = ""
        self.setProperty("kind", "row")
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setToolTip("Change kind, day and time")
        Dress(self, theme, self.updateGeometry)

    @property
    def words(self) -> str:
        """What it says."""
        return self._words

    def set_words(self, words: str) -> None:
        """Say which session this is."""
        self._words = words
        self.setAccessibleName(f"{words}. Change kind, day and time")
        self.setToolTip(f"{words}\nChange kind, day and time")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Room for the words and the chevron, in an area that is easy to hit."""
        px = self._theme.px
        words = QFontMetrics(self._theme.font(13)).horizontalAdvance(self._words)
        return QSize(words + px(36), px(28))

    def minimumSizeHint(self) -> QSize:
        """Room for a few letters."""
        return QSize(self._theme.px(60), self._theme.px(28))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Words, chevron, ground under the pointer, ring."""
        theme, painter = self._theme, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = "press" if self.isDown() else "hover" if self.underMouse() else ""
        painter.setPen(QPen(theme.color("focus"), 2) if self.hasFocus() else Qt.PenStyle.NoPen)
        painter.setBrush(theme.color(ground) if ground else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), theme.px(6), theme.px(6))
        painter.setFont(theme.font(13))
        painter.setPen(theme.color("text2"))
        room = self.width() - theme.px(32)
        words = painter.fontMetrics().elidedText(self._words, Qt.TextElideMode.ElideRight, room + 1)
        box = QRectF(theme.px(6), 0, room + 2, self.height())
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, words)
        side = theme.px(14)
        left = theme.px(6) + painter.fontMetrics().horizontalAdvance(words) + theme.px(6)
        chevron = theme.pixmap("chevron-down", "text", 14, self.devicePixelRatio())
        painter.drawPixmap(left, (self.height() - side) // 2 + theme.px(1), chevron)
