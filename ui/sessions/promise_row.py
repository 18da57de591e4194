"""One promise in the side panel: how it went, and by whose account."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from therapist_app.commitments.model import Account, CheckIn, Commitment, CommitmentKind
from ui.kit.choices import CHECK_INS, CheckInControl
from ui.kit.dress import Dress
from ui.kit.strip import Choice
from ui.kit.words import Elided, Label, plain
from ui.sessions.icon_word import WordButton
from ui.sessions.page_words import Names, account_words, first_capital, shortened
from ui.theme.theme import Theme

_ACCOUNTS = (Account.CLINICIAN, Account.A, Account.B)
_OUTCOMES = dict(CHECK_INS)
_NOT = "not_applicable"
OUT_PX = 6  # how far the row reaches out to the left


class PanelCheckIn(CheckInControl):
    """The four answers in one row of the panel: the last one is short, its name is whole."""

    def set_choices(self, choices: Sequence[Choice], key: str = "") -> None:
        """Show the long word as the short one that says the same."""
        short = [replace(one, word="n/a", name=one.word) if one.key == _NOT else one for one in choices]
        super().set_choices(short, key)


class PromiseRow(QWidget):
    """The signals carry the promise's id first."""

    answered = Signal(str, str, str)  # id, outcome, account
    days_answered = Signal(str, int, str)  # id, how many of the days that wait were kept, account
    moved = Signal(str, str, str)  # id, account it was given by, account it is given by now
    noticed = Signal(str, str)  # id, account: that the other noticed is said, or no longer
    taken_back = Signal(str, str)  # id, account

    def __init__(self, theme: Theme, promise_id: str) -> None:
        super().__init__()
        self._theme, self.promise_id = theme, promise_id
        self._answers: Mapping[str, CheckIn] = {}
        self._account: str = Account.CLINICIAN
        self._chosen = False  # someone said whose account the next answer is
        self._is_line = False
        self._other = ""  # who may notice
        self._names = Names()
        self.words = Label("", "medium", wrap=True)
        self.who = Elided("", "small", "text2")
        self.who.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.how = PanelCheckIn(theme, "How it went")
        self.account = WordButton(theme, "Change whose account this is", ink="link", letters=12)
        self.days = WordButton(theme, "Answer several days at once", ink="link", letters=12)
        self._waiting = 0  # days
        self.also = Label("", "small", "text2", wrap=True)
        self._menu, self._counts = QMenu(self.account), QMenu(self.days)
        self.account.setMenu(self._menu)
        self.days.setMenu(self._counts)
        self._lay_out()
        self.how.chosen.connect(lambda outcome: self.answered.emit(promise_id, outcome, self._account))
        self._menu.aboutToShow.connect(self._fill)
        self._counts.aboutToShow.connect(self._fill_counts)
        Dress(self, theme, self._space)

    def show_promise(
        self, promise: Commitment, names: Names, answers: Mapping[str, CheckIn], days: int = 0
    ) -> None:
        """Show the promise with what was answered in this session, by account; so many `days` wait."""
        self._names, self._answers, self._waiting = names, answers, days
        self._other = names.of({"a": "b", "b": "a"}.get(promise.owner, "both"))
        self._is_line = promise.kind == CommitmentKind.BOTTOM_LINE
        if answers and self._account not in answers and not self._chosen:
            self._account = next(iter(answers))
        self.words.setText(promise.words)
        self.who.setText(shortened(names.of(promise.owner)))
        self.who.setToolTip(names.of(promise.owner))
        self.how.setAccessibleName(f"How it went: {promise.words}")
        for segment in self.how.segments:
            segment.setAccessibleName(f"{_OUTCOMES[segment.choice.key]}: {promise.words}")
        self._show_account()

    def _show_account(self) -> None:
        now = self._answers.get(self._account)
        self.how.set_key(now.outcome if now and now.since_on is None else "")
        word = account_words(self._account, self._names)
        self.account.set_words(word)
        self.account.setAccessibleName(f"{self.words.text()}: {word}. Change whose account this is")
        others = [
            f"{_went(one)} {account_words(account, self._names)}"
            for account, one in self._answers.items()
            if account != self._account
        ]
        if self._is_line and now is not None and now.outcome in ("partly", "missed"):
            others.append("A bottom line that did not hold belongs to safety: it waits on Today")
        self.account.setVisible(bool(self._answers))
        self.also.setText("; ".join(others))
        self.also.setVisible(bool(others))
        self.days.set_words(_went(now) if now and now.since_on else f"The last {self._waiting} at once")
        self.days.setVisible(self._waiting > 1)

    def _fill_counts(self) -> None:
        """How many of the days since the answer before were kept, the most first."""
        self._counts.clear()
        for kept in range(self._waiting, -1, -1):
            action = self._counts.addAction(f"{kept} of {self._waiting} kept")
            action.triggered.connect(
                lambda _on=False, kept=kept: self.days_answered.emit(self.promise_id, kept, self._account)
            )

    def _fill(self) -> None:
        """Whose account this is; where the partners differ, each account has its own answer."""
        self._menu.clear()
        for account in _ACCOUNTS:
            word = first_capital(account_words(account, self._names))
            action = self._menu.addAction(plain(word), lambda account=account: self._say(account))
            action.setCheckable(True)
            action.setChecked(account == self._account)
        if self._account not in self._answers:
            return
        self._menu.addSeparator()
        for account in _ACCOUNTS:
            if account not in self._answers:
                word = account_words(account, self._names).removeprefix("by ")
                self._menu.addAction(
                    plain(f"Add {word} beside it"), lambda account=account: self._show(account)
                )
        self._menu.addSeparator()
        noticed = self._menu.addAction(plain(f"{self._other} noticed and said so"))
        noticed.setCheckable(True)
        noticed.setChecked(self._answers[self._account].noticed)
        noticed.triggered.connect(lambda: self.noticed.emit(self.promise_id, self._account))
        self._menu.addAction(
            "Take this answer back", lambda: self.taken_back.emit(self.promise_id, self._account)
        )

    def _say(self, account: str) -> None:
        """The answer given is that person's account; one that is there already is shown instead."""
        before = self._account
        if account == before:
            return
        self._show(account)
        if before in self._answers and account not in self._answers:
            self.how.set_key(self._answers[before].outcome)
            self.moved.emit(self.promise_id, before, account)

    def _show(self, account: str) -> None:
        self._account, self._chosen = account, True
        self._show_account()
        self.how.setFocus()

    def _lay_out(self) -> None:
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        self._top = QHBoxLayout()
        self._top.addWidget(self.words, 1)
        self._top.addWidget(self.who, 0, Qt.AlignmentFlag.AlignTop)
        whole.addLayout(self._top)
        self._below = QVBoxLayout()
        self._below.addWidget(self.how)
        whole.addLayout(self._below)
        whole.addWidget(self.days, 0, Qt.AlignmentFlag.AlignLeft)
        whole.addWidget(self.account, 0, Qt.AlignmentFlag.AlignLeft)
        self._last = QVBoxLayout()
        self._last.addWidget(self.also)
        whole.addLayout(self._last)
        self._whole = whole

    def _space(self) -> None:
        px = self._theme.px
        self._whole.setContentsMargins(0, px(5), 0, 0)
        self._whole.setSpacing(px(4))
        for inner in (self._top, self._below, self._last):  # the account's ground needs room around its words
            inner.setContentsMargins(px(OUT_PX), 0, 0, 0)
        self._top.setSpacing(px(8))


def _went(one: CheckIn) -> str:
    """How it went, for one day or for several: "Kept", "4 of 5 kept"."""
    if one.kept_days is not None:
        return f"{one.kept_days} of {one.asked_days} kept"
    return _OUTCOMES.get(one.outcome, one.outcome)
