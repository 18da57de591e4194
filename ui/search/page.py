"""Search: words and filters above, everything that was ever written below; nothing of it outlives the lock."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from therapist_app.kernel.changes import Changes
from therapist_app.kernel.errors import AttuneError
from therapist_app.search.model import Found, Wish
from therapist_app.search.words import terms_of
from ui.kit.asking import Asking
from ui.kit.context import Context
from ui.kit.dress import Dress
from ui.kit.empty import EmptyState
from ui.kit.fields import SearchField
from ui.kit.page import Page
from ui.kit.places import Place
from ui.kit.scroll import ScrollColumn
from ui.kit.words import Label
from ui.search.filters import SearchFilters
from ui.search.hit_list import HitList
from ui.search.words import Couple, HitRow, count_words, row_of

if TYPE_CHECKING:
    from therapist_app.workspace import Workspace

_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_WIDEST = 1240
_NOBODY = Couple("", "", "A", "B")


@dataclass(frozen=True, slots=True, repr=False)
class Answer:
    """What was found, and the titles of the handouts."""

    found: Found
    titles: dict[str, str]


class SearchPage(Page):
    """The words, the filters and the chosen hit stay while the practice is open; `place` tells none of them."""

    title = "Search"

    def __init__(self, ctx: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._discreet = False
        self._couples: dict[str, Couple] = {}
        self._answer: Answer | None = None
        self._asking = Asking(ctx.tasks, self, self._failed)
        theme = ctx.theme
        self.field = SearchField(
            theme, "Search everything", "Words in any order, \u201ca phrase in quotes\u201d"
        )
        self.filters = SearchFilters(theme, ctx.workspace.catalogue, ctx.workspace.clock.today)
        self.count = Label("", "small", "text2", wrap=True)
        self.list = HitList(theme)
        self.start = EmptyState(
            theme,
            "search",
            "What you wrote is found here",
            "Notes, promises, homework and people, by the beginnings of their words. "
            "Searched on this computer only.",
        )
        self.none = EmptyState(
            theme, "search", "Nothing found", "Names are matched from their first letters."
        )
        self.filtered = EmptyState(
            theme,
            "search",
            "Nothing found with these filters",
            "Without them there may be more.",
            "Take the filters away",
            word_icon="",
        )
        states = (self.start, self.none, self.filtered)
        self._grounds = {state: ScrollColumn(theme) for state in states}
        self.stack = QStackedWidget()
        self._lay_out()
        self._connect()
        Dress(self, theme, self._space)

    # The page in the window

    def open(self, place: Place) -> None:
        """Show the search as it was left; `extra["words"]` are words to look for now, without filters."""
        words = str(place.extra.get("words", ""))
        if words:
            self.field.setText(words)
            self.filters.clear()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()
        self._read_couples()
        self._look(at_once=True)

    def reload(self, changes: Changes) -> None:
        """Look again after a change; who is hidden looks when it is opened."""
        if "couple" in changes.nouns:
            self._read_couples()
        if self.isVisible():
            self._look(at_once=True)

    def place(self) -> Place:
        """The search, without a word of it: the place is kept over a lock."""
        return Place("search")

    def set_discreet(self, discreet: bool) -> None:
        """Hide names and what was written, or show both again."""
        self._discreet = discreet
        self.filters.set_discreet(discreet)
        self._show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the lines short enough to read."""
        super().resizeEvent(event)
        self._space()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape goes back to where the search was asked for."""
        if event.key() == Qt.Key.Key_Escape:
            self.action_requested.emit("back")
            return
        super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """In the field Up and Down walk through the hits, Enter opens one, Escape goes back."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return super().eventFilter(watched, event)
        key = Qt.Key(event.key())
        if key in _STEPS and not event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.list.step(_STEPS[key])
        elif key in _ENTER:
            self._enter()
        elif key == Qt.Key.Key_Escape:
            self.keyPressEvent(event)
        else:
            return super().eventFilter(watched, event)
        return True

    # Looking

    def _read_couples(self) -> None:
        workspace = self._ctx.workspace
        self._ctx.tasks.vault(lambda: couples_of(workspace), self._has_couples, self, lambda _: None)

    def _has_couples(self, couples: tuple[Couple, ...]) -> None:
        self._couples = {one.id: one for one in couples}
        self.filters.set_couples(couples)
        self._show()

    def _look(self, *, at_once: bool = False) -> None:
        wish = self.filters.wish(self.field.text())
        if not terms_of(wish.typed):
            self._asking.forget()
            self._has_answer(None)
            return
        workspace = self._ctx.workspace
        self._asking.ask(lambda: look(workspace, wish), self._has_answer, at_once=at_once)

    def _has_answer(self, answer: Answer | None) -> None:
        self._answer = answer
        self._show()

    def _show(self) -> None:
        answer = self._answer
        rows = self._rows(answer) if answer else []
        self.list.set_rows(rows)
        self.count.setText(count_words(len(rows), more=answer.found.more) if answer and rows else "")
        narrowed = self.filters.wish("").narrows
        nothing = self.filtered if narrowed else self.none
        state = nothing if answer else self.start
        self.stack.setCurrentWidget(self.list if rows else self._grounds[state])

    def _rows(self, answer: Answer) -> list[HitRow]:
        return [
            row_of(
                hit,
                self._couples.get(hit.couple_id, _NOBODY),
                answer.titles.get(hit.about, ""),
                discreet=self._discreet,
            )
            for hit in answer.found.hits
        ]

    def _enter(self) -> None:
        """Open the chosen hit; what was typed just now is looked for first."""
        if self._asking.is_waiting:
            self._asking.hurry()
        else:
            self.list.open_chosen()

    def _failed(self, error: AttuneError) -> None:
        self.message.emit(error.whole, None)

    # Looks

    def _lay_out(self) -> None:
        self.stack.addWidget(self.list)
        for state, ground in self._grounds.items():  # in a low window with large letters they scroll
            ground.column.addWidget(state)
            self.stack.addWidget(ground)
        self._whole = QVBoxLayout(self)
        self._whole.addWidget(Label(self.title, "title"))
        for part in (self.field, self.filters, self.count):
            self._whole.addWidget(part)
        self._whole.addWidget(self.stack, 1)

    def _connect(self) -> None:
        self.field.installEventFilter(self)
        self.field.textChanged.connect(lambda _: self._look())
        self.filters.changed.connect(lambda: self._look(at_once=True))
        self.filtered.clicked.connect(self.filters.clear)
        self.list.opened.connect(lambda row: self.navigate_requested.emit(row.place))

    def _space(self) -> None:
        px = self._ctx.theme.px
        spare = max(0, self.width() - 2 * px(24) - px(_WIDEST))
        self._whole.setContentsMargins(px(24), px(22), px(24) + spare, px(16))
        self._whole.setSpacing(px(10))
        self.stack.setMinimumHeight(px(48))  # in a low window the list gives way, never the filters


def couples_of(workspace: Workspace) -> tuple[Couple, ...]:
    """Every couple by label; on the vault's thread."""
    files = workspace.couples.list()
    return tuple(Couple(one.couple.id, one.couple.label, one.called("a"), one.called("b")) for one in files)


def look(workspace: Workspace, wish: Wish) -> Answer:
    """What a wish finds; on the vault's thread."""
    return Answer(workspace.search.find(wish), workspace.homework.titles())
