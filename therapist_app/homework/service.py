"""Use cases of handouts: the library, the safety hold, printing a sheet and what was given."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypedDict, Unpack

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session as DbSession

from therapist_app.catalogue.model import Catalogue
from therapist_app.commitments.files import CommitmentFile
from therapist_app.commitments.rules import narrower
from therapist_app.commitments.service import CommitmentService
from therapist_app.couples.model import SafetyStatus
from therapist_app.couples.service import CoupleFile, CoupleService
from therapist_app.documents.blanks import Blank
from therapist_app.homework.choosing import ALONE, for_one_alone, suits
from therapist_app.homework.hold import Hold, hold_on
from therapist_app.homework.model import DUE_AFTER, Assignment, Holder
from therapist_app.homework.outcome import NOTHING_SAID, SheetOutcome, checked_outcome
from therapist_app.homework.own_service import OwnSheetService, title_without_sheet
from therapist_app.homework.sheet_files import let_files_go
from therapist_app.homework.shipped_titles import shipped_titles
from therapist_app.kernel.audience import Audience
from therapist_app.kernel.changes import Changes, Done
from therapist_app.kernel.clock import Clock
from therapist_app.kernel.dates import span_words
from therapist_app.kernel.errors import InputError, SafetyHold
from therapist_app.kernel.words import clean_line, not_in_future, require_order
from therapist_app.practice.service import PracticeService
from therapist_app.practice.stationery import stationery_of
from therapist_app.progression.loose_ends import LooseEnd
from therapist_app.progression.service import ProgressionService
from therapist_app.repair.marks import forget_sheet
from therapist_app.sessions.model import Session
from therapist_app.vault.vault import Vault

if TYPE_CHECKING:
    from therapist_app.homework.handout_file import Handout


class Choices(TypedDict, total=False):
    """How a sheet is wanted: for whom, on what paper, in what letters, and why in spite of a hold."""

    holder: str
    paper: str | None
    override_reason: str
    large: bool
    review_on: dt.date | None
    mark: str  # of a fillable file
    password: str  # the same


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A handout that fits this couple now, and the facts that say so."""

    handout: Handout
    reason: str


@dataclass(frozen=True, slots=True)
class RenderedSheet:
    """A handout ready to print: the PDF in memory, how many pages, and what could not be printed.

    `blanks` are the fields of a fillable one.
    """

    pdf: bytes
    title: str
    holder: str
    pages: int
    notices: tuple[str, ...]
    blanks: tuple[Blank, ...] = ()


