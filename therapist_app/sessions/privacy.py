"""Who may read what one partner says alone: what is to be asked, and what was decided."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy import select

from therapist_app.kernel.changes import Changes, Done
from therapist_app.kernel.clock import Clock
from therapist_app.kernel.errors import InputError
from therapist_app.sessions.model import Present, Session, SessionKind
from therapist_app.sessions.privacy_model import Privacy, PrivacyDecision
from therapist_app.vault.vault import Vault

ONE_PARTNER = (Present.A, Present.B)
NO_SECRETS, CONFIDENTIAL = "no_secrets", "confidential"
_LONGEST_AHEAD = dt.timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question about what one partner says alone, `whole` or a part of the note; `proposes` comes first.

    `was_due` is the day by which it was to be shared, if that is past.
    """

    side: str
    whole: bool
    proposes: Privacy | None
    was_due: dt.date | None = None


def to_ask(
    policy: str,
    session: Session,
    private: Collection[str],
    decided: Mapping[str, PrivacyDecision],
    today: dt.date,
) -> Asked | None:
    """What is to be asked about a session, or None; `private` are the partners with a part of their own in its note.

    With one partner alone in a joint session it is asked whom it is for, once. Under "no secrets" whatever is
    private to one partner asks for a decision. Once a day to share it by is past, that is asked about in any case.
    """
    alone = session.present if session.present in ONE_PARTNER else ""
    if alone and session.kind == SessionKind.JOINT and alone not in decided:
        proposes = {NO_SECRETS: Privacy.JOINT, CONFIDENTIAL: Privacy.PRIVATE}.get(policy)
        return Asked(alone, whole=True, proposes=proposes)
    of_session = {session.audience} & set(ONE_PARTNER)
    for side in sorted({*private, *of_session}):
        one = decided.get(side)
        was_due = one and _was_due(one, today)
        undecided = one is None or one.decision == Privacy.JOINT
        if was_due or (undecided and policy == NO_SECRETS):
            proposes = Privacy.SHARED if was_due else Privacy.SHARE
            return Asked(side, whole=side in of_session, proposes=proposes, was_due=was_due)
    return None


def _was_due(one: PrivacyDecision, today: dt.date) -> dt.date | None:
    """The day by which it was to be shared, if that is past."""
    is_past = one.decision == Privacy.SHARE and one.share_by is not None and one.share_by < today
    return one.share_by if is_past else None


class PrivacyService:
    """Keeps decisions."""

    def __init__(self, vault: Vault, clock: Clock) -> None:
        self._vault = vault
        self._clock = clock

    def decisions(self, session_id: str) -> dict[str, PrivacyDecision]:
        """What was decided for a session, by partner."""
        with self._vault.read() as db:
            found = db.scalars(select(PrivacyDecision).where(PrivacyDecision.session_id == session_id)).all()
        return {one.side: one for one in found}

    def decide(
        self, session_id: str, side: str, decision: str, *, share_by: dt.date | None = None
    ) -> Done[PrivacyDecision]:
        """Keep a decision, dated today; another takes its place. What is shared names the day by which."""
        today = self._clock.today()
        if side not in ONE_PARTNER or decision not in tuple(Privacy):
            raise InputError("Please say for whom this is.", "Nothing was changed.", "decision")
        if (decision == Privacy.SHARE) != (share_by is not None):
            raise InputError("Please say by when it is to be shared.", "Nothing was changed.", "share_by")
        if share_by is not None and not today <= share_by <= today + _LONGEST_AHEAD:
            raise InputError(
                "That day is past, or more than a year away.", "Nothing was changed.", "share_by"
            )
        with self._vault.begin() as db:
            session = db.get(Session, session_id)
            if session is None:
                raise InputError("That session is no longer here.", "Nothing was changed.", "session")
            mine = PrivacyDecision.session_id == session_id, PrivacyDecision.side == side
            kept = db.scalars(select(PrivacyDecision).where(*mine)).one_or_none() or PrivacyDecision(
                session_id=session_id,
                side=side,
                decision=decision,
                decided_on=today,
                created_at=self._clock.now(),
            )
            kept.decision, kept.decided_on, kept.share_by = decision, today, share_by
            db.add(kept)
        return Done(kept, Changes.of("privacy", couple=session.couple_id))
