"""The screens of the app, as data: the window only iterates over this table."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from typing import Any


@dataclass(frozen=True, slots=True)
class Screen:
    """One screen: the place's page name, where its class is, and how the sidebar shows it."""

    name: str
    factory: str  # module:class, imported when the screen is first opened
    words: str
    icon: str = ""
    sidebar: str = ""  # "top", "bottom" or nowhere
    action: str = ""


SCREENS: tuple[Screen, ...] = (
    Screen("today", "ui.today.page:TodayPage", "Today", "calendar", "top", "today"),
    Screen(
        "caseload",
        "ui.progression.caseload_page:CaseloadPage",
        "Caseload review",
        "table",
        "top",
        "caseload",
    ),
    Screen("figures", "ui.progression.practice_page:PracticePage", "The practice’s own figures"),
    Screen("couple", "ui.shell.couple_screen:CoupleScreen", "Couple"),
    Screen("safety", "ui.safety.page:SafetyPage", "Safety"),
    Screen("note", "ui.sessions.page:NotePage", "Note"),
    Screen("repair", "ui.repair.page:RepairPage", "Repair threads"),
    Screen("intake", "ui.intake.page:IntakePage", "Intake"),
    Screen("report", "ui.homework.report_page:ReportPage", "Progress report"),
    Screen("note_paper", "ui.homework.note_paper_page:NotePaperPage", "Note on paper"),
    Screen("add_couple", "ui.couples.add_page:AddCouplePage", "New couple"),
    Screen("search", "ui.search.page:SearchPage", "Search", "search", action="search"),
    Screen("handouts", "ui.homework.library:LibraryPage", "Handouts", "book", "bottom", "handouts"),
    Screen("said_sheet", "ui.homework.said_page:SaidPage", "Words from a session"),
    Screen("own_sheet", "ui.homework.own_page:OwnSheetPage", "Own handout"),
    Screen("trash", "ui.trash.page:TrashPage", "Trash", action="trash"),
    Screen("settings", "ui.preferences.page:SettingsPage", "Settings", "gear", "bottom", "settings"),
)


def screen(name: str) -> Screen:
    """The screen with this name; KeyError if there is none."""
    return next(one for one in SCREENS if one.name == name)


def exists(one: Screen) -> bool:
    """Whether this build has the screen."""
    module = one.factory.partition(":")[0]
    try:
        return find_spec(module) is not None
    except ModuleNotFoundError:
        return False


def load(one: Screen) -> Any:
    """The class of a screen."""
    module, _, name = one.factory.partition(":")
    return getattr(import_module(module), name)
