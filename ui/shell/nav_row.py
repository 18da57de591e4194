"""A row of the sidebar that leads to a screen: icon, word, and a quiet word at the right."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from ui.theme.theme import Theme


class NavRow(QAbstractButton):
    """Painted by hand, so that word and hint stand on one line at any text size; folds to its icon."""

    def __init__(self, theme: Theme, icon: str, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._icon = icon
        self._hint = ""
        self._folded = False
        self.setText(words)
        self.setAccessibleName(words)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        theme.changed.connect(self.updateGeometry)

    def set_hint(self, hint: str) -> None:
        """The quiet word at the right: a date or a key."""
        self._hint = hint
        self.setAccessibleDescription(hint)
        self.update()

    def set_folded(self, folded: bool) -> None:
        """Show the icon alone, with the word as a tooltip."""
        self._folded = folded
        self.setToolTip(self.text() if folded else "")
        self.update()

    def nextCheckState(self) -> None:
        """The shell says which row is checked; a click alone does not."""

    def sizeHint(self) -> QSize:
        """36 px high at 100 % text."""
        return QSize(self._theme.px(120), self._theme.px(36))

    def minimumSizeHint(self) -> QSize:
        """Room for the icon."""
        return QSize(self._theme.px(36), self._theme.px(36))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the row."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        px, theme = self._theme.px, self._theme
        frame = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        if self.isChecked() or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("selection" if self.isChecked() else "hover"))
            painter.drawRoundedRect(frame, px(8), px(8))
        if self.hasFocus():
            painter.setPen(QPen(theme.color("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(frame, px(8), px(8))
        size = px(16)
        left = (self.width() - size) // 2 if self._folded else px(12)
        role = "accent" if self.isChecked() else "text2"
        ratio = self.devicePixelRatioF()
        painter.drawPixmap(left, (self.height() - size) // 2, theme.pixmap(self._icon, role, 16, ratio))
        if not self._folded:
            self._paint_words(painter)

    def _paint_words(self, painter: QPainter) -> None:
        px, theme = self._theme.px, self._theme
        painter.setFont(theme.font(13, 600 if self.isChecked() else 500))
        painter.setPen(theme.color("text"))
        room = self.rect().adjusted(px(36), 0, -px(12), 0)
        side = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(room, int(side | Qt.AlignmentFlag.AlignLeft), self.text())
        if self._hint:
            painter.setFont(theme.font(12))
            painter.setPen(theme.color("text2"))
            painter.drawText(room, int(side | Qt.AlignmentFlag.AlignRight), self._hint)
