"""Regions of the world by name, to choose the paper and the emergency number from."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QLocale


@cache
def region_choices() -> tuple[tuple[str, str], ...]:
    """Every region as (code, name), by name."""
    named = {QLocale.territoryToCode(one): QLocale.territoryToString(one) for one in QLocale.Country}
    found = [(code, name) for code, name in named.items() if len(code) == 2 and code.isalpha()]
    return tuple(sorted(found, key=lambda pair: pair[1].casefold()))


def region_name(code: str) -> str:
    """The name of a region, or "" for none."""
    return dict(region_choices()).get(code, "")
