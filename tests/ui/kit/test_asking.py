"""Asking the vault while somebody types."""

import pytest
from PySide6.QtCore import QObject

from therapist_app.kernel.errors import InputError
from ui.kit.asking import Asking


@pytest.fixture
def owner(qapp):
    made = QObject()
    yield made
    made.deleteLater()


def test_only_the_last_of_many_letters_is_asked_for(qtbot, tasks, owner):
    asked, answers = [], []
    asking = Asking(tasks, owner)
    for typed in ("p", "pl", "plum"):
        asking.ask(lambda typed=typed: asked.append(typed) or typed, answers.append)
    assert asked == []
    qtbot.waitUntil(lambda: answers == ["plum"])
    assert asked == ["plum"]


def test_an_answer_to_an_older_question_is_dropped(tasks, owner):
    answers = []
    asking = Asking(tasks, owner)
    asking.ask(lambda: "older", answers.append, at_once=True)
    asking.ask(lambda: "newer", answers.append, at_once=True)
    tasks.drain()
    assert answers == ["newer"]


def test_what_is_forgotten_is_neither_asked_nor_answered(tasks, owner):
    answers = []
    asking = Asking(tasks, owner)
    asking.ask(lambda: "under way", answers.append, at_once=True)
    asking.forget()
    asking.ask(lambda: "waiting", answers.append)
    asking.forget()
    asking.hurry()
    tasks.drain()
    assert answers == []
    assert not asking.is_waiting


def test_a_failure_of_an_older_question_says_nothing(tasks, owner):
    said = []
    asking = Asking(tasks, owner, said.append)

    def fails():
        raise InputError("No.")

    asking.ask(fails, said.append, at_once=True)
    asking.ask(lambda: "fine", said.append, at_once=True)
    tasks.drain()
    assert said == ["fine"]
    asking.ask(fails, said.append, at_once=True)
    tasks.drain()
    assert isinstance(said[-1], InputError)
