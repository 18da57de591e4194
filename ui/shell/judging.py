"""What is thought of a new passphrase, asked of the vault's own rules off the GUI thread."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from ui.kit.tasks import Tasks
from ui.unlock.strength import Judge, Verdict


def judge_with(tasks: Tasks) -> Judge:
    """A judge whose word lists are loaded at its first question."""

    def judge(passphrase: str, then: Callable[[Verdict], None], owner: QObject) -> None:
        tasks.cpu(lambda: _strength_of(passphrase), then, owner)

    return judge


def _strength_of(passphrase: str) -> Verdict:
    from therapist_app.vault.strength import strength_of

    return strength_of(passphrase)
