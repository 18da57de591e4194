"""The one door for writing a whole file: temp beside it, fsync, read back, rename, fsync the folder."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
from collections.abc import Callable
from pathlib import Path

PRIVATE_FILE = 0o600
PRIVATE_FOLDER = 0o700
_ANYONE_ELSE = 0o077


def write_whole(
    path: Path, data: bytes, *, check: Callable[[bytes], None] | None = None, mode: int = PRIVATE_FILE
) -> None:
    """Replace `path` by `data` so that a cut at any moment leaves the old file or the new one, whole.

    `check` sees the bytes as read back and raises to refuse them. Raises OSError; no temp file is left.
    """
    part = path.with_name(f".{path.name[:60]}.{os.urandom(6).hex()}.part")
    try:
        _write_new(part, data, mode)
        read_back = part.read_bytes()
        if read_back != data:
            raise OSError(errno.EIO, "what was written does not read back the same")
        if check:
            check(read_back)
        part.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            part.unlink()
        raise
    sync_folder(path.parent)


def _write_new(path: Path, data: bytes, mode: int) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), mode)
    try:
        view = memoryview(data)
        while view:
            view = view[os.write(handle, view) :]
        sync_handle(handle)
    finally:
        os.close(handle)


def sync_handle(handle: int) -> None:
    """Bring an open file's bytes to the disk itself; macOS needs its own call for that."""
    full = None
    with contextlib.suppress(ImportError):
        import fcntl

        full = getattr(fcntl, "F_FULLFSYNC", None)
        if full is not None:
            fcntl.fcntl(handle, full)
    if full is None:
        os.fsync(handle)


def sync_file(path: Path) -> None:
    """Bring a closed file's bytes to the disk. Never use it on a vault file that is open."""
    handle = os.open(path, os.O_RDWR | getattr(os, "O_BINARY", 0))
    try:
        sync_handle(handle)
    finally:
        os.close(handle)


def sync_folder(folder: Path) -> None:
    """Make a rename in this folder last through a power cut; Windows has no such call and needs none."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def make_folders(folder: Path) -> None:
    """Make a private folder, and those above it that are missing, so that a power cut does not take them back."""
    if folder.is_dir():
        return
    make_folders(folder.parent)
    folder.mkdir(mode=PRIVATE_FOLDER, exist_ok=True)
    sync_folder(folder.parent)


def new_file(path: Path) -> None:
    """Make an empty file that only this user may read; it must not exist yet."""
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE_FILE))


def read_small(path: Path, limit: int) -> bytes:
    """The bytes of a regular file of at most `limit` bytes; ValueError for anything else that is there.

    Refuses links, pipes and devices without waiting on them. Raises OSError, such as FileNotFoundError.
    """
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOFOLLOW", 0)
    if not stat.S_ISREG(path.lstat().st_mode):
        raise ValueError("not a regular file")
    handle = os.open(path, flags | getattr(os, "O_BINARY", 0))
    with os.fdopen(handle, "rb") as file:
        data = file.read(limit + 1)
    if len(data) > limit:
        raise ValueError("too large")
    return data


def make_private(path: Path) -> None:
    """Take a folder or file from everyone else on this computer, where we may."""
    with contextlib.suppress(OSError):
        mode = stat.S_IMODE(path.stat().st_mode)
        if mode & _ANYONE_ELSE:
            path.chmod(mode & ~_ANYONE_ELSE)
