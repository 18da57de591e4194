"""Everything the promises tab shows, gathered in one visit to the vault thread; no Qt."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from therapist_app.commitments.figures import Balance, SmallWins, Tally, balance_of, small_wins_of
from therapist_app.commitments.files import CommitmentFile, due_of, pairs_of
from therapist_app.commitments.model import CommitmentKind, EarlierAnswer
from therapist_app.couples.service import CoupleFile
from ui.commitments.words import OWNER_ORDER
from ui.kit.discreet import without_names

if TYPE_CHECKING:
    from therapist_app.workspace import Workspace


@dataclass(frozen=True, slots=True)
class PromiseGroup:
    """The promises of one owner in one state, and what of them was kept in the last four weeks."""

    owner: str
    promises: tuple[CommitmentFile, ...]
    kept: Tally


@dataclass(frozen=True, slots=True)
class PromiseFacts:
    """A couple's promises with the figures over them."""

    couple: CoupleFile
    today: dt.date
    phase: str
    all: tuple[CommitmentFile, ...]
    wins: SmallWins
    balance: Balance
    due: frozenset[str] = frozenset()  # ids of the promises to ask about today
    open_blocks: tuple[str, ...] = ()  # their keys, longest open first
    earlier: Mapping[str, Sequence[EarlierAnswer]] = field(
        default_factory=dict
    )  # what no longer stands, by promise
    discreet: bool = False

    def name(self, owner: str) -> str:
        """A partner's name, or "Both"; in discreet mode nobody is named."""
        if owner not in ("a", "b"):
            return "Both"
        return f"Partner {owner.upper()}" if self.discreet else self.couple.called(owner)

    def other(self, owner: str) -> str:
        """Who notices: the other partner, or both."""
        return self.name({"a": "b", "b": "a"}.get(owner, ""))

    def seen_by(self, audience: str) -> str:
        """Who may see a promise, said only where not both may."""
        return {
            "a": f"private to {self.name('a')}",
            "b": f"private to {self.name('b')}",
            "therapist": "therapist only",
        }.get(audience, "")

    def file(self, commitment_id: str) -> CommitmentFile | None:
        """One promise, if it is still here."""
        return next((file for file in self.all if file.commitment.id == commitment_id), None)

    def count(self, state: str) -> int:
        """How many promises stand in a state, bottom lines included."""
        return sum(1 for file in self.all if file.commitment.state == state)

    def habits(self, state: str) -> tuple[PromiseGroup, ...]:
        """The habits of one state, grouped by who promises."""
        found = [file for file in self.all if is_habit(file) and file.commitment.state == state]
        groups = (tuple(file for file in found if file.commitment.owner == owner) for owner in OWNER_ORDER)
        return tuple(
            PromiseGroup(files[0].commitment.owner, files, _kept(files)) for files in groups if files
        )

    def bottom_lines(self, state: str) -> tuple[CommitmentFile, ...]:
        """The bottom lines of one state; they have no rate."""
        return tuple(file for file in self.all if not is_habit(file) and file.commitment.state == state)

    def slipped(self, file: CommitmentFile) -> dt.date | None:
        """The day an active bottom line did not hold, until it holds again or safety is entered anew."""
        safety = self.couple.safety
        return file.line_slip(safety.created_at if safety else None)

    def words(self, text: str) -> str:
        """A text that someone wrote; while names are hidden the partners' names in it are initials."""
        return without_names(text, self.couple.a.name, self.couple.b.name) if self.discreet else text

    @property
    def one_sided_by_design(self) -> bool:
        """Whether an uneven load is how the work begins: early phases with someone who was hurt."""
        early = self.phase in ("", "rupture", "safety", "understanding")
        return early and any(rupture.who_hurt in ("a", "b") for rupture in self.couple.ruptures)


def is_habit(file: CommitmentFile) -> bool:
    """Whether a promise is a habit, which has a rate, and not a bottom line."""
    return file.commitment.kind == CommitmentKind.HABIT


def _kept(files: tuple[CommitmentFile, ...]) -> Tally:
    return sum((file.figures.last_weeks for file in files), Tally())


def _by_promise(found: Iterable[EarlierAnswer]) -> dict[str, list[EarlierAnswer]]:
    sorted_out: dict[str, list[EarlierAnswer]] = {}
    for one in found:
        sorted_out.setdefault(one.commitment_id, []).append(one)
    return sorted_out


def gather(workspace: Workspace, couple_id: str, *, discreet: bool = False) -> PromiseFacts:
    """Read everything the tab shows; runs on the vault thread."""
    service = workspace.commitments
    phase, today = workspace.progression.phase(couple_id), workspace.clock.today()
    files = service.list(couple_id)
    return PromiseFacts(
        couple=workspace.couples.get(couple_id),
        today=today,
        phase=phase.phase if phase else "",
        all=files,
        wins=small_wins_of(pairs_of(files)),
        balance=balance_of(pairs_of(files)),
        due=frozenset(file.commitment.id for file in due_of(files, today)),
        open_blocks=tuple(one.tag.block for one in workspace.progression.active_blocks(couple_id)),
        earlier=_by_promise(service.earlier_answers(couple_id)),
        discreet=discreet,
    )
