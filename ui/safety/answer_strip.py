"""One topic of a screen: its question and an answer by one key, which leads on to the next topic."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from therapist_app.catalogue.model import ScreenTopic
from therapist_app.safety.model import Answer
from ui.kit.dress import Dress
from ui.kit.strip import Choice, Strip
from ui.kit.words import Label
from ui.theme.theme import Theme

_ANSWERS = ((Answer.NO, "No", "N"), (Answer.YES, "Yes", "Y"), (Answer.NOT_ASKED, "Not asked", "-"))


class AnswerStrip(Strip):
    """No, yes or not asked; the keys N, Y and - answer, and `answered` says that one did."""

    answered = Signal()

    def __init__(self, theme: Theme, name: str, answer: str) -> None:
        choices = [Choice(str(key), word, f"{word}: {name}", hotkey) for key, word, hotkey in _ANSWERS]
        super().__init__(theme, name, choices, answer, show_keys=True)

    def take_key(self, event: QKeyEvent) -> bool:
        """A key that answers leads on; the arrows stay."""
        taken = super().take_key(event)
        if taken and event.text() and event.text().upper() in {hotkey for *_, hotkey in _ANSWERS}:
            self.answered.emit()
        return taken


class TopicRow(QWidget):
    """A topic with the words to ask it in, over its answers."""

    def __init__(self, theme: Theme, topic: ScreenTopic, answer: str) -> None:
        super().__init__()
        self._theme = theme
        self.strip = AnswerStrip(theme, topic.label, answer)
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.addWidget(Label(topic.label, "medium", wrap=True))
        self._lines.addWidget(Label(topic.prompt, "body", "text2", wrap=True))
        self._lines.addWidget(self.strip, 0, Qt.AlignmentFlag.AlignLeft)
        Dress(self, theme, lambda: self._lines.setSpacing(theme.px(4)))

    @property
    def answer(self) -> str:
        """What is answered now."""
        return self.strip.key or Answer.NOT_ASKED
