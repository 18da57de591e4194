"""Small phrases that many screens and sheets say in the same way."""

from __future__ import annotations


def counted(number: int, one: str, many: str = "") -> str:
    """A number with its word: "1 couple", "4 couples"."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def quoted(words: str) -> str:
    """What someone said, in quotation marks, on one line."""
    return f"“{' '.join(words.split())}”"


def short_name(name: str, letters: int = 12) -> str:
    """A name cut to fit beside another or on a small control; the whole name is read elsewhere."""
    line = " ".join(name.split())
    return line if len(line) <= letters else f"{line[: letters - 1].rstrip()}…"
