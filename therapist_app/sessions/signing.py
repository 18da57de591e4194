"""Use cases of signing: sign a note, add to a signed one, unlock it where the practice allows that."""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, cast

from sqlalchemy import Table, func, select
from sqlalchemy.orm import Session as DbSession

from therapist_app.kernel.audience import Audience, Reader
from therapist_app.kernel.changes import Changes, Done
from therapist_app.kernel.clock import Clock
from therapist_app.kernel.errors import InputError
from therapist_app.kernel.ids import new_id
from therapist_app.kernel.words import clean_line, not_in_future, required_line
from therapist_app.practice.model import Practice
from therapist_app.sessions.facts import ORDER, noted
from therapist_app.sessions.locked import is_signed
from therapist_app.sessions.model import Session
from therapist_app.sessions.note import NoteDocument
from therapist_app.sessions.rules import checked_note, zone_name
from therapist_app.sessions.signed_file import SignedFile, read_signed
from therapist_app.sessions.signing_model import ADDED, Signature, SignedKind, SignedPart, SignedProcessPart
from therapist_app.sessions.unlocking import UnlockRule, checked_rule, keep_rule, read_rule
from therapist_app.sessions.versions import let_go_when_signed
from therapist_app.vault.driver import RawConnection
from therapist_app.vault.proof import SignedRecord
from therapist_app.vault.signed import (
    FORMAT,
    MAGIC,
    SALT_BYTES,
    Portion,
    instants_of,
    live_contact,
    live_portions,
    note_portion,
    reason_portion,
    spelled,
)
from therapist_app.vault.vault import Vault

