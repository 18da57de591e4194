"""Signs of healing in the note's side panel: folded; opened, each is rated in one click or with one digit."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from therapist_app.catalogue.model import Catalogue, Sign
from therapist_app.progression.model import Rater, SignRating
from ui.kit.buttons import IconButton
from ui.kit.choices import RatingControl, SegmentedControl
from ui.kit.dress import Dress
from ui.kit.words import Elided, Label
from ui.sessions.desk import Desk
from ui.sessions.page_facts import NoteFacts
from ui.sessions.page_words import Names, rated_words, rater_words
from ui.sessions.section import EDGE_PX, Section
from ui.theme.theme import Theme


class SignRow(QWidget):
    """One sign: its short name, its rating in words, and the strip that says it. Signals carry the sign's key."""

    rated = Signal(str, int)
    taken_back = Signal(str)

    def __init__(self, theme: Theme, sign: Sign) -> None:
        super().__init__()
        self._theme, self.sign = theme, sign
        self.name = Elided(sign.short, "medium")
        self.word = Elided("", "small", "text2")
        self.strip = RatingControl(theme, sign.short)
        self.back = IconButton(theme, "cross", f"Take back the rating of {sign.short}", tall="small")
        self._row = QHBoxLayout(self)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.name)
        words.addWidget(self.word)
        self._row.addLayout(words, 1)
        self._row.addWidget(self.back, 0, Qt.AlignmentFlag.AlignVCenter)
        self._row.addWidget(self.strip, 0, Qt.AlignmentFlag.AlignVCenter)
        keep_room = self.back.sizePolicy()
        keep_room.setRetainSizeWhenHidden(True)
        self.back.setSizePolicy(keep_room)
        self.setToolTip(f"{sign.label}\n{sign.hint}")
        self.strip.rated.connect(lambda value: self.rated.emit(sign.key, value))
        self.strip.cleared.connect(lambda: self.taken_back.emit(sign.key))
        self.back.clicked.connect(self._take_back)
        Dress(self, theme, self._space)

    def show_rating(self, value: int | None, word: str, whose: str) -> None:
        """Show a rating, or that there is none in these eyes."""
        self.strip.set_value(value)
        self.word.setText(word)
        self.strip.setAccessibleName(f"{self.sign.short}, {whose}: {word}")
        self.back.setVisible(value is not None)

    def _take_back(self) -> None:
        self.strip.setFocus()  # the button that was pressed goes
        self.taken_back.emit(self.sign.key)

    def _space(self) -> None:
        px = self._theme.px
        self._row.setContentsMargins(0, px(3), 0, px(3))
        self._row.setSpacing(px(4))


class SignsSection(Section):
    """Folded until someone opens it; rows are made then."""

    rearranged = Signal()

    def __init__(self, theme: Theme, desk: Desk) -> None:
        super().__init__(theme, "Signs")
        self._desk = desk
        self._facts: NoteFacts | None = None
        self._names = Names()
        self.fold = IconButton(theme, "chevron-right", "Show the signs of healing", tall="small")
        self.head.insertWidget(0, self.fold)
        self.rater = SegmentedControl(theme, "Whose rating", [(str(Rater.CLINICIAN), "You")], tall=32)
        self.rows: dict[str, SignRow] = {}
        self._inside = QWidget()
        self._lines = QVBoxLayout(self._inside)
        self._lines.addWidget(self.rater)
        self.column.addWidget(self._inside)
        self._inside.hide()
        self.fold.clicked.connect(lambda: self.set_open(self._inside.isHidden()))
        self.rater.chosen.connect(lambda _: self._show())
        self.space()

    @property
    def is_open(self) -> bool:
        """Whether more than its head is seen."""
        return not self._inside.isHidden()

    def set_open(self, is_open: bool) -> None:
        """Show the signs, or the head alone."""
        if is_open and not self.rows:
            self._make_rows(self._desk.ctx.workspace.catalogue)
            self._show()
        self._inside.setVisible(is_open)
        self.fold.set_word("", "chevron-down" if is_open else "chevron-right")
        self.fold.set_name("Fold the signs of healing" if is_open else "Show the signs of healing")
        self.rearranged.emit()

    def show_facts(self, facts: NoteFacts, names: Names) -> None:
        """Show what was rated in this session."""
        another = self._facts is None or self._facts.session.id != facts.session.id
        if another or names != self._names:
            key = str(Rater.CLINICIAN) if another else self.rater.key
            self.rater.set_names([(str(one), rater_words(one, names)) for one in Rater], key)
        self._facts, self._names = facts, names
        rated = len({one.sign for one in facts.signs})
        total = len(self._desk.ctx.workspace.catalogue.signs)
        self.said.setText(f"{rated} of {total} rated")
        self._show()

    def space(self) -> None:
        """Keep the rows in line with the head."""
        super().space()
        if hasattr(self, "_lines"):
            side = self.theme.px(EDGE_PX)
            self.head.setContentsMargins(0, self.theme.px(9), side, 0)
            self.head.setSpacing(self.theme.px(2))
            self._lines.setContentsMargins(side, self.theme.px(6), side, 0)
            self._lines.setSpacing(self.theme.px(2))

    def _make_rows(self, catalogue: Catalogue) -> None:
        for group in catalogue.sign_sets:
            self._lines.addSpacing(self.theme.px(6))
            heading = Label(group.label, "smallstrong", "text2")
            heading.setToolTip(group.meaning)
            self._lines.addWidget(heading)
            for sign in catalogue.signs:
                if sign.set == group.key:
                    row = self.rows[sign.key] = SignRow(self.theme, sign)
                    row.rated.connect(self._rate)
                    row.taken_back.connect(self._take_back)
                    self._lines.addWidget(row)

    def _show(self) -> None:
        ratings, catalogue = self._of(self.rater.key), self._desk.ctx.workspace.catalogue
        whose = rater_words(self.rater.key, self._names)
        for key, row in self.rows.items():
            value = ratings[key].value if key in ratings else None
            row.show_rating(value, rated_words(value, catalogue), whose)

    def _of(self, rater: str) -> Mapping[str, SignRating]:
        found = self._facts.signs if self._facts else ()
        return {one.sign: one for one in found if one.rater == rater}

    def _rate(self, sign: str, value: int) -> None:
        facts, service, rater = self._facts, self._desk.ctx.workspace.signs, self.rater.key
        if facts is not None:
            session_id = facts.session.id
            self._desk.keep(lambda: service.rate(session_id, sign, value, rater))

    def _take_back(self, sign: str) -> None:
        facts, service, rater = self._facts, self._desk.ctx.workspace.signs, self.rater.key
        rating = self._of(rater).get(sign)
        if facts is not None and rating is not None:
            session_id, short = facts.session.id, self.rows[sign].sign.short
            self._desk.keep(
                lambda: service.unrate(session_id, sign, rater),
                said=f"Rating of {short} taken back",
                undo=lambda: service.rate(session_id, sign, rating.value, rater),
            )
