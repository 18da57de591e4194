"""What Attune promises, and what it cannot: every question with its answer, to be read at leisure."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from therapist_app.assurance import ANSWER_WORDS, Answer, Assurance, Group, Line, load_assurance
from ui.kit.context import Context
from ui.kit.dress import Dress, hairline, icon_label
from ui.kit.row import OpenRow
from ui.kit.sheet import Sheet
from ui.kit.words import Ink, Label
from ui.theme.theme import Theme

_WIDE = 660
_MARKS: dict[Answer, tuple[str, Ink]] = {  # the shape and the word say it; the colour only repeats it
    "yes": ("shield-check", "ok"),
    "partly": ("shield", "warn"),
    "no": ("triangle-alert", "danger"),
}


class AssuranceRow(OpenRow):
    """The row of the settings that opens the sheet; the text is read away from the window."""

    def __init__(self, ctx: Context) -> None:
        super().__init__(
            ctx.theme,
            "What Attune promises, and what it cannot",
            "Each question answered in one sentence",
            leading="shield-check",
        )
        self._ctx = ctx
        self.clicked.connect(lambda: ctx.tasks.cpu(load_assurance, self._show, owner=self))

    def _show(self, said: Assurance) -> None:
        self._ctx.dialogs.open(AssuranceSheet(self._ctx.theme, said, self.window()))


class AssuranceSheet(Sheet):
    """The whole text in one column; it is only read, so one button closes it."""

    def __init__(self, theme: Theme, said: Assurance, parent: QWidget | None = None) -> None:
        super().__init__(theme, said.title, "Close", parent)
        self.cancel.hide()
        self.yes_requested.connect(self.accept)
        self.area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # so that the arrow keys scroll it
        self.area.setAccessibleName(said.title)
        self.column.addWidget(Label(said.lead, "body", "text2", wrap=True))
        for group in said.groups:
            self.column.addWidget(_Questions(theme, group))

    def _space(self) -> None:
        super()._space()
        self.setMinimumWidth(min(self.theme.px(_WIDE), self._room().width() - 24))


class _Questions(QWidget):
    def __init__(self, theme: Theme, group: Group) -> None:
        super().__init__()
        self._theme = theme
        self._lines = QVBoxLayout(self)
        self._lines.addWidget(Label(group.title, "card", wrap=True))
        for place, line in enumerate(group.lines):
            if place:
                self._lines.addWidget(hairline())
            self._lines.addWidget(_Answered(theme, line))
        Dress(self, theme, self._space)

    def _space(self) -> None:
        px = self._theme.px
        self._lines.setContentsMargins(0, px(10), 0, 0)
        self._lines.setSpacing(px(8))


class _Answered(QWidget):
    """The answer stands before its question, so that the column of answers can be read by itself."""

    def __init__(self, theme: Theme, line: Line) -> None:
        super().__init__()
        self._theme = theme
        icon, ink = _MARKS[line.answer]
        self.setAccessibleName(f"{line.question}: {ANSWER_WORDS[line.answer]}. {line.words}")
        self._answer = QWidget()
        beside = QHBoxLayout(self._answer)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.addWidget(icon_label(theme, icon, ink), 0, Qt.AlignmentFlag.AlignTop)
        beside.addWidget(Label(ANSWER_WORDS[line.answer], "strong", ink), 1, Qt.AlignmentFlag.AlignTop)
        self._beside = beside
        self._grid = QGridLayout(self)
        self._grid.addWidget(self._answer, 0, 0, 2, 1, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(Label(line.question, "medium", wrap=True), 0, 1)
        self._grid.addWidget(Label(line.words, "body", "text2", wrap=True), 1, 1)
        self._grid.setColumnStretch(1, 1)
        Dress(self, theme, self._space)

    def _space(self) -> None:
        px = self._theme.px
        self._answer.setFixedWidth(px(86))
        self._beside.setSpacing(px(6))
        self._grid.setContentsMargins(0, 0, px(6), 0)
        self._grid.setHorizontalSpacing(px(12))
        self._grid.setVerticalSpacing(px(2))
