"""Looks at every signed record: its bytes, its signature, its parts, its place in the chain, and what it locked."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from therapist_app.vault.audit import HISTORY
from therapist_app.vault.driver import RawConnection, checked
from therapist_app.vault.report import Check
from therapist_app.vault.signed import Portion, live_contact, live_portions, plain_json, spelled
from therapist_app.vault.vault_keys import VaultKeys, verify_signature

SCHEMA = 3  # the first that can hold signed records
_COLUMNS = (
    "id, couple_id, session_id, number, kind, revision, signer, credentials, signed_at, zone, about_on, parts, "
    "body, signature, key, entry"
)
_TOLD = (
    ("id", "id"), ("session_id", "session"), ("number", "number"), ("kind", "kind"), ("revision", "revision"),
    ("signer", "author"), ("credentials", "credentials"), ("signed_at", "signed_at"), ("zone", "signed_zone"),
    ("about_on", "about_on"), ("key", "key"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Row:
    """One signature as it lies in the vault."""

    fields: dict[str, Any]

    def __getitem__(self, name: str) -> Any:
        return self.fields[name]

    @property
    def digest(self) -> str:
        body = self["body"]
        return hashlib.sha256(body if isinstance(body, bytes) else b"").hexdigest()

    @property
    def told_by(self) -> int:
        """The history's entry that vouches for it; 0 where someone wrote something else there."""
        return self["entry"] if isinstance(self["entry"], int) else 0


def check_signed(raw: RawConnection, keys: VaultKeys) -> tuple[Check, ...]:
    """One line about all signed records; none for a vault of a time before them."""
    if checked(raw, "PRAGMA user_version")[0][0] < SCHEMA:
        return ()
    names = _COLUMNS.split(", ")
    rows = raw.execute(f"SELECT {_COLUMNS} FROM signatures ORDER BY session_id, number").fetchall()  # noqa: S608 - ours
    found = [_Row(dict(zip(names, row, strict=True))) for row in rows]
    wrong = [
        entry
        for _, chain in groupby(found, key=lambda row: row["session_id"])
        for entry in _wrong_in(raw, keys, list(chain))
    ]
    if wrong:
        words = f"Signed records were changed: {len(wrong):,}. The first is one that entry {min(wrong):,} vouches for."
        return (Check("signatures", ok=False, words=words, tampering=True),)
    return (Check("signatures", ok=True, words=f"Every signed record is as it was signed: {len(found):,}."),)


def _wrong_in(raw: RawConnection, keys: VaultKeys, chain: list[_Row]) -> Iterator[int]:
    """The history's entries of those records of one session that are not as they were signed."""
    before: str | None = None
    for number, row in enumerate(chain, start=1):
        if row["number"] != number or not _is_as_signed(raw, keys, row, before):
            yield row.told_by
        before = row.digest
    locking = [row for row in chain if row["kind"] in ("note", "unlock")]
    if locking and locking[-1]["kind"] == "note" and not _holds_still(raw, locking[-1]):
        yield locking[-1].told_by


def _is_as_signed(raw: RawConnection, keys: VaultKeys, row: _Row, before: str | None) -> bool:
    try:
        body = json.loads(row["body"])
        return (
            row["key"] == keys.fingerprint
            and verify_signature(keys.public, row["signature"], row["body"])
            and _is_told(raw, row)
            and body["before"] == before
            and all(spelled(row[column]) == spelled(body[name]) for column, name in _TOLD)
            and row["couple_id"] == body["contact"]["couple"]
            and row["parts"] == len(body["parts"])
            and _digests(raw, row["id"]) == body["parts"]
        )
    except (ValueError, KeyError, TypeError):
        return False


def _is_told(raw: RawConnection, row: _Row) -> bool:
    query = f"SELECT event, facts FROM {HISTORY} WHERE seq = ?"  # noqa: S608 - ours
    told = raw.execute(query, (row["entry"],)).fetchone()
    return told is not None and told[0] == "signed" and json.loads(told[1]) == {"sha256": row.digest}


def stored_parts(raw: RawConnection, signature_id: str) -> list[tuple[Portion, bytes]]:
    """The parts of one signed record with their salts, in order; ValueError for one that is not in our spelling."""
    rows = raw.execute(
        "SELECT position, audience, salt, content FROM signed_parts WHERE signature_id = ?1 UNION ALL "
        "SELECT position, 'therapist', salt, content FROM signed_process_parts WHERE signature_id = ?1 "
        "ORDER BY position",
        (signature_id,),
    ).fetchall()
    found: list[tuple[Portion, bytes]] = []
    for place, (position, audience, salt, text) in enumerate(rows):
        content = json.loads(text)
        if position != place or plain_json(content) != text:
            raise ValueError("a signed part is out of order or was spelled by someone else")
        found.append((Portion(audience, content), salt))
    return found


def _digests(raw: RawConnection, signature_id: str) -> list[dict[str, str]]:
    return [
        {"audience": part.audience, "hash": part.digest(salt)}
        for part, salt in stored_parts(raw, signature_id)
    ]


def _holds_still(raw: RawConnection, row: _Row) -> bool:
    """Whether a locked session holds letter for letter what was signed."""
    try:
        signed = [part for part, _ in stored_parts(raw, row["id"])]
        now = live_portions(raw, row["session_id"])
        contact = json.loads(row["body"])["contact"]
        return signed == now and spelled(contact) == spelled(live_contact(raw, row["session_id"]))
    except (ValueError, KeyError, TypeError):
        return False
