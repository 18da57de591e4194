"""The overview's cards of what holds now: safety, the cycle, and what broke."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal

from therapist_app.catalogue.model import Catalogue
from therapist_app.couples.model import Rupture
from therapist_app.guidance.case import HELD
from therapist_app.safety.rules import plan_text, status_day
from ui.couples.cycle_figure import LoopSide, loop_figure, loop_side
from ui.couples.fact_cards import TeachingCard
from ui.couples.facts import CoupleFacts
from ui.couples.words import first_lines, labels_of, safety_since
from ui.kit.buttons import LinkButton
from ui.kit.discreet import HIDDEN
from ui.kit.dress import hairline
from ui.kit.figure_view import FigureView
from ui.kit.row import OpenRow
from ui.kit.safety import SafetyLabel
from ui.kit.words import Elided, Label
from ui.theme.theme import Theme

MOST_RUPTURES = 4


def safety_card(theme: Theme, catalogue: Catalogue, facts: CoupleFacts) -> TeachingCard:
    """The status with its date, the reasons, and the plan while one is needed."""
    card = TeachingCard(theme, "Safety", None, "Open", link_name="Open safety")
    status = catalogue.safety_status(facts.status)
    label = SafetyLabel(theme, status.key, status.label)
    card.add(label, gap=2)
    card.body.setAlignment(label, Qt.AlignmentFlag.AlignLeft)
    due, plan = facts.standing.is_due(facts.today), plan_text(facts.standing)
    since = safety_since(status.key, status_day(facts.standing), facts.day, due=due)
    lines = [f"{since[:1].upper()}{since[1:]}" if since else "", *_reasons(catalogue, facts)]
    said = "\n".join(line for line in lines if line)
    card.add(Label(said or status.meaning, "small", "text2", wrap=True), gap=6)
    if plan.strip() and status.key in ("concerns", "unsafe"):
        card.add(hairline(), gap=8)
        card.add(Label("Plan", "smallstrong"), gap=8)
        card.add(Label(facts.own_words(first_lines(plan, 8)), wrap=True), gap=2)
    return card


def secrets_card(theme: Theme, catalogue: Catalogue, facts: CoupleFacts) -> TeachingCard:
    """What was agreed about what one partner says alone, and since when."""
    agreed, policy = facts.file.secrets, facts.file.secrets_policy
    card = TeachingCard(theme, "About secrets", None, "Open", link_name="Open what was agreed about secrets")
    if agreed is None or not policy:
        why = "Agree with both what stays private before one of them comes alone."
        card.add(Label(f"Nothing agreed yet. {why}", "small", "text2", wrap=True))
        return card
    known = catalogue.secrets_policy(policy)
    card.add(Label(known.label, "strong", wrap=True))
    said = [f"Agreed {facts.day(agreed.agreed_on)}. {known.meaning}", facts.own_words(agreed.line)]
    card.add(Label("\n".join(line for line in said if line), "small", "text2", wrap=True), gap=2)
    return card


def _reasons(catalogue: Catalogue, facts: CoupleFacts) -> list[str]:
    """Why this status was chosen, in the words of the catalogue and in the clinician's own."""
    entry = facts.file.safety
    if entry is None:
        return []
    said = [labels_of(entry.reasons, catalogue.safety_reasons), " ".join(entry.reason.split())]
    if facts.discreet:
        return [f"Why: {HIDDEN}"] if any(said) else []
    return said


def cycle_card(theme: Theme, catalogue: Catalogue, facts: CoupleFacts) -> TeachingCard:
    """Their loop as a small figure, and the new cycle in words."""
    a, b = (_loop_side(catalogue, facts, side) for side in ("a", "b"))
    known = a.known or b.known
    card = TeachingCard(theme, "Their cycle", None, "Open" if known else "", link_name="Open their cycle")
    if not known:
        why = "Once drawn, the cycle is the problem, and neither of them is."
        if facts.status in HELD:  # no word that both own a part
            why = "It can wait until both are safe."
        card.teach("cycle", "Their loop, drawn together", why, "Draw it", "pen")
        return card
    view = FigureView(theme)
    view.set_maker(lambda width: loop_figure(a, b, width))
    card.add(view)
    loop = catalogue.loop(a.role, b.role)
    if loop and a.role == b.role:  # two who reach, or two who pull back: the picture alone does not say it
        card.add(Label(loop.underneath, "small", "text2", wrap=True), gap=4)
    new = _new_moves(facts)
    if new:
        card.add(hairline(), gap=6)
        card.add(Label("New cycle", "smallstrong", "text2"), gap=6)
        card.add(Label(new, wrap=True), gap=2)
    return card


