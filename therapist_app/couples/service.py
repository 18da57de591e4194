"""Use cases of couples: add, change, find; agreements, cycle and ruptures."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session as DbSession

from therapist_app.catalogue.model import Catalogue
from therapist_app.couples.files import CoupleFile, files_of, open_ids
from therapist_app.couples.model import (
    Couple,
    CoupleStatus,
    Cycle,
    Partner,
    Rupture,
    SecretsAgreement,
    Side,
)
from therapist_app.couples.removal import is_untouched, let_signed_go, remove_whole
from therapist_app.couples.rules import (
    checked_cycle,
    checked_partner,
    label_of,
    require_known,
    require_policy,
)
from therapist_app.kernel.changes import Changes, Done
from therapist_app.kernel.clock import Clock
from therapist_app.kernel.errors import InputError
from therapist_app.kernel.words import LONGEST_NAME, clean_line, not_in_future, required_line
from therapist_app.vault.audit import Event
from therapist_app.vault.vault import Vault


@dataclass(frozen=True, slots=True)
class PartnerDraft:
    """What is typed for a partner of a new couple; only the name is required."""

    name: str
    pronouns: str = ""
    birth_year: int | None = None
    style: str | None = None
    profile: str | None = None


@dataclass(frozen=True, slots=True)
class CoupleDraft:
    """What is typed for a new couple; an empty label becomes both names."""

    a: PartnerDraft
    b: PartnerDraft
    label: str = ""
    started_on: dt.date | None = None
    slot_weekday: int | None = None
    slot_time: dt.time | None = None
    slot_every: str | None = None
    is_sample: bool = False


EARLIEST_START = dt.date(1950, 1, 1)
LONGEST_LABEL = 2 * LONGEST_NAME + 3  # both names and what joins them
LONGEST_AHEAD = dt.timedelta(days=366)


class CoupleService:
    """Adds, changes and finds couples."""

    def __init__(self, vault: Vault, catalogue: Catalogue, clock: Clock) -> None:
        self._vault = vault
        self._catalogue = catalogue
        self._clock = clock

    def add(self, draft: CoupleDraft) -> Done[Couple]:
        """Add a couple; raises InputError for a blank name or a value that cannot be kept."""
        a = checked_partner(asdict(draft.a), self._catalogue, self._clock.today(), "a")
        b = checked_partner(asdict(draft.b), self._catalogue, self._clock.today(), "b")
        fields = {"started_on": draft.started_on, "slot_weekday": draft.slot_weekday}
        _check_couple(fields | {"slot_every": draft.slot_every}, self._clock.today())
        couple = Couple(
            label=clean_line(draft.label, "label", longest=LONGEST_LABEL) or label_of(a["name"], b["name"]),
            started_on=draft.started_on,
            slot_weekday=draft.slot_weekday,
            slot_time=draft.slot_time,
            slot_every=draft.slot_every,
            is_sample=draft.is_sample,
            created_at=self._clock.now(),
        )
        with self._vault.begin() as db:
            db.add(couple)
            db.flush()
            db.add(Partner(couple_id=couple.id, side=Side.A, **a))
            db.add(Partner(couple_id=couple.id, side=Side.B, **b))
        return Done(couple, Changes.of("couple", couple=couple.id))

    def update(self, couple_id: str, **fields: Any) -> Done[Couple]:
        """Change the label, status, start or usual slot."""
        if "label" in fields:
            fields["label"] = required_line(
                fields["label"], "label", "a label for this couple", longest=LONGEST_LABEL
            )
        _check_couple(fields, self._clock.today())
        with self._vault.begin() as db:
            couple = _couple(db, couple_id)
            _set(couple, fields, ("label", "status", "started_on", "slot_weekday", "slot_time", "slot_every"))
        return Done(couple, Changes.of("couple", couple=couple_id))

    def set_status(self, couple_id: str, status: str) -> Done[Couple]:
        """Make a couple active, paused or closed."""
        return self.update(couple_id, status=status)

    def update_partner(self, couple_id: str, side: str, **fields: Any) -> Done[Partner]:
        """Change a partner's names, style, profile or how to reach them safely."""
        checked = checked_partner(fields, self._catalogue, self._clock.today(), side)
        with self._vault.begin() as db:
            query = select(Partner).where(Partner.couple_id == couple_id, Partner.side == side)
            partner = db.scalars(query).one_or_none()
            if partner is None:
                raise _no_such_couple()
            couple = _couple(db, couple_id)
            names = _names(db, couple_id)
            _set(partner, checked, None)
            if couple.label == label_of(*names):  # a label nobody typed follows the names
                db.flush()
                couple.label = label_of(*_names(db, couple_id))
        return Done(partner, Changes.of("couple", couple=couple_id))

    def remove_couple(self, couple_id: str) -> Changes:
        """Remove a sample couple with all that belongs to it, or one just added; a record in use is never removed."""
        with self._vault.read() as db:
            if not _couple(db, couple_id).is_sample and not is_untouched(db, couple_id):
                raise InputError(
                    "This couple holds notes or other things you entered.",
                    "Nothing was removed. You can close a couple instead.",
                )
        self._vault.back_up_before("removing-a-couple")
        with self._vault.begin() as db:
            signed = let_signed_go(db, couple_id, self._clock.now())
            if signed:
                self._vault.note_event(Event.REMOVED, signatures=signed)
            remove_whole(db, couple_id)
        return Changes.of("couple", "session", "commitment", "assignment", couple=couple_id, gone=True)

    def get(self, couple_id: str) -> CoupleFile:
        """A couple with its partners, safety, cycle and ruptures."""
        with self._vault.read() as db:
            files = files_of(db, [_couple(db, couple_id)])
        return files[0]

    def find(self, prefix: str) -> Couple:
        """The couple whose id is, or begins unambiguously with, this text."""
        wanted = prefix.strip().lower()
        with self._vault.read() as db:
            query = select(Couple).where(Couple.id.startswith(wanted, autoescape=True)).limit(2)
            found = list(db.scalars(query)) if wanted else list[Couple]()
        exact = [couple for couple in found if couple.id == wanted]
        if exact:
            return exact[0]
        if not found:
            raise InputError("No couple has that id.", "List the couples to see their ids.", "couple")
        if len(found) > 1:
            raise InputError("More than one couple's id begins like that.", "Give more of the id.", "couple")
        return found[0]

    def list(self, status: str | None = None) -> tuple[CoupleFile, ...]:
        """All couples, or those of one status, by label."""
        with self._vault.read() as db:
            query = select(Couple) if status is None else select(Couple).where(Couple.status == status)
            couples = sorted(db.scalars(query), key=lambda couple: (couple.label.casefold(), couple.id))
            return tuple(files_of(db, couples))

    def list_open(self) -> tuple[CoupleFile, ...]:
        """All couples whose work is not closed, by label."""
        with self._vault.read() as db:
            query = select(Couple).where(Couple.id.in_(open_ids()))
            couples = sorted(db.scalars(query), key=lambda couple: (couple.label.casefold(), couple.id))
            return tuple(files_of(db, couples))

    def labels(self, couple_ids: Collection[str]) -> dict[str, str]:
        """What these couples are called."""
        if not couple_ids:
            return {}
        with self._vault.read() as db:
            query = select(Couple.id, Couple.label).where(Couple.id.in_(tuple(couple_ids)))
            return {row[0]: row[1] for row in db.execute(query).all()}

    def agree_on_secrets(
        self, couple_id: str, policy: str, *, agreed_on: dt.date | None = None, line: str = ""
    ) -> Done[SecretsAgreement]:
        """Add what was agreed about what one partner says alone; earlier agreements stay, the latest date counts."""
        require_policy(policy)
        today = self._clock.today()
        agreement = SecretsAgreement(
            couple_id=couple_id,
            policy=policy,
            agreed_on=not_in_future(agreed_on or today, today, "agreed_on"),
            line=clean_line(line, "line"),
            created_at=self._clock.now(),
        )
        with self._vault.begin() as db:
            _couple(db, couple_id)
            db.add(agreement)
        return Done(agreement, Changes.of("couple", "secrets", couple=couple_id))

    def secrets_history(self, couple_id: str) -> tuple[SecretsAgreement, ...]:
        """Every agreement about secrets, newest first."""
        with self._vault.read() as db:
            query = select(SecretsAgreement).where(SecretsAgreement.couple_id == couple_id)
            newest = (SecretsAgreement.agreed_on.desc(), SecretsAgreement.created_at.desc())
            return tuple(db.scalars(query.order_by(*newest)))

    def save_cycle(self, couple_id: str, **fields: Any) -> Done[Cycle]:
        """Keep the couple's cycle; one per couple."""
        checked = checked_cycle(fields, self._catalogue)
        with self._vault.begin() as db:
            _couple(db, couple_id)
            cycle = db.scalars(select(Cycle).where(Cycle.couple_id == couple_id)).one_or_none()
            if cycle is None:
                cycle = Cycle(couple_id=couple_id)
                db.add(cycle)
            _set(cycle, checked, None)
        return Done(cycle, Changes.of("couple", "cycle", couple=couple_id))

    def add_rupture(self, couple_id: str, **fields: Any) -> Done[Rupture]:
        """Add a rupture: kind, period, line, who_hurt, spoken_jointly."""
        rupture = Rupture(couple_id=couple_id, **_checked_rupture(fields, self._catalogue))
        with self._vault.begin() as db:
            _couple(db, couple_id)
            db.add(rupture)
        return Done(rupture, Changes.of("couple", "rupture", couple=couple_id))

    def update_rupture(self, rupture_id: str, **fields: Any) -> Done[Rupture]:
        """Change a rupture."""
        checked = _checked_rupture(fields, self._catalogue)
        with self._vault.begin() as db:
            rupture = db.get(Rupture, rupture_id)
            if rupture is None:
                raise InputError("That entry is no longer here.", "Nothing was changed.")
            _set(rupture, checked, None)
        return Done(rupture, Changes.of("couple", "rupture", couple=rupture.couple_id))


