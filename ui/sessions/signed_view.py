"""A signed note to read: nothing in it can be changed; what may follow has its buttons at the foot."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from therapist_app.sessions.signed_file import SignedFile
from ui.kit.buttons import Button, IconButton
from ui.kit.closed_text import ClosedText
from ui.kit.dress import Dress
from ui.kit.words import Elided, Label
from ui.sessions.parts import PartNames
from ui.sessions.signed_text import SignedText
from ui.sessions.signed_words import state_words
from ui.theme.theme import Theme


class SignedView(QWidget):
    """Top line, text, buttons; Tab goes through them in that order."""

    back_requested = Signal()
    add_requested = Signal()
    unlock_requested = Signal()
    print_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._shown: tuple[SignedFile, PartNames] | None = None
        self.back = IconButton(theme, "arrow-left", "Back to the couple", "plain")
        self.title = Elided("", "subtitle")
        self.session = Elided("", "small", "text2")
        self.state = Label("", "smallstrong", "ok")
        self.text = ClosedText()
        self.text.setProperty("bare", True)
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        flags = Qt.TextInteractionFlag
        self.text.setTextInteractionFlags(flags.TextSelectableByMouse | flags.TextSelectableByKeyboard)
        self.text.setAccessibleName("Signed note")
        self.add = Button(theme, "Add an addendum", "plus", "primary")
        self.unlock = Button(theme, "Unlock to edit", "unlock")
        self.print = Button(theme, "Print or save", "printer")
        self._writer = SignedText(theme, self.text)
        self._lay_out()
        self.back.clicked.connect(self.back_requested)
        self.add.clicked.connect(self.add_requested)
        self.unlock.clicked.connect(self.unlock_requested)
        self.print.clicked.connect(self.print_requested)
        Dress(self, theme, self._space)

    def show_signed(self, file: SignedFile, names: PartNames, title: str, session: str) -> None:
        """Show what was signed for a session; the place in the text stays while it is the same."""
        same = self._shown == (file, names)
        self._shown = (file, names)
        self.title.setText(title)
        self.session.setText(session)
        self.state.setText(state_words(file))
        self.unlock.setVisible(file.may_unlock)
        if not same:
            self._writer.write(file, names)

    def show_nothing(self) -> None:
        """Forget what is shown."""
        self._shown = None
        for part in (self.title, self.session, self.state):
            part.setText("")
        self.text.clear()

    def paintEvent(self, event: QPaintEvent) -> None:
        """A white sheet."""
        QPainter(self).fillRect(self.rect(), self._theme.color("surface"))

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.title)
        words.addWidget(self.session)
        self._head = QHBoxLayout()
        self._head.addWidget(self.back)
        self._head.addLayout(words, 1)
        self._head.addWidget(self.state)
        self._foot = QHBoxLayout()
        self._foot.addWidget(self.add)
        self._foot.addWidget(self.print)
        self._foot.addWidget(self.unlock)
        self._foot.addStretch(1)
        self._whole = QVBoxLayout(self)
        self._whole.addLayout(self._head)
        self._whole.addWidget(self.text, 1)
        self._whole.addLayout(self._foot)

    def _space(self) -> None:
        px = self._theme.px
        self._whole.setContentsMargins(px(16), px(9), px(16), px(14))
        self._whole.setSpacing(px(10))
        for row in (self._head, self._foot):
            row.setSpacing(px(8))
        self.text.document().setDocumentMargin(px(10))
        if self._shown is not None:
            self._writer.write(*self._shown)
