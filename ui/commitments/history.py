"""What was said of a promise so far, opened below it: each answer can be corrected or taken back, with a trace."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from therapist_app.commitments.files import CommitmentFile
from therapist_app.commitments.model import CheckIn
from therapist_app.kernel.phrases import short_name
from ui.commitments.answers import LookBack
from ui.commitments.drawer import Drawer
from ui.commitments.facts import PromiseFacts
from ui.commitments.history_words import answer_words, figures_words, standing_words, trace_words
from ui.commitments.words import Day
from ui.kit.buttons import Button, LinkButton
from ui.kit.words import Label
from ui.theme.theme import Theme

MOST = 6  # answers before the rest is asked for


class HistoryDrawer(Drawer):
    """Newest first; what no longer stands is told below what does."""

    correction_asked = Signal(object)  # CheckIn
    taken_back = Signal(str)  # its id
    whole_asked = Signal()

    def __init__(
        self, theme: Theme, facts: PromiseFacts, file: CommitmentFile, day: Day, answer: LookBack
    ) -> None:
        super().__init__(theme, "What was answered so far")
        self.answer = answer
        self._facts, self._file, self._day = facts, file, day
        self._other = short_name(facts.other(file.commitment.owner))
        self.acts: list[LinkButton] = []
        self.close_button = Button(theme, "Close", kind="quiet", tall="small")
        self._fill()

    def _fill(self) -> None:
        newest = list(reversed(self._file.check_ins))
        shown = newest if self.answer.whole else newest[:MOST]
        self._heading("What was answered so far")
        if figures := figures_words(self._file.figures, self._day):
            self._line(figures)
        for one in shown:
            self._answer(one)
        if not newest:
            self._line("Nobody was asked about it yet.")
        if len(newest) > len(shown):
            more = LinkButton(self.theme, f"Show all {len(newest)} answers")
            more.clicked.connect(self.whole_asked)
            self.acts.append(more)
            self.row(more)
        self._told("No longer stands", self._traces())
        self._told("Where it stood", standing_words(self._file.standing, self._day))
        self.row(self.close_button)
        self.end()
        self.close_button.clicked.connect(self.closed)

    def _traces(self) -> list[str]:
        mine = self._facts.earlier.get(self._file.commitment.id, ())
        return [trace_words(one, self._name, self._other, self._day) for one in mine]

    def _answer(self, one: CheckIn) -> None:
        words = self._facts.words(answer_words(one, self._name, self._other, self._day))
        seen = self._facts.seen_by(one.audience)
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(self.theme.px(10))
        said = Label(f"{words} · {seen}" if seen else words, "small", wrap=True)
        row.addWidget(said, 1, Qt.AlignmentFlag.AlignVCenter)
        for word, act in (("Correct", self.correction_asked), ("Take back", self.taken_back)):
            link = LinkButton(self.theme, word)
            link.setAccessibleName(f"{word}: {words}")
            told = one if word == "Correct" else one.id
            link.clicked.connect(lambda _on=False, act=act, told=told: act.emit(told))
            self.acts.append(link)
            row.addWidget(link, 0, Qt.AlignmentFlag.AlignVCenter)
        self.lines.addWidget(holder)

    def _told(self, heading: str, lines: list[str]) -> None:
        if lines:
            self._heading(heading)
        for words in lines:
            self._line(self._facts.words(words))

    def _heading(self, words: str) -> None:
        self.lines.addWidget(Label(words, "smallstrong"))

    def _line(self, words: str) -> None:
        self.lines.addWidget(Label(words, "small", "text2", wrap=True))

    def _name(self, account: str) -> str:
        return "you" if account == "clinician" else short_name(self._facts.name(account))

    def focus_first(self) -> None:
        """Put the focus on the newest answer."""
        (self.acts[0] if self.acts else self.close_button).setFocus()

    def keep(self) -> None:
        """Enter presses what has the focus; there is nothing to keep."""
