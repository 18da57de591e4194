#!/usr/bin/env python3
"""Checks a proof that Attune wrote, on any computer, with nothing but Python 3.9 and the package `cryptography`.

    python3 verify.py proof.json [--key "FINGERPRINT"] [--words "EIGHT WORDS FROM AN EARLIER RECEIPT"]

It stands alone: it shares no code with Attune, so that a third party can read all of it. What it shows:
- the history is whole: each entry holds the hash of the one before it, and the last one is signed;
- each record in the proof is byte for byte the one whose hash stands in the history, and its signature is good;
- with --key, that the signing key is the one whose fingerprint was printed on the practice's recovery sheet;
- with --words, that the history still contains the entry of an earlier receipt.
What it cannot show: that the clock of that computer was right, or that no other history was ever kept.
Exit code: 0 everything fits, 1 something does not, 2 wrong use or a file that is no proof.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

FIELDS = ("seq", "at", "boot", "monotonic", "event", "facts", "objects")


def canonical(value: Any) -> bytes:
    """The one spelling of a value that is hashed and signed."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def chain(vault_id: str, entries: list[list[Any]]) -> list[str]:
    """The digest of each entry, computed from the beginning; ValueError at the first number out of order."""
    before = hashlib.sha256(b"attune 1 history " + vault_id.encode()).digest()
    digests: list[str] = []
    for number, entry in enumerate(entries, start=1):
        if entry[0] != number or len(entry) != len(FIELDS):
            raise ValueError(f"entry {number} is missing or out of order")
        before = hashlib.sha256(before + canonical(entry)).digest()
        digests.append(before.hex())
    return digests


def signed_by(public: bytes, signature: str, message: bytes) -> bool:
    """Whether the holder of the key signed these bytes."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(base64.b64decode(signature), message)
    except (InvalidSignature, ValueError):
        return False
    return True


def fingerprint(public: bytes) -> str:
    """The key as it is printed on the recovery sheet."""
    digits = hashlib.sha256(public).hexdigest()[:32]
    return " ".join(digits[at : at + 4] for at in range(0, 32, 4))


def receipt(digest: str, words: list[str]) -> list[str]:
    """The eight words of an entry, as a receipt prints them: the first 88 bits of its digest."""
    bits = int(digest[:22], 16)
    return [words[bits >> shift & 2047] for shift in range(77, -1, -11)]


def check_records(
    proof: dict[str, Any], entries: list[list[Any]], public: bytes
) -> Iterator[tuple[bool, str]]:
    """A line for each record: is it the one the history tells of, and was it signed?"""
    for record in proof["records"]:
        body = base64.b64decode(record["body"])
        digest = hashlib.sha256(body).hexdigest()
        told = 0 < record["entry"] <= len(entries) and digest in entries[record["entry"] - 1][5]
        good = told and signed_by(public, record["signature"], body)
        yield good, f"record {record['name']}: {'as signed' if good else 'NOT the one that was signed'}"


def checks(proof: dict[str, Any], key: str | None, words: list[str] | None) -> Iterator[tuple[bool, str]]:
    """Each thing that is looked at: whether it fits, and a line about it."""
    public = base64.b64decode(proof["public_key"])
    entries = proof["entries"]
    try:
        digests = chain(proof["vault_id"], entries)
        yield True, f"the history is whole: {len(entries)} entries"
    except ValueError as error:
        yield False, f"the history is broken: {error}"
        return
    last = digests[-1] if digests else ""
    fits = last == proof["head"]["digest"] and len(entries) == proof["head"]["seq"]
    yield fits, "the last entry is the one that was signed" if fits else "the history was cut or changed"
    message = canonical({name: proof[name] for name in ("vault_id", "made_at", "head")})
    good = signed_by(public, proof["signature"], message)
    yield (
        good,
        f"signed {proof['made_at']} with key {fingerprint(public)}" if good else "the signature is NOT good",
    )
    if key is not None:
        same = "".join(key.lower().split()) == fingerprint(public).replace(" ", "")
        yield same, "the key is the one you gave" if same else "the key is NOT the one you gave"
    if words is not None:
        found = [at for at, digest in enumerate(digests, start=1) if receipt(digest, proof["words"]) == words]
        line = f"the receipt is that of entry {found[0]}" if found else "no entry has these words"
        yield bool(found), line
    yield from check_records(proof, entries, public)


def read(path: str) -> dict[str, Any]:
    """The proof in a file; ValueError for anything else."""
    found: Any = json.loads(Path(path).read_bytes())
    proof = cast("dict[str, Any]", found if isinstance(found, dict) else {})
    if proof.get("magic") != "attune-proof" or proof.get("format") != 1:
        raise ValueError("this is not a proof of a format that this verifier knows")
    if hashlib.sha256("\n".join(proof["words"]).encode()).hexdigest() != WORD_LIST:
        raise ValueError("the list of words in it is not the usual one")
    return proof


# SHA-256 of the 2,048 English words of BIP-39, joined by line ends; the proof carries them for the receipts.
WORD_LIST = "187db04a869dd9bc7be80d21a86497d692c0db6abd3aa8cb6be5d618ff757fae"


def main(arguments: list[str]) -> int:
    """Check one proof and say each finding on a line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("proof")
    parser.add_argument("--key", help="the fingerprint from the recovery sheet")
    parser.add_argument("--words", help="the eight words of an earlier receipt")
    given = parser.parse_args(arguments)
    try:
        found = list(
            checks(read(given.proof), given.key, given.words.lower().split() if given.words else None)
        )
    except (OSError, ValueError, KeyError, TypeError, IndexError) as error:
        print(f"This file cannot be checked: {error}", file=sys.stderr)
        return 2
    for good, line in found:
        print(f"{'ok  ' if good else 'LOOK'}  {line}")
    return 0 if all(good for good, _ in found) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