def _couple(db: DbSession, couple_id: str) -> Couple:
    couple = db.get(Couple, couple_id)
    if couple is None:
        raise _no_such_couple()
    return couple


def _no_such_couple() -> InputError:
    return InputError("That couple is no longer here.", "Nothing was changed.", "couple")


def _names(db: DbSession, couple_id: str) -> tuple[str, str]:
    query = select(Partner.side, Partner.name).where(Partner.couple_id == couple_id)
    names = {row[0]: row[1] for row in db.execute(query).all()}
    return names[Side.A], names[Side.B]


def _set(record: Any, fields: dict[str, Any], allowed: tuple[str, ...] | None) -> None:
    for name, value in fields.items():
        if (
            (allowed is not None and name not in allowed)
            or name in ("id", "couple_id")
            or not hasattr(record, name)
        ):
            raise TypeError(f"{type(record).__name__} has no field {name} that can be changed")
        setattr(record, name, value)


def _check_couple(fields: dict[str, Any], today: dt.date) -> None:
    started = fields.get("started_on")
    if started is not None and not EARLIEST_START <= started <= today + LONGEST_AHEAD:
        raise InputError(
            "That start date does not look right.",
            "Nothing was changed. Please check the year.",
            "started_on",
        )
    weekday = fields.get("slot_weekday")
    every = fields.get("slot_every")
    if fields.get("status", CoupleStatus.ACTIVE) not in tuple(CoupleStatus):
        raise InputError("A couple is active, paused or closed.", "Nothing was changed.", "status")
    if (weekday is not None and weekday not in range(7)) or every not in (None, "weekly", "alternate"):
        raise InputError("That usual time is not known here.", "Nothing was changed.", "slot_weekday")


def _checked_rupture(fields: dict[str, Any], catalogue: Catalogue) -> dict[str, Any]:
    checked = dict(fields)
    require_known(checked.get("kind"), catalogue.rupture_kinds, "kind")
    for name in ("period", "line"):
        if name in checked:
            checked[name] = clean_line(checked[name], name)
    if checked.get("who_hurt") not in (None, "a", "b", "both"):
        raise InputError("Please say A, B or both.", "Nothing was changed.", "who_hurt")
    return checked
