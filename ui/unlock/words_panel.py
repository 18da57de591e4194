"""The 24 recovery words: shown once, printed or copied, and two of them typed back."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.kit.buttons import Button, LinkButton, primary
from ui.kit.clipboard import copy_text
from ui.kit.columns import Columns
from ui.kit.fields import TextField
from ui.kit.flow import FlowLayout
from ui.kit.words import Label
from ui.theme.theme import Theme

_WHY = (
    "If you forget the passphrase, these words open the vault. They are shown only now. Print or write them "
    "down, and keep them where you keep your passport, away from this computer."
)
_TYPE_BACK = "Type two of the words from your sheet, to be sure it can be read."

PrintSheet = Callable[[list[str], "WordsPanel"], None]
"""`print_sheet(words, panel)` prints the sheet elsewhere and says at the panel what became of it."""


class WordsPanel(QWidget):
    """First the words, then the two fields; `confirmed` comes when both are right."""

    confirmed = Signal()

    def __init__(
        self,
        theme: Theme,
        words: Sequence[str],
        print_sheet: PrintSheet,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._words = list(words)
        self._print_sheet = print_sheet
        self.asked = sorted(_two_of(len(self._words)))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.px(14))
        self.sheet = self._make_sheet()
        self.check = self._make_check()
        self._column.addWidget(self.sheet)
        self._column.addWidget(self.check)
        self.check.hide()

    def _make_sheet(self) -> QWidget:
        part, column = _part(self._theme)
        column.addWidget(Label(_WHY, "body", "text2", wrap=True))
        grid = Columns(self._theme, 7.5, 4)
        for row in range(len(self._words)):
            grid.add(_NumberedWord(self._theme, row + 1, self._words[row]))
        column.addWidget(grid)
        column.addSpacing(self._theme.px(4))
        self.print_button = Button(self._theme, "Print sheet", "printer")
        self.print_button.clicked.connect(self._print)
        self.copy_button = Button(self._theme, "Copy", "copy")
        self.copy_button.clicked.connect(self._copy)
        self.go_on = primary(self._theme, "I have them on paper", "arrow-right")
        self.go_on.clicked.connect(self.ask_back)
        buttons = QWidget()
        flow = FlowLayout(buttons, gap=self._theme.px(8), row_gap=self._theme.px(8))
        for button in (self.print_button, self.copy_button, self.go_on):
            flow.addWidget(button)
        column.addWidget(buttons)
        self.said = Label("", "small", "text2", wrap=True)
        self.said.hide()
        column.addWidget(self.said)
        return part

    def _make_check(self) -> QWidget:
        part, column = _part(self._theme)
        column.addWidget(Label(_TYPE_BACK, "body", "text2", wrap=True))
        self.fields = [TextField(self._theme, f"Word {place + 1}", tall="large") for place in self.asked]
        pair = Columns(self._theme, 12, 2)
        for field in self.fields:
            field.edit.setInputMethodHints(
                Qt.InputMethodHint.ImhNoPredictiveText | Qt.InputMethodHint.ImhNoAutoUppercase
            )
            pair.add(field)
        self.fields[0].edit.returnPressed.connect(self.fields[1].edit.setFocus)
        self.fields[1].edit.returnPressed.connect(self._compare)
        column.addWidget(pair)
        again = LinkButton(self._theme, "Show the words again")
        again.clicked.connect(self._show_again)
        self.confirm = primary(self._theme, "Check both words", "check")
        self.confirm.clicked.connect(self._compare)
        row = QHBoxLayout()
        row.addWidget(again)
        row.addStretch(1)
        row.addWidget(self.confirm)
        column.addLayout(row)
        self.problem = Label("", "small", "danger", wrap=True)
        self.problem.hide()
        column.addWidget(self.problem)
        return part

    def _print(self) -> None:
        self._print_sheet(list(self._words), self)

    def _copy(self) -> None:
        copy_text(" ".join(self._words))
        self.say("Copied. It is soon taken off the clipboard; paste it into a password safe only.")

    def say(self, line: str) -> None:
        """One quiet line below the buttons: what became of the printing or the copy."""
        self.said.setText(line)
        self.said.show()

    def ask_back(self) -> None:
        """Hide the words and ask for two of them."""
        self.sheet.hide()
        self.check.show()
        self.fields[0].edit.setFocus()

    def _show_again(self) -> None:
        self.check.hide()
        self.sheet.show()
        self.go_on.setFocus()

    def _compare(self) -> None:
        for place, field in zip(self.asked, self.fields, strict=True):
            if field.value.casefold() != self._words[place]:
                field.set_error(
                    f"This is not word {place + 1}. Look at your sheet again."
                    if field.value
                    else "Type this word."
                )
                field.edit.setFocus()
                field.edit.selectAll()
                return
        self.confirmed.emit()

    def set_busy(self, *, busy: bool) -> None:
        """What was confirmed is being kept."""
        self.confirm.setEnabled(not busy)

    def refuse(self, line: str) -> None:
        """It could not be kept that the words were confirmed."""
        self.problem.setText(line)
        self.problem.show()

    def forget(self) -> None:
        """Hold the words no longer."""
        self._words = []


class _NumberedWord(QWidget):
    def __init__(self, theme: Theme, number: int, word: str) -> None:
        super().__init__()
        self.setAccessibleName(f"{number}, {word}")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(6))
        count = Label(str(number), "small", "text2")
        count.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        count.setMinimumWidth(theme.px(18))
        row.addWidget(count)
        row.addWidget(Label(word, "medium"), 1)


def _part(theme: Theme) -> tuple[QWidget, QVBoxLayout]:
    part = QWidget()
    column = QVBoxLayout(part)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(theme.px(12))
    return part, column


def _two_of(count: int) -> list[int]:
    """Two different places, one in each half, so that a sheet cut off half way is noticed."""
    half = count // 2
    return [secrets.randbelow(half), half + secrets.randbelow(count - half)]
