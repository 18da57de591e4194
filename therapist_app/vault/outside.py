"""The folder for copies outside this computer: is it there, and would it survive what the practice does not?"""

from __future__ import annotations

import os
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from therapist_app.kernel.whereabouts import cloud_of
from therapist_app.vault.bundle import SINGLE_FILE


class Where(StrEnum):
    """How a folder for copies lies to the practice."""

    NONE = "none"  # nobody chose one
    READY = "ready"  # on another disk, or copied elsewhere by a service
    SAME_DISK = "same_disk"  # usable, yet lost together with the practice
    AWAY = "away"  # not plugged in, or not there now
    INSIDE = "inside"  # inside the vault itself, where a copy helps nobody


@dataclass(frozen=True, slots=True)
class Outside:
    """A chosen folder as it is now. `cloud` names the service that copies it further, `device` the disk it is on."""

    folder: Path | None
    where: Where
    cloud: str = ""
    device: int = 0

    @property
    def is_usable(self) -> bool:
        """Whether a copy can be put there now."""
        return self.where in (Where.READY, Where.SAME_DISK)


def look_at(folder: Path | None, vault: Path, *, holds_copies: bool = False) -> Outside:
    """How the folder lies now; `holds_copies`: a copy was put there before.

    An empty mount point may stay behind when a stick is pulled out: a folder that held copies and is empty now is
    not there.
    """
    if folder is None:
        return Outside(None, Where.NONE)
    cloud = cloud_of(folder)
    try:
        if folder.resolve().is_relative_to(vault.resolve()):
            return Outside(folder, Where.INSIDE)
        if not folder.is_dir() or not os.access(folder, os.W_OK):
            return Outside(folder, Where.AWAY, cloud)
        device = folder.stat().st_dev  # before the look for copies: so it is the disk that held them
        if holds_copies and not any(folder.glob(f"*{SINGLE_FILE}")):
            return Outside(folder, Where.AWAY, cloud)
        is_same = device == vault.stat().st_dev
    except OSError:
        return Outside(folder, Where.AWAY, cloud)
    return Outside(folder, Where.SAME_DISK if is_same and not cloud else Where.READY, cloud, device)
