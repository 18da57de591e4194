"""A session's note on paper: for whom it is, the pages themselves, print or save."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from therapist_app.couples.files import CoupleFile
from therapist_app.couples.model import SafetyStatus
from therapist_app.kernel.dates import short_day
from therapist_app.practice.stationery import stationery_of
from therapist_app.sessions.paper import Copy, PaperChoices
from ui.homework.paper_page import PaperPage
from ui.kit.places import Place

if TYPE_CHECKING:
    from therapist_app.documents.page import RenderedDocument

_ABOUT = {
    Copy.FILE: "For your own file: all of the note but your psychotherapy notes.",
    Copy.BOTH: "Only what both may read. Either of them may hold it.",
    Copy.A: "What both may read, and what is private to {name}. Only for {name}\N{RIGHT SINGLE QUOTATION MARK}s hands.",
    Copy.B: "What both may read, and what is private to {name}. Only for {name}\N{RIGHT SINGLE QUOTATION MARK}s hands.",
}
_WITH_OWN = (
    "For your own file, with your psychotherapy notes on pages of their own. The law keeps them apart from the "
    "record: keep these pages apart too, and never give them away with it."
)
_PAUSED = "Joint work is paused, so there is no copy for both. "
_OWN = "Psychotherapy notes, kept apart"


@dataclass(frozen=True, slots=True)
class _Found:
    file: CoupleFile
    paper: str
    choices: PaperChoices


class NotePaperPage(PaperPage):
    """The note of a session, for the clinician's file first. Opens Place("note_paper", couple_id, session_id)."""

    title = "Note on paper"
    JOB = "session-note"
    PRINTED = "Attune session note"
    BACK = "Back to the note"
    PARTS = ("whom", "paper", "large", "extra")
    EXTRA = _OWN
    _paused = _has_own = False
    _agreed = ""  # what they agreed about secrets, where a copy for one alone can be made

    @property
    def copy(self) -> Copy:
        """Who will hold it."""
        return Copy(self.bar.holder or Copy.FILE)

    @property
    def with_own(self) -> bool:
        """Whether psychotherapy notes were asked for, which the file copy alone can hold."""
        return self._has_own and self.copy == Copy.FILE and self.bar.extra.isChecked()

    def read(self) -> _Found:
        """The couple, the practice's paper, and which copies there can be."""
        workspace = self._ctx.workspace
        session = workspace.sessions.get(self._place.session_id).session
        return _Found(
            workspace.couples.get(session.couple_id),
            stationery_of(workspace.practice.get()).paper,
            workspace.papers.choices(session.id),
        )

    def show_choices(self, found: _Found) -> str:
        """The file, and whoever may read something of it."""
        couple = found.file.couple.id
        if self._place.couple_id != couple:
            self._place = replace(self._place, couple_id=couple)
        a, b = self.show_couple(self.title, found.file)
        words = {Copy.FILE: "My file", Copy.BOTH: "Both", Copy.A: a, Copy.B: b}
        self._paused = found.file.safety_status == SafetyStatus.UNSAFE
        copies = [one for one in found.choices.copies if not (self._paused and one == Copy.BOTH)]
        if Copy.FILE not in copies:  # nothing but psychotherapy notes, or nothing yet: the page says so
            copies.insert(0, Copy.FILE)
        wanted = self.copy if self.copy in copies else Copy.FILE
        self.bar.set_holders([(str(one), words[one]) for one in copies], str(wanted))
        self._has_own = found.choices.has_own
        self._agreed = self._agreed_words(found.file)
        return found.paper

    def about_words(self) -> str:
        """What the copy holds."""
        if self.with_own:
            return _WITH_OWN
        words = _ABOUT[self.copy].format(name=self.name_of(self.copy))
        agreed = self._agreed if self.copy in (Copy.A, Copy.B) else ""
        return (_PAUSED if self._paused else "") + words + agreed

    def _agreed_words(self, file: CoupleFile) -> str:
        if file.secrets is None or not file.secrets_policy:
            return " Nothing is agreed about secrets yet."
        label = self._ctx.workspace.catalogue.secrets_policy(file.secrets_policy).label
        day = file.secrets.agreed_on
        return f" Agreed about secrets: {label}, {short_day(day)} {day.year}."

    def holder_words(self) -> str:
        """For whom it is."""
        whom = {Copy.FILE: "for your file", Copy.BOTH: "for both to hold"}
        return whom.get(self.copy, f"for {self.name_of(self.copy)} to hold")

    def layout_work(self) -> Callable[[], Callable[[], RenderedDocument]]:
        """The chosen copy."""
        workspace, session, copy, own = self._ctx.workspace, self._place.session_id, self.copy, self.with_own
        paper, large = self.bar.paper.key, self.bar.large.isChecked()
        return lambda: workspace.note_layout(session, copy, with_own=own, paper=paper, large=large)

    def back_place(self) -> Place:
        """The note."""
        return Place("note", self._place.couple_id, self._place.session_id)

    def draw(self) -> None:
        """The tick first: it decides what is drawn."""
        self._offer_own()
        super().draw()

    def _offer_own(self) -> None:
        """The tick belongs to the file copy of a note that holds such notes."""
        self.bar.extra.setVisible(self._has_own and self.copy == Copy.FILE)
