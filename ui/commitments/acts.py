"""What is done to promises and how it is taken back, as work for the vault thread; no Qt."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeAlias

from therapist_app.commitments.answering import Said
from therapist_app.commitments.model import CheckIn, Commitment
from therapist_app.commitments.rules import CommitmentDraft
from therapist_app.commitments.service import CommitmentService
from therapist_app.kernel.changes import Changes, Done
from ui.commitments.answers import Answer, StateAnswer

Work: TypeAlias = Callable[[], Changes]
"""Something that runs on the vault thread and says what it changed."""

_TERMS = (
    "owner", "kind", "words", "notice", "cadence", "weekdays", "times", "trigger", "due_on", "starts_on",
    "review_on", "block", "step", "slip_signal",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class CheckedIn:
    """An answer that was kept, and the ids of those whose place it took."""

    check_in: CheckIn
    replaced: tuple[str, ...]
    changes: Changes


def add(service: CommitmentService, couple_id: str, fields: dict[str, Any]) -> Callable[[], Done[Commitment]]:
    """Make a promise."""
    return lambda: service.add(CommitmentDraft(couple_id=couple_id, **fields))


def undo_add(service: CommitmentService, commitment_id: str) -> Work:
    """Take back a promise just made; one that was asked about since is refused."""
    return lambda: service.remove(commitment_id)


def change(
    service: CommitmentService, promise: Commitment, fields: dict[str, Any]
) -> Callable[[], Done[Commitment]]:
    """Change the words or the terms of a promise."""
    return lambda: service.update(promise.id, **fields)


def undo_change(service: CommitmentService, promise: Commitment) -> Work:
    """Give a promise its earlier words and terms back."""
    before = {name: getattr(promise, name) for name in _TERMS}
    return lambda: service.update(promise.id, **before).changes


def set_state(
    service: CommitmentService, commitment_id: str, answer: StateAnswer
) -> Callable[[], Done[Commitment]]:
    """Pause, achieve, let go or take up again."""
    return lambda: service.set_state(
        commitment_id, answer.state, on_date=answer.on_date, reason=answer.reason
    )


def undo_state(service: CommitmentService, commitment_id: str) -> Work:
    """Let a promise stand where it stood."""
    return lambda: service.take_back_state(commitment_id).changes


def check_in(service: CommitmentService, commitment_id: str, answer: Answer) -> Callable[[], CheckedIn]:
    """Note how it went; an answer of the same account and day gives way, and is remembered for Undo."""
    said = Said(
        on_date=answer.on_date,
        account=answer.account,
        line=answer.line,
        noticed=answer.noticed,
        repair=answer.repair,
        repaired_on=answer.repaired_on,
        corrects=answer.corrects or None,
    )

    def work() -> CheckedIn:
        before = {one.id for one in service.get(commitment_id).check_ins}
        if answer.kept_days is None:
            made = service.check_in(commitment_id, answer.outcome, **said)
        else:
            made = service.answer_days(commitment_id, answer.kept_days, **said)
        if made.value.id in before:  # the same was said twice
            return CheckedIn(made.value, (), made.changes)
        gone = before - {one.id for one in service.get(commitment_id).check_ins}
        return CheckedIn(made.value, tuple(gone), made.changes)

    return work


def undo_check_in(service: CommitmentService, made: CheckedIn) -> Work:
    """Take an answer back; those whose place it took stand again."""

    def work() -> Changes:
        changes = service.take_back(made.check_in.id)
        for replaced in made.replaced:
            changes = service.give_back(replaced)
        return changes

    return work
