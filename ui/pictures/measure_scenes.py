"""Pictures of measures: the charts on the progress page, and the forms that feed them."""

from __future__ import annotations

import datetime as dt

from PySide6.QtWidgets import QWidget

from therapist_app.progression.periods import Against, Choice, Period, told
from ui.couples.page import CouplePage
from ui.kit.places import Place
from ui.pictures.tour import Tour
from ui.progression.page import ProgressTab


def charts(at: Tour) -> None:
    """The measures of a couple, with how a verdict is computed."""
    part = _tab(at).ratings
    for card in part.measures.values():
        if card.working.isHidden():
            card.how.click()
    at.settle()
    _scroll(at, 0)


def signs(at: Tour) -> None:
    """The signs of healing, sentence first."""
    _scroll(at, -1)


def blocks(at: Tour) -> None:
    """The blocks in whole, with the phases they fell into."""
    card = _tab(at).phases
    if card.table.isHidden():
        card.link.click()
    _scroll(at, -2)


def tried(at: Tour) -> None:
    """What was tried for the block with the most to say."""
    tab = _tab(at)
    for row in tab.facts.review.block_rows if tab.facts else ():
        tab.phases.opened.emit(row.label)
        at.settle()
        if tab.tried.table.rowCount() > 1:
            break
    _top(at, tab, tab.tried)


def goals(at: Tour) -> None:
    """The goals with T."""
    _tab(at)
    _scroll(at, 1)


def compared(at: Tour) -> None:
    """Three months beside the three before them, with the table open."""
    today = at.window.ctx.workspace.clock.today()
    cuts = [today - dt.timedelta(days=days) for days in (180, 91, 90, 0)]
    choice = Choice(Against.OWN, own=(Period(*cuts[:2]), Period(*cuts[2:])))
    rows = at.ask(lambda: at.window.ctx.workspace.progression.caseload())
    other = next(row.couple.id for row in rows[2:] if row.couple.id != at.couple)
    extra = {"period": "12", **told(choice)}  # another couple's, so that this one's tab stays as it was
    at.window.go(Place("couple", other, tab="progress", extra=extra))
    at.settle()
    tab = _shown(at)
    if tab.compare.table.isHidden():
        tab.compare.link.click()
    _top(at, tab, tab.compare)


def form(at: Tour, word: str) -> None:
    """One of the forms of measures, as the palette opens it."""
    at.go("couple", "progress")
    at.window.go(Place("couple", at.couple, tab="progress", extra={"open": word}))
    at.settle()


def _tab(at: Tour) -> ProgressTab:
    at.go("couple", "progress")
    return _shown(at)


def _shown(at: Tour) -> ProgressTab:
    page = at.window.stack.current
    assert isinstance(page, CouplePage)  # noqa: S101 it was just opened
    assert isinstance(page.current, ProgressTab)  # noqa: S101 the same
    return page.current


def _scroll(at: Tour, which: int) -> None:
    """Bring blocks (-2), signs (-1), measures (0) or goals (1) to the top."""
    tab = _tab(at)
    first = next(iter(tab.ratings.measures.values()))
    part = {-2: tab.phases, -1: tab.ratings.signs, 0: first, 1: tab.ratings.goals}[which]
    _top(at, tab, part)


def _top(at: Tour, tab: ProgressTab, part: QWidget) -> None:
    at.settle()
    top = part.mapTo(tab.page.inside, part.rect().topLeft()).y()
    tab.page.verticalScrollBar().setValue(top - 60)
    at.settle()
