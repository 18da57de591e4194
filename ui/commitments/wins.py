"""What is shown first: the small wins of the last four weeks, and who carries how much."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from therapist_app.commitments.figures import SmallWins, Tally
from ui.commitments.facts import PromiseFacts
from ui.commitments.words import Day, repair_words
from ui.kit.card import Card
from ui.kit.columns import Columns
from ui.kit.dress import Dress
from ui.kit.words import Elided, Label
from ui.theme.theme import Theme

Win = tuple[str, str, str]
"""A big figure, what it counts, and a quiet line."""


def wins_in_words(wins: SmallWins, day: Day, *, runs: bool = False) -> tuple[Win, ...]:
    """The small wins as figures with their words; runs only where they were asked for."""
    due = wins.last_weeks.due
    kept = f"{wins.last_weeks.kept} of {due}" if due else "Not yet"
    said: list[Win] = [
        (kept, "kept" if due else "asked about", f"or {_per_hundred(wins.last_weeks)}" if due else "")
    ]
    if wins.whole.due:
        said.append((f"{wins.whole.kept} of {wins.whole.due}", "kept since the start", ""))
    if wins.last_slip and wins.mended_on:
        took = repair_words((wins.mended_on - wins.last_slip).days)
        said.append((took, "last slip answered", f"kept again {day(wins.mended_on)}"))
    elif wins.last_slip:
        said.append((day(wins.last_slip), "last slip", "not asked since"))
    if runs:
        said.append((str(wins.run), "kept in a row now", f"longest run {wins.longest}"))
    return tuple(said)


def _per_hundred(tally: Tally) -> str:
    return f"{round(100 * (tally.rate or 0))} in 100"


class WinsCard(Card):
    """The small wins as big figures; the runs are one press away and never pressed on anyone."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "Small wins", "last 4 weeks", "Show runs", parent=parent)
        self._runs = False
        self._facts: PromiseFacts | None = None
        self._day: Day = str
        self.link_clicked.connect(self._turn)

    def show_facts(self, facts: PromiseFacts, day: Day) -> None:
        """Show the figures of a couple."""
        self._facts, self._day = facts, day
        self.clear()
        wins = wins_in_words(facts.wins, day, runs=self._runs)
        row = Columns(self.theme, least=8, most=len(wins))
        for win in wins:
            row.add(_Figure(self.theme, win))
        self.add(row, gap=6)
        row.show()
        self.link.set_word("Hide runs" if self._runs else "Show runs")
        self.link.setVisible(facts.wins.whole.due > 0)

    def forget_runs(self) -> None:
        """Begin without the runs, as for every couple."""
        self._runs = False

    def _turn(self) -> None:
        self._runs = not self._runs
        if self._facts:
            self.show_facts(self._facts, self._day)
            self.link.setFocus()


class _Figure(QWidget):
    """One big figure over its words, with a hairline to the next one of its row."""

    def __init__(self, theme: Theme, win: Win) -> None:
        super().__init__()
        self._theme = theme
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, theme.px(14), 0)
        lines.setSpacing(0)
        figure, what, quiet = win
        lines.addWidget(Label(figure, "figure"))
        lines.addWidget(Label(what, "smallstrong"))
        lines.addWidget(Label(quiet, "small", "text2"))
        lines.addStretch(1)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the hairline."""
        parent = self.parentWidget()
        siblings = parent.findChildren(_Figure) if parent is not None else []
        if any(one.y() == self.y() and one.x() > self.x() for one in siblings):
            QPainter(self).fillRect(self.width() - 1, 0, 1, self.height(), self._theme.color("line"))


class CarryCard(Card):
    """What each of the two kept of what was asked, as two bars with their numbers."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "Who carries it", "last 4 weeks", parent=parent)

    def show_facts(self, facts: PromiseFacts) -> None:
        """Show both bars; quietly where one carries more because of how the work begins."""
        self.clear()
        balance = facts.balance
        most = max(balance.a.due, balance.b.due, 1)
        quiet = facts.one_sided_by_design
        for side, tally, role in (("a", balance.a, "level3.fill"), ("b", balance.b, "level2.fill")):
            self.add(_Carried(self.theme, facts.name(side), tally, most, "edge" if quiet else role), gap=4)
        if quiet:
            words = "Uneven is expected in this phase of the work."
            self.add(Label(words, "small", "text2", wrap=True), gap=8)


class _Carried(QWidget):
    """A name, "12 of 14 kept" and a bar: its ground is what was asked, its filling what was kept."""

    def __init__(self, theme: Theme, name: str, tally: Tally, most: int, role: str) -> None:
        super().__init__()
        words = f"{tally.kept} of {tally.due} kept" if tally.due else "not asked yet"
        self.setAccessibleName(f"{name}: {words}")
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(theme.px(2))
        head = QHBoxLayout()
        head.setSpacing(theme.px(8))
        head.addWidget(Elided(name, "smallstrong"), 1)
        head.addWidget(Label(words, "small", "text2"))
        lines.addLayout(head)
        lines.addWidget(_Bar(theme, tally, most, role))


class _Bar(QWidget):
    """The bar itself; its numbers stand above it."""

    def __init__(self, theme: Theme, tally: Tally, most: int, role: str) -> None:
        super().__init__()
        self._theme, self._tally, self._most, self._role = theme, tally, most, role
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        Dress(self, theme, lambda: self.setFixedHeight(theme.px(10)))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw what was asked, and over it what was kept."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        tall = self._theme.px(8)
        for count, role in ((self._tally.due, "track"), (self._tally.kept, self._role)):
            if count:
                wide = max(self.width() * count / self._most, tall)
                painter.setBrush(self._theme.color(role))
                painter.drawRoundedRect(QRectF(0, 1, wide, tall), tall / 2, tall / 2)
