"""The sheets of goals: set or change one with its five levels, and say which level was reached."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from therapist_app.couples.service import CoupleFile
from therapist_app.kernel.audience import Audience
from therapist_app.measures.goals import GoalDraft
from therapist_app.measures.levels import LEVEL_WORDS, LEVELS
from therapist_app.measures.model import Goal
from therapist_app.measures.rules import signed
from ui.kit.buttons import LinkButton
from ui.kit.context import Context
from ui.kit.discreet import hidden, spoken_name
from ui.kit.form_sheet import FormSheet

_WEIGHTS = ((1, "1, like the others"), (2, "2, twice as much"), (3, "3, three times as much"))


class GoalSheet(FormSheet):
    """A goal in the couple's words, what each level would look like, and how much it weighs."""

    def __init__(
        self,
        ctx: Context,
        file: CoupleFile,
        goal: Goal | None = None,
        parent: QWidget | None = None,
        *,
        discreet: bool = False,
    ) -> None:
        super().__init__(ctx, "Edit goal" if goal else "Add a goal", "Keep", parent)
        self._couple_id, self._goal = file.couple.id, goal
        self.words = self.text("The goal, in their words", goal.words if goal else "")
        self.add_field("words", self.words)
        self.add_heading(
            "What would it look like?", "In their words, agreed before it is rated. May stay open."
        )
        levels = goal.levels if goal else [""] * len(LEVELS)
        self.levels = [
            self.text(f"{signed(level, 0)} {LEVEL_WORDS[level]}", words)
            for level, words in zip(LEVELS, levels, strict=True)
        ]
        for level, field in zip(LEVELS, self.levels, strict=True):
            self.add_field(f"level{level}", field)
        self.weight = self.combo("Weight", _weights(goal), goal.weight if goal else 1)
        names = [(side, f"You and {spoken_name(file.called(side), discreet=discreet)}") for side in "ab"]
        readers = [("joint", "Both partners and you"), *names, ("therapist", "You alone")]
        self.readers = self.combo("Who may see it", readers, goal.audience if goal else str(Audience.JOINT))
        self.add_pairs([("weight", self.weight), ("audience", self.readers)])
        if goal is not None:
            self._add_end(goal)

    def commit(self) -> None:
        """Keep the goal."""
        goals, goal = self._ctx.workspace.goals, self._goal
        draft = GoalDraft(
            couple_id=self._couple_id,
            words=self.words.value,
            levels=tuple(field.value for field in self.levels),
            weight=self.weight.key,
            audience=self.readers.key,
        )
        if goal is None:
            self.keep(lambda: goals.add(draft))
        else:
            self.keep(lambda: goals.change(goal.id, draft))

    def _add_end(self, goal: Goal) -> None:
        goals, ended = self._ctx.workspace.goals, goal.ended_on is not None
        link = LinkButton(self.theme, "Work on it again" if ended else "End this goal", "flag")
        work = (lambda: goals.resume(goal.id)) if ended else (lambda: goals.end(goal.id))
        link.clicked.connect(lambda: self.keep(work))
        self.column.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)


class RateGoalSheet(FormSheet):
    """Say which level a goal is at on a day."""

    def __init__(
        self,
        ctx: Context,
        goal: Goal,
        parent: QWidget | None = None,
        *,
        level: int | None = None,
        discreet: bool = False,
    ) -> None:
        words = hidden(goal.words) if discreet else goal.words
        super().__init__(ctx, f"How far along: {words}", "Keep", parent)
        self._goal_id = goal.id
        choices = [(one, _level_words(goal, one, discreet=discreet)) for one in LEVELS]
        self.level = self.combo("Where it is", choices, 0 if level is None else level)
        self.date = self.day("On", ctx.workspace.clock.today())
        self.add_field("level", self.level)
        self.add_field("on_date", self.date)

    def commit(self) -> None:
        """Keep the rating."""
        goals, goal_id, level, day = self._ctx.workspace.goals, self._goal_id, self.level.key, self.date.date
        self.keep(lambda: goals.rate(goal_id, level, day))


def _level_words(goal: Goal, level: int, *, discreet: bool) -> str:
    own = goal.levels[LEVELS.index(level)]
    said = "" if discreet or not own else f": {own}"
    return f"{signed(level, 0)} {LEVEL_WORDS[level]}{said}"


def _weights(goal: Goal | None) -> list[tuple[int, str]]:
    """The usual weights, and the goal's own where it has another."""
    known = dict(_WEIGHTS)
    return list(
        (known | ({goal.weight: str(goal.weight)} if goal and goal.weight not in known else {})).items()
    )
