"""The loop and the new loop as they are being written, drawn anew with every letter."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QVBoxLayout, QWidget

from therapist_app.catalogue.model import Catalogue
from ui.couples.cycle_figure import loop_figure, loop_side, new_side
from ui.kit.dress import Dress
from ui.kit.figure_view import FigureView
from ui.kit.words import Label
from ui.theme.theme import Theme

Said = Mapping[str, str | None]
_EMPTY = "What is written beside is drawn here."


class CyclePicture(QWidget):
    """Their loop, what lies underneath it, and the new loop."""

    def __init__(self, theme: Theme, catalogue: Catalogue, a: str, b: str) -> None:
        super().__init__()
        self._catalogue, self._a, self._b = catalogue, a, b
        self.loop, self.new = FigureView(theme), FigureView(theme)
        self.underneath = Label("", "body", "text2", wrap=True)
        self._new_title = Label("The new loop", "card")
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        for widget in (Label("The loop", "card"), self.loop, self.underneath, self._new_title, self.new):
            lines.addWidget(widget)
        lines.addStretch(1)
        Dress(self, theme, lambda: lines.setSpacing(theme.px(10)))

    def show_said(self, a: Said, b: Said) -> None:
        """Draw what is said of both halves."""
        catalogue = self._catalogue
        left, right = loop_side(self._a, a, catalogue), loop_side(self._b, b, catalogue)
        known = left.known or right.known
        self.loop.setVisible(known)
        if known:
            self.loop.set_maker(lambda width: loop_figure(left, right, width))
        shape = catalogue.loop(left.role, right.role)
        self.underneath.setText(shape.underneath if shape else "" if known else _EMPTY)
        self.underneath.setVisible(bool(self.underneath.text()))
        new_left, new_right = new_side(self._a, a, catalogue), new_side(self._b, b, catalogue)
        new_known = new_left.known or new_right.known
        if new_known:
            self.new.set_maker(lambda width: loop_figure(new_left, new_right, width))
        self.new.setVisible(new_known)
        self._new_title.setVisible(new_known)
