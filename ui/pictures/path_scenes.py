"""Pictures of the path: its bands on the progress page, the list of its entries, and the sheet that corrects one."""

from __future__ import annotations

from ui.kit.places import Place
from ui.pictures.tour import Tour


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
