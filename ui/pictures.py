"""Pictures of every screen, light and dark, at 1280x800: `make screens`, and the demo's own."""

from __future__ import annotations

import datetime as dt
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # a picture needs no display

from PySide6.QtCore import QCoreApplication, QDeadlineTimer, QEvent, QEventLoop, QPoint, QRect
from PySide6.QtGui import QFont, QPainter, QPen
from PySide6.QtWidgets import QAbstractButton, QApplication, QTabBar

from therapist_app.kernel.clock import Clock, FixedClock
from therapist_app.kernel.errors import AttuneError
from therapist_app.paths import Folders
from therapist_app.vault.errors import HeaderMissing, VaultError, WrongPassphrase
from ui.kit.places import Place
from ui.main import make_outside
from ui.preferences.page import SettingsPage
from ui.shell.doorway import Doorway
from ui.shell.frame import Frame
from ui.shell.outside import Outside
from ui.shell.setting_up import SettingUp
from ui.theme.fonts import picture_font
from ui.unlock.setup_steps import CreateVault

if TYPE_CHECKING:
    from therapist_app.vault.keys import KdfPolicy
    from ui.shell.window import MainWindow
    from ui.unlock.page import UnlockPage

T = TypeVar("T")
_PATIENCE_MS = 60_000
_MOMENT_MS = 250  # longer than any page waits before it begins to read or draw
_HOME = "~/Documents/Willow Street.attune"  # shown in place of the temporary folder
_TYPED = "oak lamp river stone"
_WORDS = [
    "harbour",
    "velvet",
    "acorn",
    "ladder",
    "quiet",
    "orbit",
    "maple",
    "window",
    "basket",
    "river",
    "candle",
    "falcon",
    "pepper",
    "meadow",
    "anchor",
    "silver",
    "button",
    "garden",
    "lemon",
    "tunnel",
    "copper",
    "island",
    "feather",
    "morning",
]


@dataclass(frozen=True, slots=True)
class Stop:
    """A picture: its name, the way there, whether it is one of the usual, and whether it is taken at 200 % too."""

    name: str
    way: Callable[[Tour], object]
    usual: bool = True
    large: bool = False


