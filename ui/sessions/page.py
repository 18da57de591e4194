"""The note page: one session's text with everything around it, kept in the vault while it is written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QEvent, Qt, QTimer, Slot
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from therapist_app.kernel.audience import Audience
from therapist_app.kernel.changes import Changes
from therapist_app.kernel.errors import AttuneError
from therapist_app.sessions.model import Session
from therapist_app.sessions.templates import first_for
from ui.kit.autosave import Saving
from ui.kit.context import Context
from ui.kit.page import Page
from ui.kit.places import Place
from ui.sessions.desk import Desk
from ui.sessions.drafts import Drafts
from ui.sessions.facts_reader import FactsReader
from ui.sessions.find_row import show_word
from ui.sessions.note_ends import NoteEnds
from ui.sessions.page_facts import NoteFacts, Opened, WrittenNote, open_session
from ui.sessions.page_words import names_of, saving_words
from ui.sessions.parts import private_sides
from ui.sessions.session_change import SessionChange
from ui.sessions.signed_side import SignedSide
from ui.sessions.spelling_help import SpellingHelp
from ui.sessions.version_acts import VersionActs
from ui.sessions.view import NoteView
from ui.sessions.writing_aids import WritingAids

_AROUND = {"couple", "session", "phase", "block", "sign", "commitment", "check_in", "assignment", "privacy"}


class NotePage(Page):
    """Opens Place("note", couple_id, session_id); without a session it takes up or starts today's.

    `extra["caret"]` brings the caret back, `extra["back"] == "today"` leads back to Today, `extra["open"] == "sign"`
    asks who signs, `extra["find"]` is a word to go to. A signed note is shown to be read.
    """

    title = "Note"

    def __init__(self, ctx: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._place = Place("note")
        self._facts: WrittenNote | None = None  # what is open
        self._around: NoteFacts | None = None  # that, and what stands around it, once it is read
        self._discreet = self._telling = False
        self._text_is_older = False  # someone else changed notes: a copy was put back
        self._asked = 0  # counts places opened, so that a late answer does not show an earlier one
        self.desk, self.reader = Desk(ctx, self), FactsReader(ctx, self)
        self.change = SessionChange(ctx, self)
        self.view = NoteView(ctx.theme, self.desk)
        self.writing, self.panel = self.view.writing, self.view.panel
        self.drafts = Drafts(ctx, self.writing.text.note, self)
        self.spelling = SpellingHelp(ctx, self.writing.text, self)
        self.aids = WritingAids(ctx, self.view, self)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.view)
        self.signed = SignedSide(ctx, self.view, self)
        self.ends, self.versions = NoteEnds(ctx, self.writing.text, self), VersionActs(ctx, self)
        whole.addWidget(self.signed.view)
        self._connect()

    # The page in the window

    def open(self, place: Place) -> None:
        """Show a session's note with the caret in it; the note shown before is saved on the way."""
        if self._facts is not None and place.session_id == self._facts.session.id:
            self._place = replace(place, couple_id=self._facts.session.couple_id)
            self._name_back()
            self._put_focus()
            self._read()
            self._open_asked()
            return
        self._leave()
        self._place = place
        asked = self._asked = self._asked + 1
        workspace = self._ctx.workspace
        self.writing.text.setFocus(Qt.FocusReason.OtherFocusReason)
        self._ctx.tasks.vault(
            lambda: open_session(workspace, place.couple_id, place.session_id),
            lambda opened: self._opened(opened, asked),
            self,
            self._not_opened,
        )

    def reload(self, changes: Changes) -> None:
        """Read what stands around the text again; the text itself is changed here alone."""
        if changes.nouns & self.aids.READ:
            self.aids.read()
        if self._facts is None or self._telling or not changes.nouns & _AROUND:
            return
        if changes.couple_id in (None, self._facts.session.couple_id):
            self._text_is_older = self._text_is_older or "note" in changes.nouns
            self._read()

    def settle(self, on_settled: Callable[..., None]) -> None:
        """Keep what is typed, in the text and in the panel; `on_settled(worked)` says whether it is."""
        self.panel.commit()
        self.desk.flush(lambda acts: self.drafts.flush(lambda text: on_settled(acts and text)))

    def place(self) -> Place:
        """Where this is: the session, and the caret in its text."""
        if self._facts is None:
            return self._place
        session, extra = self._facts.session, dict(self._place.extra)
        extra["caret"] = self.writing.text.caret_place()
        return Place("note", session.couple_id, session.id, extra=extra)

    def panes(self) -> list[QWidget]:
        """The parts that F6 goes through."""
        signed = self.signed.view
        return [signed.text, signed.add] if self._is_signed else [self.writing.text, self.panel]

    def set_discreet(self, discreet: bool) -> None:
        """Show letters and initials in place of names, or names again."""
        self._discreet = discreet
        for one in (self.aids, self.versions):
            one.set_discreet(discreet)
        self._show_facts()

    def settings_changed(self) -> None:
        """Mark words or leave them."""
        self.spelling.settings_changed()

    def hideEvent(self, event: QHideEvent) -> None:
        """Another page comes, or this one goes: keep what is typed."""
        super().hideEvent(event)
        self._keep_now()

    def event(self, event: QEvent) -> bool:
        """The last moment before this page goes is a moment to keep what is typed, too."""
        if event.type() == QEvent.Type.DeferredDelete:
            self._keep_now()
        return super().event(event)

    def _leave(self) -> None:
        self.panel.commit()
        self.drafts.leave()
        for one in (self.reader, self.aids, self.signed):
            one.forget()
        self._facts = self._around = None
        self._text_is_older = False
        self._ctx.dialogs.close_all()
        self.writing.show_nothing()
        self.panel.show_nothing()

    def _opened(self, opened: Opened, asked: int) -> None:
        if asked != self._asked:
            return
        self._facts = opened.note
        if self._is_signed:
            self.signed.show_facts(opened.note, names_of(opened.note.couple, discreet=self._discreet))
        else:
            self._show_text(opened.note)
        self._put_focus()  # whoever types does not wait for what stands around the text
        QTimer.singleShot(0, self, lambda: self._surround(opened))

    def _surround(self, opened: Opened) -> None:
        if self._facts is opened.note:
            self.reader.read(opened.note.session.id)
        if opened.changes is not None:
            self._emit(opened.changes)

    def _show_text(self, read: WrittenNote) -> None:
        session = read.session
        met = self._ctx.workspace.catalogue.session_kind(session.kind).met
        unsaved = self.drafts.begin(session, read.file.note)
        note = unsaved if unsaved is not None else read.file.note
        template = first_for(session.kind) if met and session.done_at is None else None
        self.writing.show_note(note, Audience(session.audience), template)
        if unsaved is not None:
            self.drafts.edited()
        self._say_saving()

    def _not_opened(self, error: AttuneError) -> None:
        self.message.emit(error.whole, None)
        couple = self._place.couple_id
        self.navigate_requested.emit(Place("couple", couple) if couple else Place("today"))

    def _read(self) -> None:
        if self._facts is not None and not self.desk.is_waiting:  # what waits would seem to be undone
            self.reader.read(self._facts.session.id)

    def _was_read(self, facts: NoteFacts) -> None:
        was_signed, is_first = self._is_signed, self._around is None
        self._facts = self._around = facts
        if was_signed != self._is_signed:
            self._turn_over()
            return
        if self._text_is_older:
            self._take_up_text(facts)
        self._show_facts()
        if is_first:
            self.aids.read()
            self._open_asked()

    def _take_up_text(self, facts: NoteFacts) -> None:
        """Show the text as the vault has it by now; what is being typed is never written over."""
        front = self.drafts.front
        if front is None or front.saver.state.saving is not Saving.SAVED:
            return
        self._text_is_older = False
        if facts.file.note.normal() != front.base.normal():
            caret = self.writing.text.caret_place()
            self.drafts.begin(facts.session, facts.file.note)
            self.writing.show_note(facts.file.note, Audience(facts.session.audience))
            self.writing.text.restore_caret(caret)

    def _show_facts(self) -> None:
        facts = self._around
        if facts is None:
            return
        names = names_of(facts.couple, discreet=self._discreet)
        self.signed.show_facts(facts, names)
        self.view.show_facts(facts, names, self._ctx.workspace.catalogue)
        self.spelling.begin((facts.couple.a.name, facts.couple.b.name))
        self._name_back()
        self._say_private()
        self.aids.show_facts(facts, names)
        self.view.body.fit_panel()

    def _name_back(self) -> None:
        if self._facts is not None:
            label = names_of(self._facts.couple, discreet=self._discreet).label
            back = "Back to Today" if self._from_today else f"Back to {label}"
            self.view.head.set_who(label, back)
            self.signed.view.back.set_name(back)

    def _keep_now(self) -> None:
        if self._facts is not None:
            self.panel.commit()
        self.drafts.flush()

    def _say_saving(self) -> None:
        state, local = self.drafts.state, self._ctx.workspace.clock.local()
        self.view.head.say_saving(state.saving, saving_words(state, local))

    def finish(self) -> None:
        """Done: keep everything, say that the note is done, go back."""
        if self._facts is not None:
            self._once_kept(lambda: self.ends.say_done(self.place()))

    def remove(self) -> None:
        """Keep everything, then move the session with its note into the trash; nothing is typed meanwhile."""
        if self._facts is not None:
            self._once_kept(lambda: self.ends.remove(replace(self.place(), extra={})))

    def _is_removed(self, changes: Changes) -> None:
        self.go_back()
        self._leave()
        self._emit(changes)

    def show_versions(self) -> None:
        """Keep what is typed, then show what stood here before."""
        if (facts := self._facts) is not None:
            names, signed = names_of(facts.couple, discreet=self._discreet), self._is_signed
            self._once_kept(lambda: self.versions.ask(facts.session, names, signed=signed))

    def _once_kept(self, act: Callable[[], None]) -> None:
        self.settle(lambda worked=True: act() if worked else self._say_saving())

    def _brought_back(self, changes: Changes) -> None:
        self._text_is_older = True
        self._tell(changes)

    def go_back(self) -> None:
        """Back to the couple, or to Today when the note was opened there."""
        couple = self._facts.session.couple_id if self._facts else ""
        home = self._from_today or not couple
        self.navigate_requested.emit(Place("today") if home else Place("couple", couple))

    @property
    def _from_today(self) -> bool:
        return self._place.extra.get("back") == "today"

    @property
    def _is_signed(self) -> bool:
        return self._facts is not None and self._facts.signed.is_locked

    def _put_focus(self) -> None:
        """Where the caret was, or at the word that the place asks to find."""
        word = self._take("find")
        if self._is_signed:
            self.signed.view.text.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.writing.put_caret(self._place.extra.get("caret"))
        show_word(self.signed.view.text if self._is_signed else self.writing.text, word)

    def _turn_over(self) -> None:
        """It was signed or unlocked: open it anew, to read or to write in."""
        place = self.place()
        self._leave()
        self.open(place)

    def _open_asked(self) -> None:
        """What a place asks to have opened is opened once."""
        asked, typed = self._take("open"), self._take("typed")
        if asked == "sign":
            self.sign()
        elif asked == "add":
            self.signed.add(typed)

    def _take(self, name: str) -> Any:
        """What the place asks for under this name, once: it does not ask again."""
        extra = dict(self._place.extra)
        asked = extra.pop(name, None)
        self._place = replace(self._place, extra=extra)
        return asked

    def sign(self) -> None:
        """Keep what is typed, then ask who signs; a signed note is left as it is."""
        if self._facts is not None and not self._is_signed:
            self._once_kept(self.signed.sign)

    def _was_signed(self, changes: Changes, said: str) -> None:
        self.drafts.leave()
        self._tell(changes)
        self.message.emit(said, None)

    def change_session(self) -> None:
        """Open the sheet for kind, day and times."""
        if self._facts is not None:
            self.change.ask(self._facts.session, names_of(self._facts.couple, discreet=self._discreet))

    @Slot(object, object)
    def _session_changed(self, before: Session, after: Session) -> None:
        """The text follows its session to fewer readers, as the vault lets the other facts do."""
        if self._facts is not None and self._facts.session.id == after.id:
            self.writing.follow(Audience(before.audience), Audience(after.audience))

    def _say_private(self) -> None:
        """Whose parts are kept in the text by now: what was agreed may ask about them."""
        if self.drafts.front is not None:
            self.panel.present.set_private(private_sides(self.drafts.front.base))

    def _emit(self, changes: Changes) -> None:
        """Tell the window; when it tells everyone, this page knows already."""
        self._telling = True
        try:
            self.changed.emit(changes)
        finally:
            self._telling = False

    def _tell(self, changes: Changes) -> None:
        self._emit(changes)
        self._read()

    def _refused(self, sentence: str | AttuneError) -> None:
        self.message.emit(sentence.whole if isinstance(sentence, AttuneError) else sentence, None)
        self._read()

    def _connect(self) -> None:
        view, head, writing = self.view, self.view.head, self.writing
        view.done_requested.connect(self.finish)
        view.spelling_requested.connect(self.spelling.next_word)
        self.spelling.said.connect(lambda words: self.message.emit(words, None))
        head.back_requested.connect(self.go_back)
        head.session_requested.connect(self.change_session)
        view.handout_requested.connect(lambda: self.action_requested.emit("print_handout"))
        writing.edited.connect(self.drafts.edited)
        writing.left.connect(lambda: self.drafts.flush())
        writing.refused.connect(lambda words: self.message.emit(words, None))
        self.drafts.kept.connect(self._emit)
        self.drafts.kept.connect(lambda _: self._say_private())
        self.panel.present.joint_requested.connect(
            lambda side: self.writing.hand_over(Audience(side), Audience.JOINT)
        )
        self.drafts.state_changed.connect(self._say_saving)
        self.desk.changed.connect(self._tell)
        self.desk.refused.connect(self._refused)
        self.change.changed.connect(self._tell)
        self.signed.acts.kept.connect(self._was_signed)
        self.signed.acts.unlocked.connect(self._tell)
        self.signed.view.back_requested.connect(self.go_back)
        self.signed.view.print_requested.connect(lambda: self.action_requested.emit("print_note"))
        for changed in (self.change.session_changed, self.panel.present.session_changed):
            changed.connect(self._session_changed)
        self.reader.was_read.connect(self._was_read)
        self.reader.gone.connect(self._not_opened)
        ends, versions = self.ends, self.versions
        ends.done.connect(self._tell)
        ends.done.connect(self.go_back)
        ends.removed.connect(self._is_removed)
        ends.taken_back.connect(self.changed)
        ends.reopened.connect(self.navigate_requested)
        ends.refused.connect(self._refused)
        versions.brought_back.connect(self._brought_back)
        for one in (ends, versions, self.desk, self.aids):
            one.message.connect(self.message)
