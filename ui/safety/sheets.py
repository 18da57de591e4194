"""The forms of safety: opened by a word, so that the same one can be opened again after a lock."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from ui.kit.context import Context
from ui.kit.form_sheet import FormSheet, open_form
from ui.safety.facts import SafetyFacts
from ui.safety.plan_sheet import PlanSheet
from ui.safety.risk_sheet import RiskSheet
from ui.safety.screen_sheet import ScreenSheet
from ui.safety.status_sheet import StatusSheet


class SafetySheets(QObject):
    """Opens "status", "proposed", "plan", "screen_a", "screen_b", "risk_a", "risk_b", "screen:<id>", "risk:<id>".

    kept(object)   the Done of what was kept
    """

    kept = Signal(object)

    def __init__(self, ctx: Context, over: QWidget) -> None:
        super().__init__(over)
        self._ctx, self._over = ctx, over

    def open(self, word: str, facts: SafetyFacts, typed: dict[str, Any] | None = None) -> None:
        """Open a form, with what was `typed` into it before a lock; a word that is none opens nothing."""
        sheet = self._sheet(word, facts)
        if sheet is None:
            return
        sheet.worked.connect(self.kept)
        open_form(self._ctx.dialogs, sheet, word, typed)

    def _sheet(self, word: str, facts: SafetyFacts) -> FormSheet | None:
        ctx, over = self._ctx, self._over
        kind, _, entry_id = word.partition(":")
        makers: dict[str, Callable[[], FormSheet]] = {
            "status": lambda: StatusSheet(ctx, facts, over),
            "proposed": lambda: StatusSheet(ctx, facts, over, proposed=True),
            "plan": lambda: PlanSheet(ctx, facts, over),
            "screen_a": lambda: ScreenSheet(ctx, facts, "a", None, over),
            "screen_b": lambda: ScreenSheet(ctx, facts, "b", None, over),
            "risk_a": lambda: RiskSheet(ctx, facts, "a", None, over),
            "risk_b": lambda: RiskSheet(ctx, facts, "b", None, over),
        }
        if not entry_id:
            return makers[kind]() if kind in makers else None
        screen = next((one for one in facts.standing.screens if one.id == entry_id), None)
        risk = next((one for one in facts.standing.risks if one.id == entry_id), None)
        if screen:
            return ScreenSheet(ctx, facts, screen.side, screen, over)
        return RiskSheet(ctx, facts, risk.side, risk, over) if risk else None
