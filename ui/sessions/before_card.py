"""The card before the session, at the top of the side panel of a fresh note; it folds, and can be printed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from therapist_app.briefing import words
from therapist_app.briefing.model import Briefing
from therapist_app.catalogue.model import Catalogue
from therapist_app.sessions.before import Line
from ui.kit.buttons import IconButton, LinkButton
from ui.kit.card import empty_layout
from ui.kit.dress import hairline
from ui.kit.words import Label
from ui.sessions.page_words import Names
from ui.sessions.parts import PartNames
from ui.sessions.section import EDGE_PX, Section
from ui.theme.theme import Theme

_MOST = 4  # of a kind; the page on paper and the tabs have all


class BeforeCard(Section):
    """Hidden until there is something to show; whether it is folded is for the owner to remember."""

    print_requested = Signal()
    fold_chosen = Signal(bool)  # True when it was opened
    rearranged = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "Before the session", line=False)
        self.print = LinkButton(theme, "Print", name="Print this card, for you only")
        self.fold = IconButton(theme, "chevron-up", "Fold this card", tall="small")
        self.head.addWidget(self.print)
        self.head.addWidget(self.fold)
        self._shown: tuple[Briefing, Names] | None = None
        self._open = True
        self._inside = QWidget()
        self._lines = QVBoxLayout(self._inside)
        self.column.addWidget(self._inside)
        self.column.addSpacing(theme.px(6))
        self.column.addWidget(hairline())
        self.column.addSpacing(theme.px(9))
        self.print.clicked.connect(self.print_requested)
        self.fold.clicked.connect(lambda: self._choose(not self._open))
        self.hide()
        self.space()

    @property
    def is_open(self) -> bool:
        """Whether more than its head is seen."""
        return self._open

    def show_card(self, card: Briefing, names: Names, catalogue: Catalogue) -> None:
        """Show what came before; a couple of whom nothing is known yet has no card."""
        if self._shown == (card, names):
            return
        self._shown = (card, names)
        empty_layout(self._lines)
        for heading, lines in _groups(card, names, catalogue):
            self._lines.addWidget(Label(heading, "smallstrong", "text2"))
            for line in lines:
                self._lines.addWidget(Label(line, "small", wrap=True))
            self._lines.addSpacing(self.theme.px(6))
        self.setVisible(not card.is_empty)
        self.rearranged.emit()

    def show_nothing(self) -> None:
        """Another session is on its way."""
        self._shown = None
        self.hide()

    def set_open(self, is_open: bool) -> None:
        """Show the whole card, or its head alone."""
        self._open = is_open
        self._inside.setVisible(is_open)
        self.fold.set_word("", "chevron-up" if is_open else "chevron-down")
        self.fold.set_name("Fold this card" if is_open else "Open this card")
        self.rearranged.emit()

    def space(self) -> None:
        """Keep the lines in line with the head."""
        super().space()
        if hasattr(self, "_lines"):
            side = self.theme.px(EDGE_PX)
            self._lines.setContentsMargins(side, self.theme.px(4), side, 0)
            self._lines.setSpacing(self.theme.px(2))

    def _choose(self, is_open: bool) -> None:
        self.set_open(is_open)
        self.fold_chosen.emit(is_open)


def _groups(card: Briefing, names: Names, catalogue: Catalogue) -> Sequence[tuple[str, list[str]]]:
    """Headings and their lines, those left out that have none; safety always says where it stands."""
    a, b = names.a, names.b
    found: list[tuple[str, list[str]]] = []
    if card.last is not None:
        found.append(("Last note", [words.last_words_of(card.last, card.day)]))
    found += [
        ("Guidance", _cut([words.guidance_words(one) for one in card.guidance])),
        ("Last focus", _cut([_line(line, names) for line in card.focus])),
        ("The plan", _cut([_line(line, names) for line in card.plan])),
        ("Last words", [_line(card.words, names)] if card.words else []),
        ("Ask about", _cut([words.promise_words(one, a, b) for one in card.promises])),
        ("Homework out", _cut([words.sheet_words(one, a, b, card.day) for one in card.sheets])),
        ("Phase", words.phase_lines(card, catalogue)),
        ("Open blocks", _cut([words.block_words(one, card, catalogue) for one in card.blocks])),
    ]
    alone = [words.alone_words(card, side, name) for side, name in (("a", a), ("b", b))]
    found.append(("Safety", [words.safety_words(card, catalogue), *alone]))
    return [group for group in found if group[1]]


def _line(line: Line, names: Names) -> str:
    """A line with whose it is, unless it is for both."""
    whose = "" if line.audience == "joint" else f"{PartNames(names.a, names.b).word(line.audience)}: "
    return whose + words.shortened(line)


def _cut(lines: list[str]) -> list[str]:
    more = len(lines) - _MOST
    return [*lines[:_MOST], f"and {more} more"] if more > 0 else lines
