"""Entries of guidance: its rules, and the numbers that they turn on."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Annotated

from therapist_app.catalogue.entries import Ref


@dataclass(frozen=True, slots=True)
class GuidanceRule:
    """A rule of guidance; what it looks at is data, how it looks is a function of the same key."""

    key: str
    label: str
    when: str
    says: str
    instead: str | None = None
    silent_while: Annotated[tuple[str, ...] | None, Ref("safety_statuses")] = None
    phases: Annotated[tuple[str, ...] | None, Ref("phases")] = None
    groups: Annotated[tuple[str, ...] | None, Ref("block_groups")] = None
    blocks: Annotated[tuple[str, ...] | None, Ref("blocks")] = None
    signs: Annotated[tuple[str, ...] | None, Ref("signs")] = None
    styles: Annotated[tuple[str, ...] | None, Ref("styles")] = None
    ruptures: Annotated[tuple[str, ...] | None, Ref("rupture_kinds")] = None
    components: Annotated[tuple[str, ...] | None, Ref("components")] = None

    @property
    def misplaced(self) -> str:
        """A key that this rule has too many or too few; "" if it has those that its function reads."""
        optional = (one.name for one in fields(self) if one.default is None)
        given = {name for name in optional if getattr(self, name) is not None}
        return next(iter(sorted(given ^ _LOOKS_AT.get(self.key, set()))), "")


_LOOKS_AT = {
    "alone_first": {"groups"},
    "worse_now": {"blocks"},
    "safety_first": {"groups", "phases"},
    "apology_alone": {"blocks"},
    "not_the_finish": {"phases", "signs"},
    "slow_down": {"groups"},
    "one_sided": {"silent_while", "phases", "groups", "components"},
    "after_crisis": {"phases"},
    "style_fit": {"instead", "silent_while", "styles", "ruptures"},
}


@dataclass(frozen=True, slots=True)
class Threshold:
    """A number that a rule turns on; the practice may change it from `least` to `most`."""

    key: str
    rule: Annotated[str, Ref("guidance_rules")]
    label: str
    unit: str
    default: int
    least: int
    most: int
