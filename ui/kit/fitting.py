"""A part of a sheet that is as tall as what it holds, and scrolls only where the window is too low."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QWidget


class FittingArea(QScrollArea):
    """Asks for the height of its content at the width it is given; `fitted` tells that it changed."""

    fitted = Signal()

    def __init__(self, inside: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._tall = 0
        self._inside = inside
        self.setWidget(inside)
        self.viewport().setAutoFillBackground(False)
        inside.setAutoFillBackground(False)
        inside.installEventFilter(self)

    def stops(self) -> list[QWidget]:
        """What Tab reaches inside, in its order."""
        found: list[QWidget] = []
        one = self._inside.nextInFocusChain()
        while one is not None and one is not self._inside:
            tab = one.focusPolicy() & Qt.FocusPolicy.TabFocus
            if tab and one.isVisibleTo(self._inside) and one.isEnabled() and self._inside.isAncestorOf(one):
                found.append(one)
            one = one.nextInFocusChain()
        return found

    def hasHeightForWidth(self) -> bool:
        """Words wrap."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height of what it holds, also where a scroll bar takes some of the width."""
        inside, bar = self._inside, self.verticalScrollBar().sizeHint().width()
        if not inside.hasHeightForWidth():
            return inside.sizeHint().height()
        return max(inside.heightForWidth(width), inside.heightForWidth(max(1, width - bar)))

    def sizeHint(self) -> QSize:
        """What it holds, at its own width."""
        hint = self._inside.sizeHint()
        return QSize(hint.width(), self.heightForWidth(max(hint.width(), self.width())))

    def minimumSizeHint(self) -> QSize:
        """Room for one field."""
        wide = self._inside.minimumSizeHint().width()
        return QSize(wide, min(self._inside.sizeHint().height(), self.fontMetrics().height() * 4))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notice when the form grows or shrinks."""
        if event.type() == QEvent.Type.LayoutRequest:
            tall = self.heightForWidth(self.width())
            if tall != self._tall:
                self._tall = tall
                self.updateGeometry()
                self.fitted.emit()
        return super().eventFilter(watched, event)
