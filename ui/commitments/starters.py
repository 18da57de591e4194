"""Promises to begin from: those for the couple's open blocks first, then those for a harm, as one field."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Signal

from therapist_app.catalogue.model import Catalogue, Starter
from ui.kit.fields import ComboField
from ui.theme.theme import Theme


def in_order(catalogue: Catalogue, blocks: Sequence[str]) -> list[Starter]:
    """For open blocks as they are given, then for harms, then for the other blocks."""
    rank = {block: place for place, block in enumerate(blocks)}
    return sorted(
        catalogue.starters,
        key=lambda one: rank.get(one.block or "", len(rank) + (0 if one.harm else 1)),
    )


def starter_words(starter: Starter, catalogue: Catalogue) -> str:
    """What it answers, and the promise: "Withdrew: I come to the table at supper ..."."""
    label = (
        catalogue.block(starter.block).short if starter.block else catalogue.harm(starter.harm or "").label
    )
    return f"{label}: {starter.words}"


def typed_of(starter: Starter) -> dict[str, Any]:
    """A starter as what would have been typed into the form."""
    return {
        "kind": starter.kind,
        "words": starter.words,
        "notice": starter.notice,
        "cadence": starter.cadence,
        "times": starter.times or 3,
        "trigger": starter.trigger or "",
        "block": starter.block,
    }


class StarterField(ComboField):
    """A list to begin from; the words of a starter are there to be changed."""

    begun = Signal(object)  # what it types into the form

    def __init__(self, theme: Theme, catalogue: Catalogue, blocks: Sequence[str]) -> None:
        self._starters = {one.key: one for one in in_order(catalogue, blocks)}
        choices = [(key, starter_words(one, catalogue)) for key, one in self._starters.items()]
        super().__init__(theme, "Begin from a starter", [(None, "In their own words"), *choices])
        self.combo.setSizeAdjustPolicy(self.combo.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.chosen.connect(self._chosen)

    def fits(self, words: str) -> bool:
        """Whether to offer a starter beside these words: nothing is written yet but what one of them says."""
        return not words or words in {one.words for one in self._starters.values()}

    def _chosen(self, key: str | None) -> None:
        starter = self._starters.get(key or "")
        self.begun.emit(typed_of(starter) if starter else {"words": "", "notice": "", "block": None})
