"""The overview of a couple: where they are on the path, who they are, and what is open."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from therapist_app.kernel.changes import Changes
from therapist_app.progression.path import SetNow
from ui.couples.fact_cards import TeachingCard, blocks_card, homework_card, last_note_card, promises_card
from ui.couples.facts import CoupleFacts, gather
from ui.couples.guidance_card import GuidanceCard
from ui.couples.path_words import been_here, path_sentence
from ui.couples.people_card import PartnerCard
from ui.couples.sheets import CoupleSheets
from ui.couples.state_cards import RupturesCard, cycle_card, intake_card, safety_card, secrets_card
from ui.kit.buttons import LinkButton
from ui.kit.card import empty_layout
from ui.kit.columns import Columns
from ui.kit.context import Context
from ui.kit.dress import icon_label
from ui.kit.page import Page
from ui.kit.phases import PhasePathBar, Step
from ui.kit.places import Place, safety_of
from ui.kit.scroll import ScrollColumn
from ui.kit.words import Label


class OverviewTab(Page):
    """One page of cards; each has one link, to its tab or its sheet."""

    title = "Overview"

    def __init__(self, ctx: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._couple_id, self._discreet = "", False
        self._facts: CoupleFacts | None = None
        self._unfolded: set[str] = set()  # parts of the card of guidance
        self._wanted = ""  # what a place asked to see
        self._sheets = CoupleSheets(ctx, self)
        self._sheets.changed.connect(self.changed)
        self._sheets.message.connect(self.message)
        self.area = ScrollColumn(ctx.theme)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.area)
        ctx.theme.changed.connect(self._show)

    def open(self, place: Place) -> None:
        """Show a couple."""
        if place.couple_id != self._couple_id:
            self._couple_id, self._facts = place.couple_id, None
            self._unfolded.clear()
            empty_layout(self.area.column)
            self.area.to_top()
        self._wanted = str(place.extra.get("to", ""))
        self._load()

    def reload(self, changes: Changes) -> None:
        """Read the cards again after any change to this couple."""
        if self._couple_id and changes.couple_id in (None, self._couple_id):
            self._load()

    def place(self) -> Place:
        """The couple's overview."""
        return Place("couple", self._couple_id, tab="overview")

    def set_discreet(self, discreet: bool) -> None:
        """Show initials in place of names."""
        self._discreet = discreet
        self._show()

    def _load(self) -> None:
        workspace, couple_id = self._ctx.workspace, self._couple_id
        # A couple that was removed is the business of the page around this tab.
        self._ctx.tasks.vault(lambda: gather(workspace, couple_id), self._arrived, self, lambda _: None)

    def _arrived(self, facts: CoupleFacts) -> None:
        if facts.file.couple.id == self._couple_id:
            self._facts = facts
            self._show()

    def _show(self) -> None:
        """Lay the cards out anew; the focus goes back to what had it, and the page stays where it was."""
        if self._facts is None:
            return
        facts = replace(self._facts, discreet=self._discreet)
        focus = self.window().focusWidget()  # what had it before a sheet stood over it
        name = focus.accessibleName() if focus is not None and self.isAncestorOf(focus) else ""
        at = self.area.verticalScrollBar().value()
        empty_layout(self.area.column)
        lines = QVBoxLayout()
        lines.setSpacing(self._ctx.theme.px(2))
        lines.addWidget(self._path(facts))
        lines.addLayout(self._path_line(facts))
        if facts.beside is not None:
            lines.addLayout(self._step_line(facts.beside, facts))
        columns = self._columns(facts)
        lines.addWidget(columns)
        self.area.column.addLayout(lines)
        columns.show()  # now: Qt would ask how tall the cards are before it shows what is in them
        self.area.verticalScrollBar().setValue(at)
        if self._wanted == "guidance":
            self._wanted, name = "", self.guidance.first_name
        if name:  # the new cards are shown first
            QTimer.singleShot(0, self, lambda: self._focus(name))

    def _focus(self, name: str) -> None:
        for widget in self.area.inside.findChildren(QWidget):
            stops = widget.focusPolicy() != Qt.FocusPolicy.NoFocus and widget.isVisible()
            if widget.accessibleName() == name and stops:
                widget.setFocus(Qt.FocusReason.OtherFocusReason)
                return

    def _path(self, facts: CoupleFacts) -> PhasePathBar:
        seen = been_here(facts.path)
        steps = []
        for phase in self._ctx.workspace.catalogue.phases:
            state = "current" if phase.key == facts.phase else "past" if phase.key in seen else "later"
            steps.append(Step(phase.number, phase.label, state))
        return PhasePathBar(self._ctx.theme, steps)

    def _path_line(self, facts: CoupleFacts) -> QHBoxLayout:
        theme, catalogue = self._ctx.theme, self._ctx.workspace.catalogue
        line = QHBoxLayout()
        line.setSpacing(theme.px(8))
        line.setContentsMargins(theme.px(2), 0, 0, 0)
        if any(stay.kind == "return" for stay in facts.path):
            line.addWidget(icon_label(theme, "return", "text2", 15))
        words = path_sentence(facts.path, lambda key: catalogue.phase(key).short, facts.day, facts.today)
        line.addWidget(Label(words, "small", "text2", wrap=True), 1)
        link = LinkButton(theme, "Change phase" if facts.phase else "Set phase")
        link.clicked.connect(lambda: self._edit("phase"))
        line.addWidget(link)
        return line

    def _step_line(self, beside: SetNow, facts: CoupleFacts) -> QHBoxLayout:
        """Where they are in the second set that they are followed in."""
        theme, (steps, step, since) = self._ctx.theme, beside
        line = QHBoxLayout()
        line.setSpacing(theme.px(8))
        line.setContentsMargins(theme.px(2), 0, 0, 0)
        where = f"{step.label}, since {facts.day(since)}." if step and since else "no step entered yet."
        line.addWidget(Label(f"{steps.label}: {where}", "small", "text2", wrap=True), 1)
        link = LinkButton(theme, "Change step" if step else "Set step")
        link.clicked.connect(lambda: self._edit("step"))
        line.addWidget(link)
        return line

    def _columns(self, facts: CoupleFacts) -> Columns:
        columns = Columns(self._ctx.theme, least=19, most=3)
        safety = self._safety(facts)
        people = [self._partner(facts, "a"), self._partner(facts, "b")]
        open_facts = [
            self._guidance(facts),
            self._blocks(facts),
            self._homework(facts),
            self._ruptures(facts),
        ]
        if facts.paused:  # nothing here suggests joint work
            stacks = [[safety, *people, self._secrets(facts)], open_facts]
            stacks.append([self._last_note(facts), self._promises(facts), self._intake(facts)])
        else:
            stacks = [[*people, self._cycle(facts), self._intake(facts)], open_facts]
            stacks.append([self._last_note(facts), self._promises(facts), safety, self._secrets(facts)])
        for stack in stacks:
            columns.add(self._stack(stack))
        return columns

    def _stack(self, cards: list[QWidget]) -> QWidget:
        stack = QWidget()
        lines = QVBoxLayout(stack)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(self._ctx.theme.px(13))
        for card in cards:
            lines.addWidget(card, 1 if card is cards[-1] else 0)
        return stack

    def _partner(self, facts: CoupleFacts, side: str) -> QWidget:
        card = PartnerCard(self._ctx.theme, self._ctx.workspace.catalogue, facts, side)
        card.edit_requested.connect(lambda side: self._edit(f"partner_{side}"))
        return card

    def _cycle(self, facts: CoupleFacts) -> QWidget:
        card = cycle_card(self._ctx.theme, self._ctx.workspace.catalogue, facts)
        for signal in (card.link_clicked, card.asked):
            signal.connect(lambda: self._edit("cycle"))
        return card

    def _safety(self, facts: CoupleFacts) -> QWidget:
        card = safety_card(self._ctx.theme, self._ctx.workspace.catalogue, facts)
        card.link_clicked.connect(lambda: self.navigate_requested.emit(safety_of(self._couple_id)))
        return card

    def _secrets(self, facts: CoupleFacts) -> QWidget:
        card = secrets_card(self._ctx.theme, self._ctx.workspace.catalogue, facts)
        card.link_clicked.connect(lambda: self._edit("secrets"))
        return card

    def _ruptures(self, facts: CoupleFacts) -> QWidget:
        card = RupturesCard(self._ctx.theme, self._ctx.workspace.catalogue, facts)
        for signal in (card.link_clicked, card.asked):
            signal.connect(lambda: self._edit("rupture"))
        card.opened.connect(lambda rupture: self._edit(f"rupture:{rupture.id}"))
        card.threads_wanted.connect(lambda: self.navigate_requested.emit(Place("repair", self._couple_id)))
        return card

    def _intake(self, facts: CoupleFacts) -> QWidget:
        card = intake_card(self._ctx.theme, self._ctx.workspace.catalogue, facts)
        for signal in (card.link_clicked, card.asked):
            signal.connect(lambda: self.navigate_requested.emit(Place("intake", self._couple_id)))
        return card

    def _guidance(self, facts: CoupleFacts) -> QWidget:
        card = self.guidance = GuidanceCard(
            self._ctx.theme, self._ctx.workspace.catalogue, facts, self._unfolded
        )
        card.opened.connect(self.navigate_requested)
        card.dismiss_asked.connect(lambda one: self._edit(f"guidance:{one.rule.key} {one.digest}"))
        card.back_asked.connect(self._bring_back)
        card.turned.connect(self._turn)
        return card

    def _turn(self, part: str) -> None:
        """Unfold or fold a part of the card of guidance."""
        self._unfolded ^= {part}
        self._show()

    def _bring_back(self, dismissal_id: str) -> None:
        """Let a rule speak again."""
        guidance = self._ctx.workspace.guidance
        self._ctx.tasks.vault(lambda: guidance.take_back(dismissal_id), self.changed.emit, self)

    def _blocks(self, facts: CoupleFacts) -> QWidget:
        return self._leads(blocks_card(self._ctx.theme, self._ctx.workspace.catalogue, facts), "progress")

    def _homework(self, facts: CoupleFacts) -> QWidget:
        return self._leads(homework_card(self._ctx.theme, facts, facts.day), "homework")

    def _promises(self, facts: CoupleFacts) -> QWidget:
        return self._leads(promises_card(self._ctx.theme, facts, facts.day), "commitments", {"new": ""})

    def _last_note(self, facts: CoupleFacts) -> QWidget:
        note = facts.last_note
        kind = self._ctx.workspace.catalogue.session_kind(note.kind).label if note else ""
        card = last_note_card(self._ctx.theme, facts, kind, facts.day)
        if note is not None:
            place = Place("note", self._couple_id, note.session_id)
            card.link_clicked.connect(lambda: self.navigate_requested.emit(place))
        card.asked.connect(lambda: self.action_requested.emit("new_note"))
        return card

    def _leads(self, card: TeachingCard, tab: str, asked: dict[str, str] | None = None) -> TeachingCard:
        """Let the card's link and its button lead to a tab of this couple; `asked` is what the button wants there."""
        place = Place("couple", self._couple_id, tab=tab)
        first = Place("couple", self._couple_id, tab=tab, extra=asked or {})
        card.link_clicked.connect(lambda: self.navigate_requested.emit(place))
        card.asked.connect(lambda: self.navigate_requested.emit(first))
        return card

    def _edit(self, word: str) -> None:
        """Open one of the couple's forms."""
        if self._facts is not None:
            self._sheets.open(word, self._facts, discreet=self._discreet)
