"""The sheet that keeps what was agreed with both about what one partner says alone."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QButtonGroup, QWidget

from therapist_app.couples.model import Secrets, SecretsAgreement
from therapist_app.couples.service import CoupleFile
from ui.couples.words import day_words
from ui.kit.context import Context
from ui.kit.discreet import hidden
from ui.kit.form import FormSheet
from ui.kit.row import Row
from ui.kit.ticks import RadioButton
from ui.kit.words import Label

NOTHING_AGREED = "Nothing agreed yet"
_WHY = "Agreed with both before the first time that one comes alone. Notes and sessions follow it."
_MOST_BEFORE = 6


class SecretsSheet(FormSheet):
    """Say what holds now and since when; every agreement is kept, and the latest date counts."""

    def __init__(
        self, ctx: Context, file: CoupleFile, parent: QWidget | None = None, *, discreet: bool = False
    ) -> None:
        super().__init__(ctx, "About secrets", "Keep", parent)
        self._file, self._discreet = file, discreet
        self.column.addWidget(Label(_WHY, "body", "text2", wrap=True))
        self.policies: dict[str, RadioButton] = {}
        self._group = QButtonGroup(self)
        self._meaning = Label("", "small", "text2", wrap=True)
        self._add_policies()
        self.date = self.day("Agreed on", ctx.workspace.clock.today())
        self.line = self.text("In a line", hint="For example: what may stay private, and for how long.")
        self.add_field("agreed_on", self.date)
        self.add_field("line", self.line)
        self._before = Label("", "card")
        self._before.hide()
        self.column.addWidget(self._before)
        self._chosen()
        self.first = self.policies[self.policy]
        couples, couple_id = ctx.workspace.couples, file.couple.id
        ctx.tasks.vault(lambda: couples.secrets_history(couple_id), self._show_history, self)

    @property
    def policy(self) -> str:
        """What is chosen."""
        return next((key for key, radio in self.policies.items() if radio.isChecked()), Secrets.NONE)

    def commit(self) -> None:
        """Add the agreement to those before."""
        couples, couple_id = self._ctx.workspace.couples, self._file.couple.id
        policy, agreed_on, line = self.policy, self.date.date, self.line.value
        self.keep(lambda: couples.agree_on_secrets(couple_id, policy, agreed_on=agreed_on, line=line))

    def _add_policies(self) -> None:
        known = [(one.key, one.label) for one in self._ctx.workspace.catalogue.secrets_policies]
        now = self._file.secrets_policy or Secrets.NONE
        for key, label in (*known, (Secrets.NONE, NOTHING_AGREED)):
            radio = RadioButton(self._ctx.theme, label)
            radio.setChecked(key == now)
            radio.clicked.connect(self._chosen)
            self._group.addButton(radio)
            self.policies[key] = radio
            self.column.addWidget(radio)
        self.column.addWidget(self._meaning)

    def _chosen(self) -> None:
        known = {one.key: one.meaning for one in self._ctx.workspace.catalogue.secrets_policies}
        self._meaning.setText(known.get(self.policy, "Each time one partner comes alone, you are asked."))

    def _show_history(self, agreed: Sequence[SecretsAgreement]) -> None:
        if not agreed:
            return
        self._before.setText("Kept so far")
        self._before.show()
        known = {one.key: one.label for one in self._ctx.workspace.catalogue.secrets_policies}
        today = self._ctx.workspace.clock.today()
        for one in agreed[:_MOST_BEFORE]:
            line = hidden(one.line) if self._discreet else one.line
            label = known.get(one.policy, NOTHING_AGREED)
            self.column.addWidget(Row(self._ctx.theme, label, line, day_words(one.agreed_on, today)))
