"""Small phrases that many screens and sheets say in the same way."""

from __future__ import annotations

_LONG_NAME = 24  # letters; two of them and what is said of them have no room on a line


def counted(number: int, one: str, many: str = "") -> str:
    """A number with its word: "1 couple", "4 couples"."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def quoted(words: str) -> str:
    """What someone said, in quotation marks, on one line."""
    return f"“{' '.join(words.split())}”"


def called(name: str, other: str) -> str:
    """What someone is called beside a partner: a long name by its first word, where the other's begins otherwise."""
    words, others = name.split(), other.split()
    if len(name) <= _LONG_NAME or len(words) < 2 or words[:1] == others[:1]:
        return name
    return words[0]


def short_name(name: str, letters: int = 12) -> str:
    """A name cut to fit beside another or on a small control; the whole name is read elsewhere."""
    line = " ".join(name.split())
    return line if len(line) <= letters else f"{line[: letters - 1].rstrip()}…"
