"""The way so far: the finding in a sentence, the path, blocks by session, promises, the two side by side."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from therapist_app.guidance.tried import Attempt, Tried, tried_figure
from therapist_app.kernel.changes import Changes
from therapist_app.kernel.dates import number_word
from therapist_app.kernel.errors import AttuneError
from therapist_app.kernel.phrases import short_name
from therapist_app.progression.block_summary import block_summary
from therapist_app.progression.figures import balance_bars, path_bands, promises_bars
from therapist_app.progression.periods import Choice, choice_in, told
from therapist_app.progression.stays import Stay, stays_of
from ui.kit.buttons import LinkButton
from ui.kit.card import Card
from ui.kit.columns import Columns
from ui.kit.context import Context
from ui.kit.discreet import hidden
from ui.kit.empty import EmptyState
from ui.kit.figure_view import FigureCard
from ui.kit.page import Page
from ui.kit.places import Place, safety_of
from ui.kit.scroll import ScrollColumn
from ui.kit.words import Label
from ui.progression.beside_card import BesideCard
from ui.progression.block_card import BlockCard
from ui.progression.compare_card import CompareCard
from ui.progression.facts import ENOUGH_SESSIONS, ProgressFacts, gather
from ui.progression.head import ProgressHead
from ui.progression.path_words import span_asked, tag_names
from ui.progression.ratings_part import RatingsPart
from ui.progression.summary_card import SummaryCard
from ui.progression.table_card import TableCard

NOUNS = frozenset({
    "assignment", "session", "phase", "phase_set", "block", "commitment", "check_in", "couple", "sign", "score",
    "goal", "instrument", "review",
})  # fmt: skip
DEFAULT_PERIOD = "12"
_PATH_KEY = "Dots are sessions, rings cancelled ones. A band opens its notes, a dot the note of that session."
_HINT = "Enter on a block shows what was tried for it, and its level before and after."


class ProgressTab(Page):
    """A period, its finding and its pictures; each picture is also a table."""

    title = "Progress"

    def __init__(self, ctx: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._couple_id = ""
        self._discreet = False
        self._tried_block = ""
        self.facts: ProgressFacts | None = None
        theme = ctx.theme
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        self.page = ScrollColumn(theme)
        whole.addWidget(self.page)
        self.head = ProgressHead(theme, DEFAULT_PERIOD)
        self.compare = CompareCard(theme, ctx.workspace.catalogue, ctx.workspace.clock.today)
        self.path = FigureCard(theme, "Path through the phases")
        self.beside = BesideCard(theme)
        self.blocks = BlockCard(theme, ctx.workspace.catalogue)
        self.promises = FigureCard(theme, "Promises kept, by month")
        self.balance = FigureCard(theme, "Between the two")
        self.foot = Columns(theme, least=18, most=3)
        self.foot.add(self.promises, span=2)
        self.foot.add(self.balance)
        self.phases = SummaryCard(theme, "Blocks and phases", _HINT)
        self.tried = TableCard(theme, "What was tried", "Fold")
        self.empty = Card(theme)
        self.ratings = RatingsPart(ctx)
        self._parts = (
            self.head, self.path, self.beside, self.compare, self.blocks, self.phases, self.tried,
            self.empty, self.ratings, self.foot,
        )  # fmt: skip
        for part in self._parts:
            self.page.column.addWidget(part)
            part.hide()
        self.entries = LinkButton(
            theme, "Entries and corrections", name="Entries of the path, and corrections"
        )
        foot = QHBoxLayout()
        foot.addWidget(Label(_PATH_KEY, "small", "text2", wrap=True), 1)
        self.follow = LinkButton(theme, "Another set of steps")
        foot.addWidget(self.follow)
        foot.addWidget(self.entries)
        self.path.add(foot, gap=2)
        self._listen()

    def _listen(self) -> None:
        self.head.period_chosen.connect(lambda _key: self._load())
        self.head.report_asked.connect(self._make_report)
        self.compare.chosen.connect(self._load)
        self.head.review_asked.connect(self._mark_review)
        self.blocks.opened.connect(self._open_session)
        self.path.view.clicked.connect(self._open_mark)
        self.path.view.more_requested.connect(self._correct)
        self.beside.view.clicked.connect(self._open_mark)
        self.beside.view.more_requested.connect(self._correct)
        self.beside.step.clicked.connect(lambda: self._open_form("step"))
        self.follow.clicked.connect(lambda: self._open_form("beside"))
        self.entries.clicked.connect(lambda: self._open_form("entries"))
        self.phases.opened.connect(self._open_block)
        self.tried.link_clicked.connect(self._fold_tried)
        self.ratings.form_asked.connect(self._open_form)

    # Where we are

    def open(self, place: Place) -> None:
        """Show a couple's progress; `extra` may name the period."""
        if place.couple_id != self._couple_id:
            self._couple_id, self.facts = place.couple_id, None
            self.compare.set_choice(None)
            for part in self._parts:
                part.hide()
        period = place.extra.get("period")
        if isinstance(period, str):
            self.head.set_period(period)
            self.compare.set_choice(choice_in(place.extra))
        self._load()

    def place(self) -> Place:
        """Where this is, with the period and what it is compared with."""
        extra = {"period": self.head.period, **told(self.compare.choice)}
        return Place("couple", self._couple_id, tab="progress", extra=extra)

    def reload(self, changes: Changes) -> None:
        """Read again what changed elsewhere."""
        if self._couple_id and changes.couple_id in (None, self._couple_id) and changes.nouns & NOUNS:
            self._load()

    def set_discreet(self, discreet: bool) -> None:
        """Hide or show names."""
        if discreet != self._discreet:
            self._discreet = discreet
            if self._couple_id:
                self._load()

    def _load(self) -> None:
        wanted = self._wanted
        workspace, (couple_id, period, choice, discreet) = self._ctx.workspace, wanted

        def arrived(facts: ProgressFacts) -> None:
            if wanted == self._wanted:
                self._show(facts)

        self._ctx.tasks.vault(
            lambda: gather(workspace, couple_id, period, choice, discreet=discreet),
            arrived,
            owner=self,
            failed=self._trouble,
        )

    @property
    def _wanted(self) -> tuple[str, str, Choice | None, bool]:
        return self._couple_id, self.head.period, self.compare.choice, self._discreet

    def _trouble(self, error: AttuneError) -> None:
        self._ctx.tasks.troubled.emit(error)

    # What is shown

    def _show(self, facts: ProgressFacts) -> None:
        self.facts = facts
        self.head.show_facts(facts)
        for part in (self.head, self.path, self.blocks, self.foot, self.compare):
            part.setVisible(facts.enough)
        self.compare.show_facts(facts)
        self.empty.setVisible(not facts.enough)
        self.ratings.show_facts(facts)
        self.ratings.show()
        if not facts.enough:
            self.phases.hide()
            self.beside.hide()
            self.tried.hide()
            self._show_empty(facts)
            return
        self._show_path(facts)
        self.beside.show_facts(facts)
        self.blocks.show_facts(facts)
        names = {side: facts.name(side) for side in "ab"}
        self.phases.show_figure(block_summary(facts.review, self._ctx.workspace.catalogue, names, facts.day))
        if not self.tried.isHidden():
            self._ask_tried(self._tried_block)
        self._show_promises(facts)
        self._show_balance(facts)

    def _show_path(self, facts: ProgressFacts) -> None:
        review, catalogue = facts.review, self._ctx.workspace.catalogue
        self.path.set_maker(lambda wide: path_bands(review, catalogue, width=wide, day=facts.day))
        self.path.view.name_tags(tag_names(facts, stays_of(catalogue, review.path)))
        self.path.sentence.hide()  # it stands at the top of the page

    def _show_promises(self, facts: ProgressFacts) -> None:
        review = facts.review
        self.promises.set_maker(lambda wide: promises_bars(review, width=wide))
        self.promises.view.setVisible(bool(review.months) and not self.promises.as_table)

    def _show_balance(self, facts: ProgressFacts) -> None:
        review, a, b = facts.review, short_name(facts.name("a"), 40), short_name(facts.name("b"), 40)
        self.balance.set_maker(lambda wide: balance_bars(review, a, b, width=wide))
        asked = bool(review.balance.a.due or review.balance.b.due)
        self.balance.link.setVisible(asked)
        self.balance.view.setVisible(asked and not self.balance.as_table)
        if not asked:
            self.balance.table.hide()
            self.balance.sentence.setText("No promise was asked about in the last four weeks.")

    def _show_empty(self, facts: ProgressFacts) -> None:
        self.empty.clear()
        so_far = "None so far" if not facts.came else f"{number_word(facts.came).capitalize()} so far"
        empty = EmptyState(
            self._ctx.theme,
            "sprout",
            f"After {number_word(ENOUGH_SESSIONS)} sessions this page shows the path",
            f"{so_far}. Write notes, set the phase and tag blocks as you go; the pictures draw themselves.",
            "Write note",
            word_icon="pen",
        )
        empty.clicked.connect(lambda: self.action_requested.emit("new_note"))
        self.empty.add(empty)

    # What was tried for a block

    def _open_block(self, label: str) -> None:
        """What was tried for the block of a row; the heading of a group opens nothing."""
        rows = self.facts.review.block_rows if self.facts else ()
        for row in rows:
            if row.label == label:
                self._ask_tried(row.block)

    def _ask_tried(self, block: str) -> None:
        workspace, couple_id, self._tried_block = self._ctx.workspace, self._couple_id, block

        def arrived(found: Tried | None) -> None:
            if (couple_id, block) == (self._couple_id, self._tried_block) and found and self.facts:
                self._show_tried(found, self.facts)

        self._ctx.tasks.vault(lambda: workspace.guidance.tried(couple_id, block), arrived, owner=self)

    def _show_tried(self, found: Tried, facts: ProgressFacts) -> None:
        names = {side: facts.name(side) for side in "ab"}
        shown = (
            found._replace(attempts=tuple(_discreet(one) for one in found.attempts))
            if facts.discreet
            else found
        )
        is_new = self.tried.isHidden()
        self.tried.show_figure(tried_figure(shown, self._ctx.workspace.catalogue, names, facts.day))
        self.tried.title.setText(f"What was tried: {found.label}")
        self.tried.link.setAccessibleName(f"Fold what was tried: {found.label}")
        self.tried.show()
        if is_new:
            (self.tried.table if found.attempts else self.tried.link).setFocus()

    def _fold_tried(self) -> None:
        self._tried_block = ""
        self.tried.hide()
        self.phases.table.setFocus()

    # Where it leads

    def _mark_review(self) -> None:
        self.navigate_requested.emit(replace(self.place(), extra={**self.place().extra, "open": "review"}))

    def _make_report(self) -> None:
        """With both times where two can be compared."""
        choice = self.facts.choice if self.facts and self.facts.beside else None
        self.navigate_requested.emit(Place("report", self._couple_id, extra=told(choice)))

    def _open_session(self, session_id: str) -> None:
        self.navigate_requested.emit(Place("note", self._couple_id, session_id))

    def _open_form(self, word: str) -> None:
        """A form of the couple page, which stays on this tab; safety has a page of its own."""
        form = Place("couple", self._couple_id, tab="progress", extra={"open": word})
        self.navigate_requested.emit(safety_of(self._couple_id) if word == "safety" else form)

    def _open_mark(self, tag: str) -> None:
        """The note behind a dot, the notes behind a band."""
        if (stay := self._stay(tag)) is not None and self.facts is not None:
            asked = span_asked(self.facts, stay)
            self.navigate_requested.emit(Place("couple", self._couple_id, tab="notes", extra=dict(asked)))
        elif self.facts and any(mark.session_id == tag for mark in self.facts.review.sessions):
            self._open_session(tag)

    def _correct(self, tag: str) -> None:
        if self._stay(tag) is not None:
            self._open_form(f"entry:{tag}")

    def _stay(self, tag: str) -> Stay | None:
        """The stretch that a band stands for, in either set; None for a dot."""
        if self.facts is None:
            return None
        review = self.facts.review
        beside = review.beside.stays if review.beside else ()
        stays = (*stays_of(self._ctx.workspace.catalogue, review.path), *beside)
        return next((stay for stay in stays if stay.tag == tag), None)


def _discreet(one: Attempt) -> Attempt:
    """A promise without the words of whoever made it; a sheet keeps its title."""
    return one._replace(what=hidden(one.what)) if one.kind == "promise" else one
