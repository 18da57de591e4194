"""The card before a session as its page looks: laid out on the pool, shown, and printed from memory."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from therapist_app.briefing.model import Briefing
from ui.kit.context import Context
from ui.kit.page_sheet import PageSheet

_WORDS = "Process notes are not on this page. Print it for yourself and shred it afterwards."


def show_before_sheet(ctx: Context, card: Briefing, owner: QWidget) -> None:
    """Lay the card out on the pool, then show its page."""
    briefing = ctx.workspace.briefing

    def made(pdf: bytes) -> None:
        ctx.dialogs.open(PageSheet(ctx, "Before the session", _WORDS, pdf, owner.window()))

    ctx.tasks.vault(
        lambda: briefing.sheet_layout(card),
        lambda lay_out: ctx.tasks.cpu(lambda: lay_out().pdf, made, owner),
        owner,
    )
