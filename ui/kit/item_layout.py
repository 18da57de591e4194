"""The part of a layout that only keeps its items; what places them builds on it."""

from __future__ import annotations

from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget, QWidgetItem


class ItemLayout(QLayout):
    """Keeps widgets in the order they came; less room makes it taller.

    Its items are made here. One that Qt makes is known to Python by its address alone: if an item of a layout that
    is gone lay there before, it is taken for that one, and is lost together with whatever that one belonged to.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._known: dict[int, int] = {}  # heights at widths that were asked for: Qt asks many times over
        self.setContentsMargins(0, 0, 0, 0)

    def addWidget(self, widget: QWidget) -> None:  # type: ignore[override]  the stub calls it by another name
        """Take a widget."""
        self.addChildWidget(widget)
        self._items.append(QWidgetItem(widget))
        self.invalidate()

    def addItem(self, item: QLayoutItem) -> None:
        """Nothing but widgets: nobody else calls this."""
        raise TypeError("this layout takes widgets alone")

    def count(self) -> int:
        """How many items there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:  # type: ignore[override]
        """One item, or None."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:  # type: ignore[override]
        """Give an item back."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def invalidate(self) -> None:
        """Something in it, or about it, has another size."""
        self._known.clear()
        super().invalidate()

    def hasHeightForWidth(self) -> bool:
        """Less room takes more rows."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height of all rows at a width."""
        if width not in self._known:
            self._known[width] = self.tall_at(width)
        return self._known[width]

    def tall_at(self, width: int) -> int:
        """The height of all rows at a width, worked out anew."""
        raise NotImplementedError


def tall_at(item: QLayoutItem, width: int) -> int:
    """How tall an item is at a width."""
    return item.heightForWidth(width) if item.hasHeightForWidth() else item.sizeHint().height()
