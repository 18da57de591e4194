"""Who signs notes, and whether a signed one may be unlocked; each change is kept at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, Signal

from therapist_app.kernel.changes import Done
from therapist_app.kernel.errors import AttuneError
from therapist_app.sessions.signing import Signer
from therapist_app.sessions.unlocking import LONGEST_HOURS, Unlocking, UnlockRule
from ui.kit.card import Card
from ui.kit.choices import SegmentedControl
from ui.kit.context import Context
from ui.kit.fields import Field, TextField
from ui.kit.ticks import CheckBox
from ui.kit.words import Label

_WHEN = ((Unlocking.NEVER, "Never"), (Unlocking.WITHIN, "For some hours"), (Unlocking.ALWAYS, "Always"))
_VERSIONS = (
    "While a note is a draft, its last 20 versions are kept for you alone. What counts later is the signed text; the "
    "history says that the versions went."
)
_HINT = "Unlocking asks for a reason, which is signed. The text as it was signed stays readable."


class SigningCard(Card):
    """Name and credentials under signed notes, and the window in which one may be unlocked."""

    changed = Signal(object)  # Changes

    def __init__(self, ctx: Context) -> None:
        super().__init__(ctx.theme, "Signed notes")
        self._ctx = ctx
        self._rule = UnlockRule()
        self._signer = Signer("")
        theme = ctx.theme
        self.name = TextField(theme, "Your name", hint="Under each note that you sign.")
        self.credentials = TextField(theme, "Credentials", placeholder="Such as LMFT 12345")
        self.when = SegmentedControl(
            theme, "Unlock a signed note", [(str(key), words) for key, words in _WHEN], Unlocking.WITHIN
        )
        self.hours = TextField(theme, "Hours after it was signed")
        for part in (self.name, self.credentials):
            self.add(part, gap=10)
        self.add(Label("Unlock a signed note", "medium"), gap=10)
        self.add(self.when, gap=5)
        self.body.setAlignment(self.when, Qt.AlignmentFlag.AlignLeft)
        self.add(self.hours, gap=10)
        self.add(Label(_HINT, "small", "text2", wrap=True), gap=5)
        self.let_go = CheckBox(theme, "Let earlier versions go when a note is signed")
        self.add(self.let_go, gap=10)
        self.add(Label(_VERSIONS, "small", "text2", wrap=True), gap=2)
        self.let_go.clicked.connect(self._keep_destroy)
        self.name.committed.connect(self.keep_typed)
        self.credentials.committed.connect(self.keep_typed)
        self.hours.committed.connect(self.keep_typed)
        self.when.chosen.connect(lambda when: self._keep_rule(str(when), self._rule.hours))

    def load(self) -> None:
        """Read what is in use."""
        signing, versions = self._ctx.workspace.signing, self._ctx.workspace.versions
        self._ctx.tasks.vault(
            lambda: (signing.signer(), signing.rule(), versions.go_when_signed()), self._show, owner=self
        )

    def keep_typed(self) -> None:
        """Keep what differs from what the vault has."""
        typed = {"clinician": self.name, "credentials": self.credentials}
        known = {"clinician": self._signer.name, "credentials": self._signer.credentials}
        practice = self._ctx.workspace.practice
        for key, field in typed.items():
            value = field.value
            if value != known[key]:
                self._keep(lambda key=key, value=value: practice.update(**{key: value}), field)
        if self._rule.when == Unlocking.WITHIN and self.hours.value != str(self._rule.hours):
            if self.hours.value.isdecimal():
                self._keep_rule(self._rule.when, int(self.hours.value))
            else:
                self.hours.set_error(f"Please give a number of hours, 1 to {LONGEST_HOURS}.")

    def _keep_rule(self, when: str, hours: int) -> None:
        signing = self._ctx.workspace.signing
        self._keep(lambda: signing.set_rule(when, hours), self.hours)

    def _keep_destroy(self) -> None:
        versions, go = self._ctx.workspace.versions, self.let_go.isChecked()
        self._keep(lambda: versions.set_go_when_signed(go), self.hours)

    def _keep(self, act: Callable[[], Done[Any]], field: Field) -> None:
        def kept(done: Done[Any]) -> None:
            field.set_error("")
            self.load()
            self.changed.emit(done.changes)

        def refused(error: AttuneError) -> None:
            field.set_error(error.whole)

        self._ctx.tasks.vault(act, kept, self, refused)

    def _show(self, found: tuple[Signer, UnlockRule, bool]) -> None:
        self._signer, self._rule, destroys = found
        self.let_go.setChecked(destroys)
        shown = (
            (self.name, self._signer.name),
            (self.credentials, self._signer.credentials),
            (self.hours, str(self._rule.hours)),
        )
        for field, value in shown:
            if not field.edit.hasFocus() and field.value != value:
                field.set_value(value)
        self.when.set_key(self._rule.when)
        self.hours.setVisible(self._rule.when == Unlocking.WITHIN)
