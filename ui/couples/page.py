"""The couple page: a head that never scrolls, a bar when safety asks for it, and five tabs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from therapist_app.couples.model import Couple
from therapist_app.kernel.changes import Changes, Done
from therapist_app.kernel.errors import AttuneError
from ui.couples.edit_sheets import RemoveSheet
from ui.couples.head_facts import HeadFacts, head_facts, rules_that_speak
from ui.couples.header import CoupleHeader
from ui.couples.sheets import CoupleSheets
from ui.couples.tab_bar import TabBar
from ui.couples.words import safety_bar, safety_since
from ui.kit.bar import Bar
from ui.kit.context import Context
from ui.kit.discreet import discreet_label, hidden
from ui.kit.dress import Dress, hairline
from ui.kit.page import Page
from ui.kit.places import Place, safety_of

_BARS = {"concerns": ("triangle-alert", "warn"), "unsafe": ("octagon-alert", "danger")}
_STATUS_WORDS = {"paused": "Paused", "closed": "Closed", "active": "Open again"}


@dataclass(frozen=True, slots=True)
class TabSpec:
    """One tab: its name in places, its title, what makes it, and whether it has its own primary act."""

    name: str
    title: str
    factory: Callable[[Context, QWidget], Page]
    has_primary: bool = False


class CouplePage(Page):
    """Everything about one couple; tabs are made when first shown and told of changes when next shown."""

    title = "Couple"

    def __init__(self, ctx: Context, tabs: Sequence[TabSpec], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("ground", "bg")
        self._ctx, self._specs = ctx, tuple(tabs)
        self._facts: HeadFacts | None = None
        self._couple_id, self._discreet = "", False
        self._wanted: dict[str, Any] = {}  # a form to open as soon as the couple is read
        self._sheets = CoupleSheets(ctx, self)
        self._made: dict[str, Page] = {}
        self._shown: dict[str, str] = {}  # which couple each tab shows
        self._waiting: dict[str, Changes] = {}
        self.header = CoupleHeader(ctx.theme)
        self.tabs = TabBar(ctx.theme, [spec.title for spec in self._specs])
        self.stack = QStackedWidget()
        self.bars = {status: self._bar(status) for status in _BARS}
        self._lay_out()
        self._connect()

    @property
    def tab(self) -> str:
        """The name of the tab in front."""
        return self._specs[self.tabs.currentIndex()].name

    @property
    def current(self) -> Page | None:
        """The tab in front, once it was made."""
        return self._made.get(self.tab)

    def open(self, place: Place) -> None:
        """Show a couple, on the tab named or else the one in front.

        `extra["open"]` may ask for one of the forms of `CoupleSheets`, `extra["typed"]` says what was typed into it.
        """
        again = place.couple_id == self._couple_id and self.isVisible()
        if place.couple_id != self._couple_id:
            self._couple_id, self._facts = place.couple_id, None
            self.header.set_guidance(0)
            self._ctx.dialogs.close_all()
        self._wanted = place.extra if "open" in place.extra else {}
        self._load()
        names = [spec.name for spec in self._specs]
        wanted = place.tab if place.tab in names else "overview" if not place.tab else self.tab
        self.tabs.blockSignals(True)  # the tab is told its place below, once
        self.tabs.setCurrentIndex(names.index(wanted) if wanted in names else 0)
        self.tabs.blockSignals(False)
        self._show_tab(place)
        if again:  # by a key: go on from the tab; a couple chosen in a list leaves the focus there
            page = self._made[self.tab]
            (page.first_focus or self.tabs).setFocus(Qt.FocusReason.TabFocusReason)

    def place(self) -> Place:
        """The couple and the tab in front, with what that tab wants to keep and a form that is half filled."""
        made = self.current
        extra = made.place().extra if made else {}
        return Place("couple", self._couple_id, tab=self.tab, extra=extra | self._sheets.half_filled())

    def reload(self, changes: Changes) -> None:
        """Read the head again; tell the tab in front now and the others when they are next shown.

        While another page is in front, such as a note that is saved each second, nothing is read.
        """
        if not self._couple_id or changes.couple_id not in (None, self._couple_id) or changes.gone:
            return
        in_front = self.isVisible()
        if in_front:
            self._load()
        for name, page in self._made.items():
            if in_front and name == self.tab:
                page.reload(changes)
            else:
                before = self._waiting.get(name)
                nouns = changes.nouns | (before.nouns if before else frozenset())
                self._waiting[name] = Changes(nouns, changes.couple_id)

    def settle(self, on_settled: Callable[..., None]) -> None:
        """Let every tab keep what is being typed, one after the other."""
        pages = list(self._made.values())

        def next_page(worked: bool) -> None:
            if pages:
                pages.pop().settle(lambda kept=True: next_page(worked and kept))
            else:
                on_settled(worked)

        next_page(True)

    def set_discreet(self, discreet: bool) -> None:
        """Show initials in place of names, here and in the tabs."""
        self._discreet = discreet
        self._show_head()
        for page in self._made.values():
            page.set_discreet(self._discreet)

    def _lay_out(self) -> None:
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(0)
        for bar in self.bars.values():
            lines.addWidget(bar)
        lines.addWidget(self.header)
        row = QHBoxLayout()
        row.addWidget(self.tabs)
        lines.addLayout(row)
        lines.addWidget(hairline())
        lines.addWidget(self.stack, 1)
        self._tab_row = row
        Dress(self, self._ctx.theme, self._space)

    def _space(self) -> None:
        px = self._ctx.theme.px
        self._tab_row.setContentsMargins(px(24) - self.tabs.inset, px(4), px(24), 0)
        self.stack.setMinimumHeight(px(48))  # in a low window the tab gives way, never the head

    def _connect(self) -> None:
        header = self.header
        self._sheets.changed.connect(self.changed)
        self._sheets.message.connect(self.message)
        self.tabs.currentChanged.connect(
            lambda _: self._show_tab(Place("couple", self._couple_id, tab=self.tab))
        )
        header.note_requested.connect(lambda: self.action_requested.emit("new_note"))
        header.handout_requested.connect(lambda: self.action_requested.emit("print_handout"))
        header.safety_requested.connect(self.open_safety)
        overview = Place("couple", tab="overview", extra={"to": "guidance"})
        header.guidance_requested.connect(
            lambda: self.navigate_requested.emit(replace(overview, couple_id=self._couple_id))
        )
        header.edit_requested.connect(self.edit_couple)
        header.remove_requested.connect(self.remove_couple)
        header.status_requested.connect(self._set_status)

    def _bar(self, status: str) -> Bar:
        bar = Bar(self._ctx.theme, *_BARS[status])
        bar.add_button("Open safety").clicked.connect(self.open_safety)
        bar.hide()
        return bar

    def _show_tab(self, place: Place) -> None:
        spec = self._specs[self.tabs.currentIndex()]
        page = self._made.get(spec.name) or self._make(spec)
        self.stack.setCurrentWidget(page)
        self.header.set_primary(not (spec.has_primary or getattr(page, "has_primary", False)))
        waiting = self._waiting.pop(spec.name, None)
        if self._shown.get(spec.name) != self._couple_id or place.extra:
            self._shown[spec.name] = self._couple_id
            page.open(place)
        elif waiting is not None:
            page.reload(waiting)

    def _make(self, spec: TabSpec) -> Page:
        page = spec.factory(self._ctx, self.stack)
        page.navigate_requested.connect(self.navigate_requested)
        page.changed.connect(self.changed)
        page.message.connect(self.message)
        page.action_requested.connect(self.action_requested)
        page.set_discreet(self._discreet)
        self._made[spec.name] = page
        self.stack.addWidget(page)
        return page

    def _load(self) -> None:
        workspace, couple_id = self._ctx.workspace, self._couple_id
        self._ctx.tasks.vault(lambda: head_facts(workspace, couple_id), self._arrived, self, self._gone)

    def _gone(self, error: AttuneError) -> None:
        """A couple that was removed leads home."""
        self.message.emit(error.whole, None)
        self.navigate_requested.emit(Place("today"))

    def _arrived(self, facts: HeadFacts) -> None:
        if facts.file.couple.id == self._couple_id:
            self._facts = facts
            self._show_head()
            self._count_rules()  # behind what the tab reads
            if self._wanted:
                wanted, self._wanted = self._wanted, {}
                self._edit(str(wanted["open"]), wanted.get("typed"))

    def _count_rules(self) -> None:
        workspace, couple_id = self._ctx.workspace, self._couple_id

        def counted(count: int) -> None:
            if couple_id == self._couple_id:
                self.header.set_guidance(count)

        self._ctx.tasks.vault(lambda: rules_that_speak(workspace, couple_id), counted, self)

    def _show_head(self) -> None:
        facts = self._facts
        if facts is None:
            return
        couple, catalogue = facts.file.couple, self._ctx.workspace.catalogue
        label = discreet_label(couple.label) if self._discreet else couple.label
        self.header.set_who(label, couple.status, sample=couple.is_sample)
        phase = catalogue.phase(facts.phase) if facts.phase else None
        self.header.phase.set_phase(phase.number if phase else 0, phase.label if phase else "")
        status = facts.file.safety_status
        word = catalogue.safety_status(status).label
        since = safety_since(status, facts.safety_day, facts.day, due=facts.safety_is_due)
        self.header.safety.set_status(status, word, since)
        for index, spec in enumerate(self._specs):
            self.tabs.set_count(index, facts.counts.get(spec.name, ""))
        for key, bar in self.bars.items():
            bar.setVisible(key == status)
        said = safety_bar(status, facts.safety_day, facts.day)
        if said:
            plan = hidden(facts.plan) if self._discreet else facts.plan
            plan = f" Plan: {plan}" if plan else ""
            self.bars[status].say(f"{said[0]}. {said[1]}{plan}")

    def open_safety(self) -> None:
        """Show the page of safety."""
        self.navigate_requested.emit(safety_of(self._couple_id))

    def edit_couple(self) -> None:
        """Open the sheet with label, start and usual time."""
        self._edit("couple")

    def _edit(self, word: str, typed: dict[str, Any] | None = None) -> None:
        if self._facts is not None:
            self._sheets.open(word, self._facts, discreet=self._discreet, typed=typed)

    def remove_couple(self) -> None:
        """Ask before a sample couple is removed with everything that belongs to it."""
        if self._facts is None:
            return
        sheet = RemoveSheet(self._ctx, self._facts.file, self, discreet=self._discreet)
        sheet.removed.connect(self._removed)
        self._ctx.dialogs.open(sheet)

    def _removed(self, changes: Changes) -> None:
        """Say so and lead home first: whoever hears that the couple is gone lets go of this page."""
        self.navigate_requested.emit(Place("today"))
        self.message.emit("The couple is removed", None)
        self.changed.emit(changes)

    def _set_status(self, status: str) -> None:
        if self._facts is None:
            return
        before, couple_id = self._facts.file.couple.status, self._couple_id
        workspace = self._ctx.workspace

        def kept(done: Done[Couple]) -> None:
            self.changed.emit(done.changes)
            undo = None if status == before else lambda: self._set_status(before)
            self.message.emit(_STATUS_WORDS.get(status, "Changed"), undo)

        self._ctx.tasks.vault(lambda: workspace.couples.set_status(couple_id, status), kept, self)
