"""How list, page and bar share the room: side by side where it is wide, below each other where it is not."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from ui.kit.dress import Dress
from ui.kit.tab_order import set_tab_order
from ui.theme.theme import Theme

_SIDE_EM, _WIDE_EM, _LOW_EM = 23.5, 46, 24


class SheetPanes(QWidget):
    """`side` finds a sheet (and may be missing), `page` shows it, `bar` prints it.

    Side by side, the bar lies below both. Narrow, they lie below each other in the order in which they are
    used (side, bar, page) and are scrolled as one.
    """

    def __init__(
        self,
        theme: Theme,
        side: QWidget | None,
        page: QWidget,
        bar: QWidget,
        parent: QWidget | None = None,
        *,
        side_em: float = _SIDE_EM,
    ) -> None:
        """`side_em` is how wide `side` is beside the page."""
        super().__init__(parent)
        self._theme, self._side_em = theme, side_em
        self._side, self._page, self._bar = side, page, bar
        self._narrow: bool | None = None
        self._inside = _Ground(theme, side)
        self._grid = QGridLayout(self._inside)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(0)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setWidget(self._inside)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._area)
        Dress(self, theme, self._arrange)

    @property
    def is_narrow(self) -> bool:
        """Whether everything lies below each other."""
        return bool(self._narrow)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Decide again which way the parts lie."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        em = self._theme.em
        narrow = self.width() < (_WIDE_EM - _SIDE_EM + self._side_em) * em
        if narrow != self._narrow:
            self._narrow = narrow
            self._place()
        low = max(int(_LOW_EM * em * 0.75), self.height())
        if self._side is not None:
            self._side.setMinimumHeight(int(low * 0.9) if narrow else int(_LOW_EM * em * 0.75))
            wide = self.width() if narrow else int(self._side_em * em)
            self._side.setMinimumWidth(0 if narrow else wide)
            self._side.setMaximumWidth(16_777_215 if narrow else wide)
        self._page.setMinimumHeight(low if narrow else int(_LOW_EM * em * 0.75))

    def _place(self) -> None:
        grid, narrow = self._grid, self._narrow
        for part in (self._side, self._page, self._bar):
            if part is not None:
                grid.removeWidget(part)
        for row in range(3):
            grid.setRowStretch(row, 0)
        for column in range(2):
            grid.setColumnStretch(column, 0)
        order = [self._side, self._bar, self._page] if narrow else [self._side, self._page, self._bar]
        if narrow:
            for row, part in enumerate(order):
                if part is not None:
                    grid.addWidget(part, row, 0, 1, 2)
            grid.setRowStretch(2, 1)
        else:
            if self._side is not None:
                grid.addWidget(self._side, 0, 0)
            grid.addWidget(self._page, 0, 1)
            grid.addWidget(self._bar, 1, 0, 1, 2)
            grid.setRowStretch(0, 1)
        grid.setColumnStretch(1, 1)
        self._inside.set_narrow(bool(narrow))
        self.order_stops()

    def order_stops(self) -> None:
        """Let the Tab key go as the eye does; to be called again after rows were made."""
        parts = (self._side, self._bar, self._page) if self._narrow else (self._side, self._page, self._bar)
        set_tab_order(*(part for part in parts if part is not None))


class _Ground(QWidget):
    """Draws the line between the list and the page."""

    def __init__(self, theme: Theme, side: QWidget | None) -> None:
        super().__init__()
        self._theme, self._side, self._narrow = theme, side, False

    def set_narrow(self, narrow: bool) -> None:
        """Whether the parts lie below each other."""
        self._narrow = narrow
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the line."""
        if self._side is not None and not self._narrow:
            side = self._side.geometry()
            QPainter(self).fillRect(side.right(), 0, 1, side.height(), self._theme.color("line"))
