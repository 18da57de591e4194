"""What can be asked of the search, and what it answers."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

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
    unsigned: bool = False  # only of sessions whose note is not signed
    label: str = ""
    kinds: tuple[str, ...] = ()  # of texts: "note", "commitment"; empty for all

    @property
    def narrows(self) -> bool:
        """Whether any filter is set."""
        return replace(self, typed="") != Wish()


@dataclass(frozen=True, slots=True, repr=False)
class Hit:
    """One text that was found: where it belongs, some of its words, and which of their letters were asked for."""

    kind: str  # a kind of `m0003_search_sources`: note, process, addition, couple, partner, commitment ...
    source_id: str
    couple_id: str
    session_id: str
    audience: str
    on_date: dt.date | None
    text: str = ""
    spans: tuple[Span, ...] = ()
    about: str = ""  # of homework and answers the handout's key; of a promise and its check-ins its id


@dataclass(frozen=True, slots=True)
class Found:
    """The first hits, people first and then the newest, and whether there are more."""

    hits: tuple[Hit, ...] = ()
    more: bool = False
