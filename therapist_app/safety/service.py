"""Use cases of safety: screens, statuses, the plan, risk lines; nothing is overwritten, and each act can be undone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias, TypeVar

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session as DbSession

from therapist_app.catalogue.model import Catalogue
from therapist_app.couples.model import Couple, CoupleStatus, Partner, SafetyEntry, SafetyStatus, WhyEnded
from therapist_app.couples.rules import current_safety
from therapist_app.kernel.changes import Changes, Done
from therapist_app.kernel.clock import Clock
from therapist_app.kernel.dates import short_day
from therapist_app.kernel.errors import InputError
from therapist_app.kernel.words import clean_words, not_in_future
from therapist_app.practice.model import Remembered
from therapist_app.safety.drafts import (
    PlanDraft,
    RiskDraft,
    ScreenDraft,
    StatusDraft,
    checked_item,
    checked_risk,
    checked_screen,
    require_reasons,
)
from therapist_app.safety.model import PlanItem, RiskLine, SafetyScreen
from therapist_app.safety.rules import (
    DUE_AFTER,
    Standing,
    in_order,
    missing_for,
    proposal_of,
    risks_in_order,
)
from therapist_app.vault.vault import Vault

Entry: TypeAlias = SafetyEntry | SafetyScreen | PlanItem | RiskLine
E = TypeVar("E", SafetyEntry, SafetyScreen, PlanItem, RiskLine)
LEAST_DAYS, MOST_DAYS = 14, 730
_KEY = "safety_screen_days"
_KINDS: tuple[type[Entry], ...] = (SafetyEntry, SafetyScreen, PlanItem, RiskLine)


@dataclass(frozen=True, slots=True)
class Act:
    """What was entered and what ceased to stand with it; `SafetyService.undo` takes it."""

    couple_id: str
    made: tuple[Entry, ...] = ()
    ended: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class SafetyHistory:
    """All that was ever entered about a couple's safety, newest first within each kind; what ended says so."""

    statuses: tuple[SafetyEntry, ...]
    screens: tuple[SafetyScreen, ...]
    risks: tuple[RiskLine, ...]
    plan: tuple[PlanItem, ...]


