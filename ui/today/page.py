"""Today: the sessions of the day, by time, and what waits besides."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from therapist_app.commitments.model import CheckIn
from therapist_app.kernel.changes import Changes, Done
from therapist_app.progression.dismissal import Dismissal, Wish
from ui.kit.buttons import Button
from ui.kit.card import Card
from ui.kit.context import Context
from ui.kit.dress import Dress
from ui.kit.empty import EmptyState
from ui.kit.page import Page
from ui.kit.places import Place
from ui.kit.scroll import ScrollColumn
from ui.kit.words import Label
from ui.theme.theme import Theme
from ui.today.day_column import DayColumn
from ui.today.facts import SessionCard, TodayFacts, gather, session_to_write
from ui.today.loose_ends import LooseEndsCard, note_from_today
from ui.today.words import day_words, summary_words

_MINUTE_MS = 60_000
_TWO_COLUMNS_EM = 52  # narrower than this, loose ends stand below the sessions
_SHARES = (640, 312)  # of the width: sessions, loose ends
_SHOWN_NOUNS = frozenset(
    {
        "couple",
        "session",
        "note",
        "phase",
        "block",
        "safety",
        "commitment",
        "check_in",
        "assignment",
        "returned",
        "dismissal",
    }
)


class TodayPage(Page):
    """Where the day starts: whose note is next, who comes, what is left open."""

    title = "Today"

    def __init__(self, ctx: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._facts: TodayFacts | None = None
        self._discreet = False
        self._stale = True
        self._starting: set[str] = set()
        self._asked: dict[str, Any] = {}  # of the place that was opened, until the day is read
        theme = ctx.theme
        self._summary = Label("", "body", "text2", wrap=True)
        self.seen_button = Button(theme, "Seen today", "plus", tip="Enter a session that has no card yet")
        self.day = DayColumn(theme, ctx.workspace.catalogue)
        self.loose_ends = LooseEndsCard(theme, ctx.workspace.catalogue)
        self._empty = EmptyState(
            theme,
            "users",
            "Couples you see appear here, today's first",
            "Add a couple with their usual day and time, and each session has its card here.",
            "Add a couple",
            kind="primary",
        )
        self._sides = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._lay_out(theme)
        self._connect()
        self._minute = QTimer(self, interval=_MINUTE_MS)
        self._minute.timeout.connect(self.tick)

    def _lay_out(self, theme: Theme) -> None:
        self.area = scroll = ScrollColumn(theme, top=22)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scroll)
        head = QHBoxLayout()
        words = QVBoxLayout()
        words.setSpacing(theme.px(4))
        words.addWidget(Label(self.title, "title"))
        words.addWidget(self._summary)
        head.addLayout(words, 1)
        head.addWidget(self.seen_button, 0, Qt.AlignmentFlag.AlignTop)
        self._sides.addWidget(self.day)
        self._sides.addWidget(self.loose_ends)
        self._nobody = Card(theme)
        self._nobody.add(self._empty)
        self._nobody.hide()
        scroll.column.addLayout(head)
        scroll.column.addLayout(self._sides)
        scroll.column.addWidget(self._nobody)
        scroll.column.addStretch(1)
        Dress(self, theme, self._space)

    def _connect(self) -> None:
        self.seen_button.clicked.connect(lambda: self.action_requested.emit("seen_today"))
        self.day.seen_requested.connect(lambda: self.action_requested.emit("seen_today"))
        self._empty.clicked.connect(lambda: self.action_requested.emit("add_couple"))
        self.day.note_requested.connect(self.write_note)
        self.day.before_requested.connect(lambda: self.action_requested.emit("before"))
        self.day.opened.connect(self.navigate_requested)
        self.day.answered.connect(self._check_in)
        self.loose_ends.opened.connect(self.navigate_requested)
        self.loose_ends.aside_requested.connect(self._set_aside)
        self.loose_ends.back_requested.connect(self._bring_back)
        self.loose_ends.told.connect(lambda words: self.message.emit(words, None))

    def place(self) -> Place:
        """Always the same one, with a line that is being set aside."""
        kept = self.loose_ends.half_filled()
        return Place("today", extra={"not_now": kept} if kept else {})

    def open(self, place: Place) -> None:
        """Read the day anew; `extra["open"] == "aside"` shows what was set aside."""
        self._asked = dict(place.extra)
        self._load()

    def reload(self, changes: Changes) -> None:
        """Read the day anew if something on it changed."""
        if not changes.nouns & _SHOWN_NOUNS:
            return
        if self.isVisible():
            self._load()
        else:
            self._stale = True

    def set_discreet(self, discreet: bool) -> None:
        """Show initials in place of names, or names again."""
        if discreet != self._discreet:
            self._discreet = discreet
            if self._facts:
                self._show(self._facts)

    def tick(self) -> None:
        """A minute has passed: say anew where each session stands; on a new day read it."""
        now = self._ctx.workspace.clock.local().replace(tzinfo=None)
        if self._facts is None or now.date() != self._facts.now.date():
            self._load()
            return
        self._facts = replace(self._facts, now=now)
        self._say_now(self._facts)

    def before_session(self) -> tuple[str, str] | None:
        """Couple and session whose card was asked for: by its button, by the focus, else the next one to come."""
        chosen, self.day.chosen = self.day.chosen or self.day.focused_card, None
        if chosen is None and self._facts is not None:
            now = self._facts.now
            chosen = next((card for card in self._facts.cards if not card.has_ended(now)), None)
        return (chosen.couple_id, chosen.session_id) if chosen else None

    def write_note(self, card: SessionCard) -> None:
        """Open the note of a session, entering the session first if that was not done."""
        if card.session_id:
            self.navigate_requested.emit(note_from_today(card.couple_id, card.session_id))
            return
        if card.couple_id in self._starting:
            return
        self._starting.add(card.couple_id)
        workspace, couple = self._ctx.workspace, card.couple_id
        self._ctx.tasks.vault(
            lambda: session_to_write(workspace, couple),
            lambda found: self._started(couple, *found),
            owner=self,
            failed=lambda error: self._not_started(couple, error.whole),
        )

    def _started(self, couple_id: str, session_id: str, changes: Changes | None) -> None:
        self._starting.discard(couple_id)
        if changes:
            self.changed.emit(changes)
        self.navigate_requested.emit(note_from_today(couple_id, session_id))

    def _not_started(self, couple_id: str, words: str) -> None:
        self._starting.discard(couple_id)
        self.message.emit(words, None)

    def _load(self) -> None:
        self._stale = False
        workspace = self._ctx.workspace
        self._ctx.tasks.vault(lambda: gather(workspace), self._take, owner=self)

    def _take(self, facts: TodayFacts) -> None:
        before, self._facts = self._facts, facts
        if before is not None and replace(before, now=facts.now) == facts:
            self._say_now(facts)
        else:
            self._show(facts)
        asked, self._asked = self._asked, {}
        if isinstance(asked.get("not_now"), dict):
            self.loose_ends.put_back(asked["not_now"])
        if asked.get("open") == "aside":
            self.loose_ends.show_aside()

    def _set_aside(self, wish: Wish) -> None:
        service = self._ctx.workspace.progression.aside

        def kept(done: Done[Dismissal]) -> None:
            until, found = done.value.until_on, done.value.id
            self.loose_ends.was_set_aside()
            self.changed.emit(done.changes)
            words = f"Set aside until {day_words(until)}" if until else "Set aside until something changes"
            self.message.emit(words, lambda: self._bring_back(found))

        self._ctx.tasks.vault(lambda: service.set_aside(wish), kept, self, self.loose_ends.refuse)

    def _check_in(self, card: SessionCard, commitment_id: str, outcome: str) -> None:
        """Note how a promise went, by the clinician's account of today, in its session where it is entered."""
        commitments = self._ctx.workspace.commitments

        def kept(done: Done[CheckIn]) -> None:
            found = done.value.id
            self.changed.emit(done.changes)
            self.message.emit(
                f"Check-in noted: {self._ctx.workspace.catalogue.outcome(outcome).label.lower()}",
                lambda: self._take_back(found),
            )

        self._ctx.tasks.vault(
            lambda: commitments.check_in(commitment_id, outcome, session_id=card.session_id or None),
            kept,
            self,
            lambda error: self._refused(error.whole),
        )

    def _refused(self, words: str) -> None:
        self.message.emit(words, None)
        self._load()

    def _take_back(self, check_in_id: str) -> None:
        commitments = self._ctx.workspace.commitments
        self._ctx.tasks.vault(lambda: commitments.take_back(check_in_id), self.changed.emit, self)

    def _bring_back(self, dismissal_id: str) -> None:
        service = self._ctx.workspace.progression.aside
        self._ctx.tasks.vault(lambda: service.take_back(dismissal_id), self.changed.emit, self)

    def _show(self, facts: TodayFacts) -> None:
        has_couples = bool(facts.couples or facts.cards or facts.loose_ends or facts.aside)
        self.day.setVisible(has_couples)
        self.loose_ends.setVisible(has_couples)
        self._nobody.setVisible(not has_couples)
        self.seen_button.setVisible(has_couples)
        self.day.show_cards(facts.cards, discreet=self._discreet)
        self.loose_ends.show_ends(facts.loose_ends, facts.aside, discreet=self._discreet)
        self._say_now(facts)

    def _say_now(self, facts: TodayFacts) -> None:
        couples = len({card.couple_id for card in facts.cards})
        self._summary.setText(summary_words(facts.now.date(), couples, len(facts.to_write)))
        self.day.set_now(facts.now, facts.just_ended)

    def showEvent(self, event: QShowEvent) -> None:
        """Keep time while the page can be seen."""
        super().showEvent(event)
        self._minute.start()
        if self._facts is not None:
            self._load() if self._stale else self.tick()

    def hideEvent(self, event: QHideEvent) -> None:
        """Rest while it cannot."""
        super().hideEvent(event)
        self._minute.stop()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put loose ends beside or below the sessions."""
        super().resizeEvent(event)
        self._reflow()

    def _space(self) -> None:
        self._sides.setSpacing(self._ctx.theme.px(16))
        self._reflow()
        if self._facts:
            self._show(self._facts)  # cards are made for one size of letters

    def _reflow(self) -> None:
        wide = self.width() >= _TWO_COLUMNS_EM * self._ctx.theme.em
        way = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        self._sides.setDirection(way)
        for index, share in enumerate(_SHARES):
            self._sides.setStretch(index, share if wide else 0)
