"""The page of repair threads: which wound is unhealed, and what each of them still asks for."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from therapist_app.kernel.changes import Changes
from therapist_app.kernel.errors import AttuneError
from therapist_app.repair.rules import StepMarks, Thread
from ui.kit.buttons import IconButton
from ui.kit.card import empty_layout
from ui.kit.context import Context
from ui.kit.dress import Dress
from ui.kit.empty import EmptyState
from ui.kit.form_sheet import half_filled_form, open_form
from ui.kit.page import Page
from ui.kit.places import Place
from ui.kit.scroll import ScrollColumn
from ui.kit.words import Elided, Label
from ui.repair.acts import RepairActs
from ui.repair.facts import RepairFacts, gather
from ui.repair.step_sheet import StepSheet
from ui.repair.thread_card import ThreadCard

_LEAD = (
    "Steps may come in any order, and come again; that is no failure. On a step, Enter opens what is behind it, "
    "M marks it for today, E says more, and Delete takes the last mark back."
)
_NOUNS = frozenset({"repair", "rupture", "couple", "session", "assignment", "trash"})


class RepairPage(Page):
    """A card for each rupture, the one with most steps to come first."""

    title = "Repair threads"

    def __init__(self, ctx: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._couple_id, self._discreet = "", False
        self._facts: RepairFacts | None = None
        self._wanted: dict[str, Any] = {}  # a form to open as soon as the threads are read
        self._stay: tuple[str, str] | None = None  # the step that has the focus when the cards are shown anew
        self._acts = RepairActs(ctx, self)
        self._acts.changed.connect(self.changed)
        self._acts.message.connect(self.message)
        self.cards: dict[str, ThreadCard] = {}
        self.back = IconButton(ctx.theme, "arrow-left", "Back to the couple", "plain")
        self.heading = Elided(self.title, "title")
        self.area = ScrollColumn(ctx.theme)
        self._head = QHBoxLayout()
        self._head.addWidget(self.back)
        self._head.addWidget(self.heading, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addLayout(self._head)
        whole.addWidget(self.area, 1)
        self.back.clicked.connect(lambda: self.navigate_requested.emit(Place("couple", self._couple_id)))
        Dress(self, ctx.theme, self._space)
        ctx.theme.changed.connect(self._show)

    def open(self, place: Place) -> None:
        """Show a couple; `extra["open"]` may name a rupture and a step as "rupture:step", to say more about it."""
        if place.couple_id != self._couple_id:
            self._couple_id, self._facts = place.couple_id, None
            empty_layout(self.area.column)
            self.area.to_top()
        self._wanted = place.extra if "open" in place.extra else {}
        self._load()

    def reload(self, changes: Changes) -> None:
        """Read again what changed."""
        mine = self._couple_id and changes.couple_id in (None, self._couple_id) and not changes.gone
        if mine and changes.nouns & _NOUNS and self.isVisible():
            self._load()

    def place(self) -> Place:
        """The couple, with a form that is half filled."""
        return Place("repair", self._couple_id, extra=half_filled_form(self._ctx.dialogs))

    def set_discreet(self, discreet: bool) -> None:
        """Hide names and what was written about steps."""
        self._discreet = discreet
        self._show()

    def _load(self) -> None:
        workspace, couple_id = self._ctx.workspace, self._couple_id
        self._ctx.tasks.vault(lambda: gather(workspace, couple_id), self._arrived, self, self._gone)

    def _gone(self, error: AttuneError) -> None:
        self.message.emit(error.whole, None)
        self.navigate_requested.emit(Place("today"))

    def _arrived(self, facts: RepairFacts) -> None:
        if facts.file.couple.id != self._couple_id:
            return
        self._facts = facts
        self._show()
        wanted, self._wanted = self._wanted, {}
        rupture, _, step = str(wanted.get("open", "")).partition(":")
        if (thread := facts.thread(rupture)) is not None:
            self._more(thread, step, wanted.get("typed"))

    def _show(self) -> None:
        if self._facts is None:
            return
        facts = replace(self._facts, discreet=self._discreet)
        self.heading.setText(f"{self.title} · {facts.label}")
        at = self.area.verticalScrollBar().value()
        self._remember_focus()
        empty_layout(self.area.column)
        self.cards = {}
        if facts.threads:
            self.area.column.addWidget(Label(_LEAD, "body", "text2", wrap=True))
        else:
            self._show_empty()
        for thread in facts.threads:
            self.cards[thread.rupture.id] = card = self._card(facts, thread)
            self.area.column.addWidget(card)
        self.area.verticalScrollBar().setValue(at)
        if self._stay:  # the new cards are shown first
            QTimer.singleShot(0, self, self._focus_again)

    def _show_empty(self) -> None:
        what, why = (
            "No rupture noted yet",
            "What broke gets a line of steps here, so that you see what still hurts.",
        )
        empty = EmptyState(self._ctx.theme, "heart", what, why, "Add one")
        there = Place("couple", self._couple_id, tab="overview", extra={"open": "rupture"})
        empty.clicked.connect(lambda: self.navigate_requested.emit(there))
        self.area.column.addWidget(empty)

    def _card(self, facts: RepairFacts, thread: Thread) -> ThreadCard:
        card, rupture = (
            ThreadCard(self._ctx.theme, self._ctx.workspace.catalogue, facts, thread),
            thread.rupture.id,
        )
        card.opened.connect(lambda part: self._open(thread, part))
        card.marked.connect(lambda step: self._acts.mark(rupture, step))
        card.more.connect(lambda step: self._more(thread, step))
        card.taken_back.connect(self._take_back)
        return card

    def _open(self, thread: Thread, part: StepMarks) -> None:
        """The note behind the last mark, else its sheet; where there is neither, say more about the step."""
        for mark in reversed(part.marks):
            if mark.session_id:
                self.navigate_requested.emit(Place("note", self._couple_id, mark.session_id))
                return
            if mark.assignment_id:
                self.navigate_requested.emit(Place("couple", self._couple_id, tab="homework"))
                return
        self._more(thread, part.step.key)

    def _more(self, thread: Thread, step: str, typed: dict[str, Any] | None = None) -> None:
        if self._facts is None:
            return
        facts = replace(self._facts, discreet=self._discreet)
        sheet = StepSheet(self._ctx, facts, thread, step, self)
        sheet.kept.connect(self.changed)
        sheet.taken_back.connect(self._acts.gone)
        open_form(self._ctx.dialogs, sheet, f"{thread.rupture.id}:{step}", typed)

    def _take_back(self, part: StepMarks) -> None:
        if part.latest is not None:
            self._acts.take_back(part.latest.id)

    def _remember_focus(self) -> None:
        focus = self.window().focusWidget()
        for rupture, card in self.cards.items():
            if focus is not None and card.isAncestorOf(focus):
                self._stay = rupture, focus.objectName()

    def _focus_again(self) -> None:
        stay, self._stay = self._stay, None
        if stay and (card := self.cards.get(stay[0])) is not None:
            card.focus_step(stay[1])

    def _space(self) -> None:
        px = self._ctx.theme.px
        self._head.setContentsMargins(px(16), px(14), px(24), px(4))
        self._head.setSpacing(px(14))
