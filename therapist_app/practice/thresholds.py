"""The numbers that rules of guidance turn on, as this practice set them; kept in the vault with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

from sqlalchemy.orm import Session as DbSession

from therapist_app.catalogue.model import Catalogue
from therapist_app.kernel.changes import Changes, Done
from therapist_app.kernel.errors import InputError
from therapist_app.practice.model import Remembered
from therapist_app.vault.vault import Vault

_KEY = "thresholds"


@dataclass(frozen=True, slots=True, kw_only=True)
class Thresholds:
    """One field for each threshold of the catalogue, which says what it means and how far it may go."""

    low_rate: int
    low_rate_answers: int
    low_signs: int
    one_sided_share: int
    one_sided_items: int
    skip_sessions: int
    stalled_months: int
    sign_drop: int
    falling_weeks: int
    injury_months: int
    past_review_days: int
    unseen_weeks: int
    unsigned_days: int
    review_weeks: int


def thresholds_of(catalogue: Catalogue, kept: Mapping[str, Any] | None = None) -> Thresholds:
    """The catalogue's numbers, and in their place those that were kept and are still within bounds."""
    kept, found = kept or {}, dict[str, int]()
    for one in catalogue.thresholds:
        value = kept.get(one.key)
        if not isinstance(value, int) or not one.least <= value <= one.most:
            value = one.default
        found[one.key] = value
    return Thresholds(**found)


def read_thresholds(db: DbSession, catalogue: Catalogue) -> Thresholds:
    """The thresholds of this practice."""
    return thresholds_of(catalogue, _kept(db))


def _kept(db: DbSession) -> dict[str, Any]:
    found = db.get(Remembered, _KEY)
    return dict(cast("dict[str, Any]", found.value)) if found else {}


class ThresholdService:
    """Reads and changes the thresholds; each change applies at once."""

    def __init__(self, vault: Vault, catalogue: Catalogue) -> None:
        self._vault = vault
        self._catalogue = catalogue

    def get(self) -> Thresholds:
        """The numbers in use."""
        with self._vault.read() as db:
            return read_thresholds(db, self._catalogue)

    def set(self, key: str, value: int) -> Done[Thresholds]:
        """Change one; raises InputError beyond its bounds."""
        known = {one.key: one for one in self._catalogue.thresholds}
        if key not in known:
            raise InputError("That cannot be set for the practice.", "Nothing was changed.", key)
        one = known[key]
        if not one.least <= value <= one.most:
            words = f"Please give a number from {one.least} to {one.most}."
            raise InputError(words, "Nothing was changed.", key)
        with self._vault.begin() as db:
            return self._keep(db, {**_kept(db), key: value})

    def use_usual(self) -> Done[Thresholds]:
        """Use the catalogue's numbers again."""
        with self._vault.begin() as db:
            return self._keep(db, {})

    def _keep(self, db: DbSession, kept: dict[str, Any]) -> Done[Thresholds]:
        db.merge(Remembered(key=_KEY, value=kept))
        return Done(thresholds_of(self._catalogue, kept), Changes.of("threshold"))
