"""The practice's own figures, beside the caseload review: a card for each kind, each with its table."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from therapist_app.kernel.changes import Changes
from therapist_app.practice.stationery import Stationery, stationery_of
from therapist_app.progression.practice_figures import PracticeFigures
from therapist_app.progression.practice_words import HELD_BACK, told
from ui.kit.buttons import Button
from ui.kit.choices import SegmentedControl
from ui.kit.context import Context
from ui.kit.dress import Dress
from ui.kit.page import Page
from ui.kit.page_sheet import PageSheet
from ui.kit.places import Place
from ui.kit.scroll import ScrollColumn
from ui.kit.words import Label
from ui.progression.table_card import TableCard
from ui.theme.theme import Theme

VIEWS = (("caseload", "Couples"), ("figures", "Practice"))
VIEW_NAMES = {"caseload": "Couples seen at present", "figures": "The practice’s own figures"}
_PAGE = "The practice’s own figures. They name nobody."
_NOUNS = frozenset({"session", "phase", "block", "couple", "note"})


def view_choice(theme: Theme, key: str) -> SegmentedControl:
    """The couples, or the practice: the two pages that look at all of them."""
    made = SegmentedControl(theme, "Look at", VIEWS, key)
    for segment in made.segments:
        segment.setAccessibleName(VIEW_NAMES[segment.choice.key])
        segment.setToolTip(VIEW_NAMES[segment.choice.key])
    return made


class PracticePage(Page):
    """No couple is named here, and none can be guessed: behind each figure stand five or more."""

    title = "The practice’s own figures"

    def __init__(self, ctx: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("ground", "bg")
        self._ctx = ctx
        self._figures: PracticeFigures | None = None
        theme = ctx.theme
        self.views = view_choice(theme, "figures")
        self.print = Button(theme, "Print", "printer", tip="Print these figures")
        self.cards: dict[str, TableCard] = {}
        self._lines = QVBoxLayout(self)
        self._head = QHBoxLayout()
        words = QVBoxLayout()
        words.addWidget(Label(self.title, "title", wrap=True))
        words.addWidget(Label(HELD_BACK, "body", "text2", wrap=True))
        self._head.addLayout(words, 1)
        self._head.addWidget(self.views)
        self._head.addWidget(self.print)
        self._lines.addLayout(self._head)
        self.page = ScrollColumn(theme)
        self._lines.addWidget(self.page, 1)
        self.print.setEnabled(False)
        self.views.chosen.connect(lambda key: self.navigate_requested.emit(Place(key)))
        self.print.clicked.connect(self.print_figures)
        Dress(self, theme, self._space)

    @property
    def first_focus(self) -> QWidget:
        """Where one can go on to the couples."""
        return self.views

    def open(self, place: Place) -> None:
        """Show the figures of now."""
        self.views.set_key("figures")
        self._load()

    def place(self) -> Place:
        """Where it is."""
        return Place("figures")

    def reload(self, changes: Changes) -> None:
        """Read again what counts."""
        if self.isVisible() and changes.nouns & _NOUNS:
            self._load()

    def print_figures(self) -> None:
        """Lay the tables out, then show the pages."""
        workspace, figures = self._ctx.workspace, self._figures
        if figures is None:
            return
        day = workspace.clock.today()

        def lay_out(stationery: Stationery) -> None:
            def made() -> bytes:
                from therapist_app.progression.practice_pdf import (
                    figures_pdf,
                )  # with ReportLab, once it prints

                return figures_pdf(figures, workspace.catalogue, day, stationery).pdf

            self._ctx.tasks.cpu(made, self._made, self)

        self._ctx.tasks.vault(lambda: stationery_of(workspace.practice.get()), lay_out, self)

    def _made(self, pdf: bytes) -> None:
        self._ctx.dialogs.open(PageSheet(self._ctx, self.title, _PAGE, pdf, self.window()))

    def _load(self) -> None:
        self._ctx.tasks.vault(self._ctx.workspace.own_figures, self._show, self)

    def _show(self, figures: PracticeFigures) -> None:
        self._figures = figures
        self.print.setEnabled(True)
        for one in told(figures, self._ctx.workspace.catalogue):
            card = self.cards.get(one.heading)
            if card is None:
                card = self.cards[one.heading] = TableCard(self._ctx.theme, one.heading)
                self.page.column.addWidget(card)
            card.show_figure(one.figure)

    def _space(self) -> None:
        px = self._ctx.theme.px
        self._lines.setContentsMargins(0, px(18), 0, 0)
        self._head.setContentsMargins(px(24), 0, px(24), 0)
        self._head.setSpacing(px(12))
        self._lines.setSpacing(px(6))