_JOINT = cast(Table, SignedPart.__table__)
_OWN = cast(Table, SignedProcessPart.__table__)
_KEPT = "Nothing was signed. What you typed is still here."


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signs: a name, and credentials such as "LMFT 12345"."""

    name: str
    credentials: str = ""

    def checked(self) -> Signer:
        """As it will stand under the record; InputError without a name."""
        if not self.name.strip():
            raise InputError("Please write the name that this is signed with.", _KEPT, "name")
        return Signer(
            required_line(self.name, "name", "a name"),
            clean_line(self.credentials, "credentials", longest=300),
        )


@dataclass(frozen=True, slots=True)
class Addition:
    """What is added below a signed note: a late entry, an addendum or a correction, with its reason.

    `about_on` is the local date it is about, by default the session's.
    """

    kind: str
    note: NoteDocument
    reason: str
    about_on: dt.date | None = None


@dataclass(frozen=True, slots=True)
class _Wish:
    kind: str
    revision: int
    about_on: dt.date
    portions: Sequence[Portion]


class SigningService:
    """Signs with the vault's key; each signature is told by the history in the same transaction and witnessed."""

    def __init__(self, vault: Vault, clock: Clock) -> None:
        self._vault = vault
        self._clock = clock

    def signer(self) -> Signer:
        """Who signs unless someone says otherwise: the clinician of the practice."""
        with self._vault.read() as db:
            practice = db.get(Practice, 1)
        return Signer(practice.clinician, practice.credentials) if practice else Signer("")

    def rule(self) -> UnlockRule:
        """When signed notes may be unlocked in this practice."""
        with self._vault.read() as db:
            return read_rule(db)

    def set_rule(self, when: str, hours: int = 24) -> Done[UnlockRule]:
        """Say when signed notes may be unlocked: "never", "within" so many hours, "always"."""
        rule = checked_rule(when, hours)
        with self._vault.begin() as db:
            keep_rule(db, rule)
        return Done(rule, Changes.of("practice"))

    def file(self, session_id: str, reader: Reader | str = Reader.CLINICIAN) -> SignedFile:
        """What was signed for a session, as a reader may see it."""
        reader = Reader(reader)
        with self._vault.read() as db:
            session = _session(db, session_id)
            if not reader.may_see(session.audience):
                return SignedFile(session_id, ())
            found = read_signed(db, session_id, reader)
            may = found.note is not None and read_rule(db).allows(found.note.signed_at, self._clock.now())
        return SignedFile(session_id, found.entries, found.is_locked and may)

    def to_sign(self, couple_id: str) -> str:
        """The couple's newest session with a note that is done and not signed, or ""."""
        with self._vault.read() as db:
            query = select(Session.id).where(
                Session.couple_id == couple_id, Session.done_at.is_not(None), noted()
            )
            ids = db.scalars(query.order_by(*(column.desc() for column in ORDER))).all()
            return next((one for one in ids if not is_signed(db, one)), "")

    def sign(self, session_id: str, signer: Signer) -> Done[SignedFile]:
        """Sign the note with all that belongs to its session; from then on the database itself keeps it as it is."""
        signer = signer.checked()
        with self._vault.begin() as db:
            session = _session(db, session_id)
            if is_signed(db, session_id):
                raise InputError("This note is signed already.", "Nothing was changed.", "session")
            portions = live_portions(_raw(db), session_id)
            if not any(one.content["what"] == "text" for one in portions):
                raise InputError("There is no note to sign yet.", "Nothing was changed.", "session")
            session.done_at = session.done_at or self._clock.now()
            db.flush()
            wish = _Wish(SignedKind.NOTE, 1 + _revision(db, session_id), session.on_date, portions)
            self._put(db, session, signer, wish)
            let_go_when_signed(self._vault, db, session_id)
        return self._signed(session)

    def add(self, session_id: str, addition: Addition, signer: Signer) -> Done[SignedFile]:
        """Add below a signed note: it is signed in turn and never changes either; the note itself stays untouched."""
        signer = signer.checked()
        note = checked_note(addition.note)
        if addition.kind not in ADDED:
            raise InputError("Please say what it is: late entry, addendum or correction.", _KEPT, "kind")
        if not note.word_count:
            raise InputError("Please write what is to be added.", _KEPT, "note")
        if not addition.reason.strip():
            raise InputError("Please say why this is added.", _KEPT, "reason")
        with self._vault.begin() as db:
            session = _session(db, session_id)
            _require_signed(db, session_id)
            about = not_in_future(addition.about_on or session.on_date, self._clock.today(), "about_on")
            portions = _added_portions(note, clean_line(addition.reason, "reason"))
            wish = _Wish(addition.kind, _revision(db, session_id), about, portions)
            self._put(db, session, signer, wish)
        return self._signed(session)

    def unlock(self, session_id: str, reason: str, signer: Signer) -> Done[SignedFile]:
        """Open a signed note for editing where the practice allows it; the reason is signed, the old text is kept."""
        signer = signer.checked()
        if not reason.strip():
            raise InputError("Please say why the note is unlocked.", "It is still locked.", "reason")
        words = clean_line(reason, "reason")
        with self._vault.begin() as db:
            session = _session(db, session_id)
            _require_signed(db, session_id)
            last = read_signed(db, session_id).note
            if last is None or not read_rule(db).allows(last.signed_at, self._clock.now()):
                raise InputError(
                    "This note can no longer be unlocked.",
                    "It is unchanged. You can add a late entry, an addendum or a correction below it.",
                    "session",
                )
            portions = (reason_portion(Audience.THERAPIST, words),)
            self._put(db, session, signer, _Wish(SignedKind.UNLOCK, last.revision, session.on_date, portions))
            session.done_at = None
            db.flush()
        return self._signed(session)

    def records(self) -> tuple[SignedRecord, ...]:
        """Every signed record for a proof: hashes of texts, never the texts."""
        with self._vault.read() as db:
            rows = db.scalars(select(Signature).order_by(Signature.entry)).all()
        return tuple(
            SignedRecord(f"{place} ({row.kind})", row.body, row.signature, row.entry)
            for place, row in enumerate(rows, start=1)
        )

    def _signed(self, session: Session) -> Done[SignedFile]:
        """A signature is only said to be there once the witnesses have seen it."""
        self._vault.history.witness()
        return Done(self.file(session.id), Changes.of("session", "note", couple=session.couple_id))

    def _put(self, db: DbSession, session: Session, signer: Signer, wish: _Wish) -> None:
        """Sign and keep one record, inside the caller's unit of work."""
        history, local = self._vault.history, self._clock.local()
        before = _last_body(db, session.id)
        salts = [secrets.token_bytes(SALT_BYTES) for _ in wish.portions]
        contact = live_contact(_raw(db), session.id)
        row = Signature(
            couple_id=session.couple_id,
            session_id=session.id,
            number=1 + _count(db, session.id),
            kind=str(wish.kind),
            revision=wish.revision,
            signer=signer.name,
            credentials=signer.credentials,
            signed_at=self._clock.now(),
            zone=zone_name(local),
            about_on=wish.about_on,
            parts=len(wish.portions),
            body=b"",
            signature=b"",
            key=history.fingerprint,
            entry=0,
        )
        said: dict[str, Any] = {
            "magic": MAGIC,
            "v": FORMAT,
            "id": row.id,
            "session": session.id,
            "contact": contact,
            "instants": instants_of(contact),
            "number": row.number,
            "kind": row.kind,
            "revision": row.revision,
            "author": row.signer,
            "credentials": row.credentials,
            "signed_at": row.signed_at.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
            "signed_zone": row.zone,
            "written_on": local.date().isoformat(),
            "about_on": row.about_on.isoformat(),
            "key": row.key,
            "before": hashlib.sha256(before).hexdigest() if before else None,
            "parts": [
                {"audience": str(part.audience), "hash": part.digest(salt)}
                for part, salt in zip(wish.portions, salts, strict=True)
            ],
        }
        row.body = spelled(said)
        row.signature, row.entry = history.sign_within(row.body)
        db.add(row)
        db.flush()
        _put_parts(db, row.id, wish.portions, salts)