class SafetyService:
    """Keeps what is known about a couple's safety, for the therapist only."""

    def __init__(self, vault: Vault, catalogue: Catalogue, clock: Clock) -> None:
        self._vault = vault
        self._catalogue = catalogue
        self._clock = clock

    # What stands

    def standing(self, couple_id: str) -> Standing:
        """What stands of a couple's safety now."""
        with self._vault.read() as db:
            return self._read(db, couple_id)

    def standings(self) -> Mapping[str, Standing]:
        """The same for every couple whose work is not closed, by couple, read at once."""
        with self._vault.read() as db:
            is_open = select(Couple.id).where(Couple.status != CoupleStatus.CLOSED)
            due_after = _due_after(db)
            statuses = _by_couple(db, SafetyEntry, SafetyEntry.couple_id.in_(is_open))
            screens = _by_couple(db, SafetyScreen, SafetyScreen.couple_id.in_(is_open))
            risks = _by_couple(db, RiskLine, RiskLine.couple_id.in_(is_open))
            plan = _by_couple(db, PlanItem, PlanItem.couple_id.in_(is_open))
            ids = db.scalars(is_open).all()
        return {
            key: _made_of(
                statuses.get(key, ()),
                screens.get(key, ()),
                risks.get(key, ()),
                plan.get(key, ()),
                due_after,
                self._catalogue,
            )
            for key in ids
        }

    def history(self, couple_id: str) -> SafetyHistory:
        """All that was ever entered."""
        with self._vault.read() as db:
            newest = sorted(_of(db, SafetyEntry, couple_id), key=_status_place, reverse=True)
            screens = in_order(_of(db, SafetyScreen, couple_id))
            risks = risks_in_order(_of(db, RiskLine, couple_id))
            plan = sorted(_of(db, PlanItem, couple_id), key=lambda one: (one.created_at, one.id))
        return SafetyHistory(tuple(newest), screens, risks, tuple(reversed(plan)))

    def missing_for(self, couple_id: str, status: str, on_date: dt.date | None = None) -> tuple[str, ...]:
        """What is missing before a status can be entered, as sentences."""
        with self._vault.read() as db:
            return self._missing(db, couple_id, self._read(db, couple_id), status, on_date)

    # What is entered

    def set_status(
        self,
        couple_id: str,
        status: str,
        *,
        on_date: dt.date | None = None,
        reasons: Sequence[str] = (),
        reason: str = "",
        consulted: bool | None = None,
    ) -> Done[Act]:
        """Enter a dated status; earlier ones stay, and the latest date counts.

        "No concern known" needs a screen of each alone; reopening joint work needs new ones, a reason, and whether
        someone was consulted.
        """
        draft = StatusDraft(status, on_date, tuple(reasons), reason, consulted)
        today = self._clock.today()
        with self._vault.begin() as db:
            _require_couple(db, couple_id)
            standing = self._read(db, couple_id)
            paused = standing.key == SafetyStatus.UNSAFE
            reopens = paused and draft.status != SafetyStatus.UNSAFE
            require_reasons(draft, self._catalogue, reopens=reopens)
            day = not_in_future(draft.on_date or today, today, "on_date")
            missing = self._missing(db, couple_id, standing, draft.status, day)
            if missing:
                lead = "Joint work stays paused." if reopens else "Nothing was changed."
                raise InputError(" ".join(missing), lead, "status")
            entry = SafetyEntry(
                couple_id=couple_id,
                status=draft.status,
                on_date=day,
                reasons=list(draft.reasons),
                reason=clean_words(draft.reason, "reason"),
                consulted=draft.consulted if reopens else None,
                created_at=self._clock.now(),
            )
            db.add(entry)
        return _done(Act(couple_id, (entry,)))

    def screen(self, couple_id: str, draft: ScreenDraft, *, corrects: str = "") -> Done[Act]:
        """Keep a screen of one partner alone, or one in place of another that was entered wrongly."""
        made = checked_screen(couple_id, draft, self._catalogue, self._clock.now(), self._clock.today())
        return self._enter(couple_id, made, corrects)

    def enter_risk(self, couple_id: str, draft: RiskDraft, *, corrects: str = "") -> Done[Act]:
        """Keep a risk line of one partner, or one in place of another that was entered wrongly."""
        made = checked_risk(couple_id, draft, self._catalogue, self._clock.now(), self._clock.today())
        return self._enter(couple_id, made, corrects)

    def set_plan(self, couple_id: str, drafts: Sequence[PlanDraft]) -> Done[Act]:
        """Keep items of the plan; each that says something else takes the place of the one before."""
        now = self._clock.now()
        items = [checked_item(couple_id, draft, self._catalogue, now) for draft in drafts]
        with self._vault.begin() as db:
            _require_couple(db, couple_id)
            plan = self._read(db, couple_id).plan
            made = list[Entry]()
            ended = list[Entry]()
            for item, draft in zip(items, drafts, strict=True):
                old = plan.get(item.kind)
                if _same(old, item, draft):
                    continue
                if old is not None:
                    ended.append(
                        _end(old, WhyEnded.TAKEN_BACK if draft.is_empty else WhyEnded.CORRECTED, now)
                    )
                if not draft.is_empty:
                    made.append(item)
            db.add_all(made)
        return _done(Act(couple_id, tuple(made), tuple(ended)))

    # What is taken back

    def take_back(self, entry_id: str) -> Done[Act]:
        """Let an entry stand no more; it stays in the history. A status can be taken back on the day it was entered."""
        with self._vault.begin() as db:
            found = _found(db, entry_id)
            self._require_fresh(found)
            _end(found, WhyEnded.TAKEN_BACK, self._clock.now())
        return _done(Act(found.couple_id, (), (found,)))

    def undo(self, act: Act) -> Done[Act]:
        """Take an act back: what it entered stands no more, and what stood before stands again."""
        now = self._clock.now()
        with self._vault.begin() as db:
            made = [_found(db, one.id) for one in act.made]
            for one in made:
                self._require_fresh(one)
                _end(one, WhyEnded.TAKEN_BACK, now)
            db.flush()
            for old in act.ended:
                again = _found(db, old.id, standing=False)
                if isinstance(again, PlanItem) and again.kind in self._read(db, act.couple_id).plan:
                    raise _gone()  # of each kind of item only one stands
                again.ended_at = again.why_ended = None
        return _done(Act(act.couple_id, (), tuple(made)))

    # How old a screen may be

    def due_after(self) -> int:
        """After how many days a screen falls due again."""
        with self._vault.read() as db:
            return _due_after(db).days

    def set_due_after(self, days: int) -> Done[int]:
        """Say after how many days a screen falls due again."""
        if not LEAST_DAYS <= days <= MOST_DAYS:
            raise InputError(
                f"Please give {LEAST_DAYS} to {MOST_DAYS} days.", "Nothing was changed.", "due_after"
            )
        with self._vault.begin() as db:
            db.merge(Remembered(key=_KEY, value=days))
        return Done(days, Changes.of("practice", "safety"))

    def _read(self, db: DbSession, couple_id: str) -> Standing:
        return _standing(db, couple_id, self._catalogue)

    def _enter(self, couple_id: str, made: SafetyScreen | RiskLine, corrects: str) -> Done[Act]:
        with self._vault.begin() as db:
            _require_couple(db, couple_id)
            ended = list[Entry]()
            if corrects:
                old = _found(db, corrects)
                if type(old) is not type(made) or old.couple_id != couple_id:
                    raise _gone()
                ended.append(_end(old, WhyEnded.CORRECTED, self._clock.now()))
            db.add(made)
        return _done(Act(couple_id, (made,), tuple(ended)))

    def _missing(
        self, db: DbSession, couple_id: str, standing: Standing, status: str, on_date: dt.date | None
    ) -> tuple[str, ...]:
        query = select(Partner.side, Partner.name).where(Partner.couple_id == couple_id)
        names = {row[0]: row[1] for row in db.execute(query).all()}
        topics = {topic.key: topic.label for topic in self._catalogue.screen_topics}
        return missing_for(status, standing, on_date or self._clock.today(), names, topics)

    def _require_fresh(self, entry: Entry) -> None:
        """A status is lifted by another one; only a slip of today can be taken back."""
        entered = entry.created_at.astimezone(self._clock.local().tzinfo).date()
        if isinstance(entry, SafetyEntry) and entered != self._clock.today():
            raise InputError(
                f"This status was entered on {short_day(entered)}.",
                "Nothing was changed. A status can be taken back on its first day; now enter a new one.",
            )


