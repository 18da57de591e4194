"""The note page: one session's text with everything around it, kept in the vault while it is written."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QEvent, Qt, Slot
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from therapist_app.kernel.audience import Audience
from therapist_app.kernel.changes import Changes, Done
from therapist_app.kernel.errors import AttuneError, InputError
from therapist_app.sessions.model import Session
from therapist_app.sessions.note import NoteDocument
from therapist_app.sessions.rules import narrows
from ui.kit.bar import Bar
from ui.kit.context import Context
from ui.kit.page import Page
from ui.kit.places import Place
from ui.sessions.autosave import Saving
from ui.sessions.body import NoteBody
from ui.sessions.desk import Desk
from ui.sessions.drafts import Drafts
from ui.sessions.head import NoteHead
from ui.sessions.page_facts import NoteFacts, Opened, open_session, read_facts
from ui.sessions.page_words import Names, hidden_label, saved_words, session_words
from ui.sessions.panel import SidePanel
from ui.sessions.session_sheet import SessionSheet
from ui.sessions.tab_order import set_tab_order
from ui.sessions.template_menu import fill_template_menu
from ui.sessions.writing import WritingColumn

_READ = frozenset({"couple", "session", "phase", "block", "commitment", "check_in", "assignment"})


class NotePage(Page):
    """Opens Place("note", couple_id, session_id); without a session it takes up or starts today's.

    `extra["caret"]` brings the caret back, `extra["back"] == "today"` leads back to Today.
    """

    title = "Note"

    def __init__(self, ctx: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._place = Place("note")
        self._facts: NoteFacts | None = None
        self._discreet = self._reading = self._read_again = False
        self._asked = 0  # counts places opened, so that a late answer does not show an earlier one
        theme = ctx.theme
        self.desk = Desk(ctx, self)
        self.head = NoteHead(theme)
        self.bar = Bar(theme, "circle-alert", "danger")
        self.retry = self.bar.add_button("Try again")
        self.writing = WritingColumn(theme)
        self.panel = SidePanel(theme, self.desk)
        self.body = NoteBody(theme, self.writing, self.panel)
        self.drafts = Drafts(ctx, self.writing.text.note, self)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        for part in (self.head, self.bar, self.body):
            whole.addWidget(part, 1 if part is self.body else 0)
        self._connect()
        self._order_tabs()

    # The page in the window

    def open(self, place: Place) -> None:
        """Show a session's note with the caret in it; the note shown before is saved on the way."""
        if self._facts is not None and place.session_id == self._facts.session.id:
            self._place = replace(place, couple_id=self._facts.session.couple_id)
            self._name_back()
            self.writing.put_caret(place.extra.get("caret"))
            self._read()
            return
        self._leave()
        self._place = place
        self._asked += 1
        asked, workspace = self._asked, self._ctx.workspace
        self.writing.text.setFocus(Qt.FocusReason.OtherFocusReason)
        self._ctx.tasks.vault(
            lambda: open_session(workspace, place.couple_id, place.session_id),
            lambda opened: self._opened(opened, asked),
            self,
            self._not_opened,
        )

    def reload(self, changes: Changes) -> None:
        """Read what stands around the text again; the text itself is changed here alone."""
        facts = self._facts
        if facts is not None and changes.couple_id in (None, facts.session.couple_id) and changes.nouns & _READ:
            self._read()

    def settle(self, on_settled: Callable[..., None]) -> None:
        """Keep what is typed, in the text and in the panel; `on_settled(worked)` says whether it is."""
        self.panel.commit()
        self.drafts.flush(on_settled)

    def place(self) -> Place:
        """This session, with where the caret is."""
        if self._facts is None:
            return self._place
        session, extra = self._facts.session, dict(self._place.extra)
        extra["caret"] = self.writing.text.caret_place()
        return Place("note", session.couple_id, session.id, extra=extra)

    def panes(self) -> list[QWidget]:
        """The parts that F6 goes through."""
        return [self.writing.text, self.panel]

    def set_discreet(self, discreet: bool) -> None:  # noqa: FBT001
        """Show letters and initials in place of names, or names again."""
        self._discreet = discreet
        self._show_facts()

    def hideEvent(self, event: QHideEvent) -> None:
        """Another page comes, or this one goes: keep what is typed."""
        super().hideEvent(event)
        self._keep_now()

    def event(self, event: QEvent) -> bool:
        """The last moment before this page goes is a moment to keep what is typed, too."""
        if event.type() == QEvent.Type.DeferredDelete:
            self._keep_now()
        return super().event(event)

    # Opening and reading

    def _leave(self) -> None:
        self.panel.commit()
        self.drafts.leave()
        self._facts = None
        self._ctx.dialogs.close_all()
        self.writing.show_nothing()
        self.panel.show_nothing()

    def _opened(self, opened: Opened, asked: int) -> None:
        if asked != self._asked:
            return
        facts = self._facts = opened.facts
        session = facts.session
        met = self._ctx.workspace.catalogue.session_kind(session.kind).met
        unsaved = self.drafts.begin(session)
        note = unsaved if unsaved is not None else facts.file.note
        self.writing.show_note(note, Audience(session.audience), with_headings=met and session.done_at is None)
        if unsaved is not None and self.drafts.front is not None:
            self.drafts.front.saver.edited()
        self._show_facts()
        self._say_saving()
        self.writing.put_caret(self._place.extra.get("caret"))
        if opened.changes is not None:
            self.changed.emit(opened.changes)

    def _not_opened(self, error: AttuneError) -> None:
        self.message.emit(error.whole, None)
        self.navigate_requested.emit(
            Place("couple", self._place.couple_id) if self._place.couple_id else Place("today")
        )

    def _read(self) -> None:
        """Read the facts again, once for any number of changes that come close together."""
        if self._facts is None:
            return
        if self._reading:
            self._read_again = True
            return
        self._reading = True
        workspace, session_id = self._ctx.workspace, self._facts.session.id
        self._ctx.tasks.vault(lambda: read_facts(workspace, session_id), self._was_read, self, self._not_read)

    def _was_read(self, facts: NoteFacts) -> None:
        self._reading = False
        again, self._read_again = self._read_again, False
        if self._facts is not None and facts.session.id == self._facts.session.id:
            self._facts = facts
            self._show_facts()
        else:
            again = True
        if again:
            self._read()

    def _not_read(self, error: AttuneError) -> None:
        self._reading = self._read_again = False
        if isinstance(error, InputError):  # the session is gone
            self._not_opened(error)

    def _show_facts(self) -> None:
        facts = self._facts
        if facts is None:
            return
        names, catalogue = self._names(facts), self._ctx.workspace.catalogue
        phase = catalogue.phase(facts.phase) if facts.phase else None
        kind = catalogue.session_kind(facts.session.kind).label
        self.head.set_phase(phase.number if phase else 0, phase.label if phase else "")
        self.head.session.set_words(session_words(facts.session, facts.file.number, kind, facts.today))
        self.writing.text.set_names(names.a, names.b)
        self._name_back()
        self.panel.show_facts(facts, names)
        self.body.fit_panel()

    def _names(self, facts: NoteFacts) -> Names:
        couple = facts.couple
        if self._discreet:
            return Names("A", "B", hidden_label(couple.couple.label))
        return Names(couple.a.name or "A", couple.b.name or "B", couple.couple.label)

    def _name_back(self) -> None:
        if self._facts is not None:
            to_today = self._place.extra.get("back") == "today"
            label = self._names(self._facts).label
            self.head.set_who(label, "Back to Today" if to_today else f"Back to {label}")

    # Saving

    def _keep_now(self) -> None:
        if self._facts is not None:
            self.panel.commit()
        self.drafts.flush()

    def _edited(self) -> None:
        if self.drafts.front is not None:
            self.drafts.front.saver.edited()

    def _say_saving(self) -> None:
        trouble, front = self.drafts.trouble, self.drafts.front
        self.bar.say(trouble)
        state = front.saver.state if front else None
        if state is None or (state.saving is Saving.SAVED and state.at is None):
            self.head.say_saving(Saving.SAVED, "")
        elif state.saving is Saving.SAVED and state.at is not None:
            self.head.say_saving(Saving.SAVED, saved_words(state.at, self._now()))
        else:
            words = "Not saved" if state.saving is Saving.NOT_SAVED else "Saving\N{HORIZONTAL ELLIPSIS}"
            self.head.say_saving(state.saving, words)

    def _now(self) -> dt.datetime:
        return self._ctx.workspace.clock.local()

    def _kept(self, changes: Changes) -> None:
        self.changed.emit(changes)

    # What the buttons and keys do

    def finish(self) -> None:
        """Done: keep everything, say that the note is done, go back."""
        if self._facts is None:
            return
        session = self._facts.session
        self.panel.commit()
        self.drafts.flush(lambda worked: self._say_done(session) if worked else self._say_saving())

    def _say_done(self, session: Session) -> None:
        service = self._ctx.workspace.sessions
        self._ctx.tasks.vault(lambda: service.done(session.id), self._is_done, self, self._refused)

    def _is_done(self, done: Done[Session]) -> None:
        place = self.place()
        self.changed.emit(done.changes)
        self.message.emit("Note kept", lambda: self._reopen(place))
        self.go_back()

    def _reopen(self, place: Place) -> None:
        service = self._ctx.workspace.sessions

        def reopened(done: Done[Session]) -> None:
            self.changed.emit(done.changes)
            self.navigate_requested.emit(place)

        self._ctx.tasks.vault(lambda: service.reopen(place.session_id), reopened, self, self._refused)

    def go_back(self) -> None:
        """Back to the couple, or to Today when the note was opened there."""
        to_today = self._place.extra.get("back") == "today" or self._facts is None
        couple = self._facts.session.couple_id if self._facts else ""
        self.navigate_requested.emit(Place("today") if to_today else Place("couple", couple))

    def toggle_panel(self) -> None:
        """Show the panel or put it away; where it lies below the text, go there or come back."""
        inside = self.panel.isAncestorOf(QApplication.focusWidget() or self)
        if self.body.is_stacked:
            (self.writing.text.setFocus if inside else self.panel.present.present.focus_segment)()
            return
        shown = not self.body.panel_is_shown
        if not shown and inside:
            self.writing.text.setFocus()
        self.body.show_panel(shown)

    def add_block(self) -> None:
        """Go to the box that finds a block, wherever the panel is."""
        if not self.body.panel_is_shown:
            self.body.show_panel(True)
        self.panel.blocks.box.ask()

    def change_session(self) -> None:
        """Open the sheet for kind, day and times."""
        facts, ctx = self._facts, self._ctx
        if facts is None:
            return
        sheet = SessionSheet(
            ctx.theme, facts.session, ctx.workspace.catalogue, self._names(facts), ctx.workspace.clock.today, self
        )
        sheet.yes_requested.connect(lambda: self._keep_session(sheet, facts.session))
        ctx.dialogs.open(sheet)

    def _keep_session(self, sheet: SessionSheet, before: Session) -> None:
        fields = sheet.fields()
        if fields is None:
            return
        if not fields:
            sheet.accept()
            return
        sheet.set_busy(True)
        service = self._ctx.workspace.sessions

        def kept(done: Done[Session]) -> None:
            sheet.accept()
            self._session_changed(before, done.value)
            self._tell(done.changes)

        self._ctx.tasks.vault(lambda: service.update(before.id, **fields), kept, sheet, sheet.say_error)

    @Slot(object, object)
    def _session_changed(self, before: Session, after: Session) -> None:
        """The text follows its session to fewer readers, as the vault lets the other facts do."""
        front = self.drafts.front
        if front is not None and front.session_id == after.id and narrows(before.audience, after.audience):
            self.writing.hand_over(Audience(before.audience), Audience(after.audience))

    def _tell(self, changes: Changes) -> None:
        self.changed.emit(changes)
        self._read()

    def _refused(self, sentence: str | AttuneError) -> None:
        self.message.emit(sentence.whole if isinstance(sentence, AttuneError) else sentence, None)
        self._read()

    def _use_template(self, note: NoteDocument) -> None:
        self.writing.use_template(note)

    def _fill_templates(self) -> None:
        if self._facts is not None:
            fill_template_menu(
                self.head.template_menu, self.writing, Audience(self._facts.session.audience), self._names(self._facts)
            )

    # Wiring

    def _connect(self) -> None:
        head, writing = self.head, self.writing
        head.back_requested.connect(self.go_back)
        head.session_requested.connect(self.change_session)
        head.handout_requested.connect(lambda: self.action_requested.emit("print_handout"))
        head.panel_requested.connect(self.toggle_panel)
        head.done_requested.connect(self.finish)
        head.template_menu.aboutToShow.connect(self._fill_templates)
        self._fill_templates()
        self.retry.clicked.connect(lambda: self.drafts.flush())
        writing.edited.connect(self._edited)
        writing.left.connect(lambda: self.drafts.flush())
        writing.refused.connect(lambda words: self.message.emit(words, None))
        self.drafts.kept.connect(self._kept)
        self.drafts.state_changed.connect(self._say_saving)
        self.desk.changed.connect(self._tell)
        self.desk.refused.connect(self._refused)
        self.panel.present.session_changed.connect(self._session_changed)
        self.panel.sheets.give_requested.connect(lambda: self.action_requested.emit("print_handout"))
        self.panel.rearranged.connect(self._order_tabs)
        self.panel.resized.connect(self.body.fit_panel)
        self.body.arranged.connect(
            lambda: head.offer_panel(not self.body.is_wide or not self.body.panel_is_shown)
        )
        QApplication.instance().focusChanged.connect(self._focus_moved)  # type: ignore[union-attr]
        keys: dict[str, Callable[[], Any]] = {
            "Ctrl+Return": self.finish,
            "Ctrl+Enter": self.finish,
            "Ctrl+T": self.add_block,
            "Ctrl+.": self.toggle_panel,
            "Ctrl+F": self.writing.find.ask,
        }
        for key, act in keys.items():
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    @Slot(QWidget, QWidget)
    def _focus_moved(self, old: QWidget | None, new: QWidget | None) -> None:
        """What has the focus can be seen, however it came there."""
        if new is None or not self.body.isAncestorOf(new):
            return
        if self.panel.isAncestorOf(new) and not self.body.is_stacked:
            self.panel.ensureWidgetVisible(new, 0, self._ctx.theme.px(24))
        elif self.body.is_stacked:
            self.body.ensureWidgetVisible(new, 0, self._ctx.theme.px(24))

    def _order_tabs(self) -> None:
        set_tab_order(self.head, self.bar, self.writing, self.panel)
