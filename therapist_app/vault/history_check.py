"""Looks at a vault's history: is the chain whole, do the rows agree with it, and is it as new as its witnesses say?"""

from __future__ import annotations

import hmac
from dataclasses import dataclass, field
from pathlib import Path

from therapist_app.vault.audit import HISTORY, Head, Sealed, beginning, entries, entry_at, head, seal
from therapist_app.vault.driver import RawConnection, checked, driver
from therapist_app.vault.errors import HistoryAltered, VaultError, VaultOlder
from therapist_app.vault.migrations import m0002_history, m0003_signing
from therapist_app.vault.report import Check
from therapist_app.vault.signed_check import SCHEMA, check_signed
from therapist_app.vault.trail import rows_now
from therapist_app.vault.vault_keys import VaultKeys, read_keys
from therapist_app.vault.witness import Witness, read_witnesses

_PLACES = {"beside": "beside the vault", "elsewhere": "in this user's own folder"}


@dataclass(slots=True)
class _Told:
    """What the chain says, read once from its first entry: where it breaks, and who vouches for each row."""

    count: int = 0
    broken_at: int = 0
    rows: dict[tuple[str, object], tuple[str | None, int]] = field(default_factory=dict)


def require_newest(raw: RawConnection, folder: Path, vault_id: str, keys: VaultKeys) -> bool:
    """Whether this computer knew the vault before.

    Raises VaultOlder when a witness is ahead of the vault, HistoryAltered when it remembers another history or
    when a guard of the history or of signed notes is gone. Looks at the last entries only: an unlock must not
    wait for more.
    """
    gone = _missing_guards(raw, m0002_history.GUARDS | _signing_guards(raw))
    if gone:
        raise HistoryAltered(f"A guard is gone: {', '.join(gone)}. {HistoryAltered.ADVICE}")
    now = head(raw, vault_id)
    if now.seq and not _is_sealed(raw, now.seq, vault_id, keys):
        raise HistoryAltered
    found = list(read_witnesses(folder, vault_id, keys.history))
    for witness in found:
        if witness.head is not None:
            _require_behind(raw, now, witness.head)
    return any(witness.place == "elsewhere" and witness.head is not None for witness in found)


def _require_behind(raw: RawConnection, now: Head, seen: Head) -> None:
    if seen.seq > now.seq:
        raise VaultOlder
    if seen.seq and not _remembers(raw, seen):
        raise HistoryAltered


def _remembers(raw: RawConnection, seen: Head) -> bool:
    found = entry_at(raw, seen.seq)
    return found is not None and hmac.compare_digest(found.digest, seen.digest)


def _is_sealed(raw: RawConnection, seq: int, vault_id: str, keys: VaultKeys) -> bool:
    """Whether one entry follows from the one before it and was written by the holder of the key."""
    before = entry_at(raw, seq - 1) if seq > 1 else None
    if seq > 1 and before is None:
        return False
    found = entry_at(raw, seq)
    return found is not None and _fits(found, before.digest if before else beginning(vault_id), keys)


def _fits(found: Sealed, before: str, keys: VaultKeys) -> bool:
    right = found.entry.digest(before)
    return right == found.digest and hmac.compare_digest(seal(keys.history, right), found.mac)


def check_history(raw: RawConnection, vault_id: str, folder: Path | None = None) -> tuple[Check, ...]:
    """Every entry, every row and, for a vault in its `folder`, every witness; needs no more memory than the ids."""
    try:
        keys = read_keys(raw)
        told = _read_chain(raw, vault_id, keys)
        return (
            _chain(told),
            _rows(raw, keys, told),
            *_guards(raw),
            _signing(keys),
            *check_signed(raw, keys),
            *(_witnesses(raw, vault_id, keys, folder) if folder else ()),
        )
    except (VaultError, driver.Error):
        return (Check("history", ok=False, words="The history cannot be read."),)


def _read_chain(raw: RawConnection, vault_id: str, keys: VaultKeys) -> _Told:
    import json

    told = _Told()
    before = beginning(vault_id)
    for found in entries(raw):
        told.count += 1
        entry = found.entry
        if not told.broken_at and (entry.seq != told.count or not _fits(found, before, keys)):
            told.broken_at = told.count
        before = found.digest
        try:
            objects = json.loads(entry.objects)
        except ValueError:  # on a damaged page; what it told of is not known
            told.broken_at = told.broken_at or told.count
            continue
        for table, key, mac in objects:
            told.rows[table, key] = (mac, entry.seq)
    return told


