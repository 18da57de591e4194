"""Find or do: type a few letters, press Enter. Lies over the dimmed window and goes with Escape."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QLineEdit, QListView, QVBoxLayout, QWidget

from ui.kit.dress import hairline, icon_label
from ui.kit.words import Label
from ui.shell.palette_items import Item
from ui.shell.palette_list import ITEM_ROLE, PaletteDelegate, PaletteModel
from ui.theme.theme import Theme
from ui.unlock.shadow import paint_shadow

Search = Callable[[str], Sequence[Item]]
_WIDE, _HIGH, _TOP = 640.0, 560.0, 92.0
_NOTHING = "Nothing found. Names are matched from their first letters."


class Palette(QWidget):
    """Covers its parent; `chosen` carries the item, and the focus goes back where it was."""

    chosen = Signal(object)  # Item
    closed = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme, self._over = theme, parent
        self._search: Search = lambda _: ()
        self._back: QWidget | None = None
        self._card = _Card(theme, self)
        self.typed = QLineEdit()
        self.typed.setProperty("bare", True)
        self.typed.setAccessibleName("Find or do")
        self.typed.textChanged.connect(self._look)
        self.typed.installEventFilter(self)
        self.model = PaletteModel()
        self.list = self._make_list()
        self._nothing = Label(_NOTHING, "body", "text2", wrap=True)
        self._title = Label("", "smallstrong", "text2")
        self._lay_out()
        parent.installEventFilter(self)
        theme.changed.connect(self._restyle)
        self._restyle()
        self.hide()

    def _make_list(self) -> QListView:
        view = QListView()
        view.setModel(self.model)
        view.setAccessibleName("What was found")
        view.setItemDelegate(PaletteDelegate(self._theme, view))
        view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        view.setFrameShape(QFrame.Shape.NoFrame)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        view.clicked.connect(lambda index: self._choose(index.data(ITEM_ROLE)))
        return view

    def _lay_out(self) -> None:
        px = self._theme.px
        top = QHBoxLayout()
        top.setContentsMargins(px(22), px(16), px(20), px(14))
        top.setSpacing(px(14))
        top.addWidget(icon_label(self._theme, "search", "accent", 20))
        top.addWidget(self.typed, 1)
        escape = Label("Esc", "small", "text2")
        escape.setProperty("keycap", True)
        top.addWidget(escape)
        foot = QHBoxLayout()
        foot.setContentsMargins(px(22), px(10), px(22), px(12))
        foot.setSpacing(px(8))
        for icon, words in (("arrows-up-down", "move"), ("enter", "open")):
            foot.addWidget(icon_label(self._theme, icon, "text2", 15))
            foot.addWidget(Label(words, "small", "text2"))
            foot.addSpacing(px(8))
        foot.addStretch(1)
        foot.addWidget(Label("Searched on this computer only", "small", "text2"))
        self._title.setContentsMargins(px(22), px(10), px(22), 0)
        self._nothing.setContentsMargins(px(22), px(18), px(22), px(18))
        column = QVBoxLayout(self._card)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(hairline())
        column.addWidget(self._title)
        column.addWidget(self._nothing)
        rows = QHBoxLayout()
        rows.setContentsMargins(px(10), px(4), px(10), px(6))
        rows.addWidget(self.list)
        column.addLayout(rows, 1)
        column.addWidget(hairline())
        column.addLayout(foot)

    def open(self, search: Search, title: str = "", hint: str = "") -> None:
        """Show over the window and search with `search`; `title` says what is being chosen."""
        self._search = search
        self._back = QApplication.focusWidget()
        self._title.setText(title)
        self._title.setVisible(bool(title))
        self.typed.setPlaceholderText(hint or "Find or do\N{HORIZONTAL ELLIPSIS}")
        self.typed.clear()
        self._look("")
        self._place()
        self.show()
        self.raise_()
        self.typed.setFocus(Qt.FocusReason.PopupFocusReason)

    def look_again(self) -> None:
        """More can be found now: search once more and stay on the line."""
        line = self.list.currentIndex().row()
        chosen = self.list.currentIndex().data(ITEM_ROLE)
        self._look(self.typed.text())
        if 0 <= line < self.model.rowCount() and self.model.index(line).data(ITEM_ROLE) == chosen:
            self._go_to(line)

    def close_palette(self) -> None:
        """Go away and give the focus back."""
        if self.isHidden():
            return
        self.hide()
        back, self._back = self._back, None
        if back is not None and _is_alive(back) and back.isVisible():
            back.setFocus(Qt.FocusReason.PopupFocusReason)
        self.typed.clear()
        self.model.set_items(())
        self.closed.emit()

    def _look(self, typed: str) -> None:
        items = list(self._search(typed))
        self.model.set_items(items)
        self._nothing.setVisible(not items)
        self._go_to(self.model.next_item(-1, 1) if items else -1)

    def _go_to(self, line: int) -> None:
        if line >= 0:
            self.list.setCurrentIndex(self.model.index(line))
            self.list.scrollTo(self.model.index(max(0, line - 1)))
            self.list.scrollTo(self.model.index(line))

    def _choose(self, item: object) -> None:
        if isinstance(item, Item):
            self.close_palette()
            self.chosen.emit(item)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys of the field move in the list; the palette follows its parent's size."""
        if watched is self.parent() and event.type() == QEvent.Type.Resize:
            self._place()
        if watched is self.typed and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._key(event.key())
        return super().eventFilter(watched, event)

    def _key(self, key: int) -> bool:
        line = self.list.currentIndex().row()
        if key == Qt.Key.Key_Escape:
            self.close_palette()
        elif key == Qt.Key.Key_Down:
            self._go_to(self.model.next_item(line, 1))
        elif key == Qt.Key.Key_Up:
            self._go_to(self.model.next_item(line, -1))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose(self.list.currentIndex().data(ITEM_ROLE))
        else:
            return key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
        return True

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click beside the card closes it."""
        if not self._card.geometry().contains(event.position().toPoint()):
            self.close_palette()

    def _place(self) -> None:
        self.setGeometry(self._over.rect())
        px = self._theme.px
        wide = min(px(_WIDE), self.width() - px(24))
        top = min(px(_TOP), max(px(12), self.height() // 10))
        high = min(px(_HIGH), self.height() - top - px(12))
        self._card.setGeometry(QRect((self.width() - wide) // 2, top, wide, high))

    def _restyle(self) -> None:
        self.typed.setFont(self._theme.font(18, 500))
        self.typed.setStyleSheet(f"font-size: {self._theme.px(18)}px; font-weight: 500;")
        self.list.doItemsLayout()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Dim what lies below, and cast the card's shadow."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.color("dim"))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        px, shade = self._theme.px, self._theme.color("shadow")
        card = self._card.geometry().toRectF()
        paint_shadow(painter, card, px(14), shade, wide=px(32), down=px(10), strength=0.18)


class _Card(QWidget):
    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def paintEvent(self, event: QPaintEvent) -> None:
        """A card that floats."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.color("line"), 1))
        painter.setBrush(self._theme.color("surface"))
        radius = self._theme.px(14)
        painter.drawRoundedRect(self.rect().toRectF().adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)


def _is_alive(widget: QWidget) -> bool:
    from shiboken6 import isValid

    return isValid(widget)
