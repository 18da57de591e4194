"""The form of one screen: one partner alone, topic by topic, by the keys N, Y and - alone."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from therapist_app.safety.drafts import ScreenDraft
from therapist_app.safety.model import Answer, SafetyScreen
from ui.kit.context import Context
from ui.kit.ticks import CheckBox
from ui.kit.words import Label
from ui.safety.answer_strip import TopicRow
from ui.safety.entry_sheet import EntrySheet, key_of
from ui.safety.facts import SafetyFacts

_HOW = "N, Y or - answers and goes on to the next. What cannot be asked now stays “Not asked”."


class ScreenSheet(EntrySheet):
    """Screen one partner alone, or correct what was entered about it; what stood before stays in the history."""

    def __init__(
        self,
        ctx: Context,
        facts: SafetyFacts,
        side: str,
        old: SafetyScreen | None = None,
        parent: QWidget | None = None,
    ) -> None:
        name = facts.name(side)
        title = f"Correct the screen of {name}" if old else f"Screen {name} alone"
        super().__init__(ctx, facts, title, parent, old)
        self.side, catalogue = side, ctx.workspace.catalogue
        self.date = self.day("Asked on", old.on_date if old else facts.today)
        places = [(one.key, one.label) for one in catalogue.screen_places]
        self.place = self.choice("Where", places, old.place if old else places[0][0])
        self.private = CheckBox(ctx.theme, "I am sure that nobody could listen", bool(old and old.private))
        self.add_field("on_date", self.date)
        self.add_field("place", self.place)
        self.column.addWidget(self.private)
        self.column.addWidget(Label(_HOW, "small", "text2", wrap=True))
        answers = old.answers if old else {}
        self.topics = {
            topic.key: TopicRow(ctx.theme, topic, answers.get(topic.key, Answer.NOT_ASKED))
            for topic in catalogue.screen_topics
        }
        for row in self.topics.values():
            self.column.addWidget(row)
        before = old.said if old else ""
        self.said = self.paragraph("What was said, in your words", before, 4)
        self.add_field("said", self.said)
        self.cover(self.said, before)
        self.offer_taking_back()
        for one, following in pairwise(self.topics.values()):
            one.strip.answered.connect(lambda following=following: self._go_on(following, following.strip))
        last = list(self.topics.values())[-1]
        last.strip.answered.connect(lambda: self._go_on(self.said, self.said.edit))

    def commit(self) -> None:
        """Keep the screen."""
        answers = {key: row.answer for key, row in self.topics.items()}
        place, private = key_of(self.place), self.private.isChecked()
        draft = ScreenDraft(self.side, place, private, answers, self.said.value, self.date.date)
        safety, couple_id, corrects = self._ctx.workspace.safety, self.couple_id, self.corrects
        self.keep(lambda: safety.screen(couple_id, draft, corrects=corrects))

    def _go_on(self, row: QWidget, editor: QWidget) -> None:
        editor.setFocus(Qt.FocusReason.TabFocusReason)
        self.area.ensureWidgetVisible(row)
