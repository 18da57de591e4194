"""One start of a program, measured from outside: an empty window, the unlock page, or the open practice.

Run as `python -m tools.bench.window empty|unlock|main [FOLDER PASSPHRASE]`; prints a JSON object with the moment
of the first paint (seconds of the machine's own clock, which all processes share) and the memory in MB. With
`couples FOLDER PASSPHRASE ID ID` it prints how long each of two couples takes to open.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget

from tools.bench.rows import medians, milliseconds

if TYPE_CHECKING:
    from ui.shell.doorway import Doorway
    from ui.shell.frame import Frame
    from ui.shell.outside import Outside


class _Empty(QWidget):
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        _painted_then_quit()


def _say(painted: float) -> None:
    print(json.dumps({"painted": painted, "memory": memory()}), flush=True)


def _painted_then_quit() -> None:
    painted = time.monotonic()
    QTimer.singleShot(300, lambda: (_say(painted), QApplication.quit()))


def memory() -> float:
    """Memory of this process alone, in MB: what would come free if it ended."""
    pages = Path("/proc/self/smaps_rollup").read_text(encoding="ascii").splitlines()
    private = sum(
        int(line.split()[1]) for line in pages if line.startswith(("Private_Clean", "Private_Dirty"))
    )
    return private / 1024


def _empty() -> None:
    app = QApplication([])
    window = _Empty()
    window.resize(1280, 800)
    window.show()
    app.exec()


def _compose(folder: Path) -> tuple[QApplication, Outside, Frame, Doorway]:
    from therapist_app.paths import Folders
    from ui.main import make_outside, without_collecting
    from ui.shell.doorway import Doorway
    from ui.shell.frame import Frame

    app = QApplication([])
    own = folder.parent
    outside = make_outside(app, Folders(own / "config", own / "state", own))
    frame = Frame(outside.theme)
    doorway = Doorway(frame, outside)
    without_collecting(doorway)
    frame.place_window(())
    doorway.begin(folder)
    return app, outside, frame, doorway


def _ours(folder: Path, passphrase: str) -> None:
    app, outside, frame, doorway = _compose(folder)
    if passphrase:
        doorway.opened.connect(lambda _: _when_painted(doorway))
    else:
        frame.first_painted.connect(_painted_then_quit)
    frame.show()
    if passphrase and doorway.unlock_page is not None:
        doorway.unlock_page.passphrase_given.emit(passphrase)
    app.exec()
    outside.tasks.close()


def _couples(folder: Path, passphrase: str, small: str, large: str) -> None:
    """Open two couples by turns, each until everything on its page was read and painted; milliseconds of each."""
    from ui.kit.places import Place

    app, outside, frame, doorway = _compose(folder)
    frame.show()
    if doorway.unlock_page is not None:
        doorway.unlock_page.passphrase_given.emit(passphrase)
    while doorway.window is None:
        app.processEvents()
    window = doorway.window
    outside.tasks.drain()

    def show(couple: str) -> float:
        return milliseconds(
            lambda: (window.go(Place("couple", couple)), outside.tasks.drain(), window.repaint())
        )

    show(small), show(large)
    taken = medians(lambda: show(small), lambda: show(large), rounds=11)
    print(json.dumps({"small": taken[0], "large": taken[1]}), flush=True)
    doorway.lock()
    while doorway.unlock_page is None:
        app.processEvents()
    outside.tasks.close()


def _when_painted(doorway: Doorway) -> None:
    """Quit when the open practice was painted with its caseload in it."""
    window = doorway.window
    if window is None or not window.sidebar.caseload.model.total:
        QTimer.singleShot(0, lambda: _when_painted(doorway))
        return
    window.repaint()
    _painted_then_quit()


if __name__ == "__main__":
    if sys.argv[1] == "empty":
        _empty()
    elif sys.argv[1] == "couples":
        _couples(Path(sys.argv[2]), *sys.argv[3:6])
    else:
        _ours(Path(sys.argv[2]), sys.argv[3] if sys.argv[1] == "main" else "")
