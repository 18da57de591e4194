"""What exists only while a practice is unlocked: its vault and the services on it.

A workspace belongs to the thread that opened it, as its one connection does.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from therapist_app.briefing.service import BriefingService
from therapist_app.catalogue.load import load_catalogue
from therapist_app.catalogue.model import Catalogue
from therapist_app.commitments.service import CommitmentService
from therapist_app.couples.service import CoupleService
from therapist_app.documents.text import printed_name
from therapist_app.guidance.service import GuidanceService
from therapist_app.homework.hold import require_joint
from therapist_app.homework.packet_service import PacketService
from therapist_app.homework.returns import ReturnService
from therapist_app.homework.said import SaidService
from therapist_app.homework.service import HomeworkService
from therapist_app.intake.service import IntakeService
from therapist_app.kernel.audience import Reader
from therapist_app.kernel.clock import Clock, SystemClock
from therapist_app.measures.goals import GoalService
from therapist_app.measures.service import MeasureService
from therapist_app.paths import find_folders
from therapist_app.practice.service import PracticeService
from therapist_app.practice.stationery import stationery_of
from therapist_app.practice.ways import WaysService
from therapist_app.progression.model import BlockTag
from therapist_app.progression.ratings import Ratings
from therapist_app.progression.review import review_of
from therapist_app.progression.service import ProgressionService
from therapist_app.progression.signs import SignService
from therapist_app.repair.service import RepairService
from therapist_app.safety.service import SafetyService
from therapist_app.search.service import SearchService
from therapist_app.sessions.copies import NoteCopies
from therapist_app.sessions.paper import Copy, NotePaper, NotePapers, PaperFacts
from therapist_app.sessions.privacy import PrivacyService
from therapist_app.sessions.service import SessionService
from therapist_app.sessions.signing import SigningService
from therapist_app.sessions.snippets import PersonalWords, SnippetService
from therapist_app.sessions.templates import TemplateService
from therapist_app.sessions.versions import VersionService
from therapist_app.trash.service import TrashService
from therapist_app.vault.keys import KdfPolicy, Passphrase
from therapist_app.vault.recovery import RecoveryWords
from therapist_app.vault.routine import Backups
from therapist_app.vault.routine import BackupStatus as BackupStatus
from therapist_app.vault.this_computer import ThisComputer
from therapist_app.vault.unlock import Unlocked, unlock_vault
from therapist_app.vault.vault import Vault, create_vault, open_unlocked

if TYPE_CHECKING:
    from therapist_app.documents.page import RenderedDocument
    from therapist_app.progression.comparing import Comparison
    from therapist_app.progression.periods import Choice, Period
    from therapist_app.progression.practice_figures import PracticeFigures


class Workspace:
    """The services of one unlocked practice; `close` at lock ends them all."""

    def __init__(
        self,
        vault: Vault,
        clock: Clock,
        catalogue: Catalogue | None = None,
        here: ThisComputer | None = None,
    ) -> None:
        self.vault = vault
        self.clock = clock
        self.catalogue = catalogue or load_catalogue()
        self.practice = PracticeService(vault, self.catalogue, clock)
        self.backups = Backups(vault, self.practice, clock)
        self.ways = WaysService(vault, self.practice, clock, here or this_computer(clock))
        self.couples = CoupleService(vault, self.catalogue, clock)
        self.safety = SafetyService(vault, self.catalogue, clock)
        self.sessions = SessionService(vault, self.catalogue, clock, self.couples)
        self.templates = TemplateService(vault, clock)
        self.snippets = SnippetService(vault, clock)
        self.words = PersonalWords(vault, clock)
        self.signing = SigningService(vault, clock)
        self.versions = VersionService(vault, self.sessions)
        self.privacy = PrivacyService(vault, clock)
        self.papers = NotePapers(vault)
        self.copies = NoteCopies(vault, self.sessions, clock)
        self.commitments = CommitmentService(vault, self.catalogue, clock, self.couples)
        self.progression = ProgressionService(
            vault, self.catalogue, clock, self.couples, self.safety, self.sessions, self.commitments
        )
        self.signs = SignService(vault, self.catalogue, clock)
        self.measures = MeasureService(vault, clock)
        self.goals = GoalService(vault, clock)
        self.homework = HomeworkService(
            vault, self.catalogue, clock, self.practice, self.couples, self.commitments, self.progression
        )
        self.packets = PacketService(
            vault, self.catalogue, clock, self.practice, self.couples, self.commitments, self.homework
        )
        self.said = SaidService(vault, clock, self.practice, self.couples, self.papers)
        self.returns = ReturnService(vault, clock, self.homework, self.commitments)
        self.guidance = GuidanceService(
            vault, self.catalogue, clock, self.commitments, self.progression, self.homework
        )
        self.repair = RepairService(vault, self.catalogue, clock, self.couples)
        self.intake = IntakeService(vault, self.catalogue, clock, self.couples, self.progression)
        self.briefing = BriefingService(
            vault,
            self.catalogue,
            clock,
            self.practice,
            self.couples,
            self.safety,
            self.commitments,
            self.progression,
            self.homework,
            self.guidance,
        )
        self.search = SearchService(vault, self.homework.titles)
        self.trash = TrashService(vault, self.catalogue, clock, self.homework)

    @property
    def folder(self) -> Path:
        """The vault's folder, `NAME.attune`."""
        return self.vault.folder

    def report(self, couple_id: str, reader: str, *, paper: str | None = None) -> RenderedDocument:
        """The couple's progress report for a reader, computed from only what that reader may see.

        Raises SafetyHold for a report to both while joint work is paused.
        """
        return self.report_layout(couple_id, reader, paper=paper)()

    def report_layout(
        self, couple_id: str, reader: str, *, paper: str | None = None, choice: Choice | None = None
    ) -> Callable[[], RenderedDocument]:
        """Read what stands on the report, and give back the work of laying it out, which needs no vault any more.

        With `choice` it sets two times side by side too. Raises SafetyHold for a report to both while joint work is
        paused, InputError where the choice has no two times.
        """
        file = self.couples.get(couple_id)
        if Reader(reader) == Reader.BOTH:
            require_joint(file.safety_status)
        review = self.progression.review(couple_id, Reader(reader))
        ratings = self.ratings(couple_id, reader)
        both = self.comparison(couple_id, reader, choice) if choice else None
        stationery = stationery_of(self.practice.get(), paper)

        def lay_out() -> RenderedDocument:
            from therapist_app.progression.pdf import report_pdf  # the faces are read when something prints

            return report_pdf(review, file, self.catalogue, stationery, ratings, both)

        return lay_out

    def ratings(
        self, couple_id: str, reader: str, first: dt.date | None = None, last: dt.date | None = None
    ) -> Ratings:
        """Signs, measures and goals from `first` to `last`, computed from only what the reader may see."""
        return Ratings(
            self.signs.review(couple_id, reader, first, last),
            self.measures.review(couple_id, reader, first, last),
            self.goals.review(couple_id, reader, first, last),
        )

    def comparison(self, couple_id: str, reader: str, choice: Choice) -> Comparison:
        """Two times side by side, each as its own review shows it, from only what the reader may see.

        Raises InputError where the choice has no two times.
        """
        from therapist_app.progression.comparing import Comparison, Time  # once two times are compared
        from therapist_app.progression.periods import pair_of

        who, today = Reader(reader), self.clock.today()
        facts = self.progression.review_facts(couple_id, who)
        reviewed = self.progression.reviews.last(couple_id)
        pair = pair_of(choice, facts.beginning(today), reviewed.on_date if reviewed else None, today)

        def time(of: Period) -> Time:
            review = review_of(self.catalogue, facts.until(of.last), who, of.first, of.last)
            return Time(of, review, self.ratings(couple_id, who, of.first, of.last))

        return Comparison(time(pair.earlier), time(pair.later))

    def own_figures(self) -> PracticeFigures:
        """What the practice knows of its own work, over all couples and without names."""
        from therapist_app.progression.practice_figures import figures_of, read_facts  # once someone looks

        with self.vault.read() as db:
            facts = read_facts(db)
        return figures_of(self.catalogue, facts, self.clock.today())

    def note_layout(
        self,
        session_id: str,
        copy: str,
        *,
        with_own: bool = False,
        paper: str | None = None,
        large: bool = False,
    ) -> Callable[[], RenderedDocument]:
        """Read one copy of a note, and give back the work of laying it out, which needs no vault any more.

        `with_own` adds psychotherapy notes to the file copy. Raises InputError for a copy that would hold nothing,
        SafetyHold for one to both while joint work is paused.
        """
        found = self.papers.read(session_id, copy, with_own=with_own)
        if found.copy == Copy.BOTH:
            require_joint(self.couples.get(found.session.couple_id).safety_status)
        facts = self._paper_facts(found)
        stationery = stationery_of(self.practice.get(), paper)

        def lay_out() -> RenderedDocument:
            from therapist_app.sessions.pdf import note_pdf  # the faces are read when something prints

            return note_pdf(found, facts, stationery, large=large)

        return lay_out

    def _paper_facts(self, found: NotePaper) -> PaperFacts:
        """Phase, blocks and names around a note, each only as the holder of the copy may know it."""
        session, practice = found.session, self.practice.get()
        file = self.couples.get(session.couple_id)
        reader = Reader.CLINICIAN if found.copy == Copy.FILE else Reader(found.copy)
        path = self.progression.path(session.couple_id, reader)
        past = (one.phase for one in reversed(path) if one.entry.on_date <= session.on_date)
        phase = self.progression.phases.in_note(session.id) or next(past, "")
        tags = [tag for tag in self.progression.tags(session.id) if found.may_hold(tag.audience)]
        return PaperFacts(
            a=printed_name(file.a.name, "A"),
            b=printed_name(file.b.name, "B"),
            kind=self.catalogue.session_kind(session.kind).label,
            phase=self.catalogue.phase(phase).label if phase else "",
            blocks=self._block_words(tags, reader),
            clinician=", ".join(part for part in (practice.clinician, practice.credentials) if part.strip()),
            printed_on=self.clock.today(),
        )

    def _block_words(self, tags: Iterable[BlockTag], reader: Reader) -> tuple[tuple[str, str], ...]:
        """Blocks with their lines; for the couple in the kinder words, and none that is never printed for them."""
        found: list[tuple[str, str]] = []
        for tag in tags:
            block = self.catalogue.block(tag.block)
            label = block.label if reader == Reader.CLINICIAN else block.couple_label
            if label:
                found.append((f"{label[0].upper()}{label[1:]}", tag.line))
        return tuple(found)

    def close(self) -> None:
        """Close the vault; every service is unusable afterwards."""
        self.vault.close()