class Tour:
    """Walks through the app and takes a picture at each stop."""

    def __init__(self, outside: Outside, frame: Frame, folder: Path) -> None:
        self.out = outside
        self.frame = frame
        self.doorway = Doorway(frame, outside)
        self._folder = folder
        self._vault = Path()
        self.couple = self.session = self.paused = ""

    @property
    def window(self) -> MainWindow:
        """The open practice."""
        assert self.doorway.window is not None  # noqa: S101 stops inside are only reached when it is open
        return self.doorway.window

    def unlock(self) -> UnlockPage:
        """A new unlock page."""
        self.doorway.show_unlock(self._vault)
        assert self.doorway.unlock_page is not None  # noqa: S101 it was just shown
        return self.doorway.unlock_page

    def refused(self, error: VaultError) -> None:
        """The unlock page after a try that did not open the vault."""
        page = self.unlock()
        page.card.passphrase.edit.setText(_TYPED)
        page.refuse(error)

    def walk(self, vault: Path, passphrase: str, empty: Path | None) -> Iterator[Path]:
        """Every stop; without an `empty` practice the usual ones only."""
        every = empty is not None
        self.frame.resize(1280, 800)
        self.doorway.set_up()
        self.frame.show()
        yield from self._take(SETTING_UP, every=every)
        if empty is not None:
            self._enter(empty, passphrase)
            yield from self._take(EMPTY, every=True)
            self._leave()
        self._vault = vault
        yield from self._take(LOCKED, every=every)
        self._enter(vault, passphrase)
        self._ask(self._find)
        yield from self._take(INSIDE, every=every)
        self._leave()

    def go(self, page: str, tab: str = "", *, couple: str = "") -> None:
        """Show a page of the first couple of the day, or of another."""
        session = self.session if page == "note" else ""
        known = page in ("couple", "note", "report")
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

    def add_couple(self) -> None:
        """Add a couple of whom nothing but the names is known, and show them."""
        from therapist_app.couples.service import CoupleDraft, PartnerDraft

        couples = self.window.ctx.workspace.couples
        done = self._ask(lambda: couples.add(CoupleDraft(PartnerDraft("Wren"), PartnerDraft("Yusuf"))))
        self.couple = done.value.id
        self.window.tell(done.changes)
        self.go("couple", "overview")

    def settings(self) -> None:
        """Settings, with a calm place in place of the temporary one."""
        self.go("settings")
        page = self.window.stack.current
        if isinstance(page, SettingsPage):
            page.folder.setText(_HOME)

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
                field.edit.setText(_TYPED)
                field.edit.textEdited.emit(_TYPED)

    def settle(self) -> None:
        """Wait until nothing is under way, what waits a moment before it begins is done, and all is laid out."""
        quiet = QDeadlineTimer(_MOMENT_MS)
        while not quiet.hasExpired():
            if not self.out.tasks.is_idle:
                self.out.tasks.drain(_PATIENCE_MS)
                quiet.setRemainingTime(_MOMENT_MS)
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)

    def _take(self, stops: tuple[Stop, ...], *, every: bool) -> Iterator[Path]:
        wanted = [stop for stop in stops if every or stop.usual]
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
        """Take away what stood over the page, then go."""
        self.out.dialogs.close_all()
        if self.doorway.window is not None:
            self.window.palette_box.close_palette()
            self.window.toasts.hide()
            self.window.idle_bar.hide()
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

    def _enter(self, vault: Path, passphrase: str) -> None:
        self._vault = vault
        self.unlock().passphrase_given.emit(passphrase)
        self._until(lambda: self.doorway.window is not None)

    def _leave(self) -> None:
        self.out.dialogs.close_all()
        self.doorway.lock()
        self._until(lambda: self.doorway.unlock_page is not None)

    def _find(self) -> None:
        """The first couple of the day with its newest session, and one whose joint work is paused."""
        workspace = self.window.ctx.workspace
        rows = workspace.progression.caseload()
        self.couple = rows[0].couple.id
        self.session = workspace.sessions.list(self.couple, limit=1)[0].session.id
        self.paused = next((row.couple.id for row in rows if row.safety_status == "unsafe"), self.couple)

    def _ask(self, work: Callable[[], T]) -> T:
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


