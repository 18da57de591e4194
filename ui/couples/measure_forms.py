"""Which forms measures have, what each reads before it opens, and how it is made."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from therapist_app.couples.service import CoupleFile
from therapist_app.kernel.errors import InputError
from therapist_app.measures.service import MeasureService
from ui.couples.goal_sheets import GoalSheet, RateGoalSheet
from ui.couples.instrument_sheet import InstrumentSheet
from ui.couples.score_sheet import ScoreFacts, ScoreSheet
from ui.kit.context import Context
from ui.kit.form_sheet import FormSheet

if TYPE_CHECKING:
    from therapist_app.workspace import Workspace

MEASURE_FORMS = frozenset({"score", "goal", "rate", "instrument"})


def read_for(workspace: Workspace, kind: str, couple_id: str, which: str, *, discreet: bool) -> Any:
    """What the form begins with; runs on the vault thread. InputError for something that is not there any more."""
    if kind == "score":
        return _score_facts(workspace.measures, couple_id, which)
    if kind == "instrument":
        return workspace.measures.instruments.list()
    if kind == "goal" and which and discreet:
        raise InputError("Names are hidden.", "Show them to read or change a goal: Ctrl+Shift+D.")
    return workspace.goals.get(which) if which else None


def _score_facts(measures: MeasureService, couple_id: str, which: str) -> ScoreFacts:
    following = measures.next_score(couple_id)
    if not which:
        return ScoreFacts(following)
    score = measures.get(which)
    earlier = [
        one
        for one in measures.earlier(couple_id)
        if (one.instrument, one.partner, one.on_date) == (score.instrument, score.partner, score.on_date)
    ]
    return ScoreFacts(following, score, earlier)


def make_form(
    ctx: Context, kind: str, file: CoupleFile, facts: Any, over: QWidget, *, discreet: bool
) -> FormSheet:
    """The form over what was read."""
    if kind == "score":
        return ScoreSheet(ctx, file, facts, over, discreet=discreet)
    if kind == "instrument":
        return InstrumentSheet(ctx, facts, over)
    if kind == "rate":
        return RateGoalSheet(ctx, facts, over, discreet=discreet)
    return GoalSheet(ctx, file, facts, over, discreet=discreet)
