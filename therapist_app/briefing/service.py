"""Reads the card before a session, and lays it out for paper."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from therapist_app.briefing.model import Briefing, Found, Sheet, briefing_of
from therapist_app.catalogue.model import Catalogue
from therapist_app.commitments.service import CommitmentService
from therapist_app.couples.service import CoupleService
from therapist_app.guidance.service import GuidanceService
from therapist_app.homework.service import HomeworkService
from therapist_app.kernel.clock import Clock
from therapist_app.kernel.errors import InputError
from therapist_app.practice.service import PracticeService
from therapist_app.practice.stationery import stationery_of
from therapist_app.progression.service import ProgressionService
from therapist_app.safety.service import SafetyService
from therapist_app.sessions.before import last_note, seen_alone
from therapist_app.sessions.model import Session
from therapist_app.sessions.templates import found_under
from therapist_app.vault.vault import Vault

if TYPE_CHECKING:
    from therapist_app.documents.page import RenderedDocument


class BriefingService:
    """What is to be known before a couple comes in; for the clinician alone."""

    def __init__(
        self,
        vault: Vault,
        catalogue: Catalogue,
        clock: Clock,
        practice: PracticeService,
        couples: CoupleService,
        safety: SafetyService,
        commitments: CommitmentService,
        progression: ProgressionService,
        homework: HomeworkService,
        guidance: GuidanceService,
    ) -> None:
        self._vault = vault
        self._catalogue = catalogue
        self._clock = clock
        self._practice = practice
        self._couples = couples
        self._safety = safety
        self._commitments = commitments
        self._progression = progression
        self._homework = homework
        self._guidance = guidance

    def before_session(self, couple_id: str, session_id: str = "") -> Briefing:
        """The card for a couple's session, or for today without one; nothing of that session is in it.

        Raises InputError if couple or session is no longer here, or the session is another couple's.
        """
        couple = self._couples.get(couple_id)
        with self._vault.read() as db:
            session = db.get(Session, session_id) if session_id else None
            if session_id and (session is None or session.couple_id != couple_id):
                raise InputError("That session is no longer here.", "Nothing was changed.", "session")
            day = session.on_date if session else self._clock.today()
            last = last_note(db, couple_id, session)
            alone = seen_alone(db, couple_id, day)
        found = Found(
            couple=couple,
            day=day,
            last=last,
            path=self._progression.path(couple_id),
            beside=self._progression.beside_now(couple_id, day),
            blocks=self._progression.active_blocks(couple_id),
            promises=self._commitments.due(couple_id, day),
            sheets=[
                Sheet(one, self._title(one.handout))
                for one in reversed(self._homework.assignments(couple_id))
                if one.reviewed_on is None
            ],
            alone=alone,
            safety=self._safety.standing(couple_id),
            # Guidance is about now; the card of an earlier session has none.
            guidance=self._guidance.of(couple_id).stand if day == self._clock.today() else (),
        )
        return briefing_of(found, found_under())

    def sheet_layout(self, card: Briefing, *, paper: str | None = None) -> Callable[[], RenderedDocument]:
        """Read what a page needs, and give back the work of laying it out, which needs no vault any more."""
        stationery = stationery_of(self._practice.get(), paper)

        def lay_out() -> RenderedDocument:
            from therapist_app.briefing.pdf import briefing_pdf  # the faces are read when something prints

            return briefing_pdf(card, self._catalogue, stationery)

        return lay_out

    def _title(self, key: str) -> str:
        return self._homework.title(key)
