"""The page of the intake: partner by partner, everything optional, kept as it is typed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from therapist_app.couples.model import Side
from therapist_app.kernel.changes import Changes, Done
from therapist_app.kernel.dates import short_day
from therapist_app.kernel.errors import AttuneError, InputError
from ui.intake.answer_field import AnswerField
from ui.intake.both_card import BothCard
from ui.intake.direction_sheet import DirectionSheet
from ui.intake.facts import IntakeFacts, gather, why_line
from ui.intake.keeping import IntakeKeeper
from ui.intake.partner_card import PartnerAnswers
from ui.intake.start_card import DirectionCard, SuggestionCard
from ui.kit.buttons import Button, IconButton
from ui.kit.card import Card, empty_layout
from ui.kit.columns import Columns
from ui.kit.context import Context
from ui.kit.dress import Dress
from ui.kit.form_sheet import half_filled_form, open_form
from ui.kit.page import Page
from ui.kit.places import Place
from ui.kit.scroll import ScrollColumn
from ui.kit.words import Elided, Label

_LEAD = "Ask each of them alone. Everything may stay open, and what you type is kept as you go."
_HIDDEN = "What they said can be read and changed while names are shown."
_AROUND = frozenset({"safety", "block", "intake"})
"""What the suggestion reads; the fields themselves are left alone while someone types."""


class IntakePage(Page):
    """Answers of each, of both, the direction of the work, and where it might begin."""

    title = "Intake"

    def __init__(self, ctx: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._couple_id, self._discreet = "", False
        self._facts: IntakeFacts | None = None
        self._keeper: IntakeKeeper | None = None
        self._wanted: dict[str, Any] = {}
        self.partners: dict[str, PartnerAnswers] = {}
        theme = ctx.theme
        self.back = IconButton(theme, "arrow-left", "Back to the couple", "plain")
        self.heading = Elided(self.title, "title")
        self.sheet = Button(theme, "Sheet to fill in", "printer")
        self.area = ScrollColumn(theme)
        self._start = QVBoxLayout()
        self._head = QHBoxLayout()
        for widget in (self.back, self.heading, self.sheet):
            self._head.addWidget(widget, 1 if widget is self.heading else 0)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addLayout(self._head)
        whole.addWidget(self.area, 1)
        self.back.clicked.connect(lambda: self._go(Place("couple", self._couple_id)))
        self.sheet.clicked.connect(
            lambda: self._go(Place("couple", self._couple_id, tab="homework", extra={"sheet": "intake"}))
        )
        Dress(self, theme, self._space)

    def open(self, place: Place) -> None:
        """Show a couple; `extra["open"]` may ask for "direction", with what was `typed` into it."""
        self._wanted = place.extra if "open" in place.extra else {}
        if place.couple_id != self._couple_id:
            self._leave()
            self._couple_id = place.couple_id
            self.area.to_top()
            self._load(self._arrived)
        elif self._keeper is not None:
            self._keeper.saver.flush(lambda _worked: self._load(self._arrived))

    def reload(self, changes: Changes) -> None:
        """Suggest anew when what it stands on changed; fields are only read when the page is opened."""
        mine = self._couple_id and changes.couple_id in (None, self._couple_id) and not changes.gone
        if mine and changes.nouns & _AROUND and self.isVisible():
            self._load(self._around)

    def place(self) -> Place:
        """The couple, with a form that is half filled."""
        return Place("intake", self._couple_id, extra=half_filled_form(self._ctx.dialogs))

    def settle(self, on_settled: Callable[..., None]) -> None:
        """Keep what is still being typed."""
        if self._keeper is None:
            on_settled()
        else:
            self._keeper.saver.flush(on_settled)

    def set_discreet(self, discreet: bool) -> None:
        """While names are hidden nobody reads what they said; what is being typed is kept first."""
        if discreet != self._discreet:
            self._discreet = discreet
            self.settle(lambda *_: self._load(self._arrived) if self._couple_id else None)

    def _leave(self) -> None:
        """What was typed about another couple is kept by its own keeper, which lives until then."""
        if self._keeper is not None:
            self._keeper.refused.disconnect()
            self._keeper.saver.flush()
        self._keeper, self._facts = None, None
        empty_layout(self.area.column)

    def _load(self, then: Callable[[IntakeFacts], None]) -> None:
        workspace, couple_id = self._ctx.workspace, self._couple_id
        self._ctx.tasks.vault(lambda: gather(workspace, couple_id), then, self, self._gone)

    def _gone(self, error: AttuneError) -> None:
        self.message.emit(error.whole, None)
        self._go(Place("today"))

    def _arrived(self, facts: IntakeFacts) -> None:
        if facts.file.couple.id != self._couple_id:
            return
        if self._keeper is None:
            self._keeper = IntakeKeeper(self._ctx, self._couple_id, self)
            self._keeper.kept.connect(self.changed)
            self._keeper.refused.connect(self._refused)
        self._facts = replace(facts, discreet=self._discreet)
        self._show()
        wanted, self._wanted = self._wanted, {}
        if wanted.get("open") == "direction":
            self._ask_direction(wanted.get("typed"))

    def _around(self, facts: IntakeFacts) -> None:
        if facts.file.couple.id == self._couple_id:
            self._facts = replace(facts, discreet=self._discreet)
            self._show_start()

    def _show(self) -> None:
        facts = self._facts
        if facts is None:
            return
        empty_layout(self.area.column)
        self.partners = {}
        self.heading.setText(f"{self.title} · {facts.label}")
        self.area.column.addWidget(Label(_LEAD, "body", "text2", wrap=True))
        self._start = QVBoxLayout()
        self.area.column.addLayout(self._start)
        self._show_start()
        if self._discreet:
            self.area.column.addWidget(Label(_HIDDEN, wrap=True))
            return
        columns = Columns(self._ctx.theme, least=22, most=2)
        for side in Side:
            columns.add(self._partner(facts, side))
        self.area.column.addWidget(columns)
        self.area.column.addWidget(self._both(facts))

    def _show_start(self) -> None:
        facts = self._facts
        if facts is None:
            return
        empty_layout(self._start)
        catalogue, theme = self._ctx.workspace.catalogue, self._ctx.theme
        now = facts.intake.direction
        suggestion = SuggestionCard(theme, catalogue, facts)
        direction = DirectionCard(theme, catalogue, facts, short_day(now.on_date) if now else "")
        suggestion.begin_wanted.connect(self._begin)
        direction.link_clicked.connect(lambda: self._ask_direction(None))
        columns = Columns(theme, least=22, most=2)
        for card in (suggestion, direction):
            columns.add(card)
        self._start.addWidget(columns)

    def _partner(self, facts: IntakeFacts, side: str) -> Card:
        card = PartnerAnswers(self._ctx.theme, self._ctx.workspace.catalogue, facts, side)
        card.edited.connect(lambda field: self._answered(side, field))
        card.profile_wanted.connect(lambda key: self._note_profile(side, key))
        card.sheet_wanted.connect(lambda: self._take_over(side))
        form = Place("couple", self._couple_id, tab="overview", extra={"open": f"partner_{side}"})
        card.link_clicked.connect(lambda: self._go(form))
        self.partners[side] = card
        return card

    def _take_over(self, side: str) -> None:
        """What is typed is kept first, so that the sheet fills only what is open."""
        intake, couple_id = self._ctx.workspace.intake, self._couple_id
        answers = self._facts.returned.get(side, ()) if self._facts else ()

        def taken(done: Done[tuple[str, ...]]) -> None:
            self._shown_anew(done.changes)
            self.message.emit("Taken over from the sheet", lambda: self._give_up(side, done.value))

        self.settle(
            lambda *_: self._ctx.tasks.vault(
                lambda: intake.take_over(couple_id, side, answers), taken, self, self._said
            )
        )

    def _give_up(self, side: str, questions: tuple[str, ...]) -> None:
        """Leave questions open again that a sheet had filled."""
        intake, couple_id = self._ctx.workspace.intake, self._couple_id

        def leave_open() -> Changes:
            for key in questions:
                intake.answer(couple_id, side, key)
            return Changes.of("intake", couple=couple_id)

        self._ctx.tasks.vault(leave_open, self._shown_anew, self, self._said)

    def _shown_anew(self, changes: Changes) -> None:
        self.changed.emit(changes)
        self._load(self._arrived)

    def _both(self, facts: IntakeFacts) -> Card:
        card, couple_id = (
            BothCard(self._ctx.theme, self._ctx.workspace.catalogue, facts.intake.both),
            self._couple_id,
        )
        intake = self._ctx.workspace.intake
        card.edited.connect(lambda: self._edited("both", partial(intake.save_both, couple_id, **card.values)))
        card.link_clicked.connect(lambda: self._go(Place("repair", couple_id)))
        return card

    def _answered(self, side: str, field: AnswerField) -> None:
        question = field.question.key
        keep = partial(
            self._ctx.workspace.intake.answer,
            self._couple_id,
            side,
            question,
            choice=field.key,
            words=field.words.value,
            shared=field.shared.isChecked(),
        )
        field.words.set_error("")
        self._edited(f"{side}_{question}", keep)

    def _edited(self, name: str, keep: Callable[[], object]) -> None:
        if self._keeper is not None:
            self._keeper.edited(name, keep)

    def _refused(self, name: str, error: InputError) -> None:
        side, _, question = name.partition("_")
        card = self.partners.get(side)
        if card is not None and question in card.fields:
            card.fields[question].words.set_error(error.whole)
        else:
            self.message.emit(error.whole, None)

    def _note_profile(self, side: str, profile: str) -> None:
        couples, couple_id = self._ctx.workspace.couples, self._couple_id
        before = self._facts.file.partner(side).profile if self._facts else None

        def note(key: str | None) -> None:
            self._ctx.tasks.vault(
                lambda: couples.update_partner(couple_id, side, profile=key), noted, self, self._said
            )

        def noted(done: Done[Any]) -> None:
            self.changed.emit(done.changes)
            if side in self.partners:
                self.partners[side].set_profile(done.value.profile)
            if done.value.profile != before:
                self.message.emit("The profile is noted", lambda: note(before))

        note(profile)

    def _begin(self, phase: str) -> None:
        """Open the phase sheet; with the suggested phase in it, or as it is."""
        found, catalogue = self._facts.suggestion if self._facts else None, self._ctx.workspace.catalogue
        typed = {"Phase": phase, "Why, in a line": why_line(found, catalogue)} if found and phase else {}
        extra: dict[str, Any] = {"open": "phase", "typed": typed}
        self.settle(lambda *_: self._go(Place("couple", self._couple_id, tab="overview", extra=extra)))

    def _ask_direction(self, typed: dict[str, Any] | None) -> None:
        if self._facts is None:
            return
        sheet = DirectionSheet(self._ctx, self._facts, self)
        sheet.kept.connect(self.changed)
        open_form(self._ctx.dialogs, sheet, "direction", typed)

    def _said(self, error: AttuneError) -> None:
        self.message.emit(error.whole, None)

    def _go(self, place: Place) -> None:
        self.navigate_requested.emit(place)

    def _space(self) -> None:
        px = self._ctx.theme.px
        self._head.setContentsMargins(px(16), px(14), px(24), px(4))
        self._head.setSpacing(px(14))
