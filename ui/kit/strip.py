"""A few choices in one frame: one tab stop, arrows inside, read aloud as radio buttons."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QSizePolicy, QWidget

from ui.kit.dress import Dress
from ui.kit.segments import SegmentLayout
from ui.kit.words import plain
from ui.theme.theme import Theme

PaintMark = Callable[[QPainter, QRectF], None]
_BACK = (Qt.Key.Key_Left, Qt.Key.Key_Up)
_ON = (Qt.Key.Key_Right, Qt.Key.Key_Down)
_FEWEST, _MOST = 5, 78.0  # letters that a name keeps, and the px that it asks for at most


@dataclass(frozen=True, slots=True)
class Choice:
    """One choice: its key, the word shown (may be empty beside a mark) and the name read aloud."""

    key: str
    word: str
    name: str = ""
    hotkey: str = ""
    """A letter or digit that chooses it while the strip has the focus."""
    mark: PaintMark | None = None
    shrinks: bool = False
    """Whether the word is a name: it is cut where room is scarce, and the tooltip has it whole."""


class Segment(QRadioButton):
    """One choice of a strip, drawn as a part of its frame."""

    def __init__(self, strip: Strip, choice: Choice) -> None:
        super().__init__(strip)
        self.strip, self.choice = strip, choice
        self.setText(plain(choice.word))
        self.setAccessibleName(choice.name or choice.word)
        if choice.name and choice.name != choice.word:
            self.setToolTip(choice.name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def hitButton(self, pos: object) -> bool:
        """Answer on the whole segment, not on a radio dot that is not drawn."""
        return True

    def sizeHint(self) -> QSize:
        """Room for the mark and the word in its boldest form, so that choosing moves nothing."""
        word = self._word_width(self.choice.word)
        return self._size(min(word, self.strip.theme.px(_MOST)) if self.choice.shrinks else word)

    def minimumSizeHint(self) -> QSize:
        """The same, for words are never cut; of a name a few letters are enough."""
        if not self.choice.shrinks:
            return self.sizeHint()
        return self._size(self._word_width(self.choice.word[:_FEWEST] + "…")).boundedTo(self.sizeHint())

    @property
    def shown(self) -> str:
        """The word as far as there is room for it."""
        theme, look = self.strip.theme, self.strip
        room = self.width() - sum(self._beside_word()) - theme.px(look.side)
        metrics = QFontMetrics(theme.font(look.letters, 600))
        return metrics.elidedText(self.choice.word, Qt.TextElideMode.ElideRight, max(room, 0))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Say a name in the tooltip where it does not fit."""
        super().resizeEvent(event)
        if self.choice.shrinks:
            self.setToolTip("" if self.shown == self.choice.word else self.choice.word)

    def _word_width(self, word: str) -> int:
        metrics = QFontMetrics(self.strip.theme.font(self.strip.letters, 600))
        return metrics.horizontalAdvance(word) if word else 0

    def _beside_word(self) -> tuple[int, int, int]:
        """The widths of the mark, of the gap after it, and of the key."""
        px, look = self.strip.theme.px, self.strip
        mark = px(look.mark_size) if self.choice.mark else 0
        return (
            mark,
            px(6) if self.choice.word and mark else 0,
            px(14) if look.show_keys and self.choice.hotkey else 0,
        )

    def _size(self, word: int) -> QSize:
        px, look = self.strip.theme.px, self.strip
        wide = max(px(look.least), word + sum(self._beside_word()) + 2 * px(look.side))
        return QSize(wide, px(look.tall))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows, Home, End and the hotkeys choose; the rest goes on."""
        if not self.strip.take_key(event):
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the chosen ground, the mark and the word."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme, look = self.strip.theme, self.strip
        self.strip.paint_ground(painter, self)
        mark, gap, digit = self._beside_word()
        shown = self.shown
        word = self._word_width(shown)
        left = (self.width() - (word + mark + gap + digit)) / 2
        if self.choice.mark:
            self.choice.mark(painter, QRectF(left, (self.height() - mark) / 2, mark, mark))
        painter.setPen(theme.color("text" if self.isEnabled() else "disabled"))
        painter.setFont(theme.font(look.letters, 600 if self.isChecked() else 500))
        box = QRectF(left + mark + gap, 0, word + 2, self.height())
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(box, middle | Qt.AlignmentFlag.AlignLeft, shown)
        if digit:
            painter.setPen(theme.color("text2"))
            painter.setFont(theme.font(look.letters, 400))
            box = QRectF(left + mark + gap + word + theme.px(7), 0, digit, self.height())
            painter.drawText(box, middle | Qt.AlignmentFlag.AlignLeft, self.choice.hotkey)


class Strip(QWidget):
    """Segments in one frame; `chosen` carries the key when a person chooses, never when code sets it."""

    chosen = Signal(str)

    letters, mark_size, least, side, tall = 12.0, 13.0, 56.0, 10.0, 32.0
    """Sizes in px at 100 % text: letters, mark, least width of a segment, its side padding, height."""

    def __init__(
        self,
        theme: Theme,
        name: str,
        choices: Sequence[Choice],
        key: str = "",
        *,
        show_keys: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.theme = theme
        self.show_keys = show_keys
        self.setAccessibleName(name)
        self._group = QButtonGroup(self)
        self._row = SegmentLayout(self)
        self.segments: list[Segment] = []
        self.set_choices(choices, key)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        Dress(self, theme, self._restyle)

    @property
    def key(self) -> str:
        """The key of what is chosen, or ""."""
        return next((part.choice.key for part in self.segments if part.isChecked()), "")

    def set_key(self, key: str) -> None:
        """Choose by code; a key that is not there chooses nothing."""
        self._group.setExclusive(False)
        for part in self.segments:
            part.setChecked(part.choice.key == key)
        self._group.setExclusive(True)
        self._keep_one_tab_stop()
        self.update()

    def set_choices(self, choices: Sequence[Choice], key: str = "") -> None:
        """Show other choices."""
        for part in self.segments:
            self._group.removeButton(part)
            self._row.removeWidget(part)
            part.hide()
            part.deleteLater()
        self.segments = [Segment(self, choice) for choice in choices]
        for part in self.segments:
            self._group.addButton(part)
            self._row.addWidget(part)
            part.clicked.connect(self._clicked)
        self._stay_together()
        self.set_key(key)

    def _stay_together(self) -> None:
        """Keep the segments beside their strip in the order of Tab.

        Qt puts a new child last in its window. A strip that lies in two places of that order breaks it into
        loops as soon as someone calls `setTabOrder`. A focus proxy does the same, so there is none.
        """
        before: QWidget = self
        for part in self.segments:
            QWidget.setTabOrder(before, part)
            before = part

    def setFocus(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        """Put the focus on the choice that is its tab stop."""
        if self.segments:
            self._stop().setFocus(reason)

    def take_key(self, event: QKeyEvent) -> bool:
        """Act on a key; False leaves it to others."""
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        at = next((i for i, part in enumerate(self.segments) if part.hasFocus()), 0)
        last = len(self.segments) - 1
        if event.key() in _BACK or event.key() in _ON:
            if not self.key:
                self._choose(at)
            else:
                self._choose(min(last, max(0, at + (1 if event.key() in _ON else -1))))
        elif event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self._choose(0 if event.key() == Qt.Key.Key_Home else last)
        else:
            return self._take_hotkey(event.text())
        return True

    def paint_ground(self, painter: QPainter, part: Segment) -> None:
        """The chosen segment has a fill and an accent edge, the focused one a ring."""
        theme = self.theme
        box = QRectF(part.rect()).adjusted(1, 1, -1, -1)
        round_ = theme.px(8) - 1
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if part.isChecked():
            painter.setPen(QPen(theme.color("accent" if part.isEnabled() else "disabled"), 1.8))
            painter.setBrush(theme.color("selection"))
            painter.drawRoundedRect(box, round_, round_)
        elif part.underMouse() and part.isEnabled():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("hover"))
            painter.drawRoundedRect(box, round_, round_)
        if part.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.color("focus"), 2))
            painter.drawRoundedRect(box, round_, round_)
            painter.setPen(QPen(theme.color("surface"), 1))
            painter.drawRoundedRect(box.adjusted(1.6, 1.6, -1.6, -1.6), round_ - 1, round_ - 1)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the frame and the hairlines between segments that are not chosen."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = self.theme
        painter.setPen(QPen(theme.color("edge" if self.isEnabled() else "line"), 1))
        painter.setBrush(theme.color("surface"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), theme.px(8), theme.px(8))
        painter.setPen(QPen(theme.color("line"), 1))
        for one, other in zip(self.segments, self.segments[1:], strict=False):
            if one.y() == other.y() and not one.isChecked() and not other.isChecked():
                x = other.x() - 0.5
                top, low = one.y() + theme.px(6), one.y() + one.height() - theme.px(6)
                painter.drawLine(QPointF(x, top), QPointF(x, low))

    def _clicked(self) -> None:
        self._keep_one_tab_stop()
        self.update()
        self.chosen.emit(self.key)

    def _choose(self, index: int) -> None:
        part = self.segments[index]
        part.setFocus(Qt.FocusReason.OtherFocusReason)
        if not part.isChecked():
            part.click()

    def _take_hotkey(self, text: str) -> bool:
        for index, part in enumerate(self.segments):
            if text and part.choice.hotkey.casefold() == text.casefold() and part.isEnabled():
                self._choose(index)
                return True
        return False

    def _stop(self) -> Segment:
        return next((part for part in self.segments if part.isChecked()), self.segments[0])

    def _keep_one_tab_stop(self) -> None:
        if not self.segments:
            return
        stop = self._stop()
        for part in self.segments:
            strong, click = Qt.FocusPolicy.StrongFocus, Qt.FocusPolicy.ClickFocus
            part.setFocusPolicy(strong if part is stop else click)

    def _restyle(self) -> None:
        for part in self.segments:
            part.updateGeometry()
        self.update()
