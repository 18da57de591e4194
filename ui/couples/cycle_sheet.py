"""The sheet of the couple's cycle: what each does, feels and fears, and the new move."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from therapist_app.couples.service import CoupleFile
from ui.kit.columns import Columns
from ui.kit.context import Context
from ui.kit.discreet import spoken_name
from ui.kit.fields import ComboField, Field, ParagraphField
from ui.kit.form import FormSheet
from ui.kit.words import Elided

_LINES = (
    ("does", "What they do"),
    ("sees", "What they feel in it"),
    ("fear_words", "The fear in their own words"),
    ("new", "The new move"),
)


class CycleSheet(FormSheet):
    """Edit the loop, partner beside partner; the cycle is the problem, neither of them is."""

    def __init__(
        self, ctx: Context, file: CoupleFile, parent: QWidget | None = None, *, discreet: bool = False
    ) -> None:
        super().__init__(ctx, "Their cycle", "Keep", parent)
        self._file, self._discreet = file, discreet
        columns = Columns(ctx.theme, least=12, most=2)
        for side in ("a", "b"):
            columns.add(self._half(side))
        self.column.addWidget(columns)

    def commit(self) -> None:
        """Keep the cycle."""
        values: dict[str, Any] = {}
        for name, field in self.fields.items():
            if isinstance(field, ParagraphField):
                values[name] = field.value
            elif isinstance(field, ComboField):
                values[name] = field.key
        couples, couple_id = self._ctx.workspace.couples, self._file.couple.id
        self.keep(lambda: couples.save_cycle(couple_id, **values))

    def _half(self, side: str) -> QWidget:
        half = QWidget()
        lines = QVBoxLayout(half)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(self._ctx.theme.px(12))
        who = spoken_name(self._file.partner(side).name, discreet=self._discreet)
        lines.addWidget(Elided(who, "card"))
        for name, field in self._fields(side):
            field.editor.setAccessibleName(f"{who}: {field.label.text()}")
            self.fields[f"{side}_{name}"] = field
            lines.addWidget(field)
        lines.addStretch(1)
        return half

    def _fields(self, side: str) -> list[tuple[str, Field]]:
        catalogue, cycle = self._ctx.workspace.catalogue, self._file.cycle

        def kept(name: str) -> Any:
            return getattr(cycle, f"{side}_{name}") if cycle else None

        roles = [(None, "Not said"), *((one.key, one.label) for one in catalogue.roles)]
        fears = [(None, "Not known"), *((one.key, one.label) for one in catalogue.fears)]
        texts = {name: self.paragraph(label, kept(name) or "", 2) for name, label in _LINES}
        return [
            ("role", self.combo("Part in the cycle", roles, kept("role"))),
            ("does", texts["does"]),
            ("sees", texts["sees"]),
            ("fear", self.combo("The fear beneath", fears, kept("fear"))),
            ("fear_words", texts["fear_words"]),
            ("new", texts["new"]),
        ]
