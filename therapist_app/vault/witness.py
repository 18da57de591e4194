"""The witness: the head of the history, kept outside the database, so that an older database is known for what it is.

SQLCipher proves each page and not the whole: yesterday's file, or one old page, passes all its checks. A witness lies
beside the vault and another one in the user's state folder, where putting the whole vault folder back does not reach;
each backup carries one too. It holds a number and two hashes, sealed with the vault's history key.
"""

from __future__ import annotations

import contextlib
import hmac
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from therapist_app.kernel.files import make_folders, read_small, write_whole
from therapist_app.paths import find_folders
from therapist_app.vault.audit import Head, canonical

WITNESS_NAME = "witness.json"
_MAGIC = "attune-witness"
_LARGEST = 4096


@dataclass(frozen=True, slots=True)
class Witness:
    """What one place says: a head, nothing (it was never written there), or something broken or forged."""

    place: str  # "beside" or "elsewhere"
    head: Head | None = None
    broken: bool = False


def places(folder: Path, vault_id: str) -> tuple[tuple[str, Path], ...]:
    """Where the witnesses of a vault lie."""
    return (
        ("beside", folder / WITNESS_NAME),
        ("elsewhere", find_folders().witnesses / f"{vault_id}.json"),
    )


def write_witnesses(folder: Path, vault_id: str, key: bytes, head: Head) -> bool:
    """Write the head in both places; whether at least one took it. A disk that refuses stops nobody's work."""
    content = {"magic": _MAGIC, "vault_id": vault_id, "seq": head.seq, "digest": head.digest}
    data = canonical({**content, "seal": _seal(key, content)}) + b"\n"
    took = False
    for _, path in places(folder, vault_id):
        with contextlib.suppress(OSError):
            if path.parent != folder:
                make_folders(path.parent)
            write_whole(path, data)
            took = True
    return took


def read_witnesses(folder: Path, vault_id: str, key: bytes) -> Iterator[Witness]:
    """What each place says."""
    for place, path in places(folder, vault_id):
        try:
            yield _read(place, read_small(path, _LARGEST), vault_id, key)
        except FileNotFoundError:
            yield Witness(place)
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            yield Witness(place, broken=True)


def _read(place: str, data: bytes, vault_id: str, key: bytes) -> Witness:
    content: dict[str, Any] = json.loads(data)
    seal = content.pop("seal")
    if not hmac.compare_digest(seal, _seal(key, content)) or content["magic"] != _MAGIC:
        return Witness(place, broken=True)
    if content["vault_id"] != vault_id:
        return Witness(place, broken=True)
    return Witness(place, Head(int(content["seq"]), str(content["digest"])))


def _seal(key: bytes, content: dict[str, Any]) -> str:
    return hmac.digest(key, canonical(content), "sha256").hex()
