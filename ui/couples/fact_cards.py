"""The overview's cards of open facts: blocks, homework out, the last note, promises to ask about."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from therapist_app.catalogue.model import Catalogue
from therapist_app.commitments.cadence import cadence_words
from therapist_app.commitments.files import CommitmentFile
from therapist_app.commitments.model import CommitmentKind
from therapist_app.kernel.dates import span_words
from therapist_app.kernel.phrases import quoted
from therapist_app.kernel.words import LONGEST_NAME
from therapist_app.progression.path import ActiveBlock
from ui.couples.excerpt import Excerpt
from ui.couples.facts import CoupleFacts, LastNote, SheetOut
from ui.couples.words import Day, ask_words, seen_in_words, sheet_fact, state_word
from ui.kit.card import Card
from ui.kit.empty import EmptyState
from ui.kit.marks import LEVEL_WORDS, LevelMark, OutcomeMark
from ui.kit.row import Row
from ui.kit.words import Label
from ui.theme.theme import Theme

MOST_ROWS = 4
MOST_MARKS = 5


class TeachingCard(Card):
    """A card that says what it is for while it holds nothing; `asked` is its one button."""

    asked = Signal()

    def teach(self, icon: str, what: str, why: str, word: str = "", word_icon: str = "plus") -> None:
        """Show what will be here, why it helps, and one button."""
        empty = EmptyState(self.theme, icon, what, why, word, word_icon=word_icon, room=6)
        empty.clicked.connect(self.asked)
        self.add(empty)

    def more(self, count: int) -> None:
        """Say how many rows are not shown."""
        if count > 0:
            self.add(Label(f"and {count} more", "small", "text2"), gap=4)


def blocks_card(theme: Theme, catalogue: Catalogue, facts: CoupleFacts) -> TeachingCard:
    """The open blocks, strongest first, each with where it is seen and since when."""
    card = TeachingCard(theme, "Active blocks", len(facts.blocks) or None, "Map", link_name="Map of blocks")
    card.link.setVisible(bool(facts.blocks))
    for block in facts.blocks[:MOST_ROWS]:
        card.add(_block_row(theme, catalogue, facts, block))
    card.more(len(facts.blocks) - MOST_ROWS)
    if not facts.blocks:
        why = "Tag what stalls them in a session note, and its age shows here."
        card.teach("layers", "No active blocks", why)
    return card


def _block_row(theme: Theme, catalogue: Catalogue, facts: CoupleFacts, block: ActiveBlock) -> Row:
    tag = block.tag
    label = catalogue.block(tag.block).label
    where = seen_in_words(tag.seen_in, facts.name("a"), facts.name("b"))
    second = LEVEL_WORDS[tag.level].capitalize()
    if not facts.discreet:
        second = f"{where[:1].upper()}{where[1:]} · {LEVEL_WORDS[tag.level]}"
    age = f"open {span_words((facts.today - block.since).days)}"
    row = Row(theme, label, second, age, leading=LevelMark(theme, tag.level, label))
    row.setToolTip(facts.own_words(tag.line))
    return row


def homework_card(theme: Theme, facts: CoupleFacts, day: Day) -> TeachingCard:
    """What was given and not yet talked about, then the latest that was."""
    out = [sheet for sheet in facts.sheets if sheet.reviewed_on is None]
    shown = sorted(out, key=lambda one: one.given_on, reverse=True)
    shown += [sheet for sheet in facts.sheets if sheet.reviewed_on is not None][: max(0, 2 - len(out))]
    card = TeachingCard(theme, "Homework out", len(out) or None, "Give", link_name="Give homework")
    card.link.setVisible(bool(facts.sheets))
    for sheet in shown[:MOST_ROWS]:
        card.add(_sheet_row(theme, facts, sheet, day))
    card.more(len(shown) - MOST_ROWS)
    if not shown:
        why = "A sheet they take home keeps the session alive until the next one."
        card.teach("file", "No homework given yet", why, "Choose a sheet", "file")
    return card


def _sheet_row(theme: Theme, facts: CoupleFacts, sheet: SheetOut, day: Day) -> Row:
    fact, ink = sheet_fact(sheet.review_on, sheet.reviewed_on, facts.today, day)
    second = f"{facts.name(sheet.holder)} · given {day(sheet.given_on)}"
    return Row(theme, sheet.title, second, fact, leading="file", fact_ink=ink)


def last_note_card(theme: Theme, facts: CoupleFacts, kind_label: str, day: Day) -> TeachingCard:
    """Where the last note stands and its first lines."""
    note = facts.last_note
    card = TeachingCard(theme, "Last note", None, "Open" if note else "", link_name="Open the last note")
    if note is None:
        what = "Your first note takes about three minutes"
        card.teach("pen", what, "It saves itself as you type.", "Write note", "pen")
        return card
    card.add(Label(note_head(note, kind_label, day), "small", "text2"))
    words = note.lines[: 2 * LONGEST_NAME] or "No words yet."
    card.add(Excerpt(facts.words(words)), gap=8)
    return card


def note_head(note: LastNote, kind_label: str, day: Day) -> str:
    """Which contact it is: "Session 12 · 14 Nov · draft", or its kind where it has no number."""
    title = f"Session {note.number}" if note.number else kind_label
    return f"{title} · {day(note.on_date)} · {state_word(note.state)}"


def promises_card(theme: Theme, facts: CoupleFacts, day: Day) -> TeachingCard:
    """The promises to ask about first, each with its latest marks."""
    link = "All promises" if facts.promises else ""
    card = TeachingCard(theme, ask_words(facts.due), facts.due or None, link)
    shown = facts.promises[: facts.due] if facts.due else facts.promises
    for file in shown[:MOST_ROWS]:
        card.add_row(_promise_row(theme, facts, file, day))
    card.more(len(shown) - MOST_ROWS)
    if not facts.promises:
        why = "Add the first one with them, in their own words."
        card.teach("promise", "A promise is small, visible and dated", why, "New promise")
    return card


def _promise_row(theme: Theme, facts: CoupleFacts, file: CommitmentFile, day: Day) -> QWidget:
    promise = file.commitment
    words = facts.words(" ".join(promise.words.split()))
    is_habit = promise.kind == CommitmentKind.HABIT
    often = cadence_words(promise) if is_habit else "A bottom line"
    second = f"{facts.name(promise.owner)} · {often[:1].lower()}{often[1:]}"
    row = Row(theme, words, second)
    row.words.first.hide()  # a promise is a sentence: it has two lines
    promised = Excerpt(words, 2, "medium")
    promised.setToolTip(quoted(words))
    marks = QWidget()
    line = QHBoxLayout(marks)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(theme.px(6))
    for answer in file.figures.days[-MOST_MARKS:]:
        line.addWidget(OutcomeMark(theme, answer.outcome or "seen differently", day(answer.on_date), 15))
    lines = row.words.layout()
    item = lines.itemAt(1) if lines is not None else None
    below = item.layout() if item is not None else None
    if below is not None:
        below.addWidget(marks)
    if isinstance(lines, QVBoxLayout):
        lines.insertWidget(0, promised)
    row.words.second.setVisible(True)
    return row
