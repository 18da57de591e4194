"""The open practice: sidebar, pages, bars above them and toasts below; gone as a whole at lock."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMenuBar, QVBoxLayout, QWidget

from therapist_app.kernel.changes import Changes
from therapist_app.kernel.dates import WEEKDAYS, short_day
from therapist_app.kernel.errors import AttuneError
from therapist_app.kernel.whereabouts import look_at, opening_words
from ui.homework.returning import Returning
from ui.kit.context import Context
from ui.kit.places import Place
from ui.kit.toast import Toast
from ui.shell.actions import ACTIONS, action
from ui.shell.backup_bar import BackupBar
from ui.shell.backup_keeper import BackupKeeper
from ui.shell.caseload_words import CoupleRow, rows_of
from ui.shell.commands import Commands
from ui.shell.curtain import Curtain
from ui.shell.dropping import FileDrop
from ui.shell.finding import LEAST_LETTERS, Finding
from ui.shell.idle import IdleWatcher
from ui.shell.idle_bar import IdleBar
from ui.shell.keys_help import KeysHelp
from ui.shell.menus import fill_menus, make_actions
from ui.shell.pages import HOME, PageStack
from ui.shell.palette import Palette
from ui.shell.palette_items import Item, choices_for, couples_for, items_for, search_for
from ui.shell.panes import Panes, first_focus
from ui.shell.safekeeping import Safekeeping
from ui.shell.screens import SCREENS, exists, screen
from ui.shell.sidebar import Sidebar
from ui.shell.ways import WaysDialogs
from ui.shell.work_bar import WorkBar

if TYPE_CHECKING:
    from therapist_app.progression.service import CaseloadRow
    from ui.kit.page import Page
    from ui.shell.opening import Opened
    from ui.shell.outside import Outside

_NARROW_EM = 50
_CLOCK_MS = 60_000
_PREPARE_MS = 1_500  # after the practice is shown
_CASELOAD_NOUNS = frozenset(
    {"couple", "session", "phase", "safety", "practice", "dismissal", "review", "threshold"}
)


class MainWindow(QWidget):
    """Routes between the parts; each part is its own class."""

    lock_requested = Signal(str)
    menus_requested = Signal()
    title_changed = Signal(str)
    retry_requested = Signal()
    give_up_requested = Signal()

    def __init__(self, outside: Outside, opened: Opened) -> None:
        super().__init__()
        self.ctx = Context(opened.workspace, outside.tasks, outside.theme, outside.settings, outside.dialogs)
        self._start_place = Place.from_json(opened.place)
        self.discreet = opened.discreet
        self._couples: list[CoupleRow] = []
        self._found: tuple[CaseloadRow, ...] = ()
        self._after_choice: Callable[[str], None] | None = None
        self.hidden = frozenset(one.action for one in SCREENS if one.action and not exists(one))
        self.safekeeping = Safekeeping(self.ctx, self)
        self.stack = PageStack(self.ctx)
        self.sidebar = Sidebar(self.ctx.theme, self.hidden)
        self.idle_bar = IdleBar(self.ctx.theme)
        self.backup_bar = BackupBar(self.ctx.theme)
        self.work_bar = WorkBar(self.ctx.theme)
        self.keeper = BackupKeeper(self.ctx, self)
        self.returning = Returning(self.ctx, self, lambda: self.discreet)
        self._drop = FileDrop(self)
        self.commands = Commands(self)
        self.actions_by_key = make_actions(self, self.commands.run, self.hidden)
        self.panes = Panes(lambda: [self.sidebar, *self._page_parts()])
        self._lay_out()
        self.palette_box = Palette(self.ctx.theme, self)
        self._finding = Finding(self.ctx, self)
        self.toasts = Toast(self.ctx.theme, self)
        self._curtain: Curtain | None = None
        self.ways = WaysDialogs(self, outside.policy)
        self._idle = IdleWatcher(self.ctx.settings.values.idle_minutes, self)
        self._connect()

    def _lay_out(self) -> None:
        right = QVBoxLayout()
        right.setSpacing(0)
        for bar in (self.idle_bar, self.work_bar, self.backup_bar, *self.safekeeping.bars):
            right.addWidget(bar)
        right.addWidget(self.stack, 1)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.sidebar)
        whole.addLayout(right, 1)

    def _connect(self) -> None:
        self.sidebar.action_requested.connect(self.do)
        self.sidebar.caseload.chosen.connect(lambda couple: self.go(Place("couple", couple)))
        self.sidebar.caseload.status_chosen.connect(lambda _: self.load_caseload())
        self.stack.arrived.connect(self._arrived)
        self.stack.changed.connect(self.tell)
        self.stack.message.connect(self.toast)
        self.stack.action_requested.connect(self.do)
        self.palette_box.chosen.connect(self._chosen)
        self.palette_box.closed.connect(self._finding.forget)
        self._finding.more.connect(self._found_more)
        self._idle.warned.connect(self.idle_bar.count_down)
        self._idle.returned.connect(self.idle_bar.hide)
        self._idle.lock_requested.connect(lambda: self.lock_requested.emit("idle"))
        self.keeper.stands.connect(self.backup_bar.show_status)
        self.keeper.working.connect(self.work_bar.begin)
        self.keeper.advanced.connect(self.work_bar.show_step)
        self.work_bar.cancel_requested.connect(self.keeper.call_off)
        self.keeper.changed.connect(lambda: self.tell(Changes.of("backup")))
        self.keeper.said.connect(self.toast)
        self.backup_bar.asked.connect(self._about_backups)
        self.returning.changed.connect(self.tell)
        self.returning.message.connect(self.toast)
        self._drop.dropped.connect(lambda path: self.returning.take(path, self.place().couple_id))
        self.ctx.tasks.troubled.connect(self._troubled)
        self.safekeeping.message.connect(self.toast)
        self.safekeeping.put_back.connect(self.tell)
        self.safekeeping.addition_wanted.connect(self.commands.add_below)
        self.safekeeping.all_kept.connect(self._all_kept)
        self.ctx.dialogs.always[action("lock").shortcut] = self.commands.lock
        self._clock = QTimer(self, interval=_CLOCK_MS)
        self._clock.timeout.connect(self._minute)

    def start(self) -> None:
        """Show the caseload and the place of last time, and begin to watch for absence."""
        self.stack.set_discreet(self.discreet)
        self.load_caseload()
        self.go(self._start_place or Place(HOME))
        folder = self.ctx.workspace.folder
        self.ctx.tasks.cpu(lambda: opening_words(look_at(folder)), self._say_where, self)
        self._idle.start()
        self.safekeeping.start()
        self.keeper.use_folder()
        self._clock.start()
        self._minute()
        QTimer.singleShot(_PREPARE_MS, self, self._prepare)

    def _prepare(self) -> None:
        """Nobody does anything in the first moment: the note page is made before someone asks for it."""
        if self._curtain is None:
            self.stack.prepare("note")

    def _say_where(self, words: str) -> None:
        if words:
            self.toast(words)

    @property
    def pages(self) -> list[Page]:
        """The pages made so far."""
        return self.stack.pages

    def place(self) -> Place:
        """Where the person is."""
        return self.stack.place()

    def go(self, place: Place) -> None:
        """Show a place."""
        self.stack.go(place)

    def back(self) -> None:
        """Show the place before."""
        self.stack.back()

    def do(self, key: str) -> None:
        """Do the action with this key."""
        self.commands.run(action(key))

    def tell(self, changes: Changes) -> None:
        """Let the sidebar and every page know what changed; once the lock has begun nobody reads any more."""
        if self._curtain is not None:
            return
        if changes.gone and changes.couple_id:
            self._let_go(changes.couple_id)
        self.stack.reload(changes)
        if changes.nouns & _CASELOAD_NOUNS:
            self.load_caseload()

    def _let_go(self, couple_id: str) -> None:
        """A couple is no longer here: go home from its pages, and lead nowhere to it."""
        if self.place().couple_id == couple_id:
            self.go(Place(HOME))
        self.stack.forget(couple_id)
        self.toasts.forget_undos()  # an undo may lead to what went with the couple

    def toast(self, words: str, undo: object = None) -> None:
        """Say something in passing, with its undo if there is one."""
        self.toasts.say(words, undo if callable(undo) else None)

    def _about_backups(self, key: str) -> None:
        """What the bar of backups was asked for."""
        if key == "remind_later":
            self.keeper.remind_later()
        elif key == "backup_size_is_right":
            self.keeper.size_is_right()
        else:
            self.do(key)

    def _troubled(self, error: AttuneError) -> None:
        self.toast(error.whole)

    def load_caseload(self) -> None:
        """Read the caseload anew."""
        workspace, status = self.ctx.workspace, self.sidebar.caseload.status
        self.ctx.tasks.vault(lambda: workspace.progression.caseload(status), self._show_caseload, self)

    def _show_caseload(self, found: tuple[CaseloadRow, ...]) -> None:
        self._found = found
        today = self.ctx.workspace.clock.today()
        self._couples = rows_of(found, self.ctx.workspace.catalogue, today, discreet=self.discreet)
        self.sidebar.caseload.set_rows(self._couples)

    def step_couple(self, step: int) -> None:
        """Open the couple so many lines below, with the same tab."""
        place = self.place()
        couple = self.sidebar.caseload.neighbour(place.couple_id, step)
        if couple:
            self.go(Place("couple", couple, tab=place.tab if place.page == "couple" else ""))

    def set_discreet(self, discreet: bool) -> None:
        """Show initials in place of names, or names again."""
        self.discreet = discreet
        self._show_caseload(self._found)
        self.stack.set_discreet(discreet)
        self.toast("Names are hidden" if discreet else "Names are shown")

    def find_or_do(self) -> None:
        """Open "find or do"."""
        self._after_choice = None
        self.palette_box.open(self._search)

    def _search(self, typed: str) -> list[Item]:
        items, everywhere = items_for(typed, self._couples, self.hidden), search_for(typed)
        if self.discreet:  # what is written in notes names people
            return items + everywhere
        if len(typed.strip()) >= LEAST_LETTERS:
            self._finding.ask(typed)
        labels = {row.couple_id: row.shown for row in self._couples}
        return items + self._finding.items(typed, labels) + everywhere

    def _found_more(self) -> None:
        if self.palette_box.isVisible() and self._after_choice is None:
            self.palette_box.look_again()

    def choose_couple(self, title: str, then: Callable[[str], None]) -> None:
        """Ask which couple is meant, then go on with it."""
        self._after_choice = then
        self.palette_box.open(
            lambda typed: couples_for(typed, self._couples), title, "First letters of a name"
        )

    def choose(self, title: str, choices: Sequence[tuple[str, str]], then: Callable[[str], None]) -> None:
        """Ask for one of a few things, each a key with its words, then go on with its key."""
        self._after_choice = then
        self.palette_box.open(lambda typed: choices_for(typed, choices), title, "First letters")

    def _chosen(self, item: Item) -> None:
        focus, page = QApplication.focusWidget(), self.stack.current
        if focus is not None and self.sidebar.isAncestorOf(focus) and page is not None:
            inside = first_focus(page)
            if inside is not None:
                inside.setFocus()  # what was chosen goes on in the page, not in the field it was asked from
        then, self._after_choice = self._after_choice, None
        if then is not None:
            then(item.choice or item.couple_id)
        elif item.place is not None:
            self.go(item.place)
        else:
            self.commands.run(action(item.action), item.couple_id)

    def show_keys(self) -> None:
        """Show the list of keys."""
        self.ctx.dialogs.open(KeysHelp(self.ctx.theme, self))

    def fill_menus(self, bar: QMenuBar) -> None:
        """Put every action into the menus."""
        fill_menus(bar, self.actions_by_key)

    def _arrived(self, place: Place) -> None:
        self.palette_box.close_palette()
        self.sidebar.set_here(place.page, place.couple_id)
        page = self.stack.current
        self.title_changed.emit((page.title if page else "") or screen(place.page).words)
        QTimer.singleShot(0, self, self._focus_somewhere)
        for one in ACTIONS:
            if one.needs_couple and one.key in self.actions_by_key and one.handler == "show_tab":
                self.actions_by_key[one.key].setEnabled(bool(place.couple_id))

    def _focus_somewhere(self) -> None:
        """A page that left takes the focus with it: put it into the new one, or else on the caseload."""
        focus = QApplication.focusWidget()
        if focus is not None and focus.isVisible() and self.isAncestorOf(focus):
            return
        parts = [*self._page_parts(), self.sidebar.caseload.list]
        target = next((found for part in parts if (found := first_focus(part)) is not None), None)
        if target is not None and self._curtain is None:
            target.setFocus()

    def _page_parts(self) -> list[QWidget]:
        page = self.stack.current
        return page.panes() if page is not None else []

    def settings_changed(self) -> None:
        """Take up the settings as they are now."""
        self._idle.set_minutes(self.ctx.settings.values.idle_minutes)
        for page in self.pages:
            page.settings_changed()
        self.keeper.use_folder()
        self._reflow()

    def look_at_clock(self) -> None:
        """Compare the time of absence with the clock now: the computer was asleep."""
        self._idle.look()

    def _minute(self) -> None:
        today = self.ctx.workspace.clock.today()
        self.sidebar.set_today(f"{WEEKDAYS[today.weekday()][:3]} {short_day(today)}")
        self.keeper.minute()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold the sidebar when the window is narrow for its letters."""
        super().resizeEvent(event)
        self._reflow()

    def _reflow(self) -> None:
        narrow = self.width() < _NARROW_EM * self.ctx.theme.em
        self.sidebar.set_folded(narrow or self.ctx.settings.values.fold_sidebar)
        if self._curtain is not None:
            self._curtain.setGeometry(self.rect())

    # Locking

    def cover(self) -> None:
        """Hide everything at once: the lock has begun."""
        self._idle.stop()
        self.safekeeping.stop()
        self._clock.stop()
        self.keeper.stop()
        self.palette_box.close_palette()
        self.toasts.hide()
        self.toasts.forget_undos()
        self._curtain = Curtain(self.ctx.theme, self)
        self._curtain.retry_requested.connect(self.retry_requested)
        self._curtain.give_up_requested.connect(self.give_up_requested)
        self._curtain.copy_requested.connect(lambda: self.safekeeping.save_copy(self._say_copied))
        self._curtain.setGeometry(self.rect())
        self._curtain.show()
        self._curtain.raise_()
        self.title_changed.emit("")

    def say_unsaved(self) -> None:
        """Some text could not be kept: ask behind the curtain what to do."""
        if self._curtain is not None:
            unsaved = self.ctx.unsaved
            self._curtain.say_unsaved(unsaved.sentence, can_copy=bool(unsaved.texts))

    def _say_copied(self, worked: bool) -> None:
        if self._curtain is not None:
            self._curtain.say_copied(worked=worked)

    def _all_kept(self) -> None:
        """What was not saved is saved by now: the lock that waits for it goes on."""
        if self._curtain is not None and self._curtain.is_asking:
            self.retry_requested.emit()

    def drop_pages(self) -> None:
        """Take every page and every name out of memory."""
        self.ctx.dialogs.always.clear()
        self.stack.drop()
        self._found = ()
        self._couples = []
        self.sidebar.caseload.set_rows(())
