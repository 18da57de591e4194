"""Where a vault shall lie, as a person types and reads it."""

from __future__ import annotations

from pathlib import Path

import pytest

from ui.unlock.places import folder_meant, shown_place


def test_the_own_home_is_shown_short_and_read_back():
    folder = Path.home() / "Documents" / "Willow.attune"
    assert shown_place(folder) == "~/Documents/Willow.attune"
    assert folder_meant("~/Documents/Willow.attune") == folder


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("/data/Willow", "/data/Willow.attune"),
        (" /data/Dr. Who ", "/data/Dr. Who.attune"),
        ("/data/Willow.attune", "/data/Willow.attune"),
    ],
)
def test_the_ending_is_added_where_it_is_missing(typed: str, meant: str):
    assert folder_meant(typed) == Path(meant)


def test_a_name_alone_lies_in_the_own_home():
    assert folder_meant("Willow") == Path.home() / "Willow.attune"
