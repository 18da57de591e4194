"""Backups as a stranger or a bad disk would leave them: one maker for each way of being wrong."""

from __future__ import annotations

import os
import random
import shutil
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

DB, HEADER, MANIFEST = "practice.db", "header.json", "manifest.json"
Spoil = Callable[[Path, Path, random.Random], Path]


def parts_of(folder: Path) -> dict[str, bytes]:
    """The three parts of a bundle folder."""
    return {name: (folder / name).read_bytes() for name in (MANIFEST, HEADER, DB)}


def zipped(target: Path, parts: list[tuple[str, bytes]], *, packed: bool = False) -> Path:
    """A zip file with these parts, in this order, names taken as they are."""
    kind = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
    with zipfile.ZipFile(target, "w", kind) as bundle:
        for name, data in parts:
            bundle.writestr(zipfile.ZipInfo(name), data, kind)
    return target


def _bomb(good: Path, out: Path, rng: random.Random) -> Path:
    parts = parts_of(good) | {DB: bytes(rng.randrange(30, 60) << 20)}
    return zipped(out / "bomb.attunebackup", list(parts.items()), packed=True)


def _named(name: str) -> Spoil:
    def spoil(good: Path, out: Path, rng: random.Random) -> Path:
        parts = parts_of(good)
        return zipped(
            out / "named.attunebackup",
            [*((kept, parts[kept]) for kept in (MANIFEST, HEADER)), (name, parts[DB])],
        )

    return spoil


def _extra(name: str) -> Spoil:
    def spoil(good: Path, out: Path, rng: random.Random) -> Path:
        return zipped(out / "extra.attunebackup", [*parts_of(good).items(), (name, rng.randbytes(900))])

    return spoil


def _twice(good: Path, out: Path, rng: random.Random) -> Path:
    parts = list(parts_of(good).items())
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return zipped(out / "twice.attunebackup", [*parts, parts[rng.randrange(3)]])


def _many(good: Path, out: Path, rng: random.Random) -> Path:
    more = [(f"{number}", b"") for number in range(rng.randrange(10_001, 12_000))]
    return zipped(out / "many.attunebackup", [*parts_of(good).items(), *more])


def _nested(good: Path, out: Path, rng: random.Random) -> Path:
    inner = zipped(out / "inner.zip", list(parts_of(good).items()))
    return zipped(out / "nested.attunebackup", [("inner.attunebackup", inner.read_bytes())])


def _link_in_zip(good: Path, out: Path, rng: random.Random) -> Path:
    target = out / "linked.attunebackup"
    with zipfile.ZipFile(target, "w") as bundle:
        for name, data in parts_of(good).items():
            info = zipfile.ZipInfo(name)
            if name == DB:
                info.external_attr, data = 0o120777 << 16, b"/etc/passwd"
            bundle.writestr(info, data)
    return target


def _folder(good: Path, out: Path) -> Path:
    return Path(shutil.copytree(good, out / "bundle"))


def _link_in_folder(good: Path, out: Path, rng: random.Random) -> Path:
    folder = _folder(good, out)
    name = rng.choice((DB, HEADER, MANIFEST))
    (folder / name).unlink()
    (folder / name).symlink_to(good / name)
    return folder


def _pipe_in_folder(good: Path, out: Path, rng: random.Random) -> Path:
    folder = _folder(good, out)
    name = rng.choice((DB, HEADER, MANIFEST))
    (folder / name).unlink()
    os.mkfifo(folder / name)
    return folder


def _link_to_folder(good: Path, out: Path, rng: random.Random) -> Path:
    (out / "bundle").symlink_to(good)
    return out / "bundle"


def _stranger_in_folder(good: Path, out: Path, rng: random.Random) -> Path:
    folder = _folder(good, out)
    (folder / "more.bin").write_bytes(b"x")
    return folder


def _flip(good: Path, out: Path, rng: random.Random) -> Path:
    folder = _folder(good, out)
    name = rng.choice((DB, HEADER, MANIFEST))
    data = bytearray((folder / name).read_bytes())
    data[rng.randrange(len(data))] ^= 1 << rng.randrange(8)
    (folder / name).write_bytes(data)
    return folder


