"""Use cases of guidance: what speaks of a couple now, setting it aside with a reason, and taking that back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session as DbSession

from therapist_app.catalogue.model import Catalogue
from therapist_app.commitments.service import CommitmentService
from therapist_app.couples.model import Couple, CoupleStatus
from therapist_app.couples.rules import require_known
from therapist_app.guidance.case import CaseFacts
from therapist_app.guidance.caseload import CaseLine, line_of
from therapist_app.guidance.gather import Gathering, Known
from therapist_app.guidance.rules import Fired, fired, require_all
from therapist_app.guidance.tried import Tried, tried_of
from therapist_app.homework.handout_head import HandoutHead
from therapist_app.homework.model import Assignment
from therapist_app.homework.service import HomeworkService
from therapist_app.kernel.audience import Reader
from therapist_app.kernel.changes import Changes, Done
from therapist_app.kernel.clock import Clock
from therapist_app.kernel.words import required_line
from therapist_app.practice.model import Practice
from therapist_app.practice.thresholds import ThresholdService
from therapist_app.progression.dismissal import Dismissal
from therapist_app.progression.loose_ends import LooseEnd
from therapist_app.progression.reviewing import planned_reviews
from therapist_app.progression.service import ProgressionService
from therapist_app.sessions.facts import seen_by
from therapist_app.vault.vault import Vault

_KIND = "rule:"
LONGEST_REASON = 500


@dataclass(frozen=True, slots=True)
class RuleAside:
    """A rule that would speak and was set aside, and the record that says why."""

    fired: Fired
    dismissal: Dismissal


@dataclass(frozen=True, slots=True)
class Guidance:
    """What speaks of one couple now, the most pressing first, and what was set aside."""

    stand: tuple[Fired, ...] = ()
    aside: tuple[RuleAside, ...] = ()


class GuidanceService:
    """Looks at couples with every rule; for the clinician alone unless another reader is named."""

    def __init__(
        self,
        vault: Vault,
        catalogue: Catalogue,
        clock: Clock,
        commitments: CommitmentService,
        progression: ProgressionService,
        homework: HomeworkService,
    ) -> None:
        require_all(catalogue)
        self._vault = vault
        self._catalogue = catalogue
        self._clock = clock
        self._commitments = commitments
        self._progression = progression
        self._homework = homework
        self.thresholds = ThresholdService(vault, catalogue)
        self._last: tuple[tuple[object, ...], Guidance] | None = None  # head and overview ask in turn

    def of(self, couple_id: str, reader: Reader | str = Reader.CLINICIAN) -> Guidance:
        """What speaks of a couple now; nothing does of one that is not seen at present."""
        wanted = self._vault.stamp, self._clock.today(), couple_id, str(reader)
        if wanted[0] is None or self._last is None or self._last[0] != wanted:
            self._last = wanted, self.of_all((couple_id,), reader).get(couple_id, Guidance())
        return self._last[1]

    def of_all(
        self, couple_ids: Sequence[str] | None = None, reader: Reader | str = Reader.CLINICIAN
    ) -> dict[str, Guidance]:
        """The same for these couples, or for all active ones, in as many queries as for one."""
        return self._look(self.cases(couple_ids, reader), reader)

    def caseload(self) -> tuple[CaseLine, ...]:
        """All couples that are seen now, each in one line."""
        cases = self.cases()
        found = self._look(cases)
        with self._vault.read() as db:
            planned = planned_reviews(db, list(cases))
        return tuple(
            line_of(row, cases[key], found[key].stand, planned.get(key))
            for row in self._progression.caseload()
            for key in (row.couple.id,)
        )

    def cases(
        self, couple_ids: Sequence[str] | None = None, reader: Reader | str = Reader.CLINICIAN
    ) -> dict[str, CaseFacts]:
        """The facts of these couples, or of all, as far as they are active and the reader may see them."""
        reader = Reader(reader)
        with self._vault.read() as db:
            labels = _active(db, couple_ids)
            ids = list(labels)
            gathered = Gathering(db, self._catalogue, ids, reader, self._clock.today())
        known = Known(
            promises=self._commitments.of_couples(ids, reader),
            ends=self._ends(labels) if reader == Reader.CLINICIAN else {},
            heads=self._heads() if gathered.sheets else {},
        )
        return {key: gathered.case(key, known) for key in ids}

    def _look(
        self, cases: Mapping[str, CaseFacts], reader: Reader | str = Reader.CLINICIAN
    ) -> dict[str, Guidance]:
        after, aside = self.thresholds.get(), self._dismissals(list(cases), Reader(reader))
        return {
            key: _parted(fired(case, self._catalogue, after), aside.get(key, ()))
            for key, case in cases.items()
        }

    def tried(self, couple_id: str, block: str, reader: Reader | str = Reader.CLINICIAN) -> Tried | None:
        """What was tried for a block and what its level was around it, from only what the reader may see."""
        reader = Reader(reader)
        require_known(block, self._catalogue.blocks, "block")
        facts = self._progression.review_facts(couple_id, reader)
        query = select(Assignment).where(
            Assignment.couple_id == couple_id, Assignment.audience.in_(seen_by(reader))
        )
        with self._vault.read() as db:
            sheets = db.scalars(query.order_by(Assignment.given_on, Assignment.created_at)).all()
        return tried_of(self._catalogue, facts, sheets, self._heads(), block, reader)

    def dismiss(self, couple_id: str, rule: str, digest: str, reason: str) -> Done[Dismissal]:
        """Set a rule aside for as long as its facts are those of `digest`; raises InputError without a reason."""
        require_known(rule, self._catalogue.guidance_rules, "rule")
        why = required_line(reason, "reason", "a reason", longest=LONGEST_REASON)
        with self._vault.begin() as db:
            practice = db.get(Practice, 1)
            found = Dismissal(
                couple_id=couple_id,
                kind=f"{_KIND}{rule}",
                subject_id="",
                facts=digest,
                reason=why,
                clinician=practice.clinician if practice else "",
                on_date=self._clock.today(),
                until_on=None,
                created_at=self._clock.now(),
            )
            db.add(found)
        return Done(found, Changes.of("dismissal", couple=couple_id))

    def take_back(self, dismissal_id: str) -> Changes:
        """Let a rule speak again."""
        return self._progression.aside.take_back(dismissal_id)

    def _dismissals(self, couple_ids: Sequence[str], reader: Reader) -> dict[str, list[Dismissal]]:
        """What was set aside, for whoever may know of it: for nobody else it changes what is said."""
        found: dict[str, list[Dismissal]] = {}
        with self._vault.read() as db:
            query = select(Dismissal).where(
                Dismissal.couple_id.in_(couple_ids),
                Dismissal.kind.startswith(_KIND),
                Dismissal.audience.in_(seen_by(reader)),
            )
            for one in db.scalars(query.order_by(Dismissal.created_at, Dismissal.id)):
                found.setdefault(one.couple_id, []).append(one)
        return found

    def _ends(self, labels: Mapping[str, str]) -> dict[str, list[LooseEnd]]:
        found: dict[str, list[LooseEnd]] = {}
        ends = [*self._progression.loose_ends(labels.keys()), *self._homework.loose_ends(labels)]
        for end in self._progression.aside.part(one for one in ends if one.couple_id in labels)[0]:
            found.setdefault(end.couple_id, []).append(end)
        return found

    def _heads(self) -> dict[str, HandoutHead]:
        return {one.key: one.head for one in self._homework.library()}


def _active(db: DbSession, couple_ids: Sequence[str] | None) -> dict[str, str]:
    query = select(Couple.id, Couple.label).where(Couple.status == CoupleStatus.ACTIVE)
    if couple_ids is not None:
        query = query.where(Couple.id.in_(couple_ids))
    return {row[0]: row[1] for row in db.execute(query).all()}


def _parted(found: Sequence[Fired], dismissals: Sequence[Dismissal]) -> Guidance:
    """What stands, and what is set aside: a record hides its rule only while the facts are the same."""
    by = {(one.kind, one.facts): one for one in dismissals}
    stand: list[Fired] = []
    aside: list[RuleAside] = []
    for one in found:
        record = by.get((f"{_KIND}{one.rule.key}", one.digest))
        if record is None:
            stand.append(one)
        else:
            aside.append(RuleAside(one, record))
    return Guidance(tuple(stand), tuple(aside))
