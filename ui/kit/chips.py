"""Chips: small rounded filters; several in one row are one tab stop with arrows inside."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from ui.kit.dress import Dress
from ui.kit.flow import FlowLayout
from ui.theme.theme import Theme


class Chip(QAbstractButton):
    """A word, and a count if there is one, that can be on or off; read aloud as a check box."""

    def __init__(
        self, theme: Theme, word: str, count: int | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._word = word
        self._count = ""
        self._word_wide = self._count_wide = 0
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.set_count(count)
        Dress(self, theme, self._measure)

    def set_word(self, word: str) -> None:
        """Say another word."""
        self._word = word
        self.set_count(int(self._count) if self._count else None)

    def set_count(self, count: int | None) -> None:
        """Show another number, or none."""
        self._count = "" if count is None else str(count)
        self.setAccessibleName(f"{self._word} {self._count}".rstrip())
        self._measure()
        self.update()

    def sizeHint(self) -> QSize:
        """Room for the bold form, so that choosing moves nothing."""
        return QSize(self._word_wide + self._count_wide + 2 * self._theme.px(12), self._theme.px(32))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the chip."""
        theme, painter = self._theme, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(1, 2, -1, -2)
        self._paint_ground(painter, box)
        painter.setFont(theme.font(12, 600 if self.isChecked() else 500))
        painter.setPen(theme.color("text" if self.isEnabled() else "disabled"))
        room = self._word_wide + self._count_wide
        left = (self.width() - room) / 2
        middle = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        place = middle if self._count else Qt.AlignmentFlag.AlignCenter
        painter.drawText(QRectF(left, 0, self._word_wide + 2, self.height()), place, self._word)
        if self._count:
            painter.setPen(theme.color("text2" if not self.isChecked() else "text"))
            gap = left + self._word_wide + theme.px(6)
            painter.drawText(QRectF(gap, 0, room, self.height()), middle, self._count)

    def _paint_ground(self, painter: QPainter, box: QRectF) -> None:
        theme = self._theme
        round_ = box.height() / 2
        on = self.isChecked()
        fill = "selection" if on else ("hover" if self.underMouse() and self.isEnabled() else "surface")
        edge = "accent" if on else ("edge" if self.isEnabled() else "line")
        painter.setBrush(theme.color(fill))
        painter.setPen(QPen(theme.color(edge), 1.8 if on else 1))
        # A line of 1 px lies on whole pixels, or it is smeared over two and too faint.
        frame = box if on else box.adjusted(-0.5, -0.5, 0.5, 0.5)
        painter.drawRoundedRect(frame, round_, round_)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.color("focus"), 2))
            painter.drawRoundedRect(box, round_, round_)
            painter.setPen(QPen(theme.color("surface"), 1.2))
            painter.drawRoundedRect(box.adjusted(1.7, 1.7, -1.7, -1.7), round_ - 1.7, round_ - 1.7)

    def _measure(self) -> None:
        """How wide the words are: asked many times between two changes."""
        metrics = QFontMetrics(self._theme.font(12, 600))
        self._word_wide = metrics.horizontalAdvance(self._word)
        self._count_wide = metrics.horizontalAdvance(self._count) + self._theme.px(6) if self._count else 0
        self.updateGeometry()


class FilterChips(QWidget):
    """A row of chips of which one is chosen (or, with `several`, any number); `chosen` carries the keys."""

    chosen = Signal(list)

    def __init__(
        self,
        theme: Theme,
        name: str,
        choices: Sequence[tuple[str, str]],
        *,
        several: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._several = several
        self.setAccessibleName(name)
        row = FlowLayout(self, gap=theme.px(8))
        self.chips: dict[str, Chip] = {}
        for key, word in choices:
            chip = Chip(theme, word)
            chip.clicked.connect(self._clicked)
            chip.installEventFilter(self)
            row.addWidget(chip)
            self.chips[key] = chip
        if not several and self.chips:
            self.set_keys([next(iter(self.chips))])
        self._keep_one_tab_stop()

    @property
    def keys(self) -> list[str]:
        """The keys that are on."""
        return [key for key, chip in self.chips.items() if chip.isChecked()]

    def set_keys(self, keys: Sequence[str]) -> None:
        """Choose by code."""
        for key, chip in self.chips.items():
            chip.setChecked(key in keys)
        self._keep_one_tab_stop()

    def set_counts(self, counts: dict[str, int]) -> None:
        """Show a number on each chip named."""
        for key, count in counts.items():
            self.chips[key].set_count(count)

    def eventFilter(self, watched: object, event: object) -> bool:
        """Arrows move between chips."""
        if isinstance(event, QKeyEvent) and event.type() == QKeyEvent.Type.KeyPress:
            step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
            if step is not None:
                self._move(step)
                return True
        return False

    def _move(self, step: int) -> None:
        chips = list(self.chips.values())
        at = next((i for i, chip in enumerate(chips) if chip.hasFocus()), 0)
        chip = chips[min(len(chips) - 1, max(0, at + step))]
        chip.setFocus(Qt.FocusReason.OtherFocusReason)
        if not self._several and not chip.isChecked():
            chip.click()
        self._keep_one_tab_stop(chip)

    def _clicked(self) -> None:
        pressed = self.sender()
        if not self._several:
            for chip in self.chips.values():
                chip.setChecked(chip is pressed)
        self._keep_one_tab_stop(pressed if isinstance(pressed, Chip) else None)
        self.chosen.emit(self.keys)

    def _keep_one_tab_stop(self, stop: Chip | None = None) -> None:
        chips = list(self.chips.values())
        stop = stop or next((chip for chip in chips if chip.isChecked()), chips[0] if chips else None)
        for chip in chips:
            strong, click = Qt.FocusPolicy.StrongFocus, Qt.FocusPolicy.ClickFocus
            chip.setFocusPolicy(strong if chip is stop else click)
