"""What the tests of signed notes share."""

from __future__ import annotations

from therapist_app.kernel.audience import Audience
from therapist_app.sessions.note import Block, NoteDocument
from therapist_app.sessions.signing import Addition, Signer

ZOE = Signer("Zoe Lin", "LMFT 12345")
JOINT, A, B, THERAPIST = Audience.JOINT, Audience.A, Audience.B, Audience.THERAPIST


def words(text, audience=JOINT):
    return NoteDocument.of([(audience, Block.of("p", text))])


def addendum(text="It was the blue car.", *, kind="addendum", audience=JOINT, reason="Left out", **more):
    return Addition(kind, words(text, audience), reason, **more)


def rows(practice, sql):
    with practice.vault.read() as db:
        return [tuple(row) for row in db.connection().exec_driver_sql(sql).all()]


def body_of(practice, number=1):
    ((body,),) = rows(practice, f"SELECT body FROM signatures WHERE number = {number}")
    return body