def _put_parts(db: DbSession, signature_id: str, portions: Sequence[Portion], salts: Sequence[bytes]) -> None:
    connection = db.connection()
    for place, (part, salt) in enumerate(zip(portions, salts, strict=True)):
        row = {"id": new_id(), "signature_id": signature_id, "position": place, "salt": salt}
        row |= {"content": part.content}
        if part.audience == Audience.THERAPIST:
            connection.execute(_OWN.insert(), row)
        else:
            connection.execute(_JOINT.insert(), row | {"audience": str(part.audience)})


def _added_portions(note: NoteDocument, reason: str) -> list[Portion]:
    """The text, and its reason for those who may read all of it: for one reader, or else for the therapist."""
    audiences = {part.audience for part in note.parts}
    whose = audiences.pop() if len(audiences) == 1 else Audience.THERAPIST
    texts = [
        note_portion(place, part.audience, [block.to_json() for block in part.blocks])
        for place, part in enumerate(note.parts)
    ]
    return [*texts, reason_portion(whose, reason)]


def _session(db: DbSession, session_id: str) -> Session:
    session = db.get(Session, session_id)
    if session is None:
        raise InputError("That session is no longer here.", "Nothing was changed.", "session")
    return session


def _require_signed(db: DbSession, session_id: str) -> None:
    if not is_signed(db, session_id):
        raise InputError(
            "This note is not signed, so it can still be written in.", "Nothing was changed.", "session"
        )


def _revision(db: DbSession, session_id: str) -> int:
    """How many times the note was signed so far."""
    query = select(func.count()).where(Signature.session_id == session_id, Signature.kind == SignedKind.NOTE)
    return db.scalar(query) or 0


def _count(db: DbSession, session_id: str) -> int:
    return db.scalar(select(func.count()).where(Signature.session_id == session_id)) or 0


def _last_body(db: DbSession, session_id: str) -> bytes | None:
    query = select(Signature.body).where(Signature.session_id == session_id)
    return db.scalars(query.order_by(Signature.number.desc()).limit(1)).first()


def _raw(db: DbSession) -> RawConnection:
    """The driver's connection of this unit; what was added so far is flushed first."""
    db.flush()
    return cast("RawConnection", db.connection().connection.driver_connection)
