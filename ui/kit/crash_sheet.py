"""What a person sees after one of our bugs: that the notes are safe, and the whole report."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from ui.kit.buttons import Button
from ui.kit.clipboard import copy_text
from ui.kit.words import Label
from ui.theme.theme import Theme

SAVED = "Something went wrong; your notes are saved."
NOT_SAVED = "Something went wrong, and the last words you typed may not be saved."
WHAT = "This is all the report holds: no names, no text, no file names of yours. It is sent to nobody."


class CrashSheet(QDialog):
    """Shows the report as it is, to copy or to close."""

    def __init__(
        self, theme: Theme, report: str, parent: QWidget | None = None, *, kept: bool = True
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Something went wrong")
        self.report = QPlainTextEdit(report)
        self.report.setReadOnly(True)
        self.report.setTabChangesFocus(True)
        self.report.setAccessibleName("Report")
        self.report.setMinimumHeight(theme.px(160))
        self.copy = Button(theme, "Copy", "copy")
        self.copy.setAutoDefault(True)  # so that Enter presses it while it has the focus
        self.copy.clicked.connect(self._copy)
        self.close_button = Button(theme, "Close", kind="primary")
        self.close_button.clicked.connect(self.accept)
        self.close_button.setDefault(True)
        foot = QHBoxLayout()
        foot.setSpacing(theme.px(8))
        foot.addWidget(self.copy)
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(*(theme.px(24),) * 4)
        lines.setSpacing(theme.px(10))
        self.sentence = Label(SAVED if kept else NOT_SAVED, "subtitle", wrap=True)
        lines.addWidget(self.sentence)
        lines.addWidget(Label(WHAT, "body", "text2", wrap=True))
        lines.addWidget(self.report, 1)
        lines.addLayout(foot)
        self.resize(theme.px(520), theme.px(380))
        self.close_button.setFocus()

    def add(self, report: str) -> None:
        """One more error while this is open."""
        if report not in self.report.toPlainText():
            self.report.appendPlainText(report)

    def _copy(self) -> None:
        copy_text(self.report.toPlainText())
        self.copy.set_word("Copied", "check")
