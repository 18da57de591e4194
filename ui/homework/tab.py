"""A couple's homework: find the sheet that fits, see the page itself, print it, and note that it was given."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from therapist_app.homework.outcome import SheetOutcome
from therapist_app.homework.service import RenderedSheet
from therapist_app.kernel.changes import Changes
from therapist_app.kernel.errors import AttuneError, SafetyHold
from ui.homework.chooser import SheetChooser
from ui.homework.facts import PACKET, HomeworkFacts, SheetRow, gather
from ui.homework.giving import Giving, Undo
from ui.homework.own_acts import OwnActs
from ui.homework.panes import SheetPanes
from ui.homework.preview import PreviewPane
from ui.homework.returning import Returning
from ui.homework.sheet_bar import SheetBar
from ui.homework.typesetter import Typesetter, WantedSheet
from ui.kit.context import Context
from ui.kit.page import Page
from ui.kit.places import Place


class HomeworkTab(Page):
    """The homework tab of a couple."""

    title = "Homework"

    def __init__(self, ctx: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._couple_id = ""
        self._facts: HomeworkFacts | None = None
        self._wanted: WantedSheet | None = None
        self._holders: dict[str, str] = {}  # for whom a sheet was chosen, where it was
        self._reasons: dict[tuple[str, str], str] = {}  # why a sheet on hold is used anyway
        self._review_on_set = self._print_when_there = self._fillable_when_there = False
        self._asked, self._fresh, self._sheet = 0, False, ""
        self._focus_list = self._discreet = False
        self._begun: object = None  # what was being said of a sheet before a lock
        self.chooser = SheetChooser(ctx.theme)
        self.preview = PreviewPane(ctx.theme, ctx.tasks)
        self.bar = SheetBar(ctx.theme, ctx.workspace.clock.today)
        self.split = SheetPanes(ctx.theme, self.chooser, self.preview, self.bar)
        self.typesetter = Typesetter(ctx, self)
        self.giving = Giving(ctx, self)
        self.acts = OwnActs(ctx, self)
        self.returning = Returning(ctx, self, lambda: self._discreet)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.split)
        self._connect()
        self.bar.set_ready(ready=False)

    @property
    def first_focus(self) -> QWidget:
        """The sheets to choose from."""
        return self.chooser.sheets

    def open(self, place: Place) -> None:
        """Show a couple's sheets; `extra["sheet"]` may name one, `extra["focus"]` leads to the list.

        `extra["then"]` saves the chosen one to be filled in; `extra["returned"]` shows what came back;
        `extra["review"]` goes on with what was being said of a sheet.
        """
        fresh = place.couple_id != self._couple_id
        if fresh:
            self._forget()
        self._couple_id = place.couple_id
        if isinstance(kept := place.extra.get("packet"), list):
            self.chooser.packet = [str(key) for key in kept]
        self._begun = place.extra.get("review")
        self._focus_list = bool(place.extra.get("focus"))
        if self._focus_list:
            self.chooser.focus_list()
        self._gather(fresh=fresh, sheet=str(place.extra.get("sheet", "")))
        if place.extra.get("then") == "fillable":
            self._save_fillable()
        if returned := str(place.extra.get("returned", "")):
            self.returning.reread(returned)

    def reload(self, changes: Changes) -> None:
        """Anything of this couple or of the practice may stand on a sheet."""
        if self._couple_id and changes.couple_id in (None, self._couple_id):
            if changes.nouns - {"assignment"}:
                self.typesetter.forget()
            self._gather()

    def place(self) -> Place:
        """The couple and the sheet that is chosen."""
        extra: dict[str, object] = {"sheet": self.chooser.key} if self.chooser.key else {}
        if self.chooser.packet:
            extra["packet"] = list(self.chooser.packet)
        if begun := self.chooser.half_filled():
            extra["review"] = begun
        return Place("couple", self._couple_id, tab="homework", extra=extra)

    def set_discreet(self, discreet: bool) -> None:
        """Show initials in place of names, and cover the pages, which are full of them."""
        self._discreet = discreet
        self.preview.set_covered(discreet)
        if self._couple_id:
            self._gather()

    def _connect(self) -> None:
        chooser, bar, giving = self.chooser, self.bar, self.giving
        chooser.chosen.connect(self._chosen)
        chooser.use_requested.connect(self._print)
        chooser.opened.connect(self._see_again)
        chooser.reviewed.connect(self._review)
        chooser.removed.connect(self.giving.remove)
        chooser.rearranged.connect(self.split.order_stops)
        chooser.liked.connect(lambda key, liked: self.acts.like(key, liked=liked))
        self.acts.changed.connect(self._liked)
        self.acts.refused.connect(bar.say_trouble)
        chooser.turn_requested.connect(self.preview.view.turn)
        bar.whom.chosen.connect(self._choose_holder)
        bar.review.date_changed.connect(self._set_review)
        bar.changed.connect(self._chosen_otherwise)
        bar.print_requested.connect(self._print)
        bar.save_requested.connect(self._save)
        bar.fillable_requested.connect(self._save_fillable)
        chooser.came_back.connect(self.returning.reread)
        self.returning.changed.connect(self.changed)
        self.returning.changed.connect(lambda _: self._gather())
        self.returning.message.connect(self.message)
        self.preview.shown.connect(self._there)
        self.preview.override_given.connect(self._override)
        self.typesetter.laid_out.connect(self._laid_out)
        self.typesetter.refused.connect(self._refused)
        giving.given.connect(self._given)
        giving.noted.connect(self._noted)
        giving.trouble.connect(bar.say_trouble)
        giving.not_kept.connect(self._not_kept)

    # What is shown

    def _gather(self, *, fresh: bool = False, sheet: str = "") -> None:
        workspace, couple_id, discreet = self._ctx.workspace, self._couple_id, self._discreet
        self._asked += 1
        self._fresh, self._sheet = self._fresh or fresh, sheet or self._sheet
        ticket = self._asked

        def arrived(facts: HomeworkFacts) -> None:
            if ticket == self._asked:  # an answer that is newer is on its way otherwise
                fresh, self._fresh = self._fresh, False
                sheet, self._sheet = self._sheet, ""
                self._show_facts(facts, fresh=fresh, sheet=sheet)

        self._ctx.tasks.vault(lambda: gather(workspace, couple_id, discreet=discreet), arrived, self)

    def _show_facts(self, facts: HomeworkFacts, *, fresh: bool, sheet: str) -> None:
        self._facts = facts
        if fresh:
            self.bar.paper.set_key(facts.paper)
        if not self._review_on_set:
            self.bar.review.set_date(facts.next_on)
        print_when_there = self._print_when_there  # choosing by code is no second thought
        self.chooser.show_facts(facts, fresh=fresh)
        if sheet and facts.sheet(sheet):
            self.chooser.choose(sheet)
        self._print_when_there = print_when_there
        self._show_sheet()
        if isinstance(self._begun, dict):
            self._begun = self.chooser.put_back(self._begun)
        self.split.order_stops()
        if self._focus_list:
            self._focus_list = False
            self.chooser.focus_list()

    @property
    def _row(self) -> SheetRow | None:
        """What is shown: the chosen sheet, or all of the packet as one."""
        if self._facts is None:
            return None
        if self.chooser.view == PACKET:
            return self._facts.packet(self.chooser.packet)
        return self._facts.sheet(self.chooser.key)

    def _chosen(self, _key: str = "") -> None:
        self._print_when_there = False
        self.bar.say("")
        self._show_sheet()

    def _chosen_otherwise(self) -> None:
        self._print_when_there = self._fillable_when_there = False
        self.bar.say("")
        self._lay_out()

    def _show_sheet(self) -> None:
        """Show the chosen sheet for whom it is meant."""
        row, facts = self._row, self._facts
        if facts:
            keys = [key for key, _ in facts.holders]
            holder = self._holders.get(row.key, row.holder) if row else keys[0]
            self.bar.set_holders(facts.holders, holder if holder in keys else keys[0])
        if row is None or facts is None:
            self._wanted = None
            self.typesetter.stop()
            self.bar.set_ready(ready=False)
            self.preview.show_nothing("No sheet chosen", "Choose a sheet to see its page here.")
            return
        self._lay_out()

    def _lay_out(self) -> None:
        """Lay out the chosen sheet as the bar says, or say why it is held back."""
        row = self._row
        if row is None:
            return
        holder = self.bar.holder
        reason = self._reasons.get((row.key, holder), "")
        hold = row.holds[holder]
        if hold and not (hold.can_override and reason):
            self._held(row.title, SafetyHold(hold.sentence, hold.advice, can_override=hold.can_override))
            return
        wanted = WantedSheet(
            couple_id=self._couple_id,
            key=row.key,
            holder=holder,
            paper=self.bar.paper.key,
            large=self.bar.large.isChecked(),
            review_on=self.bar.review_on,
            override_reason=reason if hold else "",
            keys=tuple(self.chooser.packet) if row.key == PACKET else (),
        )
        if wanted == self._wanted and self.preview.pdf and self.typesetter.has(wanted):
            return  # it is there already
        self._wanted = wanted
        self.bar.set_ready(ready=False)
        self.preview.wait(row.title)
        self.typesetter.want(wanted)

    def _held(self, title: str, hold: SafetyHold) -> None:
        self._wanted = None
        self.typesetter.stop()
        self.bar.set_ready(ready=False)
        self.preview.show_hold(title, hold.sentence, hold.advice, can_override=hold.can_override)

    def _laid_out(self, wanted: WantedSheet, sheet: RenderedSheet) -> None:
        if wanted != self._wanted or self._facts is None:
            return
        notices = sheet.notices
        if wanted.override_reason:
            notices = (f"Used anyway: {wanted.override_reason}", *notices)
        if asked := self._facts.home_words(wanted.holder):
            notices = (asked, *notices)
        self.preview.show_pdf(sheet.pdf, sheet.title, self._facts.to_hold(wanted.key, wanted.holder), notices)

    def _refused(self, wanted: WantedSheet, error: AttuneError) -> None:
        if wanted != self._wanted:
            return
        if isinstance(error, SafetyHold):  # safety was entered a moment ago
            self._held(self._facts.title(wanted.key) if self._facts else "", error)
            return
        self._wanted = None
        self.preview.show_nothing(error.sentence, error.advice, "circle-alert")

    def _there(self) -> None:
        self.bar.set_ready(ready=True)
        if self._print_when_there:
            self._print()
        elif self._fillable_when_there:
            self._save_fillable()

    # What a person does

    def _choose_holder(self, holder: str) -> None:
        if self._row:
            self._holders[self._row.key] = holder

    def _set_review(self) -> None:
        self._review_on_set = True

    def _override(self, reason: str) -> None:
        row = self._row
        if row:
            self._reasons[row.key, self.bar.holder] = reason
            self._lay_out()
            self.chooser.focus_list()

    def _see_again(self, key: str, holder: str) -> None:
        if self._facts and self._facts.sheet(key):
            self._holders[key] = holder
            self.chooser.choose(key)
            self._chosen()

    def _review(self, assignment_id: str, said: SheetOutcome) -> None:
        self.giving.review(assignment_id, said, self.chooser.focus_list)

    def _liked(self, changes: Changes) -> None:
        self.changed.emit(changes)
        self._gather()

    def _print(self) -> None:
        facts, wanted = self._facts, self._wanted
        if facts is None:
            self._print_when_there = True  # Enter came before the list, as in Ctrl+P, Enter
        elif wanted and self._may_leave(wanted):
            self._print_when_there = False
            self.giving.print(wanted, facts, self.preview.pdf)
        elif wanted:
            self._print_when_there = not self.giving.busy  # Enter came before the page: it prints when there
        else:
            self.preview.hold.ask_reason()

    def _save(self) -> None:
        facts, wanted = self._facts, self._wanted
        if facts and wanted and self._may_leave(wanted):
            self.giving.save(wanted, facts, self.preview.pdf)

    def _save_fillable(self) -> None:
        facts, wanted = self._facts, self._wanted
        if facts and wanted and self._may_leave(wanted):
            self._fillable_when_there = False
            self.giving.save_fillable(wanted, facts)
        elif facts is None or wanted:
            self._fillable_when_there = not self.giving.busy  # it was asked for before the page was there
        else:
            self.preview.hold.ask_reason()

    def _may_leave(self, wanted: WantedSheet) -> bool:
        """Whether the page that is shown is the one that was asked for, and is free to go."""
        if self.giving.busy or not self.bar.review.commit():
            return False
        # A date that was typed a moment ago takes the page away until it stands on it.
        return bool(self.preview.pdf) and wanted == self._wanted

    def _given(self, changes: Changes | None, words: str, warning: str, undo: Undo | None) -> None:
        self.bar.say(warning, "warn")
        self._noted(changes, words, undo)

    def _noted(self, changes: Changes | None, words: str, undo: Undo | None) -> None:
        self.message.emit(words, undo)
        if changes:
            self.changed.emit(changes)
            self._gather()

    def _not_kept(self, error: AttuneError) -> None:
        self.bar.say(error.whole, "warn")
        self._gather()

    def _forget(self) -> None:
        """Nothing of the couple before stays."""
        self._facts = self._wanted = None
        self._holders.clear()
        self._reasons.clear()
        self.chooser.packet = []
        self._review_on_set = self._print_when_there = self._fillable_when_there = False
        self.bar.large.setChecked(False)
        self.bar.say("")
        self.typesetter.stop()
        self.typesetter.forget()
        self.preview.clear()
