"""The cards of the day under each other, with the line of now between what is over and what is to come."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from therapist_app.catalogue.model import Catalogue
from ui.kit.card import Card
from ui.kit.empty import EmptyState
from ui.kit.places import Place, safety_of
from ui.theme.theme import Theme
from ui.today.facts import SessionCard
from ui.today.notice import NowLine
from ui.today.session_card import SessionPanel
from ui.today.words import now_words

_ASKING = -1  # the focus is among the promises to ask about


class DayColumn(QWidget):
    """All sessions of today; without any, what to do instead."""

    note_requested = Signal(object)  # SessionCard
    opened = Signal(object)  # Place
    seen_requested = Signal()
    before_requested = Signal()  # of `chosen`
    answered = Signal(object, str, str)  # SessionCard, a promise's id, how it went

    def __init__(self, theme: Theme, catalogue: Catalogue) -> None:
        super().__init__()
        self._theme, self._catalogue = theme, catalogue
        self.panels: list[SessionPanel] = []
        self._cards: Sequence[SessionCard] = ()
        self._discreet = False
        self._asking: set[str] = set()  # couples whose promises are unfolded
        self._now: tuple[dt.datetime, SessionCard | None] | None = None
        self.chosen: SessionCard | None = None  # whose card before the session was asked for last
        self.now_line = NowLine(theme)
        self.now_line.setParent(self)
        self._free = Card(theme)
        empty = EmptyState(
            theme,
            "calendar",
            "Nobody is expected today",
            "Couples come by their usual day and time. Anyone else who was here can be entered now.",
            "Enter who was here",
        )
        empty.clicked.connect(self.seen_requested)
        self._free.add(empty)
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(0)
        self._over = 0
        self._free.hide()
        self._arrange()

    def show_cards(self, cards: Sequence[SessionCard], *, discreet: bool) -> None:
        """Show these sessions; the focus stays with its couple's button."""
        kept = self._focused()
        self._cards, self._discreet = cards, discreet
        for panel in self.panels:
            panel.hide()
            panel.deleteLater()
        self.panels = [self._panel(card, discreet=discreet) for card in cards]
        self._free.setVisible(not cards)
        self._arrange()
        self._focus_again(kept)

    def set_now(self, now: dt.datetime, just_ended: SessionCard | None) -> None:
        """Say where each session stands and draw the line of now."""
        self._now = now, just_ended
        for panel in self.panels:
            panel.set_now(now, is_next=panel.card == just_ended)
        self._over = sum(1 for panel in self.panels if panel.card.has_ended(now))
        self.now_line.set_words(now_words(now))
        self._arrange()

    def _panel(self, card: SessionCard, *, discreet: bool) -> SessionPanel:
        asking = card.couple_id in self._asking
        panel = SessionPanel(self._theme, self._catalogue, card, discreet=discreet, asking=asking)
        panel.answered.connect(lambda key, outcome: self.answered.emit(card, key, outcome))
        panel.asking_turned.connect(lambda shown: self._turn_asking(card, shown=shown))
        panel.note_requested.connect(self.note_requested)
        panel.before_requested.connect(lambda: self._before(card))
        panel.handout_requested.connect(
            lambda couple: self.opened.emit(
                Place("couple", couple, tab="homework", extra={"focus": "sheets"})
            )
        )
        panel.safety_requested.connect(lambda couple: self.opened.emit(safety_of(couple)))
        return panel

    def _turn_asking(self, card: SessionCard, *, shown: bool) -> None:
        """Unfold or fold the promises of a card; the focus goes to the first, or back to the link."""
        (self._asking.add if shown else self._asking.discard)(card.couple_id)
        self.show_cards(self._cards, discreet=self._discreet)
        if self._now is not None:
            self.set_now(*self._now)
        self._focus_again((card.couple_id, _ASKING))

    def _before(self, card: SessionCard) -> None:
        self.chosen = card
        self.before_requested.emit()

    @property
    def focused_card(self) -> SessionCard | None:
        """The session whose button has the focus."""
        focus = QApplication.focusWidget()
        return next((panel.card for panel in self.panels if focus in panel.buttons), None)

    def _arrange(self) -> None:
        """Put the parts under each other; the line of now takes the gap it stands in."""
        px = self._theme.px
        while self._lines.takeAt(0) is not None:
            pass
        self._lines.addWidget(self._free)
        has_line = 0 < self._over < len(self.panels)
        self.now_line.setVisible(has_line)
        for index, panel in enumerate(self.panels):
            if has_line and index == self._over:
                self._lines.addSpacing(px(1))
                self._lines.addWidget(self.now_line)
                self._lines.addSpacing(px(2))
            elif index:
                self._lines.addSpacing(px(11))
            self._lines.addWidget(panel)
            panel.show()  # one that waits to be shown cannot take the focus
        if self.panels:
            self._lines.addStretch(1)

    def _focused(self) -> tuple[str, int] | None:
        focused = QApplication.focusWidget()
        for panel in self.panels:
            for place, button in enumerate(panel.buttons):
                if focused is button:
                    return panel.card.couple_id, place
            if focused is not None and panel.asking is not None and panel.asking.isAncestorOf(focused):
                return panel.card.couple_id, _ASKING
        return None

    def _focus_again(self, kept: tuple[str, int] | None) -> None:
        for panel in self.panels:
            if kept and panel.card.couple_id == kept[0]:
                if kept[1] != _ASKING:
                    panel.buttons[kept[1]].setFocus()
                elif panel.asking is not None:
                    panel.asking.focus_first()
                else:
                    panel.note_button.setFocus()  # all were asked about
                return
