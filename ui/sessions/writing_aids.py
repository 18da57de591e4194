"""What helps to write a note: templates, snippets, the last note pinned beside, the card before the session."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut

from therapist_app.briefing.model import Briefing
from therapist_app.kernel.audience import Audience
from therapist_app.kernel.changes import Done
from therapist_app.kernel.errors import AttuneError
from therapist_app.sessions.before import Line
from therapist_app.sessions.snippets import Expansion, values_of
from therapist_app.sessions.templates import Template, built_in, headings_in, headings_of
from ui.kit.context import Context
from ui.kit.fields import TextField
from ui.kit.sheet import Sheet
from ui.sessions.before_sheet import show_before_sheet
from ui.sessions.editor_edits import selected_pieces
from ui.sessions.page_facts import NoteFacts
from ui.sessions.page_words import Names
from ui.sessions.parts import PartNames
from ui.sessions.quoting import put_plan, put_quote
from ui.sessions.template_menu import fill_template_menu
from ui.sessions.view import NoteView

HIDDEN_BEFORE = "Names are hidden. Show them to see what came before."
_NONE_YET = "There is no note before this one yet."


@dataclass(frozen=True, slots=True)
class _Read:
    """What was read for a session in one go."""

    session_id: str
    templates: tuple[Template, ...]
    snippets: tuple[Expansion, ...]
    card: Briefing


class WritingAids(QObject):
    """Reads after the text is there, so that the caret never waits for it; changes nothing but on request."""

    message = Signal(str, object)
    READ = frozenset({"template", "snippet"})

    def __init__(self, ctx: Context, view: NoteView, parent: QObject) -> None:
        super().__init__(parent)
        self._ctx, self._view = ctx, view
        self._facts: NoteFacts | None = None
        self._names = Names()
        self._card: Briefing | None = None
        self._templates = built_in()
        self._pinned = False
        self._asked_to_pin = False  # before the note was read
        self._discreet = False
        last, before = view.panel.last, view.panel.before
        view.head.template_menu.aboutToShow.connect(self._fill_templates)
        before.fold_chosen.connect(lambda opened: self._keep_fold(folded=not opened))
        before.print_requested.connect(self.print_card)
        last.quote_requested.connect(self.quote)
        last.carry_requested.connect(self.carry_forward)
        last.close_requested.connect(self.toggle_last_note)
        last.left.connect(lambda: view.writing.text.setFocus(Qt.FocusReason.OtherFocusReason))
        shortcut = QShortcut(QKeySequence("Ctrl+Shift+P"), view)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self.toggle_last_note)

    # What the page tells

    def show_facts(self, facts: NoteFacts, names: Names) -> None:
        """What stands around the text was read, or names are shown otherwise."""
        self._facts, self._names = facts, names
        self._view.writing.snippets.values = values_of(facts.file, facts.couple)
        self._show()

    def set_discreet(self, discreet: bool) -> None:
        """While names are hidden, nothing of earlier notes stands beside the text."""
        self._discreet = discreet
        self._show()

    def read(self) -> None:
        """Read templates, snippets and what came before this session."""
        facts, workspace = self._facts, self._ctx.workspace
        if facts is None:
            return
        couple, session = facts.session.couple_id, facts.session.id
        self._ctx.tasks.vault(
            lambda: _Read(
                session,
                workspace.templates.list(),
                workspace.snippets.list(),
                workspace.briefing.before_session(couple, session),
            ),
            self._was_read,
            self,
            self._not_read,
        )

    def forget(self) -> None:
        """Another session is on its way."""
        self._facts = self._card = None
        self._view.panel.before.show_nothing()
        self._view.panel.last.hide()

    # What keys, menus and links do

    def selected_words(self) -> list[list[str]]:
        """What is selected as texts with their reader; what only the therapist may read is left out."""
        cursor = self._view.writing.text.textCursor()
        if not cursor.hasSelection():
            return []
        pieces = [(audience, block.text.strip()) for audience, block in selected_pieces(cursor)]
        return [
            [str(audience), text] for audience, text in pieces if text and audience is not Audience.THERAPIST
        ]

    def choose_template(self) -> None:
        """Open the menu of templates."""
        if self._facts is not None:
            self._view.head.template.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self._view.head.template.showMenu()

    def keep_headings(self) -> None:
        """Ask for a name, and keep the headings of this note as a template under it."""
        headings, service = headings_in(self._view.writing.text.note()), self._ctx.workspace.templates
        sheet = Sheet(self._ctx.theme, "Save as a template", "Save", self._view.window())
        field = TextField(self._ctx.theme, "Name of the template")
        field.set_hint("Only the headings are kept, each with who may read it; your text is not.")
        sheet.column.addWidget(field)

        def refused(error: AttuneError) -> None:
            sheet.refuse(error.whole)

        def kept(done: Done[Template]) -> None:
            sheet.accept()
            self.read()
            self.message.emit(f"Template {done.value.label} kept. It is in this menu and in Settings.", None)

        def keep() -> None:
            name = field.value
            sheet.set_busy(True)
            self._ctx.tasks.vault(lambda: service.add(name, headings), kept, sheet, refused)

        sheet.yes_requested.connect(keep)
        self._ctx.dialogs.open(sheet)

    def toggle_last_note(self) -> None:
        """Pin the last note beside the text and go there, or put it away and come back."""
        if self._card is None and not self._pinned:
            self._asked_to_pin = self._facts is not None
            return
        if self._discreet:
            self.message.emit(HIDDEN_BEFORE, None)
            return
        if not self._pinned and (self._card is None or self._card.last is None):
            self.message.emit(_NONE_YET, None)
            return
        self._pinned = not self._pinned
        self._show()
        if not self._pinned:
            self._view.writing.text.setFocus(Qt.FocusReason.ShortcutFocusReason)
            return
        if not self._view.body.panel_is_shown:
            self._view.body.show_panel(True)
        self._view.panel.last.lines.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def quote(self, line: Line) -> None:
        """Quote a line of the last note below the caret's paragraph, in a part of its own reader."""
        if self._facts is None or self._card is None or self._card.last is None:
            return
        text, session = self._view.writing.text, Audience(self._facts.session.audience)
        before = text.format_state().audience
        reader = put_quote(text, line, self._card.last.on_date, session)
        if reader is not None and reader is not before:
            word = PartNames(self._names.a, self._names.b).word(reader)
            self.message.emit(f"Quoted into a part of its own: {word}.", None)

    def carry_forward(self) -> None:
        """Take the plan of the last note into this one, each line with its reader."""
        if self._facts is None or self._card is None or self._card.last is None:
            return
        session, text = Audience(self._facts.session.audience), self._view.writing.text
        if put_plan(text, self._card.last, self._card.plan, session):
            text.setFocus(Qt.FocusReason.OtherFocusReason)

    def print_card(self) -> None:
        """Show the card as a page, to be printed."""
        if self._discreet:
            self.message.emit(HIDDEN_BEFORE, None)
        elif self._card is not None:
            show_before_sheet(self._ctx, self._card, self._view)

    # How it is done

    def _was_read(self, read: _Read) -> None:
        if self._facts is None or read.session_id != self._facts.session.id:
            return
        first = self._card is None
        self._templates, self._card = read.templates, read.card
        writing = self._view.writing
        writing.headings = headings_of(read.templates)
        writing.snippets.snippets = read.snippets
        if first:
            fresh = writing.is_untouched()
            self._view.panel.before.set_open(fresh and not self._ctx.settings.values.fold_before)
        self._show()
        if self._asked_to_pin:
            self._asked_to_pin = False
            self.toggle_last_note()

    def _not_read(self, error: AttuneError) -> None:
        """The text can be written without it; that the session is gone is said by the page itself."""
        if error.MAY_PASS:
            self._ctx.tasks.troubled.emit(error)

    def _show(self) -> None:
        card, panel = self._card, self._view.panel
        if card is None:
            return
        if self._discreet:
            panel.before.show_nothing()
            panel.last.hide()
            panel.last.rearranged.emit()
            return
        names = self._names.shortened()
        panel.before.show_card(card, names, self._ctx.workspace.catalogue)
        shown = self._pinned and card.last is not None
        if card.last is not None and shown:
            panel.last.show_note(card.last, PartNames(names.a, names.b), has_plan=bool(card.plan))
        panel.last.setVisible(shown)
        panel.last.rearranged.emit()

    def _keep_fold(self, *, folded: bool) -> None:
        try:
            self._ctx.settings.change(fold_before=folded)
        except AttuneError as error:
            self.message.emit(error.whole, None)

    def _fill_templates(self) -> None:
        if self._facts is not None:
            fill_template_menu(
                self._view.head.template_menu,
                self._view.writing,
                Audience(self._facts.session.audience),
                self._names,
                self._templates,
                self.keep_headings,
            )