@dataclass(frozen=True)
class NewPractice:
    """A practice just made: its open workspace and the recovery words, which are shown once and never kept."""

    workspace: Workspace
    recovery_words: list[str]


def open_workspace(
    folder: Path,
    secret: Passphrase | RecoveryWords,
    *,
    clock: Clock | None = None,
    floor: KdfPolicy | None = None,
) -> Workspace:
    """Unlock the practice in `folder`; raises a `VaultError` with its own sentence for each cause."""
    return enter(unlock_vault(folder, secret, floor), clock)


def enter(
    unlocked: Unlocked,
    clock: Clock | None = None,
    here: ThisComputer | None = None,
    *,
    accept_older: bool = False,
) -> Workspace:
    """Open a practice whose key is known already; `here` is this computer's keyring and what goes with it.

    With `accept_older` one opens too that its witnesses knew newer.
    """
    clock = clock or SystemClock()
    return Workspace(open_unlocked(unlocked, clock, accept_older=accept_older), clock, here=here)


def this_computer(clock: Clock) -> ThisComputer:
    """The keyring of this computer, for whoever does not hand one down."""
    return ThisComputer(find_folders().typed, clock)


def create_workspace(
    folder: Path,
    passphrase: str,
    practice_name: str = "",
    *,
    clock: Clock | None = None,
    policy: KdfPolicy | None = None,
    here: ThisComputer | None = None,
) -> NewPractice:
    """Make a new practice in `folder`, which must not exist yet, and open it."""
    clock = clock or SystemClock()
    created = create_vault(folder, passphrase, policy=policy, clock=clock)
    workspace = Workspace(created.vault, clock, here=here)
    if practice_name:
        workspace.practice.update(name=practice_name)
    return NewPractice(workspace, created.recovery_words)
