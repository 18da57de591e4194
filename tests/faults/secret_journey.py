"""A day like `secret_day` through every feature, in an order and with choices that its seed gives: `SEED`."""

from __future__ import annotations

import random
import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QPlainTextEdit, QWidget

from tests.faults.living import SAVED
from tests.faults.secret_day import Day, start, tell
from tests.support.robot import Hands, name_of
from tests.support.vaults import WEAK
from ui.homework.outlet import Outlet
from ui.kit.pdf_pages import Paper
from ui.kit.places import Place, safety_of
from ui.kit.print_job import printer_for


class Journey(Day):
    """Begins like every day and ends like it; what lies between comes in any order."""

    def __init__(self, words: dict[str, str], seed: int) -> None:
        super().__init__(words)
        self.rng = random.Random(seed)
        self.couple = ""

    def __call__(self, hands: Hands) -> None:
        """From the first run to the typing that is cut off."""
        self.hands = hands
        self.saved = Path.home() / SAVED
        hands.frame.windowTitleChanged.connect(self.titles.append)
        self.begin()
        self.couple = hands.doorway.window.place().couple_id
        for step in self.steps():
            step()
            hands.settle()
        self.lock()
        self.unlock()
        self.type_on()

    def steps(self) -> list[Callable[[], None]]:
        """Every feature once, in this journey's order; what needs a note or a promise comes after it."""
        first = [self.write_note, self.promise, self.enter_phase, self.safety, self.rupture, self.cycle]
        first += [self.nickname]
        then = [self.check_in, self.save_sheet, self.save_report, self.print_sheet, self.preview, self.find]
        then += [self.discreet, self.crash, self.look]
        return [*self.rng.sample(first, len(first)), *self.rng.sample(then, len(then))]

    def write_note(self) -> None:
        """As every day; then the note is left, so that the couple is in front again."""
        super().write_note()
        self._show("overview")

    def promise(self) -> None:
        """The first promise."""
        self._show("commitments")
        super().promise()

    def enter_phase(self) -> None:
        """A phase and why."""
        self._show("overview")
        super().enter_phase()

    def preview(self) -> None:
        """The page of a handout."""
        self._show("overview")
        super().preview()

    def safety(self) -> None:
        """A status of safety, in own words, with a plan."""
        for form, name, word in (
            ("status", "In your own words", "safety"),
            ("plan", "Contact rules", "plan"),
        ):
            self.hands.doorway.window.go(safety_of(self.couple, form))
            self.hands.until(lambda: self.hands.outside.dialogs.shown)
            QTest.keyClicks(self._named(name), self.words[word])
            self._keep()

    def rupture(self) -> None:
        """What broke, and when."""
        self._sheet("Add one", {"When, in words": "period", "What happened, in short": "rupture"})

    def cycle(self) -> None:
        """What one does, and the fear beneath."""
        self._show("overview")
        self._press("Draw it")
        self.hands.until(lambda: self.hands.outside.dialogs.shown)
        fields = [
            one
            for one in self.hands.outside.dialogs.shown[-1].findChildren(QPlainTextEdit)
            if one.isVisible()
        ]
        for field, word in zip(self.rng.sample(fields, 2), ("cycle", "fear"), strict=True):
            QTest.keyClicks(field, self.words[word])
        self._keep()

    def nickname(self) -> None:
        """Another line about a partner."""
        self._show("overview")
        self._press("Edit ")
        self.hands.until(lambda: self.hands.outside.dialogs.shown)
        sheet = self.hands.outside.dialogs.shown[-1]
        fields = [one for one in sheet.findChildren(QPlainTextEdit) if one.isVisible()]
        fields += [one for one in sheet.findChildren(QLineEdit) if one.isVisible() and not one.text()]
        QTest.keyClicks(fields[0], self.words["nickname"])
        self._keep()

    def check_in(self) -> None:
        """How a promise went, in a few words."""
        self._show("commitments")
        self._press("Check in")
        self.hands.until(lambda: self._named("A few words on it") is not None)
        field = self._named("A few words on it")
        self._press(self.rng.choice(("Kept", "Partly", "Missed")))
        QTest.keyClicks(field, self.words["checkin"])
        self._press("Keep")

    def save_sheet(self) -> None:
        """A handout with both names as a file: what the person saves is readable, and lies where it was asked for."""
        self._show("homework")
        self._save(self.saved / "sheet.pdf")

    def save_report(self) -> None:
        """The report as a file."""
        self.hands.doorway.window.go(Place("report", self.couple))
        self._save(self.saved / "report.pdf")

    def print_sheet(self) -> None:
        """A handout on a printer, which here is a file of the person's."""
        self._show("homework")
        self.hands.wait_for("Save PDF")
        target = str(self.saved / "printed.pdf")

        def printer(paper: Paper, words: str) -> QPrinter:
            made = printer_for(paper, words)
            made.setOutputFileName(target)
            return made

        for outlet in self.hands.frame.findChildren(Outlet):
            outlet.make_printer = printer
        self.hands.outside.dialogs.answer_next(1)
        self._press("Print")
        self.hands.until(lambda: Path(target).exists() and Path(target).stat().st_size > 1000)

    def discreet(self) -> None:
        """Names hidden and shown again."""
        self.hands.press("Ctrl+Shift+D", "Ctrl+Shift+D")

    def look(self) -> None:
        """Settings, another look, larger text and back."""
        window = self.hands.doorway.window
        window.go(Place("settings"))
        self.hands.settle()
        for size in (self.rng.choice((120, 150, 200)), 100):
            self.hands.outside.settings.change(text_size=size, theme=self.rng.choice(("light", "dark")))
        window.go(Place("today"))
        self._show("overview")

    # The ways

    def _show(self, tab: str) -> None:
        self.hands.doorway.window.go(Place("couple", self.couple, tab=tab))
        self.hands.settle()

    def _save(self, path: Path) -> None:
        self.hands.wait_for("Save PDF")
        self.hands.outside.dialogs.answer_next(str(path))
        self._press("Save PDF")
        self.hands.until(path.exists)

    def _sheet(self, button: str, fields: dict[str, str]) -> None:
        self._show("overview")
        self._press(button)
        self.hands.until(lambda: self.hands.outside.dialogs.shown)
        for name, word in fields.items():
            QTest.keyClicks(self._named(name), self.words[word])
        self._keep()

    def _keep(self) -> None:
        self.hands.outside.dialogs.shown[-1].yes.click()
        self.hands.settle()
        self._back_in_window()

    def _press(self, start: str) -> None:
        """Press the button that can be seen and whose name begins so, the shortest of several."""

        def found() -> QAbstractButton | None:
            tops = [*self.hands.outside.dialogs.shown, self.hands.frame]
            every = (one for top in tops for one in top.findChildren(QAbstractButton))
            fitting = [one for one in every if _can_be_used(one) and name_of(one).startswith(start)]
            return min(
                fitting, key=lambda one: len(name_of(one)), default=None
            )  # "Print" before "Print handout"

        self.hands.until(found)
        button = found()
        assert button is not None
        button.click()
        self.hands.settle()

    def _named(self, name: str) -> QWidget | None:
        tops = [*self.hands.outside.dialogs.shown, self.hands.frame]
        every = (one for top in tops for one in top.findChildren(QWidget))
        kinds = (QLineEdit, QPlainTextEdit)
        return next(
            (one for one in every if isinstance(one, kinds) and one.isVisible() and name_of(one) == name),
            None,
        )


def _can_be_used(button: QAbstractButton) -> bool:
    return button.isVisible() and button.isEnabled()


def main() -> int:
    """Run the journey with this seed."""
    seed = int(sys.argv[1])
    tell(seed=seed, platform=QApplication.platformName())
    return start(lambda words: Journey(words, seed), WEAK)


if __name__ == "__main__":
    sys.exit(main())
