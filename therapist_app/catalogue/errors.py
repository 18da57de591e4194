"""What can be wrong with a data file that a person may have opened and changed."""

from __future__ import annotations

from therapist_app.kernel.errors import FileError


class DataFileError(FileError):
    """A data file has a mistake: in which `file`, on which `line` (0: all of it), under which key `path`."""

    def __init__(self, file: str, line: int, problem: str, advice: str, path: str = "") -> None:
        place = file if line == 0 else f"{file}, line {line}"
        where = f"{place} ({path})" if path else place
        super().__init__(f"{where}: {problem}", advice)
        self.file = file
        self.line = line
        self.path = path
        self.problem = problem


class CatalogueError(DataFileError):
    """A file of the clinical catalogue has a mistake; nothing of it is used until it is mended."""
