"""The safety sheet: a dated status with its reasons and plan, and what stood before."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QButtonGroup, QWidget

from therapist_app.couples.model import SafetyEntry
from therapist_app.couples.service import CoupleFile
from ui.couples.words import day_words, labels_of
from ui.kit.context import Context
from ui.kit.discreet import hidden
from ui.kit.form import FormSheet
from ui.kit.row import Row
from ui.kit.ticks import CheckBox, RadioButton
from ui.kit.words import Label

_WITH_REASONS = ("concerns", "unsafe")
_MOST_BEFORE = 6


class SafetySheet(FormSheet):
    """Say how safe it is now; every entry is kept, and the latest date counts."""

    def __init__(
        self, ctx: Context, file: CoupleFile, parent: QWidget | None = None, *, discreet: bool = False
    ) -> None:
        super().__init__(ctx, "Safety", "Keep", parent)
        self._file, self._discreet = file, discreet
        self._now = file.safety
        self.statuses: dict[str, RadioButton] = {}
        self._group = QButtonGroup(self)
        self._meaning = Label("", "small", "text2", wrap=True)
        self._add_statuses()
        self.date = self.day("Since, or screened on", ctx.workspace.clock.today())
        self.add_field("on_date", self.date)
        self._add_reasons()
        self.reason = self.paragraph("In your own words", self._now.reason if self._now else "", 2)
        self.plan = self.paragraph("Plan", self._now.plan if self._now else "", 4)
        items = [item.label.lower() for item in ctx.workspace.catalogue.plan_items if item.key != "date"]
        self.plan.set_hint(f"For example: {', '.join(items)}, and when you look at it again.")
        self.add_field("reason", self.reason)
        self.add_field("plan", self.plan)
        self._before = Label("", "card")
        self._before.hide()
        self.column.addWidget(self._before)
        self._covered = self.add_hidden_line("Your own words can be read and changed while names are shown.")
        self._chosen()
        self.first = self.statuses[self.status]
        self._load_history()

    @property
    def status(self) -> str:
        """The status that is chosen."""
        return next((key for key, radio in self.statuses.items() if radio.isChecked()), "not_assessed")

    def commit(self) -> None:
        """Add the entry to the history."""
        couples, couple_id, status = self._ctx.workspace.couples, self._file.couple.id, self.status
        ticked = [key for key, box in self.reasons.items() if box.isChecked()]
        fields = {
            "on_date": self.date.date,
            "reasons": ticked if status in _WITH_REASONS else [],
            "reason": self.reason.value,
            "plan": self.plan.value,
        }
        self.keep(lambda: couples.set_safety(couple_id, status, **fields))

    def _add_statuses(self) -> None:
        for status in self._ctx.workspace.catalogue.safety_statuses:
            radio = RadioButton(self._ctx.theme, status.label)
            radio.setAccessibleDescription(status.meaning)
            radio.setChecked(status.key == self._file.safety_status)
            radio.clicked.connect(self._chosen)
            self._group.addButton(radio)
            self.statuses[status.key] = radio
            self.column.addWidget(radio)
        self.column.addWidget(self._meaning)

    def _add_reasons(self) -> None:
        self._why = Label("Why", "medium")
        self.column.addWidget(self._why)
        self.reasons: dict[str, CheckBox] = {}
        ticked = self._now.reasons if self._now else []
        for reason in self._ctx.workspace.catalogue.safety_reasons:
            box = CheckBox(self._ctx.theme, reason.label, reason.key in ticked)
            self.reasons[reason.key] = box
            self.column.addWidget(box)

    def _chosen(self) -> None:
        """Show what the status means; another status does not borrow the words of the one before."""
        self._meaning.setText(self._ctx.workspace.catalogue.safety_status(self.status).meaning)
        old = self._now.reason if self._now else ""
        same = self.status == self._file.safety_status
        if hasattr(self, "reason") and self.reason.value in ("", old):
            self.reason.set_value(old if same else "")
            self._cover(old)
        if hasattr(self, "reasons"):
            self._why.setVisible(self.status in _WITH_REASONS)
            for box in self.reasons.values():
                box.setVisible(self.status in _WITH_REASONS)

    def _cover(self, old: str) -> None:
        """While names are hidden, words of before are kept as they are and not shown; new ones can be typed."""
        reason = self._discreet and bool(old) and self.reason.value == old
        plan = self._discreet and bool(self._now and self._now.plan)
        self.reason.setVisible(not reason)
        self.plan.setVisible(not plan)
        self._covered.setVisible(reason or plan)

    def _load_history(self) -> None:
        couples, couple_id = self._ctx.workspace.couples, self._file.couple.id
        self._ctx.tasks.vault(lambda: couples.safety_history(couple_id), self._show_history, self)

    def _show_history(self, entries: Sequence[SafetyEntry]) -> None:
        if not entries:
            return
        self._before.setText("Kept so far")
        self._before.show()
        catalogue, today = self._ctx.workspace.catalogue, self._ctx.workspace.clock.today()
        for entry in entries[:_MOST_BEFORE]:
            why = labels_of(entry.reasons, catalogue.safety_reasons)
            own = " ".join(entry.reason.split())
            words = " · ".join(part for part in (why, hidden(own) if self._discreet else own) if part)
            label = catalogue.safety_status(entry.status).label
            self.column.addWidget(Row(self._ctx.theme, label, words, day_words(entry.on_date, today)))
