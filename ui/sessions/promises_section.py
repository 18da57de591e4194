"""Ask about: each promise that is due, how it went, and by whose account."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QVBoxLayout, QWidget

from therapist_app.commitments.model import Account, CheckIn
from therapist_app.commitments.service import CommitmentFile
from ui.kit.buttons import LinkButton
from ui.kit.choices import CheckInControl
from ui.kit.dress import Dress
from ui.kit.words import Label, plain
from ui.sessions.desk import Desk
from ui.sessions.page_facts import NoteFacts
from ui.sessions.page_words import Names, account_words
from ui.sessions.section import Section
from ui.theme.theme import Theme

_ACCOUNTS = (Account.CLINICIAN, Account.A, Account.B)


class PromiseRow(QWidget):
    """One promise; the signals carry its id."""

    answered = Signal(str, str, str)  # id, outcome, account
    moved = Signal(str, str)  # id, account: the answer was that person's account
    taken_back = Signal(str, str)  # id, account

    def __init__(self, theme: Theme, promise_id: str) -> None:
        super().__init__()
        self._theme, self.promise_id = theme, promise_id
        self._answers: dict[str, CheckIn] = {}
        self._account: str = Account.CLINICIAN
        self._names = Names()
        self.words = Label("", "medium", wrap=True)
        self.who = Label("", "small", "text2")
        self.how = CheckInControl(theme, "How it went")
        self.how.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.account = LinkButton(theme, "by your account")
        self.account.set_menu(QMenu(self.account))
        self.also = Label("", "small", "text2", wrap=True)
        self._lay_out()
        self.how.chosen.connect(lambda key: self.answered.emit(promise_id, key, self._account))
        self.account.menu().aboutToShow.connect(self._fill)
        Dress(self, theme, self._space)

    def show_promise(self, file: CommitmentFile, names: Names, answers: dict[str, CheckIn]) -> None:
        """Show the promise with what was answered in this session, by account."""
        promise = file.commitment
        self._names = names
        if answers and self._account not in answers and self._answers:
            self._account = next(iter(answers))
        elif answers and self._account not in answers and not self._answers:
            self._account = next(iter(answers))
        self._answers = answers
        self.words.setText(promise.words)
        self.words.setToolTip(promise.words)
        self.who.setText(_short(names.of(promise.owner)))
        self.who.setToolTip(names.of(promise.owner))
        now = answers.get(self._account)
        self.how.set_key(now.outcome if now else "")
        self.how.setAccessibleName(f"How it went: {promise.words}")
        word = account_words(self._account, names)
        self.account.set_word(_short(word, 40))
        self.account.setAccessibleName(f"{promise.words}: {word}. Change")
        others = [
            f"{_OUTCOMES.get(one.outcome, one.outcome)} {account_words(account, names)}"
            for account, one in answers.items()
            if account != self._account
        ]
        self.also.setText("; ".join(others))
        self.also.setVisible(bool(others))

    def _fill(self) -> None:
        """Whose account this answer is; another account may differ and stands beside it."""
        menu = self.account.menu()
        menu.clear()
        for account in _ACCOUNTS:
            action = menu.addAction(plain(account_words(account, self._names).capitalize_first()))
            action.setCheckable(True)
            action.setChecked(account == self._account)
            action.triggered.connect(lambda _=False, account=account: self._set_account(account))

    def _set_account(self, account: str) -> None:
        raise NotImplementedError

    def _lay_out(self) -> None:
        raise NotImplementedError

    def _space(self) -> None:
        raise NotImplementedError


def _short(words: str, most: int = 18) -> str:
    return words if len(words) <= most else words[: most - 1] + "\N{HORIZONTAL ELLIPSIS}"
