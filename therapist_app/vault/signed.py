"""What a signature covers: parts with salted hashes, what a session holds now, and the canonical bytes of a record.

The bytes are UTF-8 JSON with sorted keys and no spaces, in Unicode's NFC form. They hold no text of a note: each part
is there as its audience and SHA-256(salt + canonical bytes of the part). So a copy for one reader can leave parts out,
nobody can guess at short ones, and the signature still fits.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import unicodedata
from dataclasses import dataclass
from typing import Any, cast

from therapist_app.kernel.wall_time import zone
from therapist_app.vault.audit import canonical, quoted
from therapist_app.vault.driver import RawConnection

MAGIC = "attune-signed-record"
FORMAT = 1
SALT_BYTES = 16
FACTS = (
    "block_tags",
    "phase_entries",
    "check_ins",
    "sign_ratings",
)  # what can be born in a session and is signed with it
_CONTACT = ("kind", "present", "modality", "audience", "on_date", "start", "stop", "zone")


@dataclass(frozen=True, slots=True)
class Portion:
    """One part as it was typed, and who may read it."""

    audience: str
    content: dict[str, Any]

    def digest(self, salt: bytes) -> str:
        """The hash by which a signed record names this part."""
        return hashlib.sha256(salt + spelled(self.content)).hexdigest()


def spelled(value: Any) -> bytes:
    """The one spelling of a value that is hashed and signed; equal letters have equal bytes."""
    return canonical(_composed(value))


def plain_json(value: Any) -> str:
    """How a value lies in the vault: letters as they were typed."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def note_portion(place: int, audience: str, blocks: Any) -> Portion:
    """A part of a note's text; `blocks` in their stored form."""
    return Portion(audience, {"what": "text", "place": place, "blocks": blocks})


def reason_portion(audience: str, reason: str) -> Portion:
    """Why something was added or unlocked."""
    return Portion(audience, {"what": "reason", "words": reason})


def live_portions(raw: RawConnection, session_id: str) -> list[Portion]:
    """What a session holds now: its note in reading order, then the facts born in it."""
    rows = raw.execute(
        "SELECT position, audience, body FROM note_parts WHERE session_id = ?1 UNION ALL "
        "SELECT position, 'therapist', body FROM process_notes WHERE session_id = ?1 ORDER BY position",
        (session_id,),
    ).fetchall()
    found = [note_portion(place, who, json.loads(body)) for place, who, body in rows]
    for table in FACTS:
        names = [column[1] for column in raw.execute(f"PRAGMA main.table_info({quoted(table)})").fetchall()]
        query = f"SELECT * FROM {quoted(table)} WHERE session_id = ? ORDER BY id"  # noqa: S608 - our own names
        for row in raw.execute(query, (session_id,)).fetchall():
            found += _fact(table, dict(zip(names, row, strict=True)))
    return found


def _fact(table: str, row: dict[str, Any]) -> list[Portion]:
    """A phase is joint, its reason only for whom the entry says; every other fact is one part."""
    audience = str(row["audience"])
    if table != "phase_entries" or audience == "joint":
        return [Portion(audience, {"what": table, **row})]
    joint = {name: value for name, value in row.items() if name not in ("reason", "audience")}
    reason = {"id": row["id"], "reason": row["reason"], "audience": audience}
    return [Portion("joint", {"what": table, **joint}), Portion(audience, {"what": "phase_reason", **reason})]


def live_contact(raw: RawConnection, session_id: str) -> dict[str, Any]:
    """Whose session it is, who came, where, and when: local date and time, and zone; {} if it is gone."""
    wanted = ", ".join(("couple_id", *_CONTACT))
    row = raw.execute(f"SELECT {wanted} FROM sessions WHERE id = ?", (session_id,)).fetchone()  # noqa: S608 - ours
    if row is None:
        return {}
    couple, *told = row
    contact = dict(zip(_CONTACT, told, strict=True))
    partners = raw.execute("SELECT side, id FROM partners WHERE couple_id = ?", (couple,)).fetchall()
    return {"couple": couple, "partners": dict(partners), **contact}


def instants_of(contact: dict[str, Any]) -> dict[str, str | None]:
    """Start and stop in UTC, by the rules of the zone as this computer knows them today; None where it does not."""
    day, where = contact["on_date"], contact["zone"]
    return {name: _instant(day, contact[name], where) for name in ("start", "stop")}


def _instant(day: str, time: str | None, zone_name: str) -> str | None:
    rules = zone(zone_name)
    if time is None or rules is None:
        return None
    local = dt.datetime.combine(dt.date.fromisoformat(day), dt.time.fromisoformat(time), tzinfo=rules)
    return local.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _composed(value: Any) -> Any:
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, dict):
        items = cast("dict[str, Any]", value)
        return {_composed(name): _composed(inner) for name, inner in items.items()}
    if isinstance(value, list | tuple):
        return [_composed(inner) for inner in cast("list[Any]", value)]
    return value
