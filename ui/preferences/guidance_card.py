"""When rules of guidance speak: their numbers, each used and kept at once."""

from __future__ import annotations

from dataclasses import asdict

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from therapist_app.catalogue.model import GuidanceRule, Threshold
from therapist_app.kernel.changes import Done
from therapist_app.practice.thresholds import Thresholds
from ui.kit.buttons import LinkButton
from ui.kit.card import Card
from ui.kit.context import Context
from ui.kit.dress import Dress
from ui.kit.fields import ComboBox
from ui.kit.words import Label
from ui.theme.theme import Theme

_ABOUT = "A rule points at facts. It never decides, and you can set it aside with a reason."
_BESIDE_EM = 30  # room enough for words and number beside each other
_MANY, _STEP = 40, 5  # a range longer than this is offered in steps


class ThresholdRow(QWidget):
    """What a number means, and the number with its unit."""

    chosen = Signal(str, int)

    def __init__(self, theme: Theme, one: Threshold) -> None:
        super().__init__()
        self._theme, self.one = theme, one
        self.combo = ComboBox(theme, f"{one.label}, {one.unit}")
        self.combo.chosen.connect(lambda value: self.chosen.emit(one.key, int(value)))
        self._sides = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._sides.addWidget(Label(one.label, wrap=True), 1)
        self._sides.addWidget(self.combo, 0, Qt.AlignmentFlag.AlignLeft)
        Dress(self, theme, self._space)

    def show_value(self, value: int) -> None:
        """Show the number in use, among those that may be chosen."""
        one = self.one
        step = _STEP if one.most - one.least > _MANY else 1
        steps = (number for number in range(one.least, one.most + 1) if number % step == 0)
        offered = sorted({value, one.default, one.least, one.most, *steps})
        if [self.combo.itemData(index) for index in range(self.combo.count())] != offered:
            self.combo.set_choices([(number, f"{number} {one.unit}") for number in offered])
        self.combo.set_key(value)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the number beside its words, or below them where there is no room."""
        super().resizeEvent(event)
        self._reflow()

    def _space(self) -> None:
        px = self._theme.px
        self._sides.setContentsMargins(0, px(4), 0, px(4))
        self._sides.setSpacing(px(8))
        self._reflow()

    def _reflow(self) -> None:
        wide = self.width() >= _BESIDE_EM * self._theme.em
        way = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        self._sides.setDirection(way)


class GuidanceSettingsCard(Card):
    """All rules with what they look for, and their numbers."""

    changed = Signal(object)  # Changes

    def __init__(self, ctx: Context) -> None:
        super().__init__(ctx.theme, "Guidance")
        self._ctx = ctx
        self.rows: dict[str, ThresholdRow] = {}
        self.add(Label(_ABOUT, "small", "text2", wrap=True))
        for rule in ctx.workspace.catalogue.guidance_rules:
            self.add_row(self._part(rule))
        self.usual = LinkButton(ctx.theme, "Usual numbers", name="Usual numbers for all rules")
        self.usual.clicked.connect(self._use_usual)
        self.add(self.usual, gap=6)
        self.body.setAlignment(self.usual, Qt.AlignmentFlag.AlignLeft)

    def load(self) -> None:
        """Read what is in use."""
        self._ctx.tasks.vault(self._ctx.workspace.guidance.thresholds.get, self._show, owner=self)

    def _part(self, rule: GuidanceRule) -> QWidget:
        part, px = QWidget(), self._ctx.theme.px
        lines = QVBoxLayout(part)
        lines.setContentsMargins(0, px(8), 0, px(8))
        lines.setSpacing(px(2))
        lines.addWidget(Label(rule.label, "medium", wrap=True))
        lines.addWidget(Label(rule.when, "small", "text2", wrap=True))
        for one in self._ctx.workspace.catalogue.thresholds:
            if one.rule == rule.key:
                row = self.rows[one.key] = ThresholdRow(self._ctx.theme, one)
                row.chosen.connect(self._keep)
                lines.addWidget(row)
        return part

    def _show(self, now: Thresholds) -> None:
        known = asdict(now)
        for key, row in self.rows.items():
            row.show_value(known[key])
        catalogue = self._ctx.workspace.catalogue
        self.usual.setEnabled(any(known[one.key] != one.default for one in catalogue.thresholds))

    def _keep(self, key: str, value: int) -> None:
        thresholds = self._ctx.workspace.guidance.thresholds
        self._ctx.tasks.vault(lambda: thresholds.set(key, value), self._kept, self)

    def _use_usual(self) -> None:
        self._ctx.tasks.vault(self._ctx.workspace.guidance.thresholds.use_usual, self._kept, self)

    def _kept(self, done: Done[Thresholds]) -> None:
        self._show(done.value)
        self.changed.emit(done.changes)
