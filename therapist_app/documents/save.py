"""Save a finished PDF where the user asked: whole or not at all, readable by its owner only."""

from __future__ import annotations

from pathlib import Path

from therapist_app.kernel.errors import FileError
from therapist_app.kernel.files import write_whole
from therapist_app.vault.errors import from_os


def save_pdf(path: Path, pdf: bytes) -> None:
    """Write the PDF; raises FileError, with a sentence of its own for each cause, and leaves no part behind."""
    if path.is_dir():
        raise FileError("That is a folder.", "Nothing was written. Please give a file name.")
    if not path.parent.is_dir():
        raise FileError("That folder does not exist.", "Nothing was written. Please choose another place.")
    try:
        write_whole(path, pdf)
    except OSError as error:
        raise FileError(
            from_os(error).sentence, "Nothing was written there. Please choose another place."
        ) from None
