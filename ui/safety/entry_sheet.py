"""What the forms of safety share: an entry that is corrected can be taken back, and words of before can be covered."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from therapist_app.safety.model import RiskLine, SafetyScreen
from ui.kit.buttons import LinkButton
from ui.kit.choices import SegmentedControl
from ui.kit.context import Context
from ui.kit.fields import Field
from ui.kit.form_sheet import FormSheet
from ui.safety.facts import SafetyFacts

COVERED = "Words of before are kept as they are. They can be read and changed while names are shown."


class EntrySheet(FormSheet):
    """A form over one entry of a couple's safety."""

    def __init__(
        self,
        ctx: Context,
        facts: SafetyFacts,
        title: str,
        parent: QWidget | None,
        old: SafetyScreen | RiskLine | None = None,
    ) -> None:
        super().__init__(ctx, title, "Keep", parent)
        self.facts, self.old = facts, old
        self.couple_id = facts.file.couple.id
        self.corrects = old.id if old else ""

    def choice(self, label: str, choices: list[tuple[str, str]], key: str = "") -> Field:
        """One of a few words under their label."""
        field = Field(self.theme, label)
        field.hold(SegmentedControl(self.theme, label, choices, key))
        return field

    def cover(self, field: Field, words: str) -> None:
        """While names are hidden, words of before stay as they are and are not shown."""
        if self.facts.discreet and words:
            field.hide()
            self.add_hidden_line(COVERED)

    def offer_taking_back(self) -> None:
        """For an entry of before: the way to let it stand no more."""
        if self.old is None:
            return
        link = LinkButton(self.theme, "Take this entry back", "undo")
        link.setToolTip("It stays in the history.")
        link.clicked.connect(self._take_back)
        self.column.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)

    def _take_back(self) -> None:
        safety, entry_id = self._ctx.workspace.safety, self.corrects
        self.keep(lambda: safety.take_back(entry_id))


def key_of(field: Field) -> str:
    """What is chosen in a field of `EntrySheet.choice`."""
    control = field.editor
    return control.key if isinstance(control, SegmentedControl) else ""
