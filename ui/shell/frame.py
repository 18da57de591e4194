"""The one top-level window: it holds the unlock page, the first run or the open practice, by turns."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QEvent, QRect, Qt, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QPaintEvent
from PySide6.QtWidgets import QMainWindow, QWidget

from ui.theme.theme import Theme

Stance = Literal["front", "behind", "minimised"]
PRODUCT = "Attune"
_WIDTH, _HEIGHT = 1280, 800


def as_stance(name: str) -> Stance:
    """The stance with this name; in front for any other word."""
    return "minimised" if name == "minimised" else "behind" if name == "behind" else "front"


class Frame(QMainWindow):
    """Keeps its place on the screen while what it holds changes. Its title names a page, never a person."""

    close_requested = Signal()
    first_painted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._painted = False
        self._may_close = False
        self.setObjectName("frame")
        self.setWindowTitle(PRODUCT)
        self.setMinimumSize(480, 420)
        self.menuBar().setVisible(False)

    @property
    def was_painted(self) -> bool:
        """Whether the window has been seen."""
        return self._painted

    def hold(self, content: QWidget, title: str = "") -> None:
        """Show another content; the one before is deleted."""
        before = self.takeCentralWidget()
        self.setCentralWidget(content)
        if before is not None:
            before.hide()
            before.deleteLater()
        self.set_page_title(title)

    def set_page_title(self, title: str) -> None:
        """Name the page in the window's title."""
        self.setWindowTitle(f"{title} \N{EN DASH} {PRODUCT}" if title else PRODUCT)

    def place_window(self, kept: tuple[int, ...]) -> None:
        """Take the place kept at the last lock if it still lies on a screen, else the usual size."""
        area = self.screen().availableGeometry()
        self.resize(min(_WIDTH, area.width()), min(_HEIGHT, area.height()))
        if len(kept) != 5:
            return
        wanted = QRect(kept[0], kept[1], max(kept[2], 480), max(kept[3], 420))
        if any(screen.availableGeometry().intersects(wanted) for screen in QGuiApplication.screens()):
            self.setGeometry(wanted)
            if kept[4]:
                self.showMaximized()

    def kept_place(self) -> tuple[int, ...]:
        """The place to keep for next time."""
        rect = self.normalGeometry() if self.isMaximized() else self.geometry()
        return (rect.x(), rect.y(), rect.width(), rect.height(), int(self.isMaximized()))

    def stance(self) -> Stance:
        """How the window lies among the others, so that one that takes its place pushes itself before none."""
        if self.isMinimized():
            return "minimised"
        return "front" if self.isActiveWindow() else "behind"

    def show_as(self, stance: Stance) -> None:
        """Show the window for the first time, in front unless the one before it lay elsewhere."""
        if stance == "minimised":
            self.showMinimized()
            return
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating, stance == "behind")
        self.show()
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating, False)

    def come_forward(self) -> None:
        """Someone asked for the window: show it in front, whatever it was before."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def close_now(self) -> None:
        """Close without asking: everything is kept."""
        self._may_close = True
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Closing waits until drafts are kept and the vault is closed."""
        if self._may_close:
            event.accept()
        else:
            event.ignore()
            self.close_requested.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Notice the first paint."""
        super().paintEvent(event)
        self._note_paint()

    def event(self, event: QEvent) -> bool:
        """A content that covers the window may be painted in place of it."""
        if event.type() == QEvent.Type.UpdateRequest and not self._painted:
            answer = super().event(event)
            self._note_paint()
            return answer
        return super().event(event)

    def _note_paint(self) -> None:
        if not self._painted and self.isVisible():
            self._painted = True
            self.first_painted.emit()
