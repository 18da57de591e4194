"""Someone who writes a note in the real window while a disk fails: `person SCENE PRACTICE DISK`.

Prints JSON: `[what, words]`, where `what` is "bar", "room" (the bars above the page) or "saving" (the line beside
the note's head).
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtTest import QTest

from tests.faults.broken import break_named
from tests.support.disks import SmallDisk
from tests.support.inside import run_with
from tests.support.robot import Hands
from tests.support.vaults import PASSPHRASE, WEAK
from ui.kit.bar import Bar
from ui.sessions.page import NotePage

Scene = Callable[["Writer"], None]


class Writer:
    """The person, the disk and the window."""

    def __init__(self, hands: Hands, practice: Path, disk: SmallDisk) -> None:
        self.hands, self.practice, self.disk = hands, practice, disk

    def unlock(self) -> None:
        """Type the passphrase."""
        self.hands.type(PASSPHRASE)
        self.hands.press("Return")
        self.hands.until(lambda: self.hands.doorway.window is not None)
        self.hands.settle()

    def begin(self) -> None:
        """Unlock, open today's note and write a first word."""
        self.unlock()
        self.open_note()
        self.write("begun ")
        self.must_be_saved()

    def open_note(self) -> None:
        """As from anywhere."""
        self.hands.press("Ctrl+N")
        self.hands.until(lambda: self.hands.here == "Note")
        self.hands.settle()

    def bar(self, name: str = "failure_bar") -> str:
        """The words of a bar, or "" while it is hidden."""
        bar = self.hands.frame.findChild(Bar, name)
        return bar.words.text() if bar is not None and bar.isVisible() else ""

    @property
    def saving(self) -> str:
        """The line beside the note's head."""
        return self._page.view.head.saved.text()

    @property
    def _page(self) -> NotePage:
        window = self.hands.doorway.window
        assert window is not None
        page = window.stack.current
        assert isinstance(page, NotePage)
        return page

    def write(self, words: str) -> None:
        """Type into the note."""
        QTest.keyClicks(self._page.writing.text, words)

    def paste(self, words: str) -> None:
        """Put a long text in at once."""
        self._page.writing.text.textCursor().insertText(words)

    def must_hear(self) -> None:
        """Wait until it is said that the text is not saved, and tell what is said."""
        self.hands.until(lambda: self.bar() and self.saving == "Not saved")
        tell("bar", self.bar())
        tell("saving", self.saving)
        tell("text", "yes" if "typed into" in self._page.writing.text.toPlainText() else "no")

    def must_be_saved(self) -> None:
        """Wait until it is saved by itself and the bar has gone."""
        self.hands.until(lambda: not self.bar() and self.saving.startswith("Saved"))
        tell("saving", self.saving.split()[0])

    def press(self, words: str) -> None:
        """Press a button of a bar with the keys."""
        self.hands.until(lambda: any(words == one for one in self.hands.screen()))
        self.hands.walk_to(words)
        self.hands.press("Space")


def tell(what: str, words: str) -> None:
    """One line, at once."""
    os.write(1, json.dumps([what, words]).encode() + b"\n")


def full(writer: Writer) -> None:
    """The disk fills up; it is said, and saved by itself once there is room."""
    writer.begin()
    window = writer.hands.doorway.window
    assert window is not None
    window.ctx.workspace.vault.writes.ballast.release()  # used up already
    filled = writer.disk.fill()
    writer.write("typed into a full disk ")
    writer.paste("and much that was pasted " * 8_000)  # a few words would still fit into pages that are there
    writer.must_hear()
    filled.unlink()
    writer.must_be_saved()


def full_at_start(writer: Writer) -> None:
    """It opens and says that there is little room."""
    filled = writer.disk.fill()
    writer.unlock()
    writer.hands.until(lambda: writer.bar("room_bar"))
    tell("room", writer.bar("room_bar"))
    filled.unlink()


def read_only(writer: Writer) -> None:
    """A disk that can only be read at first."""
    writer.disk.turn("ro")
    writer.unlock()
    writer.hands.until(lambda: writer.bar("room_bar"))
    tell("room", writer.bar("room_bar"))
    writer.disk.turn("rw")
    writer.press("Look again")
    writer.hands.until(lambda: not writer.bar("room_bar"))
    writer.open_note()
    writer.write("typed into a disk that can be written again ")
    writer.must_be_saved()


def replaced(writer: Writer) -> None:
    """Another file takes the place of the vault's; the way on is to open it again."""
    writer.begin()
    database, other = writer.practice / "practice.db", writer.practice / "other"
    subprocess.run(["cp", str(database), str(other)], check=True)
    other.replace(database)
    writer.write("typed into a file that was replaced ")
    writer.must_hear()
    writer.press("Open it again")
    writer.must_be_saved()


def pulled_out(writer: Writer) -> None:
    """The folder goes away and comes back."""
    writer.begin()
    away = writer.practice.with_name("away")
    writer.practice.rename(away)
    writer.write("typed into nowhere ")
    writer.must_hear()
    away.rename(writer.practice)
    writer.must_be_saved()


SCENES: dict[str, Scene] = {
    scene.__name__: scene for scene in (full, full_at_start, read_only, replaced, pulled_out)
}


def main() -> int:
    """Play one scene and quit."""
    break_named()
    scene, practice, disk = SCENES[sys.argv[1]], Path(sys.argv[2]), SmallDisk(Path(sys.argv[3]))

    def person(hands: Hands) -> None:
        scene(Writer(hands, practice, disk))
        hands.frame.close()
        hands.until(hands.frame.isHidden)

    return run_with(person, practice, WEAK)


if __name__ == "__main__":
    sys.exit(main())
