"""Finds the line on which a key stands in a TOML text, for error messages."""

from __future__ import annotations

import re

_HEADER = re.compile(r"^\s*(\[\[?)\s*([A-Za-z0-9_\-]+)\s*\]\]?\s*(#.*)?$")
_KEY = re.compile(r"^\s*\"?([A-Za-z0-9_\-]+)\"?\s*=")


def line_of(text: str, table: str = "", index: int | None = None, key: str = "") -> int:
    """The line, counted from 1, of `key` in the `index`-th table of this name.

    Falls back to the table's head when the key is not there, and to 0 when the table is not there either.
    The text is scanned, not parsed, so it also answers for texts with mistakes.
    """
    inside = table == ""
    found = 0
    seen = -1
    for number, line in enumerate(_without_long_strings(text), start=1):
        header = _HEADER.match(line)
        if header:
            if inside and table == "":
                break
            seen += header[2] == table
            inside = header[2] == table and (index is None or seen == index)
            if inside and not found:
                found = number
        elif inside and key and (match := _KEY.match(line)) and match[1] == key:
            return number
    return found


def _without_long_strings(text: str) -> list[str]:
    """The lines, with those inside a triple-quoted text emptied."""
    lines: list[str] = []
    closing = ""
    for line in text.splitlines():
        if closing:
            lines.append("")
            if closing in line:
                closing = ""
            continue
        lines.append(line)
        for quotes in ('"""', "'''"):
            if line.count(quotes) == 1:
                closing = quotes
    return lines
