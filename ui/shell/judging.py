"""What is thought of a new passphrase and of a folder, asked off the GUI thread."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject

from therapist_app.kernel.whereabouts import look_at, practice_words
from ui.kit.tasks import Tasks
from ui.unlock.places import Look
from ui.unlock.strength import Judge, Verdict


def judge_with(tasks: Tasks) -> Judge:
    """A judge whose word lists are loaded at its first question."""
    return _Judging(tasks)


class _Judging:
    def __init__(self, tasks: Tasks) -> None:
        self._tasks = tasks

    def __call__(self, passphrase: str, then: Callable[[Verdict], None], owner: QObject) -> None:
        """Ask how strong it is."""
        self._tasks.cpu(lambda: _strength_of(passphrase), then, owner)

    def suggest(self, then: Callable[[str], None], owner: QObject) -> None:
        """Draw one."""
        self._tasks.cpu(_suggestion, then, owner)


def look_with(tasks: Tasks) -> Look:
    """Someone who looks at a folder and says what it means to keep a practice there."""

    def look(folder: Path, then: Callable[[str], None], owner: QObject) -> None:
        tasks.cpu(lambda: practice_words(look_at(folder)), then, owner)

    return look


def _strength_of(passphrase: str) -> Verdict:
    from therapist_app.vault.strength import strength_of

    return strength_of(passphrase)


def _suggestion() -> str:
    from therapist_app.vault.strength import suggestion

    return suggestion()
