"""Goes through the real window, stop by stop, and keeps a picture of each."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QCoreApplication, QDeadlineTimer, QEvent, QEventLoop, QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QAbstractButton, QApplication, QTabBar

from therapist_app.vault.errors import VaultError
from therapist_app.vault.outside import Outside as CopiesFolder
from therapist_app.vault.outside import Where
from therapist_app.vault.routine import BackupStatus, Tried
from ui.kit.places import Place, safety_of
from ui.preferences.page import SettingsPage
from ui.search.page import SearchPage
from ui.shell.doorway import Doorway
from ui.shell.frame import Frame
from ui.shell.outside import Outside
from ui.shell.setting_up import SettingUp
from ui.unlock.restore_card import Offer, RestoreCard
from ui.unlock.setup_steps import CreateVault

if TYPE_CHECKING:
    from ui.shell.window import MainWindow
    from ui.unlock.page import UnlockPage

T = TypeVar("T")
TYPED = "oak lamp river stone"
_HOME = "~/Documents/Willow Street.attune"  # shown in place of the temporary folder
_PATIENCE_MS = 60_000
_MOMENT_MS = 250  # longer than any page waits before it begins to read or draw


@dataclass(frozen=True, slots=True)
class Stop:
    """A picture: its name and the way there. A rare one is no screen of its own; a large one is taken at 200 % too."""

    name: str
    way: Callable[[Tour], object]
    rare: bool = False
    large: bool = False


class Tour:
    """Walks through the app and takes a picture at each stop."""

    def __init__(self, outside: Outside, frame: Frame, folder: Path, only: Collection[str] = ()) -> None:
        self.out = outside
        self.frame = frame
        self.doorway = Doorway(frame, outside)
        self._folder = folder
        self._only = only
        self.vault = Path()
        self.couple = self.session = self.paused = self.signed = self.alone = ""
        self.rewritten = False

    @property
    def window(self) -> MainWindow:
        """The open practice."""
        assert self.doorway.window is not None  # noqa: S101 stops inside are only reached when it is open
        return self.doorway.window

    def unlock(self) -> UnlockPage:
        """A new unlock page."""
        self.doorway.show_unlock(self.vault)
        assert self.doorway.unlock_page is not None  # noqa: S101 it was just shown
        return self.doorway.unlock_page

    def keyring_offered(self) -> None:
        """The unlock page of a practice that the keyring may open."""
        page = self.unlock()
        self.settle()  # it looks for one by itself first
        page.offer_keyring(True)

    def refused(self, error: VaultError) -> None:
        """The unlock page after a try that did not open the vault."""
        page = self.unlock()
        page.card.passphrase.edit.setText(TYPED)
        page.refuse(error)

    def go(self, page: str, tab: str = "", *, couple: str = "") -> None:
        """Show a page of the first couple of the day, or of another."""
        session = self.session if page == "note" else ""
        known = page in ("couple", "note", "report", "repair", "intake")
        self.window.go(Place(page, (couple or self.couple) if known else "", session, tab))
        self.settle()
        focus = QApplication.focusWidget()
        if isinstance(
            focus, QAbstractButton | QTabBar
        ):  # seen as with a mouse: the ring is shown where one types
            focus.clearFocus()

    def press(self, name: str) -> None:
        """Press the first button that can be seen and whose name begins so, if there is one."""
        for one in self.frame.findChildren(QAbstractButton):
            if one.isVisible() and one.accessibleName().startswith(name):
                one.click()
                break
        self.settle()

    def promises(self, name: str) -> None:
        """Press a button of the promises, after what was open there is closed."""
        self.go("couple", "commitments")
        self.press("Cancel")
        self.press(name)

    def sheet(self, name: str) -> None:
        """Open a sheet from the overview by the name of its button."""
        self.go("couple", "overview")
        self.press(name)

    def safety(self, form: str = "", *, couple: str = "") -> None:
        """The page of safety of the first couple of the day, or of another, with one of its forms."""
        self.window.go(safety_of(couple or self.couple, form))
        self.settle()

    def search(self, words: str, *, filtered: bool = False) -> None:
        """Search everywhere for some words, in everything or in what the filters leave of it."""
        self.window.go(Place("search", extra={"words": words}))
        self.settle()
        page = self.window.stack.current
        if filtered and isinstance(page, SearchPage):
            page.filters.couple.set_key(self.couple)
            page.filters.label.set_key("therapist")
            page.filters.changed.emit()
            self.settle()

    def pinned_note(self) -> None:
        """A note with the last one pinned beside it."""
        self.go("note")
        self.window.do("last_note")
        self.settle()

    def add_couple(self) -> None:
        """Add a couple of whom nothing but the names is known, and show them."""
        from therapist_app.couples.service import CoupleDraft, PartnerDraft

        couples = self.window.ctx.workspace.couples
        done = self.ask(lambda: couples.add(CoupleDraft(PartnerDraft("Wren"), PartnerDraft("Yusuf"))))
        self.couple = done.value.id
        self.window.tell(done.changes)
        self.go("couple", "overview")

    def settings(self) -> None:
        """Settings, with a calm place in place of the temporary one."""
        self.go("settings")
        page = self.window.stack.current
        if isinstance(page, SettingsPage):
            page.folder.setText(_HOME)

    def ways(self, act: str = "") -> None:
        """The card of the ways in, and the sheet of one of its acts."""
        self.settings()
        page = self.window.stack.current
        if isinstance(page, SettingsPage):
            page.area.verticalScrollBar().setValue(page.ways.y() - page.area.height() // 8)
        if act:
            self.window.do(act)
            self.settle()

    def restore(self) -> None:
        """The lock page when a backup is to come back, with what is inside."""
        page = self.unlock()
        page.ask_restore()
        self.settle()
        if isinstance(page.step, RestoreCard):
            page.step.show_offers((Offer(self.vault, "20 November 2026 · number 42 · beside the practice"),))
            page.step.show_inside(
                "20 November 2026: 9 couples, 118 sessions, 104 notes. All of it checks out.", altered=False
            )

    def looking_inside(self) -> None:
        """The lock page while a backup is looked into."""
        page = self.unlock()
        page.ask_restore()
        self.settle()
        if isinstance(page.step, RestoreCard):
            page.step.show_offers((Offer(self.vault, "20 November 2026 · number 42 · beside the practice"),))
            page.step.secret.edit.setText(TYPED)
            page.step.set_busy(busy=True)
            page.step.show_step(0.42, "Reading the backup")

    def backing_up(self) -> None:
        """Today, with the bar that says how far a backup is."""
        self.go("today")
        bar = self.window.work_bar
        bar.begin("Backing up")
        bar.show_step(0.45, "Checking the copy")
        self._until(bar.isVisible)

    def overdue(self, days: int) -> None:
        """Today, with the reminder above it that nothing was copied outside."""
        self.go("today")
        self.window.backup_bar.show_status(_status(days))

    def backups(self) -> None:
        """The card of backups in settings."""
        self.settings()
        page = self.window.stack.current
        if isinstance(page, SettingsPage):
            page.backups.show_status(_status(None))
            page.area.ensureWidgetVisible(page.backups)

    def guidance(self) -> None:
        """The card of guidance in settings."""
        self.settings()
        page = self.window.stack.current
        if isinstance(page, SettingsPage):
            page.area.verticalScrollBar().setValue(page.guidance.y())
            self.settle()

    def first_run(self, show: Callable[[SettingUp], None]) -> None:
        """One step of the first run; nothing is made."""
        self.doorway.set_up()
        setting_up = self.doorway.setting_up
        if setting_up is None:
            return
        show(setting_up)
        if isinstance(step := setting_up.step, CreateVault):
            step.place.set_value(_HOME)
            for field in (step.passphrase.first, step.passphrase.second):
                field.edit.setText(TYPED)
                field.edit.textEdited.emit(TYPED)

    def settle(self) -> None:
        """Wait until nothing is under way, what waits a moment before it begins is done, and all is laid out."""
        quiet = QDeadlineTimer(_MOMENT_MS)
        while not quiet.hasExpired():
            if not self.out.tasks.is_idle:
                self.out.tasks.drain(_PATIENCE_MS)
                quiet.setRemainingTime(_MOMENT_MS)
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)

    def take(self, stops: Sequence[Stop], *, every: bool) -> Iterator[Path]:
        """Paint these stops, the rare ones only when every one is wanted."""
        wanted = [
            stop for stop in stops if (every or not stop.rare) and (not self._only or stop.name in self._only)
        ]
        for stop in wanted:
            self._set_out(stop)
            for mode in ("light", "dark"):
                self.out.settings.change(theme=mode)
                yield self._keep(f"{stop.name}-{mode}")
        self.out.settings.change(theme="light", text_size=200)
        for stop in wanted:
            if stop.large:
                self._set_out(stop)
                yield self._keep(f"{stop.name}-200")
        self.out.settings.change(text_size=100)

    def _set_out(self, stop: Stop) -> None:
        """Take away what stood over the page, then go; a sign of presence keeps a slow machine from locking."""
        nowhere, nothing = QPointF(), Qt.MouseButton.NoButton
        moved = QMouseEvent(
            QEvent.Type.MouseMove, nowhere, nowhere, nothing, nothing, Qt.KeyboardModifier.NoModifier
        )
        QCoreApplication.sendEvent(self.frame, moved)
        self.out.dialogs.close_all()
        if self.doorway.window is not None:
            self.window.palette_box.close_palette()
            self.window.toasts.hide()
            self.window.idle_bar.hide()
            self.window.work_bar.begin("")
        stop.way(self)

    def _keep(self, name: str) -> Path:
        self.settle()
        path = self._folder / f"{name}.png"
        whole = self.frame.grab()
        painter = QPainter(whole)
        for sheet in self.out.dialogs.shown:  # a window of its own: laid over its page, as a screen shows it
            size = sheet.size()
            at = QPoint((whole.width() - size.width()) // 2, (whole.height() - size.height()) // 3)
            painter.drawPixmap(at, sheet.grab())
            painter.setPen(QPen(self.out.theme.color("edge"), 1))
            painter.drawRect(QRect(at, size).adjusted(0, 0, -1, -1))
        painter.end()
        if not whole.save(str(path)):
            raise OSError(f"the picture {path.name} could not be written")
        return path

    def enter(self, vault: Path, passphrase: str) -> None:
        """Unlock a practice."""
        self.vault = vault
        self.unlock().passphrase_given.emit(passphrase)
        self._until(lambda: self.doorway.window is not None)

    def leave(self) -> None:
        """Lock it."""
        self.out.dialogs.close_all()
        self.doorway.lock()
        self._until(lambda: self.doorway.unlock_page is not None)

    def find(self) -> None:
        """Look for the first couple of the day with its newest session, and one whose joint work is paused."""
        workspace = self.window.ctx.workspace
        rows = workspace.progression.caseload()
        self.couple = rows[0].couple.id
        self.session = workspace.sessions.list(self.couple, limit=1)[0].session.id
        self.paused = next((row.couple.id for row in rows if row.safety_status == "unsafe"), self.couple)

    def ask(self, work: Callable[[], T]) -> T:
        """What a service answers."""
        found: list[T] = []
        self.out.tasks.vault(work, found.append)
        self._until(lambda: self.out.tasks.is_idle)
        return found[0]

    def _until(self, is_so: Callable[[], bool]) -> None:
        deadline = QDeadlineTimer(_PATIENCE_MS)
        while not is_so():
            if deadline.hasExpired():
                raise TimeoutError("the window did not get there")
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 20)


def _status(overdue: int | None) -> BackupStatus:
    outside = (
        CopiesFolder(None, Where.NONE) if overdue else CopiesFolder(Path("/media/stick/Attune"), Where.READY)
    )
    return BackupStatus(
        count=14,
        days=0,
        outside=outside,
        outside_days=None if overdue else 1,
        overdue_days=overdue,
        tried=Tried(12, True, 104),
        shrunk=False,
        trouble="",
    )