def _flip_in_file(good: Path, out: Path, rng: random.Random) -> Path:
    whole = zipped(out / "flip.attunebackup", list(parts_of(good).items()))
    data = bytearray(whole.read_bytes())
    at = data.find(parts_of(good)[DB][:64]) + rng.randrange(len(parts_of(good)[DB]))
    data[at] ^= 1 << rng.randrange(8)
    whole.write_bytes(data)
    return whole


def _cut(good: Path, out: Path, rng: random.Random) -> Path:
    whole = zipped(out / "cut.attunebackup", list(parts_of(good).items()))
    os.truncate(whole, rng.randrange(whole.stat().st_size))
    return whole


def _cut_in_folder(good: Path, out: Path, rng: random.Random) -> Path:
    folder = _folder(good, out)
    name = rng.choice((DB, HEADER, MANIFEST))
    os.truncate(folder / name, rng.randrange((folder / name).stat().st_size))
    return folder


def _huge(good: Path, out: Path, rng: random.Random) -> Path:
    path = out / "huge.attunebackup"
    with path.open("wb") as file:
        file.write(rng.randbytes(4096))
        file.truncate(rng.randrange(20, 60) << 30)  # a file of holes: it claims the size and takes no room
    return path


def _huge_manifest(good: Path, out: Path, rng: random.Random) -> Path:
    folder = _folder(good, out)
    os.truncate(folder / rng.choice((HEADER, MANIFEST)), rng.randrange(2, 8) << 30)
    return folder


def _huge_directory(good: Path, out: Path, rng: random.Random) -> Path:
    """The end record claims a directory of gigabytes, which a trusting reader would load."""
    path = out / "directory.attunebackup"
    size = rng.randrange(1, 3) << 30
    with path.open("wb") as file:
        file.truncate(size)
        file.seek(size)
        file.write(struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 3, 3, size - 64, 64, 0))
    return path


def _junk_before(good: Path, out: Path, rng: random.Random) -> Path:
    whole = zipped(out / "junk.attunebackup", list(parts_of(good).items()))
    whole.write_bytes(rng.randbytes(9000) + whole.read_bytes())
    return whole


def _deep_json(good: Path, out: Path, rng: random.Random) -> Path:
    folder = _folder(good, out)
    (folder / rng.choice((HEADER, MANIFEST))).write_bytes(b"[" * 60_000)
    return folder


def _wrong_types(good: Path, out: Path, rng: random.Random) -> Path:
    import json

    folder = _folder(good, out)
    said = json.loads((folder / MANIFEST).read_bytes())
    name = rng.choice(sorted(said))
    wrong = [None, [], {"a": 1}, -1, 10**40, "../../x", True, 1.5]
    said[name] = rng.choice([value for value in wrong if value != said[name]])
    (folder / MANIFEST).write_text(json.dumps(said))
    return folder


def _empty_file(good: Path, out: Path, rng: random.Random) -> Path:
    path = out / "empty.attunebackup"
    path.write_bytes(rng.choice((b"", b"PK\5\6", b"SQLite format 3\0", bytes(22))))
    return path


def _not_there(good: Path, out: Path, rng: random.Random) -> Path:
    return out / "gone.attunebackup"


HOSTILE: dict[str, Spoil] = {
    "bomb": _bomb,
    "climbing name": _named("../practice.db"),
    "climbing more": _named("../../../../tmp/practice.db"),
    "absolute name": _named("/tmp/practice.db"),
    "backslashes": _named("..\\practice.db"),
    "extra entry": _extra("notes.txt"),
    "extra climbing": _extra("../header.prev.json"),
    "entry twice": _twice,
    "many entries": _many,
    "nested": _nested,
    "link in a zip": _link_in_zip,
    "link in a folder": _link_in_folder,
    "pipe in a folder": _pipe_in_folder,
    "link to a folder": _link_to_folder,
    "stranger in a folder": _stranger_in_folder,
    "flipped bit": _flip,
    "flipped bit in a file": _flip_in_file,
    "cut file": _cut,
    "cut in a folder": _cut_in_folder,
    "huge file": _huge,
    "huge manifest": _huge_manifest,
    "huge directory": _huge_directory,
    "junk before": _junk_before,
    "deep json": _deep_json,
    "wrong types": _wrong_types,
    "empty file": _empty_file,
    "not there": _not_there,
}
