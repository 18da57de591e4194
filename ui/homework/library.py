"""All handouts, the practice's own first: what each is for, how it looks, what can be done with it, a blank copy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from therapist_app.documents.file_names import safe_name
from therapist_app.kernel.changes import Changes
from therapist_app.kernel.errors import AttuneError
from ui.homework.library_facts import LibraryFacts, LibrarySheet, gather_library, listed_library
from ui.homework.outlet import Outlet, sent_words
from ui.homework.own_acts import OwnActs
from ui.homework.panes import SheetPanes
from ui.homework.preview import PreviewPane
from ui.homework.sheet_bar import SheetBar
from ui.homework.sheet_list import SheetList
from ui.kit.buttons import Button
from ui.kit.context import Context
from ui.kit.dress import Dress
from ui.kit.empty import EmptyState
from ui.kit.fields import SearchField
from ui.kit.flow import FlowLayout
from ui.kit.page import Page
from ui.kit.places import Place
from ui.kit.words import Elided, Label
from ui.theme.theme import Theme

if TYPE_CHECKING:
    from therapist_app.documents.save import Saved
    from therapist_app.homework.service import RenderedSheet

_PAUSE_MS = 90  # walking down the list with the arrow keys lays out where it stops
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class LibraryPage(Page):
    """The practice's own handouts and those that ship with Attune."""

    title = "Handouts"

    def __init__(self, ctx: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._facts: LibraryFacts | None = None
        self._ticket = 0
        theme = ctx.theme
        self.search = SearchField(theme, "Search handouts")
        self.sheets = SheetList(theme)
        self.sheets.setAccessibleName("Handouts")
        self.about = SheetAbout(theme)
        self.preview = PreviewPane(theme, ctx.tasks)
        self.bar = SheetBar(theme, ctx.workspace.clock.today, ("paper", "large"), word="Print a blank copy")
        self.outlet = Outlet(ctx, self)
        self.acts = OwnActs(ctx, self)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._lay_out()
        self._connect()
        Dress(self, theme, self._space)
        self.bar.set_ready(ready=False)

    def open(self, place: Place) -> None:
        """Show the library; `extra["sheet"]` may name the handout to show."""
        self._gather(str(place.extra.get("sheet", "")))

    def reload(self, changes: Changes) -> None:
        """The practice's name and footer stand on every sheet."""
        if changes.nouns & {"practice", "handout", "trash"} and self.isVisible():
            self._gather()

    def place(self) -> Place:
        """The library and the handout that is chosen."""
        return Place("handouts", extra={"sheet": self.sheets.key} if self.sheets.key else {})

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """From the search, Enter and Down go on to the list; Page Up and Down turn the preview."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            key = Qt.Key(event.key())
            turn = {Qt.Key.Key_PageDown: 1, Qt.Key.Key_PageUp: -1}.get(key)
            if turn:
                self.preview.view.turn(turn)
                return True
            if watched is self.search and (key in _ENTER or key == Qt.Key.Key_Down):
                self.sheets.setFocus(Qt.FocusReason.OtherFocusReason)
                return True
        return False

    def _gather(self, sheet: str = "") -> None:
        workspace = self._ctx.workspace
        self._ctx.tasks.vault(
            lambda: gather_library(workspace), lambda facts: self._show(facts, sheet), self, self._failed
        )

    def _show(self, facts: LibraryFacts, sheet: str) -> None:
        if self._facts is None:
            self.bar.paper.set_key(facts.paper)
        self._facts = facts
        count = len(facts.sheets)
        self.heading.setText(f"Handouts · {count}")
        self._fill(sheet)
        self.split.order_stops()

    def _fill(self, sheet: str = "") -> None:
        if self._facts is None:
            return
        lines = listed_library(self._facts, self.search.text())
        self.sheets.set_lines(lines, sheet or self.sheets.key)
        self.sheets.setVisible(bool(lines))
        self._empty.setVisible(not lines)
        self._choose()

    def _choose(self) -> None:
        """Say what the chosen handout is for, and draw it."""
        one = self._facts.sheet(self.sheets.key) if self._facts else None
        self.bar.say("")
        self.bar.set_ready(ready=False)
        self.about.show_sheet(one)
        self._ticket += 1
        if one is None:
            self._pause.stop()
            self.preview.show_nothing("No handout chosen", "Choose a handout to see its page here.")
            return
        self.preview.wait(one.row.title)
        self._pause.start()

    def _draw(self) -> None:
        homework, key = self._ctx.workspace.homework, self.sheets.key
        one = self._facts.sheet(key) if self._facts else None
        if one is None:
            return
        paper, large, ticket = self.bar.paper.key, self.bar.large.isChecked(), self._ticket

        def arrived(sheet: RenderedSheet) -> None:
            if ticket == self._ticket:
                self.preview.show_pdf(sheet.pdf, sheet.title, "blank", sheet.notices)

        def failed(error: AttuneError) -> None:
            if ticket == self._ticket:
                self._failed(error)

        self._ctx.tasks.layout(
            lambda: homework.blank_layout(key, paper=paper, large=large), arrived, self, failed
        )

    def _failed(self, error: AttuneError) -> None:
        self.preview.show_nothing(error.sentence, error.advice, "circle-alert")

    def _print(self) -> None:
        if self.preview.pdf:
            self.outlet.print(self.preview.pdf, f"Attune {self.sheets.key}")

    def _save(self) -> None:
        if self.preview.pdf:  # nobody's name is on it, so its name needs no day
            self.outlet.save(self.preview.pdf, safe_name(self.sheets.key.replace("_", "-")))

    def _printed(self, sheets: int) -> None:
        self.message.emit(sent_words(sheets), None)

    def _saved(self, saved: Saved) -> None:
        self.bar.say(f"{saved.path.name} is saved. Nothing about anybody stands in it.")

    def _connect(self) -> None:
        self.search.textChanged.connect(lambda _text: self._fill())
        self.sheets.chosen.connect(lambda _key: self._choose())
        self.sheets.use_requested.connect(self._print)
        self._pause.timeout.connect(self._draw)
        self.bar.changed.connect(self._choose)
        self.bar.print_requested.connect(self._print)
        self.bar.save_requested.connect(self._save)
        self.preview.shown.connect(lambda: self.bar.set_ready(ready=True))
        self.outlet.printed.connect(self._printed)
        self.outlet.saved.connect(self._saved)
        self.outlet.trouble.connect(self.bar.say_trouble)
        for part in (self.search, self.sheets):
            part.installEventFilter(self)
        acts, about = self.acts, self.about
        self.begin.clicked.connect(acts.begin)
        self.take_in.clicked.connect(acts.take_in)
        about.edit.clicked.connect(self._edit)
        about.copy.clicked.connect(lambda: acts.copy(self.sheets.key))
        about.share.clicked.connect(self._share)
        about.remove.clicked.connect(lambda: acts.remove(self.sheets.key))
        about.like.clicked.connect(self._like)
        acts.written.connect(
            lambda key: self.navigate_requested.emit(Place("own_sheet", extra={"sheet": key}))
        )
        acts.changed.connect(self.changed)
        acts.said.connect(self.message)
        acts.refused.connect(self.bar.say_trouble)

    def _edit(self) -> None:
        self.navigate_requested.emit(Place("own_sheet", extra={"sheet": self.sheets.key}))

    def _share(self) -> None:
        if self._facts and (one := self._facts.sheet(self.sheets.key)):
            self.acts.share(one.row.key, one.row.title)

    def _like(self) -> None:
        if self._facts and (one := self._facts.sheet(self.sheets.key)):
            self.acts.like(one.row.key, liked=not one.liked)

    def _lay_out(self) -> None:
        self.heading = Elided("Handouts", "title")
        self._empty = EmptyState(self._ctx.theme, "search", "No handout found", "Try another word.")
        self._empty.hide()
        side, page = QWidget(), QWidget()
        self._side = QVBoxLayout(side)
        self._top = QVBoxLayout()
        self.begin = Button(self._ctx.theme, "New handout", "plus", tall="small")
        self.take_in = Button(self._ctx.theme, "Import\N{HORIZONTAL ELLIPSIS}", "download", "quiet", "small")
        self._own = QHBoxLayout()
        for button in (self.begin, self.take_in):
            self._own.addWidget(button)
        self._own.addStretch(1)
        for part in (self.heading, self.search):
            self._top.addWidget(part)
        self._top.addLayout(self._own)
        self._side.addLayout(self._top)
        self._side.addWidget(self.sheets, 1)
        self._side.addWidget(self._empty, 1)
        right = QVBoxLayout(page)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addWidget(self.about)
        right.addWidget(self.preview, 1)
        self.split = SheetPanes(self._ctx.theme, side, page, self.bar)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.split)

    def _space(self) -> None:
        px = self._ctx.theme.px
        self._side.setContentsMargins(px(16), px(14), px(16), px(8))
        self._side.setSpacing(px(10))
        self._top.setContentsMargins(px(8), 0, px(8), 0)  # the ground of a chosen row reaches further out
        self._top.setSpacing(px(10))


class SheetAbout(QWidget):
    """What a handout is for, when it fits, and what to ask when it comes back."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.purpose = Label("", "card", wrap=True)
        self.facts = Label("", "small", "text2", wrap=True)
        self.ask = Label("", "body", wrap=True)
        self.edit = Button(theme, "Edit", "pen", tall="small")
        self.like = Button(theme, "Favorite", "star", tall="small")
        self.copy = Button(theme, "Make my own copy", "copy", tall="small")
        self.share = Button(theme, "Share\N{HORIZONTAL ELLIPSIS}", "download", tall="small")
        self.remove = Button(theme, "Remove", "trash", "quiet", "small")
        acts = QWidget()
        self._acts = FlowLayout(acts, gap=theme.px(8), row_gap=theme.px(8))
        for button in (self.edit, self.like, self.copy, self.share, self.remove):
            self._acts.addWidget(button)
        self._lines = QVBoxLayout(self)
        for part in (self.purpose, self.facts, self.ask, acts):
            self._lines.addWidget(part)
        Dress(self, theme, self._space)

    def show_sheet(self, one: LibrarySheet | None) -> None:
        """Show another handout, or nothing."""
        self.setVisible(one is not None)
        if one is None:
            return
        self.purpose.setText(one.purpose)
        safety = " · Asks for openness: safety first" if one.needs_safety else ""
        self.facts.setText(one.facts + safety)
        self.ask.setText(f"When it comes back: {one.ask}" if one.ask else "")
        self.ask.setVisible(bool(one.ask))
        for button in (self.edit, self.share, self.remove):
            button.setVisible(one.own)
        self.share.setEnabled(one.ready)
        self.like.set_word("Not a favorite" if one.liked else "Favorite")

    def _space(self) -> None:
        px = self._theme.px
        self._lines.setContentsMargins(px(20), px(16), px(24), px(16))
        self._lines.setSpacing(px(6))