def _same(old: PlanItem | None, new: PlanItem, draft: PlanDraft) -> bool:
    if old is None:
        return draft.is_empty
    return (old.words, old.says, old.on_date) == (new.words, new.says, new.on_date)


def _standing(db: DbSession, couple_id: str, catalogue: Catalogue) -> Standing:
    parts = (_of(db, SafetyEntry, couple_id), _of(db, SafetyScreen, couple_id))
    own = (_of(db, RiskLine, couple_id), _of(db, PlanItem, couple_id))
    return _made_of(*parts, *own, _due_after(db), catalogue)


def _made_of(
    statuses: Iterable[SafetyEntry],
    screens: Iterable[SafetyScreen],
    risks: Iterable[RiskLine],
    plan: Iterable[PlanItem],
    due_after: dt.timedelta,
    catalogue: Catalogue,
) -> Standing:
    found = Standing(
        current_safety(statuses),
        in_order(one for one in screens if one.ended_at is None),
        risks_in_order(one for one in risks if one.ended_at is None),
        {one.kind: one for one in plan if one.ended_at is None},
        due_after,
    )
    return replace(found, proposal=proposal_of(found, catalogue))


def _of(db: DbSession, record: type[E], couple_id: str) -> Sequence[E]:
    return db.scalars(select(record).where(record.couple_id == couple_id)).all()


def _by_couple(db: DbSession, record: type[E], where: ColumnElement[bool]) -> dict[str, list[E]]:
    found: dict[str, list[E]] = {}
    for one in db.scalars(select(record).where(where, record.ended_at.is_(None))):
        found.setdefault(one.couple_id, []).append(one)
    return found


def _due_after(db: DbSession) -> dt.timedelta:
    found = db.get(Remembered, _KEY)
    return dt.timedelta(days=found.value) if found and isinstance(found.value, int) else DUE_AFTER


def _found(db: DbSession, entry_id: str, *, standing: bool = True) -> Entry:
    """The entry with this id; refuses one that was changed since."""
    found = next((one for kind in _KINDS if (one := db.get(kind, entry_id)) is not None), None)
    if found is None or (found.ended_at is None) is not standing:
        raise _gone()
    return found


def _end(entry: Entry, why: WhyEnded, now: dt.datetime) -> Entry:
    entry.ended_at, entry.why_ended = now, why
    return entry


def _gone() -> InputError:
    return InputError("That entry was changed since.", "Nothing was changed now.")


def _require_couple(db: DbSession, couple_id: str) -> None:
    if db.get(Couple, couple_id) is None:
        raise InputError("This couple is no longer here.", "Nothing was changed.")


def _status_place(entry: SafetyEntry) -> tuple[dt.date, dt.datetime, str]:
    return entry.on_date, entry.created_at, entry.id


def _done(act: Act) -> Done[Act]:
    return Done(act, Changes.of("couple", "safety", couple=act.couple_id))
