"""Use cases of the intake: keep what each partner said alone, what both said, the direction, and suggest a start."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session as DbSession

from therapist_app.catalogue.model import Catalogue
from therapist_app.couples.model import Couple, Side
from therapist_app.couples.rules import require_known
from therapist_app.couples.service import CoupleService
from therapist_app.homework.model import ReturnedAnswer
from therapist_app.intake.model import Direction, Intake, IntakeAnswer
from therapist_app.intake.returned import said_on
from therapist_app.intake.rules import (
    UNSAFE_GROUP,
    Suggestion,
    audience_of,
    choices_of,
    current_direction,
    ground_of,
    suggest,
)
from therapist_app.kernel.audience import Reader
from therapist_app.kernel.changes import Changes, Done
from therapist_app.kernel.clock import Clock
from therapist_app.kernel.errors import InputError
from therapist_app.kernel.words import clean_line, clean_words, not_in_future
from therapist_app.progression.service import ProgressionService
from therapist_app.vault.vault import Vault

_NOTHING = "Nothing was changed."


@dataclass(frozen=True, slots=True)
class IntakeFile:
    """The intake of a couple as one reader may see it; `directions` are newest first."""

    answers: tuple[IntakeAnswer, ...] = ()
    both: Intake | None = None
    directions: tuple[Direction, ...] = ()

    def answer(self, side: str, question: str) -> IntakeAnswer | None:
        """What one partner answered to one question."""
        return next((one for one in self.answers if (one.side, one.question) == (side, question)), None)

    @property
    def direction(self) -> Direction | None:
        """Where the work is heading now."""
        return current_direction(self.directions)

    def count(self, side: str) -> int:
        """How many questions one partner has answered."""
        return sum(1 for one in self.answers if one.side == side)


class IntakeService:
    """Keeps what is asked at the start; everything may stay open."""

    def __init__(
        self,
        vault: Vault,
        catalogue: Catalogue,
        clock: Clock,
        couples: CoupleService,
        progression: ProgressionService,
    ) -> None:
        self._vault = vault
        self._catalogue = catalogue
        self._clock = clock
        self._couples = couples
        self._progression = progression

    def get(self, couple_id: str, reader: Reader | str = Reader.CLINICIAN) -> IntakeFile:
        """The intake from only what a reader may see; empty where nothing is known."""
        reader = Reader(reader)
        with self._vault.read() as db:
            answers = db.scalars(select(IntakeAnswer).where(IntakeAnswer.couple_id == couple_id)).all()
            both = db.scalars(select(Intake).where(Intake.couple_id == couple_id)).one_or_none()
            newest = (Direction.on_date.desc(), Direction.created_at.desc(), Direction.id.desc())
            directions = db.scalars(
                select(Direction).where(Direction.couple_id == couple_id).order_by(*newest)
            ).all()
        order = {one.key: place for place, one in enumerate(self._catalogue.intake_questions)}
        seen = [one for one in answers if reader.may_see(one.audience)]
        return IntakeFile(
            tuple(sorted(seen, key=lambda one: (one.side, order[one.question]))),
            both if both and reader.may_see(both.audience) else None,
            tuple(one for one in directions if reader.may_see(one.audience)),
        )

    def answer(
        self,
        couple_id: str,
        side: str,
        question: str,
        *,
        choice: str | None = None,
        words: str = "",
        shared: bool = False,
    ) -> Done[IntakeAnswer | None]:
        """Keep what one partner answered; nothing at all takes the answer away.

        It is theirs alone until `shared` says that they agree to share it.
        """
        self._require_question(side, question, choice)
        said = clean_words(words, "words")
        today = self._clock.today()
        with self._vault.begin() as db:
            _require_couple(db, couple_id)
            found = db.scalars(
                select(IntakeAnswer).where(
                    IntakeAnswer.couple_id == couple_id,
                    IntakeAnswer.side == side,
                    IntakeAnswer.question == question,
                )
            ).one_or_none()
            if not (choice or said):
                if found is not None:
                    db.delete(found)
                return Done(None, _changed(couple_id))
            if found is None:
                found = IntakeAnswer(couple_id=couple_id, side=side, question=question, answered_on=today)
                db.add(found)
            if (found.choice, found.words) != (choice, said):
                found.answered_on = today
            found.choice, found.words = choice, said
            found.shared_on = (found.shared_on or today) if shared else None
            found.audience = audience_of(side, shared=shared)
        return Done(found, _changed(couple_id))

    def take_over(
        self, couple_id: str, side: str, answers: Sequence[ReturnedAnswer]
    ) -> Done[tuple[str, ...]]:
        """Keep what one partner wrote on a sheet that came back, where a question is open; which ones, by key.

        Nothing that was entered is replaced, and it stays theirs alone.
        """
        said = said_on(answers, self._catalogue)
        with self._vault.begin():
            before = self.get(couple_id)
            taken = tuple(key for key in said if before.answer(side, key) is None)
            for key in taken:
                self.answer(couple_id, side, key, choice=said[key].choice, words=said[key].words)
        return Done(taken, _changed(couple_id))

    def save_both(self, couple_id: str, **fields: Any) -> Done[Intake]:
        """Keep what both said together: brought, goals, pressures, pressure_line."""
        checked = self._checked(fields)
        with self._vault.begin() as db:
            _require_couple(db, couple_id)
            found = db.scalars(select(Intake).where(Intake.couple_id == couple_id)).one_or_none()
            if found is None:
                found = Intake(couple_id=couple_id)
                db.add(found)
            for name, value in checked.items():
                setattr(found, name, value)
        return Done(found, _changed(couple_id))

    def set_direction(
        self, couple_id: str, direction: str, *, on_date: dt.date | None = None, line: str = ""
    ) -> Done[Direction]:
        """Add where the work is heading, with its day; what was said before stays."""
        require_known(direction, self._catalogue.directions, "direction")
        today = self._clock.today()
        entry = Direction(
            couple_id=couple_id,
            direction=direction,
            on_date=not_in_future(on_date or today, today, "on_date"),
            line=clean_line(line, "line"),
            created_at=self._clock.now(),
        )
        with self._vault.begin() as db:
            _require_couple(db, couple_id)
            db.add(entry)
        return Done(entry, _changed(couple_id))

    def take_back_direction(self, direction_id: str) -> Changes:
        """Take back a direction that was just entered by mistake."""
        with self._vault.begin() as db:
            entry = db.get(Direction, direction_id)
            if entry is None:
                raise InputError("That direction is no longer here.", _NOTHING)
            db.delete(entry)
        return _changed(entry.couple_id)

    def suggestion(self, couple_id: str) -> Suggestion | None:
        """Where the work might begin, for the clinician's eye alone; it never sets a phase."""
        file = self.get(couple_id)
        blocks = [
            block.tag.block
            for block in self._progression.active_blocks(couple_id)
            if self._catalogue.block(block.tag.block).group == UNSAFE_GROUP
        ]
        direction = file.direction.direction if file.direction else ""
        safety = self._couples.get(couple_id).safety_status
        return suggest(ground_of(file.answers, safety, blocks, direction), self._catalogue)

    def _require_question(self, side: str, question: str, choice: str | None) -> None:
        if side not in tuple(Side):
            raise InputError("Please say whose answer it is, A or B.", _NOTHING, "side")
        require_known(question, self._catalogue.intake_questions, "question")
        if choice is not None and choice not in {key for key, _ in choices_of(question, self._catalogue)}:
            raise InputError("That choice is not known here.", f"{_NOTHING} Please choose again.", "choice")

    def _checked(self, fields: dict[str, Any]) -> dict[str, Any]:
        checked: dict[str, Any] = {}
        for name, value in fields.items():
            if name in ("brought", "goals"):
                checked[name] = clean_words(value, name)
            elif name == "pressure_line":
                checked[name] = clean_line(value, name)
            elif name == "pressures":
                checked[name] = self._pressures(value)
            else:
                raise TypeError(f"an intake has no field {name} that can be changed")
        return checked

    def _pressures(self, keys: Sequence[str]) -> list[str]:
        for key in keys:
            require_known(key, self._catalogue.pressures, "pressures")
        return [one.key for one in self._catalogue.pressures if one.key in keys]


def _require_couple(db: DbSession, couple_id: str) -> None:
    if db.get(Couple, couple_id) is None:
        raise InputError("That couple is no longer here.", _NOTHING, "couple")


def _changed(couple_id: str) -> Changes:
    return Changes.of("intake", couple=couple_id)
