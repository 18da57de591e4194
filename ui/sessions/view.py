"""The parts of the note page and how one gets about in them; it knows no vault."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from therapist_app.catalogue.model import Catalogue
from ui.kit.tab_order import set_tab_order
from ui.sessions.body import NoteBody
from ui.sessions.desk import Desk
from ui.sessions.head import NoteHead
from ui.sessions.page_facts import NoteFacts
from ui.sessions.page_words import Names, session_words
from ui.sessions.panel import SidePanel
from ui.sessions.privacy_words import agreed_of, head_words
from ui.sessions.writing import WritingColumn
from ui.theme.theme import Theme


class NoteView(QWidget):
    """Top line, text and side panel."""

    done_requested = Signal()
    spelling_requested = Signal()
    handout_requested = Signal()

    def __init__(self, theme: Theme, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.head = NoteHead(theme)
        self.writing = WritingColumn(theme)
        self.panel = SidePanel(theme, desk)
        self.body = NoteBody(theme, self.writing, self.panel)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.head)
        whole.addWidget(self.body, 1)
        self._connect()
        self._order_tabs()

    def show_facts(self, facts: NoteFacts, names: Names, catalogue: Catalogue) -> None:
        """Show what stands around the text of a session."""
        session, head = facts.session, self.head
        phase = catalogue.phase(facts.phase) if facts.phase else None
        head.set_phase(phase.number if phase else 0, phase.label if phase else "")
        kind = catalogue.session_kind(session.kind).label
        head.session.set_words(session_words(session, facts.file.number, kind, facts.today))
        agreed = head_words(agreed_of(facts.couple, catalogue, facts.today), session)
        head.policy.setText(agreed)
        head.policy.setVisible(bool(agreed))
        self.writing.text.set_names(names.a, names.b)
        self.panel.show_facts(facts, names)

    def toggle_panel(self) -> None:
        """Show the panel or put it away; where it lies below the text, go there or come back."""
        inside = self.panel.isAncestorOf(QApplication.focusWidget() or self)
        if self.body.is_stacked:
            to = self.writing.text if inside else self.panel.first_stop()
            to.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.body.go_to_panel(not inside)
            return
        shown = not self.body.panel_is_shown
        if inside:
            self.writing.text.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.body.show_panel(shown)

    def add_block(self) -> None:
        """Go to the box that finds a block, wherever the panel is."""
        if not self.body.panel_is_shown:
            self.body.show_panel(True)
        self.panel.blocks.box.ask()

    def _connect(self) -> None:
        head, body = self.head, self.body
        head.done_requested.connect(self.done_requested)
        head.panel_requested.connect(self.toggle_panel)
        for give in (head.handout_requested, self.panel.sheets.give_requested):
            give.connect(self.handout_requested)
        self.panel.rearranged.connect(self._order_tabs)
        self.panel.resized.connect(body.fit_panel)
        self.panel.resized.connect(self._show_hits)
        self.panel.blocks.box.left.connect(lambda: self.writing.text.setFocus())
        body.arranged.connect(lambda: head.offer_panel(not body.is_wide or not body.panel_is_shown))
        QApplication.instance().focusChanged.connect(self._focus_moved)  # type: ignore[union-attr]
        acts: dict[str, Callable[[], object]] = {
            "Ctrl+Return": self.done_requested.emit,
            "Ctrl+Enter": self.done_requested.emit,
            "Ctrl+T": self.add_block,
            "Ctrl+.": self.toggle_panel,
            "Ctrl+F": self.writing.finder.ask,
            "F7": self.spelling_requested.emit,
        }
        for key, act in acts.items():
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    @Slot(QWidget, QWidget)
    def _focus_moved(self, old: QWidget | None, new: QWidget | None) -> None:
        """What has the focus can be seen, however it came there."""
        if new is None or not self.body.isAncestorOf(new):
            return
        if self.body.is_stacked:
            self.body.ensureWidgetVisible(new, 0, self._theme.px(24))
        elif self.panel.isAncestorOf(new):
            self.panel.ensureWidgetVisible(new, 0, self._theme.px(24))

    def _show_hits(self) -> None:
        """The blocks that were found stand below their box, which may be the last line that is seen."""
        hits, area = self.panel.blocks.box.hits, self.body if self.body.is_stacked else self.panel
        if hits.isVisible():  # not `ensureWidgetVisible`: of a list it shows the chosen line alone
            foot = hits.mapTo(area.widget() or area, hits.rect().bottomLeft())
            area.ensureVisible(foot.x(), foot.y(), 0, self._theme.px(24))

    def _order_tabs(self) -> None:
        set_tab_order(self.head, self.writing, self.panel)
