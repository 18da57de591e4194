"""The sheet of the couple's cycle: each half beside the other, and the loop beside both, drawn as it is written."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from therapist_app.couples.service import CoupleFile
from therapist_app.kernel.audience import Audience
from ui.couples.cycle_picture import CyclePicture
from ui.kit.columns import Columns
from ui.kit.context import Context
from ui.kit.discreet import spoken_name
from ui.kit.fields import ComboField, Field, ParagraphField
from ui.kit.form_sheet import FormSheet
from ui.kit.ticks import CheckBox
from ui.kit.words import Elided

_WIDE = 1080
_OWN = {"does": ("does",), "sees": ("sees",), "fear_words": ("fear", "fear_words"), "new": ("new",)}
"""After which field it is asked whether something is for its owner alone, and what that covers."""


class CycleSheet(FormSheet):
    """Edit the loop, partner beside partner; the cycle is the problem, neither of them is."""

    def __init__(
        self, ctx: Context, file: CoupleFile, parent: QWidget | None = None, *, discreet: bool = False
    ) -> None:
        super().__init__(ctx, "Their cycle", "Keep", parent)
        self._file, self._discreet = file, discreet
        self.own: dict[tuple[str, str], CheckBox] = {}  # by side and field: for this partner alone
        self.picture = CyclePicture(ctx.theme, ctx.workspace.catalogue, self._who("a"), self._who("b"))
        columns = Columns(ctx.theme, least=15, most=3)
        for side in ("a", "b"):
            columns.add(self._half(side))
        columns.add(self.picture)
        self.column.addWidget(columns)
        self._draw()

    def commit(self) -> None:
        """Keep the cycle."""
        values: dict[str, Any] = {**self._said("a", "a_"), **self._said("b", "b_")}
        values["audiences"] = self._audiences()
        couples, couple_id = self._ctx.workspace.couples, self._file.couple.id
        self.keep(lambda: couples.save_cycle(couple_id, **values))

    def _audiences(self) -> dict[str, str]:
        """Which fields are for one partner alone; what was kept from both stays so."""
        cycle = self._file.cycle
        kept = dict(cycle.audiences) if cycle else {}
        for (side, name), box in self.own.items():
            for field in (f"{side}_{part}" for part in _OWN[name]):
                if box.isChecked():
                    kept[field] = side
                elif kept.get(field) == side:
                    del kept[field]
        return {name: audience for name, audience in kept.items() if audience != Audience.JOINT}

    def _said(self, side: str, before: str = "") -> dict[str, Any]:
        """What stands in the fields of one half, under their names."""
        found: dict[str, Any] = {}
        for name in ("role", "does", "sees", "fear", "fear_words", "new"):
            field = self.fields[f"{side}_{name}"]
            found[before + name] = field.value if isinstance(field, ParagraphField) else _key(field)
        return found

    def _half(self, side: str) -> QWidget:
        half = QWidget()
        lines = QVBoxLayout(half)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(self._ctx.theme.px(8))
        who = self._who(side)
        lines.addWidget(Elided(who, "card"))
        for name, field in self._fields(side):
            label = field.label.text()
            field.editor.setAccessibleName(f"{who}: {label}")
            self.fields[f"{side}_{name}"] = field
            lines.addWidget(field)
            if name in _OWN:
                box = self._own_box(side, name, f"{who}: {label}. For {who} alone")
                lines.addWidget(box)
        lines.addStretch(1)
        return half

    def _own_box(self, side: str, name: str, read: str) -> CheckBox:
        cycle = self._file.cycle
        own = bool(cycle and cycle.audiences.get(f"{side}_{name}") == side)
        box = CheckBox(self._ctx.theme, "For this partner alone", own, name=read)
        self.own[side, name] = box
        return box

    def _fields(self, side: str) -> Iterator[tuple[str, Field]]:
        catalogue, cycle = self._ctx.workspace.catalogue, self._file.cycle

        def kept(name: str) -> Any:
            return getattr(cycle, f"{side}_{name}") if cycle else None

        def lines(name: str, label: str) -> tuple[str, ParagraphField]:
            made = self.paragraph(label, kept(name) or "", 2)
            made.edited.connect(lambda _: self._draw())
            return name, made

        roles = [(None, "Not said"), *((one.key, one.label) for one in catalogue.roles)]
        fears = [(None, "Not known"), *((one.key, one.label) for one in catalogue.fears)]
        role = self.combo("Part in the cycle", roles, kept("role"))
        fear = self.combo("The fear beneath", fears, kept("fear"))
        role.chosen.connect(lambda key: self._role_chosen(side, key))
        fear.chosen.connect(lambda _: self._draw())
        yield "role", role
        yield lines("does", "What they do")
        yield lines("sees", "What they feel in it")
        yield "fear", fear
        yield lines("fear_words", "The fear in their own words")
        yield lines("new", "The new move")

    def _role_chosen(self, side: str, key: str | None) -> None:
        """A role usually carries a fear: it is filled in where none is known, and can be changed at once."""
        fear = self.fields[f"{side}_fear"]
        if key and isinstance(fear, ComboField) and fear.key is None:
            fear.combo.set_key(self._ctx.workspace.catalogue.role(key).default_fears[0])
        self._draw()

    def _draw(self) -> None:
        """Draw the loop, and say in the empty fields what the new move usually is."""
        if "b_new" not in self.fields:
            return  # the halves are still being made
        halves = {side: self._said(side) for side in ("a", "b")}
        for side, said in halves.items():
            role = said["role"] and self._ctx.workspace.catalogue.role(said["role"])
            new = self.fields[f"{side}_new"]
            if isinstance(new, ParagraphField):
                new.edit.setPlaceholderText(f"{role.new_move}. {role.couple_line}" if role else "")
        self.picture.show_said(halves["a"], halves["b"])

    def _space(self) -> None:
        """Wide enough for the picture beside the halves, where the window is."""
        super()._space()
        self.setMinimumWidth(min(self.theme.px(_WIDE), self._room().width() - 24))

    def _who(self, side: str) -> str:
        return spoken_name(self._file.called(side), discreet=self._discreet)


def _key(field: Field) -> str | None:
    return field.key if isinstance(field, ComboField) else None
