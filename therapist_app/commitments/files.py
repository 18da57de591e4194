"""A promise with its check-ins and what they say, read for one reader."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.orm import Session as DbSession

from therapist_app.commitments.cadence import OpenDays, is_to_ask, open_days
from therapist_app.commitments.figures import Figures, figures_of, line_slip
from therapist_app.commitments.model import CheckIn, Commitment, EarlierState
from therapist_app.commitments.standing import Stretch, standing_of
from therapist_app.kernel.audience import Reader


@dataclass(frozen=True, slots=True)
class CommitmentFile:
    """A promise, its check-ins (oldest first) and what they say, all for one reader."""

    commitment: Commitment
    check_ins: tuple[CheckIn, ...]
    figures: Figures
    standing: tuple[Stretch, ...] = ()

    def open_days(self, day: dt.date, without: str = "") -> OpenDays | None:
        """The days up to this one that one answer can be about, as if the check-in `without` were not there."""
        asked = (one.on_date for one in self.check_ins if one.id != without)
        return open_days(self.commitment, asked, day, self.standing)

    def as_of(self, day: dt.date) -> CommitmentFile:
        """The same with what was answered up to a day."""
        so_far = tuple(one for one in self.check_ins if one.on_date <= day)
        return replace(
            self, check_ins=so_far, figures=figures_of(self.commitment, so_far, day, self.standing)
        )

    def line_slip(self, safety_at: dt.datetime | None) -> dt.date | None:
        """The day a bottom line did not hold, as long as safety was not entered since."""
        return line_slip(self.commitment, self.figures.days, self.check_ins, safety_at)


def files_of(
    db: DbSession, promises: Iterable[Commitment], reader: Reader, today: dt.date
) -> tuple[CommitmentFile, ...]:
    """These promises in their order, as far as the reader may see them, in a query for each kind of fact."""
    sees = reader.sees
    seen = [promise for promise in promises if promise.audience in sees]
    if not seen:
        return ()
    ids = [promise.id for promise in seen]
    check_ins: dict[str, list[CheckIn]] = {}
    query = select(CheckIn).where(CheckIn.commitment_id.in_(ids), CheckIn.audience.in_(sees))
    for check_in in db.scalars(query.order_by(CheckIn.on_date, CheckIn.created_at, CheckIn.id)):
        check_ins.setdefault(check_in.commitment_id, []).append(check_in)
    stood: dict[str, list[EarlierState]] = {}
    states = select(EarlierState).where(EarlierState.commitment_id.in_(ids), EarlierState.audience.in_(sees))
    for earlier in db.scalars(states):
        stood.setdefault(earlier.commitment_id, []).append(earlier)
    return tuple(
        CommitmentFile(one, tuple(own), figures_of(one, own, today, standing), standing)
        for one in seen
        for own in [check_ins.get(one.id, [])]
        for standing in [standing_of(one, stood.get(one.id, ()))]
    )


def pairs_of(files: Iterable[CommitmentFile]) -> list[tuple[Commitment, Figures]]:
    """Promises with their figures, as the balance and the small wins are made from them."""
    return [(file.commitment, file.figures) for file in files]


def due_of(files: Iterable[CommitmentFile], day: dt.date) -> tuple[CommitmentFile, ...]:
    """Of promises in hand, those to ask about on a day."""
    return tuple(
        file
        for file in files
        if is_to_ask(file.commitment, (one.on_date for one in file.check_ins), day, file.standing)
    )
