"""Small real disks for tests: one that fills up, one that turns read-only."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


class SmallDisk:
    """A mounted memory disk of a few MiB."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def fill(self, leave: int = 0, name: str = "ballast") -> Path:
        """Use up the free space except for `leave` bytes; the file returned holds it."""
        ballast = self.path / name
        block = b"\0" * 4096
        with ballast.open("wb", buffering=0) as file:
            try:
                while file.write(block) == len(block):
                    pass
            except OSError:
                pass
            file.truncate(max(0, ballast.stat().st_size - leave))
        return ballast

    def turn(self, mode: str) -> None:
        """Mount it again as "ro" or "rw"."""
        subprocess.run(["mount", "-o", f"remount,{mode}", str(self.path)], check=True)


@contextmanager
def mounted(path: Path, size: str) -> Iterator[SmallDisk]:
    """Mount a memory disk of this size, hand it over, unmount; PermissionError where this user may not mount."""
    path.mkdir(parents=True)
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(path)], capture_output=True
    )
    if done.returncode:
        raise PermissionError("needs the right to mount a small disk")
    try:
        yield SmallDisk(path)
    finally:
        subprocess.run(["umount", "-l", str(path)], check=False)


def small_disk(parent: Path, size: str = "6m") -> Iterator[SmallDisk]:
    """A mounted disk for a fixture; skips where this user may not mount."""
    try:
        with mounted(parent / "disk", size) as disk:
            yield disk
    except PermissionError as error:
        pytest.skip(str(error))
