"""What narrows a search: couple, phase, block, who was present, from when to when, unsigned, who may read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from therapist_app.catalogue.model import Catalogue
from therapist_app.kernel.audience import Audience
from therapist_app.search.model import Wish
from ui.kit.chips import Chip
from ui.kit.date_field import DateField
from ui.kit.discreet import discreet_label, spoken_name
from ui.kit.dress import Dress
from ui.kit.fields import ComboBox
from ui.kit.flow import FlowLayout
from ui.search.words import Couple, reader_words
from ui.theme.theme import Theme

_LETTERS = 12  # of a choice that are always seen
_READER_LETTERS = 19


class SearchFilters(QWidget):
    """The filters in one row that flows; `changed` follows every change by a person."""

    changed = Signal()

    def __init__(
        self,
        theme: Theme,
        catalogue: Catalogue,
        today: Callable[[], dt.date],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._couples: tuple[Couple, ...] = ()
        self._discreet = False
        phases = [(one.key, f"{one.number}  {one.short}") for one in catalogue.phases]
        blocks = [(one.key, one.label) for one in catalogue.blocks]
        self.couple = ComboBox(theme, "Couple", [("", "Any couple")])
        self.phase = ComboBox(theme, "Phase", [("", "Any phase"), *phases])
        self.block = ComboBox(theme, "Block", [("", "Any block"), *blocks])
        self.present = ComboBox(theme, "Who was present")
        self.since = DateField(theme, "", today=today, name="From", placeholder="From")
        self.until = DateField(theme, "", today=today, name="Until", placeholder="Until")
        self.label = ComboBox(theme, "Who may read")
        self.unsigned = Chip(theme, "Unsigned only")
        self._lay_out()
        self._connect()
        self._name_people()
        Dress(self, theme, self._measure)

    @property
    def _combos(self) -> tuple[ComboBox, ...]:
        return (self.couple, self.phase, self.block, self.present, self.label)

    def wish(self, typed: str) -> Wish:
        """What is asked for now, with the words that were typed."""
        return Wish(
            typed,
            couple_id=self.couple.key or "",
            phase=self.phase.key or "",
            block=self.block.key or "",
            present=self.present.key or "",
            since=self.since.date,
            until=self.until.date,
            unsigned=self.unsigned.isChecked(),
            label=self.label.key or "",
        )

    def set_couples(self, couples: Sequence[Couple]) -> None:
        """Offer these couples; what is chosen stays chosen while it is among them."""
        self._couples = tuple(couples)
        self._name_people()

    def set_discreet(self, discreet: bool) -> None:
        """Show initials in place of names, or names again."""
        self._discreet = discreet
        self._name_people()

    def clear(self) -> None:
        """Ask for everything."""
        for combo in self._combos:
            combo.set_key("")
        for field in (self.since, self.until):
            field.set_date(None)
        self.unsigned.setChecked(False)
        self._name_people()
        self.changed.emit()

    def _name_people(self) -> None:
        """The couples by label, and the partners by name where one couple is chosen."""
        chosen = next((one for one in self._couples if one.id == self.couple.key), None)
        a, b = (chosen.a, chosen.b) if chosen else ("A", "B")
        if chosen:
            a, b = (spoken_name(name, discreet=self._discreet) for name in (a, b))
        labels = [
            (one.id, discreet_label(one.label) if self._discreet else one.label) for one in self._couples
        ]
        self.couple.set_choices([("", "Any couple"), *labels], self.couple.key)
        present = [("both", "Both"), ("a", f"{a} alone"), ("b", f"{b} alone"), ("none", "Nobody")]
        self.present.set_choices([("", "Anyone present"), *present], self.present.key)
        readers = [(str(one), reader_words(one, a, b)) for one in Audience]
        self.label.set_choices([("", "All but therapist only"), *readers], self.label.key)

    def _lay_out(self) -> None:
        row = FlowLayout(self, gap=self._theme.px(8))
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        dates = (self.since, self.until)
        for part in (self.couple, self.phase, self.block, self.present, *dates, self.label, self.unsigned):
            row.addWidget(part)
        for combo in self._combos:
            combo.setSizeAdjustPolicy(combo.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            combo.setMinimumContentsLength(_READER_LETTERS if combo is self.label else _LETTERS)

    def _connect(self) -> None:
        self.couple.chosen.connect(lambda _: self._name_people())
        for combo in self._combos:
            combo.chosen.connect(self._said)
        for field in (self.since, self.until):
            field.date_changed.connect(self._said)
        self.unsigned.toggled.connect(self._said)

    def _said(self, _: Any) -> None:
        self.changed.emit()

    def _measure(self) -> None:
        for field in (self.since, self.until):
            field.setFixedWidth(self._theme.px(150))
