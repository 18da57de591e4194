"""The promises of one state, by who promises; bottom lines stand apart, for they have no rate."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from therapist_app.catalogue.model import Catalogue
from therapist_app.commitments.files import CommitmentFile
from therapist_app.kernel.errors import AttuneError
from therapist_app.kernel.phrases import counted
from ui.commitments.answers import Answer, LookBack, StateAnswer, begun_with
from ui.commitments.drawer import CheckInDrawer, StateDrawer
from ui.commitments.facts import PromiseFacts
from ui.commitments.history import HistoryDrawer
from ui.commitments.promise_row import ACTS_WIDE, MARKS_WIDE, REVIEW_WIDE, PromiseRow
from ui.commitments.words import Day, kept_words
from ui.kit.card import Panel, empty_layout
from ui.kit.dress import hairline
from ui.kit.half_filled import put_back, typed_in
from ui.kit.words import Elided, Label
from ui.theme.theme import Theme

_WIDE_FROM = 50  # em: narrower, the parts of a promise stand below each other


@dataclass(frozen=True, slots=True)
class Kept:
    """Where someone was in the list, to be brought back after it is shown anew."""

    focused: str = ""  # the promise with the focus in it
    open: str = ""
    answer: Answer | StateAnswer | LookBack | None = None
    part: int = -1  # which part of the open line has the focus


class PromiseList(Panel):
    """Rows of promises under the names of those who promise."""

    answered = Signal(str, object)
    state_asked = Signal(str, object)
    taken_back = Signal(str, str)
    change_asked = Signal(str)
    removal_asked = Signal(str)
    safety_asked = Signal()

    def __init__(self, theme: Theme, catalogue: Catalogue, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._catalogue = catalogue
        self.rows: list[PromiseRow] = []
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(1, 1, 1, 3)
        self._lines.setSpacing(0)
        self._head: QWidget | None = None

    def show_facts(self, facts: PromiseFacts, state: str, day: Day) -> None:
        """Show the promises of one state; what was open and where the focus was come back."""
        kept = self._where()
        empty_layout(self._lines)
        self.rows = []
        self._head = self._heads()
        self._lines.addWidget(self._head)
        for group in facts.habits(state):
            words = counted(len(group.promises), "promise")
            if group.kept.due:
                words = f"{words}, {kept_words(group.kept.kept, group.kept.due)}"
            self._group(facts.name(group.owner), words, group.promises, facts, day)
        lines = facts.bottom_lines(state)
        if lines:
            self._group("Bottom lines", "never counted as a rate", lines, facts, day)
        self._set_wide()
        self._come_back(kept)

    def row(self, commitment_id: str) -> PromiseRow | None:
        """The row of a promise, if it is shown."""
        return next((row for row in self.rows if row.id == commitment_id), None)

    def focus(self, commitment_id: str) -> bool:
        """Put the focus on a promise."""
        row = self.row(commitment_id)
        if row is not None:
            row.setFocus(Qt.FocusReason.OtherFocusReason)
        return row is not None

    def refuse(self, commitment_id: str, error: AttuneError) -> None:
        """Say at a promise why something cannot be kept."""
        row = self.row(commitment_id)
        if row is not None:
            row.refuse(error)

    def close_drawer(self, commitment_id: str) -> None:
        """Close what is open below a promise."""
        row = self.row(commitment_id)
        if row is not None:
            row.close_drawer()

    def half_filled(self) -> dict[str, Any]:
        """What is being said in an open line and is not kept yet, as plain JSON for the place."""
        for row in self.rows:
            if isinstance(row.drawer, CheckInDrawer | StateDrawer):
                said = {"commitment_id": row.id, **row.drawer.about, "typed": typed_in(row.drawer)}
                return {"drawer": said}
        return {}

    def put_back(self, said: Mapping[str, Any]) -> None:
        """Open the line again as `half_filled` gave it."""
        row, typed = self.row(str(said.get("commitment_id", ""))), said.get("typed")
        if row is not None and isinstance(typed, dict):
            drawer = row.open_with(begun_with(said))
            put_back(drawer, typed)
            drawer.focus_first()

    def _where(self) -> Kept:
        focus = self.window().focusWidget()
        inside = next((row for row in self.rows if focus and (row is focus or row.isAncestorOf(focus))), None)
        focused = inside.id if inside is not None else ""
        for row in self.rows:
            if isinstance(row.drawer, CheckInDrawer | StateDrawer | HistoryDrawer):
                parts = row.drawer.findChildren(QWidget)
                part = parts.index(focus) if focus in parts else -1
                return Kept(focused, row.id, row.drawer.answer, part)
        return Kept(focused)

    def _come_back(self, kept: Kept) -> None:
        row = self.row(kept.open)
        if row is not None and kept.answer is not None:
            parts = row.open_with(kept.answer).findChildren(QWidget)
            if 0 <= kept.part < len(parts):
                parts[kept.part].setFocus(Qt.FocusReason.OtherFocusReason)
                return
        if kept.focused and not self.focus(kept.focused) and self.rows:
            self.rows[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _heads(self) -> QWidget:
        px = self.theme.px
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(px(18), px(7), px(10), px(7))
        row.setSpacing(px(12))
        row.addWidget(Label("Promise, in their own words", "smallstrong", "text2"), 1)
        for words, wide in (("Last 8 check-ins", MARKS_WIDE), ("Next review", REVIEW_WIDE)):
            label = Label(words, "smallstrong", "text2")
            label.setFixedWidth(px(wide))
            label.setIndent(px(8) if wide == MARKS_WIDE else 0)
            row.addWidget(label)
        row.addSpacing(px(ACTS_WIDE + 12))
        return holder

    def _group(
        self, name: str, words: str, files: tuple[CommitmentFile, ...], facts: PromiseFacts, day: Day
    ) -> None:
        px = self.theme.px
        head = QFrame()
        head.setProperty("ground", "bg")
        row = QHBoxLayout(head)
        row.setContentsMargins(px(18), px(4), px(10), px(4))
        row.setSpacing(px(8))
        row.addWidget(Elided(name, "smallstrong"))
        row.addWidget(Label(words, "small", "text2"))
        row.addStretch(1)
        self._lines.addWidget(hairline())
        self._lines.addWidget(head)
        for file in files:
            self._lines.addWidget(hairline())
            self._add_row(PromiseRow(self.theme, self._catalogue, facts, file, day))

    def _add_row(self, row: PromiseRow) -> None:
        row.answered.connect(self.answered)
        row.state_asked.connect(self.state_asked)
        row.taken_back.connect(self.taken_back)
        row.change_asked.connect(self.change_asked)
        row.removal_asked.connect(self.removal_asked)
        row.safety_asked.connect(self.safety_asked)
        row.step_asked.connect(lambda step: self._step(row, step))
        self._lines.addWidget(row)
        row.show()  # at once, so that it can take the focus
        self.rows.append(row)

    def _step(self, row: PromiseRow, step: int) -> None:
        place = self.rows.index(row) + step
        if 0 <= place < len(self.rows):
            self.rows[place].setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stand in columns, or stack, as the width allows."""
        super().resizeEvent(event)
        self._set_wide()

    def _set_wide(self) -> None:
        wide = self.width() >= _WIDE_FROM * self.theme.em
        if self._head is not None:
            self._head.setVisible(wide)
        self._lines.setContentsMargins(1, 1 if wide else self.theme.px(8), 1, 3)
        for row in self.rows:
            row.set_wide(wide)
