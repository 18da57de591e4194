"""A disk that may lose power: what surely is on it, and what was asked of it since and may be or not.

What is sure of a file is what it held at its last fsync; of a folder, the names it had at its own last fsync.
Everything since may be there, be missing, or be there in part: a write whole, torn between 512-byte sectors, or
absent, in any order; a new name, a rename or a removal done or undone. Harsher than any one file system.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from tests.faults.recording import Event

SECTOR = 512
_TORN = 0.3  # the share of writes that arrive in part


@dataclass(eq=False)
class File:
    """A file: its sure bytes, and the writes (offset, data) and sizes (size, None) since."""

    sure: bytearray = field(default_factory=bytearray)
    since: list[tuple[int, bytes | None]] = field(default_factory=list)
    size: int = 0

    def change(self, at: int, data: bytes | None) -> None:
        """A write at an offset, or without data a new size."""
        self.since.append((at, data))
        self.size = at if data is None else max(self.size, at + len(data))

    def sync(self) -> None:
        """All of it is on the disk now."""
        for change in self.since:
            _apply(self.sure, *change)
        self.since.clear()

    def after_cut(self, rng: random.Random) -> bytes:
        """What a cut may leave of it."""
        if not self.since:
            return bytes(self.sure)
        left = bytearray(self.sure)
        luck = rng.choice((0.0, 1.0, rng.random(), rng.random()))  # of each write to have reached the disk
        for at, data in self.since:
            if rng.random() >= luck:
                continue
            if data and rng.random() < _TORN:
                for sector in _sectors(at, data):
                    if rng.random() < 0.5:
                        _apply(left, *sector)
            else:
                _apply(left, at, data)
        return bytes(left)


@dataclass(eq=False)
class Naming:
    """One change of names, done as a whole or not: for each folder and name the file it leads to, or None."""

    parts: list[tuple[Folder, str, File | Folder | None]]
    done: bool = False


@dataclass(eq=False)
class Folder:
    """A folder: its sure names, those it shows, and the changes since its last fsync."""

    sure: dict[str, File | Folder] = field(default_factory=dict)
    now: dict[str, File | Folder] = field(default_factory=dict)
    since: list[Naming] = field(default_factory=list)

    def sync(self, until: Naming | None = None) -> None:
        """All changes of its names are on the disk now, or those up to one of them, as a journal keeps order."""
        for naming in list(self.since):
            if not naming.done:
                naming.done = True
                for folder, name, leads_to in naming.parts:
                    if folder is not self:
                        folder.sync(until=naming)
                    _point(folder.sure, name, leads_to)
            self.since.remove(naming)
            if naming is until:
                return


class Disk:
    """Follows a recording; at any point it can say what a power cut may leave."""

    def __init__(self, place: Path) -> None:
        self.root = Folder()
        self._place = str(place)
        self._files: dict[int, File | Folder] = {}  # by open handle
        self._at: dict[int, int] = {}  # where the next plain write to a handle goes

    def follow(self, event: Event) -> None:
        """Take in one event of the recording."""
        match event.what:
            case "open":
                self._open(event)
            case "close":
                self._files.pop(event.handle)
            case "seek":
                self._at[event.handle] = event.offset
            case "read":
                self._at[event.handle] += event.offset
            case "write":
                self._file(event).change(self._at[event.handle], event.data)
                self._at[event.handle] += len(event.data)
            case "pwrite":
                self._file(event).change(event.offset, event.data)
            case "size":
                self._file(event).change(event.offset, None)
            case "sync":
                self._files[event.handle].sync()
            case "mkdir":
                self._name((*self._find(event.path), Folder()))
            case "unlink" | "rmdir":
                self._name((*self._find(event.path), None))
            case "rename":
                folder, name = self._find(event.path)
                self._name((folder, name, None), (*self._find(event.to), folder.now[name]))
            case "say":
                pass
            case unknown:
                raise ValueError(unknown)

    def after_cut(self, rng: random.Random) -> dict[str, bytes | None]:
        """A tree that a cut may leave: relative paths with their bytes, None for a folder."""
        return dict(_Cut(rng).walk(self.root, PurePosixPath()))

    def _open(self, event: Event) -> None:
        if "O_APPEND" in event.flags:
            raise ValueError("the model does not follow files that are appended to")
        node: File | Folder | None = self.root
        if event.path != self._place:
            folder, name = self._find(event.path)
            node = folder.now.get(name)
            if node is None:
                node = File()
                self._name((folder, name, node))
        if "O_TRUNC" in event.flags and isinstance(node, File):
            node.change(0, None)
        self._files[event.handle], self._at[event.handle] = node, 0

    def _file(self, event: Event) -> File:
        node = self._files[event.handle]
        assert isinstance(node, File)
        return node

    def _find(self, path: str) -> tuple[Folder, str]:
        *way, name = PurePosixPath(path).relative_to(self._place).parts
        folder = self.root
        for step in way:
            found = folder.now[step]
            assert isinstance(found, Folder)
            folder = found
        return folder, name

    @staticmethod
    def _name(*parts: tuple[Folder, str, File | Folder | None]) -> None:
        naming = Naming(list(parts))
        for folder in {id(part[0]): part[0] for part in parts}.values():
            folder.since.append(naming)
        for folder, name, leads_to in parts:
            _point(folder.now, name, leads_to)


class _Cut:
    """The chances of one power cut."""

    def __init__(self, rng: random.Random) -> None:
        self._rng = rng
        self._luck = rng.choice((0.0, 1.0, 0.5, 0.5))  # of each change of names to have reached the disk
        self._happened: dict[int, bool] = {}

    def walk(self, folder: Folder, at: PurePosixPath) -> Iterator[tuple[str, bytes | None]]:
        """What is left of a folder and all below it."""
        for name, node in self._names(folder).items():
            if isinstance(node, Folder):
                yield str(at / name), None
                yield from self.walk(node, at / name)
            else:
                yield str(at / name), node.after_cut(self._rng)

    def _names(self, folder: Folder) -> dict[str, File | Folder]:
        names = dict(folder.sure)
        for naming in folder.since:
            if id(naming) not in self._happened:
                self._happened[id(naming)] = self._rng.random() < self._luck
            for where, name, leads_to in naming.parts if self._happened[id(naming)] else ():
                if where is folder:
                    _point(names, name, leads_to)
        return names


def _apply(left: bytearray, at: int, data: bytes | None) -> None:
    if data is None:
        if at < len(left):
            del left[at:]
        else:
            left.extend(bytes(at - len(left)))
        return
    if at > len(left):
        left.extend(bytes(at - len(left)))
    left[at : at + len(data)] = data


def _point(names: dict[str, File | Folder], name: str, leads_to: File | Folder | None) -> None:
    if leads_to is None:
        names.pop(name, None)
    else:
        names[name] = leads_to


def _sectors(at: int, data: bytes) -> Iterator[tuple[int, bytes]]:
    """A write as the sectors it is made of."""
    first = SECTOR - at % SECTOR
    yield at, data[:first]
    for start in range(first, len(data), SECTOR):
        yield at + start, data[start : start + SECTOR]
