"""The form of a status: what it means, what is missing for it, its reasons; nothing of before is overwritten."""

from __future__ import annotations

import datetime as dt

from PySide6.QtWidgets import QButtonGroup, QWidget

from therapist_app.couples.model import SafetyStatus
from ui.kit.context import Context
from ui.kit.ticks import CheckBox, RadioButton
from ui.kit.words import Label
from ui.safety.entry_sheet import EntrySheet, key_of
from ui.safety.facts import SafetyFacts
from ui.safety.words import missing_line

_WITH_REASONS = (SafetyStatus.CONCERNS, SafetyStatus.UNSAFE)


class StatusSheet(EntrySheet):
    """Say how safe it is now; with `proposed` what the answers of a screen speak for is chosen already."""

    def __init__(
        self, ctx: Context, facts: SafetyFacts, parent: QWidget | None = None, *, proposed: bool = False
    ) -> None:
        super().__init__(ctx, facts, "Safety status", parent)
        proposal = facts.standing.proposal if proposed else None
        now = facts.standing.status
        self._first_status = proposal.status if proposal else facts.standing.key
        self._ticked = proposal.reasons if proposal else tuple(now.reasons) if now else ()
        self.statuses: dict[str, RadioButton] = {}
        self._group = QButtonGroup(self)
        self._meaning = Label("", "small", "text2", wrap=True)
        self._missing = Label("", "medium", "warn", wrap=True)
        self._add_statuses()
        self.date = self.day("Since, or screened on", facts.today)
        self.date.date_changed.connect(self._show_missing)
        self.add_field("on_date", self.date)
        self._add_reasons()
        self.reason = self.paragraph("In your own words", "", 3)
        self.add_field("reason", self.reason)
        self.consulted = self.choice("Did you consult someone?", [("yes", "Yes"), ("no", "No")])
        self.add_field("consulted", self.consulted)
        self._chosen()
        self.first = self.statuses[self.status]

    @property
    def status(self) -> str:
        """The status that is chosen."""
        return next((key for key, radio in self.statuses.items() if radio.isChecked()), "not_assessed")

    @property
    def missing(self) -> str:
        """What is missing for the status that is chosen, or ""."""
        return self._missing.text()

    def commit(self) -> None:
        """Add the status to the history."""
        status = self.status
        ticked = [key for key, box in self.reasons.items() if box.isChecked()]
        reasons = ticked if status in _WITH_REASONS else []
        consulted = {"yes": True, "no": False}.get(key_of(self.consulted))
        day, reason = self.date.date, self.reason.value
        safety, couple_id = self._ctx.workspace.safety, self.couple_id
        self.keep(
            lambda: safety.set_status(
                couple_id, status, on_date=day, reasons=reasons, reason=reason, consulted=consulted
            )
        )

    def _add_statuses(self) -> None:
        for status in self._ctx.workspace.catalogue.safety_statuses:
            radio = RadioButton(self.theme, status.label)
            radio.setAccessibleDescription(status.meaning)
            radio.setChecked(status.key == self._first_status)
            radio.clicked.connect(self._chosen)
            self._group.addButton(radio)
            self.statuses[status.key] = radio
            self.column.addWidget(radio)
        self.column.addWidget(self._meaning)
        self.column.addWidget(self._missing)

    def _add_reasons(self) -> None:
        self._why = Label("Why", "medium")
        self.column.addWidget(self._why)
        self.reasons: dict[str, CheckBox] = {}
        for reason in self._ctx.workspace.catalogue.safety_reasons:
            box = CheckBox(self.theme, reason.label, reason.key in self._ticked)
            self.reasons[reason.key] = box
            self.column.addWidget(box)

    def _chosen(self) -> None:
        """Show what the status means, and ask for what it takes."""
        status, paused = self.status, self.facts.standing.key == SafetyStatus.UNSAFE
        self._meaning.setText(self._ctx.workspace.catalogue.safety_status(status).meaning)
        grave = status in _WITH_REASONS
        for part in (self._why, *self.reasons.values()):
            part.setVisible(grave)
        self.consulted.setVisible(paused and status != SafetyStatus.UNSAFE)
        self._show_missing()

    def _show_missing(self) -> None:
        day: dt.date = self.date.date or self.facts.today
        words = missing_line(self.facts, self._ctx.workspace.catalogue, self.status, day)
        self._missing.setText(words)
        self._missing.setVisible(bool(words))
        self.statuses[self.status].setAccessibleDescription(f"{self._meaning.text()} {words}".strip())
