"""The progress report of a couple: who may hold it, the pages themselves, print or save."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from therapist_app.couples.files import CoupleFile
from therapist_app.couples.model import SafetyStatus
from therapist_app.kernel.audience import Reader
from therapist_app.practice.stationery import stationery_of
from therapist_app.progression.periods import choice_in
from ui.homework.paper_page import PaperPage
from ui.kit.places import Place

if TYPE_CHECKING:
    from therapist_app.documents.page import RenderedDocument

# What a reader may see is decided by the services; these lines only say so.
_ABOUT = {
    Reader.BOTH: "Only what both may see. Either of them may hold it.",
    Reader.A: "What both may see, and what belongs to {name} alone. Only for {name}’s hands.",
    Reader.B: "What both may see, and what belongs to {name} alone. Only for {name}’s hands.",
    Reader.SUPERVISION: "For you and your supervisor: everything, without names. Not for the couple.",
}

_PAUSED = "Joint work is paused, so there is no report for both."


class ReportPage(PaperPage):
    """The progress report of a couple, for both of them first."""

    title = "Progress report"
    JOB = "progress-report"
    PRINTED = "Attune progress report"
    BACK = "Back to the couple’s progress"
    _paused = False

    @property
    def reader(self) -> str:
        """Who may hold it."""
        return self.bar.holder or Reader.BOTH

    def read(self) -> tuple[CoupleFile, str]:
        """The couple, and the practice's paper."""
        workspace = self._ctx.workspace
        return workspace.couples.get(self._place.couple_id), stationery_of(workspace.practice.get()).paper

    def show_choices(self, found: tuple[CoupleFile, str]) -> str:
        """Both, each of them, supervision; not both while joint work is paused."""
        file, paper = found
        a, b = self.show_couple(self.title, file)
        choices = [("both", "Both"), ("a", a), ("b", b), ("supervision", "Supervision")]
        self._paused = file.safety_status == SafetyStatus.UNSAFE
        if self._paused:
            del choices[0]
        keys = [key for key, _ in choices]
        wanted = self.bar.holder or Reader.BOTH
        self.bar.set_holders(choices, wanted if wanted in keys else Reader.SUPERVISION)
        return paper

    def about_words(self) -> str:
        """What the reader may see."""
        paused = f"{_PAUSED} " if self._paused else ""
        return paused + _ABOUT[Reader(self.reader)].format(name=self.name_of(self.reader))

    def holder_words(self) -> str:
        """Who may hold it."""
        whom = {"both": "for both to hold", "supervision": "for supervision, without names"}
        return whom.get(self.reader, f"for {self.name_of(self.reader)} to hold")

    def layout_work(self) -> Callable[[], Callable[[], RenderedDocument]]:
        """The report for its reader."""
        workspace, couple_id = self._ctx.workspace, self._place.couple_id
        reader, paper, choice = self.reader, self.bar.paper.key, choice_in(self._place.extra)
        return lambda: workspace.report_layout(couple_id, reader, paper=paper, choice=choice)

    def back_place(self) -> Place:
        """The couple's progress."""
        return Place("couple", self._place.couple_id, tab="progress")
