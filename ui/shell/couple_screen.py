"""The couple page with its five tabs: the one place that names the rooms the tabs live in."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from PySide6.QtWidgets import QWidget

from ui.couples.page import CouplePage, TabSpec
from ui.kit.context import Context
from ui.kit.page import Page

TABS: tuple[tuple[str, str, str], ...] = (
    ("overview", "Overview", "ui.couples.overview:OverviewTab"),
    ("notes", "Notes", "ui.couples.notes:NotesTab"),
    ("commitments", "Commitments", "ui.commitments.page:CommitmentsTab"),
    ("homework", "Homework", "ui.homework.tab:HomeworkTab"),
    ("progress", "Progress", "ui.progression.page:ProgressTab"),
)
_OWN_PRIMARY = frozenset({"homework"})  # Print is the primary act there, so New note steps back


class CoupleScreen(CouplePage):
    """Hands the couple page its tabs; each is imported when it is first shown."""

    def __init__(self, ctx: Context, parent: QWidget | None = None) -> None:
        specs = [
            TabSpec(name, title, _factory(path), has_primary=name in _OWN_PRIMARY)
            for name, title, path in TABS
        ]
        super().__init__(ctx, specs, parent)


def _factory(path: str) -> Callable[[Context, QWidget | None], Page]:
    module, _, name = path.partition(":")

    def make(ctx: Context, parent: QWidget | None = None) -> Page:
        return getattr(import_module(module), name)(ctx, parent)

    return make
