"""Saves files under hostile names, each in a folder of its own: `naming FOLDER SEED COUNT`; tells what went wrong."""

from __future__ import annotations

import datetime as dt
import json
import random
import sys
import unicodedata
from pathlib import Path, PureWindowsPath

from tests.faults.broken import break_named
from therapist_app.documents.file_names import LONGEST
from therapist_app.documents.save import save_pdf
from therapist_app.kernel.errors import FileError
from ui.homework.given_words import file_name

_PARTS = (
    "..",
    "../",
    "../../",
    "/",
    "/etc/x",
    "\\",
    "..\\",
    "C:\\",
    "a",
    "b",
    "sheet",
    "Żółć",
    "田",
    "🙂",
    "שלום",
)
_PARTS += (
    "CON",
    "con",
    "NUL",
    "aux.txt",
    "COM1",
    "LPT9",
    ".",
    " ",
    "-",
    "--",
    "~",
    "*",
    "?",
    '"',
    "<",
    ">",
    "|",
    ":",
)
_PARTS += (
    "\0",
    "\n",
    "\r",
    "\t",
    "\x1b",
    "\u202e",
    "\u2066",
    "\u200f",
    "\ufeff",
    "\ud800",
    "x" * 300,
    "é" * 150,
)
_PARTS += (".pdf", ".exe", ".PDF", "%00", "$HOME", "`id`", ";rm", "\u2028", "\uffff")
_OLD = b"an older file"
_PDF = b"%PDF-1.4 new"
_DAY = dt.date(2026, 11, 21)


def hostile(rng: random.Random) -> str:
    """A name that nobody should give a file."""
    return "".join(rng.choices(_PARTS, k=rng.randint(1, 6)))


def is_there(path: Path) -> bool:
    """Whether the dialog for saving would ask before this is replaced."""
    try:
        return path.exists()
    except (OSError, ValueError):
        return False


def faults_of(chosen: Path, folder: Path, *, was_asked: bool) -> list[str]:
    """Save there, then look at all that lies around."""
    before = {path: path.read_bytes() for path in folder.parent.rglob("*") if path.is_file()}
    try:
        save_pdf(chosen, _PDF)
    except FileError:
        pass  # refused in plain words
    except Exception as error:  # noqa: BLE001 whatever it is, it is counted
        return [f"{type(error).__name__} in place of a sentence"]
    after = {path: path.read_bytes() for path in folder.parent.rglob("*") if path.is_file()}
    faults = [
        "an older file was replaced"
        for path, data in before.items()
        if after.get(path) != data and not (was_asked and path == chosen)
    ]
    for path in after.keys() - before.keys():
        faults += [words for words, wrong in _wrong(path, folder) if wrong]
    return faults


def _wrong(path: Path, folder: Path) -> list[tuple[str, bool]]:
    name = path.name
    return [
        ("outside the folder", path.parent != folder),
        ("too long", len(name.encode("utf-8", "surrogateescape")) > LONGEST),
        ("hidden, or taken for an option", name.startswith((".", "-"))),
        ("kept by Windows for a device", PureWindowsPath(name).is_reserved()),
        ("signs that are not seen", any(unicodedata.category(one)[0] == "C" for one in name)),
        ("no PDF by its name", not name.endswith(".pdf")),
        ("others may read it", bool(path.stat().st_mode & 0o077)),
    ]


def main(root: Path, seed: int, count: int) -> int:
    """Try so many names, each as an offered and as a typed one."""
    break_named()
    rng = random.Random(seed)
    faults: list[str] = []
    for number in range(count):
        folder = root / str(number) / "chosen"
        folder.mkdir(parents=True)
        for old in (folder.parent / "x.pdf", folder / "sheet.pdf", folder / "sheet-2026-11-21.pdf"):
            old.write_bytes(_OLD)
        wanted = hostile(rng)
        offered = folder / file_name(wanted, _DAY)
        faults += faults_of(offered, folder, was_asked=True)
        typed = folder / (wanted.replace("/", "").strip(".") or "sheet")
        faults += faults_of(typed, folder, was_asked=is_there(typed))
    print(json.dumps(faults))  # noqa: T201
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])))
