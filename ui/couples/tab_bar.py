"""The tabs of the couple page: a word, a quiet count, and an accent line under the one that is open."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QTabBar, QWidget

from ui.kit.dress import Dress
from ui.kit.words import plain
from ui.theme.theme import Theme

_MIDDLE = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft


class TabBar(QTabBar):
    """One tab stop, arrows inside; the width of the bold word is kept free, so that nothing moves."""

    def __init__(self, theme: Theme, titles: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._counts: dict[int, str] = {}
        self._words = list(titles)
        self.setAccessibleName("Parts of this couple")
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setUsesScrollButtons(False)
        self.setElideMode(Qt.TextElideMode.ElideNone)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        for title in titles:
            self.addTab(plain(title))
        Dress(self, theme, self._measure_again)

    def set_count(self, index: int, words: str) -> None:
        """Show a few quiet words after a tab's title, such as "12" or "2 out"; "" for none."""
        if self._counts.get(index, "") != words:
            self._counts[index] = words
            self.setTabText(index, plain(f"{self._words[index]} {words}".strip()))

    def tabSizeHint(self, index: int) -> QSize:
        """Room for the bold title, its count and the gap to the next tab."""
        return QSize(self._width_of(index) + self._gap, self._theme.px(40))

    def minimumTabSizeHint(self, index: int) -> QSize:
        """As wide as its words: tabs are never shortened."""
        return self.tabSizeHint(index)

    def sizeHint(self) -> QSize:
        """All tabs in one row."""
        wide = sum(self.tabSizeHint(index).width() for index in range(self.count()))
        return QSize(wide, self._theme.px(40))

    def minimumSizeHint(self) -> QSize:
        """A few letters; in a narrow page the counts step back first."""
        return QSize(self._theme.px(120), self._theme.px(40))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw each title, its count, the line under the open one and the ring."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for index in range(self.count()):
            self._paint_tab(painter, index)

    def resizeEvent(self, event: object) -> None:
        """Show the counts only where there is room for them."""
        super().resizeEvent(event)  # type: ignore[arg-type]
        roomy = self.width() >= self._needed()
        if roomy != getattr(self, "_roomy", True):
            self._roomy = roomy
            self._measure_again()

    def _paint_tab(self, painter: QPainter, index: int) -> None:
        theme, here = self._theme, index == self.currentIndex()
        area = QRectF(self.tabRect(index)).adjusted(self.inset, 0, self.inset - self._gap, 0)
        over = not here and self.tabAt(self.mapFromGlobal(self.cursor().pos())) == index
        painter.setFont(theme.font(13, 600 if here else 500))
        painter.setPen(theme.color("text" if here or over else "text2"))
        words = painter.fontMetrics().elidedText(
            self._words[index], Qt.TextElideMode.ElideRight, int(area.width()) + 2
        )
        painter.drawText(area, _MIDDLE, words)
        if self._shown_count(index):
            left = area.left() + painter.fontMetrics().horizontalAdvance(words) + theme.px(7)
            painter.setFont(theme.font(12, 400))
            painter.setPen(theme.color("text2"))
            painter.drawText(area.adjusted(left - area.left(), 0, 2, 0), _MIDDLE, self._shown_count(index))
        if here:
            line = QRectF(area.left(), area.bottom() - theme.px(3), area.width(), theme.px(3))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("accent"))
            painter.drawRoundedRect(line, 1.5, 1.5)
        if here and self.hasFocus():
            painter.setPen(QPen(theme.color("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            ring = area.adjusted(-theme.px(8) + 1, theme.px(4), theme.px(8), -theme.px(7))
            painter.drawRoundedRect(ring, theme.px(7), theme.px(7))

    def _shown_count(self, index: int) -> str:
        return self._counts.get(index, "") if getattr(self, "_roomy", True) else ""

    def _width_of(self, index: int, *, counted: bool = False) -> int:
        wide = QFontMetrics(self._theme.font(13, 600)).horizontalAdvance(self._words[index]) + 2
        count = self._counts.get(index, "") if counted else self._shown_count(index)
        if count:
            wide += QFontMetrics(self._theme.font(12, 400)).horizontalAdvance(count) + self._theme.px(8)
        return wide

    def _needed(self) -> int:
        return sum(self._width_of(index, counted=True) + self._gap for index in range(self.count()))

    @property
    def inset(self) -> int:
        """How far the first word stands from the left edge: room for its ring."""
        return self._theme.px(9)

    @property
    def _gap(self) -> int:
        return self._theme.px(26)

    def _measure_again(self) -> None:
        for index in range(self.count()):  # the only way to make a tab bar lay out its tabs anew
            self.setTabText(index, self.tabText(index) + " ")
            self.setTabText(index, self.tabText(index)[:-1])
        self.updateGeometry()
        self.update()
