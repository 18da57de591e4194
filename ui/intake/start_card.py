"""Where the work might begin, with its reasons, and where it is heading. Nothing here sets a phase."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal

from therapist_app.catalogue.model import Catalogue
from ui.intake.facts import IntakeFacts, reason_lines
from ui.kit.buttons import Button, LinkButton
from ui.kit.card import Card
from ui.kit.words import Label
from ui.theme.theme import Theme

_TOO_LITTLE = (
    "Ask each of them how it is between them now. Then a way to begin is suggested here, with its reasons."
)
_PARTING = (
    "They are parting with care, so no way to begin is suggested. The sheet “Parting with care” may help."
)
_YOURS = "Only you see this. It sets nothing: you decide."


class SuggestionCard(Card):
    """begin_wanted(str)   the phase sheet is asked for, with this phase in it; "" for none in particular."""

    begin_wanted = Signal(str)

    def __init__(self, theme: Theme, catalogue: Catalogue, facts: IntakeFacts) -> None:
        super().__init__(theme, "Where to begin")
        found = facts.suggestion
        if found is None:
            now = facts.intake.direction
            parting = now is not None and now.direction == "parting_with_care"
            self.add(Label(_PARTING if parting else _TOO_LITTLE, "body", "text2", wrap=True), gap=2)
            return
        entry, phase = catalogue.beginning(found.beginning), catalogue.phase(found.phase)
        self.add(Label(entry.label, "strong", wrap=True), gap=2)
        self.add(Label(entry.meaning, wrap=True), gap=2)
        for line in reason_lines(found, facts):
            self.add(Label(f"– {line}", "body", "text2", wrap=True), gap=4)
        self.begin = Button(theme, f"Begin in {phase.label}", "flag", tip=phase.meaning)
        self.begin.clicked.connect(lambda: self.begin_wanted.emit(phase.key))
        self.other = LinkButton(theme, "Begin in another phase")
        self.other.clicked.connect(lambda: self.begin_wanted.emit(""))
        for button in (self.begin, self.other):
            self.add(button, gap=8)
            self.body.setAlignment(button, Qt.AlignmentFlag.AlignLeft)
        self.add(Label(_YOURS, "small", "text2", wrap=True), gap=4)


class DirectionCard(Card):
    """The direction of the work with its day; earlier ones stay below."""

    def __init__(self, theme: Theme, catalogue: Catalogue, facts: IntakeFacts, day: str) -> None:
        now = facts.intake.direction
        super().__init__(
            theme, "Direction of the work", None, "Change", link_name="Change the direction of the work"
        )
        labels = {one.key: one.label for one in catalogue.directions}
        if now is None:
            self.add(
                Label(
                    "Not said yet. You note it, with its day; either way is a good way.",
                    "body",
                    "text2",
                    wrap=True,
                )
            )
            return
        self.add(Label(labels[now.direction], "strong", wrap=True), gap=2)
        self.add(Label(f"Since {day}", "small", "text2"))
        line = " ".join(now.line.split())
        if line and not facts.discreet:
            self.add(Label(line, wrap=True), gap=2)
        if len(facts.intake.directions) > 1:
            before = ", ".join(
                dict.fromkeys(labels[one.direction].lower() for one in facts.intake.directions[1:])
            )
            self.add(Label(f"Before: {before}", "small", "text2", wrap=True), gap=4)
