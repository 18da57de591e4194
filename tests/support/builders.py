"""Fluent builders of practices, couples, sessions and promises on a real encrypted vault.

    with Practice(tmp_path) as practice:
        couple = practice.couple("Ada", "Ben").phase("safety", days_ago=60)
        couple.session(days_ago=7).says("They came in laughing.").tags("blaming", 2)
        couple.promise("I call at five", owner="b", days_ago=28).kept(5, 4).missed(3)

Days are counted back from the practice's clock, which stands still until a test moves it.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from tests.support.vaults import MadeVault, make_vault
from therapist_app.catalogue.load import load_catalogue
from therapist_app.catalogue.model import Catalogue
from therapist_app.commitments.service import CommitmentDraft, CommitmentService
from therapist_app.couples.service import CoupleDraft, CoupleService, PartnerDraft
from therapist_app.guidance.service import GuidanceService
from therapist_app.homework.packet_service import PacketService
from therapist_app.homework.returns import ReturnService
from therapist_app.homework.service import HomeworkService
from therapist_app.intake.service import IntakeService
from therapist_app.kernel.audience import Audience
from therapist_app.kernel.clock import FixedClock
from therapist_app.practice.service import PracticeService
from therapist_app.progression.service import ProgressionService
from therapist_app.repair.service import RepairService
from therapist_app.safety.drafts import PlanDraft, ScreenDraft
from therapist_app.safety.service import SafetyService
from therapist_app.search.service import SearchService
from therapist_app.sessions.note import Block, NoteDocument, Part
from therapist_app.sessions.service import SessionService
from therapist_app.sessions.signing import SigningService
from therapist_app.sessions.versions import VersionService
from therapist_app.trash.service import TrashService

SATURDAY = dt.datetime(2026, 11, 21, 12, 2, tzinfo=dt.UTC)


class Practice:
    """An open practice with the services of the slices."""

    def __init__(self, folder: Path, now: dt.datetime = SATURDAY, made: MadeVault | None = None) -> None:
        self.clock = made.clock if made else FixedClock(now)
        self.made = made or make_vault(folder, clock=self.clock)
        self.vault = self.made.vault

    def __enter__(self) -> Practice:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the vault."""
        self.vault.close()

    @cached_property
    def catalogue(self) -> Catalogue:
        """The product's own catalogue."""
        return load_catalogue()

    @cached_property
    def practice(self) -> PracticeService:
        """The practice itself."""
        return PracticeService(self.vault, self.catalogue, self.clock)

    @cached_property
    def couples(self) -> CoupleService:
        """Use cases of couples."""
        return CoupleService(self.vault, self.catalogue, self.clock)

    @cached_property
    def safety(self) -> SafetyService:
        """Use cases of safety."""
        return SafetyService(self.vault, self.catalogue, self.clock)

    @cached_property
    def sessions(self) -> SessionService:
        """Use cases of sessions."""
        return SessionService(self.vault, self.catalogue, self.clock, self.couples)

    @cached_property
    def commitments(self) -> CommitmentService:
        """Use cases of promises."""
        return CommitmentService(self.vault, self.catalogue, self.clock, self.couples)

    @cached_property
    def progression(self) -> ProgressionService:
        """Use cases of the path."""
        return ProgressionService(
            self.vault, self.catalogue, self.clock, self.couples, self.safety, self.sessions, self.commitments
        )

    @cached_property
    def homework(self) -> HomeworkService:
        """Use cases of handouts."""
        return HomeworkService(
            self.vault,
            self.catalogue,
            self.clock,
            self.practice,
            self.couples,
            self.commitments,
            self.progression,
        )

    @cached_property
    def guidance(self) -> GuidanceService:
        """Use cases of guidance."""
        parts = (self.commitments, self.progression, self.homework)
        return GuidanceService(self.vault, self.catalogue, self.clock, *parts)

    @cached_property
    def packets(self) -> PacketService:
        """Use cases of packets."""
        parts = (self.practice, self.couples, self.commitments, self.homework)
        return PacketService(self.vault, self.catalogue, self.clock, *parts)

    @cached_property
    def returns(self) -> ReturnService:
        """Use cases of fillable sheets."""
        return ReturnService(self.vault, self.clock, self.homework, self.commitments)

    @cached_property
    def repair(self) -> RepairService:
        """Use cases of repair threads."""
        return RepairService(self.vault, self.catalogue, self.clock, self.couples)

    @cached_property
    def intake(self) -> IntakeService:
        """Use cases of the intake."""
        return IntakeService(self.vault, self.catalogue, self.clock, self.couples, self.progression)

    @cached_property
    def signing(self) -> SigningService:
        """Use cases of signing."""
        return SigningService(self.vault, self.clock)

    @cached_property
    def search(self) -> SearchService:
        """The search."""
        return SearchService(self.vault, lambda: {one.key: one.title for one in self.homework.library()})

    @cached_property
    def versions(self) -> VersionService:
        """Use cases of earlier versions of drafts."""
        return VersionService(self.vault, self.sessions)

    @cached_property
    def trash(self) -> TrashService:
        """Use cases of what was removed."""
        return TrashService(self.vault, self.catalogue, self.clock, self.homework)

    @property
    def today(self) -> dt.date:
        """The date of the practice's clock."""
        return self.clock.today()

    def day(self, days_ago: int) -> dt.date:
        """A date counted back from today."""
        return self.today - dt.timedelta(days=days_ago)

    def couple(self, a: str = "Ada", b: str = "Ben", **fields: Any) -> ACouple:
        """Add a couple; `fields` are those of `CoupleDraft`."""
        draft = CoupleDraft(a=PartnerDraft(a), b=PartnerDraft(b), **fields)
        return ACouple(self, self.couples.add(draft).value.id)


