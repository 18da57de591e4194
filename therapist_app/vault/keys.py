"""The data key and what is derived from it, the passphrase, and how hard a passphrase is to guess."""

from __future__ import annotations

import contextlib
import os
import secrets
import time
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF, HKDFExpand

from therapist_app.vault.errors import NotEnoughMemory

KEY_BYTES = 32
MAX_MEMORY_KIB = 4 * 1024 * 1024
MAX_PASSES = 20
MAX_LANES = 16
_MIB = 1024

DB = b"attune 1 database"
HEADER = b"attune 1 header"
BACKUP = b"attune 1 backup"


def hkdf(secret: bytes | bytearray, label: bytes, salt: bytes | None = None) -> bytearray:
    """HKDF-SHA256 (RFC 5869) of a secret to 32 bytes under a label."""
    return bytearray(HKDF(hashes.SHA256(), KEY_BYTES, salt, label).derive(bytes(secret)))


def commitment(key: bytes | bytearray) -> bytes:
    """16 bytes that say which key wrapped a slot: AES-GCM alone does not (it is not key-committing)."""
    return HKDFExpand(hashes.SHA256(), KEY_BYTES, b"commit").derive(bytes(key))[:16]


class DataKey:
    """The 32 random bytes from which every key of one vault comes; shows nothing when printed."""

    __slots__ = ("_bytes",)

    def __init__(self, raw: bytes | bytearray) -> None:
        if len(raw) != KEY_BYTES:
            raise ValueError("a data key has 32 bytes")
        self._bytes = bytearray(raw)

    @classmethod
    def new(cls) -> DataKey:
        """A fresh random key."""
        return cls(secrets.token_bytes(KEY_BYTES))

    def derive(self, label: bytes) -> bytearray:
        """The key for one purpose; forget it with `forget`."""
        if not self._bytes:
            raise RuntimeError("this key was forgotten")
        return hkdf(self._bytes, label)

    def raw(self) -> bytes:
        """The bytes themselves, for wrapping in a slot."""
        if not self._bytes:
            raise RuntimeError("this key was forgotten")
        return bytes(self._bytes)

    def copy(self) -> DataKey:
        """A second holder of the same key, with its own end."""
        return DataKey(self.raw())

    def forget(self) -> None:
        """Overwrite and drop the bytes, as far as Python allows."""
        forget(self._bytes)

    def __repr__(self) -> str:
        return "DataKey(hidden)"

    def __reduce__(self) -> str:
        raise TypeError("a key is never stored")


def forget(key: bytearray) -> None:
    """Overwrite and empty key bytes."""
    key[:] = bytes(len(key))
    key.clear()


class Passphrase:
    """A passphrase as typed; compared in Unicode form NFKC, so that every keyboard gives the same bytes."""

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        self._text = text

    def to_bytes(self) -> bytearray:
        """UTF-8 of the NFKC form; a lone surrogate is kept as it is rather than refused."""
        return bytearray(unicodedata.normalize("NFKC", self._text).encode("utf-8", "surrogatepass"))

    def __repr__(self) -> str:
        return "Passphrase(hidden)"


@dataclass(frozen=True, slots=True, order=False)
class KdfPolicy:
    """The cost of one passphrase guess with Argon2id (RFC 9106): memory in KiB, passes, lanes."""

    memory_kib: int = 256 * _MIB
    passes: int = 3
    lanes: int = 4

    @classmethod
    def floor(cls) -> KdfPolicy:
        """The least that the program accepts: RFC 9106's second choice, 64 MiB, 3 passes, 4 lanes."""
        return cls(memory_kib=64 * _MIB)

    @classmethod
    def weak(cls) -> KdfPolicy:
        """Almost no cost; for tests only, and refused by every open that is not handed it as its floor."""
        return cls(memory_kib=64, passes=1, lanes=1)

    def meets(self, floor: KdfPolicy) -> bool:
        """Whether no part of this policy is below `floor`."""
        return (
            self.memory_kib >= floor.memory_kib and self.passes >= floor.passes and self.lanes >= floor.lanes
        )

    @property
    def is_sane(self) -> bool:
        """Whether a header that asks for this can be obeyed without hanging the computer."""
        return (
            1 <= self.lanes <= MAX_LANES
            and 1 <= self.passes <= MAX_PASSES
            and 8 * self.lanes <= self.memory_kib <= MAX_MEMORY_KIB
        )

    def stretch(self, passphrase: Passphrase, salt: bytes) -> bytearray:
        """The key that a passphrase gives under this policy; NotEnoughMemory rather than a wrong answer."""
        free = free_memory_kib()
        if free is not None and self.memory_kib > free:
            raise NotEnoughMemory
        typed = passphrase.to_bytes()
        key = bytearray(KEY_BYTES)
        try:
            Argon2id(
                salt=salt,
                length=KEY_BYTES,
                iterations=self.passes,
                lanes=self.lanes,
                memory_cost=self.memory_kib,
            ).derive_into(bytes(typed), key)
        except MemoryError:
            raise NotEnoughMemory from None
        finally:
            forget(typed)
        return key

    @classmethod
    def calibrate(
        cls, measure: Callable[[KdfPolicy], float] | None = None, free_kib: int | None = None
    ) -> KdfPolicy:
        """The policy that takes about 0.7 to 1.2 s here, in 64 MiB to min(1 GiB, a quarter of free RAM)."""
        measure = measure or _seconds
        floor = cls.floor()
        free = free_kib if free_kib is not None else free_memory_kib()
        ceiling = max(floor.memory_kib, min(1024 * _MIB, (free or 1024 * _MIB) // 4))
        chosen = floor
        seconds = measure(chosen)
        while seconds < 0.7 and chosen.memory_kib < ceiling:
            wish = int(chosen.memory_kib * max(1.1, 0.95 / max(seconds, 0.01)))
            step = min(wish, chosen.memory_kib * 4, ceiling)
            chosen = cls(memory_kib=max(chosen.memory_kib + _MIB, step) // _MIB * _MIB)
            if chosen.memory_kib > ceiling:
                return cls(memory_kib=ceiling)
            seconds = measure(chosen)
        return chosen


def _seconds(policy: KdfPolicy) -> float:
    """How long one guess takes here."""
    start = time.perf_counter()
    forget(policy.stretch(Passphrase("calibration"), os.urandom(16)))
    return time.perf_counter() - start


def free_memory_kib() -> int | None:
    """Memory that can be had now without swapping, in KiB; None where the system does not say."""
    with (
        contextlib.suppress(OSError, ValueError, IndexError),
        Path("/proc/meminfo").open(encoding="ascii") as file,
    ):
        for line in file:
            if line.startswith("MemAvailable:"):
                return int(line.split()[1])
    return None
