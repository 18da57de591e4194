"""Measure everything, print the table, write `build/bench.json`."""

import tempfile
from pathlib import Path

from tools.bench import career, core, guards, review, screens
from tools.bench.rows import write

# On a real disk, not in memory: a save waits for the disk in both columns.
with tempfile.TemporaryDirectory(dir="/var/tmp" if Path("/var/tmp").is_dir() else None) as folder:
    rows = [
        *screens.measure(Path(folder) / "screens"),
        *core.measure(Path(folder) / "core"),
        *guards.measure(Path(folder) / "guards"),
        *career.measure(Path(folder) / "career"),
        *review.measure(Path(folder) / "review"),
    ]
write(rows, Path("build/bench.json"))
