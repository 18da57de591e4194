"""Ways to pictures of promises and sheets that were asked about: from Today, in the ledger, beside a note."""

from __future__ import annotations

from ui.commitments.promise_row import PromiseRow
from ui.kit.places import Place
from ui.pictures.tour import Tour
from ui.sessions.page import NotePage
from ui.today.page import TodayPage


def asking(at: Tour) -> None:
    """The promises of the first card that has any, unfolded on Today."""
    at.go("today")
    page = at.window.stack.current
    assert isinstance(page, TodayPage)  # noqa: S101 it was just opened
    panel = next(one for one in page.day.panels if one.asking is not None)
    if panel.asking is not None and not panel.asking.controls:
        panel.asking.link.click()
    at.settle()


def slip(at: Tour) -> None:
    """A promise that was missed, while what mended it is said."""
    row = _rows(at)[0]
    row.check_in("missed")
    at.settle()


def history(at: Tour) -> None:
    """What was answered of a promise that rested for a while, with an answer that was corrected."""
    service, row = at.window.ctx.workspace.commitments, _rows(at)[0]
    promise, today = row.id, at.window.ctx.workspace.clock.today()
    if not at.ask(lambda: service.earlier_answers(at.couple)):
        first = row.file.commitment.starts_on
        words = "They heard it the same evening."
        at.ask(lambda: service.set_state(promise, "paused", on_date=first, reason="Away for work"))
        at.ask(lambda: service.set_state(promise, "active", on_date=first + 2 * first.resolution))
        at.ask(lambda: service.check_in(promise, "missed", account="a", on_date=today))
        said = {"line": "Late shift", "repair": words, "noticed": True}
        at.ask(lambda: service.check_in(promise, "partly", account="a", on_date=today, **said))
    at.go("couple", "commitments")
    next(one for one in _rows(at) if one.id == promise).look_back()
    at.settle()


def _rows(at: Tour) -> list[PromiseRow]:
    """The rows of the ledger, with nothing open below them."""
    at.go("couple", "commitments")
    for word in ("Cancel", "Close"):
        at.press(word)
    return [row for row in at.frame.findChildren(PromiseRow) if row.isVisible()]


def sheet_review(at: Tour) -> None:
    """What became of a sheet, while it is said on the homework tab."""
    at.go("couple", "homework")
    at.press("Given")
    at.press("Reviewed: ")
    at.press("Change: ")
    at.settle()


def note_sheet(at: Tour) -> None:
    """A sheet that was talked about, with how it went below it, beside the note."""
    workspace = at.window.ctx.workspace
    day = at.ask(lambda: workspace.sessions.get(at.session)).session.on_date
    given = at.ask(lambda: workspace.homework.assignments(at.couple))
    if not any(one.given_on <= day and one.reviewed_on in (None, day) for one in given):
        before = day - 7 * day.resolution
        at.ask(
            lambda: workspace.homework.give(
                at.couple, "appreciation_log", holder="both", given_on=before, review_on=day
            )
        )
    at.window.go(Place("note", at.couple, at.session))
    at.settle()
    page = at.window.stack.current
    assert isinstance(page, NotePage)  # noqa: S101 it was just opened
    rows = page.panel.sheets.rows.values()
    if not any(row.form for row in rows):
        next(row for row in rows if row.talked.isVisible()).talked.click()
    at.settle()
    page.panel.verticalScrollBar().setValue(page.panel.verticalScrollBar().maximum())
    at.settle()
