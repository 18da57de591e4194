"""A page of paper to look at before it leaves: for whom it is, the pages themselves, print or save."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from therapist_app.couples.files import CoupleFile
from therapist_app.kernel.changes import Changes
from therapist_app.kernel.errors import AttuneError
from ui.homework.given_words import file_name
from ui.homework.outlet import Outlet, saved_words, sent_words
from ui.homework.panes import SheetPanes
from ui.homework.preview import PreviewPane
from ui.homework.sheet_bar import SheetBar
from ui.kit.buttons import IconButton
from ui.kit.context import Context
from ui.kit.discreet import spoken_name
from ui.kit.dress import Dress
from ui.kit.page import Page
from ui.kit.places import Place
from ui.kit.words import Elided, Label

if TYPE_CHECKING:
    from therapist_app.documents.page import RenderedDocument
    from therapist_app.documents.save import Saved


class PaperPage(Page):
    """Reads who there is to choose from, draws the pages for the one who is chosen, prints or saves them.

    A page of one kind says what its paper is called, reads its facts, and lays it out.
    """

    JOB = ""  # the name of a saved file
    PRINTED = ""  # the name of a print job: never a person
    BACK = ""
    PARTS: tuple[str, ...] = ("whom", "paper")
    EXTRA = ""  # a box to tick below the choices, if there is one

    def __init__(self, ctx: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._place = Place("")
        self._names = ("", "")
        self._ticket = 0
        self._discreet = False
        theme = ctx.theme
        self.back = IconButton(theme, "arrow-left", self.BACK, "plain")
        self.heading = Elided(self.title, "title")
        self.about = Label("", "body", "text2", wrap=True)
        self.preview = PreviewPane(theme, ctx.tasks)
        self.bar = SheetBar(theme, ctx.workspace.clock.today, self.PARTS, extra=self.EXTRA)
        self.split = SheetPanes(theme, self.make_side(), self.preview, self.bar)
        self.outlet = Outlet(ctx, self)
        self._lay_out()
        self._connect()
        Dress(self, theme, self._space)
        self.bar.set_ready(ready=False)

    # What a paper of one kind says

    def make_side(self) -> QWidget | None:
        """What is filled in beside the page, where anything is."""
        return None

    def read(self) -> Any:
        """Everything its choices are made of; runs on the vault thread."""
        raise NotImplementedError

    def show_choices(self, found: Any) -> str:
        """Show for whom it can be; the paper of the practice, for one that is shown for the first time."""
        raise NotImplementedError

    def about_words(self) -> str:
        """What the chosen holder may see, and who may hold it."""
        raise NotImplementedError

    def holder_words(self) -> str:
        """For whom the page in the preview is: "for both to hold"."""
        raise NotImplementedError

    def layout_work(self) -> Callable[[], Callable[[], RenderedDocument]]:
        """Reading on the vault thread that gives back the work of laying out."""
        raise NotImplementedError

    def back_place(self) -> Place:
        """Where Back leads."""
        raise NotImplementedError

    # The page in the window

    def open(self, place: Place) -> None:
        """Show the paper of a place, drawn anew."""
        if (place.couple_id, place.session_id) != (self._place.couple_id, self._place.session_id):
            self.preview.clear()
            self.bar.say("")
            self.bar.set_ready(ready=False)
            self.bar.set_holders([], "")
            self.bar.extra.setChecked(False)
        self._place = place
        self._gather()

    def reload(self, changes: Changes) -> None:
        """Draw it again when something of this couple or of the practice changed."""
        if self._is_open and self.isVisible() and changes.couple_id in (None, self._place.couple_id):
            self._gather()

    def place(self) -> Place:
        """What is shown."""
        return self._place

    def set_discreet(self, discreet: bool) -> None:
        """Show initials in place of names, and cover the pages, which hold them."""
        self._discreet = discreet
        self.preview.set_covered(discreet)
        if self._is_open:
            self._gather()

    @property
    def _is_open(self) -> bool:
        return bool(self._place.couple_id or self._place.session_id)

    def show_couple(self, title: str, file: CoupleFile) -> tuple[str, str]:
        """Name the couple over the page; what the two are called there."""
        label, a, b = file.couple.label, file.a.name, file.b.name
        if self._discreet:
            a, b = (spoken_name(name, discreet=True) for name in (a, b))
            label = f"{a} & {b}"
        self.heading.setText(f"{title} · {label}")
        self._names = (a, b)
        return a, b

    def name_of(self, key: str) -> str:
        """What a partner is called here; "" for any other holder."""
        return dict(zip("ab", self._names, strict=True)).get(key, "")

    def _gather(self) -> None:
        """Names and paper first, then the pages."""
        place = self._place

        def arrived(found: Any) -> None:
            if place is not self._place:
                return
            fresh = not self.bar.holder
            paper = self.show_choices(found)
            if fresh and paper:
                self.bar.paper.set_key(paper)
            self.split.order_stops()
            self.draw()

        self._ctx.tasks.vault(self.read, arrived, self, self._failed)

    def draw(self) -> None:
        """Ask for the pages; a newer question drops an older one."""
        self._ticket += 1
        ticket, holder = self._ticket, self.holder_words()
        self.about.setText(self.about_words())
        self.bar.set_ready(ready=False)
        self.preview.wait(self.title)

        def arrived(document: RenderedDocument) -> None:
            if ticket == self._ticket:
                self.preview.show_pdf(document.pdf, self.title, holder, document.notices)

        def failed(error: AttuneError) -> None:
            if ticket == self._ticket:
                self._failed(error)

        self._ctx.tasks.layout(self.layout_work(), arrived, self, failed)

    def _failed(self, error: AttuneError) -> None:
        self.bar.set_ready(ready=False)
        self.preview.show_nothing(error.sentence, error.advice, "circle-alert")

    def _choose(self) -> None:
        self.bar.say("")
        self.draw()

    def _print(self) -> None:
        if self.preview.pdf:
            self.outlet.print(self.preview.pdf, self.PRINTED)

    def _save(self) -> None:
        if self.preview.pdf:
            today = self._ctx.workspace.clock.today()
            self.outlet.save(self.preview.pdf, file_name(self.JOB, today))

    def _printed(self, sheets: int) -> None:
        self.bar.say(self.outlet.spool_words())
        self.message.emit(sent_words(sheets), None)

    def _saved(self, saved: Saved) -> None:
        self.bar.say(saved_words(saved), "warn")
        self.message.emit("PDF saved", None)

    def _connect(self) -> None:
        self.back.clicked.connect(lambda: self.navigate_requested.emit(self.back_place()))
        self.bar.changed.connect(self._choose)
        self.bar.print_requested.connect(self._print)
        self.bar.save_requested.connect(self._save)
        self.preview.shown.connect(lambda: self.bar.set_ready(ready=True))
        self.outlet.printed.connect(self._printed)
        self.outlet.saved.connect(self._saved)
        self.outlet.trouble.connect(self.bar.say_trouble)

    def _lay_out(self) -> None:
        self._words = QVBoxLayout()
        self._words.addWidget(self.heading)
        self._words.addWidget(self.about)
        self._head = QHBoxLayout()
        self._head.addWidget(self.back, 0, Qt.AlignmentFlag.AlignTop)
        self._head.addLayout(self._words, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(self._head)
        whole.addWidget(self.split, 1)

    def _space(self) -> None:
        px = self._ctx.theme.px
        self._head.setContentsMargins(px(16), px(14), px(24), px(14))
        self._head.setSpacing(px(14))
        self._words.setSpacing(px(3))
