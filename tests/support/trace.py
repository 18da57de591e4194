"""What a traced program asked of the system: files it opened to write, sockets, other programs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_WRITES = ("O_WRONLY", "O_RDWR", "O_CREAT", "O_TRUNC", "O_APPEND", "O_TMPFILE")
_OPENS = ("open", "openat", "openat2", "creat")
_NAMES = ("rename", "renameat", "renameat2", "link", "linkat", "symlink", "symlinkat")
_NAMES += ("mkdir", "mkdirat", "mknod", "mknodat", "truncate")
_TALKS = ("socket", "connect", "bind", "sendto")
_CALL = re.compile(r"(\d+) +(\w+)\((.*)\) += (-?\d+|\?)(?:<(.*?)>)?")
_QUOTED = re.compile(r'(?:<([^<>"]*)>, )?"((?:[^"\\]|\\.)*)"')
_NET = re.compile(r"\b(?:AF|PF)_(?!UNIX|LOCAL|UNSPEC|NETLINK)\w+")


@dataclass(frozen=True, slots=True)
class Call:
    """One call that was carried out."""

    name: str
    given: str
    answer: str
    path: str  # of the file that was opened


def tracing(log: Path) -> list[str]:
    """The command before a command that writes its calls to `log`."""
    watched = ",".join((*_OPENS, *_NAMES, *_TALKS, "execve", "memfd_create"))
    return [
        "strace",
        "-f",
        "--seccomp-bpf",
        "-qq",
        "-y",
        "-s",
        "400",
        "-o",
        str(log),
        "-e",
        f"trace={watched}",
    ]


def calls(log: Path) -> Iterator[Call]:
    """The calls of a log, those cut in two by another thread put together again."""
    begun: dict[str, str] = {}
    for line in log.read_text(errors="replace").splitlines():
        thread, _, rest = line.partition(" ")
        if rest.endswith("<unfinished ...>"):
            begun[thread] = rest.removesuffix("<unfinished ...>").strip()
            continue
        if "resumed>" in rest:
            rest = begun.pop(thread, "") + rest.partition("resumed>")[2]
        found = _CALL.match(f"{thread} {rest.strip()}")
        if found:
            yield Call(found[2], found[3], found[4], found[5] or "")


def written(log: Path) -> set[Path]:
    """Each file that was opened to write, and each name that was made."""
    paths: set[Path] = set()
    for call in calls(log):
        if call.answer.startswith("-"):
            continue
        if call.name in _OPENS and (call.name == "creat" or any(flag in call.given for flag in _WRITES)):
            paths.add(Path(call.path.removesuffix(" (deleted)")))
        elif call.name in _NAMES:
            paths |= {Path(folder or "/", name) for folder, name in _QUOTED.findall(call.given)[-1:]}
    return paths


def network(log: Path) -> list[str]:
    """Each call about a socket that reaches beyond this computer's own programs."""
    return [
        f"{call.name} {call.given}" for call in calls(log) if call.name in _TALKS and _NET.search(call.given)
    ]


def programs(log: Path) -> list[str]:
    """Each program that was started."""
    return [call.given for call in calls(log) if call.name == "execve" and call.answer == "0"]
