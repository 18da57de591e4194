"""The bar below a sheet: for whom, on which paper, when it is looked at; save it, print it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.kit.buttons import Button, primary
from ui.kit.choices import SegmentedControl
from ui.kit.date_field import DateField
from ui.kit.dress import Dress
from ui.kit.flow import FlowLayout
from ui.kit.print_job import NO_PRINTER
from ui.kit.ticks import CheckBox
from ui.kit.words import Ink, Label
from ui.theme.theme import Theme

PAPERS = (("a4", "A4"), ("letter", "Letter"))


class SheetBar(QWidget):
    """What a sheet is printed with.

    changed()            another holder, paper, size of print or review date
    print_requested()    the primary act
    save_requested()     keep it as a PDF outside the vault
    fillable_requested() the same as a file to fill in on a screen
    """

    changed = Signal()
    print_requested = Signal()
    save_requested = Signal()
    fillable_requested = Signal()

    def __init__(
        self,
        theme: Theme,
        today: Callable[[], dt.date],
        parts: tuple[str, ...] = ("whom", "paper", "review", "large", "fillable"),
        *,
        word: str = "Print",
        extra: str = "",
        parent: QWidget | None = None,
    ) -> None:
        """`parts` are the choices that are offered, `word` is the primary button's, `extra` of one more box to tick."""
        super().__init__(parent)
        self._parts = parts
        self._theme = theme
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("ground", "surface")
        self.whom = SegmentedControl(theme, "For", [("both", "Both")], "both")
        self.paper = SegmentedControl(theme, "Paper", PAPERS, "a4")
        self.large = CheckBox(theme, "Large print")
        self.extra = CheckBox(theme, extra)
        self.review = DateField(theme, "", today=today, name="Review date", placeholder="No date")
        self.save = Button(theme, "Save PDF", tip="The file will lie outside the vault")
        self.fillable = Button(
            theme, "Save to fill in", tip="A PDF with fields; the file will lie outside the vault"
        )
        self.print = primary(theme, word, "printer")
        self.line = Label("", "small", "warn", wrap=True)
        self.line.hide()
        self._lay_out()
        ticks = (self.large.toggled, self.extra.toggled)
        for signal in (self.whom.chosen, self.paper.chosen, *ticks, self.review.date_changed):
            signal.connect(self._said)
        self.print.clicked.connect(self.print_requested)
        self.save.clicked.connect(self.save_requested)
        self.fillable.clicked.connect(self.fillable_requested)
        Dress(self, theme, self._space)

    @property
    def holder(self) -> str:
        """Who may hold the sheet: "both", "a" or "b"."""
        return self.whom.key

    @property
    def review_on(self) -> dt.date | None:
        """When it is looked at together."""
        return self.review.date

    def set_holders(self, holders: list[tuple[str, str]], key: str) -> None:
        """Show who there is to choose from: pairs of a holder and a name."""
        self.whom.set_names(holders, key)

    def set_ready(self, *, ready: bool) -> None:
        """Whether there is a page that may be printed."""
        self.print.setEnabled(ready)
        self.save.setEnabled(ready)
        self.fillable.setEnabled(ready)

    def say(self, words: str, ink: Ink = "text2") -> None:
        """A line above the choices, or none: what became of the page."""
        if words and words != self.line.text():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))
        self.line.setText(words)
        self.line.set_ink(ink)
        self.line.setVisible(bool(words))

    def say_trouble(self, sentence: str) -> None:
        """Say why the page did not leave; without a printer, saving is the way that is left."""
        self.say(sentence, "warn")
        if sentence == NO_PRINTER:
            self.save.setFocus(Qt.FocusReason.OtherFocusReason)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the line above."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.color("surface"))
        painter.fillRect(0, 0, self.width(), 1, self._theme.color("line"))

    def _lay_out(self) -> None:
        left = QWidget()
        self._pairs: list[QHBoxLayout] = []
        self._flow = FlowLayout(left, gap=self._theme.px(20), row_gap=self._theme.px(8))
        for name, word, control in (
            ("whom", "For", self.whom),
            ("paper", "Paper", self.paper),
            ("review", "Review", self.review),
        ):
            pair = self._pair(word, control)
            self._flow.addWidget(pair)
            pair.setVisible(name in self._parts)
        self._flow.addWidget(self.large)
        self.large.setVisible("large" in self._parts)
        self._flow.addWidget(self.extra)
        self.extra.setVisible("extra" in self._parts)
        self._row = QHBoxLayout()
        self._row.addWidget(left, 1)
        self._row.addWidget(self.fillable)
        self._row.addWidget(self.save)
        self._row.addWidget(self.print)
        self._whole = QVBoxLayout(self)
        self._whole.addWidget(self.line)
        self._whole.addLayout(self._row)
        self.fillable.setVisible("fillable" in self._parts)  # once it is inside: alone it would be a window

    def _pair(self, word: str, control: QWidget) -> QWidget:
        pair = QWidget()
        row = QHBoxLayout(pair)
        row.setContentsMargins(0, 0, 0, 0)
        name = Label(word, "body", "text2")
        name.setBuddy(control)
        row.addWidget(name)
        row.addWidget(control)
        self._pairs.append(row)
        return pair

    def _space(self) -> None:
        px = self._theme.px
        self._whole.setContentsMargins(px(24), px(13), px(16), px(13))
        self._whole.setSpacing(px(8))
        self._row.setSpacing(px(8))
        self.review.setFixedWidth(px(136))
        for row in self._pairs:
            row.setSpacing(px(9))

    def _said(self) -> None:
        self.changed.emit()
