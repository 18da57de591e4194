"""The practice of a whole working life (`make career`): what a person waits for, and whether typing ever does."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from tools.bench.core import argon2_ms
from tools.bench.rows import Row, within

PRACTICE = Path("build/career.attune")
PASSPHRASE_FILE = Path("build/career/passphrase.txt")
_WAITS = {  # milliseconds; what feels at once, and what feels quick
    "unlock": ("Career: unlock to Today shown, less Argon2", 500),
    "caret_first": ("Career: first Ctrl+N after unlocking, to the caret", 300),
    "caret": ("Career: Ctrl+N to the caret, from Today", 150),
    "caret_longest": ("Career: Ctrl+N to the caret, couple of 2,000 sessions", 150),
    "tab_overview": ("Career: couple of 2,000 sessions, overview", 200),
    "tab_notes": ("Career: couple of 2,000 sessions, list of notes", 200),
    "tab_commitments": ("Career: couple of 2,000 sessions, commitments", 200),
    "tab_homework": ("Career: couple of 2,000 sessions, homework", 200),
    "tab_progress": ("Career: couple of 2,000 sessions, progress", 300),
    "notes_words": ("Career: a word in 2,000 notes", 300),
    "palette": ("Career: an answer of find or do", 50),
    "switch": ("Career: to the next couple", 150),
}
_MEMORY_MB = 260  # of the whole process, with 2,000 notes listed
_STALL_MS, _FRAME_MS = 50, 16


def measure(folder: Path) -> list[Row]:
    """All rows, on a copy of the practice inside `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    vault = folder / PRACTICE.name
    shutil.copytree(PRACTICE, vault)
    # The first to open it: from then on this computer knows the practice, as on any day.
    typing = _run("typing_window", vault)
    waits = _run("career_window", vault)
    waits["unlock"] -= argon2_ms()
    rows = [within(name, "ms", waits[key], target) for key, (name, target) in _WAITS.items()]
    rows.append(within("Career: memory of the program", "MB", waits["memory"], _MEMORY_MB))
    return [
        *rows,
        within("Typing 2,000 keys: 99 of 100 stalls are shorter than", "ms", typing["p99"], _FRAME_MS),
        within("Typing 2,000 keys: longest stall of the window", "ms", typing["worst"], _STALL_MS),
    ]


def _run(program: str, vault: Path) -> dict[str, float]:
    command = [sys.executable, "-m", f"tools.bench.{program}", str(vault), str(PASSPHRASE_FILE)]
    here = os.environ | {"ATTUNE_HOME": str(vault.parent / "home")}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=here)
    if done.returncode:
        raise RuntimeError(done.stderr[-2000:])
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found
