"""Records of what was signed: signatures in a chain for each session, and the parts that each of them covers.

A signature's `body` holds hashes of its parts, never their text, so that a copy for one reader can leave parts out
and still be checked. Therapist-only parts lie in a table of their own, as they do before signing.
"""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from therapist_app.vault.records import Json, Record, audience_column, one_of, primary_key


class SignedKind(StrEnum):
    """What a signature stands under."""

    NOTE = "note"  # the note as it was then; it locks the session
    LATE_ENTRY = "late_entry"
    ADDENDUM = "addendum"
    CORRECTION = "correction"
    UNLOCK = "unlock"  # the reason why the note may be edited again


LOCKING = (SignedKind.NOTE, SignedKind.UNLOCK)  # the last of these says whether a note is signed
ADDED = (SignedKind.LATE_ENTRY, SignedKind.ADDENDUM, SignedKind.CORRECTION)


class Signature(Record, kw_only=True):
    """One signature; `number` counts those of a session from 1, and none of them ever changes."""

    __tablename__ = "signatures"
    __table_args__ = (UniqueConstraint("session_id", "number"), one_of("kind", *SignedKind))

    id: Mapped[str] = primary_key()
    couple_id: Mapped[str] = mapped_column(ForeignKey("couples.id"), index=True)
    session_id: Mapped[str] = mapped_column(ForeignKey("sessions.id"), index=True)
    number: Mapped[int]
    kind: Mapped[str] = mapped_column(String(10))
    revision: Mapped[int]  # of the note: 1, and one more each time it was unlocked and signed again
    signer: Mapped[str]
    credentials: Mapped[str]
    signed_at: Mapped[dt.datetime]
    zone: Mapped[str] = mapped_column(String(64))  # IANA name of the zone it was signed in
    about_on: Mapped[dt.date]  # the local date that it is about
    parts: Mapped[int]  # how many there are
    body: Mapped[bytes]  # the canonical bytes that were signed
    signature: Mapped[bytes]  # Ed25519, 64 bytes
    key: Mapped[str] = mapped_column(String(39))  # fingerprint of the public key
    entry: Mapped[int]  # the history's entry that tells the SHA-256 of the body


class SignedPart(Record, kw_only=True):
    """A signed part that is joint or one partner's, with the salt of its hash; `content` stays as it was typed."""

    __tablename__ = "signed_parts"
    __table_args__ = (UniqueConstraint("signature_id", "position"), one_of("audience", "joint", "a", "b"))

    id: Mapped[str] = primary_key()
    signature_id: Mapped[str] = mapped_column(ForeignKey("signatures.id"), index=True)
    position: Mapped[int]  # among all parts of the signature
    audience: Mapped[str] = audience_column()
    salt: Mapped[bytes]
    content: Mapped[dict[str, object]] = mapped_column(Json)


class SignedProcessPart(Record, kw_only=True):
    """A signed part for the therapist alone."""

    __tablename__ = "signed_process_parts"
    __table_args__ = (UniqueConstraint("signature_id", "position"),)

    id: Mapped[str] = primary_key()
    signature_id: Mapped[str] = mapped_column(ForeignKey("signatures.id"), index=True)
    position: Mapped[int]
    salt: Mapped[bytes]
    content: Mapped[dict[str, object]] = mapped_column(Json)


class RemovedRecord(Record, kw_only=True):
    """A sample couple that was removed with signed notes: this row alone lets them go, and it stays."""

    __tablename__ = "removed_records"

    couple_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    signatures: Mapped[int]  # how many were removed
    removed_at: Mapped[dt.datetime]
