"""Use cases of sets of steps: those that ship and own ones, which one a couple is followed in beside the six phases."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import Text, delete, func, select, type_coerce
from sqlalchemy.orm import Session as DbSession

from therapist_app.catalogue.model import Catalogue
from therapist_app.catalogue.phase_sets import SIX, OneStep, PhaseSet, shipped_sets, six_phases
from therapist_app.couples.model import Couple
from therapist_app.kernel.changes import Changes, Done
from therapist_app.kernel.clock import Clock
from therapist_app.kernel.errors import InputError
from therapist_app.kernel.ids import new_id
from therapist_app.kernel.words import clean_line, required_line
from therapist_app.progression.model import EarlierPhaseEntry, OwnPhaseSet, OwnPhaseStep, PhaseEntry
from therapist_app.vault.records import Record
from therapist_app.vault.vault import Vault

MOST_STEPS = 20
LONGEST_NAME, LONGEST_STEP = 60, 50
_SHORT = 16  # letters that fit into a narrow band
_NOTHING = "Nothing was changed."


class StepDraft(NamedTuple):
    """A step as it is typed; `key` is that of a step which is there already, "" for a new one."""

    label: str
    stage: str = ""
    key: str = ""


class SetDraft(NamedTuple):
    """An own set as it is typed: its name, its steps in order, and whether a couple's own paper may name them."""

    label: str
    steps: Sequence[StepDraft]
    printed: bool = False


class PhaseSets:
    """Lists sets, makes and changes own ones, and says which one a couple is followed in."""

    def __init__(self, vault: Vault, catalogue: Catalogue, clock: Clock) -> None:
        self._vault = vault
        self._catalogue = catalogue
        self._clock = clock

    def list(self) -> tuple[PhaseSet, ...]:
        """The sets that can be used beside the six phases: those that ship, then the practice's own."""
        with self._vault.read() as db:
            return sets_in(db, self._catalogue)

    def of(self, couple_id: str) -> PhaseSet | None:
        """The set in which a couple is followed beside the six phases."""
        with self._vault.read() as db:
            return set_of(db, self._catalogue, couple_id)

    def choose(self, couple_id: str, key: str) -> Done[Couple]:
        """Follow a couple in a set beside the six phases, or in none; entries in another one stay where they are."""
        with self._vault.begin() as db:
            couple = db.get(Couple, couple_id)
            if couple is None:
                raise InputError("This couple is no longer here.", _NOTHING)
            if key != SIX:
                set_in(db, self._catalogue, key)
            couple.phase_set = key
        return Done(couple, Changes.of("couple", "phase", couple=couple_id))

    def add(self, draft: SetDraft) -> Done[PhaseSet]:
        """Make an own set."""
        with self._vault.begin() as db:
            row = OwnPhaseSet(label="", created_at=self._clock.now())
            self._write(db, row, draft)
            made = _own(row, _steps_of(db, row.id))
        return Done(made, Changes.of("phase_set"))

    def change(self, key: str, draft: SetDraft) -> Done[PhaseSet]:
        """Rename an own set or its steps, order them, add some, or drop some that no entry names."""
        with self._vault.begin() as db:
            row = _row(db, key)
            kept = {step.key for step in draft.steps}
            for step in _steps_of(db, key):
                if step.id not in kept and _is_named(db, step.id):
                    raise InputError(
                        f"Some entry stands in “{step.label}”, so it stays in the set.",
                        f"{_NOTHING} You can give it another name.",
                        "steps",
                    )
            self._write(db, row, draft)
            made = _own(row, _steps_of(db, key))
        return Done(made, Changes.of("phase_set"))

    def remove(self, key: str) -> Done[PhaseSet]:
        """Remove an own set that nobody is followed in, and no entry or trash names."""
        with self._vault.begin() as db:
            row = _row(db, key)
            users = db.scalar(select(func.count()).where(Couple.phase_set == key)) or 0
            if users:
                raise InputError(
                    f"{users} couple{' is' if users == 1 else 's are'} followed in “{row.label}”, so it stays.",
                    f"{_NOTHING} Choose another set for them first.",
                )
            if _is_named(db, key):
                raise InputError(
                    f"There are entries in “{row.label}”, so it stays.",
                    f"{_NOTHING} You can give it another name.",
                )
            gone = _own(row, _steps_of(db, key))
            db.execute(delete(OwnPhaseStep).where(OwnPhaseStep.set_id == key))
            db.delete(row)
        return Done(gone, Changes.of("phase_set"))

    def give_back(self, gone: PhaseSet) -> Changes:
        """Let a set be there again that was removed, with the keys it had."""
        with self._vault.begin() as db:
            row = OwnPhaseSet(
                id=gone.key, label=gone.label, printed=gone.printed, created_at=self._clock.now()
            )
            db.add(row)
            db.flush()
            for place, step in enumerate(gone.steps):
                stage = getattr(step, "stage", "")
                db.add(OwnPhaseStep(id=step.key, set_id=row.id, place=place, label=step.label, stage=stage))
        return Changes.of("phase_set")

    def _write(self, db: DbSession, row: OwnPhaseSet, draft: SetDraft) -> None:
        row.label, row.printed = self._free_name(db, draft.label, but=row.id), draft.printed
        drafts = [_checked(step) for step in draft.steps if step.label.strip() or step.key]
        _require_steps(drafts)
        db.add(row)
        db.flush()
        there = {step.id: step for step in _steps_of(db, row.id)}
        for place, step in enumerate(drafts):
            made = there.pop(step.key, None) or OwnPhaseStep(
                id=new_id(), set_id=row.id, place=place, label=""
            )
            made.place, made.label, made.stage = place, step.label, step.stage
            db.add(made)
        for dropped in there.values():
            db.delete(dropped)
        db.flush()

    def _free_name(self, db: DbSession, label: str, but: str) -> str:
        words = required_line(label, "label", "a name for this set", longest=LONGEST_NAME)
        taken = {one.label.casefold() for one in sets_in(db, self._catalogue) if one.key != but}
        if words.casefold() in taken:
            raise InputError(
                f"There is a set called {words} already.", f"{_NOTHING} Please choose another name.", "label"
            )
        return words


