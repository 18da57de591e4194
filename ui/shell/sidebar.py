"""The sidebar: find or do, the screens, the caseload, settings and lock. It folds to a rail of icons."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from ui.kit.dress import hairline
from ui.shell.actions import action
from ui.shell.caseload_panel import CaseloadPanel
from ui.shell.find_box import FindBox
from ui.shell.nav_row import NavRow
from ui.shell.screens import SCREENS
from ui.theme.theme import Theme

WIDE, RAIL = 264.0, 56.0  # px at 100 % text


class Sidebar(QWidget):
    """Says what someone wants; the window does it."""

    action_requested = Signal(str)

    def __init__(self, theme: Theme, hidden: Collection[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.folded = False
        self.setObjectName("sidebar")
        self.setAccessibleName("Sidebar")
        self.find_box = FindBox(theme)
        self.find_box.clicked.connect(lambda: self.action_requested.emit("find"))
        self.rows: dict[str, NavRow] = {}
        self.caseload = CaseloadPanel(theme)
        self.caseload.add_requested.connect(lambda: self.action_requested.emit("add_couple"))
        self._lay_out(hidden)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        theme.changed.connect(self._resize)
        self._resize()

    def _lay_out(self, hidden: Collection[str]) -> None:
        self._column = QVBoxLayout(self)
        self._column.addWidget(self.find_box)
        self._column.addSpacing(self._theme.px(8))
        for one in SCREENS:
            if one.sidebar == "top" and one.action not in hidden:
                self._column.addWidget(self._row(one.name, one.icon, one.words, one.action))
        self._column.addSpacing(self._theme.px(2))
        self._column.addWidget(self.caseload, 1)
        self._column.addWidget(hairline())
        for one in SCREENS:
            if one.sidebar == "bottom" and one.action not in hidden:
                self._column.addWidget(self._row(one.name, one.icon, one.words, one.action))
        lock = self._row("lock", "lock", "Lock", "lock")
        lock.set_hint(action("lock").shortcut)
        lock.setCheckable(False)
        self._column.addWidget(lock)

    def _row(self, name: str, icon: str, words: str, act: str) -> NavRow:
        row = NavRow(self._theme, icon, words)
        row.setObjectName(f"nav_{name}")
        row.clicked.connect(lambda: self.action_requested.emit(act))
        self.rows[name] = row
        return row

    def set_here(self, page: str, couple_id: str) -> None:
        """Mark the screen or the couple that is open."""
        for name, row in self.rows.items():
            row.setChecked(name == page)
        self.caseload.set_open(couple_id)

    def set_today(self, words: str) -> None:
        """The date beside Today."""
        self.rows["today"].set_hint(words)

    def set_folded(self, folded: bool) -> None:
        """Fold to a rail of icons, or unfold."""
        if folded == self.folded:
            return
        self.folded = folded
        for part in (self.find_box, self.caseload, *self.rows.values()):
            part.set_folded(folded)
        self._resize()

    def _resize(self) -> None:
        px = self._theme.px
        side = px(8 if self.folded else 12)
        self._column.setContentsMargins(side, px(14), side, px(8))
        self._column.setSpacing(px(2))
        self.setFixedWidth(px(RAIL if self.folded else WIDE))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The sidebar's own ground and the line at its edge."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.color("sidebar"))
        painter.setPen(QPen(self._theme.color("line"), 1))
        painter.drawLine(self.rect().topRight(), self.rect().bottomRight())
