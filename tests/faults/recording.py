"""What a program asked of the disk, call by call: strace writes the calls down, this module reads them.

Only files under one folder count, and the ledger file, whose lines are the program's own words: "this is saved".
A call that changes a file in a way this module does not know is an error, never passed over.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.support.programs import ROOT
from tests.support.trace import Call, calls

_READ_ONLY = ("lseek", "read")
_KNOWN = (
    "openat", "close", "write", "pwrite64", "ftruncate", "fsync", "fdatasync", "unlink", "unlinkat", "rename",
    "renameat", "renameat2", "mkdir", "mkdirat", "rmdir", *_READ_ONLY,
)  # fmt: skip
_UNKNOWN = (
    "open", "creat", "writev", "pwritev", "pwritev2", "sendfile", "copy_file_range", "splice", "truncate",
    "link", "linkat", "symlink", "symlinkat", "dup", "dup2", "dup3",
)  # fmt: skip
_SPELLED = re.compile(r'"((?:\\x[0-9a-f]{2})*)"(\.\.\.)?')
_HANDLE = re.compile(r"(\d+)<")
_AT = re.compile(r'(?:AT_FDCWD|\d+)<([^>]*)>, "([^"]*)"')
_FLAGS = re.compile(r"\bO_[A-Z|_O]+")


@dataclass(frozen=True, slots=True)
class Event:
    """One step of the program: `what` says which, the other fields as far as it has them.

    open (handle, path; `flags`), close, seek, write and pwrite (handle, data, offset), size (handle, offset),
    sync (handle), unlink, rename (path, to), mkdir, rmdir, say (data: lines of the ledger).
    """

    what: str
    handle: int = -1
    path: str = ""
    to: str = ""
    data: bytes = b""
    offset: int = 0
    flags: str = ""


def record(program: list[str], folder: Path, ledger: Path, log: Path) -> tuple[int, list[Event]]:
    """Run a Python program (`-m` module and its arguments): its code, and what it asked of the disk, in order.

    A program that breaks down, as opposed to one that ends with a code of its own, is an error.
    """
    watched = ",".join((*_KNOWN, *(name for name in _UNKNOWN if name not in ("dup", "dup2", "dup3"))))
    trace = ["strace", "-f", "--seccomp-bpf", "-qq", "-y", "-xx", "-s", str(1 << 26), "-o", str(log)]
    command = [*trace, "-e", f"trace={watched}", sys.executable, "-m", *program]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode < 0 or "Traceback" in done.stderr:
        raise RuntimeError(f"the recorded program ended with {done.returncode}: {done.stderr[-2000:]}")
    return done.returncode, list(_events(log, _spell(str(folder)), _spell(str(ledger))))


def _events(log: Path, folder: str, ledger: str) -> Iterator[Event]:
    ours: set[int] = set()  # handles of files under the folder
    for call in calls(log):
        if call.answer.startswith("-"):
            continue
        if ledger in call.given:
            if call.name == "write":
                yield Event("say", data=_data(call))
            continue
        about = folder in call.given
        if call.name == "close":
            handle = _handle(call)
            if handle in ours:
                ours.discard(handle)
                yield Event("close", handle)
        elif about and call.name in _KNOWN:
            event = _event(call)
            if event.what == "open":
                ours.add(event.handle)
            yield event
        elif about:
            raise RuntimeError(f"the recording does not know what {call.name} does to a disk")


def _event(call: Call) -> Event:
    name = call.name
    if name == "openat":
        flags = _FLAGS.search(call.given)
        return Event("open", int(call.answer), _path(call), flags=flags[0] if flags else "")
    if name in ("mkdir", "mkdirat", "rmdir", "unlink", "unlinkat"):
        what = "rmdir" if "AT_REMOVEDIR" in call.given else name.removesuffix("at")
        return Event(what, path=_path(call))
    if name.startswith("rename"):
        first, second = _paths(call)
        return Event("rename", path=first, to=second)
    return _on_handle(call)


def _on_handle(call: Call) -> Event:
    name, handle, answer = call.name, _handle(call), int(call.answer)
    if name in ("fsync", "fdatasync"):
        return Event("sync", handle)
    if name == "ftruncate":
        return Event("size", handle, offset=int(call.given.rpartition(", ")[2]))
    if name == "lseek":
        return Event("seek", handle, offset=answer)
    if name == "read":
        return Event("read", handle, offset=answer)
    offset = int(call.given.rpartition(", ")[2]) if name == "pwrite64" else -1
    return Event("write" if offset < 0 else "pwrite", handle, data=_data(call)[:answer], offset=offset)


def _spell(text: str) -> str:
    return "".join(f"\\x{byte:02x}" for byte in text.encode())


def _unspell(spelled: str) -> bytes:
    return bytes.fromhex(spelled.replace("\\x", ""))


def _data(call: Call) -> bytes:
    found = _SPELLED.search(call.given)
    if found is None or found[2]:
        raise RuntimeError("the recording holds a write without all of its bytes")
    return _unspell(found[1])


def _handle(call: Call) -> int:
    found = _HANDLE.match(call.given)
    if found is None:
        raise RuntimeError(f"the recording holds {call.name} without its file")
    return int(found[1])


def _path(call: Call) -> str:
    return _paths(call)[0]


def _paths(call: Call) -> list[str]:
    """The absolute paths a call names, in their order."""
    if at := _AT.findall(call.given):
        return [str(Path(_unspell(folder).decode(), _unspell(name).decode())) for folder, name in at]
    return [_unspell(name).decode() for name, _ in _SPELLED.findall(call.given)]
