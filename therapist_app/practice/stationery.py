"""What every printed page of a practice carries: paper size, name and the words in the footer."""

from __future__ import annotations

import os
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from babel import Locale, UnknownLocaleError
from babel.core import default_locale

from therapist_app.practice.model import Practice

_FALLBACK_LANGUAGE = "en"
NOT_ADVICE = "This sheet is not medical advice. If it does not feel safe to use, put it away."


@dataclass(frozen=True, slots=True)
class Stationery:
    """The practice's paper ("letter" or "a4"), its name, the footer words and the locale dates follow."""

    paper: str
    practice: str
    footer: str
    danger: str
    locale: str

    @property
    def footer_words(self) -> str:
        """Not-medical-advice and danger words as the footer prints them."""
        return f"{self.footer} {self.danger}".strip()


def stationery_of(practice: Practice, paper: str | None = None, locale: str | None = None) -> Stationery:
    """Fill what the practice left open from the region, which itself follows the computer's locale."""
    locale = locale or system_locale()
    facts = region_facts(practice.region or _territory(locale))
    return Stationery(
        paper=paper or practice.paper or facts["paper"],
        practice=practice.name,
        footer=practice.footer or NOT_ADVICE,
        danger=practice.danger_line or danger_line(facts),
        locale=locale,
    )


def danger_line(facts: dict[str, Any]) -> str:
    """The danger line for a region's facts: the emergency number, and a crisis line where one is known."""
    line = f"In danger, call {facts['emergency']}."
    return f"{line} To talk to someone now, call {facts['crisis']}." if "crisis" in facts else line


def region_facts(region: str) -> dict[str, Any]:
    """Paper, emergency number and crisis line of a region; the general ones if it is not known."""
    data = _regions()
    if region in data["region"]:
        return data["region"][region]
    if region in data["letter"]["regions"]:
        return {**data["other"], "paper": "letter"}
    return data["other"]


def system_locale() -> str:
    """The computer's locale as Babel names it, such as "en_GB"; plain English where none is set."""
    for name in ("LC_ALL", "LC_TIME", "LANG"):
        if os.environ.get(name, "").startswith(("C.", "POSIX")) or os.environ.get(name) == "C":
            return _FALLBACK_LANGUAGE
        if os.environ.get(name):
            break
    try:
        return str(Locale.parse(default_locale("LC_TIME") or _FALLBACK_LANGUAGE))
    except (UnknownLocaleError, ValueError):
        return _FALLBACK_LANGUAGE


def _territory(locale: str) -> str:
    return Locale.parse(locale).territory or ""


@cache
def _regions() -> dict[str, Any]:
    text = resources.files("resources.practice").joinpath("regions.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
