"""The controls of settings, built from the table; each change is used and kept at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from therapist_app.kernel.errors import AttuneError
from therapist_app.settings import Settings, Values
from ui.kit.buttons import IconButton, LinkButton
from ui.kit.choices import SegmentedControl
from ui.kit.dress import Dress
from ui.kit.fields import ComboBox
from ui.kit.flow import FlowLayout
from ui.kit.ticks import CheckBox
from ui.kit.words import Label
from ui.preferences.rows import Shown, minutes_for, minutes_words
from ui.theme.theme import Theme

_BESIDE_EM = 32  # room enough for words and control beside each other
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class SettingRow(QWidget):
    """A label, what it means, and a control; `show_values` follows changes made elsewhere."""

    def __init__(self, theme: Theme, settings: Settings, shown: Shown) -> None:
        super().__init__()
        self.theme, self.settings, self.shown = theme, settings, shown
        self._trouble = Label("", "small", "danger", wrap=True)
        self._trouble.hide()
        self._lines = QVBoxLayout(self)
        self._sides = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._words = QVBoxLayout()
        self._lines.addLayout(self._sides)
        self._lines.addWidget(self._trouble)
        self._fill()
        self.show_values(settings.values)
        Dress(self, theme, self._space)

    @property
    def value(self) -> Any:
        """What is in use now."""
        return getattr(self.settings.values, self.shown.key)

    @property
    def trouble(self) -> str:
        """Why the last change could not be kept, or ""."""
        return self._trouble.text()

    def show_values(self, values: Values) -> None:
        """Show what is in use."""

    def change(self, value: Any) -> None:
        """Use another value from now on."""
        words = ""
        try:
            self.settings.change(**{self.shown.key: value})
        except AttuneError as error:
            words = error.whole
        self._trouble.setText(words)
        self._trouble.setVisible(bool(words))
        self.show_values(self.settings.values)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the control beside its words, or below them where there is no room."""
        super().resizeEvent(event)
        self._reflow()

    def _fill(self) -> None:
        self._words.addWidget(Label(self.shown.label, "medium", wrap=True))
        self._words.addWidget(Label(self.shown.meaning, "small", "text2", wrap=True))
        self._sides.addLayout(self._words, 1)
        self._sides.addWidget(self._control(), 0, _LEFT)

    def _control(self) -> QWidget:
        raise NotImplementedError

    def _space(self) -> None:
        px = self.theme.px
        self._lines.setContentsMargins(0, px(8), 0, px(8))
        self._lines.setSpacing(px(5))
        self._words.setSpacing(px(2))
        self._sides.setSpacing(px(10))
        self._reflow()

    def _reflow(self) -> None:
        wide = self.width() >= _BESIDE_EM * self.theme.em
        way = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        self._sides.setDirection(way)


class ChoiceRow(SettingRow):
    """A few words in one frame."""

    def _control(self) -> QWidget:
        pairs = list(zip(map(str, self.shown.row.choices), self.shown.words, strict=True))
        self.strip = SegmentedControl(self.theme, self.shown.label, pairs, str(self.value))
        self.strip.chosen.connect(self._choose)
        return self.strip

    def _choose(self, key: str) -> None:
        self.change(next(one for one in self.shown.row.choices if str(one) == key))

    def show_values(self, values: Values) -> None:
        """Mark the one in use."""
        self.strip.set_key(str(getattr(values, self.shown.key)))


class TickRow(SettingRow):
    """On or off, with its meaning below."""

    def _fill(self) -> None:
        self.box = CheckBox(self.theme, self.shown.label)
        self.box.clicked.connect(self.change)
        self.box.setAccessibleDescription(self.shown.meaning)
        self._meaning = Label(self.shown.meaning, "small", "text2", wrap=True)
        self._words.addWidget(self.box)
        self._words.addWidget(self._meaning)
        self._sides.addLayout(self._words, 1)

    def show_values(self, values: Values) -> None:
        """Tick it or not."""
        self.box.setChecked(getattr(values, self.shown.key))

    def _space(self) -> None:
        super()._space()
        self._words.setSpacing(0)
        self._meaning.setIndent(self.theme.px(31))  # where the words of the box begin


class StepsRow(SettingRow):
    """Smaller, a number, larger."""

    def _control(self) -> QWidget:
        holder = QWidget()
        flow = FlowLayout(holder, gap=self.theme.px(8))
        self.smaller = IconButton(self.theme, "minus", "Smaller text", "plain")
        self.larger = IconButton(self.theme, "plus", "Larger text", "plain")
        self.number = Label("", "strong")
        self.number.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.usual = LinkButton(self.theme, "Usual size")
        for part in (self.smaller, self.number, self.larger, self.usual):
            flow.addWidget(part)
        self.smaller.clicked.connect(lambda: self._step(-self.shown.step))
        self.larger.clicked.connect(lambda: self._step(self.shown.step))
        self.usual.clicked.connect(lambda: self.change(self.shown.row.default))
        return holder

    def show_values(self, values: Values) -> None:
        """Say the number; what goes no further is greyed."""
        now, row = getattr(values, self.shown.key), self.shown.row
        self.number.setText(f"{now} %")
        self.number.setAccessibleName(f"{self.shown.label}: {now} per cent")
        can_shrink = row.least is None or now > row.least
        can_grow = row.most is None or now < row.most
        for button, usable, instead in (
            (self.smaller, can_shrink, self.larger),
            (self.larger, can_grow, self.smaller),
            (self.usual, now != row.default, self.larger),
        ):
            if button.hasFocus() and not usable:  # else the focus would fall on whatever comes next
                instead.setEnabled(True)
                instead.setFocus()
            button.setEnabled(usable)

    def _space(self) -> None:
        super()._space()
        self.number.setMinimumWidth(self.theme.px(48))

    def _step(self, by: int) -> None:
        row = self.shown.row
        wanted = self.value + by
        least, most = row.least or wanted, row.most or wanted
        self.change(max(least, min(most, wanted)))


class MinutesRow(SettingRow):
    """A number of minutes."""

    def _control(self) -> QWidget:
        self.combo = ComboBox(self.theme, self.shown.label)
        self.combo.chosen.connect(self.change)
        return self.combo

    def show_values(self, values: Values) -> None:
        """Choose the number in use."""
        now = getattr(values, self.shown.key)
        found = minutes_for(self.shown.row, now)
        if [self.combo.itemData(index) for index in range(self.combo.count())] != list(found):
            self.combo.set_choices([(minutes, minutes_words(minutes)) for minutes in found])
        self.combo.set_key(now)


_KINDS: dict[str, Callable[[Theme, Settings, Shown], SettingRow]] = {
    "choice": ChoiceRow,
    "steps": StepsRow,
    "tick": TickRow,
    "minutes": MinutesRow,
}


def setting_row(theme: Theme, settings: Settings, shown: Shown) -> SettingRow:
    """The control for a setting."""
    return _KINDS[shown.control](theme, settings, shown)
