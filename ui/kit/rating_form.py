"""A few scales from 0 to 4 and a few lines, all of which may be left open; Enter keeps, Escape leaves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from therapist_app.kernel.errors import AttuneError, InputError
from ui.kit.buttons import Button
from ui.kit.choices import RatingControl
from ui.kit.dress import Dress
from ui.kit.fields import TextField
from ui.kit.flow import FlowLayout
from ui.kit.words import Label
from ui.theme.theme import Theme

Scale = tuple[str, str, Sequence[str]]
"""A question that is answered from 0 to 4: its key, its words, and what each answer is called."""


class RatingForm(QWidget):
    """The scales, the lines under them, and the two buttons. `name` tells a screen reader what all this is about."""

    kept = Signal(object)  # a dict by key: numbers (None is not said) and lines
    left = Signal()

    def __init__(
        self,
        theme: Theme,
        name: str,
        scales: Sequence[Scale],
        lines: Sequence[tuple[str, str]],
        said: Mapping[str, Any],
    ) -> None:
        super().__init__()
        self.theme = theme
        self.setAccessibleName(name)
        self.scales = {one[0]: _ScaleRow(theme, name, one, said.get(one[0])) for one in scales}
        self.lines = {key: TextField(theme, label, str(said.get(key, ""))) for key, label in lines}
        self.keep_button = Button(theme, "Keep", "check", tall="small")
        self.close_button = Button(theme, "Cancel", kind="quiet", tall="small")
        self._whole = QVBoxLayout(self)
        for part in (*self.scales.values(), *self.lines.values()):
            self._whole.addWidget(part)
        self._acts = QWidget()
        acts = FlowLayout(self._acts, gap=theme.px(8), row_gap=theme.px(6))
        acts.addWidget(self.keep_button)
        acts.addWidget(self.close_button)
        self._whole.addWidget(self._acts)
        self.keep_button.clicked.connect(self.keep)
        self.close_button.clicked.connect(self.left)
        Dress(self, theme, self._space)

    @property
    def said(self) -> dict[str, Any]:
        """What stands in it now."""
        numbers = {key: row.value for key, row in self.scales.items()}
        return {**numbers, **{key: line.value for key, line in self.lines.items()}}

    def focus_first(self) -> None:
        """Put the focus on the first scale."""
        next(iter(self.scales.values())).control.setFocus()

    def keep(self) -> None:
        """Hand over what was said, once."""
        if self.keep_button.isEnabled():
            self.keep_button.setEnabled(False)
            self.kept.emit(self.said)

    def refuse(self, error: AttuneError) -> None:
        """Say at its line why this cannot be kept; what was typed stays."""
        self.keep_button.setEnabled(True)
        key = error.field if isinstance(error, InputError) else ""
        line = self.lines.get(key or "", next(iter(self.lines.values())))
        line.set_error(error.whole)
        line.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter keeps, Escape leaves."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.keep()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _space(self) -> None:
        px = self.theme.px
        self._whole.setContentsMargins(px(8), px(4), px(8), px(8))
        self._whole.setSpacing(px(6))


class _ScaleRow(QWidget):
    """A question over its scale, and in words what was chosen."""

    def __init__(self, theme: Theme, name: str, scale: Scale, value: int | None) -> None:
        super().__init__()
        _, label, self._answers = scale
        self.control = RatingControl(theme, f"{label}: {name}", value, words=self._answers)
        self._word = Label("", "small", "text2", wrap=True)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(theme.px(3))
        lines.addWidget(Label(label, "smallstrong"))
        row = QHBoxLayout()
        row.setSpacing(theme.px(10))
        row.addWidget(self.control)
        row.addWidget(self._word, 1)
        lines.addLayout(row)
        self.control.rated.connect(self._show)
        self.control.cleared.connect(self._clear)
        self._show(value)

    @property
    def value(self) -> int | None:
        """What was chosen, None for nothing."""
        return int(self.control.key) if self.control.key else None

    def _show(self, value: int | None) -> None:
        self._word.setText("" if value is None else self._answers[value])

    def _clear(self) -> None:
        self.control.set_value(None)
        self._show(None)
