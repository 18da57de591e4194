"""What is not saved is said until it is, and tried again more and more rarely; told by a clock moved by hand."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject

from tests.support.wheel import Wheel
from ui.kit.unsaved import Retry, Trouble, Unsaved


class Editor(QObject):
    """Holds something that the disk refuses so many times."""

    def __init__(self, unsaved: Unsaved, wheel: Wheel, refusals: int) -> None:
        super().__init__()
        self.wheel, self.refusals = wheel, refusals
        self.tried_at: list[float] = []
        self.retry = Retry(unsaved, self, self.save, wheel)

    def save(self) -> None:
        self.tried_at.append(self.wheel.now())
        if len(self.tried_at) <= self.refusals:
            self.retry.failed("The disk is full.")
        else:
            self.retry.ended()


@pytest.fixture
def unsaved(qapp: object) -> Unsaved:
    return Unsaved()


def test_it_is_tried_again_more_and_more_rarely_until_it_works(unsaved: Unsaved) -> None:
    wheel = Wheel()
    editor = Editor(unsaved, wheel, refusals=8)
    editor.save()
    assert unsaved.sentence == "The disk is full."
    wheel.turn(119)
    assert editor.tried_at == [0, 1, 3, 7, 15, 30, 60, 90]
    assert unsaved.tries == 8
    wheel.turn(2)
    assert editor.tried_at[-1] == 120
    assert unsaved.sentence == ""
    wheel.turn(1000)
    assert len(editor.tried_at) == 9


def test_try_again_tries_all_at_once_and_only_once(unsaved: Unsaved) -> None:
    wheel = Wheel()
    editors = [Editor(unsaved, wheel, refusals=1) for _ in range(3)]
    for editor in editors:
        editor.save()
    unsaved.retry()
    wheel.turn(100)
    assert [editor.tried_at for editor in editors] == [[0, 0]] * 3
    assert not unsaved.sentence


def test_what_was_called_off_is_tried_no_more(unsaved: Unsaved) -> None:
    wheel = Wheel()
    editor = Editor(unsaved, wheel, refusals=99)
    editor.save()
    editor.retry.ended()
    wheel.turn(100)
    assert editor.tried_at == [0]
    assert not unsaved.sentence


def test_an_editor_that_goes_takes_its_trouble_along(unsaved: Unsaved) -> None:
    told: list[str] = []
    unsaved.changed.connect(lambda: told.append(unsaved.sentence))
    editor = QObject()
    unsaved.say(editor, Trouble("The disk is full.", 3, _nothing, lambda: ["text"]))
    assert unsaved.texts == ["text"]
    editor.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert told == ["The disk is full.", ""]
    assert unsaved.texts == []


def _nothing() -> None:
    pass
