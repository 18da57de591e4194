"""The way back: places visited, newest last."""

from __future__ import annotations

from dataclasses import replace

from ui.kit.places import Place

_LONGEST = 50


class History:
    """Places left behind; going back gives them in reverse. A tab change within one page is not a step."""

    def __init__(self) -> None:
        self._behind: list[Place] = []

    def leave(self, place: Place | None, towards: Place) -> None:
        """Remember the place being left, unless the next one is the same page of the same couple."""
        if place is None or _page_of(place) == _page_of(towards):
            return
        self._behind.append(place)
        del self._behind[:-_LONGEST]

    def back(self) -> Place | None:
        """The place before, or None at the beginning."""
        return self._behind.pop() if self._behind else None

    def forget(self, couple_id: str) -> None:
        """Drop the places of a couple that is gone."""
        self._behind = [place for place in self._behind if place.couple_id != couple_id]


def _page_of(place: Place) -> Place:
    return replace(place, tab="", extra={})
