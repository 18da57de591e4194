"""The sheet of a note's earlier versions: the list, any two of them compared, one brought back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from therapist_app.sessions.difference import Difference
from therapist_app.sessions.versions import NOW, Version
from ui.kit.closed_text import ClosedText
from ui.kit.fields import ComboField
from ui.kit.sheet import Sheet
from ui.kit.words import Label
from ui.sessions.difference_text import DifferenceText
from ui.sessions.parts import PartNames
from ui.sessions.version_words import summary_words, until_words, version_words
from ui.theme.theme import Theme

_WIDE = 700
_MOST_ROWS = 4


class VersionsSheet(Sheet):
    """Up and Down choose a version; below stands what changed since. The owner reads and brings back."""

    compare_requested = Signal(int, int)  # numbers: the older one, the newer one

    def __init__(
        self,
        theme: Theme,
        versions: Sequence[Version],
        names: PartNames,
        now: dt.datetime,
        parent: QWidget | None = None,
        *,
        can_bring_back: bool = True,
    ) -> None:
        """`now` is local: it says what today is, and the zone that times are shown in."""
        super().__init__(theme, "Earlier versions of this note", "Bring this version back", parent)
        self._versions, self._names = tuple(versions), names
        self._found: Difference | None = None
        self.cancel.set_word("Close")
        self.yes.setVisible(can_bring_back)
        self.list = QListWidget()
        self.list.setAccessibleName("Versions, newest first")
        self.list.setProperty("framed", True)
        self.list.setUniformItemSizes(True)
        for at, one in enumerate(versions):
            item = QListWidgetItem(version_words(versions, at, now.tzinfo, now.date()))
            item.setData(Qt.ItemDataRole.UserRole, one.number)
            self.list.addItem(item)
        others = [(one.number, until_words(one, now.tzinfo, now.date())) for one in versions]
        self.other = ComboField(theme, "Compared with", [(NOW, "The note as it is now"), *others])
        self.summary = Label("", "medium", wrap=True)
        self.text = ClosedText()
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        flags = Qt.TextInteractionFlag
        self.text.setTextInteractionFlags(flags.TextSelectableByMouse | flags.TextSelectableByKeyboard)
        self._writer = DifferenceText(theme, self.text)
        self.column.addWidget(
            Label("Nobody but you reads these. They are in no copy, print or search.", wrap=True)
        )
        for part in (self.list, self.other, self.summary, self.text):
            self.column.addWidget(part)
        self.list.setCurrentRow(0)
        self.list.currentRowChanged.connect(lambda _: self.compare())
        self.other.chosen.connect(lambda _: self.compare())

    @property
    def number(self) -> int:
        """The version that is chosen."""
        item = self.list.currentItem()
        return int(item.data(Qt.ItemDataRole.UserRole)) if item is not None else 0

    def compare(self) -> None:
        """Ask for what changed between the chosen two, whichever of them is the older."""
        one, other = self.number, int(self.other.key)
        older, newer = (other, one) if other != NOW and other < one else (one, other)
        self.compare_requested.emit(older, newer)

    def show_difference(self, found: Difference) -> None:
        """Show what changed."""
        self._found = found
        words = summary_words(found)
        self.summary.setText(words)
        self.text.setAccessibleName(f"What changed: {words}")
        self._writer.write(found, self._names)

    def _space(self) -> None:
        super()._space()
        px = self.theme.px
        self.setMinimumWidth(min(px(_WIDE), self._room().width() - 24))
        if hasattr(self, "text"):
            tall = max(self.list.fontMetrics().height() + px(8), px(30))
            for at in range(self.list.count()):
                self.list.item(at).setSizeHint(QSize(0, tall))
            self.list.setFixedHeight(min(self.list.count(), _MOST_ROWS) * tall + 10)
            self.text.setFixedHeight(px(230))
            self.text.document().setDocumentMargin(px(10))
            if self._found is not None:
                self._writer.write(self._found, self._names)
