"""One session of today as a card: when, who, one line, a few facts, safety, and what to do next."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from therapist_app.catalogue.model import Catalogue
from therapist_app.sessions.rules import WRITTEN
from ui.kit.buttons import Button
from ui.kit.card import Panel
from ui.kit.discreet import discreet_label
from ui.kit.dress import Dress, icon_label
from ui.kit.flow import FlowLayout
from ui.kit.marks import PhaseMark
from ui.kit.safety import SafetyLabel
from ui.kit.words import Elided, Label
from ui.theme.theme import Theme
from ui.today.asking import Asking
from ui.today.facts import Fact, SessionCard
from ui.today.notice import Notice
from ui.today.words import clock_words, paused_words, standing_words

_PLACES = {"video": "Video", "phone": "Phone"}  # being in the room goes without saying
_NOTE_WORDS = {
    "empty": ("Write note", "pen"),
    "draft": ("Go on writing", "file-pen"),
    "done": ("Read note", "note"),
    "signed": ("Read note", "note"),
    "amended": ("Read note", "note"),
}


class SessionPanel(Panel):
    """The card; its line turns from neutral to the last note's first words while someone looks at it."""

    note_requested = Signal(object)  # SessionCard
    handout_requested = Signal(str)  # couple id
    safety_requested = Signal(str)
    before_requested = Signal()
    answered = Signal(str, str)  # a promise's id, how it went
    asking_turned = Signal(bool)  # whether the promises to ask about are shown

    def __init__(
        self, theme: Theme, catalogue: Catalogue, card: SessionCard, *, discreet: bool, asking: bool = False
    ) -> None:
        super().__init__(theme)
        self.card = card
        self._catalogue = catalogue
        self._discreet = discreet
        self.label = discreet_label(card.label) if discreet else card.label
        self.asking: Asking | None = None
        if card.asks:
            self.asking = Asking(theme, card.asks, self.label, unfolded=asking, discreet=discreet)
            self.asking.answered.connect(self.answered)
            self.asking.turned.connect(self.asking_turned)
        self._standing = Label("", "small", "text2", wrap=True)
        self._line = Elided(card.line, "body")
        self._rows = QVBoxLayout()
        self._when = QVBoxLayout()
        self._whole = QHBoxLayout(self)
        self.other_button = self._make_other()
        self.before_button = Button(theme, "Before", "info", tall="small", tip="The card before the session")
        self.before_button.clicked.connect(self.before_requested)
        self.note_button = Button(theme, *self._note_word(), tall="small")
        self._fill()
        self.setAccessibleName(", ".join(part for part in (self._time_words(), self.label) if part))
        Dress(self, theme, self._space)
        for button in self.buttons:
            button.installEventFilter(self)

    @property
    def buttons(self) -> tuple[Button, ...]:
        """From left to right."""
        return self.before_button, self.other_button, self.note_button

    @property
    def line(self) -> str:
        """The line that can be read now."""
        return self._line.text()

    def set_now(self, now: dt.datetime, *, is_next: bool) -> None:
        """Say where the session stands; `is_next` marks the one whose note is the next thing to do."""
        card = self.card
        if card.cancelled:
            words = self._catalogue.session_kind(card.kind).label
        else:
            words = standing_words(card.at, card.stop, now) if card.at else "Time open"
        self._standing.setText(words)
        self._standing.set_ink("link" if is_next else "text2")
        self.set_stripe("accent" if is_next else "")
        self.note_button.set_kind("primary" if is_next else "plain")

    def enterEvent(self, event: QEnterEvent) -> None:
        """Someone looks at the card."""
        super().enterEvent(event)
        self._look()

    def leaveEvent(self, event: QEvent) -> None:
        """Someone looks elsewhere."""
        super().leaveEvent(event)
        self._look()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys look at a card by moving to one of its buttons."""
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self._look()
        return super().eventFilter(watched, event)

    def _look(self) -> None:
        looked_at = self.underMouse() or any(button.hasFocus() for button in self.buttons)
        shown = looked_at and not self._discreet and self.card.last_line
        self._line.setText(f"Last note: {self.card.last_line}" if shown else self.card.line)

    def _time_words(self) -> str:
        return clock_words(self.card.at) if self.card.at else "Today"

    def _note_word(self) -> tuple[str, str]:
        return _NOTE_WORDS.get(self.card.state, _NOTE_WORDS["empty"])

    def _make_other(self) -> Button:
        couple = self.card.couple_id
        if self.card.safety == "unsafe":
            button = Button(self.theme, "Open plan", "shield", tall="small")
            button.clicked.connect(lambda: self.safety_requested.emit(couple))
            return button
        button = Button(self.theme, "Print handout", "printer", tall="small")
        button.clicked.connect(lambda: self.handout_requested.emit(couple))
        return button

    def _fill(self) -> None:
        self._when.addWidget(Label(self._time_words(), "lead"))
        self._when.addWidget(self._standing)
        place = self._place_words()
        if place:
            self._when.addWidget(Label(place, "small", "text2", wrap=True))
        self._when.addStretch(1)
        self._rows.addLayout(self._head())
        self._rows.addWidget(self._line)
        if self.card.safety == "unsafe":
            self._rows.addWidget(
                Notice(self.theme, paused_words(self.card.safety_since, may_meet=self.card.may_meet))
            )
        if self.card.facts:
            self._rows.addWidget(_facts(self.theme, self.card.facts))
        if self.asking is not None:
            self._rows.addWidget(self.asking)
        self._rows.addSpacing(self.theme.px(6))
        self._rows.addWidget(self._buttons())
        self._whole.addLayout(self._when)
        self._whole.addLayout(self._rows, 1)

    def _place_words(self) -> str:
        card = self.card
        kind = (
            ""
            if card.kind in ("", "joint") or card.cancelled
            else self._catalogue.session_kind(card.kind).short
        )
        return " \N{MIDDLE DOT} ".join(part for part in (kind, _PLACES.get(card.modality, "")) if part)

    def _head(self) -> QHBoxLayout:
        theme, card = self.theme, self.card
        phase = self._catalogue.phase(card.phase) if card.phase else None
        head = QHBoxLayout()
        head.setSpacing(theme.px(12))
        head.addWidget(PhaseMark(theme, phase.number if phase else 0, phase.label if phase else ""))
        head.addWidget(Elided(self.label, "lead"), 1)
        word = self._catalogue.safety_status(card.safety).label
        if card.screen_due:
            word = f"{word} · screen due"
        head.addWidget(SafetyLabel(theme, card.safety, word, size=16))
        return head

    def _buttons(self) -> QWidget:
        holder = QWidget()
        row = FlowLayout(holder, gap=self.theme.px(8), row_gap=self.theme.px(8), align_right=True)
        for button in self.buttons:
            row.addWidget(button)
            button.setAccessibleName(f"{button.text()}: {self.label}")
        if self.card.cancelled or self.card.state in WRITTEN:
            self.before_button.hide()
        self.note_button.clicked.connect(lambda: self.note_requested.emit(self.card))
        return holder

    def _space(self) -> None:
        px = self.theme.px
        self._whole.setContentsMargins(px(19), px(14), px(15), px(15))
        self._whole.setSpacing(px(8))
        self._when.setSpacing(px(2))
        self._rows.setSpacing(px(7))
        self._standing.setFixedWidth(px(76))


def _facts(theme: Theme, facts: tuple[Fact, ...]) -> QWidget:
    holder = QWidget()
    flow = FlowLayout(holder, gap=theme.px(18), row_gap=theme.px(4))
    for fact in facts:
        one = QWidget()
        row = QHBoxLayout(one)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(6))
        row.addWidget(icon_label(theme, fact.icon, "text2", 15), 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(Label(fact.words, "small", "text2"))
        flow.addWidget(one)
    return holder
