"""What is said in the line below a promise, as values; no Qt."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Answer:
    """How a promise went, as it is said in the drawer."""

    outcome: str = ""
    account: str = "clinician"
    on_date: dt.date | None = None
    line: str = ""
    noticed: bool = False


@dataclass(frozen=True, slots=True)
class StateAnswer:
    """Where a promise is to stand, since when and why."""

    state: str
    on_date: dt.date | None = None
    reason: str = ""
