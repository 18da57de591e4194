"""The top line of the note page: whose note, which session, how far saving is, and what can be done."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QVBoxLayout, QWidget

from ui.kit.autosave import Saving
from ui.kit.buttons import Button, IconButton
from ui.kit.dress import Dress, keep_icon
from ui.kit.marks import PhaseMark
from ui.kit.words import Elided
from ui.sessions.icon_word import FoldingButton, WordButton
from ui.theme.theme import Theme

_ROOMY_EM = 46  # below, the buttons show their icons alone
_SAVING = {
    Saving.UNSAVED: ("", "text2"),
    Saving.SAVING: ("", "text2"),
    Saving.SAVED: ("check", "ok"),
    Saving.NOT_SAVED: ("circle-alert", "danger"),
}


class NoteHead(QWidget):
    """Never scrolls; `template_menu` is filled by the page."""

    back_requested = Signal()
    session_requested = Signal()
    handout_requested = Signal()
    panel_requested = Signal()
    done_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._saving: tuple[str, str] = ("", "text2")
        self.back = IconButton(theme, "arrow-left", "Back to the couple", "plain")
        self.title = Elided("", "subtitle")
        self.phase = PhaseMark(theme, 0, size=21)
        self.session = WordButton(theme, "Change kind, day and time")
        self.policy = Elided("", "small", "text2")  # what was agreed about secrets, where it matters here
        self.saved_icon = QLabel()
        self.saved = Elided("", "small", "text2")
        self.panel = FoldingButton(theme, "Side panel", "sidebar", tip="Side panel (Ctrl+.)")
        self.template = FoldingButton(theme, "Template", "template", tip="Headings to write under")
        self.handout = FoldingButton(theme, "Print handout", "printer", tip="Print handout (Ctrl+P)")
        self.done = Button(theme, "Done", "check", "primary", tip="Keep the note and close it (Ctrl+Enter)")
        self.template_menu = QMenu(self.template)
        self.template.set_menu(self.template_menu)
        self._lay_out()
        self.back.clicked.connect(self.back_requested)
        self.session.clicked.connect(self.session_requested)
        self.handout.clicked.connect(self.handout_requested)
        self.panel.clicked.connect(self.panel_requested)
        self.done.clicked.connect(self.done_requested)
        Dress(self, theme, self._space)

    def set_who(self, label: str, back_name: str) -> None:
        """Say whose note this is, and where the arrow leads."""
        self.title.setText(label)
        self.back.set_name(back_name)

    def set_phase(self, number: int, label: str) -> None:
        """Show the phase at this session."""
        self.phase.set_phase(number, label)

    def say_saving(self, saving: Saving, words: str) -> None:
        """Say how far saving is."""
        icon, ink = _SAVING[saving] if words else ("", "text2")
        self.saved.setText(words)
        self.saved.set_ink("danger" if saving is Saving.NOT_SAVED else "text2")
        self.saved.setAccessibleName(words)
        if self._saving != (icon, ink):
            self._saving = (icon, ink)
            self._draw_icon()

    def _draw_icon(self) -> None:
        name, ink = self._saving
        self.saved_icon.setVisible(bool(name))
        if name:
            keep_icon(self.saved_icon, self._theme, name, ink, 15)

    def _lay_out(self) -> None:
        self._row = QHBoxLayout(self)
        self._row.addWidget(self.back)
        words = QVBoxLayout()
        words.setSpacing(0)
        self._first = QHBoxLayout()
        self._first.addWidget(self.title)
        self._first.addWidget(self.phase)
        self._first.addStretch(1)
        words.addLayout(self._first)
        self._second = QHBoxLayout()
        self._second.addWidget(self.session)
        self._second.addStretch(1)
        words.addLayout(self._second)
        self._third = QHBoxLayout()
        words.addLayout(self._third)
        self._row.addLayout(words, 1)
        self._status = QHBoxLayout()
        self._status.addWidget(self.saved_icon)
        self._status.addWidget(self.saved)
        self._row.addLayout(self._status)
        for button in (self.panel, self.template, self.handout, self.done):
            self._row.addWidget(button)
        self.saved_icon.hide()

    def _space(self) -> None:
        px = self._theme.px
        self._row.setContentsMargins(px(16), px(9), px(16), px(4))
        self._row.setSpacing(px(8))
        self.title.setMinimumHeight(px(24))
        self._first.setSpacing(px(12))
        self._first.setContentsMargins(px(6), 0, 0, 0)
        self._second.setSpacing(px(10))
        self._third.setContentsMargins(px(6), 0, 0, px(3))
        self._status.setContentsMargins(0, 0, px(8), 0)
        self._status.setSpacing(px(7))
        self._fold()

    def _fold(self) -> None:
        narrow = self.width() < _ROOMY_EM * self._theme.em
        for button in (self.template, self.handout):
            button.set_folded(narrow)
        self.panel.set_folded(True)
        below = self._third.indexOf(self.policy) >= 0
        if narrow and not below:  # beside the session's words it would be cut
            self._second.removeWidget(self.policy)
            self._third.addWidget(self.policy)
        elif not narrow and (below or self._second.indexOf(self.policy) < 0):
            self._third.removeWidget(self.policy)
            self._second.insertWidget(1, self.policy)

    def offer_panel(self, offered: bool) -> None:
        """Show the panel's button, where the panel is not beside the text by itself."""
        self.panel.setVisible(offered)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show icons alone where there is little room."""
        super().resizeEvent(event)
        self._fold()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The ground, and the line below."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.color("bg"))
        painter.fillRect(0, self.height() - 1, self.width(), 1, self._theme.color("line"))
