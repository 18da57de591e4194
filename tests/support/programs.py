"""System programs that some tests use; without them those tests skip, and CI counts that as a failure."""

import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def needs(*names: str):
    """Mark a test that needs these programs on the PATH."""
    missing = [name for name in names if shutil.which(name) is None]
    return pytest.mark.skipif(bool(missing), reason=f"needs {', '.join(missing)}")


def run_program(*command: str, **options) -> subprocess.CompletedProcess[str]:
    """Run a program to its end and keep what it prints."""
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=120, **options)
