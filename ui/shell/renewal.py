"""Lock by replacing the program: the process that knew the practice is gone, and a new one shows it locked.

Clearing widgets and closing the vault leaves copies of what was read all over the memory; a new program image
leaves none, as the system hands out no page that it has not emptied. Linux is tested; macOS goes the same way, and
Windows, which cannot replace a process, starts the new one and ends this one. Both are untested.
"""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from ui.shell.frame import Stance

Renew = Callable[[Path, Stance], None]

_MOST_FILES = 4096  # looked through where the system does not list what is open


def renew(folder: Path, stance: Stance) -> None:
    """Become a new process at the unlock page of `folder`; raises OSError if the system does not allow it.

    The arguments name the practice's folder, as those of a file manager do, and nothing else; the input and the
    output stay as they are, everything else that is open is closed by the system at the same moment.
    """
    command = [*own_command(), "--locked", str(folder), stance]
    with contextlib.suppress(OSError, ValueError):
        sys.stdout.flush()
        sys.stderr.flush()
    if sys.platform == "win32":
        _start_another(command)
    else:
        keep_nothing_open()
        os.execv(command[0], command)  # noqa: S606  the same program, no shell


def own_command() -> list[str]:
    """How this program was started, without what it was started on."""
    if getattr(sys, "frozen", False):
        os.environ["PYINSTALLER_RESET_ENVIRONMENT"] = (
            "1"  # else the packed program takes itself for a helper of it
        )
        return [sys.executable]
    asked = len(sys.orig_argv) - len(sys.argv[1:])
    return [sys.executable, *sys.orig_argv[1:asked]]


def keep_nothing_open() -> None:
    """Have the system close every file but input, output and errors when the process is replaced."""
    for number in _open_files():
        with contextlib.suppress(OSError):
            os.set_inheritable(number, False)


def _open_files() -> Sequence[int]:
    try:
        return [int(name) for name in os.listdir("/dev/fd") if int(name) > 2]  # noqa: PTH208  names are enough
    except OSError:
        return range(3, _MOST_FILES)


def _start_another(command: list[str]) -> None:
    import subprocess

    subprocess.Popen(command, close_fds=True)  # noqa: S603  the same program, no shell
    os._exit(0)
