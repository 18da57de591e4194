"""What is said and asked about what one partner says alone; no Qt."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from therapist_app.catalogue.model import Catalogue
from therapist_app.couples.files import CoupleFile
from therapist_app.sessions.model import Session
from therapist_app.sessions.privacy import CONFIDENTIAL, NO_SECRETS, ONE_PARTNER, Asked
from therapist_app.sessions.privacy_model import Privacy, PrivacyDecision
from ui.sessions.page_words import Names, day_words, present_words


@dataclass(frozen=True, slots=True)
class Agreed:
    """What the couple agreed about secrets, in words; empty where nothing is."""

    policy: str = ""
    label: str = ""
    on: str = ""  # the day, as written here

    @property
    def head(self) -> str:
        """For the head of a note: "No secrets, agreed Tue 3 Mar"."""
        return f"{self.label}, agreed {self.on}" if self.policy else "Nothing agreed about secrets"


def agreed_of(couple: CoupleFile, catalogue: Catalogue, today: dt.date) -> Agreed:
    """What holds now for a couple."""
    policy = couple.secrets_policy
    if couple.secrets is None or not policy:
        return Agreed()
    label = catalogue.secrets_policy(policy).label
    return Agreed(policy, label, day_words(couple.secrets.agreed_on, today))


def head_words(agreed: Agreed, session: Session) -> str:
    """What the head of a note says about secrets: only where one partner came alone."""
    return agreed.head if session.present in ONE_PARTNER else ""


def question_words(asked: Asked, agreed: Agreed, session: Session, names: Names, today: dt.date) -> str:
    """The question, with the rule it follows."""
    who = names.of(asked.side)
    if asked.was_due is not None:
        return f"What is private to {who} was to be shared by {day_words(asked.was_due, today)}. Was it?"
    if asked.proposes is Privacy.SHARE:
        what = "This session is" if asked.whole else "There is a part"
        return f"{what} private to {who}. You agreed on no secrets ({agreed.on}): what becomes of it?"
    if agreed.policy == NO_SECRETS:
        return f"Only {who} was there. You agreed on no secrets ({agreed.on}): is this for both?"
    if agreed.policy == CONFIDENTIAL:
        return f"Only {who} was there. You agreed that this is confidential ({agreed.on}). Private to {who}?"
    if agreed.policy:
        return f"Only {who} was there. You agreed that some may stay private ({agreed.on}). Private to {who}?"
    return f"{present_words(session, names)} Private to {who}?"


def said_words(session: Session, names: Names, decided: dict[str, PrivacyDecision], today: dt.date) -> str:
    """What stands there once nothing is to be asked."""
    said = [present_words(session, names)] if session.audience == session.present else []
    for side, one in sorted(decided.items()):
        who = names.of(side)
        if one.decision == Privacy.SHARE and one.share_by is not None:
            said.append(f"What is private to {who} is to be shared by {day_words(one.share_by, today)}.")
        elif one.decision == Privacy.SHARED:
            said.append(f"What is private to {who} was shared, noted {day_words(one.decided_on, today)}.")
        elif one.decision == Privacy.PRIVATE:
            said.append(f"It stays private to {who}, decided {day_words(one.decided_on, today)}.")
    return " ".join(said)
