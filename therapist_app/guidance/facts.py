"""The facts that made a rule speak: each with its date and the place it came from.

What tells one set of facts from another is `same`. It holds what happened, never how long ago that is: a rule that
was set aside stays so while time passes, and comes back when something new is entered. So a couple that is stalled
is told by its last movements, a low rate by the newest slip in it, falling check-ins by the newest answer.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class FactKind(StrEnum):
    """Kinds of facts, each with its own words."""

    BLOCK = "block"
    SAFETY = "safety"
    PHASE = "phase"
    NOT_ALONE = "not_alone"
    SHEET = "sheet"
    SIGN = "sign"
    SIGN_FELL = "sign_fell"
    VERDICT = "verdict"
    RATE = "rate"
    NOT_KEPT = "not_kept"
    SKIPPED = "skipped"
    SHARE = "share"
    STILL_PHASE = "still_phase"
    STILL_SIGNS = "still_signs"
    STILL_BLOCKS = "still_blocks"
    FEWER = "fewer"
    STYLE = "style"
    PROFILE = "profile"
    BETRAYAL = "betrayal"
    LOOSE_END = "loose_end"


class From(StrEnum):
    """Where a fact came from, and so what opens."""

    SESSION = "session"
    COMMITMENT = "commitment"
    COMMITMENTS = "commitments"
    ASSIGNMENT = "assignment"
    HOMEWORK = "homework"
    SAFETY = "safety"
    PATH = "path"
    PARTNER = "partner"
    RUPTURE = "rupture"
    COUPLE = "couple"


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact.

    `what` is a key of the catalogue, or words that a person gave; `side` a partner, or where a block is seen;
    `numbers` are its levels or counts; `same` replaces what tells it apart, where that is not all of it.
    """

    kind: FactKind
    source: From
    source_id: str = ""
    what: str = ""
    on_date: dt.date | None = None
    side: str = ""
    numbers: tuple[int, ...] = ()
    same: str | None = None

    @property
    def identity(self) -> str:
        """What tells this fact from another."""
        if self.same is not None:
            return json.dumps([self.kind, self.same])
        day = self.on_date.isoformat() if self.on_date else ""
        return json.dumps([self.kind, self.source_id, self.what, day, self.side, self.numbers])


def digest_of(facts: Iterable[Fact]) -> str:
    """A short fingerprint of facts in any order: another one means that something else happened."""
    told = json.dumps(sorted(fact.identity for fact in facts))
    return hashlib.sha256(told.encode()).hexdigest()
