"""The overview's card of guidance: what deserves attention, the facts behind it, and what was set aside."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from therapist_app.catalogue.model import Catalogue
from therapist_app.guidance.facts import Fact, From
from therapist_app.guidance.rules import Fired
from therapist_app.guidance.service import RuleAside
from therapist_app.guidance.words import Speaker
from therapist_app.kernel.phrases import counted
from ui.couples.facts import CoupleFacts
from ui.kit.buttons import IconButton, LinkButton
from ui.kit.card import Card
from ui.kit.places import Place, safety_of
from ui.kit.row import OpenRow, Row
from ui.kit.words import Elided, Label
from ui.theme.theme import Theme

MOST_RULES = 3
MOST_FACTS = 4
ALL, ASIDE = "all", "aside"  # what can be unfolded
_TABS = {
    From.PATH: "progress",
    From.COUPLE: "notes",
    From.COMMITMENT: "commitments",
    From.COMMITMENTS: "commitments",
    From.ASSIGNMENT: "homework",
    From.HOMEWORK: "homework",
}


class GuidanceCard(Card):
    """Rules that speak now, the most pressing first.

    opened(Place)        the place a fact came from
    dismiss_asked(Fired) a rule is to wait
    back_asked(str)      the id of what was set aside and is to speak again
    turned(str)          ALL or ASIDE: shown or hidden
    """

    opened = Signal(object)
    dismiss_asked = Signal(object)
    back_asked = Signal(str)
    turned = Signal(str)

    def __init__(
        self, theme: Theme, catalogue: Catalogue, facts: CoupleFacts, unfolded: Iterable[str]
    ) -> None:
        stand, aside = facts.guidance.stand, facts.guidance.aside
        super().__init__(theme, "Guidance", len(stand) or None)
        self._facts = facts
        self._speaker = Speaker(catalogue, facts.name, facts.day)
        unfolded = frozenset(unfolded)
        shown = stand if ALL in unfolded else stand[:MOST_RULES]
        for one in shown:
            self.add_row(self._rule(one))
        if not stand:
            self.add(Label("Nothing stands out now.", "body", "text2", wrap=True))
        if len(stand) > MOST_RULES:
            word = "Show fewer" if ALL in unfolded else f"{len(stand) - MOST_RULES} more"
            self._turn(ALL, word, "All guidance")
        if aside:
            word = (
                "Hide what was set aside" if ASIDE in unfolded else f"{counted(len(aside), 'rule')} set aside"
            )
            self._turn(ASIDE, word, "What was set aside")
        for one in aside if ASIDE in unfolded else ():
            self.add(self._set_aside(one), gap=4)

    @property
    def first_name(self) -> str:
        """The name of the first thing here that takes the focus, or ""."""
        stand = self._facts.guidance.stand
        return f"Set aside: {stand[0].rule.label}" if stand else ""

    def _rule(self, one: Fired) -> QWidget:
        """Its name with the way to set it aside, what it says, and its facts."""
        theme, part = self.theme, QWidget()
        lines = QVBoxLayout(part)
        lines.setContentsMargins(0, theme.px(4), 0, theme.px(6))
        lines.setSpacing(theme.px(1))
        head = QHBoxLayout()
        dismiss = IconButton(theme, "clock", f"Set aside: {one.rule.label}", "quiet", "small")
        dismiss.setToolTip("Set aside, with a reason")
        dismiss.clicked.connect(lambda: self.dismiss_asked.emit(one))
        head.addWidget(Elided(one.rule.label, "strong"), 1)
        head.addWidget(dismiss)
        lines.addLayout(head)
        lines.addWidget(Label(one.says, wrap=True))
        for fact in one.facts[:MOST_FACTS]:
            lines.addWidget(self._fact(fact))
        rest = len(one.facts) - MOST_FACTS
        if rest > 0:
            lines.addWidget(Label(f"and {counted(rest, 'more fact')}", "small", "text2"))
        return part

    def _fact(self, fact: Fact) -> QWidget:
        """A line that opens the place it came from."""
        words = self._speaker.say(fact)
        row = OpenRow(self.theme, words, first_words="small", name=f"Open: {words}")
        row.setToolTip(words)
        row.setProperty("tall", "small")  # several facts stand close below each other
        side, edge = self.theme.px(8), self.theme.px(3)
        if (inside := row.layout()) is not None:
            inside.setContentsMargins(side, edge, side, edge)
        place = place_of(fact, self._facts.file.couple.id)
        row.clicked.connect(lambda: self.opened.emit(place))
        return row

    def _set_aside(self, one: RuleAside) -> QWidget:
        label, why = one.fired.rule.label, self._facts.own_words(one.dismissal.reason)
        back = IconButton(self.theme, "undo", f"Bring back: {label}", "quiet", "small")
        back.setToolTip("Bring back")
        back.clicked.connect(lambda: self.back_asked.emit(one.dismissal.id))
        return Row(self.theme, label, f"{self._facts.day(one.dismissal.on_date)}: {why}", trailing=back)

    def _turn(self, what: str, word: str, name: str) -> None:
        link = LinkButton(self.theme, word, name=name)
        link.clicked.connect(lambda: self.turned.emit(what))
        self.add(link, gap=6)
        self.body.setAlignment(link, Qt.AlignmentFlag.AlignLeft)


def place_of(fact: Fact, couple_id: str) -> Place:
    """Where a fact came from."""
    if fact.source == From.SESSION:
        return Place("note", couple_id, fact.source_id)
    if fact.source == From.SAFETY:
        return safety_of(couple_id)
    if fact.source in (From.PARTNER, From.RUPTURE):
        form = "partner_" if fact.source == From.PARTNER else "rupture:"
        return Place("couple", couple_id, tab="overview", extra={"open": f"{form}{fact.source_id}"})
    extra = {"commitment_id": fact.source_id} if fact.source == From.COMMITMENT else {}
    return Place("couple", couple_id, tab=_TABS[fact.source], extra=extra)
