"""Two folders change names in one step of the disk, where the system can do that."""

from __future__ import annotations

import ctypes
import errno
import os
import secrets
import sys
from pathlib import Path

_HERE = -100  # AT_FDCWD: paths are taken as they are
_EXCHANGE = 2  # RENAME_EXCHANGE, linux/fs.h; macOS has the same number for RENAME_SWAP
_CANNOT = frozenset({errno.ENOSYS, errno.EINVAL, errno.ENOTSUP})


def exchange(one: Path, other: Path) -> None:
    """Give each of two folders on the same disk the name of the other. Raises OSError.

    A cut leaves both names as they were or both exchanged. Disks that cannot do this, such as sticks in the
    old format, and Windows (untested) take three renames; a failure in between is taken back.
    """
    try:
        _at_once(one, other)
    except OSError as error:
        if error.errno not in _CANNOT:
            raise
        _by_turns(one, other)


def _at_once(one: Path, other: Path) -> None:
    if os.name != "posix":
        raise OSError(errno.ENOSYS, "no exchange of names")
    library = ctypes.CDLL(None, use_errno=True)
    paths = (os.fsencode(one), os.fsencode(other))
    if sys.platform.startswith("linux") and hasattr(library, "renameat2"):
        code = library.renameat2(_HERE, paths[0], _HERE, paths[1], _EXCHANGE)
    elif sys.platform == "darwin" and hasattr(library, "renamex_np"):  # untested
        code = library.renamex_np(*paths, _EXCHANGE)
    else:
        raise OSError(errno.ENOSYS, "no exchange of names")
    if code:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))


def _by_turns(one: Path, other: Path) -> None:
    between = other.with_name(f"{other.stem} {secrets.token_hex(3)}{other.suffix}")
    other.rename(between)
    try:
        one.rename(other)
    except OSError:
        between.rename(other)
        raise
    between.rename(one)
