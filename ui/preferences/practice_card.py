"""The practice and its footer: what every sheet carries; each field is kept when it is left."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from therapist_app.kernel.changes import Done
from therapist_app.kernel.errors import AttuneError, InputError
from therapist_app.practice.model import Practice
from therapist_app.practice.service import PracticeService
from ui.kit.card import Card
from ui.kit.choices import SegmentedControl
from ui.kit.context import Context
from ui.kit.fields import ComboField, Field, TextField
from ui.kit.unsaved import Retry
from ui.kit.words import Label
from ui.preferences.practice_facts import PAPERS, PracticeFacts, gather
from ui.preferences.regions import region_choices, region_name

_BY_REGION = "usual"
_SYSTEM = "As this computer is set"


class PracticeCard(Card):
    """Name, region, paper, footer and safety line, with the footer as it is printed."""

    changed = Signal(object)  # Changes

    def __init__(self, ctx: Context) -> None:
        super().__init__(ctx.theme, "Practice and footer")
        self._ctx = ctx
        self._facts: PracticeFacts | None = None
        self._unkept: dict[str, str] = {}  # what the disk refused, to be tried again
        self._retry = Retry(ctx.unsaved, self, self._try_again)
        self._waiting = 0  # changes under way: what was read before they are kept is out of date
        theme = ctx.theme
        self.name = TextField(theme, "Practice name", hint="Printed on sheets and reports.")
        self.region = ComboField(theme, "Region", [("", _SYSTEM), *region_choices()])
        self.region.combo.setSizeAdjustPolicy(
            self.region.combo.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.paper = SegmentedControl(
            theme, "Paper", [(_BY_REGION, "By region"), *PAPERS.items()], _BY_REGION
        )
        self.footer = TextField(theme, "Words at the foot of each sheet")
        self.danger_line = TextField(theme, "Safety line after them")
        self.printed = Label("", "body", wrap=True)
        self._texts = {"name": self.name, "footer": self.footer, "danger_line": self.danger_line}
        self._fill()
        for key, field in self._texts.items():
            field.committed.connect(lambda key=key: self._commit(key))
        self.region.chosen.connect(lambda code: self._keep({"region": code}))
        self.paper.chosen.connect(lambda paper: self._keep({"paper": "" if paper == _BY_REGION else paper}))

    def _fill(self) -> None:
        theme = self.theme
        paper = QWidget()
        lines = QVBoxLayout(paper)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(theme.px(5))
        self._paper_hint = Label("", "small", "text2", wrap=True)
        lines.addWidget(Label("Paper", "medium"))
        lines.addWidget(self.paper, 0, Qt.AlignmentFlag.AlignLeft)
        lines.addWidget(self._paper_hint)
        for part in (self.name, self.region, paper, self.footer, self.danger_line):
            self.add(part, gap=10)
        self.add(Label("So a sheet ends with", "small", "text2"), gap=14)
        self.add(self.printed, gap=2)

    def load(self) -> None:
        """Read the practice anew."""
        workspace = self._ctx.workspace
        self._ctx.tasks.vault(lambda: gather(workspace), self.show_facts, owner=self)

    def show_facts(self, facts: PracticeFacts) -> None:
        """Show what is kept; a field that someone types in is left alone."""
        if self._waiting or self._unkept:
            return
        before, self._facts = self._facts, facts
        for key, field in self._texts.items():
            known = getattr(before, key) if before else ""
            is_typed_in = field.edit.hasFocus() and field.value != known
            if not is_typed_in and not field.error and field.value != getattr(facts, key):
                field.set_value(getattr(facts, key))
        self.footer.edit.setPlaceholderText(facts.usual_footer)
        self.danger_line.edit.setPlaceholderText(facts.usual_danger)
        self.region.combo.set_key(facts.region)
        self.paper.set_key(facts.paper or _BY_REGION)
        where = region_name(facts.region)
        self._paper_hint.setText(f"{where or 'This computer'} prints on {PAPERS[facts.usual_paper]}.")
        self.printed.setText(facts.printed)

    def keep_typed(self, then: Callable[..., None]) -> None:
        """Keep what is still being typed, then call back with whether it worked."""
        facts = self._facts
        typed = {key: field.value for key, field in self._texts.items() if facts}
        fresh = {key: value for key, value in typed.items() if value != getattr(facts, key)}
        if not fresh:
            then()
            return
        practice = self._ctx.workspace.practice
        self._ctx.tasks.vault(
            lambda: _update_each(practice, fresh),
            lambda _: then(),
            owner=self,
            failed=lambda _: then(False),
        )

    def _commit(self, key: str) -> None:
        value = self._texts[key].value
        if self._facts is not None and value != getattr(self._facts, key):
            self._keep({key: value})

    def _keep(self, values: dict[str, str]) -> None:
        if self._facts is None:
            return
        before = self._facts
        self._facts = before.with_values(values)
        self._waiting += 1
        practice = self._ctx.workspace.practice
        self._ctx.tasks.vault(
            lambda: practice.update(**values),
            lambda done: self._kept(done, values),
            owner=self,
            failed=lambda error: self._refused(error, before, values),
        )

    def _try_again(self) -> None:
        self._keep(dict(self._unkept))

    def _kept(self, done: Done[Practice], values: dict[str, str]) -> None:
        self._waiting -= 1
        for key in values:
            self._let_be(key)
        self.load()
        self.changed.emit(done.changes)

    def _refused(self, error: AttuneError, before: PracticeFacts, values: dict[str, str]) -> None:
        """Say at the field why it was not kept; what was typed stays there."""
        self._waiting -= 1
        if self._facts is not None:
            self._facts = self._facts.with_values({key: getattr(before, key) for key in values})
        key = error.field if isinstance(error, InputError) and error.field else next(iter(values))
        field: Field = self._texts.get(key, self.region)
        field.set_error(error.whole)
        if error.MAY_PASS:
            self._unkept = values | self._unkept  # what was said last is what is wanted
            self._retry.failed(error.whole)
        else:
            for one in values:
                self._let_be(one)

    def _let_be(self, key: str) -> None:
        """Try a value no longer: it is kept, or can never be."""
        if self._unkept.pop(key, None) is not None and key in self._texts:
            self._texts[key].set_error("")
        if not self._unkept:
            self._retry.ended()


def _update_each(practice: PracticeService, values: dict[str, str]) -> None:
    """Keep each value by itself; one that can never be kept must not stand in the way of a lock."""
    for key, value in values.items():
        with suppress(InputError):
            practice.update(**{key: value})
