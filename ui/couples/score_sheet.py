"""The sheet that enters a score: the number first; instrument, partner and day stand as they most likely are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from therapist_app.couples.service import CoupleFile
from therapist_app.kernel.audience import Audience
from therapist_app.kernel.dates import day_words
from therapist_app.kernel.errors import AttuneError
from therapist_app.measures.instrument import Better, Instrument, plain_number
from therapist_app.measures.model import EarlierScore, Score
from therapist_app.measures.service import NextScore, ScoreDraft
from ui.kit.buttons import LinkButton
from ui.kit.context import Context
from ui.kit.discreet import spoken_name
from ui.kit.form_sheet import FormSheet
from ui.kit.words import Label

ITEM_NINE = "Item 9 asks about thoughts of death. Please look at the risk line on Safety."


@dataclass(frozen=True, slots=True)
class ScoreFacts:
    """What the sheet begins with: what is likely next, or the score to correct and what it was before."""

    next: NextScore
    score: Score | None = None
    earlier: Sequence[EarlierScore] = ()


class ScoreSheet(FormSheet):
    """Enter a score, or correct one or take it back.

    taken_back(Changes, callable)   the score is gone; the callable is the work that gives it back
    """

    taken_back = Signal(object, object)

    def __init__(
        self,
        ctx: Context,
        file: CoupleFile,
        facts: ScoreFacts,
        parent: QWidget | None = None,
        *,
        discreet: bool = False,
    ) -> None:
        super().__init__(ctx, "Correct a score" if facts.score else "Add a score", "Keep", parent)
        self._couple_id, self._score = file.couple.id, facts.score
        self._instruments = {one.key: one for one in facts.next.instruments}
        self._names = {side: spoken_name(file.called(side), discreet=discreet) for side in "ab"}
        score, following = facts.score, facts.next
        kinds = [(one.key, one.label) for one in following.instruments]
        self.instrument = self.combo("Measure", kinds, score.instrument if score else following.instrument)
        self.partner = self.combo(
            "Whose", list(self._names.items()), score.partner if score else following.partner
        )
        self.value = self.text("Score", self.chosen.words(score.value) if score else "")
        self.date = self.day("On", score.on_date if score else following.today)
        nine = "" if score is None or score.item_nine is None else str(score.item_nine)
        self.item_nine = self.text("Item 9, from 0 to 3", nine)
        self.readers = self.combo("Who may see it", ())
        self.add_pairs([("instrument", self.instrument), ("partner", self.partner)])
        self.add_pairs([("value", self.value), ("on_date", self.date)])
        self.add_field("item_nine", self.item_nine)
        self.add_field("audience", self.readers)
        self._add_before(facts)
        self.instrument.chosen.connect(lambda _: self._follow())
        self.partner.chosen.connect(lambda _: self._follow())
        self.item_nine.edited.connect(lambda _: self._warn())
        self._follow()
        if score is not None:
            self.readers.combo.set_key(score.audience)
        self.first = self.value.edit

    @property
    def chosen(self) -> Instrument:
        """The instrument that is chosen."""
        return self._instruments[self.instrument.key]

    def commit(self) -> None:
        """Keep the score."""
        measures, score = self._ctx.workspace.measures, self._score
        draft = ScoreDraft(
            couple_id=self._couple_id,
            instrument=self.instrument.key,
            partner=self.partner.key,
            value=self.value.value,
            on_date=self.date.date,
            item_nine=self.item_nine.value,
            audience=self.readers.key,
        )
        if score is None:
            self.keep(lambda: measures.add(draft))
        else:
            self.keep(lambda: measures.correct(score.id, draft))

    def _follow(self) -> None:
        """Ask what the instrument asks, and offer the readers it allows."""
        one, side, before = self.chosen, self.partner.key, self.readers.key
        way = "higher" if one.better == Better.HIGHER else "lower"
        self.value.set_hint(f"{plain_number(one.least)} to {plain_number(one.most)}; {way} is better.")
        alone = f"You and {self._names[side]}"
        choices = [] if one.private else [(Audience.JOINT, "Both partners and you")]
        choices += [(side, alone), (Audience.THERAPIST, "You alone")]
        self.readers.combo.set_choices(
            [(str(key), words) for key, words in choices], before if before == Audience.THERAPIST else None
        )
        self.readers.set_hint(f"{one.label} is never printed on a page for both." if one.private else "")
        self.item_nine.setVisible(one.item_nine)
        self._warn()
        self._fit()

    def _warn(self) -> None:
        typed = self.item_nine.value
        self.item_nine.set_hint(ITEM_NINE if typed not in ("", "0") else "")

    def _add_before(self, facts: ScoreFacts) -> None:
        score = facts.score
        if score is None:
            return
        words, today = self.chosen.words, facts.next.today
        for one in facts.earlier:
            said = f"Before: {words(one.value)} on {day_words(one.on_date, today)}"
            ended = day_words(one.ended_at.date(), today)
            self.column.addWidget(Label(f"{said}, corrected {ended}", "small", "text2", wrap=True))
        link = LinkButton(self.theme, "Take this score back", "trash")
        link.clicked.connect(self._take_back)
        self.column.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)

    def _take_back(self) -> None:
        score, measures = self._score, self._ctx.workspace.measures
        if score is None:
            return
        score_id = score.id

        def gone(changes: object) -> None:
            self.taken_back.emit(changes, lambda: measures.give_back(score_id))
            self.accept()

        def refused(error: AttuneError) -> None:
            self.set_busy(False)
            self.refuse(error.whole)

        self.set_busy(True)
        self._ctx.tasks.vault(lambda: measures.take_back(score_id), gone, self, refused)
