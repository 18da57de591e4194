"""Sheets for the couple itself: label, start and usual time; and removing a sample couple."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from therapist_app.couples.service import CoupleFile
from therapist_app.kernel.changes import Changes
from therapist_app.kernel.dates import WEEKDAYS
from ui.kit.context import Context
from ui.kit.date_field import TimeField
from ui.kit.discreet import discreet_label
from ui.kit.form import FormSheet
from ui.kit.words import Label

_EVERY = [(None, "No usual time"), ("weekly", "Every week"), ("alternate", "Every second week")]


class CoupleSheet(FormSheet):
    """Edit what the couple is called and when they usually come."""

    def __init__(
        self, ctx: Context, file: CoupleFile, parent: QWidget | None = None, *, discreet: bool = False
    ) -> None:
        super().__init__(ctx, "Edit couple", "Keep", parent)
        couple = self._couple = file.couple
        days = [(None, "No fixed day"), *enumerate(WEEKDAYS)]
        self.label = self.text("Called", couple.label)
        self.started = self.day("First session", couple.started_on)
        self.every = self.combo("Usual time", _EVERY, couple.slot_every)
        self.weekday = self.combo("Day", days, couple.slot_weekday)
        self.time = TimeField(ctx.theme, "Time", couple.slot_time)
        if discreet:
            self.add_hidden_line(f"{discreet_label(couple.label)} can be renamed while names are shown.")
        else:
            self.add_field("label", self.label)
        self.add_field("started_on", self.started)
        self.add_field("slot_every", self.every)
        self.add_pairs([("slot_weekday", self.weekday), ("slot_time", self.time)])
        self.every.chosen.connect(lambda _: self._show_slot())
        self._show_slot()

    def commit(self) -> None:
        """Keep the couple."""
        has_slot = self.every.key is not None
        fields = {
            **({"label": self.label.value} if "label" in self.fields else {}),
            "started_on": self.started.date,
            "slot_every": self.every.key,
            "slot_weekday": self.weekday.key if has_slot else None,
            "slot_time": self.time.time if has_slot else None,
        }
        couples, couple_id = self._ctx.workspace.couples, self._couple.id
        self.keep(lambda: couples.update(couple_id, **fields))

    def _show_slot(self) -> None:
        for field in (self.weekday, self.time):
            field.setEnabled(self.every.key is not None)


class RemoveSheet(FormSheet):
    """Ask before everything about a sample couple goes; the name is typed, so that no slip removes it."""

    removed = Signal(object)

    def __init__(
        self, ctx: Context, file: CoupleFile, parent: QWidget | None = None, *, discreet: bool = False
    ) -> None:
        super().__init__(ctx, "Remove sample couple", "Remove", parent, danger=True)
        self._couple = file.couple
        self._shown = discreet_label(file.couple.label) if discreet else file.couple.label
        words = "Their notes, promises, homework and path go with them. This cannot be undone."
        self.column.addWidget(Label(words, wrap=True))
        self.column.addWidget(Label(self._shown, "strong", wrap=True))
        self.typed = self.text("Type the name above to remove them")
        self.add_field("label", self.typed)
        # Told once this sheet has closed: the page below it goes, and the sheet must not go with it.
        self.kept.connect(lambda changes: self.accepted.connect(lambda: self.removed.emit(changes)))

    def commit(self) -> None:
        """Remove them if the name is theirs."""
        if _same(self.typed.value) not in (_same(self._shown), _same(self._couple.label)):
            self.typed.set_error("That is not the name above. Nothing was removed.")
            self.typed.setFocus()
            return
        couples, couple_id = self._ctx.workspace.couples, self._couple.id

        def remove() -> Changes:
            return couples.remove_couple(couple_id)

        self.keep(remove)


def _same(words: str) -> str:
    return " ".join(words.split()).casefold()
