"""Encrypted copies of note texts that the vault could not take: written elsewhere, put back later.

What is put back never takes the place of a newer text: then both stand in the note, one below the other.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from therapist_app.kernel.audience import Audience
from therapist_app.kernel.changes import Changes
from therapist_app.kernel.clock import Clock
from therapist_app.kernel.dates import short_day
from therapist_app.kernel.errors import FileError, InputError
from therapist_app.kernel.files import read_small, write_whole
from therapist_app.sessions.locked import is_signed
from therapist_app.sessions.note import Block, NoteDocument, NoteFormatError
from therapist_app.sessions.service import SessionFile, SessionService
from therapist_app.vault.errors import from_os
from therapist_app.vault.sealed import MAX_BYTES
from therapist_app.vault.vault import Vault

SUFFIX = ".attunedraft"


@dataclass(frozen=True, slots=True)
class UnsavedText:
    """A note as it stands on screen; `base` is the note as the vault had it when it was last kept."""

    session_id: str
    note: NoteDocument
    base: NoteDocument


class Standing(StrEnum):
    """How a copied text stands to what the vault has."""

    SAME = "same"  # it is there already
    FITS = "fits"  # the vault has what this text was written on
    BOTH = "both"  # the vault has another text, which is kept
    SIGNED = "signed"  # the note has been signed since: the text can only be added below it
    GONE = "gone"  # its session is no longer here


@dataclass(frozen=True, slots=True)
class FoundText:
    """One text of a copy beside what the vault has; `file` is None where the session is gone."""

    session_id: str
    copied: NoteDocument
    standing: Standing
    file: SessionFile | None


@dataclass(frozen=True, slots=True)
class FoundCopy:
    """A copy that was opened: when it was made, local, and its texts."""

    made_at: dt.datetime
    texts: tuple[FoundText, ...]


class NoteCopies:
    """Writes such copies, opens them, and puts them back."""

    def __init__(self, vault: Vault, sessions: SessionService, clock: Clock) -> None:
        self._vault = vault
        self._sessions = sessions
        self._clock = clock

    def write(self, folder: Path, texts: Sequence[UnsavedText]) -> Path:
        """Seal the texts into a new file; it needs no vault file, so any thread may ask. Raises a VaultError."""
        local = self._clock.local()
        said = {
            "made_at": local.isoformat(),
            "texts": [
                {"session_id": one.session_id, "note": one.note.to_json(), "base": _print_of(one.base)}
                for one in texts
            ],
        }
        data = self._vault.seal.seal(json.dumps(said).encode("utf-8"))
        path = _free_name(folder, f"Unsaved text {local:%Y-%m-%d %H.%M}")
        try:
            write_whole(path, data, check=self._require_whole)
        except OSError as error:
            raise from_os(error) from None
        return path

    def _require_whole(self, file: bytes) -> None:
        self._vault.seal.open(file)

    def find(self, path: Path) -> FoundCopy:
        """Open a copy and compare it with the vault. Raises FileError, or a VaultError of the disk."""
        try:
            sealed = read_small(path, MAX_BYTES)
        except ValueError:
            raise FileError("That file is no copy made by Attune.", "Choose another file.") from None
        except OSError as error:
            raise from_os(error) from None
        said = json.loads(self._vault.seal.open(sealed))
        texts = [self._compare(one) for one in said["texts"]]
        return FoundCopy(dt.datetime.fromisoformat(said["made_at"]), tuple(texts))

    def _compare(self, said: dict[str, Any]) -> FoundText:
        session_id = str(said["session_id"])
        try:
            copied = NoteDocument.from_json(said["note"]).normal()
        except NoteFormatError:
            raise FileError(
                "That copy was made by a newer version of Attune.", "Update Attune to open it."
            ) from None
        try:
            file = self._sessions.get(session_id)
        except InputError:
            return FoundText(session_id, copied, Standing.GONE, None)
        standing = Standing.FITS if _print_of(file.note) == said["base"] else Standing.BOTH
        with self._vault.read() as db:
            standing = Standing.SIGNED if is_signed(db, session_id) else standing
        standing = Standing.SAME if file.note == copied else standing
        return FoundText(session_id, copied, standing, file)

    def put_back(self, path: Path) -> Changes:
        """Put every text of a copy back into its note; asked again, nothing is put there twice.

        The text of a note that was signed since stays in the copy: nothing is put into a signed note.
        """
        found = self.find(path)
        nouns: frozenset[str] = frozenset()
        for text in found.texts:
            if text.file is None or text.standing in (Standing.SAME, Standing.SIGNED):
                continue
            if text.standing is Standing.BOTH and _holds(text.file.note, text.copied):
                continue
            note = text.copied if text.standing is Standing.FITS else _both(text, found.made_at)
            nouns |= self._sessions.save_note(text.session_id, note, keep=True).changes.nouns
        return Changes(nouns)


def _both(text: FoundText, made_at: dt.datetime) -> NoteDocument:
    """What the vault has, then a line that says where the rest comes from, then the copied text."""
    kept = text.file.note if text.file else NoteDocument()
    words = f"From the copy of {short_day(made_at.date())}, {made_at:%H:%M}"
    reader = text.copied.parts[0].audience if text.copied.parts else Audience.THERAPIST
    line = NoteDocument.of([(reader, Block.of("h3", words))])
    return NoteDocument((*kept.parts, *line.parts, *text.copied.parts)).normal()


def _holds(note: NoteDocument, copied: NoteDocument) -> bool:
    """Whether a note ends with all that a copy has."""
    have = [(part.audience, block) for part in note.parts for block in part.blocks]
    want = [(part.audience, block) for part in copied.parts for block in part.blocks]
    return not want or have[-len(want) :] == want


def _print_of(note: NoteDocument) -> str:
    canonical = json.dumps(note.normal().to_json(), sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(canonical.encode("utf-8", "surrogatepass")).hexdigest()


def _free_name(folder: Path, stem: str) -> Path:
    """A name that nothing has yet: a copy never takes the place of another."""
    path, number = folder / f"{stem}{SUFFIX}", 2
    while path.exists():
        path, number = folder / f"{stem} ({number}){SUFFIX}", number + 1
    return path
