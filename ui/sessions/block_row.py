"""One block in the side panel: its level at once, and, opened, where it is seen, a line, taking it off."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from therapist_app.kernel.dates import short_day
from ui.kit.buttons import LinkButton
from ui.kit.choices import LevelControl
from ui.kit.dress import Dress
from ui.kit.edit import Edit
from ui.kit.fields import ComboBox
from ui.kit.row import OpenRow
from ui.kit.words import Elided
from ui.sessions.page_facts import BlockFact
from ui.sessions.page_words import Names, block_words, seen_words
from ui.theme.theme import Theme


class BlockRow(QWidget):
    """The signals carry the block's key, then what a person chose."""

    level_chosen = Signal(str, int)
    seen_chosen = Signal(str, str)
    line_written = Signal(str, str)
    remove_requested = Signal(str)
    opened = Signal()

    def __init__(self, theme: Theme, key: str, label: str, short: str) -> None:
        super().__init__()
        self._theme, self.key, self._label, self._short = theme, key, label, short
        self._kept_line = ""
        self.head = OpenRow(theme, label, " ", chevron=False, first_words="strong", name=label)
        self.level = LevelControl(theme, f"Level of {label}")
        self.level.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.more = QWidget()
        self.seen = ComboBox(theme, f"Where {label} is seen")
        self.seen.setProperty("tall", "small")
        self.seen.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.seen.setSizeAdjustPolicy(ComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.line = Edit(theme, f"A line about {label}", placeholder="A line, if you like", tall="small")
        self.remove = LinkButton(theme, "Take off this session", name=f"Take {label} off this session")
        self._lay_out()
        self.more.hide()
        self.head.setCheckable(False)
        self.head.clicked.connect(lambda: self.open_more(self.more.isHidden()))
        self.level.level_chosen.connect(lambda level: self.level_chosen.emit(key, level))
        self.seen.chosen.connect(lambda seen: self.seen_chosen.emit(key, seen))
        self.line.editingFinished.connect(self.commit)
        self.remove.clicked.connect(lambda: self.remove_requested.emit(key))
        Dress(self, theme, self._space)

    def show_block(self, fact: BlockFact, level_word: str, names: Names, day: dt.date) -> None:
        """Show how the block stands; the level is unset until it is said in this session."""
        tag = fact.tag or (fact.active.tag if fact.active else None)
        if tag is None:
            return
        self.level.set_level(fact.tag.level if fact.tag else None)
        words = seen_words(names)
        open_days = (day - fact.active.since).days if fact.active else 0
        line = block_words(level_word, words.get(tag.seen_in, ""), open_days)
        said = f"\nLast said {short_day(fact.active.last_on)}" if fact.active and not fact.tag else ""
        self.head.words.second.setText(line)
        self.head.words.second.show()
        self.head.setAccessibleName(f"{self._label}, {line}")
        self.head.setToolTip(f"{self._label}\n{line}{said}" + (f"\n{tag.line}" if tag.line else ""))
        self.seen.set_choices(
            [(key, word[:1].upper() + word[1:]) for key, word in words.items()], tag.seen_in
        )
        self._kept_line = fact.tag.line if fact.tag else ""
        if not self.line.hasFocus():
            self.line.setText(self._kept_line)
        self.remove.setVisible(fact.tag is not None)

    def open_more(self, shown: bool) -> None:
        """Show or hide what can be said besides the level."""
        if shown != self.more.isHidden():
            return
        self.more.setVisible(shown)
        self.head.setAccessibleDescription("Open" if shown else "Closed")
        self.opened.emit()

    def commit(self) -> None:
        """Keep the line as it is typed now."""
        typed = self.line.text().strip()
        if typed != self._kept_line:
            self._kept_line = typed
            self.line_written.emit(self.key, typed)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show the block's short name where the whole one has no room."""
        super().resizeEvent(event)
        self._name()

    def _name(self) -> None:
        room = self.width() - self.level.sizeHint().width() - self._theme.px(26)
        fits = QFontMetrics(self._theme.font(13, 600)).horizontalAdvance(self._label) <= room
        self.head.words.first.setText(self._label if fits else self._short)

    def _lay_out(self) -> None:
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        self._top = QHBoxLayout()
        self._top.addWidget(self.head, 1)
        self._top.addWidget(self.level, 0, Qt.AlignmentFlag.AlignVCenter)
        whole.addLayout(self._top)
        self._fields = QVBoxLayout(self.more)
        seen = QHBoxLayout()
        seen.addWidget(Elided("Seen in", "small", "text2"))
        seen.addWidget(self.seen, 1)
        self._seen_row = seen
        self._fields.addLayout(seen)
        self._fields.addWidget(self.line)
        self._fields.addWidget(self.remove)
        whole.addWidget(self.more)

    def _space(self) -> None:
        px = self._theme.px
        layout = self.head.layout()
        if layout is not None:
            layout.setContentsMargins(px(8), px(3), px(6), px(3))
        self._top.setContentsMargins(0, 0, px(8), 0)
        self._top.setSpacing(px(2))
        self._seen_row.setSpacing(px(10))
        self._fields.setContentsMargins(px(8), px(2), px(8), px(8))
        self._fields.setSpacing(px(6))
        self._name()
