"""What is done to promises and how it is taken back, as work for the vault thread; no Qt."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeAlias

from therapist_app.commitments.model import CheckIn, Commitment
from therapist_app.commitments.rules import CommitmentDraft
from therapist_app.commitments.service import CommitmentService
from therapist_app.kernel.changes import Changes, Done
from ui.commitments.answers import Answer, StateAnswer

Work: TypeAlias = Callable[[], Changes]
"""Something that runs on the vault thread and says what it changed."""

_TERMS = (
    "owner", "kind", "words", "notice", "cadence", "weekdays", "times", "trigger", "due_on", "starts_on",
    "review_on", "block", "slip_signal",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class CheckedIn:
    """An answer that was kept, and the earlier one of the same day and account whose place it took."""

    check_in: CheckIn
    replaced: CheckIn | None
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

    def work() -> CheckedIn:
        earlier = service.get(commitment_id).check_ins
        made = service.check_in(
            commitment_id,
            answer.outcome,
            on_date=answer.on_date,
            account=answer.account,
            line=answer.line,
            noticed=answer.noticed,
        )
        same = (made.value.on_date, made.value.account, made.value.audience)
        replaced = next((one for one in earlier if (one.on_date, one.account, one.audience) == same), None)
        return CheckedIn(made.value, replaced, made.changes)

    return work


def undo_check_in(service: CommitmentService, made: CheckedIn) -> Work:
    """Take an answer back; the one whose place it took returns."""

    def work() -> Changes:
        changes = service.take_back(made.check_in.id)
        old = made.replaced
        if old is not None:
            service.check_in(
                old.commitment_id,
                old.outcome,
                on_date=old.on_date,
                account=old.account,
                session_id=old.session_id,
                line=old.line,
                noticed=old.noticed,
                audience=old.audience,
            )
        return changes

    return work
