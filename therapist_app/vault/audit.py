"""The history of a vault: what may be written into it. Each entry is bound to the one before it."""

from __future__ import annotations

from enum import StrEnum


class Event(StrEnum):
    """What the history tells. An entry holds ids, hashes and plain numbers, never content and never a name."""

    ADOPTED = "adopted"  # what was there when the history began, or after a migration
    CHANGED = "changed"  # records were added, changed or removed
    UNLOCKED = "unlocked"  # slot
    REFUSED = "refused"  # tries: wrong secrets given before this unlock
    LOCKED = "locked"
    KEYS_CHANGED = "keys_changed"  # slot, act: added, replaced or removed
    ROTATED = "rotated"  # the data key was replaced
    MIGRATED = "migrated"
    EXPORTED = "exported"  # kind: a PDF or a file that left the vault
    PRINTED = "printed"  # kind
    BACKED_UP = "backed_up"  # number
    RESTORED = "restored"  # number
    DRILLED = "drilled"  # number: a backup was restored to try it
    CLOCK_BACK = "clock_back"  # seconds
    OLDER_ACCEPTED = "older_accepted"  # the vault was older than its witness, and the person went on with it