def _loop_side(catalogue: Catalogue, facts: CoupleFacts, side: str) -> LoopSide:
    cycle, name = facts.file.cycle, facts.name(side)
    if cycle is None:
        return LoopSide(name)
    said = {field: getattr(cycle, f"{side}_{field}") for field in ("role", "fear")}
    own = {
        field: facts.own_words(getattr(cycle, f"{side}_{field}")) for field in ("does", "sees", "fear_words")
    }
    return loop_side(name, said | own, catalogue)


def _new_moves(facts: CoupleFacts) -> str:
    cycle = facts.file.cycle
    if cycle is None:
        return ""
    moves = ((facts.name("a"), cycle.a_new), (facts.name("b"), cycle.b_new))
    said = ((name, " ".join(facts.own_words(move).split())) for name, move in moves)
    return "\n".join(f"{name}: {move}" for name, move in said if move)


def intake_card(theme: Theme, catalogue: Catalogue, facts: CoupleFacts) -> TeachingCard:
    """How much each was asked at the start, and where the work is heading."""
    intake, asked = facts.intake, len(catalogue.intake_questions)
    begun = bool(intake.answers or intake.both or intake.directions)
    card = TeachingCard(theme, "Intake", None, "Open" if begun else "", link_name="Open the intake")
    if not begun:
        why = "A few questions to each alone, and a way to begin with its reasons."
        card.teach("list", "Nothing asked yet", why, "Begin", "list")
        return card
    if now := intake.direction:
        label = next(one.label for one in catalogue.directions if one.key == now.direction)
        card.add(Label(f"{label}, since {facts.day(now.on_date)}", "strong", wrap=True))
    said = [f"{facts.name(side)}: {intake.count(side)} of {asked} answers" for side in ("a", "b")]
    card.add(Label("\n".join(said), "small", "text2", wrap=True), gap=2)
    return card


class RupturesCard(TeachingCard):
    """What broke, in kind and time, and how far it is mended; a row opens its sheet, the link its steps."""

    opened = Signal(object)  # Rupture
    threads_wanted = Signal()

    def __init__(self, theme: Theme, catalogue: Catalogue, facts: CoupleFacts) -> None:
        ruptures = facts.file.ruptures
        super().__init__(
            theme, "Ruptures", len(ruptures) or None, "Add" if ruptures else "", link_name="Add a rupture"
        )
        steps = LinkButton(theme, "Steps", name="Steps of their ruptures")
        steps.clicked.connect(self.threads_wanted)
        self.add_to_head(steps)
        steps.setVisible(bool(ruptures))
        for rupture in ruptures[:MOST_RUPTURES]:
            self.add_row(self._row(catalogue, rupture, facts))
        self.more(len(ruptures) - MOST_RUPTURES)
        if not ruptures:
            why = "What broke, and when, keeps the work pointed at what hurts."
            self.teach("heart", "No rupture noted yet", why, "Add one")

    def _row(self, catalogue: Catalogue, rupture: Rupture, facts: CoupleFacts) -> OpenRow:
        kind = catalogue.rupture_kind(rupture.kind).label
        spoken = "spoken about" if rupture.spoken_jointly else "not yet spoken about"
        said, period = facts.words(rupture.line), facts.words(rupture.period)
        second, spoken_all = (
            " · ".join(" ".join(part.split()) for part in parts if part.strip())
            for parts in ((period, spoken), (period, spoken, said))
        )
        thread = next((one for one in facts.threads if one.rupture.id == rupture.id), None)
        far = f"{len(thread.taken)} of {len(thread.steps)} steps" if thread and thread.taken else ""
        read = ", ".join(part for part in (kind, spoken_all, far) if part)
        row = OpenRow(self.theme, kind, second, far, name=f"{read}. Edit")
        if said.strip() and (lines := row.words.layout()) is not None:
            lines.addWidget(Elided(said, "small", "text2"))
        row.clicked.connect(lambda: self.opened.emit(rupture))
        return row
