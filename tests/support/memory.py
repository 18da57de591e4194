"""Reads the memory of another process and counts the copies of secrets in it; the looked for never gets there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

_CHUNK = 16 << 20
_CAP_SYS_PTRACE = 19  # linux/capability.h
_AREA = re.compile(rb"^([0-9a-f]+)-([0-9a-f]+) (\S+) \S+ \S+ \d+ *(.*)$")


def may_look_into_any() -> bool:
    """Whether programs started by this user may look into every process, as root mostly may."""
    status = Path("/proc/self/status").read_text()
    rights = next((line.split()[1] for line in status.splitlines() if line.startswith("CapEff")), "0")
    return bool(int(rights, 16) >> _CAP_SYS_PTRACE & 1)


def spellings_in_memory(secret: str) -> list[bytes]:
    """Text as programs hold it: UTF-8, and UTF-16 as Qt does."""
    return [secret.encode(), secret.encode("utf-16-le")]


def key_spellings(key: bytes) -> list[bytes]:
    """A key as it is, and in hex as text."""
    return [key, *spellings_in_memory(key.hex()), *spellings_in_memory(key.hex().upper())]


def copies(pid: int, needles: Mapping[str, list[bytes]]) -> dict[str, int]:
    """How often each secret lies in the memory of a process; raises PermissionError where that may not be read."""
    longest = max(len(one) for forms in needles.values() for one in forms)
    found = dict.fromkeys(needles, 0)
    for data in _chunks(pid, longest - 1):
        for name, forms in needles.items():
            found[name] += sum(data.count(form) for form in forms)
    return found


def _chunks(pid: int, overlap: int) -> Iterator[bytes]:
    areas = list(_areas(pid))
    with Path(f"/proc/{pid}/mem").open("rb", buffering=0) as memory:
        for start, end in areas:
            tail = b""
            for at in range(start, end, _CHUNK):
                try:
                    memory.seek(at)
                    read = memory.read(min(_CHUNK, end - at))
                except (OSError, ValueError, OverflowError):
                    break  # given back meanwhile, or an area of the kernel's own
                # What straddles two reads is counted once: the tail is too short to hold it whole.
                yield tail + read
                tail = read[-overlap:] if overlap else b""


def _areas(pid: int) -> Iterator[tuple[int, int]]:
    """Each area that holds pages which are not merely a file's."""
    area: tuple[int, int] | None = None
    for line in Path(f"/proc/{pid}/smaps").read_bytes().splitlines():
        found = _AREA.match(line)
        if found:
            area = (int(found[1], 16), int(found[2], 16)) if found[3].startswith(b"r") else None
        elif area is not None and line.startswith((b"Anonymous:", b"Swap:")) and line.split()[1] != b"0":
            yield area
            area = None
