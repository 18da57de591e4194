"""Where a vault shall lie: how the place is shown, read back, and whether something copies it elsewhere; no Qt."""

from __future__ import annotations

from pathlib import Path

from therapist_app.kernel.clouds import cloud_of as cloud_of

SUFFIX = ".attune"


def shown_place(folder: Path) -> str:
    """A folder as a person reads it, with ~ for their own home."""
    home = Path.home()
    return f"~/{folder.relative_to(home).as_posix()}" if folder.is_relative_to(home) else str(folder)


def folder_meant(typed: str) -> Path:
    """The folder a typed place stands for; the vault's ending is added where it is missing."""
    folder = Path(typed.strip()).expanduser()
    if not folder.is_absolute():
        folder = Path.home() / folder
    return folder if folder.suffix == SUFFIX else folder.with_name(folder.name + SUFFIX)
