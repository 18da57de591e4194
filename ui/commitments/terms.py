"""How often a promise is due, as fields: only those that fit the chosen rhythm are shown."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from therapist_app.commitments.model import Cadence, Commitment
from therapist_app.commitments.rules import MOST_TIMES
from therapist_app.kernel.dates import WEEKDAYS
from ui.kit.chips import FilterChips
from ui.kit.date_field import DateField
from ui.kit.fields import ComboField, Field, TextField
from ui.theme.theme import Theme

CADENCES = (
    (Cadence.DAILY, "Each day"),
    (Cadence.WEEKDAYS, "On chosen days"),
    (Cadence.TIMES_A_WEEK, "Some times a week"),
    (Cadence.EACH_TIME, "Each time it comes up"),
    (Cadence.ONCE, "Once, by a date"),
)
_TIMES = {1: "Once a week", 2: "Twice a week"}


class CadenceFields(QWidget):
    """The rhythm, and the days, the number, the occasion or the date that go with it."""

    changed = Signal()

    def __init__(
        self,
        theme: Theme,
        today: Callable[[], dt.date],
        promise: Commitment | None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        chosen = promise.cadence if promise else Cadence.DAILY
        self.rhythm = ComboField(theme, "How often", CADENCES, chosen)
        choices = [(str(day), name[:3]) for day, name in enumerate(WEEKDAYS)]
        self._days = FilterChips(theme, "On which days", choices, several=True)
        for (day, _), name in zip(choices, WEEKDAYS, strict=True):
            self._days.chips[day].setAccessibleName(name)
        self._days.set_keys([str(day) for day in promise.weekdays] if promise else [])
        self.days = Field(theme, "On which days")
        self.days.hold(self._days)
        times = [(count, _TIMES.get(count, f"{count} times a week")) for count in range(1, MOST_TIMES + 1)]
        self.times = ComboField(theme, "How many times", times, (promise.times if promise else None) or 3)
        self.trigger = TextField(
            theme, "Each time …", promise.trigger if promise else "", placeholder="I run late"
        )
        self.due = DateField(
            theme, "By", promise.due_on if promise else None, today=today, placeholder="fri, +2w"
        )
        self._lay_out(theme)

    def _lay_out(self, theme: Theme) -> None:
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(theme.px(8))
        for field in (self.rhythm, self.days, self.times, self.trigger, self.due):
            lines.addWidget(field)
        lines.addStretch(1)
        self.rhythm.chosen.connect(lambda _key: self._show_fitting())
        self._days.chosen.connect(lambda _keys: self.changed.emit())
        self._show_fitting()

    def _show_fitting(self) -> None:
        shown = {
            Cadence.WEEKDAYS: self.days,
            Cadence.TIMES_A_WEEK: self.times,
            Cadence.EACH_TIME: self.trigger,
            Cadence.ONCE: self.due,
        }.get(Cadence(self.cadence))
        for field in (self.days, self.times, self.trigger, self.due):
            field.setVisible(field is shown)
        self.changed.emit()

    @property
    def fields(self) -> dict[str, Field]:
        """The fields by the names a refusal gives them."""
        return {
            "cadence": self.rhythm,
            "weekdays": self.days,
            "times": self.times,
            "trigger": self.trigger,
            "due_on": self.due,
        }

    @property
    def cadence(self) -> str:
        """The chosen rhythm."""
        return str(self.rhythm.key)

    @property
    def weekdays(self) -> tuple[int, ...]:
        """The chosen days; 0 is Monday."""
        return tuple(int(key) for key in self._days.keys)

    def typed(self) -> dict[str, Any]:
        """Everything that stands here, shown or not, as plain JSON values."""
        return {
            "cadence": self.cadence,
            "weekdays": self._days.keys,
            "times": self.times.key,
            "trigger": self.trigger.edit.text(),
            "due_on": self.due.typed,
        }

    def set_typed(self, typed: Mapping[str, Any]) -> None:
        """Put back what `typed` gave."""
        self.rhythm.combo.set_key(typed.get("cadence"))
        days = typed.get("weekdays")
        self._days.set_keys([str(day) for day in days] if isinstance(days, list) else [])
        self.times.combo.set_key(typed.get("times"))
        self.trigger.set_value(str(typed.get("trigger", "")))
        self.due.set_typed(str(typed.get("due_on", "")))
        self._show_fitting()

    def said(self) -> dict[str, Any]:
        """The fields of a draft; what does not fit the rhythm is left empty."""
        cadence = self.cadence
        return {
            "cadence": cadence,
            "weekdays": self.weekdays if cadence == Cadence.WEEKDAYS else (),
            "times": self.times.key if cadence == Cadence.TIMES_A_WEEK else None,
            "trigger": self.trigger.value if cadence == Cadence.EACH_TIME else "",
            "due_on": self.due.date if cadence == Cadence.ONCE else None,
        }
