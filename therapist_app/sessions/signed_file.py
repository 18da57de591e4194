"""What was signed for one session, as a reader may see it: the note, what was added below, earlier versions."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, cast

from sqlalchemy import literal, select, union_all
from sqlalchemy.orm import Session as DbSession

from therapist_app.kernel.audience import Audience, Reader
from therapist_app.kernel.wall_time import zone
from therapist_app.sessions.note import Block, NoteDocument, Part
from therapist_app.sessions.signing_model import ADDED, Signature, SignedKind, SignedPart, SignedProcessPart

_HASH_LETTERS = 16


@dataclass(frozen=True, slots=True)
class SignedEntry:
    """One signed record: who signed it and when, why, and the text that this reader may see of it."""

    id: str
    kind: str
    revision: int
    signer: str
    credentials: str
    signed_at: dt.datetime
    zone: str
    about_on: dt.date
    reason: str
    note: NoteDocument
    digest: str

    @property
    def local(self) -> dt.datetime:
        """When it was signed, as clocks showed it there."""
        return self.signed_at.astimezone(zone(self.zone) or dt.UTC)

    @property
    def short_hash(self) -> str:
        """The beginning of its SHA-256, in groups to compare by eye: "a1b2 c3d4 e5f6 a7b8"."""
        return " ".join(self.digest[at : at + 4] for at in range(0, _HASH_LETTERS, 4))


@dataclass(frozen=True, slots=True)
class SignedFile:
    """Everything signed for one session, oldest first; `may_unlock` is what the practice's rule says now."""

    session_id: str
    entries: tuple[SignedEntry, ...]
    may_unlock: bool = False

    @property
    def is_locked(self) -> bool:
        """Whether the note is signed and was not unlocked since."""
        locking = [one.kind for one in self.entries if one.kind in (SignedKind.NOTE, SignedKind.UNLOCK)]
        return locking[-1:] == [SignedKind.NOTE]

    @property
    def note(self) -> SignedEntry | None:
        """The version of the note that was signed last."""
        return next((one for one in reversed(self.entries) if one.kind == SignedKind.NOTE), None)

    @property
    def earlier(self) -> tuple[SignedEntry, ...]:
        """Versions of the note that were signed before it was unlocked, each followed by why that was done."""
        last = self.note
        return tuple(
            one
            for one in self.entries
            if one is not last and one.kind in (SignedKind.NOTE, SignedKind.UNLOCK)
        )

    @property
    def added(self) -> tuple[SignedEntry, ...]:
        """Late entries, addenda and corrections, oldest first."""
        return tuple(one for one in self.entries if one.kind in ADDED)


def read_signed(db: DbSession, session_id: str, reader: Reader = Reader.CLINICIAN) -> SignedFile:
    """What was signed for a session, from only the parts that a reader may see; additions without any are left out."""
    query = select(Signature).where(Signature.session_id == session_id).order_by(Signature.number)
    rows = db.scalars(query).all()
    parts = _parts(db, [row.id for row in rows])
    entries = (_entry(row, [one for one in parts if one[0] == row.id], reader) for row in rows)
    return SignedFile(session_id, tuple(one for one in entries if one is not None))


_Found = tuple[str, str, dict[str, Any]]  # signature, audience, content


def _parts(db: DbSession, ids: Sequence[str]) -> list[_Found]:
    joint, own = SignedPart, SignedProcessPart
    both = union_all(
        select(joint.signature_id, joint.position, joint.audience, joint.content).where(
            joint.signature_id.in_(ids)
        ),
        select(own.signature_id, own.position, literal(str(Audience.THERAPIST)), own.content).where(
            own.signature_id.in_(ids)
        ),
    ).order_by("position")
    return [(row[0], row[2], row[3]) for row in db.execute(both).all()]


def _entry(row: Signature, parts: list[_Found], reader: Reader) -> SignedEntry | None:
    seen = [(audience, content) for _, audience, content in parts if reader.may_see(audience)]
    if not seen and row.kind != SignedKind.NOTE:
        return None
    texts = (
        Part(
            Audience(audience), tuple(Block.from_json(one) for one in cast("list[object]", content["blocks"]))
        )
        for audience, content in seen
        if content["what"] == "text"
    )
    reasons = [str(content["words"]) for _, content in seen if content["what"] == "reason"]
    return SignedEntry(
        id=row.id,
        kind=row.kind,
        revision=row.revision,
        signer=row.signer,
        credentials=row.credentials,
        signed_at=row.signed_at,
        zone=row.zone,
        about_on=row.about_on,
        reason=reasons[0] if reasons else "",
        note=NoteDocument(tuple(texts)).normal(),
        digest=hashlib.sha256(row.body).hexdigest(),
    )
