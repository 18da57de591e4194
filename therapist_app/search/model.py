"""What can be asked of the search, and what it answers."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

Span = tuple[int, int]  # start, length


@dataclass(frozen=True, slots=True)
class Wish:
    """Words and filters; an empty filter asks for everything.

    `phase` is the phase at the date of the text, `block` one tagged in its session, `present` who was there. `label`
    is the audience of the text: what is for the therapist alone is found only where that is asked for.
    """

    typed: str = ""
    couple_id: str = ""
    phase: str = ""
    block: str = ""
    present: str = ""
    since: dt.date | None = None
    until: dt.date | None = None
    draft: bool = False  # only of sessions whose note is not done
    label: str = ""
    kinds: tuple[str, ...] = ()  # of texts: "note", "commitment"; empty for all


@dataclass(frozen=True, slots=True, repr=False)
class Hit:
    """One text that was found: where it belongs, some of its words, and which of their letters were asked for."""

    kind: str  # note, process, couple, partner, commitment, check_in, homework, phase, block, rupture, safety
    source_id: str
    couple_id: str
    session_id: str
    audience: str
    on_date: dt.date | None
    text: str = ""
    spans: tuple[Span, ...] = ()
    handout: str = ""  # key of the handout, of homework


@dataclass(frozen=True, slots=True)
class Found:
    """The first hits, people first and then the newest, and whether there are more."""

    hits: tuple[Hit, ...] = ()
    more: bool = False