@dataclass(frozen=True)
class ACouple:
    """A couple to go on telling about."""

    practice: Practice
    id: str

    def phase(self, phase: str, *, days_ago: int = 0, **fields: Any) -> ACouple:
        """Enter a phase."""
        day = self.practice.day(days_ago)
        self.practice.progression.phases.enter(self.id, phase, on_date=day, **fields)
        return self

    def safety(self, status: str, *, days_ago: int = 0, reason: str = "Asked each alone.") -> ACouple:
        """Enter a safety status; "no known concern" with the screens it needs."""
        assess(self.practice.safety, self.id, status, on_date=self.practice.day(days_ago), reason=reason)
        return self

    def screened(self, side: str, *, days_ago: int = 0, **answers: str) -> ACouple:
        """Screen one partner alone about everything; what is not in `answers` is a no."""
        screen = all_asked(side, self.practice.day(days_ago), **answers)
        self.practice.safety.screen(self.id, screen)
        return self

    def session(self, *, days_ago: int = 0, **fields: Any) -> ASession:
        """Hold a joint session, or another kind of contact."""
        day = self.practice.day(days_ago)
        return ASession(self, self.practice.sessions.start(self.id, on_date=day, **fields).value.id)

    def alone(self, side: str, *, days_ago: int = 0) -> ASession:
        """Hold a session with one partner alone."""
        return self.session(days_ago=days_ago, kind="individual", present=side)

    def promise(
        self, words: str = "I text by five", *, owner: str = "a", days_ago: int = 0, **fields: Any
    ) -> APromise:
        """Make a promise that began some days ago; `fields` are those of `CommitmentDraft`."""
        start = self.practice.day(days_ago)
        draft = CommitmentDraft(couple_id=self.id, owner=owner, words=words, starts_on=start, **fields)
        return APromise(self, self.practice.commitments.add(draft).value.id)


@dataclass(frozen=True)
class ASession:
    """A session to go on telling about."""

    couple: ACouple
    id: str

    def says(self, text: str, audience: Audience = Audience.JOINT) -> ASession:
        """Add a part with one paragraph to its note."""
        sessions = self.couple.practice.sessions
        before = sessions.get(self.id).note.parts
        sessions.save_note(self.id, NoteDocument((*before, Part(audience, (Block.of("p", text),)))))
        return self

    def tags(self, block: str, level: int, **fields: Any) -> ASession:
        """Tag a block."""
        self.couple.practice.progression.tag_block(self.id, block, level, **fields)
        return self

    def done(self) -> ASession:
        """Say that its note is done."""
        self.couple.practice.sessions.done(self.id)
        return self


@dataclass(frozen=True)
class APromise:
    """A promise to go on telling about."""

    couple: ACouple
    id: str

    def on(self, days_ago: int, outcome: str, account: str = "clinician", **fields: Any) -> APromise:
        """Answer how it went on a day."""
        practice = self.couple.practice
        practice.clock.advance(seconds=1)  # so that the later answer is the later one
        practice.commitments.check_in(
            self.id, outcome, on_date=practice.day(days_ago), account=account, **fields
        )
        return self

    def kept(self, *days_ago: int) -> APromise:
        """It was kept on these days."""
        return self._each("kept", days_ago)

    def partly(self, *days_ago: int) -> APromise:
        """It was partly kept on these days."""
        return self._each("partly", days_ago)

    def missed(self, *days_ago: int) -> APromise:
        """It was missed on these days."""
        return self._each("missed", days_ago)

    def _each(self, outcome: str, days_ago: tuple[int, ...]) -> APromise:
        for days in days_ago:
            self.on(days, outcome)
        return self


def all_asked(side: str, day: dt.date | None = None, **answers: str) -> ScreenDraft:
    """A screen of one partner alone in which every topic was asked; what is not in `answers` is a no."""
    asked = {topic.key: "no" for topic in load_catalogue().screen_topics}
    return ScreenDraft(side, answers=asked | answers, on_date=day)


def assess(safety: SafetyService, couple_id: str, status: str, *, plan: str = "", **said: Any) -> None:
    """Enter a safety status with a plan, and before "no known concern" a screen of each alone on its day."""
    if status == "no_known_concern":
        for side in ("a", "b"):
            safety.screen(couple_id, all_asked(side, said.get("on_date")))
    safety.set_status(couple_id, status, **said)
    if plan:
        safety.set_plan(couple_id, [PlanDraft("structured_sessions", plan)])
