"""What each action does; the methods are the handlers that the table of actions names."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from therapist_app.kernel.changes import Done
from therapist_app.kernel.errors import AttuneError
from therapist_app.sessions.model import SessionKind
from therapist_app.sessions.rules import CANCELLED, WITH_ONE
from therapist_app.settings import TABLE
from ui.kit.places import Place, safety_of
from ui.sessions.page import NotePage
from ui.shell.actions import Action
from ui.shell.before_choice import show_before
from ui.shell.call_words import call_words
from ui.shell.note_choice import NoteChoice, addition_place, choose_note
from ui.shell.one_partner import choose_partner
from ui.shell.repair_choice import mark_step
from ui.today.page import TodayPage
from ui.today.words import clock_words

if TYPE_CHECKING:
    from therapist_app.sessions.copies import FoundText
    from therapist_app.sessions.model import Session
    from therapist_app.sessions.service import SessionRow
    from ui.shell.window import MainWindow

_ON_PROGRESS = frozenset({"score", "goal", "instrument", "entries", "beside", "step"})


class Commands:
    """Does things in the window. A couple id may be given; else the couple that is open is meant."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._ctx = window.ctx

    def run(self, one: Action, couple_id: str = "") -> None:
        """Do an action of the table."""
        handler = getattr(self, one.handler)
        if given := one.argument or couple_id:
            handler(given)
        else:
            handler()

    def write_note(self, couple_id: str = "") -> None:
        """Open the note of the open couple's session today, else of today's latest session without one."""
        workspace, couple = self._ctx.workspace, couple_id or self._couple
        self._ctx.tasks.vault(lambda: choose_note(workspace, couple), self._open_note, self._window)

    def _open_note(self, choice: NoteChoice | None) -> None:
        if choice is None:
            self._window.choose_couple("Write a note for\N{HORIZONTAL ELLIPSIS}", self.write_note)
            return
        self._window.go(Place("note", choice.couple_id, choice.session_id))
        if choice.changes:  # told afterwards, so that the caret does not wait for the caseload
            self._window.tell(choice.changes)

    def contact(self, kind: str, couple_id: str = "") -> None:
        """Enter a contact of this kind now; with one partner, that one is chosen first."""
        couple = couple_id or self._couple
        if not couple:
            label = self._ctx.workspace.catalogue.session_kind(kind).label
            title = f"{label} with\N{HORIZONTAL ELLIPSIS}"
            self._window.choose_couple(title, lambda chosen: self.contact(kind, chosen))
        elif kind in WITH_ONE:
            label = self._ctx.workspace.catalogue.session_kind(kind).label
            call = {"beside": call_words, "more": [("both", "Both")]} if kind == SessionKind.CALL else {}
            choose_partner(
                self._window, couple, f"{label} with", lambda side: self._start(kind, couple, side), **call
            )
        else:
            self._start(kind, couple, "")

    def _start(self, kind: str, couple: str, present: str) -> None:
        sessions = self._ctx.workspace.sessions
        self._ctx.tasks.vault(
            lambda: sessions.start(couple, kind=kind, present=present or None), self._started, self._window
        )

    def _started(self, done: Done[Session]) -> None:
        session = done.value
        self._window.tell(done.changes)
        if session.kind in CANCELLED:  # a line is enough
            label = self._ctx.workspace.catalogue.session_kind(session.kind).label
            self._window.toast(f"{label} entered for today", lambda: self._unsee(session.id))
        else:
            self._window.go(Place("note", session.couple_id, session.id))

    def open_form(self, word: str) -> None:
        """Open a form of the open couple."""
        if self._couple:
            tab = "progress" if word in _ON_PROGRESS else "overview"
            self._window.go(Place("couple", self._couple, tab=tab, extra={"open": word}))

    def open_safety(self, couple_id: str = "") -> None:
        """Show the page of safety of the couple."""
        if couple := couple_id or self._couple:
            self._window.go(safety_of(couple))

    def safety_form(self, word: str) -> None:
        """Open a form on the open couple's page of safety."""
        if self._couple:
            self._window.go(safety_of(self._couple, word))

    def safety_of_one(self, form: str) -> None:
        """Screen one partner of the open couple alone, or enter a risk line; which one is chosen first."""
        if couple := self._couple:
            title = {"screen": "Screen alone", "risk": "Risk line of"}[form]
            go = self._window.go
            choose_partner(self._window, couple, title, lambda side: go(safety_of(couple, f"{form}_{side}")))

    def sign_note(self, couple_id: str = "") -> None:
        """Ask who signs the open note, else the open couple's newest note that is done and not signed."""
        place, workspace = self._window.place(), self._ctx.workspace
        couple = couple_id or place.couple_id
        if place.page == "note" and place.session_id and couple == place.couple_id:
            self._window.go(replace(place, extra={**place.extra, "open": "sign"}))
        elif couple:
            self._ctx.tasks.vault(
                lambda: workspace.signing.to_sign(couple),
                lambda session_id: self._sign(couple, session_id),
                self._window,
            )

    def _sign(self, couple_id: str, session_id: str) -> None:
        if session_id:
            self._window.go(Place("note", couple_id, session_id, extra={"open": "sign"}))
        else:
            self._window.toast("No note of this couple waits to be signed.")

    def print_note(self, couple_id: str = "") -> None:
        """Show the open note as pages, else the open couple's newest note."""
        place, workspace = self._window.place(), self._ctx.workspace
        couple = couple_id or place.couple_id
        if place.page == "note" and place.session_id and couple == place.couple_id:
            self._window.go(Place("note_paper", couple, place.session_id))
        elif couple:
            self._ctx.tasks.vault(
                lambda: workspace.sessions.last_noted(couple),
                lambda row: self._paper(couple, row),
                self._window,
            )

    def _paper(self, couple_id: str, row: SessionRow | None) -> None:
        if row is None:
            self._window.toast("This couple has no note yet.")
        else:
            self._window.go(Place("note_paper", couple_id, row.session.id))

    def print_handout(self, couple_id: str = "") -> None:
        """Open the handouts of the couple with the focus on the list, so that Enter prints."""
        couple = couple_id or self._couple
        if couple:
            self._window.go(Place("couple", couple, tab="homework", extra={"focus": "sheets"}))
        else:
            self._window.choose_couple("Print a handout for\N{HORIZONTAL ELLIPSIS}", self.print_handout)

    def in_homework(self, name: str) -> None:
        """Do something with the sheet that is chosen in a couple's homework: pack it, print the packet, like it."""
        from ui.couples.page import CouplePage  # with its tabs, once a couple was opened
        from ui.homework.tab import HomeworkTab

        page = self._window.stack.current
        tab = page.current if isinstance(page, CouplePage) else None
        if isinstance(tab, HomeworkTab):
            getattr(tab.chooser, name)()
        else:
            self._window.toast("Open a couple\N{RIGHT SINGLE QUOTATION MARK}s homework first: Ctrl+4.")

    def save_fillable(self, couple_id: str = "") -> None:
        """Save the sheet that is chosen for the couple as a file to fill in; first go where it is chosen."""
        couple = couple_id or self._couple
        if couple:
            extra = {"focus": "sheets", "then": "fillable"}
            self._window.go(Place("couple", couple, tab="homework", extra=extra))

    def take_in_sheet(self) -> None:
        """Ask for a sheet that came back, of the open couple if one is open."""
        self._window.returning.choose(self._couple)

    def in_note(self, name: str) -> None:
        """Do something of the note that is open: templates, the last note."""
        if page := self._open_page():
            getattr(page.aids, name)()

    def on_note(self, name: str) -> None:
        """Do something with the whole note that is open: look at earlier versions, remove it."""
        if page := self._open_page():
            getattr(page, name)()

    def _open_page(self) -> NotePage | None:
        """The page of the note that is open; where there is none, that is said."""
        page = self._window.stack.current
        if isinstance(page, NotePage):
            return page
        self._window.toast("Open a note first: Ctrl+N.")
        return None

    def on_handouts(self, name: str) -> None:
        """Go to the handouts and do something there that needs none: write one, import one."""
        from ui.homework.library import LibraryPage  # with its preview, once it is opened

        self._window.go(Place("handouts"))
        page = self._window.stack.current
        if isinstance(page, LibraryPage):
            getattr(page.acts, name)()

    def sheet_from_note(self) -> None:
        """Make a sheet of the words that are selected in the note, as it is kept now."""
        page = self._open_page()
        words = page.aids.selected_words() if page else None
        if page and words:
            place, extra = page.place(), {"words": words}
            there = Place("said_sheet", place.couple_id, place.session_id, extra=extra)
            page.settle(lambda *_: self._window.go(there))
        elif page:
            self._window.toast("Select words in the note that a partner may read, then try again.")

    def show_before(self, couple_id: str = "") -> None:
        """Show the card before the session that is meant here as a page: of the note, of Today, of the open couple."""
        show_before(self._window, couple_id)

    def seen_today(self, couple_id: str = "") -> None:
        """Enter a session of today for the couple whose line in the caseload has the focus, or that is chosen first."""
        couple_id = couple_id or self._window.sidebar.caseload.focused_couple
        if not couple_id:
            self._window.choose_couple("Who was here today?", self.seen_today)
            return
        workspace = self._ctx.workspace
        self._ctx.tasks.vault(lambda: workspace.sessions.start(couple_id), self._seen, self._window)

    def _seen(self, done: Done[Session]) -> None:
        session = done.value
        self._window.tell(done.changes)
        when = f" at {clock_words(session.start)}" if session.start else ""
        self._window.toast(f"Seen today{when}", lambda: self._unsee(session.id))

    def _unsee(self, session_id: str) -> None:
        workspace = self._ctx.workspace
        self._ctx.tasks.vault(lambda: workspace.sessions.remove(session_id), self._window.tell, self._window)

    def not_now(self) -> None:
        """Set the loose end that has the focus on Today aside."""
        page = self._window.stack.current
        if not (isinstance(page, TodayPage) and page.loose_ends.ask_focused()):
            self._window.toast("Go to a loose end on Today first; there Delete does it.")

    def show_aside(self) -> None:
        """Show the loose ends that were set aside."""
        self._window.go(Place("today", extra={"open": "aside"}))

    def add_couple(self) -> None:
        """Open the page for a new couple."""
        self._window.go(Place("add_couple"))

    def show_tab(self, tab: str) -> None:
        """Show a tab of the open couple, or a page of its own about them."""
        if self._couple:
            own = tab in ("repair", "intake")
            self._window.go(Place(tab, self._couple) if own else Place("couple", self._couple, tab=tab))

    def mark_step(self) -> None:
        """Mark a step of a repair thread; while a note is open, as taken in its session."""
        mark_step(self._window)

    def find(self) -> None:
        """Open "find or do"."""
        self._window.find_or_do()

    def show_screen(self, name: str) -> None:
        """Show a screen that needs no couple."""
        self._window.go(Place(name))

    def previous_couple(self) -> None:
        """Open the couple above in the sidebar."""
        self._window.step_couple(-1)

    def next_couple(self) -> None:
        """Open the couple below in the sidebar."""
        self._window.step_couple(1)

    def back(self) -> None:
        """Show the place before."""
        self._window.back()

    def next_pane(self) -> None:
        """Go to the next part of the window."""
        self._window.panes.move(1)

    def previous_pane(self) -> None:
        """Go to the part of the window before."""
        self._window.panes.move(-1)

    def toggle_discreet(self) -> None:
        """Show initials in place of names, or names again."""
        self._window.set_discreet(not self._window.discreet)

    def set_look(self, mode: str) -> None:
        """Use the light or the dark look from now on."""
        self._change(theme=mode)

    def toggle_spelling(self) -> None:
        """Mark words in notes that the dictionary does not know, or leave them alone."""
        marked = not self._ctx.settings.values.spelling
        self._change(spelling=marked)
        self._window.toast("Words to look at are marked" if marked else "Words are not marked any more")

    def change_text_size(self, by: str) -> None:
        """Make all text larger or smaller by so many per cent, within its bounds."""
        row = next(row for row in TABLE if row.key == "text_size")
        size = self._ctx.settings.values.text_size + int(by)
        self._change(text_size=max(row.least or size, min(row.most or size, size)))

    def _change(self, **changed: object) -> None:
        try:
            self._ctx.settings.change(**changed)
        except AttuneError as error:
            self._window.toast(error.whole)

    def toggle_menus(self) -> None:
        """Show or hide the menus."""
        self._window.menus_requested.emit()

    def put_back(self) -> None:
        """Choose a copy of unsaved text and put it back into its note."""
        self._window.safekeeping.choose_copy()

    def add_below(self, text: FoundText) -> None:
        """Open the sheet of an addition to a signed note, with the text of a copy in it."""
        if (place := addition_place(text)) is not None:
            self._window.go(place)

    def ways(self, act: str) -> None:
        """Change or try a way into the practice."""
        getattr(self._window.ways, act)()

    def back_up(self) -> None:
        """Back up now, and copy it outside this computer."""
        self._window.keeper.back_up()

    def try_restore(self) -> None:
        """Try whether a backup would come back."""
        self._window.keeper.try_restore()

    def choose_backup_folder(self) -> None:
        """Ask for the folder for copies outside this computer, and make the first one."""
        now = self._ctx.settings.values.backup_folder
        start = Path(now) if now else Path.home()
        chosen = self._ctx.dialogs.choose_folder(
            self._window, "A folder for copies outside this computer", start
        )
        if chosen:
            self._change(backup_folder=chosen)
            self._window.keeper.folder_is_chosen()

    def restore(self) -> None:
        """Lock: a backup is chosen and brought back on the lock page, never beside an open practice."""
        words = (
            "Attune locks first. On the lock page press \u201cRestore a backup\u201d: you choose one and see what is "
            "inside before anything changes. What you have now is kept beside it under a name of its own."
        )
        self._ctx.dialogs.confirm(self._window, "Restore a backup", words, "Lock now", self.lock)

    def lock(self) -> None:
        """Lock the practice."""
        self._window.lock_requested.emit("asked")

    def quit(self) -> None:
        """Lock, then end the app."""
        window = QApplication.activeWindow() or self._window.window()
        window.close()

    def show_keys(self) -> None:
        """Show the list of keys."""
        self._window.show_keys()

    @property
    def _couple(self) -> str:
        return self._window.place().couple_id