class HomeworkService:
    """Chooses, prints and gives handouts."""

    def __init__(
        self,
        vault: Vault,
        catalogue: Catalogue,
        clock: Clock,
        practice: PracticeService,
        couples: CoupleService,
        commitments: CommitmentService,
        progression: ProgressionService,
    ) -> None:
        self._vault = vault
        self._catalogue = catalogue
        self._clock = clock
        self._practice = practice
        self._couples = couples
        self._commitments = commitments
        self._progression = progression
        self.own = OwnSheetService(vault, catalogue, clock)
        self._shipped: tuple[Handout, ...] = ()
        self._shipped_titles: dict[str, str] = {}

    def library(self) -> tuple[Handout, ...]:
        """The practice's own handouts, then every one that ships with Attune, in the order of the phases they serve."""
        return (*self.own.handouts(), *self.shipped())

    def shipped(self) -> tuple[Handout, ...]:
        """Every handout that ships with Attune, in the order of the phases they serve."""
        if not self._shipped:
            # With its parser, for the first sheet.
            from therapist_app.homework.handout_file import shipped_library

            order = {phase.key: phase.number for phase in self._catalogue.phases}
            self._shipped = tuple(
                sorted(
                    shipped_library(), key=lambda one: (min(order[key] for key in one.head.phases), one.title)
                )
            )
        return self._shipped

    def handout(self, key: str) -> Handout:
        """The handout with this key; raises InputError if there is none."""
        for some in (self.shipped, self.own.handouts):  # own ones have keys that none of ours has
            found = next((one for one in some() if one.key == key), None)
            if found:
                return found
        raise InputError("There is no handout with that key.", "`attune handouts` lists them.", "key")

    def titles(self) -> dict[str, str]:
        """By key, the titles of all sheets, own ones first. No handout is read for it, so it is quick."""
        if not self._shipped_titles:
            self._shipped_titles = shipped_titles()
        own = {one.key: one.title for one in self.own.list()}
        return {**own, **self._shipped_titles}

    def title(self, key: str) -> str:
        """The title of a sheet, of one that is no longer here too."""
        return self.titles().get(key) or title_without_sheet(key)

    def suggestions(self, couple_id: str) -> tuple[Suggestion, ...]:
        """Handouts for the couple's open blocks, then for its phase, each with its reason; while joint work is paused,
        sheets for one partner alone come first.

        None that is on hold for good, and none meant for a style, profile or life stage that neither partner has.
        """
        file = self._couples.get(couple_id)
        entry = self._progression.phase(couple_id)
        blocks = self._progression.active_blocks(couple_id)
        today = self._clock.today()
        found: list[Suggestion] = []
        paused = file.safety_status == SafetyStatus.UNSAFE
        for handout in self.library():
            hold = hold_on(handout.head, file, _first_holder(handout))
            if hold is not None and not hold.can_override:
                continue
            if not suits(handout.head, (file.a, file.b), self._catalogue, today):
                continue
            if paused and for_one_alone(handout.head):
                found.insert(_alone_rank(found), Suggestion(handout, ALONE))
                continue
            fits = [block for block in blocks if block.tag.block in handout.head.blocks]
            if fits:
                label = self._catalogue.block(fits[0].tag.block).label
                age = span_words((today - fits[0].since).days)
                found.insert(_block_rank(found), Suggestion(handout, f"{label}, open {age}"))
            elif entry and entry.phase in handout.head.phases and not handout.head.on_request:
                found.append(Suggestion(handout, f"Fits {self._catalogue.phase(entry.phase).label}"))
        return tuple(found)

    def render(self, couple_id: str, key: str, **choices: Unpack[Choices]) -> RenderedSheet:
        """Lay out a sheet; raises SafetyHold where safety holds it back and no reason may or does lift that."""
        return self.layout(couple_id, key, **choices)()

    def layout(self, couple_id: str, key: str, **choices: Unpack[Choices]) -> Callable[[], RenderedSheet]:
        """Read what stands on a sheet, and give back the work of laying it out, which needs no vault any more.

        Raises SafetyHold where safety holds the sheet back and no reason may or does lift that.
        """
        holder = choices.get("holder", Holder.BOTH)
        with self._vault.read():
            handout, file = self.handout(key), self._couples.get(couple_id)
            require_free(handout, file, holder, choices.get("override_reason", ""))
            promises = self._commitments.list(couple_id, holder, state="active")
            return self._layout(lambda: handout, file, promises, choices)

    def render_blank(self, key: str, **choices: Unpack[Choices]) -> RenderedSheet:
        """Lay out a sheet with lines in place of names: for a look at it, or for a drawer of copies."""
        return self.blank_layout(key, **choices)()

    def blank_layout(self, key: str, **choices: Unpack[Choices]) -> Callable[[], RenderedSheet]:
        """The work of laying out a sheet without names, which needs no vault."""
        handout = self.handout(key)
        return self._layout(lambda: handout, None, (), choices)

    def draft_layout(
        self, head: Mapping[str, object], body: str, **choices: Unpack[Choices]
    ) -> Callable[[], RenderedSheet]:
        """The work of reading and laying out an own sheet as it stands in its editor, with lines in place of names.

        It raises HandoutError, which names the line, where the text is no sheet yet.
        """
        catalogue = self._catalogue

        def read() -> Handout:
            from therapist_app.homework.own_file import joined, read_own

            return read_own(joined(head, body), catalogue)

        return self._layout(read, None, (), choices)

    def _layout(
        self,
        read: Callable[[], Handout],
        file: CoupleFile | None,
        promises: tuple[CommitmentFile, ...],
        choices: Choices,
    ) -> Callable[[], RenderedSheet]:
        stationery = stationery_of(self._practice.get(), choices.get("paper"))
        today, catalogue = self._clock.today(), self._catalogue
        holder = choices.get("holder", Holder.BOTH)

        def lay_out() -> RenderedSheet:
            from therapist_app.homework.pdf import (
                SheetFacts,
                render_handout,
            )  # the faces are read when it prints

            handout = read()
            facts = SheetFacts(
                file=file,
                catalogue=catalogue,
                promises=promises,
                today=today,
                review_on=choices.get("review_on"),
                stationery=stationery,
                large=choices.get("large", False),
            )
            marked = choices.get("mark", ""), choices.get("password", "")
            document = render_handout(handout, facts, holder, *marked)
            return RenderedSheet(
                document.pdf, handout.title, holder, document.pages, document.notices, document.blanks
            )

        return lay_out

    def give(
        self,
        couple_id: str,
        key: str,
        *,
        holder: str,
        given_on: dt.date | None = None,
        review_on: dt.date | None = None,
        session_id: str | None = None,
        override_reason: str = "",
    ) -> Done[Assignment]:
        """Record that a sheet was given; under a hold only with a reason, which is kept."""
        handout = self.handout(key)
        hold = require_free(handout, self._couples.get(couple_id), holder, override_reason)
        today = self._clock.today()
        given = not_in_future(given_on or today, today, "given_on")
        require_order(given, review_on, "The review is before the day it was given.", "review_on")
        with self._vault.begin() as db:
            session = db.get(Session, session_id) if session_id else None
            assignment = Assignment(
                couple_id=couple_id,
                session_id=session_id,
                handout=key,
                handout_version=handout.head.version,
                holder=holder,
                given_on=given,
                review_on=review_on,
                override_reason=clean_line(override_reason, "override_reason") if hold else "",
                audience=audience_of(holder, session),
                created_at=self._clock.now(),
            )
            db.add(assignment)
        return Done(assignment, Changes.of("assignment", couple=couple_id))

    def take_back(self, assignment_id: str) -> Changes:
        """Take back the record of a sheet given by mistake; one that was looked at since stays."""
        with self._vault.begin() as db:
            assignment = _assignment(db, assignment_id)
            if assignment.reviewed_on is not None:
                raise InputError("That sheet was looked at since it was given.", "Nothing was changed.")
            let_files_go(db, assignment_id)
            forget_sheet(db, assignment_id)
            db.delete(assignment)
        return Changes.of("assignment", couple=assignment.couple_id)

    def assignments(self, couple_id: str) -> tuple[Assignment, ...]:
        """What was given to a couple, newest first."""
        with self._vault.read() as db:
            query = select(Assignment).where(Assignment.couple_id == couple_id)
            return tuple(db.scalars(query.order_by(Assignment.given_on.desc(), Assignment.created_at.desc())))

    def out_now(self, couple_ids: Collection[str]) -> dict[str, int]:
        """How many sheets of each of these couples are given and not looked at yet."""
        with self._vault.read() as db:
            query = select(Assignment.couple_id, func.count()).where(
                Assignment.couple_id.in_(tuple(couple_ids)), Assignment.reviewed_on.is_(None)
            )
            return {row[0]: row[1] for row in db.execute(query.group_by(Assignment.couple_id)).all()}

    def unreviewed(
        self, before: dt.date, couple_ids: Collection[str] | None = None
    ) -> tuple[Assignment, ...]:
        """Sheets of all couples, or of these, due before this day and not looked at, longest due first."""
        with self._vault.read() as db:
            no_day = and_(Assignment.review_on.is_(None), Assignment.given_on < before - DUE_AFTER)
            query = select(Assignment).where(
                Assignment.reviewed_on.is_(None), or_(Assignment.review_on < before, no_day)
            )
            if couple_ids is not None:
                query = query.where(Assignment.couple_id.in_(tuple(couple_ids)))
            return tuple(sorted(db.scalars(query), key=lambda one: one.due_on))

    def loose_ends(self, labels: Mapping[str, str]) -> tuple[LooseEnd, ...]:
        """Sheets whose day to be looked at has passed, of the couples with these labels by their id."""
        due = self.unreviewed(self._clock.today(), labels.keys())
        titles = self.titles() if due else {}
        return tuple(
            LooseEnd(
                "homework_unreviewed",
                "homework",
                one.couple_id,
                labels[one.couple_id],
                f"{titles.get(one.handout) or title_without_sheet(one.handout)}, not reviewed",
                one.due_on,
                assignment_id=one.id,
                facts=one.due_on.isoformat(),
            )
            for one in due
        )

    def reviewed(self, assignment_id: str, outcome: SheetOutcome = NOTHING_SAID) -> Done[Assignment]:
        """Record that a sheet was looked at together, and what became of it; said again, it takes the earlier place."""
        said, today = checked_outcome(outcome), self._clock.today()
        day = not_in_future(said.on_date or today, today, "reviewed_on")
        with self._vault.begin() as db:
            assignment = _assignment(db, assignment_id)
            require_order(assignment.given_on, day, "That day is before the sheet was given.", "reviewed_on")
            _put_outcome(assignment, said, day)
        return Done(assignment, Changes.of("assignment", couple=assignment.couple_id))

    def take_back_review(self, assignment_id: str) -> Done[Assignment]:
        """Let a sheet wait to be looked at again; what was said with the review goes with it."""
        with self._vault.begin() as db:
            assignment = _assignment(db, assignment_id)
            _put_outcome(assignment, NOTHING_SAID, None)
        return Done(assignment, Changes.of("assignment", couple=assignment.couple_id))


