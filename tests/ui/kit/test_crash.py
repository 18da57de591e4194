"""The door for our own bugs: notes first, then a report in which no name, word or path can be found."""

from __future__ import annotations

import re
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ui.kit.crash import CrashDoor, make_report
from ui.kit.crash_sheet import NOT_SAVED, SAVED, CrashSheet
from ui.kit.dates import read_date
from ui.kit.dialogs import Dialogs

PLANTED = ("Adaline", "Benvolio", "hunter2", "Winchester", "clients")


def _with_message() -> None:
    name = PLANTED[0]
    raise ValueError(f"no couple called {name} & {PLANTED[1]}", {"passphrase": PLANTED[2]})


def _with_key() -> None:
    _ = {}[PLANTED[0]]


def _with_path() -> None:
    Path(f"/home/{PLANTED[0]}/{PLANTED[4]}/{PLANTED[3]}.txt").read_text(encoding="utf-8")


def _with_note() -> None:
    error = RuntimeError(PLANTED[0])
    error.add_note(f"while writing about {PLANTED[1]}")
    raise error


def _with_class() -> None:
    raise type(PLANTED[0], (Exception,), {"__module__": PLANTED[1], "__qualname__": f"{PLANTED[3]}.x"})(
        PLANTED[2]
    )


def _with_source() -> None:
    code = compile(
        f"def {PLANTED[0]}({PLANTED[1]}): raise ValueError({PLANTED[1]})", f"/ui/{PLANTED[4]}/x.py", "exec"
    )
    scope: dict[str, object] = {"__name__": f"ui.{PLANTED[3]}"}
    exec(code, scope)
    scope[PLANTED[0]](PLANTED[2])  # type: ignore[operator]


def _with_module() -> None:
    module = ModuleType(f"ui.{PLANTED[3]}")
    exec(f"def go(): raise ValueError({PLANTED[2]!r})", module.__dict__)
    module.go()


def _with_chain() -> None:
    try:
        _with_key()
    except KeyError as first:
        try:
            _with_path()
        except OSError:
            raise RuntimeError(PLANTED[1]) from first


def _with_group() -> None:
    raise ExceptionGroup(PLANTED[0], [ValueError(PLANTED[1]), KeyError(PLANTED[2])])


def _in_our_code() -> None:
    read_date(f"{PLANTED[0]} {PLANTED[1]}", None, None)  # type: ignore[arg-type]


RAISERS = (
    _with_message,
    _with_key,
    _with_path,
    _with_note,
    _with_class,
    _with_source,
    _with_module,
    _with_chain,
    _with_group,
    _in_our_code,
)


def _raised(raiser: Callable[[], None]) -> BaseException:
    try:
        raiser()
    except Exception as error:  # noqa: BLE001 - whichever it is
        return error
    raise AssertionError("it did not raise")


class Drafts:
    """Stands for the open pages."""

    def __init__(self) -> None:
        self.kept = 0
        self.answer: object = None
        self.error: Exception | None = None

    def save(self) -> object:
        self.kept += 1
        if self.error is not None:
            raise self.error
        return self.answer


@pytest.fixture
def drafts() -> Drafts:
    return Drafts()


@pytest.fixture
def door(tmp_path: Path, drafts: Drafts, dialogs: Dialogs, qtbot: QtBot) -> Iterator[CrashDoor]:
    made = CrashDoor(tmp_path / "state", drafts.save, dialogs)
    made.install()
    yield made
    made.remove()


def _logged(tmp_path: Path) -> str:
    return "".join(file.read_text(encoding="utf-8") for file in (tmp_path / "state").iterdir())


def _sheet(dialogs: Dialogs) -> CrashSheet:
    (sheet,) = dialogs.shown
    assert isinstance(sheet, CrashSheet)
    return sheet


@pytest.mark.parametrize("raiser", RAISERS)
def test_a_report_holds_nothing_that_was_planted(
    raiser: Callable[[], None], door: CrashDoor, dialogs: Dialogs, tmp_path: Path
) -> None:
    error = _raised(raiser)
    sys.excepthook(type(error), error, error.__traceback__)
    sheet = _sheet(dialogs)
    sheet.copy.click()
    everything = (
        sheet.report.toPlainText()
        + _logged(tmp_path)
        + sheet.windowTitle()
        + QGuiApplication.clipboard().text()
    )
    assert everything.count("Attune") == 3, "shown, logged and copied"
    for word in (*PLANTED, str(Path.home()), str(tmp_path), "test_crash"):
        assert word not in everything
    assert not re.search(r"[/\\](home|tmp|root|usr|Users)", everything)


