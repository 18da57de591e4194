"""Time-ordered identifiers (UUID version 7, RFC 9562), so that practices can be merged later."""

from __future__ import annotations

import secrets
import time
import uuid


def new_id() -> str:
    """A new UUIDv7 in its usual 36-character form; sorts by the millisecond it was made in."""
    value = (time.time_ns() // 1_000_000) << 80 | 0x7 << 76 | secrets.randbits(12) << 64
    value |= 0b10 << 62 | secrets.randbits(62)
    return str(uuid.UUID(int=value))
