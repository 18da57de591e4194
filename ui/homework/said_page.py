"""Words of a session as a sheet: what each copy will hold, lines for one partner alone, the pages, print or save."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from therapist_app.couples.files import CoupleFile
from therapist_app.homework.model import Assignment, Holder
from therapist_app.homework.said import TITLE, Chosen, SaidDraft, hold_of
from therapist_app.kernel.changes import Done
from therapist_app.kernel.errors import AttuneError, SafetyHold
from therapist_app.kernel.phrases import short_name
from therapist_app.practice.stationery import stationery_of
from ui.homework.outlet import saved_words, sent_words
from ui.homework.paper_page import PaperPage
from ui.kit.context import Context
from ui.kit.fields import ParagraphField, TextField
from ui.kit.half_filled import put_back, typed_in
from ui.kit.places import Place
from ui.kit.scroll import ScrollColumn
from ui.kit.words import Label

if TYPE_CHECKING:
    from therapist_app.documents.page import RenderedDocument
    from therapist_app.documents.save import Saved

_PAUSE_MS = 300
_NAME = 14  # letters of a name above a field
_ABOUT = (
    "Each copy holds the joint words you chose and those private to its holder, as the note says now. What is private "
    "to you, or to the other partner, is not on it."
)
_NOTED = (
    "It is noted as given when it leaves, and asked about like other homework. Its words stay in the note."
)
_ALONE = "As safety stands now, there is only a copy for one alone. "


@dataclass(frozen=True, slots=True)
class _Found:
    file: CoupleFile
    paper: str


class SaidPage(PaperPage):
    """Opens Place("said_sheet", couple_id, session_id, extra={"words": [[audience, text], ...]})."""

    title = "Words from a session"
    JOB = "from-our-session"
    PRINTED = "Attune sheet"
    BACK = "Back to the note"
    PARTS = ("whom", "paper", "review", "large")
    _alone = False

    def __init__(self, ctx: Context, parent: QWidget | None = None) -> None:
        super().__init__(ctx, parent)
        self._reasons: dict[str, str] = {}  # by holder, why it is used in spite of a hold
        self.preview.override_given.connect(self._use_anyway)

    def make_side(self) -> QWidget:
        """The title and what is for one partner alone."""
        theme = self._ctx.theme
        side = ScrollColumn(theme)
        self.name = TextField(theme, "Title on the page", TITLE)
        self.for_a = ParagraphField(theme, "Only on the first copy, a line each", lines=4)
        self.for_b = ParagraphField(theme, "Only on the second copy, a line each", lines=4)
        self.form = QWidget()
        lines = QVBoxLayout(self.form)
        lines.setContentsMargins(0, 0, 0, 0)
        for part in (self.name, self.for_a, self.for_b):
            lines.addWidget(part)
            part.edited.connect(lambda _text: self._pause.start())
        side.column.addWidget(self.form)
        side.column.addWidget(Label(_NOTED, "small", "text2", wrap=True))
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self.draw)
        return side

    def open(self, place: Place) -> None:
        """Show the sheet of other words, or what was typed before a lock."""
        if place.extra != self._place.extra or place.session_id != self._place.session_id:
            self._reasons = {}
            fresh: dict[str, object] = {"Title on the page": TITLE}
            typed = place.extra.get("typed")
            names = typed_in(self.form)
            put_back(
                self.form, {**dict.fromkeys(names, ""), **fresh, **(typed if isinstance(typed, dict) else {})}
            )
        super().open(place)

    def place(self) -> Place:
        """The words, and what was typed beside them."""
        return replace(self._place, extra={**self._place.extra, "typed": typed_in(self.form)})

    @property
    def draft(self) -> SaidDraft:
        """The sheet as it is put together now."""
        words = self._place.extra.get("words")
        chosen = [Chosen(str(one[0]), str(one[1])) for one in words] if isinstance(words, list) else []
        return SaidDraft(
            tuple(chosen), self.name.value or TITLE, _lines(self.for_a.value), _lines(self.for_b.value)
        )

    def read(self) -> _Found:
        """The couple and the practice's paper."""
        workspace = self._ctx.workspace
        session = workspace.sessions.get(self._place.session_id).session
        return _Found(workspace.couples.get(session.couple_id), stationery_of(workspace.practice.get()).paper)

    def show_choices(self, found: _Found) -> str:
        """A copy for each, or for one alone."""
        a, b = self.show_couple(self.title, found.file)
        holds = {str(one): hold_of(found.file, one) for one in Holder}
        joint = holds[Holder.BOTH]
        self._alone = joint is not None and not joint.can_override
        choices = [] if self._alone else [(str(Holder.BOTH), "One each")]
        choices += [(str(Holder.A), a), (str(Holder.B), b)]
        free = next((key for key, _ in choices if holds[key] is None), choices[0][0])
        self.bar.set_holders(choices, self.bar.holder if self.bar.holder in dict(choices) else free)
        for field, name in ((self.for_a, a), (self.for_b, b)):
            field.label.setText(
                f"Only on {short_name(name, _NAME)}\N{RIGHT SINGLE QUOTATION MARK}s copy, a line each"
            )
        return found.paper

    def about_words(self) -> str:
        """What a copy holds."""
        return (_ALONE if self._alone else "") + _ABOUT

    def holder_words(self) -> str:
        """For whom it is."""
        name = self.name_of(self.bar.holder)
        return f"for {name} to hold" if name else "a copy for each"

    def layout_work(self) -> Callable[[], Callable[[], RenderedDocument]]:
        """The copies of the chosen holder."""
        said, session, draft = self._ctx.workspace.said, self._place.session_id, self.draft
        holder, paper, large = self.bar.holder, self.bar.paper.key, self.bar.large.isChecked()
        reason, review_on = self._reasons.get(holder, ""), self.bar.review_on

        def read() -> Callable[[], RenderedDocument]:
            work = said.layout(
                session,
                draft,
                holder=holder,
                paper=paper,
                large=large,
                review_on=review_on,
                override_reason=reason,
            )
            return lambda: _with_reason(work(), reason)

        return read

    def _failed(self, error: AttuneError) -> None:
        """A hold that a reason may lift asks for it in place of the pages."""
        if not isinstance(error, SafetyHold):
            super()._failed(error)
            return
        self.bar.set_ready(ready=False)
        self.preview.show_hold(self.title, error.sentence, error.advice, can_override=error.can_override)

    def _use_anyway(self, reason: str) -> None:
        self._reasons[self.bar.holder] = reason
        self.draw()

    def back_place(self) -> Place:
        """The note."""
        return Place("note", self._place.couple_id, self._place.session_id)

    def _printed(self, sheets: int) -> None:
        self.bar.say(self.outlet.spool_words())
        self._note(sent_words(sheets))

    def _saved(self, saved: Saved) -> None:
        self.bar.say(saved_words(saved), "warn")
        self._note("PDF saved")

    def _note(self, words: str) -> None:
        """Record that it was given, with its undo."""
        workspace, session, draft = self._ctx.workspace, self._place.session_id, self.draft
        holder, review_on = self.bar.holder, self.bar.review_on
        reason = self._reasons.get(holder, "")

        def noted(done: Done[Assignment]) -> None:
            self.changed.emit(done.changes)
            self.message.emit(f"{words}, and noted as given", lambda: self._take_back(done.value.id))

        self._ctx.tasks.vault(
            lambda: workspace.said.give(
                session, draft, holder=holder, review_on=review_on, override_reason=reason
            ),
            noted,
            self,
            self._failed,
        )

    def _take_back(self, assignment_id: str) -> None:
        homework = self._ctx.workspace.homework
        self._ctx.tasks.vault(
            lambda: homework.take_back(assignment_id), self.changed.emit, self, self._failed
        )


def _with_reason(document: RenderedDocument, reason: str) -> RenderedDocument:
    """The pages; beside them stands why they are used in spite of a hold."""
    said = (f"Used anyway: {reason}",) if reason else ()
    return replace(document, notices=(*said, *document.notices))


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())
