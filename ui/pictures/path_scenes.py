"""Pictures of the path: its bands on the progress page, the list of its entries, and the sheet that corrects one."""

from __future__ import annotations

from therapist_app.progression.sets import SetDraft, StepDraft
from ui.kit.places import Place
from ui.pictures.tour import Tour
from ui.preferences.page import SettingsPage


def entries(at: Tour) -> None:
    """Every entry, with what it was before."""
    at.go("couple", "progress")
    at.window.do("path_entries")
    at.settle()


def corrected(at: Tour) -> None:
    """The sheet of an entry that was corrected once."""
    progression = at.window.ctx.workspace.progression

    def find() -> str:
        earlier = progression.phases.earlier(at.couple)
        return next((one.replaced_by for one in earlier if one.replaced_by), "")

    entry_id = at.ask(find)
    at.window.go(Place("couple", at.couple, tab="progress", extra={"open": f"entry:{entry_id}"}))
    at.settle()


def notes_of_a_band(at: Tour) -> None:
    """The notes behind a stretch of the path."""
    progression = at.window.ctx.workspace.progression
    step = at.ask(lambda: progression.path(at.couple)[1])
    until = step.until.isoformat() if step.until else ""
    extra = {"since": step.entry.on_date.isoformat(), "until": until, "span": "Safety, its first stretch"}
    at.window.go(Place("couple", at.couple, tab="notes", extra=extra))
    at.settle()


def beside(at: Tour) -> None:
    """The progress of a couple who is followed in a second set of steps too."""
    at.go("couple", "progress", couple=_followed(at))


def beside_form(at: Tour, word: str) -> None:
    """Choose that set, or enter a step of it."""
    at.window.go(Place("couple", _followed(at), tab="progress", extra={"open": word}))
    at.settle()


def beside_note(at: Tour) -> None:
    """A note with a row for the step too."""
    couple = _followed(at)
    session = at.ask(lambda: at.window.ctx.workspace.sessions.list(couple, limit=1)[0].session.id)
    at.window.go(Place("note", couple, session))
    at.settle()


def sets_card(at: Tour) -> None:
    """The sets of steps in Settings, with an own one."""
    sets = at.window.ctx.workspace.progression.sets
    steps = [StepDraft("Arrive", "Begin"), StepDraft("Say it"), StepDraft("Stay with it")]
    if not any(one.own for one in at.ask(sets.list)):  # each look comes by here
        at.ask(lambda: sets.add(SetDraft("How we work here", steps)))
    at.settings()
    page = at.window.stack.current
    assert isinstance(page, SettingsPage)  # noqa: S101 it was just opened
    page.area.verticalScrollBar().setValue(page.sets.y())
    at.settle()


def set_sheet(at: Tour) -> None:
    """The sheet of an own set."""
    sets_card(at)
    at.press("Add a set")


def _followed(at: Tour) -> str:
    """A couple that is followed in a second set."""
    progression = at.window.ctx.workspace.progression

    def find() -> str:
        rows = progression.caseload()
        return next(row.couple.id for row in rows if progression.sets.of(row.couple.id) is not None)

    return at.ask(find)
