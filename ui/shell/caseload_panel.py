"""The caseload in the sidebar: heading with filter and Add, the list, and letters typed to narrow it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QListView, QMenu, QVBoxLayout, QWidget

from ui.kit.buttons import LinkButton
from ui.kit.words import Label
from ui.shell.caseload_delegate import CaseloadDelegate
from ui.shell.caseload_model import ROW_ROLE, CaseloadModel
from ui.shell.caseload_words import CoupleRow
from ui.theme.theme import Theme

STATUSES = (("active", "Active"), ("paused", "Paused"), ("closed", "Closed"))
_EMPTY = {
    "active": "Couples you see appear here, today's first.",
    "paused": "No couple is paused.",
    "closed": "No couple is closed.",
}


class CaseloadPanel(QWidget):
    """Chooses a couple; typing while the list has the focus narrows it, Escape shows all again."""

    chosen = Signal(str)  # couple id
    status_chosen = Signal(str)
    add_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.status = "active"
        self.model = CaseloadModel()
        self._heading = Label("Caseload", "smallstrong", "text2")
        self._count = LinkButton(theme, "", name="Which couples")
        self._count.set_menu(self._status_menu())
        self._add = LinkButton(theme, "Add", "plus", name="Add a couple")
        self._add.clicked.connect(self.add_requested)
        self.typed = QLineEdit()
        self.typed.setAccessibleName("Narrow the caseload")
        self.typed.setPlaceholderText("First letters of a name")
        self.typed.setClearButtonEnabled(True)
        self.typed.textChanged.connect(self._narrow)
        self.typed.installEventFilter(self)
        self.typed.hide()
        self.list = self._make_list()
        self._empty = Label("", "small", "text2", wrap=True)
        self._lay_out()

    def _make_list(self) -> QListView:
        view = QListView()
        view.setObjectName("caseload")
        view.setAccessibleName("Caseload")
        view.setModel(self.model)
        self._delegate = CaseloadDelegate(self._theme, view)
        view.setItemDelegate(self._delegate)
        view.setFrameShape(QFrame.Shape.NoFrame)
        view.setMouseTracking(True)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        view.viewport().setAutoFillBackground(False)
        view.clicked.connect(self._open)
        view.activated.connect(self._open)
        view.installEventFilter(self)
        self._theme.changed.connect(view.doItemsLayout)
        return view

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(self._theme.px(12), 0, 0, 0)
        head.setSpacing(self._theme.px(6))
        head.addWidget(self._heading)
        head.addWidget(self._count)
        head.addStretch(1)
        head.addWidget(self._add)
        head.addStretch(0)
        self._head, self._head_row = QWidget(), head
        self._head.setLayout(head)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self._theme.px(2))
        column.addWidget(self._head)
        column.addWidget(self.typed)
        column.addWidget(self._empty)
        column.addWidget(self.list, 1)
        self._empty.setContentsMargins(self._theme.px(12), self._theme.px(4), self._theme.px(8), 0)

    def _status_menu(self) -> QMenu:
        menu = QMenu(self)
        group = QActionGroup(menu)
        for key, word in STATUSES:
            item = QAction(word, menu, checkable=True, checked=key == self.status)
            item.triggered.connect(lambda _=False, key=key: self._choose_status(key))
            group.addAction(item)
            menu.addAction(item)
        return menu

    def _choose_status(self, key: str) -> None:
        self.status = key
        self.status_chosen.emit(key)

    def set_rows(self, rows: Sequence[CoupleRow]) -> None:
        """Show another caseload and keep the current line."""
        index = self.list.currentIndex()
        current = index.data(ROW_ROLE).couple_id if index.isValid() else self._delegate.open_couple
        self.model.set_rows(rows)
        word = dict(STATUSES)[self.status].lower()
        self._count.set_word(f"{self.model.total} {word}")
        self._count.setAccessibleName(f"Which couples: {self.model.total} {word}")
        self._select(current)
        self._say_empty()

    def set_open(self, couple_id: str) -> None:
        """Mark the couple whose page is open."""
        self._delegate.open_couple = couple_id
        self._select(couple_id)
        self.list.viewport().update()

    def set_folded(self, folded: bool) -> None:
        """Leave only the marks."""
        self._delegate.folded = folded
        bars = Qt.ScrollBarPolicy
        self.list.setVerticalScrollBarPolicy(bars.ScrollBarAlwaysOff if folded else bars.ScrollBarAsNeeded)
        for part in (self._heading, self._count):
            part.setVisible(not folded)
        self._add.set_word("" if folded else "Add", "plus")
        self._add.setAccessibleName("Add a couple")
        self._add.setToolTip("Add a couple" if folded else "")
        self._head_row.setContentsMargins(0 if folded else self._theme.px(12), 0, 0, 0)
        self._head_row.setStretch(self._head_row.count() - 1, int(folded))  # in the middle of the rail
        self.typed.clear()
        self._say_empty()
        self.list.doItemsLayout()

    @property
    def focused_couple(self) -> str:
        """The couple whose line has the focus, or ""."""
        row = self.list.currentIndex().data(ROW_ROLE) if self.list.hasFocus() else None
        return row.couple_id if row is not None else ""

    def neighbour(self, couple_id: str, step: int) -> str:
        """The couple so many lines below (or above) another; the first one if that is not in the list."""
        rows = self.model.rows
        at = self.model.place_of(couple_id)
        if not rows:
            return ""
        return rows[0].couple_id if at < 0 else rows[(at + step) % len(rows)].couple_id

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Letters typed on the list go to the narrowing field; Escape and the arrows leave it."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        if watched is self.list and event.text().strip() and event.text().isprintable():
            plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier)
            if plain and not self._delegate.folded:
                self.typed.show()
                self.typed.setFocus()
                self.typed.insert(event.text())
                return True
        if watched is self.list and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.list.currentIndex())
            return True
        if watched is self.typed:
            return self._typed_key(event.key())
        return super().eventFilter(watched, event)

    def _typed_key(self, key: int) -> bool:
        if key == Qt.Key.Key_Escape:
            self.typed.clear()
            self.list.setFocus()
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.list.setFocus()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.list.currentIndex())
        else:
            return False
        return True

    def _narrow(self, typed: str) -> None:
        self.typed.setVisible(bool(typed) or self.typed.hasFocus())
        self.model.set_typed(typed)
        if self.model.rows:
            self.list.setCurrentIndex(self.model.index(0))
        self._say_empty()

    def _select(self, couple_id: str) -> None:
        at = self.model.place_of(couple_id)
        if at >= 0:
            self.list.setCurrentIndex(self.model.index(at))

    def _open(self, index: QModelIndex) -> None:
        row = index.data(ROW_ROLE)
        if row is not None:
            self.typed.clear()
            self.typed.hide()
            self.chosen.emit(row.couple_id)

    def _say_empty(self) -> None:
        nothing_found = "Nothing found. Names are matched from their first letters."
        self._empty.setText(nothing_found if self.model.total else _EMPTY[self.status])
        self._empty.setVisible(not self.model.rows and not self._delegate.folded)
