"""What is said in the line below a promise, as values; no Qt."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Answer:
    """How a promise went, as it is said in the drawer."""

    outcome: str = ""
    account: str = "clinician"
    on_date: dt.date | None = None
    line: str = ""
    noticed: bool = False
    kept_days: int | None = None  # of several days that are answered at once
    repair: str = ""  # after a slip: what mended it
    repaired_on: dt.date | None = None
    corrects: str = ""  # the id of the answer whose place it takes


@dataclass(frozen=True, slots=True)
class StateAnswer:
    """Where a promise is to stand, since when and why."""

    state: str
    on_date: dt.date | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class LookBack:
    """Nothing is said: what was said before is looked at, all of it or the latest."""

    whole: bool = False


def begun_with(about: Mapping[str, Any]) -> Answer | StateAnswer:
    """An answer in which nothing is said yet, as `Drawer.about` names it."""
    state = str(about.get("state", ""))
    return StateAnswer(state) if state else Answer(corrects=str(about.get("corrects", "")))
