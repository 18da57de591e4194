"""Whether the vault's file is still the one that was opened, told from its folder entry alone.

The file itself is never opened for this: in our own process that would drop the lock that SQLite has on it.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from therapist_app.vault.errors import VaultAway, VaultError, VaultMissing, VaultReplaced, from_os


@dataclass(frozen=True, slots=True)
class Entry:
    """What a folder says of a file: device, inode, size in bytes, and the instant of its last write in ns."""

    device: int
    inode: int
    size: int
    written: int

    @classmethod
    def of(cls, path: Path, *, saving: bool) -> Entry:
        """The entry as it is now. Raises VaultAway, VaultMissing, or the sentence of what the disk answers."""
        try:
            found = path.stat()
        except (FileNotFoundError, NotADirectoryError):
            raise _gone(path, saving=saving) from None
        except OSError as error:
            raise from_os(error, saving=saving) from None
        return cls(found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns)


class FileWatch:
    """Remembers the entry as our last write left it; whatever differs later was done by someone else."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._left: Entry | None = None
        self._away = False
        self.was_replaced = False
        self.take_up()

    def take_up(self) -> None:
        """From now on this is the file: said after opening it, when the connection is known to be good."""
        try:
            self._left = Entry.of(self._path, saving=False)
        except VaultError:
            self._left = None  # it went within this moment; the next write says so
        self._away = self.was_replaced = False

    def is_same(self) -> bool:
        """Before a write: True where nothing happened, False where the disk was away and is back, so that the
        file has to be opened again first.

        Raises VaultReplaced for another file or one that someone else wrote to, VaultAway or VaultMissing for none.
        """
        now, left = self.require_same_file(saving=True), self._left
        if left is None or (now.size, now.written) != (left.size, left.written):
            self.was_replaced = True
            raise VaultReplaced(saving=True)
        return not self._away

    def wrote(self) -> None:
        """After a write: the file that took it is the one that lies there. Raises as `is_same` does."""
        self._left = self.require_same_file(saving=True)

    def require_same_file(self, *, saving: bool) -> Entry:
        """The entry, if it is still that of the file that was opened; raises as `is_same` does.

        A disk that was taken out and put back may have another number; its files keep theirs.
        """
        try:
            now = Entry.of(self._path, saving=saving)
        except VaultError:
            self._away = True
            raise
        left = self._left
        if left is None or now.inode != left.inode or (now.device != left.device and not self._away):
            self.was_replaced = True
            raise VaultReplaced(saving=saving)
        return now


def _gone(path: Path, *, saving: bool) -> VaultError:
    """The file alone is gone, or everything around it: then the disk was taken out."""
    return VaultMissing(saving=saving) if path.parent.is_dir() else VaultAway(saving=saving)
