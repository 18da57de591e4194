"""The cards of the page of safety: the status, each partner, the plan, and all that was entered."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from therapist_app.catalogue.model import Catalogue
from therapist_app.couples.model import SafetyStatus
from therapist_app.safety.rules import risk_unanswered, risk_waits
from ui.kit.buttons import Button, LinkButton
from ui.kit.card import Card
from ui.kit.dress import hairline
from ui.kit.flow import FlowLayout
from ui.kit.row import OpenRow, Row
from ui.kit.safety import SafetyLabel
from ui.kit.words import Ink, Label, Words
from ui.safety.facts import SafetyFacts
from ui.safety.words import (
    Told,
    answers_lines,
    is_worrying,
    missing_line,
    more_words,
    next_check,
    plan_words,
    proposal_line,
    reach_line,
    risk_line,
    screen_line,
    since_line,
    told_lines,
    why_line,
)
from ui.theme.theme import Theme

_MOST_TOLD = 8
_NO_SCREEN = "Not screened alone yet."
_NO_RISK = "Suicide and self-harm: not asked about yet."
_UNANSWERED = "Said yes to suicide or self-harm. Enter the risk line now."
_NO_PLAN = "No plan yet. It says what has stopped, who checks it, and what follows if it is broken."


class SafetyCard(Card):
    """A card whose buttons ask for forms.

    asked(str)   the word of a form, as `SafetySheets` opens it
    """

    asked = Signal(str)

    def __init__(self, theme: Theme, title: str, facts: SafetyFacts, catalogue: Catalogue) -> None:
        super().__init__(theme, title)
        self.facts, self.catalogue = facts, catalogue

    def say(self, text: str, words: Words = "body", ink: Ink = "text", gap: int = 4) -> None:
        """A paragraph; nothing for no words."""
        if text:
            self.add(Label(text, words, ink, wrap=True), gap=gap)

    def part(self, heading: str) -> None:
        """A hairline and the heading of what follows."""
        self.add(hairline(), gap=10)
        self.say(heading, "smallstrong", "text2", gap=8)

    def buttons(self, *asked: tuple[str, str, str, str]) -> None:
        """Buttons in a row: word, icon, form, and how the button is read aloud."""
        row = QWidget()
        flow = FlowLayout(row, gap=self.theme.px(8), row_gap=self.theme.px(6))
        for word, icon, form, name in asked:
            button = Button(self.theme, word, icon, tall="small")
            button.setAccessibleName(name)
            button.clicked.connect(lambda _=False, form=form: self.asked.emit(form))
            flow.addWidget(button)
        self.add(row, gap=8)


def status_card(theme: Theme, facts: SafetyFacts, catalogue: Catalogue) -> SafetyCard:
    """The status with its age and reasons, what the answers speak for, and what a better one would need."""
    card = SafetyCard(theme, "Status", facts, catalogue)
    standing = facts.standing
    status = catalogue.safety_status(standing.key)
    label = SafetyLabel(theme, status.key, status.label)
    card.add(label, gap=2)
    card.body.setAlignment(label, Qt.AlignmentFlag.AlignLeft)
    card.say(since_line(facts), "body", "warn" if standing.is_due(facts.today) else "text2")
    card.say(status.meaning, "small", "text2")
    if entry := standing.status:
        card.say(facts.own_words(why_line(entry, catalogue)), gap=8)
    if standing.proposal:
        card.part("Answers that wait for you")
        words = proposal_line(standing.proposal, facts, catalogue)
        card.say(
            "Answers of a screen speak for another status." if facts.discreet else words, "medium", "warn"
        )
        card.buttons(("Look at it", "shield", "proposed", "Look at the status that the answers speak for"))
    if standing.key != SafetyStatus.NO_KNOWN_CONCERN:
        reopening = standing.key == SafetyStatus.UNSAFE
        wanted = SafetyStatus.CONCERNS if reopening else SafetyStatus.NO_KNOWN_CONCERN
        missing = missing_line(facts, catalogue, wanted, facts.today)
        heading = "Before joint work opens again" if reopening else "Before no concern can be said"
        if missing:
            card.part(heading)
            card.say(missing)
    card.buttons(("Enter a status", "pen", "status", "Enter a status"))
    return card


def partner_card(theme: Theme, facts: SafetyFacts, catalogue: Catalogue, side: str) -> SafetyCard:
    """What one partner said alone, the risk line, and what is safe to do."""
    name = facts.name(side)
    card = SafetyCard(theme, name, facts, catalogue)
    card.say("Last screened alone", "smallstrong", "text2", gap=2)
    if screen := facts.standing.screen(side):
        card.say(screen_line(screen, facts, catalogue), "medium", gap=2)
        yes, left = answers_lines(screen, catalogue)
        card.say(facts.own_words(yes), gap=2)
        card.say(left, "small", "text2", gap=2)
        card.say(facts.own_words(screen.said), gap=6)
    else:
        card.say(_NO_SCREEN, gap=2)
    card.buttons(("Screen alone", "user", f"screen_{side}", f"Screen {name} alone"))
    _add_risk(card, side, name)
    card.part("What is safe")
    card.say(reach_line(facts.file.partner(side)), "small", gap=2)
    link = LinkButton(theme, "Change", name=f"Change what is safe for {name}")
    link.clicked.connect(lambda: card.asked.emit(f"partner_{side}"))
    card.add(link, gap=2)
    card.body.setAlignment(link, Qt.AlignmentFlag.AlignLeft)
    return card


def _add_risk(card: SafetyCard, side: str, name: str) -> None:
    facts, catalogue = card.facts, card.catalogue
    risk = facts.standing.risk(side)
    card.part("Risk")
    if risk:
        waits = risk_waits(risk, facts.today)
        line = risk_line(risk, facts, catalogue)
        card.say(facts.own_words(line), "strong", "danger" if is_worrying(risk) else "text", gap=2)
        card.say(next_check(risk, facts), "medium", "warn" if waits else "text2", gap=2)
        card.say(facts.own_words(risk.safety_plan), gap=4)
        card.say(facts.own_words(f"Told: {risk.told}" if risk.told else ""), "small", "text2", gap=2)
    elif not risk_unanswered(facts.standing, side):
        card.say(_NO_RISK, "small", "text2", gap=2)
    if risk_unanswered(facts.standing, side):
        card.say(facts.own_words(_UNANSWERED), "medium", "danger", gap=4)
    card.buttons(("Enter risk line", "pen", f"risk_{side}", f"Enter a risk line of {name}"))


def plan_card(theme: Theme, facts: SafetyFacts, catalogue: Catalogue) -> SafetyCard:
    """The items of the plan that say something; an older plan stands as it was written."""
    card = SafetyCard(theme, "Plan", facts, catalogue)
    plan, entry = facts.standing.plan, facts.standing.status
    check = facts.standing.check_on
    for kind in catalogue.plan_items:
        if item := plan.get(kind.key):
            past = check is not None and check <= facts.today
            label = "Looked at again" if kind.key == "date" else kind.label
            card.say(label, "smallstrong", "text2", gap=6)
            card.say(plan_words(item, facts), ink="warn" if kind.key == "date" and past else "text", gap=1)
    if not plan and entry and entry.plan.strip():
        card.say(facts.own_words(entry.plan), gap=4)
    elif not plan:
        card.say(_NO_PLAN, "small", "text2")
    word = "Change the plan" if plan or (entry and entry.plan.strip()) else "Write a plan"
    card.buttons((word, "pen", "plan", word))
    return card


class HistoryCard(SafetyCard):
    """All that was entered, newest first; a line that stands opens the form that corrects it."""

    def __init__(self, theme: Theme, facts: SafetyFacts, catalogue: Catalogue, *, whole: bool) -> None:
        super().__init__(theme, "What was entered", facts, catalogue)
        told = told_lines(facts, catalogue)
        for one in told if whole else told[:_MOST_TOLD]:
            self.add_row(self._row(one))
        rest = len(told) - _MOST_TOLD
        if not told:
            self.say("Nothing yet.", "small", "text2")
        if rest > 0 and not whole:
            more = LinkButton(theme, more_words(rest))
            more.clicked.connect(lambda: self.asked.emit("whole"))
            self.add(more, gap=4)
            self.body.setAlignment(more, Qt.AlignmentFlag.AlignLeft)

    def _row(self, one: Told) -> QWidget:
        if not one.opens:
            return Row(self.theme, one.title, one.second, one.fact)
        row = OpenRow(self.theme, one.title, one.second, one.fact, name=f"Correct: {one.title}, {one.fact}")
        row.clicked.connect(lambda: self.asked.emit(one.opens))
        return row
