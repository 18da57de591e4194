"""A sheet born in a session: words chosen in its note, a copy for each partner with that one's own items.

A copy holds only what its holder may read in that note as it is kept now: joint parts and the holder's own. What was
chosen elsewhere, or changed its reader since, is left out without a trace.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Unpack

from therapist_app.couples.model import Side
from therapist_app.couples.service import CoupleFile, CoupleService
from therapist_app.homework.hold import Hold, hold_for, is_safe_at_home
from therapist_app.homework.model import Assignment, Holder
from therapist_app.homework.own_service import SAID
from therapist_app.homework.service import Choices, audience_of
from therapist_app.kernel.audience import Audience
from therapist_app.kernel.changes import Changes, Done
from therapist_app.kernel.clock import Clock
from therapist_app.kernel.errors import InputError, SafetyHold
from therapist_app.kernel.words import clean_line, require_order
from therapist_app.practice.service import PracticeService
from therapist_app.practice.stationery import stationery_of
from therapist_app.sessions.model import Session
from therapist_app.sessions.paper import NotePapers
from therapist_app.vault.vault import Vault

if TYPE_CHECKING:
    from therapist_app.documents.page import RenderedDocument

TITLE = "From our session"
_MOST_WORDS = 60  # passages, and items for one partner
_NOTHING = "Nothing was printed."


@dataclass(frozen=True, slots=True)
class Chosen:
    """A passage chosen in a note, under the label it stood under."""

    audience: str
    text: str


@dataclass(frozen=True, slots=True)
class SaidDraft:
    """A sheet as it is put together; `for_a` and `for_b` are lines for that partner's copy alone."""

    words: tuple[Chosen, ...]
    title: str = TITLE
    for_a: tuple[str, ...] = ()
    for_b: tuple[str, ...] = ()

    def items(self, side: Side) -> tuple[str, ...]:
        """What stands on one partner's copy besides words of the note."""
        return self.for_a if side == Side.A else self.for_b


@dataclass(frozen=True, slots=True)
class SaidCopy:
    """One partner's copy: only words that this partner may hold."""

    side: Side
    title: str
    words: tuple[str, ...]
    items: tuple[str, ...]


class SaidService:
    """Prints and gives such a sheet. It is not kept beside the note: its words stand there."""

    def __init__(
        self,
        vault: Vault,
        clock: Clock,
        practice: PracticeService,
        couples: CoupleService,
        papers: NotePapers,
    ) -> None:
        self._vault = vault
        self._clock = clock
        self._practice = practice
        self._couples = couples
        self._papers = papers

    def copies(self, session_id: str, draft: SaidDraft, holder: str) -> tuple[SaidCopy, ...]:
        """The copies that a holder gets, one for each where it is both; InputError if one would hold nothing."""
        sides = tuple(Side) if holder == Holder.BOTH else (Side(holder),)
        if max(len(draft.words), len(draft.for_a), len(draft.for_b)) > _MOST_WORDS:
            raise InputError(
                f"A sheet holds up to {_MOST_WORDS} lines.", f"{_NOTHING} Choose fewer words.", "words"
            )
        title = clean_line(draft.title, "title") or TITLE
        found: list[SaidCopy] = []
        for side in sides:
            readable = self._readable(session_id, side)
            words = tuple(one.text for one in draft.words if _may_hold(one, side, readable))
            items = tuple(clean_line(one, "items") for one in draft.items(side) if one.strip())
            if not (words or items):
                sentence = "Nothing of what you chose is for that partner."
                raise InputError(sentence, "Choose other words, or write a line for that copy.", "words")
            found.append(SaidCopy(side, title, words, items))
        return tuple(found)

    def layout(
        self, session_id: str, draft: SaidDraft, **choices: Unpack[Choices]
    ) -> Callable[[], RenderedDocument]:
        """Read what may stand on each copy, and give back the work of laying it out.

        Raises SafetyHold as any sheet that is for one partner alone.
        """
        holder = choices.get("holder", Holder.BOTH)
        file = self._file(session_id)
        _require_free(file, holder, choices.get("override_reason", ""))
        copies = self.copies(session_id, draft, holder)
        stationery, today = stationery_of(self._practice.get(), choices.get("paper")), self._clock.today()

        def lay_out() -> RenderedDocument:
            from therapist_app.homework.said_pdf import said_pdf  # the faces are read when something prints

            large, review_on = choices.get("large", False), choices.get("review_on")
            return said_pdf(copies, file, stationery, today, review_on=review_on, large=large)

        return lay_out

    def give(
        self,
        session_id: str,
        draft: SaidDraft,
        *,
        holder: str,
        review_on: dt.date | None = None,
        override_reason: str = "",
    ) -> Done[Assignment]:
        """Record that it was given; what stood on it is in the note."""
        file, today = self._file(session_id), self._clock.today()
        hold = _require_free(file, holder, override_reason)
        self.copies(session_id, draft, holder)
        require_order(today, review_on, "The review is before the day it was given.", "review_on")
        with self._vault.begin() as db:
            session = db.get(Session, session_id)
            assignment = Assignment(
                couple_id=file.couple.id,
                session_id=session_id,
                handout=SAID,
                handout_version=1,
                holder=holder,
                given_on=today,
                review_on=review_on,
                override_reason=clean_line(override_reason, "override_reason") if hold else "",
                audience=audience_of(holder, session),
                created_at=self._clock.now(),
            )
            db.add(assignment)
        return Done(assignment, Changes.of("assignment", couple=file.couple.id))

    def _file(self, session_id: str) -> CoupleFile:
        with self._vault.read() as db:
            session = db.get(Session, session_id)
        if session is None:
            raise InputError("That session is no longer here.", _NOTHING, "session")
        return self._couples.get(session.couple_id)

    def _readable(self, session_id: str, side: Side) -> dict[str, list[str]]:
        """What one partner may read in the note as it is kept now: texts by their label."""
        try:
            note = self._papers.read(session_id, side).note
        except InputError:  # nothing is for this partner
            return {}
        found: dict[str, list[str]] = {}
        for part in note.parts:
            found.setdefault(part.audience, []).extend(block.text for block in part.blocks)
        return found


def _may_hold(one: Chosen, side: Side, readable: dict[str, list[str]]) -> bool:
    """Whether a passage stands in the note under a label that this partner may read.

    A joint passage of a session with one partner alone stands there as that partner's own.
    """
    if one.audience not in (Audience.JOINT, side) or not one.text.strip():
        return False
    texts = [text for label in {one.audience, side} for text in readable.get(label, ())]
    return any(one.text in text for text in texts)


def hold_of(file: CoupleFile, holder: str) -> Hold | None:
    """What holds such a sheet back: it is for each alone, so never joint where one partner may be afraid, and it goes
    home as any paper does.
    """
    at_home = is_safe_at_home(file, holder)
    return hold_for(
        file.safety_status, holder, needs_safety=False, if_coercion="alone_only", safe_at_home=at_home
    )


def _require_free(file: CoupleFile, holder: str, reason: str) -> Hold | None:
    """The hold that a reason has lifted, or None."""
    if holder not in tuple(Holder):
        raise InputError("A sheet is for both, for A or for B.", _NOTHING, "holder")
    hold = hold_of(file, holder)
    if hold and not (hold.can_override and reason.strip()):
        raise SafetyHold(hold.sentence, hold.advice, can_override=hold.can_override)
    return hold
