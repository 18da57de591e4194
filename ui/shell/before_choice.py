"""Which session the card before a session is about, by where the person is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.sessions.before_sheet import show_before_sheet
from ui.sessions.page import NotePage
from ui.sessions.writing_aids import HIDDEN_BEFORE
from ui.today.page import TodayPage

if TYPE_CHECKING:
    from ui.shell.window import MainWindow


def show_before(window: MainWindow, couple_id: str = "") -> None:
    """Show the card as a page: of the open note, of Today's chosen session, or of a couple, who may be asked for."""
    page, ctx = window.stack.current, window.ctx
    if isinstance(page, NotePage) and not couple_id:
        page.aids.print_card()
        return
    on_today = page.before_session() if isinstance(page, TodayPage) else None
    couple, session = (couple_id, "") if couple_id else on_today or (window.place().couple_id, "")
    if window.discreet:
        window.toast(HIDDEN_BEFORE)
    elif not couple:
        window.choose_couple(
            "Before a session with\N{HORIZONTAL ELLIPSIS}", lambda chosen: show_before(window, chosen)
        )
    else:
        briefing = ctx.workspace.briefing
        ctx.tasks.vault(
            lambda: briefing.before_session(couple, session),
            lambda card: show_before_sheet(ctx, card, window),
            window,
        )
