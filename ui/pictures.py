"""Pictures of every screen, light and dark, at 1280x800: `make screens`, and the demo's own."""

from __future__ import annotations

import datetime as dt
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # a picture needs no display

from PySide6.QtCore import QCoreApplication, QDeadlineTimer, QEvent, QEventLoop
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication

from therapist_app.kernel.clock import Clock, FixedClock
from therapist_app.kernel.errors import AttuneError
from therapist_app.paths import Folders
from ui.kit.places import Place
from ui.main import make_outside
from ui.shell.doorway import Doorway
from ui.shell.frame import Frame
from ui.shell.outside import Outside
from ui.theme.fonts import picture_font

if TYPE_CHECKING:
    from therapist_app.vault.keys import KdfPolicy
    from ui.shell.window import MainWindow

T = TypeVar("T")
TABS = ("overview", "notes", "commitments", "homework", "progress")
_PATIENCE_MS = 60_000
_MOMENT_MS = 250  # longer than any page waits before it begins to read or draw
_LARGE = (("today", "today"), ("overview", "overview"), ("note", "note"), ("settings", "settings"))


def paint_screens(
    vault: Path, passphrase: str, folder: Path, *, clock: Clock, floor: KdfPolicy | None = None
) -> tuple[Path, ...]:
    """Open the practice in the real window, go everywhere, and keep a PNG of each screen in `folder`."""
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
            return tuple(_Tour(outside, frame, folder).walk(vault, passphrase))
        finally:
            frame.close_now()
            frame.deleteLater()
            outside.tasks.close()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
            qt.setFont(before)


class _Tour:
    """Walks through the app and takes a picture at each stop."""

    def __init__(self, outside: Outside, frame: Frame, folder: Path) -> None:
        self._out = outside
        self._frame = frame
        self._doorway = Doorway(frame, outside)
        self._folder = folder
        self._window: MainWindow

    def walk(self, vault: Path, passphrase: str) -> Iterator[Path]:
        frame, doorway, settings = self._frame, self._doorway, self._out.settings
        frame.resize(1280, 800)
        doorway.set_up()
        frame.show()
        yield from self._both("first-run")
        doorway.show_unlock(vault)
        yield from self._both("unlock")
        self._unlock(passphrase)
        couple, session = self._ask(self._who)
        places = {
            "today": Place("today"),
            **{tab: Place("couple", couple, tab=tab) for tab in TABS},
            "note": Place("note", couple, session),
            "report": Place("report", couple),
            "add-couple": Place("add_couple"),
            "handouts": Place("handouts"),
            "settings": Place("settings"),
        }
        for name, place in places.items():
            self._window.go(place)
            yield from self._both(name)
        self._window.go(places["today"])
        self._window.do("find")
        yield from self._both("find-or-do")
        settings.change(theme="light", text_size=200)
        for name, place in _LARGE:
            self._window.go(places[place])
            yield self._keep(f"{name}-200")
        settings.change(text_size=100)
        doorway.lock()
        self._until(lambda: doorway.unlock_page is not None)

    def _unlock(self, passphrase: str) -> None:
        page = self._doorway.unlock_page
        if page is None:
            raise RuntimeError("the unlock page is not shown")
        page.passphrase_given.emit(passphrase)
        self._until(lambda: self._doorway.window is not None)
        window = self._doorway.window
        if window is None:
            raise RuntimeError("the practice did not open")
        self._window = window

    def _who(self) -> tuple[str, str]:
        """The first couple of the day, and its newest session."""
        workspace = self._window.ctx.workspace
        couple = workspace.progression.caseload()[0].couple.id
        return couple, workspace.sessions.list(couple, limit=1)[0].session.id

    def _ask(self, work: Callable[[], T]) -> T:
        found: list[T] = []
        self._out.tasks.vault(work, found.append)
        self._until(lambda: self._out.tasks.is_idle)
        return found[0]

    def _both(self, name: str) -> Iterator[Path]:
        for mode in ("light", "dark"):
            self._out.settings.change(theme=mode)
            yield self._keep(f"{name}-{mode}")

    def _keep(self, name: str) -> Path:
        self._settle()
        path = self._folder / f"{name}.png"
        if not self._frame.grab().save(str(path)):
            raise OSError(f"the picture {path.name} could not be written")
        return path

    def _settle(self) -> None:
        """Wait until nothing is under way, what waits a moment before it begins is done, and all is laid out."""
        quiet = QDeadlineTimer(_MOMENT_MS)
        while not quiet.hasExpired():
            if not self._out.tasks.is_idle:
                self._out.tasks.drain(_PATIENCE_MS)
                quiet.setRemainingTime(_MOMENT_MS)
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)

    def _until(self, is_so: Callable[[], bool]) -> None:
        deadline = QDeadlineTimer(_PATIENCE_MS)
        while not is_so():
            if deadline.hasExpired():
                raise TimeoutError("the window did not get there")
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 20)


def main(folder: Path) -> None:
    """Build a sample practice and keep its pictures in `folder`."""
    from therapist_app.sample.build import build_sample
    from therapist_app.workspace import create_workspace

    clock = FixedClock(dt.datetime(2026, 11, 21, 10, 1, tzinfo=dt.UTC))
    with tempfile.TemporaryDirectory() as place:
        vault = Path(place) / "Documents" / "Willow Street.attune"
        vault.parent.mkdir()
        made = create_workspace(vault, "invented words for a sample", "Willow Street", clock=clock)
        build_sample(made.workspace, clock, seed="1", couples=9, weeks=40)
        made.workspace.close()
        painted = paint_screens(vault, "invented words for a sample", folder, clock=clock)
    print(f"{len(painted)} pictures in {folder}")  # noqa: T201 it is what the command says


if __name__ == "__main__":
    try:
        main(Path(sys.argv[1]))
    except AttuneError as error:
        sys.exit(error.whole)