def test_a_report_names_versions_types_and_our_own_lines() -> None:
    lines = make_report(_raised(_in_our_code)).splitlines()
    assert lines[0].startswith("Attune ")
    assert lines[1].startswith("Python ")
    assert "AttributeError" in lines
    assert re.fullmatch(r"  ui/kit/dates\.py:\d+", lines[-1])


def test_what_led_to_an_error_is_told_too() -> None:
    report = make_report(_raised(_with_chain))
    assert report.index("RuntimeError") < report.index("KeyError")


def test_drafts_are_kept_before_anything_is_shown(door: CrashDoor, dialogs: Dialogs, drafts: Drafts) -> None:
    order: list[tuple[int, int]] = []
    door.reported.connect(lambda *_: order.append((drafts.kept, len(dialogs.shown))))
    door.caught(ValueError())
    assert order == [(1, 0)]
    assert _sheet(dialogs).sentence.text() == SAVED


def test_it_is_said_when_drafts_could_not_be_kept(door: CrashDoor, dialogs: Dialogs, drafts: Drafts) -> None:
    drafts.answer = False
    door.caught(ValueError())
    assert _sheet(dialogs).sentence.text() == NOT_SAVED


def test_an_error_while_keeping_drafts_makes_no_circle(
    door: CrashDoor, dialogs: Dialogs, drafts: Drafts, tmp_path: Path
) -> None:
    drafts.error = OSError("Adaline")
    door.caught(ValueError())
    assert _sheet(dialogs).sentence.text() == NOT_SAVED
    assert drafts.kept == 1
    assert "OSError" in _logged(tmp_path)


def test_many_errors_share_one_sheet(door: CrashDoor, dialogs: Dialogs) -> None:
    for error in (ValueError(), ValueError(), KeyError()):
        door.caught(error)
    report = _sheet(dialogs).report.toPlainText()
    assert (report.count("ValueError"), report.count("KeyError")) == (1, 1)


def test_an_error_in_another_thread_comes_to_the_same_door(
    door: CrashDoor, dialogs: Dialogs, qtbot: QtBot
) -> None:
    thread = threading.Thread(target=_with_message)
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: len(dialogs.shown) == 1)
    assert "ValueError" in _sheet(dialogs).report.toPlainText()


def test_the_log_is_for_its_owner_alone_and_does_not_grow_for_ever(door: CrashDoor, tmp_path: Path) -> None:
    file = tmp_path / "state" / "crash.log"
    for _ in range(3):
        door.note(ValueError())
    assert file.stat().st_mode & 0o077 == 0
    file.write_text("x" * 300_000, encoding="utf-8")
    door.note(ValueError())
    assert file.stat().st_size < 2_000


def test_a_log_that_cannot_be_written_does_not_stop_the_sheet(
    drafts: Drafts, dialogs: Dialogs, tmp_path: Path, qtbot: QtBot
) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    door = CrashDoor(tmp_path / "file", drafts.save, dialogs)
    door.install()
    try:
        door.caught(ValueError())
        assert _sheet(dialogs).isVisible()
    finally:
        door.remove()


def test_the_hooks_are_given_back(tmp_path: Path, drafts: Drafts) -> None:
    before = (sys.excepthook, threading.excepthook, sys.unraisablehook)
    door = CrashDoor(tmp_path, drafts.save)
    door.install()
    door.remove()
    assert (sys.excepthook, threading.excepthook, sys.unraisablehook) == before


def test_enter_closes_and_the_report_can_be_copied(door: CrashDoor, dialogs: Dialogs, qtbot: QtBot) -> None:
    door.caught(ValueError())
    sheet = _sheet(dialogs)
    assert isinstance(sheet, QWidget)
    sheet.activateWindow()
    qtbot.waitUntil(sheet.close_button.hasFocus)
    QTest.keyClick(sheet.copy, Qt.Key.Key_Return)
    assert QGuiApplication.clipboard().text() == sheet.report.toPlainText()
    QTest.keyClick(sheet.close_button, Qt.Key.Key_Return)
    assert dialogs.shown == ()
