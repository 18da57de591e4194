"""One promise: its words, what the other notices, how often, its last marks, its review, and its acts."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from therapist_app.catalogue.model import Catalogue
from therapist_app.commitments.files import CommitmentFile
from therapist_app.commitments.model import CheckIn
from therapist_app.kernel.errors import AttuneError
from therapist_app.kernel.phrases import quoted, short_name
from ui.commitments.answers import Answer, LookBack, StateAnswer
from ui.commitments.drawer import CheckInDrawer, Drawer, StateDrawer
from ui.commitments.facts import PromiseFacts, is_habit
from ui.commitments.history import HistoryDrawer
from ui.commitments.marks_strip import MOST, MarksStrip
from ui.commitments.words import (
    OUTCOMES,
    STATE_WORDS,
    Day,
    answers_words,
    distance_words,
    is_past,
    last_marks,
    marks_sentence,
    notice_words,
    rhythm_words,
    slip_words,
    state_line,
)
from ui.kit.buttons import Button, IconButton, LinkButton
from ui.kit.tab_order import follow
from ui.kit.words import Label, plain
from ui.theme.theme import Theme

MARKS_WIDE, REVIEW_WIDE, ACTS_WIDE = 212, 130, 134
_HOTKEYS = {str(place): key for place, (key, _) in enumerate(OUTCOMES, 1)}


class PromiseRow(QWidget):
    """A promise with the focus takes 1 to 4 for how it went, Enter to check in, arrows to its neighbours."""

    answered = Signal(str, object)  # commitment id, Answer
    state_asked = Signal(str, object)  # commitment id, StateAnswer
    taken_back = Signal(str, str)  # commitment id, check-in id
    change_asked = Signal(str)
    removal_asked = Signal(str)
    safety_asked = Signal()
    step_asked = Signal(int)

    def __init__(
        self, theme: Theme, catalogue: Catalogue, facts: PromiseFacts, file: CommitmentFile, day: Day
    ) -> None:
        super().__init__()
        self.theme, self.facts, self.file, self.day = theme, facts, file, day
        self.drawer: Drawer | None = None
        self.safety_link: LinkButton | None = None
        self._wide = True
        self._catalogue = catalogue
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        px = theme.px
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(px(10), px(8), px(10), px(8))
        self._lines.setSpacing(px(8))
        self._parts = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._parts.setSpacing(px(12))
        self._lines.addLayout(self._parts)
        self._fill()
        self.setAccessibleName(self._spoken())

    @property
    def id(self) -> str:
        """Which promise this is."""
        return self.file.commitment.id

    def set_wide(self, wide: bool) -> None:
        """Stand in columns, or below each other where room is short."""
        stacked = QBoxLayout.Direction.TopToBottom
        self._parts.setDirection(QBoxLayout.Direction.LeftToRight if wide else stacked)
        px = self.theme.px
        self._wide = wide
        self._parts.setSpacing(px(12 if wide else 4))
        self._side.setFixedWidth(px(MARKS_WIDE + REVIEW_WIDE + 12)) if wide else self._free(self._side)
        self._acts.setFixedWidth(px(ACTS_WIDE)) if wide else self._free(self._acts)

    def _free(self, widget: QWidget) -> None:
        widget.setMinimumWidth(0)
        widget.setMaximumWidth(16_777_215)

    def _fill(self) -> None:
        holder = QWidget()
        lines = QVBoxLayout(holder)
        lines.setContentsMargins(self.theme.px(8), 0, 0, 0)
        lines.setSpacing(self.theme.px(1))
        for place, words in enumerate(self._said()):
            lines.addWidget(
                Label(words, "small" if place else "card", "text2" if place else "text", wrap=True)
            )
        lines.addStretch(1)
        self._side, self._acts = self._marks_and_review(), self._buttons()
        self._parts.addWidget(holder, 1)
        self._parts.addWidget(self._side)
        self._parts.addWidget(self._acts)
        self._fill_safety()

    def _fill_safety(self) -> None:
        """Under a bottom line that did not hold, say where that belongs, and lead there."""
        words = slip_words(self.facts.slipped(self.file), self.day)
        if not words:
            return
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(self.theme.px(8), 0, 0, 0)
        row.setSpacing(self.theme.px(8))
        self.safety_link = LinkButton(self.theme, "Open safety", "shield")
        self.safety_link.clicked.connect(self.safety_asked)
        row.addWidget(Label(words, "small", "warn", wrap=True), 1)
        row.addWidget(self.safety_link)
        self._lines.addWidget(line)

    def _said(self) -> list[str]:
        promise, facts = self.file.commitment, self.facts
        often = rhythm_words(promise, self.day) if is_habit(self.file) else "A bottom line, all the time"
        parts = [often, answers_words(promise, self._catalogue), facts.seen_by(promise.audience)]
        lines = [
            quoted(promise.words),
            notice_words(promise.notice, short_name(facts.other(promise.owner), 40)),
            " · ".join(part for part in parts if part),
            f"To point out a slip: {promise.slip_signal}" if promise.slip_signal else "",
            state_line(promise, self.day),
        ]
        return [facts.words(line) for line in lines if line]

    def _marks_and_review(self) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, self.theme.px(2), 0, 0)
        row.setSpacing(self.theme.px(12))
        days = [(one.on_date, one.outcome) for one in self.file.figures.days]
        asks = self.id in self.facts.due and is_habit(self.file)
        marks = MarksStrip(self.theme, last_marks(days, MOST), self.day, asks_today=asks)
        top = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft
        holder_of_marks = QWidget()
        holder_of_marks.setFixedWidth(self.theme.px(MARKS_WIDE))
        inner = QHBoxLayout(holder_of_marks)
        inner.setContentsMargins(self.theme.px(8), 0, 0, 0)
        inner.addWidget(marks, 0, top)
        row.addWidget(holder_of_marks, 0, top)
        row.addWidget(self._review(), 1, top)
        return holder

    def _review(self) -> QWidget:
        holder = QWidget()
        lines = QVBoxLayout(holder)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(self.theme.px(1))
        on = self.file.commitment.review_on
        active = self.file.commitment.state == "active"
        past = active and is_past(on, self.facts.today)
        lines.addWidget(Label(self.day(on) if on else "No review set", "medium", "warn" if past else "text"))
        if on and active:
            far = distance_words(on, self.facts.today)
            lines.addWidget(Label(far, "small", "warn" if past else "text2"))
        return holder

    def _buttons(self) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(self.theme.px(6))
        row.addStretch(1)
        name = self.facts.words(quoted(self.file.commitment.words))
        self.check_in_button = Button(self.theme, "Check in", tall="small")
        self.check_in_button.setAccessibleName(f"Check in: {name}")
        self.check_in_button.clicked.connect(lambda: self.check_in())
        self.more_button = IconButton(self.theme, "more", f"More for {name}", tall="small")
        self.more_button.set_menu(self._menu())
        row.addWidget(self.check_in_button)
        row.addWidget(self.more_button)
        self.check_in_button.setVisible(self.file.commitment.state == "active")
        middle = Qt.AlignmentFlag.AlignVCenter
        row.setAlignment(self.check_in_button, middle)
        row.setAlignment(self.more_button, middle)
        return holder

    def _menu(self) -> QMenu:
        menu = QMenu(self.more_button)
        menu.addAction("What was answered…").triggered.connect(lambda: self.look_back())
        menu.addAction("Change…").triggered.connect(lambda: self.change_asked.emit(self.id))
        menu.addSeparator()
        for state in ("paused", "achieved", "let_go", "active"):
            if state != self.file.commitment.state:
                act = menu.addAction(plain(f"{STATE_WORDS[state]}…"))
                act.triggered.connect(lambda _on=False, key=state: self.ask_state(key))
        menu.addSeparator()
        menu.addAction("Remove this promise").triggered.connect(lambda: self.removal_asked.emit(self.id))
        return menu

    def _spoken(self) -> str:
        days = [(one.on_date, one.outcome) for one in self.file.figures.days]
        on = self.file.commitment.review_on
        review = f"next review {self.day(on)}" if on else ""
        name = self.facts.name(self.file.commitment.owner)
        first, *rest = self._said()
        marks = marks_sentence(last_marks(days), self.day)
        slip = slip_words(self.facts.slipped(self.file), self.day).rstrip(".")
        return ". ".join(part for part in (f"{name}: {first}", *rest, marks, review, slip) if part)

    def check_in(self, outcome: str = "") -> None:
        """Open the line below: how did it go."""
        if self.file.commitment.state == "active":
            self.open_with(Answer(outcome, on_date=self.facts.today)).focus_first()

    def ask_state(self, state: str) -> None:
        """Open the line below: what makes this right."""
        self.open_with(StateAnswer(state, self.facts.today)).focus_first()

    def look_back(self, *, whole: bool = False) -> None:
        """Open below what was said so far."""
        self.open_with(LookBack(whole)).focus_first()

    def correct(self, one: CheckIn) -> None:
        """Open the line below with an answer that was given, to say it anew."""
        said = Answer(
            "" if one.since_on else one.outcome,
            one.account,
            one.on_date,
            one.line,
            one.noticed,
            one.kept_days,
            one.repair,
            one.repaired_on,
            corrects=one.id,
        )
        self.open_with(said).focus_first()

    def open_with(self, answer: Answer | StateAnswer | LookBack) -> Drawer:
        """Open the line below with what is being said in it."""
        drawer = self._drawer(answer)
        self.close_drawer(keep_focus=False)
        self.drawer = drawer
        drawer.closed.connect(self.close_drawer)
        self._lines.addWidget(drawer)
        follow(self.safety_link or self.more_button, drawer)
        drawer.show()
        return drawer

    def _days_waiting(self, answer: Answer) -> int:
        found = self.file.open_days(answer.on_date or self.facts.today, answer.corrects)
        return found.count if found else 0

    def _drawer(self, answer: Answer | StateAnswer | LookBack) -> Drawer:
        facts = self.facts
        if isinstance(answer, LookBack):
            history = HistoryDrawer(self.theme, facts, self.file, self.day, answer)
            history.correction_asked.connect(self.correct)
            history.taken_back.connect(lambda key: self.taken_back.emit(self.id, key))
            history.whole_asked.connect(lambda: self.look_back(whole=True))
            return history
        if isinstance(answer, Answer):
            names = {side: facts.name(side) for side in ("a", "b")}
            other = facts.other(self.file.commitment.owner)
            drawer: Drawer = CheckInDrawer(
                self.theme,
                names,
                other,
                lambda: facts.today,
                answer,
                days=self._days_waiting(answer),
                show_keys=self._wide,
            )
            drawer.kept.connect(lambda said: self.answered.emit(self.id, said))
        else:
            drawer = StateDrawer(self.theme, answer, lambda: facts.today)
            drawer.kept.connect(lambda said: self.state_asked.emit(self.id, said))
        return drawer

    def close_drawer(self, *, keep_focus: bool = True) -> None:
        """Close the line below; the focus comes back to the promise."""
        if self.drawer is None:
            return
        drawer, self.drawer = self.drawer, None
        self._lines.removeWidget(drawer)
        drawer.hide()
        drawer.deleteLater()
        if keep_focus:
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def refuse(self, error: AttuneError) -> None:
        """Say in the open line why it cannot be kept."""
        if self.drawer is not None:
            self.drawer.refuse(error)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """1 to 4 answer, Enter opens, arrows go to the neighbours, Delete removes."""
        key = event.key()
        if not self.hasFocus():
            super().keyPressEvent(event)
        elif event.text() in _HOTKEYS:
            self.check_in(_HOTKEYS[event.text()])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.check_in()
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.step_asked.emit(1 if key == Qt.Key.Key_Down else -1)
        elif key == Qt.Key.Key_Delete:
            self.removal_asked.emit(self.id)
        elif key == Qt.Key.Key_Escape and self.drawer is not None:
            self.close_drawer()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The same acts under the right button and the menu key."""
        self.more_button.menu().popup(event.globalPos())

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the ring away."""
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ring of the focus."""
        if self.hasFocus():
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(self.theme.color("focus"), 2))
            box = QRectF(self.rect()).adjusted(3, 3, -3, -3)
            painter.drawRoundedRect(box, self.theme.px(8), self.theme.px(8))
