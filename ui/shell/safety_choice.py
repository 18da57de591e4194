"""A form of safety that is about one partner: which of the two is chosen first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from therapist_app.couples.files import CoupleFile
from therapist_app.couples.model import Side
from ui.kit.discreet import spoken_name
from ui.kit.places import safety_of

if TYPE_CHECKING:
    from ui.shell.window import MainWindow


def safety_of_one(window: MainWindow, couple_id: str, title: str, form: str) -> None:
    """Ask for which partner of the couple, then open that form of theirs on the page of safety."""
    couples = window.ctx.workspace.couples

    def ask(file: CoupleFile) -> None:
        who = [(side, spoken_name(file.partner(side).name, discreet=window.discreet)) for side in Side]
        window.choose(
            f"{title}\N{HORIZONTAL ELLIPSIS}",
            who,
            lambda side: window.go(safety_of(couple_id, f"{form}_{side}")),
        )

    if couple_id:
        window.ctx.tasks.vault(lambda: couples.get(couple_id), ask, window)
