"""The box that finds a block by typing: its hits stand below it, arrows choose, Enter takes."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from therapist_app.catalogue.entries import Block
from ui.kit.dress import Dress
from ui.kit.edit import Edit
from ui.kit.words import Label
from ui.theme.theme import Theme

_MOST = 6
_MOVES = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}


def found_blocks(blocks: Sequence[Block], typed: str) -> list[Block]:
    """The blocks that hold every word typed: those whose label begins so first, then beginnings of words."""
    wanted = typed.casefold().split()
    whole = " ".join(wanted)

    def rank(block: Block) -> int:
        words = _words(block)
        if block.label.casefold().startswith(whole):
            return 0
        if all(any(word.startswith(part) for word in words) for part in wanted):
            return 1
        return 2 if all(any(part in word for word in words) for part in wanted) else 3

    return sorted((block for block in blocks if rank(block) < 3), key=rank)


def _words(block: Block) -> list[str]:
    return f"{block.label} {block.short}".casefold().replace("-", " ").split()


class _BoxEdit(Edit):
    """Hands arrows, Enter and Escape to the box."""

    pressed = Signal(object)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys that are the box's own are not typed."""
        own = (*_MOVES, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape)
        if event.key() in own and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self.pressed.emit(event)
            return
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The hits go when the focus does."""
        super().focusOutEvent(event)
        if event.reason() is not Qt.FocusReason.ActiveWindowFocusReason:
            self.pressed.emit(None)


class BlockBox(QWidget):
    """Type a few letters of a block, take it with Enter."""

    taken = Signal(str)
    left = Signal()  # Escape with nothing typed
    fitted = Signal()  # it is of another height now

    def __init__(self, theme: Theme, blocks: Sequence[Block], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._blocks = theme, tuple(blocks)
        self.edit = _BoxEdit(
            theme, "Add a block", placeholder="Add a block\N{HORIZONTAL ELLIPSIS}", icon="plus"
        )
        keys = Label("Ctrl+T", "small", "text2")
        keys.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.edit.add_end(keys)
        self._keys = keys
        self.hits = QListWidget()
        self.hits.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hits.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.hits.setAccessibleName("Blocks found")
        self.hits.setTextElideMode(Qt.TextElideMode.ElideRight)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self.edit)
        column.addWidget(self.hits)
        self.hits.hide()
        self.edit.textChanged.connect(self._typed)
        self.edit.pressed.connect(self._pressed)
        self.hits.itemClicked.connect(self._take)
        Dress(self, theme, self._fit)

    def ask(self) -> None:
        """Begin to type here."""
        self.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.edit.selectAll()

    def _typed(self, typed: str) -> None:
        self._keys.setVisible(not typed)
        self.edit.place_ends()
        self._show(found_blocks(self._blocks, typed) if typed.strip() else [], none=bool(typed.strip()))

    def _show(self, found: Sequence[Block], *, none: bool = False) -> None:
        self.hits.clear()
        for block in found:
            item = QListWidgetItem(block.label)
            item.setData(Qt.ItemDataRole.UserRole, block.key)
            item.setToolTip(block.meaning)
            self.hits.addItem(item)
        if not found and none:
            item = QListWidgetItem("No block has such a word")
            item.setFlags(Qt.ItemFlag.NoItemFlags)
            self.hits.addItem(item)
        elif found:
            self.hits.setCurrentRow(0)
        self.hits.setVisible(bool(found) or none)
        self._fit()
        self._tell()

    def _tell(self) -> None:
        """Say the chosen hit to a screen reader, whose focus stays in the field."""
        item = self.hits.currentItem()
        self.edit.setAccessibleDescription(item.text() if item else "")

    def _pressed(self, event: QKeyEvent | None) -> None:
        if event is None:
            self._show([])
        elif event.key() in _MOVES:
            if not self.hits.isVisibleTo(self):
                self._show(found_blocks(self._blocks, self.edit.text()))
            elif self.hits.count():
                row = (self.hits.currentRow() + _MOVES[Qt.Key(event.key())]) % self.hits.count()
                self.hits.setCurrentRow(row)
                self._tell()
        elif event.key() == Qt.Key.Key_Escape:
            typed = bool(self.edit.text()) or self.hits.isVisibleTo(self)
            self.edit.clear()
            self._show([])
            if not typed:
                self.left.emit()
        elif self.hits.isVisibleTo(self):
            self._take(self.hits.currentItem())

    def _take(self, item: QListWidgetItem | None) -> None:
        key = item.data(Qt.ItemDataRole.UserRole) if item else None
        if key:
            self.edit.clear()
            self._show([])
            self.taken.emit(key)

    def _fit(self) -> None:
        tall = self._theme.px(32)
        self.hits.setFont(self._theme.font(13))
        rows = self.hits.count()
        for row in range(rows):
            self.hits.item(row).setSizeHint(QSize(10, tall))
        self.hits.setFixedHeight(min(max(rows, 1), _MOST) * tall + 4)
        self.fitted.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Tell the page of another height."""
        super().resizeEvent(event)
        self.fitted.emit()
