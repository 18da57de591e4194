"""Names for files that leave the vault: inside the folder that was chosen, short, plain, and good on every system."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

LONGEST = 120  # bytes in UTF-8; every file system of today takes 255
_UNSAFE = re.compile(r'[\\/:*?"<>|]+')
_RESERVED = re.compile(r"(?:con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])", re.IGNORECASE)
_UNSEEN = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")


def safe_name(wanted: str, ending: str = ".pdf", otherwise: str = "attune") -> str:
    """A file name as near to the wanted one as is safe; it keeps `ending` and never begins with a dot or dash.

    No separators, control signs or marks of direction; no name that Windows keeps for devices; at most `LONGEST` bytes.
    """
    text = unicodedata.normalize("NFC", wanted.encode("utf-8", "replace").decode("utf-8"))
    seen = "".join(one for one in text if unicodedata.category(one) not in _UNSEEN)
    stem = _UNSAFE.sub("-", re.sub(r"\s+", " ", seen))
    if stem.casefold().endswith(ending):
        stem = stem[: -len(ending)]
    stem = stem.lstrip(" .-~").rstrip(" .")
    if _RESERVED.fullmatch(stem.partition(".")[0].rstrip()):
        stem = f"{otherwise}-{stem}"
    stem = _cut(stem, LONGEST - len(ending.encode()))
    return f"{stem or otherwise}{ending}"


def safe_path(chosen: Path, ending: str = ".pdf") -> Path:
    """The chosen place with a safe name: always directly in the folder of `chosen`."""
    return chosen.parent / safe_name(chosen.name, ending)


def _cut(text: str, most: int) -> str:
    """The beginning of a text that takes at most so many bytes, without half a letter."""
    return text.encode()[:most].decode("utf-8", "ignore").rstrip(" .")
