"""A couple with all that belongs to it, read in a few queries however many couples there are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from sqlalchemy import Select, select
from sqlalchemy.orm import Session as DbSession

from therapist_app.couples.model import (
    Couple,
    CoupleStatus,
    Cycle,
    Partner,
    Rupture,
    SafetyEntry,
    Secrets,
    SecretsAgreement,
    Side,
)
from therapist_app.couples.rules import current_safety, current_secrets, cycle_for
from therapist_app.kernel.audience import Reader
from therapist_app.kernel.phrases import called

R = TypeVar("R", Partner, Cycle, SafetyEntry, Rupture, SecretsAgreement)
_MOST_NAMED = 200  # couples; for more, whole tables are read


@dataclass(frozen=True, slots=True)
class CoupleFile:
    """A couple with what belongs to it; `safety` and `secrets` are the entries that hold now."""

    couple: Couple
    a: Partner
    b: Partner
    safety: SafetyEntry | None = None
    cycle: Cycle | None = None
    ruptures: tuple[Rupture, ...] = field(default=())
    secrets: SecretsAgreement | None = None

    @property
    def safety_status(self) -> str:
        """The safety status that holds now."""
        return self.safety.status if self.safety else "not_assessed"

    @property
    def secrets_policy(self) -> str:
        """What holds now about what one partner says alone; "" while nothing is agreed."""
        policy = self.secrets.policy if self.secrets else Secrets.NONE
        return "" if policy == Secrets.NONE else policy

    def partner(self, side: str) -> Partner:
        """Partner A or B."""
        return self.a if side == Side.A else self.b

    def called(self, side: str) -> str:
        """What a partner is called on screen, where much else has to be said; paper and forms have the whole name."""
        one, other = (self.a, self.b) if side == Side.A else (self.b, self.a)
        return called(one.name, other.name)

    def for_reader(self, reader: Reader) -> CoupleFile:
        """Only what a reader may see: names and pronouns always, the rest by its audience.

        The safety status is no fact for a page, so it is left out whole for a couple or a partner; who was
        hurt stays with the clinician.
        """
        if reader == Reader.CLINICIAN:
            return self
        safety = self.safety if self.safety and reader.may_see(self.safety.audience) else None
        seen = (rupture for rupture in self.ruptures if reader.may_see(rupture.audience))
        people = {side: _partner_for(self.partner(side), reader) for side in Side}
        return replace(
            self,
            a=people[Side.A],
            b=people[Side.B],
            safety=safety,
            cycle=cycle_for(self.cycle, reader),
            ruptures=tuple(_without_hurt(rupture) for rupture in seen),
            secrets=self.secrets if self.secrets and reader.may_see(self.secrets.audience) else None,
        )


def _partner_for(partner: Partner, reader: Reader) -> Partner:
    if reader.may_see(partner.audience):
        return partner
    return Partner(
        id=partner.id,
        couple_id=partner.couple_id,
        side=partner.side,
        name=partner.name,
        pronouns=partner.pronouns,
    )


def _without_hurt(rupture: Rupture) -> Rupture:
    return Rupture(
        id=rupture.id,
        couple_id=rupture.couple_id,
        kind=rupture.kind,
        period=rupture.period,
        line=rupture.line,
        spoken_jointly=rupture.spoken_jointly,
        audience=rupture.audience,
    )


def open_ids() -> Select[str]:
    """A query for the couples whose work is not closed."""
    return select(Couple.id).where(Couple.status != CoupleStatus.CLOSED)


def files_of(db: DbSession, couples: Sequence[Couple]) -> list[CoupleFile]:
    """Files of many couples in five queries, however many there are."""
    ids = [couple.id for couple in couples]
    partners = {(partner.couple_id, partner.side): partner for partner in _rows(db, Partner, ids)}
    cycles = {cycle.couple_id: cycle for cycle in _rows(db, Cycle, ids)}
    safety, ruptures = _grouped(_rows(db, SafetyEntry, ids)), _grouped(_rows(db, Rupture, ids))
    secrets = _grouped(_rows(db, SecretsAgreement, ids))
    return [
        CoupleFile(
            couple,
            partners[couple.id, Side.A],
            partners[couple.id, Side.B],
            current_safety(safety.get(couple.id, ())),
            cycles.get(couple.id),
            tuple(sorted(ruptures.get(couple.id, ()), key=lambda rupture: rupture.id)),
            current_secrets(secrets.get(couple.id, ())),
        )
        for couple in couples
    ]


def _rows(db: DbSession, record: type[R], ids: Sequence[str]) -> Sequence[R]:
    query = select(record)
    return db.scalars(query.where(record.couple_id.in_(ids)) if len(ids) < _MOST_NAMED else query).all()


def _grouped(records: Iterable[R]) -> dict[str, list[R]]:
    groups: dict[str, list[R]] = {}
    for record in records:
        groups.setdefault(record.couple_id, []).append(record)
    return groups
