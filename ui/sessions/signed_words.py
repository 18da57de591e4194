"""The words of a signed note: who signed it and when, what was added, what it was before; no Qt."""

from __future__ import annotations

import datetime as dt

from therapist_app.kernel.dates import short_day
from therapist_app.sessions.signed_file import SignedEntry, SignedFile
from therapist_app.sessions.signing_model import SignedKind

LOCKS = "Signing locks this note. Later changes are added below it, never inside."
KIND_WORDS = {
    SignedKind.LATE_ENTRY: "Late entry",
    SignedKind.ADDENDUM: "Addendum",
    SignedKind.CORRECTION: "Correction",
}
_DOT = " \N{MIDDLE DOT} "


def whole_day(day: dt.date) -> str:
    """A day with its year: "21 Nov 2026"."""
    return f"{short_day(day)} {day.year}"


def signer_words(entry: SignedEntry) -> str:
    """Name and credentials as they were signed: "Zoe Lin, LMFT 12345"."""
    return ", ".join(part for part in (entry.signer, entry.credentials) if part)


def signed_words(entry: SignedEntry) -> str:
    """Who signed and when: "Signed by Zoe Lin, LMFT 12345 · 21 Nov 2026, 12:02 (Europe/Paris)"."""
    local = entry.local
    where = f" ({entry.zone})" if entry.zone else ""
    again = f"{_DOT}version {entry.revision}" if entry.kind == SignedKind.NOTE and entry.revision > 1 else ""
    return f"Signed by {signer_words(entry)}{_DOT}{whole_day(local.date())}, {local:%H:%M}{where}{again}"


def hash_words(entry: SignedEntry) -> str:
    """The beginning of its hash: "SHA-256 a1b2 c3d4 e5f6 a7b8 …"."""
    return f"SHA-256 {entry.short_hash} \N{HORIZONTAL ELLIPSIS}"


def added_title(entry: SignedEntry) -> str:
    """What was added, with both its dates: "Addendum, written 24 Nov 2026, about 19 Nov 2026"."""
    kind = KIND_WORDS.get(SignedKind(entry.kind), "Addendum")
    return f"{kind}, written {whole_day(entry.local.date())}, about {whole_day(entry.about_on)}"


def earlier_title(entry: SignedEntry) -> str:
    """What the note was before: "Version 1, as it was signed 21 Nov 2026", or why it was unlocked."""
    day = whole_day(entry.local.date())
    if entry.kind == SignedKind.UNLOCK:
        return f"Unlocked {day} by {signer_words(entry)}"
    return f"Version {entry.revision}, as it was signed {day}"


def state_words(file: SignedFile) -> str:
    """What stands beside the title: "Signed", "Signed, with 2 additions"."""
    many = len(file.added)
    return "Signed" if not many else f"Signed, with {many} addition{'s' if many > 1 else ''}"
