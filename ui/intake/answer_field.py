"""One question to one partner: a choice where there is one, their words, and whether they agree to share it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from therapist_app.catalogue.model import IntakeQuestion
from therapist_app.intake.model import IntakeAnswer
from ui.kit.dress import Dress
from ui.kit.fields import ComboBox, ParagraphField
from ui.kit.ticks import CheckBox
from ui.kit.words import Label
from ui.theme.theme import Theme

_NOT_SAID = (None, "Not said")


class AnswerField(QWidget):
    """Everything may stay open; sharing is asked once there is something to share."""

    edited = Signal()

    def __init__(
        self,
        theme: Theme,
        question: IntakeQuestion,
        choices: tuple[tuple[str, str], ...],
        who: str,
        other: str,
        answer: IntakeAnswer | None,
    ) -> None:
        super().__init__()
        self.question = question
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(0, 0, 0, 0)
        name = f"{who}: {question.label}"
        head = Label(question.label, "medium", wrap=True)
        self._lines.addWidget(head)
        self._lines.addWidget(Label(question.prompt, "small", "text2", wrap=True))
        self.choice: ComboBox | None = None
        if choices:
            self.choice = ComboBox(theme, name, [_NOT_SAID, *choices])
            self.choice.setSizeAdjustPolicy(ComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            self.choice.set_key(answer.choice if answer else None)
            self.choice.chosen.connect(lambda _: self._changed())
            self._lines.addWidget(self.choice)
        self.words = ParagraphField(theme, "", answer.words if answer else "", lines=1 if choices else 2)
        self.words.editor.setAccessibleName(f"{name}, in their words" if choices else name)
        self.words.edited.connect(lambda _: self._changed())
        self._lines.addWidget(self.words)
        shared = bool(answer and answer.shared_on)
        self.shared = CheckBox(
            theme, "May be shown to the other", shared, name=f"{name}. May be shown to {other}"
        )
        self.shared.clicked.connect(lambda _=False: self._changed())
        self._lines.addWidget(self.shared)
        self._show_shared()
        Dress(self, theme, lambda: self._lines.setSpacing(theme.px(4)))

    @property
    def key(self) -> str | None:
        """What is chosen."""
        return self.choice.key if self.choice is not None else None

    def _changed(self) -> None:
        self._show_shared()
        self.edited.emit()

    def _show_shared(self) -> None:
        something = bool(self.key or self.words.value)
        if not something:
            self.shared.setChecked(False)
        self.shared.setVisible(something)
