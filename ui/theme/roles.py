"""Colour roles of a theme, read from resources/themes."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from typing import Any, Literal

Tone = Literal["light", "dark"]


def read_roles(tone: Tone) -> dict[str, str]:
    """Every role of a theme as "#rrggbb" or "#aarrggbb"; a table becomes a family: "phase3.fill"."""
    text = files("resources.themes").joinpath(f"{tone}.toml").read_text(encoding="utf-8")
    return dict(_flat(tomllib.loads(text)))


def _flat(table: dict[str, Any], family: str = "") -> list[tuple[str, str]]:
    out: list[tuple[str, str]] = []
    for key, value in table.items():
        if isinstance(value, dict):
            out += _flat(value, f"{family}{key}.")
        else:
            out.append((family + key, str(value)))
    return out
