"""Ways in: what opens the practice, how old each way is, and what can be done about it."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from therapist_app.kernel.dates import MONTHS, span_words
from therapist_app.practice.ways import WaysFacts
from ui.kit.buttons import Button
from ui.kit.card import Card
from ui.kit.context import Context
from ui.kit.words import Label
from ui.theme.theme import Theme

_APOSTROPHE = "\N{RIGHT SINGLE QUOTATION MARK}"
_BESIDE_EM = 36
_LONG_AGO = 365  # days after which trying the words is worth a reminder


class WaysCard(Card):
    """Three rows and a way out of trouble; `asked` carries the key of an action."""

    asked = Signal(str)

    def __init__(self, ctx: Context) -> None:
        super().__init__(ctx.theme, "Ways in")
        self._ctx = ctx
        self.passphrase = WayRow(ctx.theme, "Passphrase")
        self.words = WayRow(ctx.theme, "Recovery words")
        self.keyring = WayRow(ctx.theme, f"This computer{_APOSTROPHE}s keyring")
        self.renew = WayRow(ctx.theme, "If someone may know one of them")
        self.renew.say("Lock everything anew, with a new passphrase and new words.")
        self._act(self.passphrase, "Change\N{HORIZONTAL ELLIPSIS}", "Change the passphrase", "passphrase")
        self._act(self.words, "Try them\N{HORIZONTAL ELLIPSIS}", "Try the recovery words", "rehearse")
        self._act(self.words, "New words\N{HORIZONTAL ELLIPSIS}", "New recovery words", "new_words")
        self.turn = self._act(
            self.keyring, "Turn on\N{HORIZONTAL ELLIPSIS}", "Turn on the keyring", "keyring"
        )
        self._act(self.renew, "New lock\N{HORIZONTAL ELLIPSIS}", "Someone may know it: new lock", "renew_key")
        for row in (self.passphrase, self.words, self.keyring, self.renew):
            self.add_row(row)

    def _act(self, row: WayRow, word: str, name: str, key: str) -> Button:
        button = Button(self.theme, word, tall="small")
        button.setAccessibleName(name)
        button.clicked.connect(lambda: self.asked.emit(key))
        row.acts.addWidget(button)
        return button

    def load(self) -> None:
        """Read what opens the practice at present."""
        ways = self._ctx.workspace.ways
        self._ctx.tasks.vault(ways.facts, self.show_facts, owner=self)

    def show_facts(self, facts: WaysFacts) -> None:
        """Say how old each way is."""
        today = self._ctx.workspace.clock.today()
        self.passphrase.say(f"Set on {_day(facts.passphrase)}." if facts.passphrase else "None is set.")
        self.words.say(words_line(facts, today))
        is_on = facts.keyring is not None
        self.keyring.say(
            f"On since {_day(facts.keyring)}: {facts.keyring_name} opens it, with the passphrase once a week."
            if facts.keyring
            else "Off. The passphrase is asked for every time, which is safest."
        )
        self.turn.set_word("Turn off\N{HORIZONTAL ELLIPSIS}" if is_on else "Turn on\N{HORIZONTAL ELLIPSIS}")
        self.turn.setAccessibleName("Turn off the keyring" if is_on else "Turn on the keyring")


class WayRow(QWidget):
    """A name, a line about it, and its acts, which go below where there is no room."""

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__()
        self._theme = theme
        self.line = Label("", "small", "text2", wrap=True)
        words = QVBoxLayout()
        words.setSpacing(theme.px(2))
        words.addWidget(Label(name, "medium"))
        words.addWidget(self.line)
        self.acts = QHBoxLayout()
        self.acts.setSpacing(theme.px(8))
        self._sides = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._sides.setContentsMargins(0, theme.px(8), 0, theme.px(8))
        self._sides.setSpacing(theme.px(8))
        self._sides.addLayout(words, 1)
        self._sides.addLayout(self.acts)
        self._sides.setAlignment(self.acts, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the acts beside the words, or below them where there is no room."""
        super().resizeEvent(event)
        wide = self.width() >= _BESIDE_EM * self._theme.em
        way = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        self._sides.setDirection(way)

    def say(self, line: str) -> None:
        """The line below the name."""
        self.line.setText(line)


def words_line(facts: WaysFacts, today: dt.date) -> str:
    """When the words were made, and how long ago they were last tried."""
    if facts.words is None:
        return "None are set: a forgotten passphrase would be final."
    made = f"Made on {_day(facts.words)}."
    if facts.words_tried is None:
        return f"{made} Not tried yet: a sheet that can be read is worth three minutes."
    days = (today - facts.words_tried).days
    ago = "today" if days <= 0 else f"{span_words(days)} ago"
    return f"{made} Last tried {ago}." + (" Try them again." if days > _LONG_AGO else "")


def _day(day: dt.date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
