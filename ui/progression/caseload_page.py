"""The caseload review: every couple that is seen now in one table, to filter, sort, open and print."""

from __future__ import annotations

import datetime as dt

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from therapist_app.guidance.caseload import CaseLine, Column, Show, counts_of, picked
from therapist_app.kernel.changes import Changes
from therapist_app.practice.stationery import Stationery, stationery_of
from ui.kit.buttons import Button
from ui.kit.chips import FilterChips
from ui.kit.context import Context
from ui.kit.dress import Dress
from ui.kit.empty import EmptyState
from ui.kit.page import Page
from ui.kit.page_sheet import PageSheet
from ui.kit.places import Place
from ui.kit.words import Label
from ui.progression.caseload_table import CaseloadTable
from ui.progression.caseload_words import HEADS, SHOW_WORDS, SHOWS, LineWords
from ui.progression.practice_page import view_choice

_PAGE = "The couples as they are shown now. Print it for yourself and shred it afterwards."
_SORTS = "A head, or its number from 1 to 7, sorts by that column."


class CaseloadPage(Page):
    """One line a couple; nothing here ranks or scores them."""

    title = "Caseload review"

    def __init__(self, ctx: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("ground", "bg")
        self._ctx = ctx
        self._all: tuple[CaseLine, ...] | None = None  # nothing is said of the couples before they are read
        self._by, self._turned, self._discreet = Column.PHASE, False, False
        theme = ctx.theme
        self.said = Label("", "body", "text2", wrap=True)
        self.print = Button(theme, "Print", "printer", tip="Print these lines, for you only")
        self.print.setEnabled(False)
        self.views = view_choice(theme, "caseload")
        self.shows = FilterChips(theme, "Couples", [(str(show), word) for show, word in SHOWS])
        self.table = CaseloadTable(theme)
        self.empty = EmptyState(theme, "check", "No couple is among these")
        self._lines = QVBoxLayout(self)
        self._head = QHBoxLayout()
        words = QVBoxLayout()
        words.addWidget(Label(self.title, "title"))
        words.addWidget(self.said)
        self._head.addLayout(words, 1)
        self._head.addWidget(self.views)
        self._head.addWidget(self.print)
        self._lines.addLayout(self._head)
        for part in (self.shows, self.table, self.empty):
            self._lines.addWidget(part)
        self.empty.hide()
        self._lines.setStretchFactor(self.table, 1)
        self.views.chosen.connect(lambda key: self.navigate_requested.emit(Place(key)))
        self.shows.chosen.connect(lambda _: self._show())
        self.table.opened.connect(self._open_couple)
        self.table.sort_asked.connect(self._sort)
        self.print.clicked.connect(self.print_lines)
        Dress(self, theme, self._space)

    @property
    def first_focus(self) -> QWidget:
        """The table."""
        return self.table

    def open(self, place: Place) -> None:
        """Show all, or as the place says."""
        self.views.set_key("caseload")
        show, by = str(place.extra.get("show", "")), str(place.extra.get("by", ""))
        if show in tuple(Show):
            self.shows.set_keys([show])
        if by in tuple(Column):
            self._by, self._turned = Column(by), bool(place.extra.get("turned"))
        self._load()

    def place(self) -> Place:
        """What is shown and how it is sorted."""
        extra = {"show": str(self.show_now), "by": str(self._by), "turned": self._turned}
        return Place("caseload", extra=extra)

    def reload(self, changes: Changes) -> None:
        """Anything may change a line."""
        if self.isVisible():
            self._load()

    def set_discreet(self, discreet: bool) -> None:
        """Show initials in place of names."""
        self._discreet = discreet
        self._show()

    @property
    def show_now(self) -> Show:
        """Which couples are shown."""
        return Show(self.shows.keys[0]) if self.shows.keys else Show.ALL

    def print_lines(self) -> None:
        """Lay the lines out as they are shown, then show the page."""
        workspace, day = self._ctx.workspace, self._today
        words = LineWords(workspace.catalogue, day, discreet=self._discreet)
        head = tuple(word for _, word in HEADS)
        rows = tuple(words.row(line) for line in self.table.lines.lines)
        shown = SHOW_WORDS[self.show_now]

        def lay_out(stationery: Stationery) -> None:
            def made() -> bytes:
                from therapist_app.guidance.caseload_pdf import caseload_pdf  # with the faces, once it prints

                return caseload_pdf(head, rows, shown, day, stationery).pdf

            self._ctx.tasks.cpu(made, self._made, self)

        self._ctx.tasks.vault(lambda: stationery_of(workspace.practice.get()), lay_out, self)

    def _made(self, pdf: bytes) -> None:
        self._ctx.dialogs.open(PageSheet(self._ctx, self.title, _PAGE, pdf, self.window()))

    @property
    def _today(self) -> dt.date:
        return self._ctx.workspace.clock.today()

    def _load(self) -> None:
        self._ctx.tasks.vault(self._ctx.workspace.guidance.caseload, self._arrived, self)

    def _arrived(self, lines: tuple[CaseLine, ...]) -> None:
        self._all = lines
        self._show()

    def _show(self) -> None:
        if self._all is None:
            return
        counts = counts_of(self._all)
        for show, count in counts.items():
            self.shows.chips[show].set_count(count or None)
        lines = picked(self._all, self.show_now, self._by, turned=self._turned)
        self.said.setText(f"{SHOW_WORDS[self.show_now]}. {_SORTS if lines else ''}".rstrip())
        words = LineWords(self._ctx.workspace.catalogue, self._today, discreet=self._discreet)
        self.table.show_lines(lines, words)
        self.table.mark_sorted([by for by, _ in HEADS].index(self._by), turned=self._turned)
        self.table.setVisible(bool(lines))
        self.empty.setVisible(not lines)
        self.print.setEnabled(bool(lines))

    def _sort(self, column: int) -> None:
        """By another column, or the other way round."""
        by = HEADS[column][0]
        self._by, self._turned = by, by == self._by and not self._turned
        self._show()

    def _open_couple(self, couple_id: str) -> None:
        self.navigate_requested.emit(Place("couple", couple_id, tab="overview"))

    def _space(self) -> None:
        px = self._ctx.theme.px
        self._lines.setContentsMargins(px(24), px(18), px(24), px(18))
        self._lines.setSpacing(px(12))
