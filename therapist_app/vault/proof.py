"""A proof of the history that a third party can check without Attune: entries, their signed head, signed records.

It holds no text of a note: entries are ids, times and keyed hashes, signed records name their parts by hashes.
"""

from __future__ import annotations

import base64
import io
import json
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import resources
from typing import Any

from therapist_app.kernel.clock import Clock
from therapist_app.vault.audit import canonical, entries, head
from therapist_app.vault.driver import RawConnection
from therapist_app.vault.recovery import listed_words
from therapist_app.vault.vault_keys import VaultKeys

MAGIC = "attune-proof"
FORMAT = 1
_RECEIPT_BITS = 88
_READ_ME = """What this is
============
proof.json holds the history of an Attune practice: which entries were made, when, and hashes of what they were
about. It holds no notes. Signed records say who signed, when, and when the session was; their text is there only as
hashes.

How to check it
===============
With Python 3.9 or later and the package "cryptography":

    python3 verify.py proof.json

verify.py says what each line means. It is short, so that anyone can read all of it first.
"""


@dataclass(frozen=True, slots=True)
class SignedRecord:
    """Bytes that were signed, under a neutral name; `entry` is the history's entry that tells their SHA-256."""

    name: str
    body: bytes
    signature: bytes
    entry: int


def make_proof(
    raw: RawConnection, vault_id: str, keys: VaultKeys, clock: Clock, records: Sequence[SignedRecord] = ()
) -> bytes:
    """A zip file with the proof, the stand-alone verifier and how to use it."""
    now = head(raw, vault_id)
    signed: dict[str, Any] = {
        "vault_id": vault_id,
        "made_at": clock.now().strftime("%Y-%m-%dT%H:%M:%SZ"),
        "head": {"seq": now.seq, "digest": now.digest},
    }
    content = {
        **signed,
        "magic": MAGIC,
        "format": FORMAT,
        "public_key": _b64(keys.public),
        "signature": _b64(keys.sign(canonical(signed))),
        "entries": [found.entry.fields for found in entries(raw)],
        "records": [
            {
                "name": one.name,
                "body": _b64(one.body),
                "signature": _b64(one.signature),
                "entry": one.entry,
            }
            for one in records
        ],
        "words": listed_words(),
    }
    verifier = (
        resources.files("therapist_app.vault").joinpath("proof_verifier.py").read_text(encoding="utf-8")
    )
    bundle = io.BytesIO()
    with zipfile.ZipFile(bundle, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("READ ME.txt", _READ_ME)
        file.writestr("verify.py", verifier)
        file.writestr("proof.json", json.dumps(content, ensure_ascii=False, separators=(",", ":")))
    return bundle.getvalue()


def receipt_words(digest: str) -> list[str]:
    """The first 88 bits of an entry's digest as 8 words, to be kept on paper: later they show nothing was cut."""
    bits = int(digest[: _RECEIPT_BITS // 4], 16)
    words = listed_words()
    return [words[bits >> shift & 2047] for shift in range(_RECEIPT_BITS - 11, -1, -11)]


def _b64(value: bytes) -> str:
    return base64.b64encode(value).decode("ascii")
