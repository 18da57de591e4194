"""Check boxes and radio buttons whose frames can be seen in both themes."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QRadioButton, QWidget

from ui.kit.marks import paint_tick
from ui.kit.words import plain
from ui.theme.theme import Theme


class CheckBox(QCheckBox):
    """A box to tick, with its words."""

    def __init__(
        self, theme: Theme, word: str, checked: bool = False, *, name: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(plain(word), parent)
        self.theme = theme
        self.setChecked(checked)
        self.setAccessibleName(name or word)

    def sizeHint(self) -> QSize:
        """Room for the box and all words, at least 32 px high."""
        return _size(self, self.theme)

    def minimumSizeHint(self) -> QSize:
        """The same: words are never cut."""
        return _size(self, self.theme)

    def hitButton(self, pos: object) -> bool:
        """Answer on the whole row."""
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw box and words."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = _indicator(self, self.theme)
        _paint_box(painter, self.theme, self, box, self.theme.px(5))
        if self.isChecked():
            ink = "on_accent" if self.isEnabled() else "on_accent_off"
            paint_tick(painter, box.adjusted(1, 1, -1, -1), self.theme.color(ink), self.theme.px(2))
        _paint_words(painter, self.theme, self, box)


class RadioButton(QRadioButton):
    """One of several choices written below each other."""

    def __init__(self, theme: Theme, word: str, *, parent: QWidget | None = None) -> None:
        super().__init__(plain(word), parent)
        self.theme = theme
        self.setAccessibleName(word)

    def sizeHint(self) -> QSize:
        """Room for the box and all words, at least 32 px high."""
        return _size(self, self.theme)

    def minimumSizeHint(self) -> QSize:
        """The same: words are never cut."""
        return _size(self, self.theme)

    def hitButton(self, pos: object) -> bool:
        """Answer on the whole row."""
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw ring, dot and words."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = _indicator(self, self.theme)
        _paint_box(painter, self.theme, self, box, box.width() / 2)
        if self.isChecked():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self.theme.color("on_accent" if self.isEnabled() else "on_accent_off"))
            painter.drawEllipse(box.center(), box.width() * 0.2, box.width() * 0.2)
        _paint_words(painter, self.theme, self, box)


def _size(button: QAbstractButton, theme: Theme) -> QSize:
    words = button.fontMetrics().size(int(Qt.TextFlag.TextShowMnemonic), button.text())
    wide = int(_indicator(button, theme).right()) + theme.px(10) + words.width() + 3
    return QSize(wide, max(theme.px(32), words.height() + 4))


def _indicator(button: QAbstractButton, theme: Theme) -> QRectF:
    side = theme.px(18)
    return QRectF(3, (button.height() - side) / 2, side, side)


def _paint_box(painter: QPainter, theme: Theme, button: QAbstractButton, box: QRectF, round_: float) -> None:
    on, usable = button.isChecked(), button.isEnabled()
    inner = box.adjusted(0.75, 0.75, -0.75, -0.75)
    if on:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("accent" if usable else "accent_off"))
        painter.drawRoundedRect(box, round_, round_)
    else:
        painter.setPen(QPen(theme.color("edge" if usable else "disabled"), 1.5))
        painter.setBrush(theme.color("hover" if button.underMouse() and usable else "surface"))
        painter.drawRoundedRect(inner, round_, round_)
    if button.hasFocus():
        painter.setPen(QPen(theme.color("focus"), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box.adjusted(-2, -2, 2, 2), round_ + 2, round_ + 2)


def _paint_words(painter: QPainter, theme: Theme, button: QAbstractButton, box: QRectF) -> None:
    painter.setPen(theme.color("text" if button.isEnabled() else "disabled"))
    painter.setFont(button.font())
    left = int(box.right()) + theme.px(10)
    room = button.rect().adjusted(left, 0, 0, 0)
    button.style().drawItemText(
        painter,
        room,
        int(Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextShowMnemonic),
        button.palette(),
        button.isEnabled(),
        button.text(),
    )
