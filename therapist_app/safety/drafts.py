"""What is typed about safety, and the checks it passes before it is kept."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from therapist_app.catalogue.model import Catalogue
from therapist_app.couples.model import SafetyStatus, Side
from therapist_app.couples.rules import require_known
from therapist_app.kernel.errors import InputError
from therapist_app.kernel.words import clean_line, clean_words, not_in_future, require_order
from therapist_app.safety.model import Answer, PlanItem, PlanKind, RiskLevel, RiskLine, SafetyScreen

_NOTHING = "Nothing was changed."


@dataclass(frozen=True, slots=True)
class StatusDraft:
    """A status with its reasons; `consulted` is asked when joint work is reopened."""

    status: str
    on_date: dt.date | None = None
    reasons: tuple[str, ...] = ()
    reason: str = ""
    consulted: bool | None = None


@dataclass(frozen=True, slots=True)
class ScreenDraft:
    """One screen; a topic that is not in `answers` was not asked."""

    side: str
    place: str = "in_person"
    private: bool = True
    answers: Mapping[str, str] = field(default_factory=dict[str, str])
    said: str = ""
    on_date: dt.date | None = None


@dataclass(frozen=True, slots=True)
class RiskDraft:
    """One risk line."""

    side: str
    level: str
    safety_plan: str = ""
    told: str = ""
    next_check_on: dt.date | None = None
    on_date: dt.date | None = None


@dataclass(frozen=True, slots=True)
class PlanDraft:
    """One item of the plan; without words and date the plan has it no more."""

    kind: str
    words: str = ""
    says: str | None = None
    on_date: dt.date | None = None

    @property
    def is_empty(self) -> bool:
        """Whether it says nothing."""
        return not self.words.strip() and self.on_date is None


def checked_screen(
    couple_id: str, draft: ScreenDraft, catalogue: Catalogue, now: dt.datetime, today: dt.date
) -> SafetyScreen:
    """A screen as it will be kept; every topic has an answer in it."""
    _require_side(draft.side)
    require_known(draft.place, catalogue.screen_places, "place")
    for key, said in draft.answers.items():
        require_known(key, catalogue.screen_topics, "answers")
        if said not in tuple(Answer):
            raise InputError("An answer is no, yes or not asked.", _NOTHING, "answers")
    answers = {
        topic.key: str(draft.answers.get(topic.key, Answer.NOT_ASKED)) for topic in catalogue.screen_topics
    }
    if set(answers.values()) == {Answer.NOT_ASKED}:
        raise InputError("Nothing was asked yet.", f"{_NOTHING} Please answer one topic or more.", "answers")
    return SafetyScreen(
        couple_id=couple_id,
        side=draft.side,
        on_date=not_in_future(draft.on_date or today, today, "on_date"),
        place=draft.place,
        private=draft.private,
        answers=answers,
        said=clean_words(draft.said, "said"),
        created_at=now,
    )


def checked_risk(
    couple_id: str, draft: RiskDraft, catalogue: Catalogue, now: dt.datetime, today: dt.date
) -> RiskLine:
    """A risk line as it will be kept; anything but none needs a day on which it is asked again."""
    _require_side(draft.side)
    if not draft.level:
        raise InputError("Please choose how near it is.", _NOTHING, "level")
    require_known(draft.level, catalogue.risk_levels, "level")
    day = not_in_future(draft.on_date or today, today, "on_date")
    if draft.level != RiskLevel.NONE and draft.next_check_on is None:
        raise InputError("Please say when you ask again.", _NOTHING, "next_check_on")
    require_order(day, draft.next_check_on, "The next check is before this line.", "next_check_on")
    return RiskLine(
        couple_id=couple_id,
        side=draft.side,
        level=draft.level,
        on_date=day,
        safety_plan=clean_words(draft.safety_plan, "safety_plan"),
        told=clean_line(draft.told, "told"),
        next_check_on=draft.next_check_on,
        created_at=now,
    )


def checked_item(couple_id: str, draft: PlanDraft, catalogue: Catalogue, now: dt.datetime) -> PlanItem:
    """An item of the plan as it will be kept."""
    require_known(draft.kind, catalogue.plan_items, "kind")
    if draft.says not in (None, *Side, "both", "clinician"):
        raise InputError("Please choose who says so.", _NOTHING, "says")
    return PlanItem(
        couple_id=couple_id,
        kind=draft.kind,
        words=clean_words(draft.words, draft.kind),
        says=draft.says if draft.kind == PlanKind.HARM_STOPPED else None,
        on_date=draft.on_date,
        created_at=now,
    )


def require_reasons(draft: StatusDraft, catalogue: Catalogue, *, reopens: bool) -> None:
    """Refuse an unknown status, one that needs a reason without one, and a reopening without its two answers."""
    require_known(draft.status, catalogue.safety_statuses, "status")
    for key in draft.reasons:
        require_known(key, catalogue.safety_reasons, "reasons")
    grave = draft.status in (SafetyStatus.CONCERNS, SafetyStatus.UNSAFE)
    if grave and not (draft.reasons or draft.reason.strip()):
        raise InputError("Please say why, in a word or a reason.", _NOTHING, "reason")
    if not reopens:
        return
    if not draft.reason.strip():
        raise InputError("Joint work is paused. Please say why it can go on.", _NOTHING, "reason")
    if draft.consulted is None:
        raise InputError("Please say whether you consulted someone about it.", _NOTHING, "consulted")


def _require_side(side: str) -> None:
    if side not in tuple(Side):
        raise InputError("Please say which partner.", _NOTHING, "side")
