"""Use cases of packets: several sheets printed and noted as one, under the strictest of their holds."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Unpack

from therapist_app.catalogue.model import Catalogue
from therapist_app.commitments.service import CommitmentService
from therapist_app.couples.service import CoupleFile, CoupleService
from therapist_app.homework.hold import Hold, require_joint
from therapist_app.homework.model import Assignment, Holder
from therapist_app.homework.service import Choices, HomeworkService, RenderedSheet, audience_of, require_free
from therapist_app.homework.sheet_files import let_files_go
from therapist_app.kernel.changes import Changes, Done
from therapist_app.kernel.clock import Clock
from therapist_app.kernel.errors import InputError, SafetyHold
from therapist_app.kernel.words import clean_line, require_order
from therapist_app.practice.service import PracticeService
from therapist_app.practice.stationery import stationery_of
from therapist_app.vault.vault import Vault

if TYPE_CHECKING:
    from therapist_app.homework.handout_file import Handout

MOST_SHEETS = 30


class PacketService:
    """Prints and gives several sheets at once. For both means a copy for each of them and one for the file."""

    def __init__(
        self,
        vault: Vault,
        catalogue: Catalogue,
        clock: Clock,
        practice: PracticeService,
        couples: CoupleService,
        commitments: CommitmentService,
        homework: HomeworkService,
    ) -> None:
        self._vault = vault
        self._catalogue = catalogue
        self._clock = clock
        self._practice = practice
        self._couples = couples
        self._commitments = commitments
        self._homework = homework

    def render(self, couple_id: str, keys: Sequence[str], **choices: Unpack[Choices]) -> RenderedSheet:
        """Lay out a packet; raises SafetyHold as `layout` does."""
        return self.layout(couple_id, keys, **choices)()

    def layout(
        self, couple_id: str, keys: Sequence[str], **choices: Unpack[Choices]
    ) -> Callable[[], RenderedSheet]:
        """Read what stands in a packet, and give back the work of laying it out, which needs no vault any more.

        Raises SafetyHold if one of its sheets is held back, or if it is for both while joint work is paused.
        """
        holder = choices.get("holder", Holder.BOTH)
        with self._vault.read():
            file = self._couples.get(couple_id)
            handouts = [
                handout for handout, _ in self._free(file, keys, holder, choices.get("override_reason", ""))
            ]
            promises = self._commitments.list(couple_id, holder, state="active")
            stationery, today = stationery_of(self._practice.get(), choices.get("paper")), self._clock.today()

        def lay_out() -> RenderedSheet:
            from therapist_app.homework.packet import render_packet  # with the faces, when it prints
            from therapist_app.homework.pdf import SheetFacts

            facts = SheetFacts(
                file=file,
                catalogue=self._catalogue,
                promises=promises,
                today=today,
                review_on=choices.get("review_on"),
                stationery=stationery,
                large=choices.get("large", False),
            )
            document = render_packet(handouts, facts, holder)
            title = "Packet of 1 sheet" if len(handouts) == 1 else f"Packet of {len(handouts)} sheets"
            return RenderedSheet(document.pdf, title, holder, document.pages, document.notices)

        return lay_out

    def give(
        self,
        couple_id: str,
        keys: Sequence[str],
        *,
        holder: str,
        review_on: dt.date | None = None,
        override_reason: str = "",
    ) -> Done[tuple[Assignment, ...]]:
        """Record that each sheet of a packet was given, all or none; one noted like this today already is left out."""
        today = self._clock.today()
        require_order(today, review_on, "The review is before the day it was given.", "review_on")
        free = self._free(self._couples.get(couple_id), keys, holder, override_reason)
        noted = {
            one.handout
            for one in self._homework.assignments(couple_id)
            if (one.holder, one.given_on, one.review_on, one.reviewed_on) == (holder, today, review_on, None)
        }
        found = tuple(
            Assignment(
                couple_id=couple_id,
                handout=handout.key,
                handout_version=handout.head.version,
                holder=holder,
                given_on=today,
                review_on=review_on,
                override_reason=clean_line(override_reason, "override_reason") if hold else "",
                audience=audience_of(holder),
                created_at=self._clock.now(),
            )
            for handout, hold in free
            if handout.key not in noted
        )
        with self._vault.begin() as db:
            db.add_all(found)
        return Done(found, Changes.of("assignment", couple=couple_id))

    def take_back(self, assignments: Sequence[str]) -> Changes:
        """Take back the record of a packet given by mistake, all of it; none if one was looked at since."""
        with self._vault.begin() as db:
            rows = [row for one in assignments if (row := db.get(Assignment, one)) is not None]
            if any(row.reviewed_on is not None for row in rows):
                raise InputError(
                    "One of these sheets was looked at since it was given.", "Nothing was changed."
                )
            for row in rows:
                let_files_go(db, row.id)
                db.delete(row)
        return Changes.of("assignment", couple=rows[0].couple_id if rows else None)

    def _free(
        self, file: CoupleFile, keys: Sequence[str], holder: str, reason: str
    ) -> list[tuple[Handout, Hold | None]]:
        """The sheets with the holds that a reason has lifted; the whole packet is held back where one sheet is."""
        if not 0 < len(keys) <= MOST_SHEETS:
            raise InputError(f"A packet has 1 to {MOST_SHEETS} sheets.", "Nothing was printed.", "sheets")
        if holder == Holder.BOTH:
            require_joint(file.safety_status)
        found: list[tuple[Handout, Hold | None]] = []
        for key in keys:
            handout = self._homework.handout(key)
            try:
                found.append((handout, require_free(handout, file, holder, reason)))
            except SafetyHold as held:
                raise SafetyHold(
                    f"{handout.title}: {held.sentence}", held.advice, can_override=held.can_override
                ) from None
        return found
