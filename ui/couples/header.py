"""The head of the couple page, which never scrolls: who, which phase, how safe, and the acts."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from therapist_app.kernel.phrases import counted
from ui.kit.buttons import Button, IconButton, LinkButton
from ui.kit.dress import Dress
from ui.kit.flow import FlowLayout
from ui.kit.ground import paint_ground
from ui.kit.phases import PhaseChip
from ui.kit.safety import SafetyLabel
from ui.kit.words import Elided
from ui.theme.theme import Theme

_MOST = 1240  # px: as wide as the content of a page may be
STATUS_ACTS: dict[str, tuple[tuple[str, str], ...]] = {
    "active": (("paused", "Pause"), ("closed", "Close")),
    "paused": (("active", "Reopen"), ("closed", "Close")),
    "closed": (("active", "Reopen"),),
}


class SafetyButton(QPushButton):
    """The safety status with its shape, word and date; pressing it opens the page of safety."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setProperty("kind", "row")
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.label = SafetyLabel(theme)
        self._row = QHBoxLayout(self)
        self._row.addWidget(self.label)
        for child in (self.label, *self.label.findChildren(QWidget)):
            child.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        Dress(self, theme, self._space)

    def set_status(self, status: str, word: str, detail: str) -> None:
        """Show a status in the words of the catalogue."""
        self.label.set_status(status, word, detail)
        self.setAccessibleName(self.label.accessibleName())
        self.setToolTip("Open safety")
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """What shape and words need, 32 px high."""
        return self._row.sizeHint().expandedTo(QSize(0, self._theme.px(32)))

    def minimumSizeHint(self) -> QSize:
        """Room for the shape."""
        return QSize(self._theme.px(40), self._theme.px(32))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ground under the pointer and the ring."""
        paint_ground(QPainter(self), self._theme, self, 7)

    def _space(self) -> None:
        self._row.setContentsMargins(self._theme.px(8), 0, self._theme.px(8), 0)


class CoupleHeader(QWidget):
    """Label, phase, safety and the buttons of one couple.

    status_requested(str)   the status this couple shall have from now on
    """

    safety_requested = Signal()
    guidance_requested = Signal()
    note_requested = Signal()
    handout_requested = Signal()
    edit_requested = Signal()
    remove_requested = Signal()
    status_requested = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.title = Elided("", "title")
        self.state = Elided("", "small", "text2")
        self.handout = Button(theme, "Print handout", "printer")
        self.note = Button(theme, "New note", "pen", "primary")
        self.more = IconButton(theme, "more", "More for this couple", "plain")
        self.menu = QMenu(self.more)
        self.more.set_menu(self.menu)
        self.phase = PhaseChip(theme)
        self.safety = SafetyButton(theme)
        self.guidance = LinkButton(theme, "")
        self.guidance.hide()
        self._lay_out()
        self.handout.clicked.connect(self.handout_requested)
        self.note.clicked.connect(self.note_requested)
        self.safety.clicked.connect(self.safety_requested)
        self.guidance.clicked.connect(self.guidance_requested)
        Dress(self, theme, self._space)

    def set_who(self, label: str, status: str, *, sample: bool) -> None:
        """Say whose page this is; the menu offers what fits their status."""
        self.title.setText(label)
        said = {"paused": "Paused", "closed": "Closed"}.get(status, "")
        self.state.setText(" · ".join(word for word in (said, "Sample couple" if sample else "") if word))
        self.state.setVisible(bool(self.state.text()))
        self.menu.clear()
        self.menu.addAction("Edit couple…", self.edit_requested.emit)
        self.menu.addSeparator()
        for key, word in STATUS_ACTS.get(status, ()):
            self.menu.addAction(f"{word} this couple", lambda key=key: self.status_requested.emit(key))
        if sample:  # a record of real work is closed, never thrown away
            self.menu.addSeparator()
            self.menu.addAction("Remove sample couple…", self.remove_requested.emit)

    def set_guidance(self, count: int) -> None:
        """How many rules of guidance speak now; pressing it shows them."""
        self.guidance.set_word(counted(count, "point of guidance", "points of guidance") if count else "")
        self.guidance.setVisible(count > 0)

    def set_primary(self, primary: bool) -> None:
        """Whether New note is the one primary act; a tab may have its own."""
        kind = "primary" if primary else "plain"
        if self.note.kind != kind:
            self.note.set_kind(kind)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """End on the right edge of the content below."""
        super().resizeEvent(event)
        self._space()

    def _lay_out(self) -> None:
        self._lines = QVBoxLayout(self)
        self._first = QHBoxLayout()
        self._first.addWidget(self.title, 1)
        for button in (self.handout, self.note, self.more):
            self._first.addWidget(button)
        second = QWidget()
        self._second = FlowLayout(second, gap=self._theme.px(8), row_gap=self._theme.px(2))
        for part in (self.phase, self.safety, self.guidance, self.state):
            self._second.addWidget(part)
        self._lines.addLayout(self._first)
        self._lines.addWidget(second)

    def _space(self) -> None:
        px = self._theme.px
        spare = max(0, self.width() - 2 * px(24) - px(_MOST))
        self._lines.setContentsMargins(px(24), px(16), px(24) + spare, 0)
        self._lines.setSpacing(px(3))
        self._first.setSpacing(px(8))
