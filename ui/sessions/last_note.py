"""The last note pinned beside the text: read only, with its labels; a line is quoted by a click or Enter."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QListView, QListWidget, QListWidgetItem

from therapist_app.kernel.dates import short_day
from therapist_app.sessions.before import LastNote, Line
from ui.kit.buttons import IconButton, LinkButton
from ui.kit.dress import hairline
from ui.kit.words import Label
from ui.sessions.parts import STYLES, PartNames
from ui.sessions.section import EDGE_PX, Section
from ui.theme.theme import Theme

_MOST = 300  # lines; a longer note is read under Notes
_TALL_PX = 300
_ITEM = "\N{BULLET} "
_MARKS = {"bullet": _ITEM, "number": _ITEM, "tick": _ITEM, "quote": "\N{LEFT DOUBLE QUOTATION MARK}"}
_LINE = Qt.ItemDataRole.UserRole
_ICON = Qt.ItemDataRole.UserRole + 1


class NoteLines(QListWidget):
    """The lines of a note to choose from; `taken` carries the Line."""

    taken = Signal(object)
    escaped = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Lines of the last note: Enter quotes one")
        self.setWordWrap(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.itemClicked.connect(self._take)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter quotes; Escape leads back to the text."""
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if plain and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.currentItem() is not None:
                self._take(self.currentItem())
        elif plain and event.key() == Qt.Key.Key_Escape:
            self.escaped.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lines break anew at another width."""
        super().resizeEvent(event)
        self.doItemsLayout()

    def changeEvent(self, event: QEvent) -> None:
        """And at another size of text."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.doItemsLayout()

    def _take(self, item: QListWidgetItem) -> None:
        line = item.data(_LINE)
        if isinstance(line, Line):
            self.taken.emit(line)


class LastNotePane(Section):
    """Hidden until pinned; it never changes the note it shows."""

    quote_requested = Signal(object)  # Line
    carry_requested = Signal()
    close_requested = Signal()
    left = Signal()  # Escape: back to the text
    rearranged = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "Last note", line=False)
        self.lines = NoteLines()
        self.close_button = IconButton(theme, "cross", "Unpin the last note (Ctrl+Shift+P)", tall="small")
        self.head.addWidget(self.close_button)
        self.carry = LinkButton(
            theme, "Carry the plan forward", name="Carry the plan of the last note forward"
        )
        self.hint = Label(
            "Click a line, or press Enter on it, to quote it with its date.", "small", "text2", wrap=True
        )
        self._shown: tuple[LastNote, PartNames] | None = None
        self.inset(self.hint)
        self._around = QHBoxLayout()
        self._around.addWidget(self.lines)
        self.column.addLayout(self._around)
        self.inset(self.carry)
        self.column.addSpacing(theme.px(8))
        self.column.addWidget(hairline())
        self.column.addSpacing(theme.px(4))
        self.lines.taken.connect(self.quote_requested)
        self.lines.escaped.connect(self.left)
        self.carry.clicked.connect(self.carry_requested)
        self.close_button.clicked.connect(self.close_requested)
        self.hide()
        self.space()

    def show_note(self, last: LastNote, names: PartNames, *, has_plan: bool) -> None:
        """Show a note; the same one again is left as it is, with the place in it."""
        self.carry.setVisible(has_plan)
        self.said.setText(
            f"Session {last.number}, {short_day(last.on_date)}" if last.number else short_day(last.on_date)
        )
        if self._shown == (last, names):
            return
        self._shown = (last, names)
        self.lines.clear()
        reader = None
        for line in last.lines[:_MOST]:
            if line.audience is not reader:
                reader = line.audience
                self._add_label(names.word(reader), STYLES[reader].icon)
            self._add_line(line)
        if len(last.lines) > _MOST:
            self._add_label("The rest of this long note is under Notes", "file")
        if self.lines.count() > 1:
            self.lines.setCurrentRow(1)
        self._fit()

    def space(self) -> None:
        """As tall as the note, up to a height that does not push the panel away."""
        super().space()
        if hasattr(self, "_around"):
            px = self.theme.px
            self._around.setContentsMargins(px(EDGE_PX) - px(3), px(4), px(EDGE_PX), px(4))
            self.lines.setSpacing(px(2))
            for item in map(self.lines.item, range(self.lines.count())):
                if item.data(_ICON):  # drawn in the ink of the look before
                    item.setIcon(self.theme.icon(item.data(_ICON), "text2"))
            self._fit()

    def _fit(self) -> None:
        """Lines that break are taller than they say before they are laid out, so some room is spare."""
        spare = 2 * self.lines.spacing() + 2
        tall = sum(self.lines.sizeHintForRow(row) + spare for row in range(min(self.lines.count(), 40)))
        self.lines.setFixedHeight(min(round(tall * 1.2) + spare, self.theme.px(_TALL_PX)))

    def _add_label(self, words: str, icon: str) -> None:
        item = QListWidgetItem(self.theme.icon(icon, "text2"), words)
        item.setData(_ICON, icon)
        item.setFlags(Qt.ItemFlag.ItemIsEnabled)
        font = self.lines.font()
        font.setBold(True)
        item.setFont(font)
        self.lines.addItem(item)

    def _add_line(self, line: Line) -> None:
        item = QListWidgetItem(f"{_MARKS.get(line.block.kind, '')}{line.text}")
        item.setData(_LINE, line)
        if line.block.kind in ("h2", "h3"):
            font = self.lines.font()
            font.setBold(True)
            item.setFont(font)
        self.lines.addItem(item)
