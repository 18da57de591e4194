"""Asks which partner of a couple is meant."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from therapist_app.couples.model import Partner, Side
from therapist_app.couples.service import CoupleFile
from ui.kit.discreet import spoken_name

if TYPE_CHECKING:
    from ui.shell.window import MainWindow


def choose_partner(
    window: MainWindow,
    couple_id: str,
    title: str,
    then: Callable[[str], None],
    *,
    beside: Callable[[Partner], str] = lambda _: "",
    more: Sequence[tuple[str, str]] = (),
) -> None:
    """Ask for A or B by name, with a word `beside` it, or for one of a few things `more`; then go on with its key."""
    couples = window.ctx.workspace.couples

    def ask(file: CoupleFile) -> None:
        who = [
            (str(side), spoken_name(file.called(side), discreet=window.discreet) + beside(file.partner(side)))
            for side in Side
        ]
        window.choose(f"{title}\N{HORIZONTAL ELLIPSIS}", [*who, *more], then)

    window.ctx.tasks.vault(lambda: couples.get(couple_id), ask, window)
