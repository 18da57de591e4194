"""Use cases of sheets that are filled in on a screen: give the file, look at it when it comes back, take it in.

What a file says is believed only after it proved to be one that this practice gave, with the fields that it gave.
Answers are "on Ada's sheet": who typed them is not known. They are for whoever may see that sheet.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Unpack

from sqlalchemy import delete, select
from sqlalchemy.orm import Session as DbSession

from therapist_app.commitments.model import Account, CheckIn, Commitment
from therapist_app.commitments.service import CommitmentService
from therapist_app.documents.blanks import Blank
from therapist_app.documents.filled import MOST_PASSWORDS, Filled
from therapist_app.homework.fillable import Identity, blank_of, checked_password, new_secret, spelled
from therapist_app.homework.model import Assignment, Holder, ReturnedAnswer, ReturnedSheet, SheetFile
from therapist_app.homework.returned import Answer, answers_in, mark_in
from therapist_app.homework.service import Choices, HomeworkService, RenderedSheet, audience_of
from therapist_app.homework.sheet_files import file_of, require_not_back
from therapist_app.kernel.changes import Changes, Done
from therapist_app.kernel.clock import Clock
from therapist_app.kernel.errors import FileError, InputError
from therapist_app.progression.model import SignRating
from therapist_app.vault.vault import Vault

_NOTHING = "Nothing was changed."
_NOUNS = ("assignment", "returned", "check_in", "commitment", "sign")
_FROM_PAPER = "From the sheet that came back"


@dataclass(frozen=True, slots=True)
class FillableSheet:
    """A fillable file ready to be saved, with what the vault must know to recognise it."""

    sheet: RenderedSheet
    identity: Identity
    secret: str
    couple_id: str
    password: str = ""


@dataclass(frozen=True, slots=True)
class Given:
    """A fillable file that is noted as given; `is_new` says that the sheet was not noted before."""

    file: SheetFile
    is_new: bool


@dataclass(frozen=True, slots=True)
class Came:
    """A sheet that came back, looked at and not taken in yet. `skipped` days of promises are kept as words alone."""

    file: SheetFile
    title: str
    answers: tuple[Answer, ...]
    check_ins: tuple[Answer, ...]
    skipped: tuple[Answer, ...]

    @property
    def filled(self) -> tuple[Answer, ...]:
        """What was filled in."""
        return tuple(one for one in self.answers if one.value)

    @property
    def ratings(self) -> tuple[Answer, ...]:
        """Signs of healing that were rated."""
        return tuple(one for one in self.answers if one.rating is not None)

    @property
    def has_words(self) -> bool:
        """Whether there are words to read."""
        return any(one.is_words for one in self.answers)


@dataclass(frozen=True, slots=True)
class TakenIn:
    """A sheet that was taken in, with its answers in the order of the page."""

    returned: ReturnedSheet
    file: SheetFile
    title: str
    answers: tuple[ReturnedAnswer, ...]


class ReturnService:
    """Gives fillable sheets and takes them in."""

    def __init__(
        self, vault: Vault, clock: Clock, homework: HomeworkService, commitments: CommitmentService
    ) -> None:
        self._vault = vault
        self._clock = clock
        self._homework = homework
        self._commitments = commitments

    def layout(self, couple_id: str, key: str, **choices: Unpack[Choices]) -> Callable[[], FillableSheet]:
        """Read what stands on a fillable sheet, and give back the work of laying it out.

        Raises SafetyHold where safety holds the sheet back, InputError where each partner has a copy of their own
        and none is chosen; the work raises InputError for a sheet without a place to fill in.
        """
        handout, holder = self._homework.handout(key), choices.get("holder", Holder.BOTH)
        if holder == Holder.BOTH and handout.head.for_ != "both":
            raise InputError(
                "Each partner fills in a copy of their own here.",
                "Nothing was saved. Choose one of the two, then save a file for each.",
                "holder",
            )
        password = checked_password(choices.get("password", ""))
        identity, secret = Identity.new(key, handout.head.version, holder), new_secret()
        choices["mark"] = identity.mark(secret)
        work = self._homework.layout(couple_id, key, **choices)

        def lay_out() -> FillableSheet:
            sheet = work()
            if not sheet.blanks:
                raise InputError(
                    "There is nothing to fill in on this sheet.", "Nothing was saved. Save it as a plain PDF."
                )
            return FillableSheet(sheet, identity, secret, couple_id, password)

        return lay_out

    def give(
        self, sheet: FillableSheet, *, review_on: dt.date | None = None, override_reason: str = ""
    ) -> Done[Given]:
        """Record that a fillable file was saved and given, so that it is known when it comes back."""
        identity = sheet.identity
        with self._vault.begin() as db:
            before = self._given_today(db, sheet, review_on)
            assignment = (
                before
                or self._homework.give(
                    sheet.couple_id,
                    identity.handout,
                    holder=identity.holder,
                    review_on=review_on,
                    override_reason=override_reason,
                ).value
            )
            file = SheetFile(
                id=identity.id,
                couple_id=sheet.couple_id,
                assignment_id=assignment.id,
                handout=identity.handout,
                handout_version=identity.version,
                holder=identity.holder,
                secret=sheet.secret,
                password=sheet.password,
                blanks=[spelled(blank) for blank in sheet.sheet.blanks],
                audience=audience_of(identity.holder),
                created_at=self._clock.now(),
            )
            db.add(file)
        return Done(Given(file, is_new=before is None), Changes.of("assignment", couple=sheet.couple_id))

    def passwords(self) -> tuple[str, ...]:
        """The passwords of files that did not come back yet, the newest first: one of them may open what comes."""
        with self._vault.read() as db:
            back = select(ReturnedSheet.file_id)
            query = select(SheetFile.password).where(SheetFile.password != "", SheetFile.id.not_in(back))
            found = db.scalars(query.order_by(SheetFile.created_at.desc()))
            return tuple(dict.fromkeys(found))[:MOST_PASSWORDS]

    def look(self, filled: Filled, couple_id: str = "") -> Came:
        """What a file that came back says; changes nothing. `couple_id` is the couple that is open, if one is.

        Raises FileError, with a sentence of its own for each cause, for a file that is not to be taken in.
        """
        mark = mark_in(filled)
        with self._vault.read() as db:
            file = file_of(db, mark)
            if couple_id and file.couple_id != couple_id:
                raise FileError(
                    "That sheet belongs to another couple.",
                    f"{_NOTHING} Go to that couple, or to Today, and take it in there.",
                )
            require_not_back(db, file)
            answers = answers_in(filled, map(blank_of, file.blanks))
            check_ins, skipped = self._promised(db, file, answers)
        return Came(file, self._homework.title(file.handout), answers, check_ins, skipped)

    def take_in(self, came: Came, *, read: bool = False) -> Done[ReturnedSheet]:
        """Keep what a sheet says: each answer, a check-in for each day of a promise, a rating for each sign; whole or
        not at all.

        Words that were not `read` wait on Today, above everything else.
        """
        file, today = came.file, self._clock.today()
        with self._vault.begin() as db:
            if db.get(SheetFile, file.id) is None:
                raise InputError("That sheet was taken back meanwhile.", _NOTHING)
            require_not_back(db, file)
            check_ins, _ = self._promised(db, file, came.answers)
            made = [key for one in check_ins for key in self._check_in(file, one)]
            ratings = self._rated(file, came.ratings)
            db.add_all(ratings)
            returned = ReturnedSheet(
                couple_id=file.couple_id,
                file_id=file.id,
                returned_on=today,
                read_on=today if read or not came.has_words else None,
                check_ins=made,
                ratings=[one.id for one in ratings],
                audience=file.audience,
                created_at=self._clock.now(),
            )
            db.add(returned)
            db.flush()
            db.add_all(_kept(returned, came.filled))
        return Done(returned, Changes.of(*_NOUNS, couple=file.couple_id))

    def take_back(self, returned_id: str) -> Changes:
        """Undo taking a sheet in: its answers, check-ins and ratings go; the file can be taken in again."""
        with self._vault.begin() as db:
            returned = _returned(db, returned_id)
            for key in returned.check_ins:
                if db.get(CheckIn, key) is not None:
                    self._commitments.take_back(key)
            db.execute(delete(SignRating).where(SignRating.id.in_(returned.ratings)))
            db.execute(delete(ReturnedAnswer).where(ReturnedAnswer.returned_id == returned_id))
            db.delete(returned)
        return Changes.of(*_NOUNS, couple=returned.couple_id)

    def mark_read(self, returned_id: str) -> Done[ReturnedSheet]:
        """Note that the words on a sheet that came back were read."""
        with self._vault.begin() as db:
            returned = _returned(db, returned_id)
            returned.read_on = returned.read_on or self._clock.today()
        return Done(returned, Changes.of("assignment", "returned", couple=returned.couple_id))

    def get(self, returned_id: str) -> TakenIn:
        """A sheet that was taken in, with its answers."""
        with self._vault.read() as db:
            return self._taken_in(db, _returned(db, returned_id))

    def list(self, couple_id: str) -> tuple[ReturnedSheet, ...]:
        """A couple's sheets that came back, the newest first."""
        with self._vault.read() as db:
            mine = select(ReturnedSheet).where(ReturnedSheet.couple_id == couple_id)
            return tuple(db.scalars(mine.order_by(ReturnedSheet.created_at.desc(), ReturnedSheet.id.desc())))

    def by_assignment(self, couple_id: str) -> dict[str, ReturnedSheet]:
        """What came back of a couple's sheets, the newest for each sheet that was given."""
        with self._vault.read() as db:
            query = select(SheetFile.assignment_id, ReturnedSheet).join(
                SheetFile, SheetFile.id == ReturnedSheet.file_id
            )
            query = query.where(ReturnedSheet.couple_id == couple_id).order_by(ReturnedSheet.created_at)
            return {row[0]: row[1] for row in db.execute(query).all()}

    def unread(self) -> tuple[TakenIn, ...]:
        """Sheets of all couples whose words wait to be read, the longest waiting first; without their words."""
        with self._vault.read() as db:
            query = select(ReturnedSheet, SheetFile).join(SheetFile, SheetFile.id == ReturnedSheet.file_id)
            query = query.where(ReturnedSheet.read_on.is_(None)).order_by(ReturnedSheet.created_at)
            return tuple(
                TakenIn(returned, file, self._homework.title(file.handout), ())
                for returned, file in db.execute(query).all()
            )

    def _taken_in(self, db: DbSession, returned: ReturnedSheet) -> TakenIn:
        file = db.get_one(SheetFile, returned.file_id)
        query = select(ReturnedAnswer).where(ReturnedAnswer.returned_id == returned.id)
        answers = tuple(db.scalars(query.order_by(ReturnedAnswer.position)))
        return TakenIn(returned, file, self._homework.title(file.handout), answers)

    def _given_today(
        self, db: DbSession, sheet: FillableSheet, review_on: dt.date | None
    ) -> Assignment | None:
        """The same sheet, if it was noted today already: a second file of it is no second sheet."""
        identity = sheet.identity
        query = select(Assignment).where(
            Assignment.couple_id == sheet.couple_id,
            Assignment.handout == identity.handout,
            Assignment.holder == identity.holder,
            Assignment.given_on == self._clock.today(),
            Assignment.review_on == review_on,
            Assignment.reviewed_on.is_(None),
        )
        return db.scalars(query.limit(1)).first()

    def _promised(
        self, db: DbSession, file: SheetFile, answers: Iterable[Answer]
    ) -> tuple[tuple[Answer, ...], tuple[Answer, ...]]:
        """Days of promises that become check-ins, and those that do not.

        A day that has not come, or lies before the promise began, or that this holder has answered already, and a
        promise that is gone: those stay words on the sheet. So nothing that was entered is ever replaced.
        """
        kept: list[Answer] = []
        skipped: list[Answer] = []
        for one in answers:
            if one.outcome is not None:
                (kept if self._is_open(db, file, one.blank) else skipped).append(one)
        return tuple(kept), tuple(skipped)

    def _is_open(self, db: DbSession, file: SheetFile, blank: Blank) -> bool:
        promise = db.get(Commitment, blank.key)
        if promise is None or promise.couple_id != file.couple_id or blank.on is None:
            return False
        if not promise.starts_on <= blank.on <= self._clock.today():
            return False
        answered = select(CheckIn.id).where(
            CheckIn.commitment_id == promise.id,
            CheckIn.on_date == blank.on,
            CheckIn.account.in_(_accounts(file.holder)),
        )
        return db.scalars(answered.limit(1)).first() is None

    def _rated(self, file: SheetFile, answers: Iterable[Answer]) -> list[SignRating]:
        """The ratings that a sheet makes, of the day on which it came back; of a sheet that both hold, of each."""
        return [
            SignRating(
                couple_id=file.couple_id,
                on_date=self._clock.today(),
                sign=one.blank.key,
                rater=rater,
                value=one.rating or 0,
                audience=file.audience,
                created_at=self._clock.now(),
            )
            for one in answers
            for rater in _accounts(file.holder)
        ]

    def _check_in(self, file: SheetFile, answer: Answer) -> list[str]:
        """The check-ins that one day makes; a sheet that both hold speaks for both."""
        return [
            self._commitments.check_in(
                answer.blank.key,
                str(answer.outcome),
                on_date=answer.blank.on,
                account=account,
                line=_FROM_PAPER,
                audience=file.audience if file.holder != Holder.BOTH else None,
            ).value.id
            for account in _accounts(file.holder)
        ]


def _returned(db: DbSession, returned_id: str) -> ReturnedSheet:
    found = db.get(ReturnedSheet, returned_id)
    if found is None:
        raise InputError("That sheet is no longer here.", _NOTHING)
    return found


def _kept(returned: ReturnedSheet, answers: Iterable[Answer]) -> list[ReturnedAnswer]:
    return [
        ReturnedAnswer(
            couple_id=returned.couple_id,
            returned_id=returned.id,
            position=place,
            name=one.blank.name,
            kind=str(one.blank.kind),
            prompt=one.blank.words,
            answer=one.said,
            audience=returned.audience,
        )
        for place, one in enumerate(answers)
    ]


def _accounts(holder: str) -> tuple[str, ...]:
    return (Account.A, Account.B) if holder == Holder.BOTH else (holder,)
