"""Lets chosen system calls of a program fail while it works, by strace, and lets the disk be well again.

The program is a fork of this one: what is imported already needs no second start. strace comes to it when it is
ready, so that calls are counted from there, and leaves when the fault is over.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import time
import traceback
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from tests.faults.broken import break_named
from tests.faults.plan import Outcome

Say = Callable[[Any], None]
Part = Callable[[Say], None]

_LONGEST = 60.0  # seconds until a program that hangs is ended
_TICK = 0.001


@dataclass
class Played:
    """What a program said in each of its parts, and whether the fault came at all."""

    under_fault: list[Any] = field(default_factory=list)
    afterwards: list[Any] = field(default_factory=list)
    hit: int = 0
    error: str = ""


def play(
    prepare: Callable[[], tuple[Part, Part]],
    faults: Sequence[str],
    paths: Sequence[Path],
    scratch: Path,
    broken: str = "",
) -> Played:
    """Fork, `prepare` without faults, then the first part with them and the second without.

    `faults` are as strace takes them after `inject=`; they hold for calls on `paths` alone.
    """
    there, said = os.pipe()
    go, come = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(there)
        os.close(come)
        _be_the_program(prepare, said, go, broken)
    os.close(said)
    os.close(go)
    with os.fdopen(there, "rb") as answers, os.fdopen(come, "wb", buffering=0) as start:
        played = Played()
        try:
            if _until(answers, "ready", []) == "ready":
                watch = _attach(child, faults, paths, scratch)
                start.write(b"1")
                ended = _until(answers, "done", played.under_fault)
                watch.send_signal(signal.SIGINT)
                watch.wait(_LONGEST)
                played.hit = scratch.read_bytes().count(b"INJECTED") if scratch.exists() else 0
                with contextlib.suppress(BrokenPipeError):
                    start.write(b"2")
                played.error = ended if ended != "done" else _until(answers, "done", played.afterwards)
        finally:
            status = os.waitpid(child, 0)[1]
    if played.error != "done":
        played.error = played.error or f"ended by itself with {os.waitstatus_to_exitcode(status)}"
    else:
        played.error = ""
    return played


def apart(work: Callable[[], Outcome], broken: str = "") -> Outcome:
    """Do something in a fork where a guard may be broken; what ends it by surprise counts against the row."""
    outcome = Outcome()
    there, said = os.pipe()
    go, come = os.pipe()
    os.write(come, b"12")

    def parts() -> tuple[Part, Part]:
        return (lambda say: say(asdict(work()))), (lambda _: None)

    child = os.fork()
    if child == 0:
        os.close(there)
        _be_the_program(parts, said, go, broken)
    for handle in (said, go, come):
        os.close(handle)
    with os.fdopen(there, "rb") as answers:
        _until(answers, "ready", [])
        found: list[Any] = []
        error = _until(answers, "done", found)
        os.waitpid(child, 0)
    if found:
        outcome.add(Outcome(**found[0]))
    else:
        outcome.tried, outcome.corrupt = 1, 1
        outcome.notes.append(error or "the program ended by itself")
    return outcome


def _be_the_program(
    prepare: Callable[[], tuple[Part, Part]], out: int, go: int, broken: str
) -> None:  # pragma: no cover - runs in the fork
    def say(what: Any) -> None:
        os.write(out, json.dumps({"said": what}).encode() + b"\n")

    code = 1
    try:
        signal.alarm(int(_LONGEST))
        break_named(broken)
        first, second = prepare()
        os.write(out, b'{"at": "ready"}\n')
        os.read(go, 1)
        first(say)
        os.write(out, b'{"at": "done"}\n')
        os.read(go, 1)
        second(say)
        os.write(out, b'{"at": "done"}\n')
        code = 0
    except BaseException:  # noqa: BLE001  told to the one who started it
        os.write(out, json.dumps({"at": traceback.format_exc()[-1500:]}).encode() + b"\n")
    finally:
        os._exit(code)


def _until(answers: Any, moment: str, into: list[Any]) -> str:
    """Read what is said until a moment comes; gives the moment, or what ended the program before it."""
    for line in answers:
        found = json.loads(line)
        if "at" in found:
            return str(found["at"])
        into.append(found["said"])
    return ""


def _attach(
    child: int, faults: Sequence[str], paths: Sequence[Path], scratch: Path
) -> subprocess.Popen[bytes]:
    scratch.unlink(missing_ok=True)
    names = ",".join(fault.partition(":")[0] for fault in faults)
    command = ["strace", "-qq", "-o", str(scratch), "-e", f"trace={names}", "-e", "signal=none"]
    for fault in faults:
        command += ["-e", f"inject={fault}"]
    for path in paths:
        command += ["-P", str(path)]
    watch = subprocess.Popen([*command, "-p", str(child)], stderr=subprocess.PIPE)
    while not _is_traced(child):
        if watch.poll() is not None:
            raise RuntimeError(f"strace did not come: {watch.stderr.read()!r}" if watch.stderr else "strace")
        time.sleep(_TICK)
    return watch


def _is_traced(child: int) -> bool:
    status = Path(f"/proc/{child}/status").read_text()
    return "TracerPid:\t0\n" not in status
