"""Practices that are made once in a process and copied for each test: a copy costs a quarter of making one."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Generic, TypeVar

from therapist_app.paths import find_folders

Told = TypeVar("Told")


class Mould(Generic[Told]):
    """What `make` leaves below a folder, closed, with the witnesses that this computer keeps of it."""

    def __init__(self, make: Callable[[Path], Told]) -> None:
        self._make = make
        self._made: tuple[Path, Told] | None = None

    def copy(self, parent: Path) -> Told:
        """Lay a copy into a folder; gives what `make` said of the first one."""
        if self._made is None:
            self._made = self._first()
        place, told = self._made
        shutil.copytree(place / "made", parent, dirs_exist_ok=True)
        shutil.copytree(place / "witnesses", find_folders().witnesses, dirs_exist_ok=True)
        return told

    def _first(self) -> tuple[Path, Told]:
        place = Path(tempfile.mkdtemp(prefix="attune-mould-"))
        atexit.register(shutil.rmtree, place, ignore_errors=True)
        (place / "made").mkdir()
        told = self._make(place / "made")
        (place / "witnesses").mkdir()
        if find_folders().witnesses.exists():
            shutil.copytree(find_folders().witnesses, place / "witnesses", dirs_exist_ok=True)
        return place, told
