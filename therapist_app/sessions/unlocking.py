"""The practice's rule about signed notes: may one be unlocked and signed again, and for how long."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, cast

from sqlalchemy.orm import Session as DbSession

from therapist_app.kernel.errors import InputError
from therapist_app.practice.model import Remembered

_KEY = "unlock_rule"
LONGEST_HOURS = 24 * 31


class Unlocking(StrEnum):
    """When a signed note may be unlocked."""

    NEVER = "never"
    WITHIN = "within"  # so many hours of its signature
    ALWAYS = "always"


@dataclass(frozen=True, slots=True)
class UnlockRule:
    """The rule; `hours` counts where it says "within"."""

    when: str = Unlocking.WITHIN
    hours: int = 24

    def allows(self, signed_at: dt.datetime, now: dt.datetime) -> bool:
        """Whether a note signed then may be unlocked now; the last moment of the window belongs to it."""
        if self.when == Unlocking.WITHIN:
            return now - signed_at <= dt.timedelta(hours=self.hours)
        return self.when == Unlocking.ALWAYS


def checked_rule(when: str, hours: int) -> UnlockRule:
    """A rule as it will be kept; InputError for one that cannot be."""
    if when not in tuple(Unlocking):
        raise InputError(
            "Signed notes are unlocked never, for some hours, or always.", "Nothing was changed."
        )
    if not 1 <= hours <= LONGEST_HOURS:
        raise InputError(f"Please give between 1 and {LONGEST_HOURS} hours.", "Nothing was changed.", "hours")
    return UnlockRule(str(when), hours)


def read_rule(db: DbSession) -> UnlockRule:
    """The practice's rule; within 24 hours before anyone said otherwise."""
    found = db.get(Remembered, _KEY)
    if found is None:
        return UnlockRule()
    told = cast("dict[str, Any]", found.value)
    return UnlockRule(str(told["when"]), int(told["hours"]))


def keep_rule(db: DbSession, rule: UnlockRule) -> None:
    """Keep the rule."""
    db.merge(Remembered(key=_KEY, value={"when": rule.when, "hours": rule.hours}))
