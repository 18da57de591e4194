"""The notes of a couple: found by words and filters, read beside the list, opened with Enter."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from therapist_app.kernel.changes import Changes
from therapist_app.kernel.dates import day_words
from therapist_app.sessions.note import Block, NoteDocument, Part
from therapist_app.sessions.service import SessionFile
from ui.couples.note_filter import NoteRow, chosen, found_words, span_in
from ui.couples.note_filters import NoteFilters
from ui.couples.note_list import NoteList
from ui.couples.note_pane import NotePane, ReadNote
from ui.couples.note_rows import NEWEST, Listed, NotesFacts, listed, rows_of
from ui.couples.words import present_words, state_word
from ui.kit.asking import Asking
from ui.kit.card import Card
from ui.kit.context import Context
from ui.kit.discreet import spoken_name, without_names
from ui.kit.dress import Dress
from ui.kit.empty import EmptyState
from ui.kit.page import Page
from ui.kit.places import Place
from ui.kit.words import Label

_PANE_FROM = 50  # em: narrower than this, Enter opens and there is no pane


class NotesTab(Page):
    """Search and filters above, the list at the left, the chosen note at the right."""

    title = "Notes"

    def __init__(self, ctx: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._couple_id, self._discreet = "", False
        self._facts: NotesFacts | None = None
        self._asking = Asking(ctx.tasks, self)
        self._found_for = ""  # words that the index was asked for
        self._found = frozenset[str]()  # the sessions whose notes hold them
        self._rows: tuple[
            NoteRow, ...
        ] = ()  # of all contacts, made once for facts and names as they are shown
        phases = [(one.key, f"{one.number}  {one.short}") for one in ctx.workspace.catalogue.phases]
        self.filters = NoteFilters(ctx.theme, phases)
        self.count = Label("", "small", "text2")
        self.list = NoteList(ctx.theme)
        self.pane = NotePane(ctx.theme)
        what = "Your first note takes about three minutes"
        self.empty = EmptyState(ctx.theme, "pen", what, "It saves itself.", "Write note", word_icon="pen")
        self.none = EmptyState(
            ctx.theme, "search", "No note fits", "Ask for less to see more.", "Show all", word_icon=""
        )
        for state in (self.empty, self.none):
            state.setMinimumSize(1, 1)  # a low window cuts their ground, never the page
        self.stack = QStackedWidget()
        self._lay_out()
        self._connect()

    def open(self, place: Place) -> None:
        """Show the notes of a couple; `extra` may ask for those of a span: "since", "until" and what it is."""
        if place.couple_id != self._couple_id:
            self._couple_id, self._facts = place.couple_id, None
            self._asking.forget()
            self._found_for, self._found = "", frozenset()
            self.filters.clear()
            self.list.set_rows(())
            self._load(NEWEST)
        else:
            self._load()
        if (span := span_in(place.extra)) is not None:
            self.filters.clear()
            self.filters.set_span(span)

    def reload(self, changes: Changes) -> None:
        """Read the list again after a change to this couple."""
        if self._couple_id and changes.couple_id in (None, self._couple_id):
            self._found_for = ""
            self._load()

    def place(self) -> Place:
        """The couple's notes."""
        return Place("couple", self._couple_id, tab="notes")

    def set_discreet(self, discreet: bool) -> None:
        """Show initials in place of names."""
        self._discreet = discreet
        self._show()

    @property
    def first_focus(self) -> QWidget:
        """Where the keys go when someone comes here by a key; a focus proxy would reorder the Tab chain."""
        return self.empty.button if self.stack.currentWidget() is self._first_of_all else self.list

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the pane away where there is no room for two columns."""
        super().resizeEvent(event)
        self._fit()

    def _lay_out(self) -> None:
        self._both = QWidget()
        self._columns = QHBoxLayout(self._both)
        self._columns.addWidget(self.list, 5)
        self._columns.addWidget(self.pane, 6)
        self._first_of_all = QWidget()
        card = Card(self._ctx.theme)
        card.add(self.empty)
        lines = QVBoxLayout(self._first_of_all)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.addWidget(card)
        lines.addStretch(1)
        for part in (self._both, self.none, self._first_of_all):
            self.stack.addWidget(part)
        self._whole = QVBoxLayout(self)
        self._whole.addWidget(self.filters)
        self._whole.addWidget(self.count)
        self._whole.addWidget(self.stack, 1)
        Dress(self, self._ctx.theme, self._space)

    def _connect(self) -> None:
        self.filters.changed.connect(self._filter)
        self.filters.left_down.connect(lambda: self.list.setFocus(Qt.FocusReason.TabFocusReason))
        self.list.opened.connect(self._open_note)
        self.list.looked_at.connect(self._read)
        self.pane.open_requested.connect(lambda: self._open_note(self.list.session_id))
        self.pane.print_requested.connect(
            lambda: self.navigate_requested.emit(Place("note_paper", self._couple_id, self.list.session_id))
        )
        self.pane.sign_requested.connect(lambda: self._open_note(self.list.session_id, open="sign"))
        self.empty.clicked.connect(lambda: self.action_requested.emit("new_note"))
        self.none.clicked.connect(self.filters.clear)

    def _space(self) -> None:
        px = self._ctx.theme.px
        self._whole.setSpacing(px(8))
        self.stack.setMinimumHeight(px(48))  # in a low window the list gives way, never the filters
        self._columns.setContentsMargins(0, 0, 0, 0)
        self._columns.setSpacing(px(14))
        self._fit()

    def _fit(self) -> None:
        """The edges of the page, and whether there is a pane."""
        px = self._ctx.theme.px
        spare = max(0, self.width() - 2 * px(24) - px(1240))
        self._whole.setContentsMargins(px(24), px(16), px(24) + spare, px(16))
        roomy = self.width() >= _PANE_FROM * self._ctx.theme.em
        if self.pane.isHidden() == roomy:
            self.pane.setVisible(roomy)
            self._read(self.list.session_id)

    def _load(self, newest: int | None = None) -> None:
        workspace, couple_id, discreet = self._ctx.workspace, self._couple_id, self._discreet
        self._ctx.tasks.vault(
            lambda: listed(workspace, couple_id, discreet=discreet, newest=newest),
            self._arrived,
            self,
            lambda _: None,
        )

    def _arrived(self, found: Listed) -> None:
        facts = found.facts
        if facts.file.couple.id == self._couple_id:
            self._facts = facts
            self._show(found.rows if found.discreet == self._discreet else None)
            if not facts.is_whole:
                self._load()

    def _show(self, rows: tuple[NoteRow, ...] | None = None) -> None:
        """Show what was read; the rows are worded anew where names are to be hidden, or no more."""
        facts = self._facts
        if facts is None:
            return
        catalogue = self._ctx.workspace.catalogue
        known = facts.blocks()
        blocks = [(one.key, one.label) for one in catalogue.blocks if one.key in known]
        self._rows = rows_of(facts, catalogue, discreet=self._discreet) if rows is None else rows
        self.filters.set_choices(blocks, *self._names(facts))
        self._filter()
        self._read(self.list.session_id)

    def _names(self, facts: NotesFacts) -> tuple[str, str]:
        a, b = (spoken_name(facts.file.called(side), discreet=self._discreet) for side in "ab")
        return a, b

    def _filter(self) -> None:
        facts = self._facts
        if facts is None:
            return
        wish = self.filters.wish
        if wish.words != self._found_for:
            self._look_for(wish.words)
        rows = self._rows
        shown = chosen(rows, wish, self._found)
        self.list.set_rows(shown)
        # While the rest of a long course is on its way, no number is a true one.
        self.count.setText(found_words(len(shown), len(rows), wish) if facts.is_whole else " ")
        self.filters.setVisible(bool(rows))
        self.count.setVisible(bool(rows))
        some = bool(shown) or not facts.is_whole
        self.stack.setCurrentWidget(self._both if some else self.none if rows else self._first_of_all)

    def _look_for(self, words: str) -> None:
        """Ask the index which notes hold the words; the list follows when it answers."""
        self._found_for = words
        if not words.strip():
            self._asking.forget()
            self._found = frozenset()
            return
        workspace, couple_id = self._ctx.workspace, self._couple_id
        self._asking.ask(lambda: workspace.search.sessions(words, couple_id), self._has_found)

    def _has_found(self, sessions: frozenset[str]) -> None:
        self._found = sessions
        self._filter()

    def _read(self, session_id: str) -> None:
        """Show the chosen note in the pane, if there is one."""
        if not session_id or self.pane.isHidden():
            self.pane.show_note(None)
            return
        sessions = self._ctx.workspace.sessions
        self._ctx.tasks.vault(lambda: sessions.get(session_id), self._show_note, self)

    def _show_note(self, file: SessionFile) -> None:
        facts, session = self._facts, file.session
        if facts is None or session.id != self.list.session_id:
            return
        kind = self._ctx.workspace.catalogue.session_kind(session.kind).label
        title = f"Session {file.number}" if file.number else kind
        names = self._names(facts)
        row = next((one for one in facts.sessions if one.session.id == session.id), None)
        parts = [
            day_words(session.on_date, facts.today),
            present_words(session.present, *names),
            state_word(row.state) if row else "",
        ]
        second = " · ".join(part for part in parts if part)
        note = self._without_names(file.note, facts) if self._discreet else file.note
        may_sign = row is not None and row.state == "done" and row.has_note
        self.pane.show_note(ReadNote(session.id, title, second, note, *names, may_sign=may_sign))

    def _without_names(self, note: NoteDocument, facts: NotesFacts) -> NoteDocument:
        names = (facts.file.a.name, facts.file.b.name)

        def block(one: Block) -> Block:
            runs = [(without_names(text, *names), marks) for text, marks in one.runs]
            return Block.of(one.kind, runs, level=one.level, state=one.state)

        return NoteDocument(
            tuple(Part(part.audience, tuple(block(one) for one in part.blocks)) for part in note.parts)
        )

    def _open_note(self, session_id: str, **extra: str) -> None:
        if session_id:
            self.navigate_requested.emit(Place("note", self._couple_id, session_id, extra=dict(extra)))
