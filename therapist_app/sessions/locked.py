"""Whether a session's note is signed, and the sentence for whoever would change it all the same."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session as DbSession

from therapist_app.kernel.audience import Audience, Reader
from therapist_app.kernel.errors import InputError
from therapist_app.sessions.signing_model import ADDED, LOCKING, Signature, SignedKind, SignedPart

SIGNED, AMENDED = "signed", "amended"


def is_signed(db: DbSession, session_id: str) -> bool:
    """Whether the note is signed and was not unlocked since."""
    query = select(Signature.kind).where(Signature.session_id == session_id, Signature.kind.in_(LOCKING))
    return db.scalars(query.order_by(Signature.number.desc()).limit(1)).first() == SignedKind.NOTE


def require_unsigned(db: DbSession, *session_ids: str | None) -> None:
    """Raise InputError if the note of one of these sessions is signed; None is no session."""
    if any(is_signed(db, one) for one in session_ids if one is not None):
        raise InputError(
            "This note is signed, so it stays as it is.",
            "Nothing was changed. You can add a late entry, an addendum or a correction below it.",
            "session",
        )


def signed_states(db: DbSession, ids: Sequence[str], reader: Reader) -> dict[str, str]:
    """Of these sessions, those whose note is "signed", or "amended" by something that this reader may see."""
    found: dict[str, str] = {}
    added: set[str] = set()
    for start in range(0, len(ids), 500):
        query = select(Signature.session_id, Signature.kind, Signature.id)
        some = query.where(Signature.session_id.in_(ids[start : start + 500])).order_by(Signature.number)
        rows = [(row[0], row[1], row[2]) for row in db.execute(some).all()]
        seen = _seen(db, [row[2] for row in rows if row[1] in ADDED], reader)
        for session_id, kind, signature_id in rows:
            if kind == SignedKind.UNLOCK:
                found.pop(session_id, None)
            elif kind == SignedKind.NOTE:
                found[session_id] = AMENDED if session_id in added else SIGNED
            elif signature_id in seen:
                added.add(session_id)
                found[session_id] = AMENDED
    return found


def _seen(db: DbSession, ids: Sequence[str], reader: Reader) -> Iterable[str]:
    """Those of these additions of which this reader may see something."""
    if reader.may_see(Audience.THERAPIST) or not ids:
        return frozenset(ids)
    audiences = [audience for audience in Audience if reader.may_see(audience)]
    query = select(SignedPart.signature_id).where(SignedPart.signature_id.in_(ids))
    return frozenset(db.scalars(query.where(SignedPart.audience.in_(audiences))))