def sets_in(db: DbSession, catalogue: Catalogue) -> tuple[PhaseSet, ...]:
    """Every set that can be used beside the six phases."""
    steps: dict[str, list[OwnPhaseStep]] = {}
    for step in db.scalars(select(OwnPhaseStep).order_by(OwnPhaseStep.place)):
        steps.setdefault(step.set_id, []).append(step)
    own = db.scalars(select(OwnPhaseSet).order_by(OwnPhaseSet.label, OwnPhaseSet.id))
    return (*shipped_sets(catalogue), *(_own(row, steps.get(row.id, [])) for row in own))


def set_in(db: DbSession, catalogue: Catalogue, key: str) -> PhaseSet:
    """The set with a key, "" being the six phases; raises InputError for one that is not there."""
    if key == SIX:
        return six_phases(catalogue)
    found = next((one for one in sets_in(db, catalogue) if one.key == key), None)
    if found is None:
        raise InputError("That set of steps is no longer here.", _NOTHING, "phase_set")
    return found


def set_of(db: DbSession, catalogue: Catalogue, couple_id: str) -> PhaseSet | None:
    """The set in which a couple is followed beside the six phases, if any."""
    key = db.scalar(select(Couple.phase_set).where(Couple.id == couple_id))
    return set_in(db, catalogue, key) if key else None


def _own(row: OwnPhaseSet, steps: Sequence[OwnPhaseStep]) -> PhaseSet:
    found = tuple(
        OneStep(step.id, place, step.label, _shortened(step.label), step.stage)
        for place, step in enumerate(steps, 1)
    )
    return PhaseSet(row.id, row.label, _shortened(row.label), found, row.printed, own=True)


def _shortened(label: str) -> str:
    """A name for narrow places: the first words that fit."""
    if len(label) <= _SHORT:
        return label
    fitting = label[: _SHORT + 1].rpartition(" ")[0]
    return fitting or f"{label[: _SHORT - 1]}\N{HORIZONTAL ELLIPSIS}"


def _row(db: DbSession, key: str) -> OwnPhaseSet:
    row = db.get(OwnPhaseSet, key)
    if row is None:
        raise InputError("That set of steps is no longer here.", _NOTHING)
    return row


def _steps_of(db: DbSession, set_id: str) -> Sequence[OwnPhaseStep]:
    return db.scalars(
        select(OwnPhaseStep).where(OwnPhaseStep.set_id == set_id).order_by(OwnPhaseStep.place)
    ).all()


def _is_named(db: DbSession, key: str) -> bool:
    """Whether an entry, one that no longer stands, or something in the trash names a set or a step."""
    for record in (PhaseEntry, EarlierPhaseEntry):
        if db.scalars(
            select(record.id).where((record.phase == key) | (record.phase_set == key)).limit(1)
        ).first():
            return True
    held = Record.metadata.tables.get("trash_entries")  # it stands above this slice, so it is asked by name
    if held is None:
        return False
    lies = select(held.c.id).where(type_coerce(held.c.held, Text).contains(key, autoescape=True))
    return db.execute(lies.limit(1)).first() is not None


def _checked(step: StepDraft) -> StepDraft:
    label = required_line(step.label, "steps", "each step a name", longest=LONGEST_STEP)
    return StepDraft(label, clean_line(step.stage, "steps", longest=LONGEST_STEP), step.key)


def _require_steps(steps: Sequence[StepDraft]) -> None:
    """Two steps at least, no two with one name, and a stage is not taken up again later."""
    if len(steps) < 2:
        raise InputError("A set has at least two steps.", "Nothing was kept yet.", "steps")
    if len(steps) > MOST_STEPS:
        raise InputError(f"A set has up to {MOST_STEPS} steps.", "Nothing was kept yet.", "steps")
    names = [step.label.casefold() for step in steps]
    if twice := next((step.label for step in steps if names.count(step.label.casefold()) > 1), ""):
        raise InputError(f"Two steps are called {twice}.", "Nothing was kept yet.", "steps")
    stages = [
        step.stage for place, step in enumerate(steps) if not place or steps[place - 1].stage != step.stage
    ]
    if twice := next((stage for stage in stages if stage and stages.count(stage) > 1), ""):
        raise InputError(
            f"The steps of {twice} do not follow each other.",
            "Nothing was kept yet. Put them one after the other.",
            "steps",
        )
