"""The strips of the app: segments, the level of a block, how a promise went."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.kit.marks import LEVEL_WORDS, RATING_WORDS, paint_bars, paint_dots, paint_outcome
from ui.kit.strip import Choice, PaintMark, Segment, Strip
from ui.theme.theme import Theme

CHECK_INS = (
    ("kept", "Kept"),
    ("partly", "Partly"),
    ("missed", "Missed"),
    ("not_applicable", "Did not come up"),
)


class SegmentedControl(Strip):
    """A choice of two to five words: `SegmentedControl(theme, "Period", [("year", "1 year"), ...], "year")`."""

    def __init__(
        self,
        theme: Theme,
        name: str,
        choices: Sequence[tuple[str, str]],
        key: str = "",
        *,
        tall: float = 36,
        parent: QWidget | None = None,
    ) -> None:
        self.tall = tall
        super().__init__(theme, name, [Choice(*pair) for pair in choices], key, parent=parent)

    def set_names(self, choices: Sequence[tuple[str, str]], key: str = "") -> None:
        """Show partners by name under "a" and "b", cut where they do not fit, beside words such as "Both"."""
        made = [Choice(key, name, shrinks=key in ("a", "b")) for key, name in choices]
        if made == [part.choice for part in self.segments]:
            self.set_key(key)  # the focus stays where it is
        else:
            self.set_choices(made, key)


class LevelControl(Strip):
    """The level of a block: tick, one, two, three bars; keys 0 to 3 or the arrows."""

    level_chosen = Signal(int)
    letters, mark_size, least, side, tall = 12.0, 22.0, 32.0, 4.0, 32.0

    def __init__(
        self, theme: Theme, name: str, level: int | None = None, parent: QWidget | None = None
    ) -> None:
        self._theme = theme
        levels = [
            Choice(str(step), "", word.capitalize(), str(step), self._bars(step))
            for step, word in enumerate(LEVEL_WORDS)
        ]
        super().__init__(theme, name, levels, "" if level is None else str(level), parent=parent)
        self.chosen.connect(self._said)

    @property
    def level(self) -> int | None:
        """The level that is set."""
        return int(self.key) if self.key else None

    def set_level(self, level: int | None) -> None:
        """Set the level by code."""
        self.set_key("" if level is None else str(level))

    def paint_ground(self, painter: QPainter, part: Segment) -> None:
        """The chosen level is filled as its cell in the map is."""
        if not part.isChecked():
            super().paint_ground(painter, part)
            return
        theme = self.theme
        box = QRectF(part.rect()).adjusted(1, 1, -1, -1)
        round_ = theme.px(8) - 1
        painter.setPen(QPen(theme.color("accent"), 1.8))
        painter.setBrush(theme.color(f"level{part.choice.key}.fill"))
        painter.drawRoundedRect(box, round_, round_)
        if part.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.color("focus"), 2))
            painter.drawRoundedRect(box, round_, round_)
            painter.setPen(QPen(theme.color("surface"), 1.4))
            painter.drawRoundedRect(box.adjusted(1.8, 1.8, -1.8, -1.8), round_ - 1, round_ - 1)

    def _bars(self, step: int) -> PaintMark:
        def paint(painter: QPainter, area: QRectF) -> None:
            chosen = self.key == str(step)
            role = f"level{step}.glyph" if chosen else "text2"
            paint_bars(painter, area, step, self._theme.color(role))

        return paint

    def _said(self, key: str) -> None:
        self.level_chosen.emit(int(key))


class RatingControl(Strip):
    """How far a sign is there: none to four dots; keys 0 to 4 or the arrows, Delete or Backspace takes it back."""

    rated = Signal(int)
    cleared = Signal()
    letters, mark_size, least, side, tall = 12.0, 22.0, 32.0, 4.0, 32.0

    def __init__(
        self,
        theme: Theme,
        name: str,
        value: int | None = None,
        parent: QWidget | None = None,
        *,
        words: Sequence[str] = RATING_WORDS,
    ) -> None:
        self._theme = theme
        steps = [
            Choice(str(step), "", word.capitalize(), str(step), self._dots(step))
            for step, word in enumerate(words)
        ]
        super().__init__(theme, name, steps, "" if value is None else str(value), parent=parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.chosen.connect(lambda key: self.rated.emit(int(key)))

    def set_value(self, value: int | None) -> None:
        """Set the rating by code; None is unrated."""
        self.set_key("" if value is None else str(value))

    def take_key(self, event: QKeyEvent) -> bool:
        """Delete and Backspace take the rating back."""
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self.key:
            self.cleared.emit()
            return True
        return super().take_key(event)

    def _dots(self, step: int) -> PaintMark:
        def paint(painter: QPainter, area: QRectF) -> None:
            role = "accent" if self.key == str(step) else "text2"
            paint_dots(painter, area, step, self._theme.color(role if self.isEnabled() else "disabled"))

        return paint


class CheckInControl(Strip):
    """How a promise went: Kept, Partly, Missed, Did not come up; keys 1 to 4."""

    letters, mark_size, least, side, tall = 12.0, 13.0, 40.0, 7.0, 32.0

    def __init__(
        self,
        theme: Theme,
        name: str,
        outcome: str = "",
        *,
        show_keys: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        self._theme = theme
        choices = [
            Choice(key, word, "", str(digit), self._mark(key))
            for digit, (key, word) in enumerate(CHECK_INS, 1)
        ]
        super().__init__(theme, name, choices, outcome, show_keys=show_keys, parent=parent)

    @property
    def outcome(self) -> str:
        """What was answered, or ""."""
        return self.key

    def _mark(self, key: str) -> PaintMark:
        return lambda painter, area: paint_outcome(painter, self._theme, area, key)
