"""Two programs on one display: ours copies from every kind of field, another one looks and copies too.

`python -m tests.support.copying`, under a display; tells what was seen as JSON, one object a line.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QDeadlineTimer, QEventLoop, QMimeData, QTimer
from PySide6.QtGui import QClipboard, QGuiApplication
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTextEdit

from ui.kit.clipboard import ClipboardKeeper, clear_copies

SECRET = "she said"
_MODES = {"clipboard": QClipboard.Mode.Clipboard, "selection": QClipboard.Mode.Selection}


def wait_until(is_so: Callable[[], object], milliseconds: int = 8000) -> bool:
    """Let events come until something is so; whether it came."""
    deadline, tick = QDeadlineTimer(milliseconds), QTimer(interval=10)
    tick.start()
    while not is_so() and not deadline.hasExpired():
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
    return bool(is_so())


def other(role: str) -> dict[str, object]:
    """What another program on this display sees, or that it copied something itself; it lives until `role` ends."""
    done = subprocess.Popen(
        [sys.executable, "-m", "tests.support.copying", role],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    wait_until(lambda: done.poll() is not None, 60_000)
    return json.loads(done.communicate()[0])


def look() -> None:
    """The other program: tell the forms and the text of both."""
    clipboard = QGuiApplication.clipboard()
    seen = {}
    for name, mode in _MODES.items():
        held = clipboard.mimeData(mode)
        seen[name] = {"forms": sorted(held.formats()), "text": held.text()}
    print(json.dumps(seen))  # noqa: T201


def fields() -> dict[str, QTextEdit | QPlainTextEdit | QLineEdit]:
    """Each kind of field with a secret in it."""
    rich = QTextEdit()
    rich.setHtml(f"<b>{SECRET}</b> <i>so</i>")
    return {"rich": rich, "plain": QPlainTextEdit(f"{SECRET} so"), "line": QLineEdit(f"{SECRET} so")}


def main() -> int:
    """Copy from each, let it be looked at, then wait until it is gone."""
    app = QApplication(sys.argv[:1])
    if sys.argv[1:] == ["look"]:
        look()
        return 0
    keeper = ClipboardKeeper(lambda: 60, app)
    clipboard = QGuiApplication.clipboard()
    for name, field in fields().items():
        field.show()
        field.selectAll()
        field.copy()
        held = QMimeData()
        held.setHtml(f"<b>{SECRET}</b>")
        held.setText(SECRET)
        clipboard.setMimeData(held, QClipboard.Mode.Selection)  # as when the mouse is let go
        print(json.dumps({"field": name, "seen": other("look")}), flush=True)  # noqa: T201
    clear_copies()
    print(json.dumps({"cleared": [not clipboard.text(mode) for mode in _MODES.values()]}))  # noqa: T201
    keeper.deleteLater()
    QCoreApplication.sendPostedEvents(None, 52)
    keeper = ClipboardKeeper(lambda: 1, app)
    clipboard.setText(SECRET)
    was = clipboard.text()
    gone = wait_until(lambda: not clipboard.text())
    print(json.dumps({"was": was, "gone": gone}))  # noqa: T201
    return 0


if __name__ == "__main__":
    sys.exit(main())