def _sign(key: str, words: str) -> Check:
    """Something that no failing disk would do."""
    return Check(key, ok=False, words=words, tampering=True)


def _chain(told: _Told) -> Check:
    good = f"The history is whole: {told.count:,} entries, each sealed to the one before."
    bad = f"The history was changed: entry {told.broken_at:,} does not fit the one before it."
    if not told.count:
        return _sign("history", "The history is empty.")
    return _sign("history", bad) if told.broken_at else Check("history", ok=True, words=good)


def _rows(raw: RawConnection, keys: VaultKeys, told: _Told) -> Check:
    """Chain and rows, both ways: each row as it was last told, and each row told of still there."""
    left = {key: seq for key, (mac, seq) in told.rows.items() if mac is not None}
    wrong: list[tuple[int, str]] = []
    for key, mac in rows_now(raw, keys):
        vouched = left.pop(key, None)
        if vouched is None:
            wrong.append((told.count + 1, "added"))
        elif not hmac.compare_digest(told.rows[key][0] or "", mac):
            wrong.append((vouched, "changed"))
    wrong += [(seq, "removed") for seq in left.values()]
    if not wrong:
        return Check("records", ok=True, words="Every record is as the history tells it.")
    counts = ", ".join(
        f"{sum(act == how for _, act in wrong):,} {how}"
        for how in ("changed", "added", "removed")
        if any(act == how for _, act in wrong)
    )
    words = f"Records were changed outside Attune: {counts}. The first is one that entry {min(wrong)[0]:,} vouches for."
    return _sign("records", words)


def _missing_guards(raw: RawConnection, guards: dict[str, str]) -> list[str]:
    found = dict(checked(raw, "SELECT name, sql FROM sqlite_schema WHERE type='trigger'"))
    spelled = {name: " ".join(str(sql).split()) for name, sql in found.items()}
    return [name for name, sql in guards.items() if spelled.get(name) != " ".join(sql.split())]


def _signing_guards(raw: RawConnection) -> dict[str, str]:
    """The guards of signed records, in a vault of a time that knows them."""
    return m0003_signing.GUARDS if checked(raw, "PRAGMA user_version")[0][0] >= SCHEMA else {}


def _guards(raw: RawConnection) -> tuple[Check, ...]:
    kept = _signing_guards(raw)
    told = _guard_check(raw, "guards", "the history", m0002_history.GUARDS)
    return (told, _guard_check(raw, "signed_guards", "signed notes", kept)) if kept else (told,)


def _guard_check(raw: RawConnection, key: str, whose: str, guards: dict[str, str]) -> Check:
    missing = _missing_guards(raw, guards)
    if missing:
        return _sign(key, f"A guard of {whose} is gone: {', '.join(missing)}.")
    return Check(key, ok=True, words=f"The guards of {whose} are in place.")


def _signing(keys: VaultKeys) -> Check:
    if not keys.fits:
        return _sign("signing_key", "The signing key was replaced in part.")
    return Check("signing_key", ok=True, words="The signing key fits its public half.")


def _witnesses(raw: RawConnection, vault_id: str, keys: VaultKeys, folder: Path) -> tuple[Check, ...]:
    now = head(raw, vault_id)
    found = read_witnesses(folder, vault_id, keys.history)
    return tuple(_witness(raw, now, witness) for witness in found)


def _witness(raw: RawConnection, now: Head, witness: Witness) -> Check:
    key, where = f"witness_{witness.place}", _PLACES[witness.place]
    if witness.broken:
        return _sign(key, f"The witness {where} is damaged or forged.")
    if witness.head is None:
        words = f"There is no witness {where}: this is the first time here, or it was removed."
        return Check(key, ok=True, words=words)
    seen = witness.head
    if seen.seq > now.seq:
        gone = f"entries {now.seq + 1:,} to {seen.seq:,} are gone"
        return _sign(key, f"The vault is older than the witness {where}: {gone}.")
    if seen.seq and not _remembers(raw, seen):
        return _sign(
            key, f"The witness {where} remembers another entry {seen.seq:,}: the history was replaced."
        )
    return Check(key, ok=True, words=f"The witness {where} agrees.")


def count_entries(raw: RawConnection) -> int:
    """How many entries there are."""
    return int(checked(raw, f"SELECT count(*) FROM {HISTORY}")[0][0])  # noqa: S608 - ours
