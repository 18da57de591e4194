"""What is shown while names are hidden: initials for names, and one word for what nobody beside may read."""

from __future__ import annotations

import re

HIDDEN = "Hidden"
"""Stands for someone's own words while names are hidden."""


def hidden(text: str) -> str:
    """The word that stands for a text; nothing stays nothing."""
    return HIDDEN if text.strip() else ""


def initial(name: str) -> str:
    """The first letter to stand for a name; emoji and signs stand for themselves."""
    for letter in name.strip():
        if letter.isalnum():
            return letter.upper()
    return name.strip()[:1] or "?"


def discreet_label(label: str) -> str:
    """A couple's label with its names as initials: "Ada & Ben" becomes "A. & B."."""
    return " ".join(f"{word[0].upper()}." if word[0].isalnum() else word[:1] for word in label.split())


def spoken_name(name: str, *, discreet: bool) -> str:
    """A partner's name, or while names are hidden its initial."""
    return f"{initial(name)}." if discreet else name


def without_names(text: str, *names: str) -> str:
    """A text in which each word of these names stands as its initial."""
    words = {word for name in names for word in re.findall(r"\w{2,}", name)}
    if not words:
        return text
    longest_first = "|".join(sorted(map(re.escape, words), key=len, reverse=True))
    return re.sub(
        rf"\b(?:{longest_first})\b", lambda found: f"{found[0][0].upper()}.", text, flags=re.IGNORECASE
    )
