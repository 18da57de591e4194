"""The two-page progress report of a couple: who may hold it, the pages themselves, print or save."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from therapist_app.couples.files import CoupleFile
from therapist_app.couples.model import SafetyStatus
from therapist_app.kernel.audience import Reader
from therapist_app.kernel.changes import Changes
from therapist_app.kernel.errors import AttuneError
from therapist_app.practice.stationery import stationery_of
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

_JOB = "progress-report"
# What a reader may see is decided by the services; these lines only say so.
_ABOUT = {
    Reader.BOTH: "Only what both may see. Either of them may hold it.",
    Reader.A: "What both may see, and what belongs to {name} alone. Only for {name}’s hands.",
    Reader.B: "What both may see, and what belongs to {name} alone. Only for {name}’s hands.",
    Reader.SUPERVISION: "For you and your supervisor: everything, without names. Not for the couple.",
}

_PAUSED = "Joint work is paused, so there is no report for both."


class ReportPage(Page):
    """The progress report of a couple."""

    title = "Progress report"

    def __init__(self, ctx: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._couple_id = ""
        self._names = ("", "")
        self._ticket = 0
        self._discreet = self._paused = False
        theme = ctx.theme
        self.back = IconButton(theme, "arrow-left", "Back to the couple’s progress", "plain")
        self.heading = Elided("Progress report", "title")
        self.about = Label("", "body", "text2", wrap=True)
        self.preview = PreviewPane(theme, ctx.tasks)
        self.bar = SheetBar(theme, ctx.workspace.clock.today, ("whom", "paper"))
        self.split = SheetPanes(theme, None, self.preview, self.bar)
        self.outlet = Outlet(ctx, self)
        self._lay_out()
        self._connect()
        Dress(self, theme, self._space)
        self.bar.set_ready(ready=False)

    def open(self, place: Place) -> None:
        """Show the report of a couple, for both of them first."""
        if place.couple_id != self._couple_id:
            self._couple_id = place.couple_id
            self.preview.clear()
            self.bar.say("")
            self.bar.set_ready(ready=False)
            self.bar.set_holders([], "")
        self._gather()

    def reload(self, changes: Changes) -> None:
        """Draw it again when something of this couple or of the practice changed."""
        if self._couple_id and self.isVisible() and changes.couple_id in (None, self._couple_id):
            self._gather()

    def place(self) -> Place:
        """The report of this couple."""
        return Place("report", self._couple_id)

    def set_discreet(self, discreet: bool) -> None:
        """Show initials in place of names, and cover the pages, which hold them."""
        self._discreet = discreet
        self.preview.set_covered(discreet)
        if self._couple_id:
            self._gather()

    @property
    def reader(self) -> str:
        """Who may hold it."""
        return self.bar.holder or Reader.BOTH

    def _gather(self) -> None:
        """Names and paper first, then the pages."""
        workspace, couple_id = self._ctx.workspace, self._couple_id

        def work() -> tuple[CoupleFile, str]:
            return workspace.couples.get(couple_id), stationery_of(workspace.practice.get()).paper

        def arrived(found: tuple[CoupleFile, str]) -> None:
            if couple_id == self._couple_id:
                self._show_choices(*found)

        self._ctx.tasks.vault(work, arrived, self, self._failed)

    def _show_choices(self, file: CoupleFile, paper: str) -> None:
        label, a, b = file.couple.label, file.a.name, file.b.name
        if self._discreet:
            a, b = (spoken_name(name, discreet=True) for name in (a, b))
            label = f"{a} & {b}"
        self.heading.setText(f"Progress report · {label}")
        self._names = (a, b)
        fresh = not self.bar.holder
        choices = [("both", "Both"), ("a", a), ("b", b), ("supervision", "Supervision")]
        self._paused = file.safety_status == SafetyStatus.UNSAFE
        if self._paused:
            del choices[0]
        keys = [key for key, _ in choices]
        wanted = self.bar.holder or Reader.BOTH
        self.bar.set_holders(choices, wanted if wanted in keys else Reader.SUPERVISION)
        if fresh:
            self.bar.paper.set_key(paper)
        self.split.order_stops()
        self._draw()

    def _draw(self) -> None:
        """Ask for the pages; a newer question drops an older one."""
        workspace, couple_id = self._ctx.workspace, self._couple_id
        reader, paper = self.reader, self.bar.paper.key
        self._ticket += 1
        ticket = self._ticket
        name = dict(zip("ab", self._names, strict=True)).get(reader, "")
        paused = f"{_PAUSED} " if self._paused else ""
        self.about.setText(paused + _ABOUT[Reader(reader)].format(name=name))
        self.bar.set_ready(ready=False)
        self.preview.wait("Progress report")

        def arrived(document: RenderedDocument) -> None:
            if ticket == self._ticket:
                whom = {"both": "for both to hold", "supervision": "for supervision, without names"}
                words = whom.get(reader, f"for {name} to hold")
                self.preview.show_pdf(document.pdf, "Progress report", words, document.notices)

        def failed(error: AttuneError) -> None:
            if ticket == self._ticket:
                self._failed(error)

        self._ctx.tasks.layout(
            lambda: workspace.report_layout(couple_id, reader, paper=paper), arrived, self, failed
        )

    def _failed(self, error: AttuneError) -> None:
        self.bar.set_ready(ready=False)
        self.preview.show_nothing(error.sentence, error.advice, "circle-alert")

    def _choose(self) -> None:
        self.bar.say("")
        self._draw()

    def _print(self) -> None:
        if self.preview.pdf:
            self.outlet.print(self.preview.pdf, "Attune progress report")

    def _save(self) -> None:
        if self.preview.pdf:
            today = self._ctx.workspace.clock.today()
            self.outlet.save(self.preview.pdf, file_name(_JOB, today))

    def _printed(self, sheets: int) -> None:
        self.bar.say(self.outlet.spool_words())
        self.message.emit(sent_words(sheets), None)

    def _saved(self, saved: Saved) -> None:
        self.bar.say(saved_words(saved), "warn")
        self.message.emit("PDF saved", None)

    def _connect(self) -> None:
        self.back.clicked.connect(self._go_back)
        self.bar.changed.connect(self._choose)
        self.bar.print_requested.connect(self._print)
        self.bar.save_requested.connect(self._save)
        self.preview.shown.connect(lambda: self.bar.set_ready(ready=True))
        self.outlet.printed.connect(self._printed)
        self.outlet.saved.connect(self._saved)
        self.outlet.trouble.connect(self.bar.say_trouble)

    def _go_back(self) -> None:
        self.navigate_requested.emit(Place("couple", self._couple_id, tab="progress"))

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
