"""The side panel of the note: present, phase, blocks, what to ask about, homework, signs."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from ui.kit.dress import Dress
from ui.kit.tab_order import reading_order
from ui.sessions.before_card import BeforeCard
from ui.sessions.blocks_section import BlocksSection
from ui.sessions.desk import Desk
from ui.sessions.last_note import LastNotePane
from ui.sessions.page_facts import NoteFacts
from ui.sessions.page_words import Names
from ui.sessions.present_section import PhaseSection, PresentSection
from ui.sessions.promises_section import PromisesSection
from ui.sessions.sheets_section import SheetsSection
from ui.sessions.signs_section import SignsSection
from ui.theme.theme import Theme


class SidePanel(QScrollArea):
    """Each control keeps what it says at once, through the desk."""

    resized = Signal()  # what it holds is of another height
    rearranged = Signal()  # controls came or went

    def __init__(self, theme: Theme, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setAccessibleName("Side panel")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.last = LastNotePane(theme)
        self.before = BeforeCard(theme)
        self.present = PresentSection(theme, desk)
        self.phase = PhaseSection(theme, desk)
        self.step = PhaseSection(theme, desk)  # of a second set, where the couple is followed in one
        self.step.hide()
        self.blocks = BlocksSection(theme, desk)
        self.promises = PromisesSection(theme, desk)
        self.sheets = SheetsSection(theme, desk)
        self.signs = SignsSection(theme, desk)
        self.inside = QWidget()
        self._column = QVBoxLayout(self.inside)
        self._column.setSpacing(0)
        of_this_session = (
            self.present,
            self.phase,
            self.step,
            self.blocks,
            self.promises,
            self.sheets,
            self.signs,
        )
        for section in (self.last, self.before, *of_this_session):
            self._column.addWidget(section)
        self._column.addStretch(1)
        self.setWidget(self.inside)
        self.viewport().setAutoFillBackground(False)
        self.inside.setAutoFillBackground(False)
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self.resized)
        for section in (self.last, self.before, self.blocks, self.promises, self.sheets, self.signs):
            section.rearranged.connect(self.rearranged)
        self.inside.installEventFilter(self)
        Dress(self, theme, self._space)

    def show_facts(self, facts: NoteFacts, names: Names) -> None:
        """Show everything around the text of a session."""
        self.inside.setEnabled(True)
        self.present.show_facts(facts, names)
        names = names.shortened()
        self.phase.show_facts(facts.phases)
        self.step.setVisible(facts.beside is not None)
        if facts.beside is not None:
            self.step.show_facts(facts.beside)
        self.blocks.show_facts(facts, names)
        self.promises.show_facts(facts, names)
        self.sheets.show_facts(facts, names)
        self.signs.show_facts(facts, names)

    def show_nothing(self) -> None:
        """Nothing can be chosen while another session is on its way."""
        self.inside.setEnabled(False)

    def first_stop(self) -> QWidget:
        """The first control that can have the focus now."""
        stops = (one for one in reading_order(self) if one.focusPolicy() & Qt.FocusPolicy.TabFocus)
        return next((one for one in stops if one.isVisible() and one.isEnabled()), self.phase.combo)

    def commit(self) -> None:
        """Keep the lines that are still being typed."""
        self.phase.commit()
        self.step.commit()
        self.blocks.commit()

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        """Says when what it holds needs another height."""
        if watched is self.inside and event.type() == QEvent.Type.LayoutRequest:
            self._later.start()
        return super().eventFilter(watched, event)  # type: ignore[arg-type]

    def paintEvent(self, event: QPaintEvent) -> None:
        """The ground, and a line towards the text."""
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), self._theme.color("bg"))
        edge = self._theme.color("line")
        if self.width() < self.window().width() * 0.9:
            painter.fillRect(0, 0, 1, self.height(), edge)
        else:
            painter.fillRect(0, 0, self.width(), 1, edge)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width needs another height."""
        super().resizeEvent(event)
        self._later.start()

    def _space(self) -> None:
        px = self._theme.px
        self._column.setContentsMargins(px(12), px(15), px(12), px(24))
