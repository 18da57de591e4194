"""Where a promise stood when: pure functions of what was said about it, and when each was said to begin."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from therapist_app.commitments.model import Commitment, CommitmentState, EarlierState


@dataclass(frozen=True, slots=True)
class Stretch:
    """From `since` on the promise stood so, until the next stretch; a promise begins active."""

    since: dt.date
    state: str = CommitmentState.ACTIVE
    reason: str = ""

    @property
    def is_active(self) -> bool:
        """Whether the promise holds."""
        return self.state == CommitmentState.ACTIVE


Standing = Sequence[Stretch]


def standing_of(commitment: Commitment, earlier: Iterable[EarlierState] = ()) -> tuple[Stretch, ...]:
    """The stretches of a promise, oldest first: whatever was said later counts from its own day on.

    So a pause whose beginning was wrong is put right by saying it again with another day.
    """
    said = [
        *sorted(earlier, key=lambda one: (one.ended_at, one.id)),
        commitment,
    ]
    found = [Stretch(dt.date.min)]
    for one in said:
        if one.state_on is not None:
            found = [stretch for stretch in found if stretch.since < one.state_on]
            found.append(Stretch(one.state_on, one.state, one.state_reason))
    return tuple(found)


def is_active_on(standing: Standing, day: dt.date) -> bool:
    """Whether the promise held on a day; one that nothing was said of always did."""
    return next((one.is_active for one in reversed(standing) if one.since <= day), True)


def rests_on(standing: Standing, day: dt.date) -> bool:
    """Whether a day lies within a pause or after an end.

    The first day does not: what was kept in its morning still counts.
    """
    return not is_active_on(standing, day) and not is_active_on(standing, day - dt.timedelta(days=1))
