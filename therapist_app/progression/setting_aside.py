"""Use cases of setting loose ends aside: keep why, take it back, tell which lines stand today."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select

from therapist_app.couples.service import CoupleService
from therapist_app.kernel.changes import Changes, Done
from therapist_app.kernel.clock import Clock
from therapist_app.practice.model import Practice
from therapist_app.progression.dismissal import Dismissal, SetAside, Wish, checked_reason, day_of, parted
from therapist_app.progression.loose_ends import LooseEnd, stays_open
from therapist_app.vault.vault import Vault

_NOUN = "dismissal"


class SettingAside:
    """What waits and what may wait longer."""

    def __init__(self, vault: Vault, clock: Clock, couples: CoupleService) -> None:
        self._vault = vault
        self._clock = clock
        self._couples = couples

    def set_aside(self, wish: Wish) -> Done[Dismissal]:
        """Set a loose end aside; InputError where it may not wait, or not so long, or not without a reason."""
        status = self._couples.get(wish.end.couple_id).safety_status
        now = Wish(stays_open(wish.end, status), wish.until, wish.reason)  # safety may have changed meanwhile
        reason, today = checked_reason(now), self._clock.today()
        with self._vault.begin() as db:
            practice = db.get(Practice, 1)
            found = Dismissal(
                couple_id=wish.end.couple_id,
                kind=wish.end.kind,
                subject_id=wish.end.subject_id,
                facts=wish.end.facts,
                reason=reason,
                clinician=practice.clinician if practice else "",
                on_date=today,
                until_on=day_of(wish, today),
                created_at=self._clock.now(),
            )
            db.add(found)
        return Done(found, Changes.of(_NOUN, couple=found.couple_id))

    def take_back(self, dismissal_id: str) -> Changes:
        """Let a line stand again; one that was taken back already changes nothing."""
        with self._vault.begin() as db:
            found = db.get(Dismissal, dismissal_id)
            if found is not None:
                db.delete(found)
        return Changes.of(_NOUN, couple=found.couple_id if found else None)

    def part(self, ends: Iterable[LooseEnd]) -> tuple[tuple[LooseEnd, ...], tuple[SetAside, ...]]:
        """The lines that stand today, and those that are set aside with why."""
        with self._vault.read() as db:
            dismissals = db.scalars(select(Dismissal)).all()
        return parted(ends, dismissals, self._clock.today())
