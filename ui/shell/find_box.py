"""The box at the top of the sidebar that opens "find or do"; it looks like a field and is a button."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from ui.shell.actions import action
from ui.theme.theme import Theme


class FindBox(QAbstractButton):
    """Says what it does and which key does it; folds to a magnifier."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._folded = False
        find = action("find")
        self.setText(find.words)
        self.setAccessibleName("Find or do")
        self._key = find.shortcut
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)

    def set_folded(self, folded: bool) -> None:
        """Show the magnifier alone."""
        self._folded = folded
        self.setToolTip(f"Find or do ({self._key})" if folded else "")
        self.update()

    def sizeHint(self) -> QSize:
        """36 px high at 100 % text."""
        return QSize(self._theme.px(120), self._theme.px(36))

    def minimumSizeHint(self) -> QSize:
        """Room for the magnifier."""
        return QSize(self._theme.px(32), self._theme.px(36))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it as the fields are painted."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme, px = self._theme, self._theme.px
        wide = 2 if self.hasFocus() else 1
        painter.setPen(QPen(theme.color("focus" if self.hasFocus() else "edge"), wide))
        painter.setBrush(theme.color("surface"))
        inset = wide / 2
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), px(8), px(8))
        left = (self.width() - px(16)) // 2 if self._folded else px(11)
        glass = theme.pixmap("search", "text2", 16, self.devicePixelRatioF())
        painter.drawPixmap(left, (self.height() - px(16)) // 2, glass)
        if self._folded:
            return
        room = self.rect().adjusted(px(36), 0, -px(12), 0)
        painter.setPen(theme.color("placeholder"))
        painter.setFont(theme.font(13))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self.text())
        painter.setFont(theme.font(12))
        painter.setPen(theme.color("text2"))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, self._key)
