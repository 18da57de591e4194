"""Looks for words in the bytes of files, in every spelling and also inside what is compressed there."""

from __future__ import annotations

import base64
import errno
import os
import re
import stat
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

_PACKED = re.compile(rb"\x78[\x01\x5e\x9c\xda]|\x1f\x8b\x08")
_LEAST = 8  # letters of base64: fewer, as of a short word, would be found anywhere
_LARGEST = 16 << 20  # bytes that one compressed stream is followed to


def spellings(word: str) -> list[bytes]:
    """A word of ASCII letters as it could lie somewhere; all but base64 in small letters."""
    plain = word.lower().encode("ascii")  # so it is in UTF-8 and Latin-1
    wide = [plain.decode().encode(form) for form in ("utf-16-le", "utf-16-be")]
    hexed = [plain.hex().encode(), word.encode().hex().encode()]
    # The first and last groups depend on the neighbours, so only the middle is looked for.
    tuned = [base64.b64encode(b"\0" * place + word.encode())[4:-4] for place in range(3)]
    return [plain, *wide, *hexed, *(one for one in tuned if len(one) >= _LEAST)]


def holds(data: bytes, words: Iterable[str]) -> list[str]:
    """The words that lie in these bytes."""
    layers = [layer for one in (data, *unpacked(data)) for layer in (one, one.lower())]
    return [word for word in words if any(spelt in layer for spelt in spellings(word) for layer in layers)]


def unpacked(data: bytes) -> Iterator[bytes]:
    """What the zlib and gzip streams in some bytes hold, as those of a PDF."""
    for found in _PACKED.finditer(data):
        packed = memoryview(data)[found.start() :]
        try:
            held = zlib.decompressobj(zlib.MAX_WBITS | 32).decompress(packed, _LARGEST)
        except zlib.error:
            continue
        if len(held) > 8:
            yield held


def files_below(*folders: Path, since: float = 0.0) -> Iterator[Path]:
    """Every file that can be read below some folders, changed at or after `since`.

    Links are not followed, nor is what is mounted there: another program may have a whole system below such a folder.
    """
    for folder in folders:
        for place, inner, names in os.walk(folder):
            inner[:] = [name for name in inner if not os.path.ismount(Path(place, name))]
            for name in names:
                path = Path(place, name)
                try:
                    facts = path.lstat()
                except OSError:
                    continue  # another program's, and gone meanwhile
                if stat.S_ISREG(facts.st_mode) and facts.st_mtime >= since:
                    yield path


def read(path: Path) -> bytes:
    """The bytes of a file without its holes; none of one that has gone or may not be read.

    Holes are left out as other tests make files that claim many gigabytes and take no room.
    """
    try:
        with path.open("rb") as file:
            return b"\0".join(_data_of(file))
    except OSError:
        return b""


def _data_of(file: BinaryIO) -> Iterator[bytes]:
    end = os.fstat(file.fileno()).st_size
    place = 0
    while place < end:
        try:
            start = os.lseek(file.fileno(), place, os.SEEK_DATA)
        except OSError as error:
            if error.errno == errno.ENXIO:  # nothing but a hole up to the end
                return
            raise
        stop = os.lseek(file.fileno(), start, os.SEEK_HOLE)
        read = os.pread(file.fileno(), stop - start, start)
        yield read
        place = start + len(read) if read else stop
