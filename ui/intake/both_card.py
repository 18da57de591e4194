"""What both said together: what brought them, what presses on them, what they hope for."""

from __future__ import annotations

from PySide6.QtCore import Signal

from therapist_app.catalogue.model import Catalogue
from therapist_app.intake.model import Intake
from ui.kit.card import Card
from ui.kit.columns import Columns
from ui.kit.fields import ParagraphField, TextField
from ui.kit.ticks import CheckBox
from ui.kit.words import Label
from ui.theme.theme import Theme


class BothCard(Card):
    """`edited` tells that something was changed; `values` is what `IntakeService.save_both` takes."""

    edited = Signal()

    def __init__(self, theme: Theme, catalogue: Catalogue, both: Intake | None) -> None:
        super().__init__(theme, "Together", None, "Ruptures", link_name="Go to their ruptures")
        self.brought = ParagraphField(theme, "What brought them", both.brought if both else "", lines=2)
        self.goals = ParagraphField(theme, "Goals, in their words", both.goals if both else "", lines=2)
        self.line = TextField(theme, "About what presses on them", both.pressure_line if both else "")
        self.pressures = {
            one.key: CheckBox(
                theme, one.label, bool(both and one.key in both.pressures), name=f"Pressure: {one.label}"
            )
            for one in catalogue.pressures
        }
        boxes = Columns(theme, least=8, most=4)
        for box in self.pressures.values():
            boxes.add(box)
            box.clicked.connect(lambda _=False: self.edited.emit())
        for field in (self.brought, self.goals):
            self.add(field, gap=8)
            field.edited.connect(lambda _: self.edited.emit())
        self.add(Label("Pressures around them", "medium"), gap=12)
        self.add(boxes, gap=2)
        self.add(self.line, gap=8)
        self.line.edited.connect(lambda _: self.edited.emit())

    @property
    def values(self) -> dict[str, object]:
        """What stands in the fields now."""
        return {
            "brought": self.brought.value,
            "goals": self.goals.value,
            "pressures": [key for key, box in self.pressures.items() if box.isChecked()],
            "pressure_line": self.line.value,
        }
