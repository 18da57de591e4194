"""The trash: one line for each thing that was removed, with the way back."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from therapist_app.kernel.changes import Changes
from therapist_app.kernel.errors import AttuneError
from therapist_app.trash.service import Removed
from ui.kit.buttons import Button
from ui.kit.card import Card
from ui.kit.context import Context
from ui.kit.dress import Dress
from ui.kit.empty import EmptyState
from ui.kit.page import Page
from ui.kit.places import Place
from ui.kit.row import Row
from ui.kit.scroll import ScrollColumn
from ui.kit.words import Label
from ui.trash.words import EMPTY, EMPTY_WHY, EXPLAINED, FOR_GOOD, ICONS, what_words, whose_words

_MOST_WIDE = 860


class TrashPage(Page):
    """Restore puts a thing back whole where it was; only "Remove for good" asks."""

    title = "Trash"

    def __init__(self, ctx: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._removed: tuple[Removed, ...] = ()
        self._discreet = False
        self._focus_at = -1  # where the focus was in the list, when its line goes
        self.restores: list[Button] = []
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        self.area = ScrollColumn(ctx.theme, top=22)
        whole.addWidget(self.area)
        holder = QWidget()
        self._holder = holder
        self._lines = QVBoxLayout(holder)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.addWidget(Label(self.title, "title"))
        self._lines.addWidget(Label(EXPLAINED, "body", "text2", wrap=True))
        self.card = Card(ctx.theme)
        self._lines.addWidget(self.card)
        self._lines.addStretch(1)
        self.area.add_centred(holder)
        Dress(self, ctx.theme, self._space)

    def open(self, place: Place) -> None:
        """Read what is in the trash."""
        self._load()

    def place(self) -> Place:
        """Always the same one."""
        return Place("trash")

    def reload(self, changes: Changes) -> None:
        """Something was removed or came back."""
        if changes.nouns & {"trash", "couple"}:
            self._load()

    def set_discreet(self, discreet: bool) -> None:
        """Show initials in place of names, and nobody's own words."""
        self._discreet = discreet
        self._show(self._removed)

    def _load(self) -> None:
        self._ctx.tasks.vault(self._ctx.workspace.trash.list, self._show, self)

    def _show(self, removed: Sequence[Removed]) -> None:
        self._removed = tuple(removed)
        self.card.clear()
        self.restores = []
        for one in removed:
            self.card.add_row(self._row(one))
        if not removed:
            self.card.add(EmptyState(self._ctx.theme, "trash", EMPTY, EMPTY_WHY))
        if self._focus_at >= 0 and self.restores:
            self.restores[min(self._focus_at, len(self.restores) - 1)].setFocus(
                Qt.FocusReason.OtherFocusReason
            )
        self._focus_at = -1

    def _row(self, one: Removed) -> Row:
        theme, local = self._ctx.theme, self._ctx.workspace.clock.local()
        what = what_words(one, discreet=self._discreet)
        whose = whose_words(one, local, discreet=self._discreet)
        back = Button(theme, "Restore", "undo", tall="small")
        back.setAccessibleName(f"Restore {what}, {whose}")
        back.clicked.connect(lambda: self._restore(one))
        gone = Button(theme, "Remove for good\N{HORIZONTAL ELLIPSIS}", "trash", "quiet", "small")
        gone.setAccessibleName(f"Remove for good: {what}, {whose}")
        gone.clicked.connect(lambda: self._ask(one, what))
        acts = QWidget()
        line = QHBoxLayout(acts)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.px(6))
        line.addWidget(back)
        line.addWidget(gone)
        self.restores.append(back)
        row = Row(theme, what, whose, leading=ICONS[one.kind], trailing=acts)
        row.words.first.setToolTip(what)
        return row

    def _restore(self, one: Removed) -> None:
        trash = self._ctx.workspace.trash
        self._ctx.tasks.vault(
            lambda: trash.restore(one.id),
            lambda changes: self._told(one, changes, "It is back where it was"),
            self,
            self._refused,
        )

    def _ask(self, one: Removed, what: str) -> None:
        self._ctx.dialogs.confirm(
            self,
            f"Remove for good? {what}",
            FOR_GOOD,
            "Remove for good",
            lambda: self._remove(one),
            danger=True,
        )

    def _remove(self, one: Removed) -> None:
        trash = self._ctx.workspace.trash
        self._ctx.tasks.vault(
            lambda: trash.remove_for_good(one.id),
            lambda changes: self._told(one, changes, "Removed for good"),
            self,
            self._refused,
        )

    def _told(self, one: Removed, changes: Changes, words: str) -> None:
        self._focus_at = next((at for at, other in enumerate(self._removed) if other.id == one.id), 0)
        self.message.emit(words, None)
        self.changed.emit(changes)

    def _refused(self, error: AttuneError) -> None:
        self.message.emit(error.whole, None)

    def _space(self) -> None:
        self._lines.setSpacing(self._ctx.theme.px(12))
        self._holder.setMaximumWidth(self._ctx.theme.px(_MOST_WIDE))
        if hasattr(self, "card"):
            self._show(self._removed)
