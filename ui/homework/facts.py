"""Everything the homework tab shows, gathered in one visit to the vault thread; no Qt."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from therapist_app.catalogue.model import Catalogue
from therapist_app.couples.model import SafetyStatus
from therapist_app.couples.service import CoupleFile
from therapist_app.homework.handout_file import Handout
from therapist_app.homework.handout_fill import unnamed
from therapist_app.homework.hold import Hold, hold_on
from therapist_app.homework.model import Assignment, Holder, ReturnedSheet
from therapist_app.homework.own_service import title_without_sheet
from therapist_app.kernel.dates import short_day
from therapist_app.practice.stationery import stationery_of
from therapist_app.progression.caseload import next_slot
from ui.kit.discreet import spoken_name, without_names

if TYPE_CHECKING:
    from therapist_app.workspace import Workspace

PACKET = "packet"  # stands for several sheets where the key of one would


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One sheet as a couple's list shows it; `holds` is why it is held back for each holder."""

    key: str
    title: str
    line: str  # "Step 6 · one partner · 40 min"
    reason: str  # why it is suggested; "" where it is not
    holder: str  # for whom it is first shown
    holds: dict[str, Hold | None]
    purpose: str
    whom: str  # the sheet's own: "both", "each" or "one"
    last_given: dt.date | None
    liked: bool = False  # among the favourites

    @property
    def hold(self) -> Hold | None:
        """Why it is held back for whom it is first shown."""
        return self.holds[self.holder]

    @property
    def second_line(self) -> str:
        """Under the title: why it is suggested, else when it was given, else what it is for."""
        if self.reason:
            return self.reason
        return f"Given {short_day(self.last_given)}" if self.last_given else self.purpose


@dataclass(frozen=True, slots=True)
class HomeworkFacts:
    """A couple's sheets: suggested, all, given."""

    couple: CoupleFile
    today: dt.date
    phase: str  # its label, "" before the first
    phase_number: int
    paper: str
    sheets: tuple[SheetRow, ...]
    given: tuple[Assignment, ...]
    discreet: bool  # names are hidden on screen
    next_on: dt.date  # the next session, or a week from now: when a sheet is looked at together
    returned: Mapping[str, ReturnedSheet] = field(default_factory=dict[str, ReturnedSheet])  # by assignment

    @property
    def paused(self) -> bool:
        """Whether joint work is paused."""
        return self.couple.safety_status == SafetyStatus.UNSAFE

    def name(self, holder: str) -> str:
        """A partner's name, or "Both"."""
        return self._partner(holder) or "Both"

    def names(self, holder: str) -> str:
        """Who holds the paper, inside a sentence: "Ben", or "both"."""
        return self._partner(holder) or "both"

    def words(self, text: str) -> str:
        """A text that someone wrote; while names are hidden the partners' names in it are initials."""
        return without_names(text, self.couple.a.name, self.couple.b.name) if self.discreet else text

    def _partner(self, holder: str) -> str:
        name = self.couple.called(holder) if holder in ("a", "b") else ""
        return spoken_name(name, discreet=self.discreet) if name else ""

    def sheet(self, key: str) -> SheetRow | None:
        """The row of a sheet, if this build has it."""
        return next((row for row in self.sheets if row.key == key), None)

    def packet(self, keys: Sequence[str]) -> SheetRow | None:
        """Several sheets as one: it waits where one of them does; while joint work is paused it is for one alone."""
        rows = [row for key in keys if (row := self.sheet(key))]
        if not rows:
            return None
        count = "1 sheet" if len(rows) == 1 else f"{len(rows)} sheets"
        return SheetRow(
            key=PACKET,
            title=f"Packet of {count}",
            line=count,
            reason="",
            holder=Holder.A if self.paused else Holder.BOTH,
            holds={str(one): _first_hold(rows, one) for one in Holder},
            purpose="",
            whom="both",
            last_given=None,
        )

    def to_hold(self, key: str, holder: str) -> str:
        """Who may hold a sheet that is shown: "for Ben to hold", or "a copy for each"."""
        if key == PACKET and holder == Holder.BOTH:
            return "a copy for each, and one for the file"
        row = self.sheet(key)
        if holder == Holder.BOTH and row is not None and row.whom != "both":
            return "a copy for each"
        return f"for {self.names(holder)} to hold"

    def home_words(self, holder: str) -> str:
        """Where safety is in question: whether this partner may have paper at home, or that nobody asked yet."""
        if holder == Holder.BOTH or self.couple.safety_status not in (
            SafetyStatus.CONCERNS,
            SafetyStatus.UNSAFE,
        ):
            return ""
        name, safe = self.name(holder), self.couple.partner(holder).safe_to_take_home
        if safe is None:
            return f"Ask {name} first, alone: is it safe to have this at home? The page of safety keeps the answer."
        return f"{name} said that paper at home is {'safe' if safe else 'not safe'}."

    def title(self, key: str) -> str:
        """A sheet's title; its key in words for a sheet that is no longer shipped."""
        row = self.sheet(key)
        return row.title if row else title_without_sheet(key)

    @property
    def out_now(self) -> list[Assignment]:
        """The sheets that are given and not yet looked at, newest first."""
        return [one for one in self.given if one.reviewed_on is None]

    @property
    def holders(self) -> list[tuple[str, str]]:
        """Who may be given paper, with names: nothing is for both while joint work is paused."""
        keys = (Holder.A, Holder.B) if self.paused else (Holder.BOTH, Holder.A, Holder.B)
        return [(str(key), self.name(key)) for key in keys]

    def given_today(self, key: str, holder: str, review_on: dt.date | None) -> bool:
        """Whether just this was noted today already, so that a second print is no second sheet."""
        return any(
            (one.handout, one.holder, one.given_on, one.review_on) == (key, holder, self.today, review_on)
            for one in self.out_now
        )


