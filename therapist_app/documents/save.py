"""Save a finished PDF or a shared handout where the user asked: whole or not at all, readable by its owner only."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from therapist_app.documents.file_names import safe_path
from therapist_app.kernel.errors import FileError
from therapist_app.kernel.files import new_file, write_whole
from therapist_app.kernel.whereabouts import file_words, look_at
from therapist_app.vault.errors import from_os


@dataclass(frozen=True, slots=True)
class Saved:
    """Where the file lies now, and a sentence if others can get at that folder, else ""."""

    path: Path
    warning: str


def save_pdf(chosen: Path, pdf: bytes) -> Saved:
    """Write the PDF as `save_file` does."""
    return save_file(chosen, pdf, ".pdf")


def save_file(chosen: Path, data: bytes, ending: str) -> Saved:
    """Write a file, under a safe name near the chosen one; an older one of just this name was asked about before.

    Raises FileError, with a sentence of its own for each cause, and leaves no part behind.
    """
    if _is_folder(chosen):
        raise FileError("That is a folder.", "Nothing was written. Please give a file name.")
    if not _is_folder(chosen.parent):
        raise FileError("That folder does not exist.", "Nothing was written. Please choose another place.")
    path = safe_path(chosen, ending)
    try:
        if path == chosen:
            write_whole(path, data)
        else:
            _write_where_nothing_is(path, data)
    except FileExistsError:
        raise FileError(
            f"There is already a file called {path.name}.", "Nothing was written. Please choose another name."
        ) from None
    except OSError as error:
        raise FileError(
            from_os(error).sentence, "Nothing was written there. Please choose another place."
        ) from None
    return Saved(path, file_words(look_at(path.parent)))


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except (OSError, ValueError):  # a name that no disk can hold
        return False


def _write_where_nothing_is(path: Path, data: bytes) -> None:
    """Nobody was asked whether a file of this name may be replaced, so the name is taken first, in one step."""
    new_file(path)
    try:
        write_whole(path, data)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
