"""Where a vault shall lie: how the place is shown and read back, and who is asked what kind of place it is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject

SUFFIX = ".attune"
Look = Callable[[Path, Callable[[str], None], QObject], None]
"""Tells what is special about a folder, in words or "", as long as its owner lives."""


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
