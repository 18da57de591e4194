"""Pure rules of contacts: what their fields may hold, what their facts inherit, what a note may hold."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from therapist_app.catalogue.model import Catalogue
from therapist_app.kernel.audience import Audience
from therapist_app.kernel.errors import InputError
from therapist_app.kernel.wall_time import minutes_taken, shown_instead
from therapist_app.kernel.words import not_in_future
from therapist_app.sessions.model import Present, Session, SessionKind
from therapist_app.sessions.note import NoteDocument, NoteFormatError

MODALITIES = ("room", "video", "phone")
LONGEST_NOTE = 1_000_000  # characters; far beyond any note
MOST_BLOCKS = 20_000
EARLIEST = dt.date(1950, 1, 1)
MOST_MINUTES = 12 * 60  # a contact that takes longer is a slip
USUAL, LONGEST = dt.timedelta(minutes=50), dt.timedelta(hours=2)  # how long a contact takes
BETWEEN = dt.timedelta(minutes=30)  # so that one has left before the other comes
_NOTHING = "Nothing was changed."
CANCELLED = frozenset({SessionKind.LATE_CANCEL, SessionKind.NO_SHOW})
SEEN = frozenset({SessionKind.JOINT, SessionKind.INDIVIDUAL})  # what counts as having come
WITH_ONE = frozenset({SessionKind.INDIVIDUAL, SessionKind.CALL})  # where it matters which partner it was
WRITTEN = frozenset({"done", "signed", "amended"})  # states of a note that nobody waits for any more
CHANGEABLE = ("kind", "on_date", "start", "stop", "zone", "present", "modality", "audience")


def audience_for(kind: str, present: str) -> str:
    """Who may see its facts: with one partner alone, that partner; of a consultation, the therapist."""
    if kind == SessionKind.CONSULTATION:
        return Audience.THERAPIST
    alone = kind in (SessionKind.INDIVIDUAL, SessionKind.CALL) and present in (Present.A, Present.B)
    return Audience(present) if alone else Audience.JOINT


def default_present(kind: str) -> str:
    """Who is there unless someone says otherwise: nobody for what did not take place."""
    nobody = kind in CANCELLED or kind == SessionKind.CONSULTATION
    return Present.NONE if nobody else Present.BOTH


def narrows(old: str, new: str) -> bool:
    """Whether fewer people may see facts of a contact after its audience went from `old` to `new`."""
    return old != new and (old == Audience.JOINT or new == Audience.THERAPIST)


def may_meet(one: Session, other: Session) -> bool:
    """Whether two partners who come alone may meet at the door: in the room, on one day, with little time between."""
    alone = one.kind == other.kind == SessionKind.INDIVIDUAL
    both = {one.present, other.present} == {Present.A, Present.B} and one.couple_id == other.couple_id
    if not (alone and both and one.modality == other.modality == "room" and one.on_date == other.on_date):
        return False
    first, then = sorted((one, other), key=lambda session: session.start or dt.time.min)
    if first.start is None or then.start is None:
        return True  # nobody knows
    began = dt.datetime.combine(first.on_date, first.start)
    ends = dt.datetime.combine(first.on_date, first.stop) if first.stop else began + USUAL
    return dt.datetime.combine(then.on_date, then.start) - ends < BETWEEN


def likely_modality(kind: str, last: str) -> str:
    """Where it was: a call is by phone, the others are as the last one."""
    return "phone" if kind == SessionKind.CALL else last


def likely_stop(day: dt.date, start: dt.time | None, local: dt.datetime) -> dt.time | None:
    """When a contact stopped, as a proposal: now, if it may have just ended; else after its usual time."""
    if start is None:
        return None
    began = dt.datetime.combine(day, start)
    now = local.replace(tzinfo=None)
    return likely_start(local, None, None) if began < now <= began + LONGEST else (began + USUAL).time()


def likely_start(local: dt.datetime, slot_weekday: int | None, slot_time: dt.time | None) -> dt.time:
    """The couple's usual time on their weekday, else now, rounded to five minutes of the same day.

    Never a time that clocks skipped on that day: two minutes before they go forward, it is the one they show then.
    """
    minutes = min((local.hour * 60 + local.minute + 2) // 5 * 5, 24 * 60 - 5)
    now = dt.time(minutes // 60, minutes % 60)
    likely = slot_time if slot_time is not None and slot_weekday == local.weekday() else now
    return shown_instead(local.date(), likely, zone_name(local)) or likely


def zone_name(local: dt.datetime) -> str:
    """The name of the zone of a wall time, as its own data calls it."""
    return str(getattr(local.tzinfo, "key", None) or local.tzname() or "")[:64]


def checked_session(fields: Mapping[str, Any], catalogue: Catalogue, today: dt.date) -> dict[str, Any]:
    """A whole contact's fields as they will be kept; refuses with a sentence what cannot be true."""
    kind, present = fields["kind"], fields["present"]
    if kind not in {entry.key for entry in catalogue.session_kinds}:
        raise InputError("That kind of contact is not known here.", _NOTHING, "kind")
    if present not in tuple(Present):
        raise InputError("Please say who was there: both, A, B or nobody.", _NOTHING, "present")
    if kind == SessionKind.INDIVIDUAL and present not in (Present.A, Present.B):
        raise InputError("Please say which partner came alone.", _NOTHING, "present")
    if fields["modality"] not in MODALITIES:
        raise InputError("A session is in the room, by video or by phone.", _NOTHING, "modality")
    if fields["audience"] not in tuple(Audience):
        raise InputError("Please say who may see this: joint, A, B or therapist.", _NOTHING, "audience")
    if not_in_future(fields["on_date"], today, "on_date") < EARLIEST:
        raise InputError("That date is too long ago.", f"{_NOTHING} Please check the year.", "on_date")
    _require_times(fields["on_date"], fields.get("start"), fields.get("stop"), fields.get("zone") or "")
    return dict(fields)


def _require_times(day: dt.date, start: dt.time | None, stop: dt.time | None, zone: str) -> None:
    """Refuse a time that clocks skipped, and a stop before the start; an hour that comes twice may hold both.

    A contact may go on past midnight; the day is then the one on which it began.
    """
    for name, time in (("start", start), ("stop", stop)):
        shown = shown_instead(day, time, zone) if time else None
        if time and shown:
            raise InputError(
                f"There was no {time:%H:%M} on that day: the clocks went forward.",
                f"{_NOTHING} You probably mean {shown:%H:%M}.",
                name,
            )
    if start and stop and minutes_taken(day, start, stop, zone) > MOST_MINUTES:
        raise InputError("The session stops before it starts.", f"{_NOTHING} Please check the times.", "stop")


def checked_note(document: NoteDocument) -> NoteDocument:
    """A note as it will be kept; refuses one that is too long or holds broken characters."""
    blocks = sum(len(part.blocks) for part in document.parts)
    letters = sum(len(block.text) for part in document.parts for block in part.blocks)
    if blocks > MOST_BLOCKS or letters > LONGEST_NOTE:
        raise InputError(
            "This note is too long to keep as one.",
            "Your text is still here. Please move some of it into another session's note.",
            "note",
        )
    try:
        return NoteDocument.from_json(document.to_json()).normal()
    except NoteFormatError as error:
        raise InputError(
            "The note holds something that cannot be kept.",
            "Your text is still here. Remove the last thing you pasted, then go on.",
            "note",
        ) from error
