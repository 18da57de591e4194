"""The sheet of instruments: an own one as data, or the change rule of one whose rule is not published."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from therapist_app.measures.instrument import Better, Instrument, number_of, plain_number
from therapist_app.measures.instruments import shipped
from ui.kit.context import Context
from ui.kit.form_sheet import FormSheet
from ui.kit.ticks import CheckBox

_NEW = Instrument(key="", label="", least=0, most=10, better=str(Better.HIGHER), source="")
_WAYS = ((str(Better.HIGHER), "Higher is better"), (str(Better.LOWER), "Lower is better"))
_FACTS = ("label", "least", "most", "step", "better", "cut_off", "bands", "source")


class InstrumentSheet(FormSheet):
    """Choose an instrument; what is published stays, and the rest can be set."""

    def __init__(
        self, ctx: Context, instruments: Sequence[Instrument], parent: QWidget | None = None
    ) -> None:
        super().__init__(ctx, "Measures and change rules", "Keep", parent)
        self._known = {one.key: one for one in instruments}
        choices = [("", "A new measure"), *((one.key, one.label) for one in instruments)]
        self.which = self.combo("Measure", choices, "")
        self.add_field("instrument", self.which)
        self._add_facts()
        self._add_rule()
        self.which.chosen.connect(lambda _: self._show())
        self._show()

    def commit(self) -> None:
        """Keep the rule, or the whole of an own instrument."""
        service, key = self._ctx.workspace.measures.instruments, self.which.key
        typed = (self.sd.value, self.reliability.value, self.change_source.value)
        if self._is_shipped:
            self.keep(lambda: service.set_rule(key, *_rule(*typed)))
        else:
            made = self._typed
            self.keep(lambda: service.keep(made()))

    @property
    def _is_shipped(self) -> bool:
        return any(one.key == self.which.key for one in shipped())

    def _add_facts(self) -> None:
        self.label = self.text("Name")
        self.better = self.combo("Direction", _WAYS)
        self.least, self.most = self.text("Lowest score"), self.text("Highest score")
        self.step = self.text("Step between scores")
        self.cut_off = self.text("Cut-off", hint="Leave open if none is published.")
        self.bands = self.paragraph("Bands", lines=3)
        self.bands.set_hint("One to a line, such as: 0-4 minimal")
        self.source = self.text("Where this is published")
        self.private = CheckBox(self.theme, "For the partner who gave it, never on a page for both")
        self.add_pairs([("label", self.label), ("better", self.better)])
        self.add_pairs([("least", self.least), ("most", self.most)])
        self.add_pairs([("step", self.step), ("cut_off", self.cut_off)])
        self.add_field("bands", self.bands)
        self.add_field("source", self.source)
        self.column.addWidget(self.private)

    def _add_rule(self) -> None:
        self.add_heading(
            "Reliable change",
            "After Jacobson & Truax, from a standard deviation and a reliability. Left open, nothing is computed "
            "unless a rule is published.",
        )
        self.sd, self.reliability = self.text("Standard deviation"), self.text("Reliability, below 1")
        self.change_source = self.text("Where these two are from")
        self.add_pairs([("sd", self.sd), ("reliability", self.reliability)])
        self.add_field("change_source", self.change_source)

    def _show(self) -> None:
        one, is_shipped = self._known.get(self.which.key, _NEW), self._is_shipped
        words = {
            "label": one.label,
            "least": plain_number(one.least),
            "most": plain_number(one.most),
            "step": plain_number(one.step),
            "cut_off": _open(one.cut_off),
            "bands": "\n".join(one.bands),
            "source": one.source,
            "sd": _open(one.sd),
            "reliability": _open(one.reliability),
            "change_source": one.change_source if one.sd is not None else "",
        }
        for name, value in words.items():
            self.fields[name].set_value(value)  # type: ignore[attr-defined]
        self.better.combo.set_key(one.better)
        self.private.setChecked(one.private)
        for name in _FACTS:
            self.fields[name].setVisible(not is_shipped)
        self.private.setVisible(not is_shipped)
        self.which.set_hint(_published(one) if is_shipped else "")
        self._fit()

    def _typed(self) -> Instrument:
        """The instrument as typed; InputError names the field that is no number."""
        sd, reliability, source = _rule(self.sd.value, self.reliability.value, self.change_source.value)
        return dataclasses.replace(
            self._known.get(self.which.key, _NEW),
            label=self.label.value,
            least=number_of(self.least.value, "least"),
            most=number_of(self.most.value, "most"),
            step=number_of(self.step.value, "step"),
            better=self.better.key,
            cut_off=_number(self.cut_off.value, "cut_off"),
            bands=tuple(line for line in self.bands.value.splitlines() if line.strip()),
            source=self.source.value,
            private=self.private.isChecked(),
            sd=sd,
            reliability=reliability,
            change_source=source,
        )


def _rule(sd: str, reliability: str, source: str) -> tuple[float | None, float | None, str]:
    return _number(sd, "sd"), _number(reliability, "reliability"), source


def _number(typed: str, field: str) -> float | None:
    return number_of(typed, field) if typed else None


def _open(number: float | None) -> str:
    return "" if number is None else plain_number(number)


def _published(one: Instrument) -> str:
    """What is published of an instrument that ships, in one line."""
    cut = f"; cut-off {plain_number(one.cut_off)}" if one.cut_off is not None else ""
    rule = (
        f" {plain_number(one.change_points)} points are a reliable change ({one.change_source})."
        if (one.change_points is not None and one.sd is None)
        else ""
    )
    return (
        f"{plain_number(one.least)} to {plain_number(one.most)}{cut}. {one.source}{rule} {one.note}".strip()
    )
