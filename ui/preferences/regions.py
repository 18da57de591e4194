"""Regions of the world by name, to choose the paper and the emergency number from."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QLocale

from therapist_app.practice.stationery import region_facts


@cache
def region_choices() -> tuple[tuple[str, str], ...]:
    """Every region as (code, name), those with numbers of their own first, each part by name."""
    general = region_facts("")
    named = {QLocale.territoryToCode(one): QLocale.territoryToString(one) for one in QLocale.Country}
    found = [(code, name) for code, name in named.items() if len(code) == 2 and code.isalpha()]
    found.sort(key=lambda pair: (region_facts(pair[0]) == general, pair[1].casefold()))
    return tuple(found)


def region_name(code: str) -> str:
    """The name of a region, or "" for none."""
    return dict(region_choices()).get(code, "")
