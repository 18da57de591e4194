"""Trying a restore without being asked: a backup that nobody ever restored is a hope."""

from __future__ import annotations

import contextlib
import shutil

from therapist_app.kernel.files import PRIVATE_FOLDER
from therapist_app.kernel.progress import Progress
from therapist_app.vault.bundle import Bundle, refusing
from therapist_app.vault.copycheck import Contents, check_copy
from therapist_app.vault.header import DB_NAME
from therapist_app.vault.keys import DataKey
from therapist_app.vault.shelf import Shelf


def drill(bundle: Bundle, key: DataKey, shelf: Shelf, progress: Progress | None = None) -> Contents:
    """Unpack a backup beside the vault's own ones, still encrypted, open it with the keys, check all, count, let go.

    Raises BackupDamaged, NewerVault, a disk's sentence or Cancelled; nothing stays behind.
    """
    part = shelf.part()
    try:
        with refusing():
            part.mkdir(mode=PRIVATE_FOLDER, parents=True)
            bundle.require_sealed(key)
            bundle.extract(part / DB_NAME, progress)
        return check_copy(part, key, bundle.header, progress)
    finally:
        with contextlib.suppress(OSError):
            shutil.rmtree(part, ignore_errors=True)
