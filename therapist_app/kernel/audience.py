"""Who may see a fact, and for whom something is computed.

Source: the practice rule that two people share one record and paper goes home. Every fact has an
`Audience`; every figure, sentence, count and print is computed for a `Reader` from only what that reader
may see, and never shows that something was left out.
"""

from __future__ import annotations

from enum import StrEnum


class Audience(StrEnum):
    """Who may read a fact; kept on every row that holds one."""

    JOINT = "joint"
    A = "a"
    B = "b"
    THERAPIST = "therapist"


class Reader(StrEnum):
    """For whom an output is computed. `CLINICIAN` is the screen, `SUPERVISION` a report without names."""

    BOTH = "both"
    A = "a"
    B = "b"
    SUPERVISION = "supervision"
    CLINICIAN = "clinician"

    @property
    def sees(self) -> frozenset[str]:
        """The audiences whose facts may enter an output for this reader."""
        return _SEES[self]

    def may_see(self, audience: Audience | str) -> bool:
        """Whether a fact for this audience may enter an output for this reader."""
        return audience in _SEES[self]


_SEES: dict[Reader, frozenset[str]] = {
    Reader.BOTH: frozenset({Audience.JOINT}),
    Reader.A: frozenset({Audience.JOINT, Audience.A}),
    Reader.B: frozenset({Audience.JOINT, Audience.B}),
    Reader.SUPERVISION: frozenset(Audience),
    Reader.CLINICIAN: frozenset(Audience),
}