SETTING_UP = (
    Stop("first-run", lambda at: at.first_run(SettingUp.show_what_this_is), large=True),
    Stop("first-run-vault", lambda at: at.first_run(SettingUp.show_create), False, True),
    Stop(
        "first-run-words",
        lambda at: at.first_run(lambda it: it.show_words(_WORDS, "Willow Street")),
        False,
        True,
    ),
    Stop("first-run-practice", lambda at: at.first_run(SettingUp.show_practice), False, True),
    Stop("first-run-couple", lambda at: at.first_run(SettingUp.show_couple), False, True),
)
LOCKED = (
    Stop("unlock", lambda at: at.unlock(), large=True),
    Stop("unlock-wrong", lambda at: at.refused(WrongPassphrase()), False, True),
    Stop("unlock-recovery", lambda at: at.unlock().ask_words(), False, True),
    Stop("unlock-key-missing", lambda at: at.refused(HeaderMissing()), False, True),
)
EMPTY = (
    Stop("empty-practice", lambda at: at.go("today"), False, True),
    Stop("new-couple-overview", lambda at: at.add_couple(), False),
    *(
        Stop(f"new-couple-{tab}", lambda at, tab=tab: at.go("couple", tab), False)
        for tab in ("notes", "commitments", "homework", "progress")
    ),
)
INSIDE = (
    Stop("today", lambda at: at.go("today"), large=True),
    *(Stop(tab, lambda at, tab=tab: at.go("couple", tab), large=True) for tab in ("overview", "notes", "commitments", "homework", "progress")),
    Stop("note", lambda at: at.go("note"), large=True),
    Stop("report", lambda at: at.go("report"), large=True),
    Stop("add-couple", lambda at: at.go("add_couple"), large=True),
    Stop("handouts", lambda at: at.go("handouts"), large=True),
    Stop("settings", lambda at: at.settings(), large=True),
    Stop("find-or-do", lambda at: (at.go("today"), at.window.do("find"))),
    Stop("overview-paused", lambda at: at.go("couple", "overview", couple=at.paused), False, True),
    Stop("homework-paused", lambda at: at.go("couple", "homework", couple=at.paused), False),
    Stop("safety-sheet", lambda at: at.sheet("Open safety"), False, True),
    Stop("partner-sheet", lambda at: at.sheet("Edit "), False),
    Stop("cycle-sheet", lambda at: at.sheet("Open their cycle"), False),
    Stop("phase-sheet", lambda at: at.sheet("Change phase"), False),
    Stop("rupture-sheet", lambda at: at.sheet("Add a rupture"), False),
    Stop("check-in", lambda at: at.promises("Check in"), False),
    Stop("new-promise", lambda at: at.promises("New promise"), False),
    Stop("toast", lambda at: (at.go("today"), at.window.toast("Note kept", at.settle)), False),
    Stop("lock-countdown", lambda at: (at.go("today"), at.window.idle_bar.count_down(42)), False),
    Stop("keys", lambda at: (at.go("today"), at.window.show_keys()), False, True),
)  # fmt: skip


def paint_screens(
    vault: Path,
    passphrase: str,
    folder: Path,
    *,
    clock: Clock,
    floor: KdfPolicy | None = None,
    empty: Path | None = None,
) -> tuple[Path, ...]:
    """Open the practice in the real window and keep a PNG of each screen in `folder`.

    `empty` is a second practice with the same passphrase and nothing in it: with it every state worth
    looking at is painted too.
    """
    folder.mkdir(parents=True, exist_ok=True)
    running = QApplication.instance()
    qt = running if isinstance(running, QApplication) else QApplication(sys.argv[:1])
    before = QFont(qt.font())
    family = picture_font()
    if family:
        qt.setFont(QFont(family))
    with tempfile.TemporaryDirectory() as own:
        root = Path(own)
        outside = make_outside(qt, Folders(root, root, root / "practices"), clock, floor)
        frame = Frame(outside.theme)
        try:
            return tuple(Tour(outside, frame, folder).walk(vault, passphrase, empty))
        finally:
            frame.close_now()
            frame.deleteLater()
            outside.tasks.close()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
            qt.setFont(before)


def main(folder: Path) -> None:
    """Build a sample practice and an empty one, and keep their pictures in `folder`."""
    from therapist_app.sample.build import build_sample
    from therapist_app.workspace import create_workspace

    clock = FixedClock(dt.datetime(2026, 11, 21, 10, 1, tzinfo=dt.UTC))
    with tempfile.TemporaryDirectory() as place:
        vault, empty = (
            Path(place) / "Documents" / f"{name}.attune" for name in ("Willow Street", "New practice")
        )
        vault.parent.mkdir()
        made = create_workspace(vault, _TYPED, "Willow Street", clock=clock)
        build_sample(made.workspace, clock, seed="1", couples=9, weeks=40)
        made.workspace.close()
        create_workspace(empty, _TYPED, "New practice", clock=clock).workspace.close()
        painted = paint_screens(vault, _TYPED, folder, clock=clock, empty=empty)
    print(f"{len(painted)} pictures in {folder}")  # noqa: T201 it is what the command says


if __name__ == "__main__":
    try:
        main(Path(sys.argv[1]))
    except AttuneError as error:
        sys.exit(error.whole)
