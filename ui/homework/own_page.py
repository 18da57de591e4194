"""Write a handout of the practice's own: the form, and beside it the page itself, redrawn while one types."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from therapist_app.homework.handout_errors import HandoutError
from therapist_app.homework.own_file import OwnText, mistake_in
from therapist_app.kernel.errors import AttuneError
from ui.homework.own_draft import OwnDraft, Typed
from ui.homework.own_form import OwnForm
from ui.homework.panes import SheetPanes
from ui.homework.preview import PreviewPane
from ui.homework.sheet_bar import SheetBar
from ui.kit.autosave import SaveState, Saving
from ui.kit.buttons import IconButton
from ui.kit.context import Context
from ui.kit.dress import Dress
from ui.kit.page import Page
from ui.kit.places import Place
from ui.kit.scroll import ScrollColumn
from ui.kit.words import Elided, Label

if TYPE_CHECKING:
    from therapist_app.homework.service import RenderedSheet

_PAUSE_MS = 300  # longer than between two letters of someone who types
_SIDE_EM = 34
_STATES = {Saving.SAVED: "Kept", Saving.UNSAVED: "", Saving.SAVING: "", Saving.NOT_SAVED: "Not kept yet"}


class OwnSheetPage(Page):
    """One own handout. It keeps itself; a mistake is said under the text, and the page drawn last stays beside it."""

    title = "Own handout"

    def __init__(self, ctx: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._draft: OwnDraft | None = None
        self._ticket = 0
        self._drawing = self._again = False
        theme = ctx.theme
        self.back = IconButton(theme, "arrow-left", "Back to the handouts", "plain")
        self.heading = Elided("Own handout", "title")
        self.state = Label("", "small", "text2")
        self.form = OwnForm(theme, ctx.workspace.catalogue)
        self.preview = PreviewPane(theme, ctx.tasks)
        self.bar = SheetBar(theme, ctx.workspace.clock.today, ("paper", "large"), word="Done")
        self.bar.save.hide()
        self.bar.print.set_word("Done", "check")
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._lay_out()
        self._connect()
        Dress(self, theme, self._space)

    def open(self, place: Place) -> None:
        """Show the sheet that `extra["sheet"]` names, or leave it as it is if it is there."""
        key = str(place.extra.get("sheet", ""))
        if not key or (self._draft is not None and self._draft.key == key):
            return
        if self._draft is not None:
            self._draft.leave()
            self._draft = None
        own = self._ctx.workspace.homework.own
        self._ctx.tasks.vault(lambda: own.text(key), lambda found: self._show(key, found), self, self._gone)

    def place(self) -> Place:
        """The sheet that is being written."""
        return Place("own_sheet", extra={"sheet": self._draft.key} if self._draft else {})

    def settle(self, on_settled: Callable[..., None]) -> None:
        """Keep what was typed."""
        if self._draft is None:
            on_settled()
        else:
            self._draft.saver.flush(on_settled)

    def _show(self, key: str, found: OwnText) -> None:
        draft = self._draft = OwnDraft(self._ctx, key, self._typed, self)
        draft.kept.connect(self.changed)
        draft.saver.state_changed.connect(self._say_state)
        self.form.show_text(found)
        self.split.order_stops()
        self.form.title.setFocus(Qt.FocusReason.OtherFocusReason)
        self._say_state(draft.saver.state)
        self._draw()

    def _gone(self, error: AttuneError) -> None:
        self.message.emit(error.whole, None)
        self.navigate_requested.emit(Place("handouts"))

    def _typed(self) -> Typed:
        return self.form.head, self.form.body

    def _edited(self) -> None:
        if self._draft is not None:
            self._draft.saver.edited()
            self._pause.start()

    def _say_state(self, state: SaveState) -> None:
        self.heading.setText(self.form.title.value or "Without a title")
        self.state.setText(_STATES[state.saving])

    def _draw(self) -> None:
        """Lay out what is typed, one at a time: what was typed meanwhile is drawn next."""
        if self._drawing:
            self._again = True
            return
        self._drawing, self._again = True, False
        homework, (head, body) = self._ctx.workspace.homework, self._typed()
        paper, large = self.bar.paper.key, self.bar.large.isChecked()

        def arrived(sheet: RenderedSheet) -> None:
            self.form.show_mistake(None)
            self.preview.show_pdf(sheet.pdf, sheet.title, "blank", sheet.notices)
            self._drawn()

        def failed(error: AttuneError) -> None:
            wrong = mistake_in(head, body, error) if isinstance(error, HandoutError) else None
            self.form.show_mistake(wrong)
            if wrong is None or not self.preview.pages:
                self.preview.show_nothing(
                    "Not to be printed yet", "What is to be mended stands below the text."
                )
            self._drawn()

        self._ctx.tasks.layout(
            lambda: homework.draft_layout(head, body, paper=paper, large=large), arrived, self, failed
        )

    def _drawn(self) -> None:
        self._drawing = False
        if self._again:
            self._draw()

    def _done(self) -> None:
        """Back to the list, with this sheet chosen there; what was typed is kept first."""
        draft = self._draft
        if draft is None:
            return
        there = Place("handouts", extra={"sheet": draft.key})
        draft.saver.flush(lambda _worked: self.navigate_requested.emit(there))

    def _connect(self) -> None:
        self.form.edited.connect(self._edited)
        self._pause.timeout.connect(self._draw)
        self.bar.changed.connect(self._draw)
        self.bar.print_requested.connect(self._done)
        self.back.clicked.connect(self._done)

    def _lay_out(self) -> None:
        side = ScrollColumn(self._ctx.theme)
        side.column.addWidget(self.form)
        self.split = SheetPanes(self._ctx.theme, side, self.preview, self.bar, side_em=_SIDE_EM)
        self._head = QHBoxLayout()
        self._head.addWidget(self.back)
        self._head.addWidget(self.heading, 1)
        self._head.addWidget(self.state)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(self._head)
        whole.addWidget(self.split, 1)

    def _space(self) -> None:
        px = self._ctx.theme.px
        self._head.setContentsMargins(px(16), px(14), px(24), px(10))
        self._head.setSpacing(px(14))
