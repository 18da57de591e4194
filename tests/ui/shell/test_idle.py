"""The idle lock: a minute's warning that any key ends, and no way around the deadline by sleeping."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from ui.shell.idle import IdleWatcher


class Boot:
    """Seconds since boot, moved by hand."""

    now = 1000.0

    def __call__(self):
        return self.now


@pytest.fixture
def boot():
    return Boot()


@pytest.fixture
def heard():
    return []


@pytest.fixture
def watcher(qtbot, boot, heard):
    watcher = IdleWatcher(5, seconds=boot)
    watcher.warned.connect(lambda left: heard.append(left))
    watcher.returned.connect(lambda: heard.append("returned"))
    watcher.lock_requested.connect(lambda: heard.append("lock"))
    watcher.start()
    yield watcher
    watcher.stop()


def press(qtbot):
    widget = QWidget()
    qtbot.addWidget(widget)
    QTest.keyClick(widget, Qt.Key.Key_A)


def test_nothing_is_said_before_the_last_minute(watcher, boot, heard):
    boot.now += 239
    watcher.look()
    assert heard == []


def test_the_last_minute_is_counted_and_then_it_locks(watcher, boot, heard):
    boot.now += 240
    watcher.look()
    boot.now += 45
    watcher.look()
    boot.now += 15
    watcher.look()
    assert heard == [60, 15, "lock"]


def test_any_key_ends_the_warning_and_the_time_begins_anew(watcher, boot, heard, qtbot):
    boot.now += 250
    watcher.look()
    press(qtbot)
    boot.now += 200
    watcher.look()
    assert heard == [50, "returned"]


def test_a_key_after_a_night_asleep_locks_instead_of_counting_as_presence(watcher, boot, heard, qtbot):
    boot.now += 8 * 3600
    press(qtbot)
    assert heard == ["lock"]


def test_it_asks_to_lock_once(watcher, boot, heard, qtbot):
    boot.now += 400
    watcher.look()
    watcher.look()
    press(qtbot)
    assert heard == ["lock"]


def test_a_shorter_time_counts_from_the_last_sign_of_presence(watcher, boot, heard):
    boot.now += 100
    watcher.set_minutes(1)
    assert heard == ["lock"]


def test_with_one_minute_allowed_the_warning_comes_at_half_time(watcher, boot, heard):
    watcher.set_minutes(1)
    boot.now += 20
    watcher.look()
    boot.now += 15
    watcher.look()
    assert heard == [25]
