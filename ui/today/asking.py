"""The promises to ask about, unfolded on a session's card: each is answered with one of four, or a key from 1 to 4."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from therapist_app.kernel.phrases import counted
from ui.kit.buttons import LinkButton
from ui.kit.choices import CheckInControl
from ui.kit.dress import Dress
from ui.kit.words import Label
from ui.theme.theme import Theme
from ui.today.facts import Ask


class Asking(QWidget):
    """A link that says how many there are, and below it, once it was pressed, a row for each."""

    answered = Signal(str, str)  # the promise's id, how it went
    turned = Signal(bool)  # whether the rows are shown now

    def __init__(
        self, theme: Theme, asks: Sequence[Ask], label: str, *, unfolded: bool, discreet: bool
    ) -> None:
        """`label` is the couple's, for a screen reader."""
        super().__init__()
        self._theme = theme
        words = f"{counted(len(asks), 'promise')} to ask about"
        self.link = LinkButton(theme, words, "promise")
        self.link.setAccessibleName(f"{words}: {label}")
        self.link.clicked.connect(lambda: self.turned.emit(not unfolded))
        self.controls = [self._control(ask, discreet=discreet) for ask in asks] if unfolded else []
        self._lines = QVBoxLayout(self)
        self._lines.addWidget(self.link, 0, Qt.AlignmentFlag.AlignLeft)
        for ask, control in zip(asks, self.controls, strict=False):
            self._lines.addSpacing(theme.px(4))
            self._lines.addWidget(Label(_said(ask, discreet=discreet), "body", wrap=True))
            self._lines.addWidget(control, 0, Qt.AlignmentFlag.AlignLeft)
        Dress(self, theme, self._space)

    def focus_first(self) -> None:
        """Go to the first promise, else to the link."""
        (self.controls[0] if self.controls else self.link).setFocus()

    def _control(self, ask: Ask, *, discreet: bool) -> CheckInControl:
        control = CheckInControl(self._theme, f"How it went: {_said(ask, discreet=discreet)}", show_keys=True)
        for segment in control.segments:
            segment.setAccessibleName(f"{segment.choice.word}: {_said(ask, discreet=discreet)}")
        control.chosen.connect(lambda outcome: self.answered.emit(ask.commitment_id, outcome))
        return control

    def _space(self) -> None:
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(self._theme.px(5))


def _said(ask: Ask, *, discreet: bool) -> str:
    return ask.hidden if discreet else ask.words
