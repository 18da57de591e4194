"""The titles of the handouts that ship with Attune, without reading the handouts: a list of titles is needed often."""

from __future__ import annotations

import tomllib
from importlib.resources import files

_FENCE = "+++"


def shipped_titles() -> dict[str, str]:
    """By key, the title in the head of each file; the files are checked where they are read whole."""
    found: dict[str, str] = {}
    for one in files("resources.handouts").iterdir():
        if one.name.endswith(".md"):
            head = one.read_text(encoding="utf-8").split(_FENCE, 2)[1]
            found[one.name.removesuffix(".md")] = str(tomllib.loads(head)["title"])
    return found