def gather(workspace: Workspace, couple_id: str, *, discreet: bool = False) -> HomeworkFacts:
    """Read everything the tab shows; runs on the vault thread."""
    homework, catalogue, today = workspace.homework, workspace.catalogue, workspace.clock.today()
    file = workspace.couples.get(couple_id)
    phase = workspace.progression.phase(couple_id)
    given = homework.assignments(couple_id)
    last = next((row.session.on_date for row in workspace.sessions.list(couple_id, limit=1)), None)
    reasons = {one.handout.key: one.reason for one in homework.suggestions(couple_id)}
    seen_in = {tag.tag.block: tag.tag.seen_in for tag in workspace.progression.active_blocks(couple_id)}
    liked = homework.own.favourites()
    ranks = {key: place for place, key in enumerate(reasons)}
    rows = [
        SheetRow(
            key=handout.key,
            title=handout.title,
            line=_line(handout, catalogue),
            reason=reasons.get(handout.key, ""),
            holder=_holder(handout, seen_in, paused=file.safety_status == SafetyStatus.UNSAFE),
            holds={str(one): hold_on(handout.head, file, one) for one in Holder},
            purpose=unnamed(handout.head.purpose),
            whom=handout.head.for_,
            last_given=next((one.given_on for one in given if one.handout == handout.key), None),
            liked=handout.key in liked,
        )
        for handout in homework.library()
    ]
    rows.sort(key=lambda row: ranks.get(row.key, len(ranks)))
    return HomeworkFacts(
        couple=file,
        today=today,
        phase=catalogue.phase(phase.phase).label if phase else "",
        phase_number=catalogue.phase(phase.phase).number if phase else 0,
        paper=stationery_of(workspace.practice.get()).paper,
        sheets=tuple(rows),
        given=given,
        discreet=discreet,
        returned=workspace.returns.by_assignment(couple_id),
        next_on=next_slot(file.couple, last, today + dt.timedelta(days=1)) or today + dt.timedelta(days=7),
    )


def _first_hold(rows: Sequence[SheetRow], holder: str) -> Hold | None:
    """What holds several sheets back: a hold that no reason lifts before others."""
    holds = [(row.title, hold) for row in rows if (hold := row.holds[holder])]
    holds.sort(key=lambda pair: pair[1].can_override)
    return next((replace(hold, sentence=f"{title}: {hold.sentence}") for title, hold in holds), None)


def _holder(handout: Handout, seen_in: dict[str, str], *, paused: bool) -> str:
    """For whom a sheet is first shown: both where they share it, else the partner a block is seen in."""
    if handout.head.for_ != "one":
        return Holder.A if paused else Holder.BOTH
    sides = [seen_in[block] for block in handout.head.blocks if seen_in.get(block) in ("a", "b")]
    return sides[0] if sides else Holder.A


def _line(handout: Handout, catalogue: Catalogue) -> str:
    head = handout.head
    step = f"Step {catalogue.step(head.step).number} · " if head.step else ""
    whom = {"both": "both", "each": "one each", "one": "one partner"}[head.for_]
    words = f"{step}{whom} · {head.minutes} min"
    return words[0].upper() + words[1:]
