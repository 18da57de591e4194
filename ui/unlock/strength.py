"""How hard a new passphrase is to guess, said in words beside four bars."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QObject, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from ui.kit.dress import Dress
from ui.kit.words import Ink, Label
from ui.theme.theme import Theme

_PAUSE_MS = 150
_BARS = 4
ADVICE = "Four or five unrelated words are easy to type and hard to guess."


class Verdict(Protocol):
    """What is thought of a passphrase: 0 (not accepted) to 4, its word, and one thing that would help."""

    @property
    def score(self) -> int: ...  # noqa: D102
    @property
    def word(self) -> str: ...  # noqa: D102
    @property
    def hint(self) -> str: ...  # noqa: D102


class Judge(Protocol):
    """Works elsewhere and calls back while the owner lives."""

    def __call__(self, passphrase: str, then: Callable[[Verdict], None], owner: QObject, /) -> None:
        """What is thought of a passphrase."""
        ...

    def suggest(self, then: Callable[[str], None], owner: QObject, /) -> None:
        """A passphrase made by chance."""
        ...


class StrengthLine(QWidget):
    """Bars, a word and a hint; judges a moment after the last key."""

    def __init__(self, theme: Theme, judge: Judge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._judge = judge
        self._typed = ""
        self.score = -1
        self._bars = _Bars(theme)
        self.word = Label("", "smallstrong")
        self.hint = Label(ADVICE, "small", "text2", wrap=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(8))
        row.addWidget(self._bars, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.word, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.hint, 1, Qt.AlignmentFlag.AlignTop)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(lambda: self._judge(self._typed, self._show(self._typed), self))
        self.word.hide()

    def look_at(self, typed: str) -> None:
        """Judge what is typed now."""
        self._typed = typed
        self._pause.start()
        if not typed:
            self._pause.stop()
            self._say(-1, "", ADVICE)

    def _show(self, typed: str) -> Callable[[Verdict], None]:
        def show(verdict: Verdict) -> None:
            if typed == self._typed:
                self._say(verdict.score, verdict.word.capitalize(), verdict.hint or ADVICE)

        return show

    def _say(self, score: int, word: str, hint: str) -> None:
        self.score = score
        ink: Ink = "ok" if score >= 3 else "warn" if score == 2 else "danger"
        self.word.setText(word)
        self.word.set_ink(ink)
        self.word.setVisible(bool(word))
        self.hint.setText(hint)
        self._bars.show_score(score, ink)
        self.setAccessibleName(f"Strength: {word}" if word else "")


class _Bars(QWidget):
    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._score, self._role = -1, "ok"
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        Dress(self, theme, self.updateGeometry)

    def show_score(self, score: int, role: str) -> None:
        """Fill as many bars as the score says; one for the weakest, so that it is not read as empty."""
        self._score, self._role = score, role
        self.update()

    def sizeHint(self) -> QSize:
        """As high as a line of small words."""
        return QSize(self._theme.px(132), self._theme.px(17))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the bars."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        gap, high = self._theme.px(4), self._theme.px(6)
        wide = (self.width() - gap * (_BARS - 1)) / _BARS
        filled = max(1, self._score) if self._score >= 0 else 0
        for place in range(_BARS):
            painter.setBrush(self._theme.color(self._role if place < filled else "line"))
            box = QRectF(place * (wide + gap), (self.height() - high) / 2, wide, high)
            painter.drawRoundedRect(box, high / 2, high / 2)