def require_free(handout: Handout, file: CoupleFile, holder: str, override_reason: str) -> Hold | None:
    """The hold that a reason has lifted, or None; raises SafetyHold where none may or does."""
    if holder not in tuple(Holder):
        raise InputError("A sheet is for both, for A or for B.", "Nothing was printed.", "holder")
    hold = hold_on(handout.head, file, holder)
    if hold and not (hold.can_override and override_reason.strip()):
        raise SafetyHold(hold.sentence, hold.advice, can_override=hold.can_override)
    return hold


def _assignment(db: DbSession, assignment_id: str) -> Assignment:
    assignment = db.get(Assignment, assignment_id)
    if assignment is None:
        raise InputError("That sheet is no longer here.", "Nothing was changed.")
    return assignment


def _put_outcome(assignment: Assignment, said: SheetOutcome, day: dt.date | None) -> None:
    assignment.reviewed_on = day
    assignment.review_line, assignment.in_the_way = said.line, said.in_the_way
    assignment.how_much, assignment.how_well = said.how_much, said.how_well


def _first_holder(handout: Handout) -> str:
    return Holder.BOTH if handout.head.for_ == "both" else Holder.A


def _alone_rank(found: list[Suggestion]) -> int:
    """While joint work is paused, sheets for one alone come before all others."""
    return sum(1 for suggestion in found if suggestion.reason == ALONE)


def _block_rank(found: list[Suggestion]) -> int:
    """Sheets for an open block come before those for the phase."""
    return sum(1 for suggestion in found if not suggestion.reason.startswith("Fits "))


def audience_of(holder: str, session: Session | None = None) -> str:
    """Who may know that a sheet was given to this holder, in this session: no more than may know of either."""
    mine = Audience.JOINT if holder == Holder.BOTH else holder
    return narrower(mine, session.audience) if session else mine
