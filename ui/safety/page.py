"""The page of a couple's safety: partner by partner, the status, the plan, and all that was entered."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from therapist_app.kernel.changes import Changes, Done
from therapist_app.kernel.errors import AttuneError
from therapist_app.safety.model import SafetyScreen
from therapist_app.safety.rules import risk_unanswered
from therapist_app.safety.service import Act
from ui.kit.buttons import BackLink
from ui.kit.card import empty_layout
from ui.kit.columns import Columns
from ui.kit.context import Context
from ui.kit.form_sheet import half_filled_form
from ui.kit.page import Page
from ui.kit.places import Place
from ui.kit.scroll import ScrollColumn
from ui.kit.words import Elided, Label
from ui.safety.cards import HistoryCard, SafetyCard, partner_card, plan_card, status_card
from ui.safety.facts import SafetyFacts, gather
from ui.safety.sheets import SafetySheets

FOR_YOU = "For you only. Nothing here stands on any page for the couple, or for one of them."


class SafetyPage(Page):
    """Reads everything anew after each change; what was typed into a form goes through a lock."""

    title = "Safety"

    def __init__(self, ctx: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("ground", "bg")
        self._ctx = ctx
        self._couple_id, self._discreet, self._whole = "", False, False
        self._facts: SafetyFacts | None = None
        self._wanted: dict[str, Any] = {}  # a form to open as soon as the couple is read
        self.sheets = SafetySheets(ctx, self)
        self.sheets.kept.connect(self._kept)
        self.area = ScrollColumn(ctx.theme)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.area)
        self._anew = QTimer(self, singleShot=True, interval=0)  # once the whole window has its new look
        self._anew.timeout.connect(self._show)
        ctx.theme.changed.connect(self._anew.start)

    def open(self, place: Place) -> None:
        """Show a couple; `extra["open"]` may ask for a form, `extra["typed"]` says what was typed into it."""
        if place.couple_id != self._couple_id:
            self._couple_id, self._facts, self._whole = place.couple_id, None, False
            self._ctx.dialogs.close_all()
            empty_layout(self.area.column)
            self.area.to_top()
        self._wanted = place.extra if "open" in place.extra else {}
        self._load()

    def place(self) -> Place:
        """The couple, and a form that is half filled."""
        return Place("safety", self._couple_id, extra=half_filled_form(self._ctx.dialogs))

    def reload(self, changes: Changes) -> None:
        """Something about this couple, or how old a screen may be, changed."""
        mine = changes.couple_id in (None, self._couple_id) and not changes.gone
        if self._couple_id and mine and changes.nouns & {"couple", "safety"}:
            self._load()

    def set_discreet(self, discreet: bool) -> None:
        """Show initials in place of names, and nobody's words."""
        self._discreet = discreet
        self._show()

    def _load(self) -> None:
        workspace, couple_id = self._ctx.workspace, self._couple_id
        self._ctx.tasks.vault(lambda: gather(workspace, couple_id), self._arrived, self, self._gone)

    def _gone(self, error: AttuneError) -> None:
        self.message.emit(error.whole, None)
        self.navigate_requested.emit(Place("today"))

    def _arrived(self, facts: SafetyFacts) -> None:
        if facts.file.couple.id != self._couple_id:
            return
        self._facts = facts
        self._show()
        if self._wanted:
            wanted, self._wanted = self._wanted, {}
            self.ask(str(wanted["open"]), wanted.get("typed"))

    def ask(self, word: str, typed: dict[str, Any] | None = None) -> None:
        """Open a form of `SafetySheets`, the form of a partner, or the whole history."""
        if self._facts is None:
            return
        if word.startswith("partner_"):
            self.navigate_requested.emit(
                Place("couple", self._couple_id, tab="overview", extra={"open": word})
            )
        elif word == "whole":
            self._whole = True
            self._show()
        else:
            self.sheets.open(word, replace(self._facts, discreet=self._discreet), typed)

    # What was kept, and its undo

    def _kept(self, done: Done[Act]) -> None:
        act = done.value
        self.changed.emit(done.changes)
        if act.made or act.ended:
            self.message.emit(
                "Kept. It is for you only" if act.made else "Taken back", lambda: self._undo(act)
            )
        self._offer_risk(act)

    def _offer_risk(self, act: Act) -> None:
        """A yes on suicide or self-harm asks for the risk line at once."""
        workspace, couple_id = self._ctx.workspace, self._couple_id
        sides = [one.side for one in act.made if isinstance(one, SafetyScreen)]
        if sides:
            ask = self._ctx.tasks.vault
            ask(lambda: gather(workspace, couple_id), lambda facts: self._at_once(facts, sides[0]), self)

    def _at_once(self, facts: SafetyFacts, side: str) -> None:
        if risk_unanswered(facts.standing, side):
            self.sheets.open(f"risk_{side}", replace(facts, discreet=self._discreet))

    def _undo(self, act: Act) -> None:
        safety = self._ctx.workspace.safety

        def undone(done: Done[Act]) -> None:
            self.changed.emit(done.changes)

        def refused(error: AttuneError) -> None:
            self.message.emit(error.whole, None)

        self._ctx.tasks.vault(lambda: safety.undo(act), undone, self, refused)

    # How it is laid out

    def _show(self) -> None:
        """Lay the cards out anew; the focus goes back to what had it, and the page stays where it was."""
        if self._facts is None:
            return
        facts = replace(self._facts, discreet=self._discreet)
        theme, catalogue = self._ctx.theme, self._ctx.workspace.catalogue
        focus = self.window().focusWidget()
        name = focus.accessibleName() if focus is not None and self.isAncestorOf(focus) else ""
        at = self.area.verticalScrollBar().value()
        empty_layout(self.area.column)
        self._put_head(facts)
        columns = Columns(theme, least=19, most=3)
        stacks: list[list[SafetyCard]] = [
            [status_card(theme, facts, catalogue), plan_card(theme, facts, catalogue)]
        ]
        stacks += [[partner_card(theme, facts, catalogue, side)] for side in ("a", "b")]
        for stack in stacks:
            columns.add(self._stack(stack))
        self.area.column.addWidget(columns)
        history = HistoryCard(theme, facts, catalogue, whole=self._whole)
        history.asked.connect(self.ask)
        self.area.column.addWidget(history)
        for part in (columns, history):  # now: Qt would ask how tall they are before it shows what is in them
            part.show()
        self.area.verticalScrollBar().setValue(at)
        if name:  # the new cards are shown first
            QTimer.singleShot(0, self, lambda: self._focus(name))
        elif self.hasFocus():  # it had nothing yet that could take it
            QTimer.singleShot(0, self, lambda: self._focus(f"Back to {facts.label}"))

    def _put_head(self, facts: SafetyFacts) -> None:
        theme, couple_id = self._ctx.theme, self._couple_id
        back = BackLink(theme, facts.label)
        back.clicked.connect(lambda: self.navigate_requested.emit(Place("couple", couple_id)))
        self.area.column.addWidget(back, 0, Qt.AlignmentFlag.AlignLeft)
        self.area.column.addWidget(Elided(self.title, "title"))
        self.area.column.addWidget(Label(FOR_YOU, "body", "text2", wrap=True))

    def _stack(self, cards: list[SafetyCard]) -> QWidget:
        stack = QWidget()
        lines = QVBoxLayout(stack)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(self._ctx.theme.px(13))
        for card in cards:
            card.asked.connect(self.ask)
            lines.addWidget(card, 1 if card is cards[-1] else 0)
        return stack

    def _focus(self, name: str) -> None:
        for widget in self.area.inside.findChildren(QWidget):
            stops = widget.focusPolicy() != Qt.FocusPolicy.NoFocus and widget.isVisible()
            if widget.accessibleName() == name and stops:
                widget.setFocus(Qt.FocusReason.OtherFocusReason)
                return
