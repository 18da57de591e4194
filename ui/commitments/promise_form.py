"""A new promise, or a change of one: the sentence first, then who, how often, and what helps to notice it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from therapist_app.commitments.hints import hints
from therapist_app.commitments.model import Cadence, Commitment
from therapist_app.kernel.errors import AttuneError, InputError
from ui.commitments.facts import PromiseFacts
from ui.commitments.starters import StarterField
from ui.commitments.terms import CadenceFields
from ui.commitments.words import answers_choices, answers_said
from ui.kit.buttons import Button, primary
from ui.kit.card import Card, empty_layout
from ui.kit.choices import SegmentedControl
from ui.kit.columns import Columns
from ui.kit.context import Context
from ui.kit.date_field import DateField
from ui.kit.dress import icon_label
from ui.kit.fields import ComboField, Field, TextField
from ui.kit.unsaved import Retry
from ui.kit.words import Label

REVIEW_AFTER = 14
"""Days until a new promise is looked at again, unless someone says otherwise."""
KINDS = (("habit", "A habit"), ("bottom_line", "A bottom line"))


class PromiseForm(Card):
    """One sentence box first; gentle hints below it stop nobody.

    As in every form here, Enter in a line keeps and Escape closes: a sentence alone is a promise, with a
    usual rhythm and review. Ctrl+Enter keeps from anywhere.
    """

    kept = Signal(object)  # the fields of a CommitmentDraft, without the couple
    closed = Signal()

    def __init__(self, ctx: Context, facts: PromiseFacts, promise: Commitment | None = None) -> None:
        theme = ctx.theme
        super().__init__(theme, "Change this promise" if promise else "New promise")
        self.promise = promise
        self._facts, self._catalogue = facts, ctx.workspace.catalogue
        self.retry = Retry(ctx.unsaved, self, self.keep)
        self.words = TextField(
            theme,
            "The promise, in their own words",
            promise.words if promise else "",
            placeholder="I text by five when I will be late",
            tall="large",
        )
        self.starter = StarterField(theme, self._catalogue, facts.open_blocks)
        self._hints = QVBoxLayout()
        self._hints.setSpacing(theme.px(4))
        self._make_fields(promise)
        self._lay_out()
        self._listen()
        self.show_hints()

    def _make_fields(self, promise: Commitment | None) -> None:
        theme, facts = self.theme, self._facts
        self.who = SegmentedControl(theme, "Who promises", (), "")
        self.set_names(facts, promise.owner if promise else "a")
        self.kind = SegmentedControl(theme, "What kind", KINDS, promise.kind if promise else "habit")
        self.terms = CadenceFields(theme, lambda: facts.today, promise)
        self.notice = TextField(theme, "What the other will notice", promise.notice if promise else "")
        today = facts.today
        review = promise.review_on if promise else today + REVIEW_AFTER * (today.resolution)
        self.starts = DateField(theme, "Begins", promise.starts_on if promise else today, today=lambda: today)
        self.review = DateField(theme, "Next review", review, today=lambda: today)
        answers = (promise.block or promise.step) if promise else None
        self.block = ComboField(
            theme, "The block or step it answers", answers_choices(self._catalogue), answers
        )
        self.block.combo.setSizeAdjustPolicy(
            self.block.combo.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.slip = TextField(theme, "How to point out a slip", promise.slip_signal if promise else "")
        self._fields: dict[str, Field] = {
            "words": self.words,
            "notice": self.notice,
            "starts_on": self.starts,
            "review_on": self.review,
            "block": self.block,
            "slip_signal": self.slip,
            **self.terms.fields,
        }

    def set_names(self, facts: PromiseFacts, owner: str = "") -> None:
        """Show the names, or what stands for them while names are hidden; the choice stays."""
        self.who.set_names([(key, facts.name(key)) for key in ("a", "b", "both")], owner or self.who.key)

    def _lay_out(self) -> None:
        theme = self.theme
        self.add(self.words, gap=4)
        self.add(self._hints, gap=4)
        self.add(self.starter, gap=8)
        fields = Columns(theme, least=17, most=3)
        who = Field(theme, "Who promises")
        who.hold(self.who)
        kind = Field(theme, "What kind")
        kind.hold(self.kind)
        for field in (who, kind, self.terms, self.notice, self.starts, self.review, self.block, self.slip):
            fields.add(field)
        self.add(fields, gap=10)
        self._wrong = Label("", "small", "danger", wrap=True)
        self._wrong.hide()
        self.add(self._wrong, gap=6)
        acts = QWidget()
        row = QHBoxLayout(acts)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(8))
        self.keep_button = primary(theme, "Keep promise" if self.promise is None else "Keep change", "check")
        self.close_button = Button(theme, "Cancel", kind="quiet")
        row.addStretch(1)
        row.addWidget(self.close_button)
        row.addWidget(self.keep_button)
        self.add(acts, gap=10)

    def _listen(self) -> None:
        self.words.edited.connect(lambda _text: self.show_hints())
        self.starter.begun.connect(self.set_typed)
        self.terms.changed.connect(self.show_hints)
        self.kind.chosen.connect(self._kind_chosen)
        self.keep_button.clicked.connect(self.keep)
        self.close_button.clicked.connect(self.closed)
        self._kind_chosen(self.kind.key)

    def _kind_chosen(self, kind: str) -> None:
        """A bottom line holds all the time, so it has no rhythm."""
        self.terms.setVisible(kind != "bottom_line")
        self.show_hints()

    @property
    def hints(self) -> tuple[str, ...]:
        """The gentle hints that fit what is written now."""
        cadence, days = self.terms.cadence, self.terms.weekdays
        if self.kind.key == "bottom_line":
            cadence, days = Cadence.EACH_TIME, ()  # it is always due: nothing is missing about the when
        return hints(self.words.value, cadence, days)

    def show_hints(self) -> None:
        """Show the hints below the sentence, where a screen reader finds them; starters are for a beginning."""
        self.starter.setVisible(self.promise is None and self.starter.fits(self.words.value))
        empty_layout(self._hints)
        for hint in self.hints:
            line = QWidget()
            row = QHBoxLayout(line)
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(self.theme.px(8))
            row.addWidget(icon_label(self.theme, "lightbulb", "text2", 15), 0, Qt.AlignmentFlag.AlignTop)
            row.addWidget(Label(hint, "small", "text2", wrap=True), 1)
            self._hints.addWidget(line)
        self.words.editor.setAccessibleDescription(" ".join(self.hints))

    def said(self) -> dict[str, Any]:
        """The fields of a draft as they stand."""
        starts = self.starts.date or (self.promise.starts_on if self.promise else None)
        return {
            "owner": self.who.key,
            "kind": self.kind.key,
            "words": self.words.value,
            "notice": self.notice.value,
            "starts_on": starts or self._facts.today,
            "review_on": self.review.date,
            **answers_said(self.block.key, self._catalogue),
            "slip_signal": self.slip.value,
            **(self.terms.said() if self.kind.key == "habit" else {"cadence": Cadence.DAILY}),
        }

    def typed(self) -> dict[str, Any]:
        """Everything that stands in the form, as plain JSON values: what a lock must not lose."""
        return {
            "owner": self.who.key,
            "kind": self.kind.key,
            "words": self.words.edit.text(),
            "notice": self.notice.edit.text(),
            "starts_on": self.starts.typed,
            "review_on": self.review.typed,
            "block": self.block.key,
            "slip_signal": self.slip.edit.text(),
            **self.terms.typed(),
        }

    def set_typed(self, typed: Mapping[str, Any]) -> None:
        """Put back what `typed` gave; what is missing stays as it is."""
        for name, field in (("words", self.words), ("notice", self.notice), ("slip_signal", self.slip)):
            field.set_value(str(typed.get(name, field.edit.text())))
        for name, day in (("starts_on", self.starts), ("review_on", self.review)):
            day.set_typed(str(typed.get(name, day.typed)))
        for name, strip in (("owner", self.who), ("kind", self.kind)):
            if typed.get(name) in [part.choice.key for part in strip.segments]:
                strip.set_key(str(typed[name]))
        self.block.combo.set_key(typed.get("block", self.block.key))
        self.terms.set_typed({**self.terms.typed(), **typed})
        self._kind_chosen(self.kind.key)

    def keep(self) -> None:
        """Hand over what is typed, once; a date that cannot be read stays with its line."""
        if not self.keep_button.isEnabled():
            return
        self._wrong.hide()
        for field in (self.starts, self.review, self.terms.due):
            if not field.commit():
                field.setFocus()
                return
        self.kept.emit(self.said())

    def refuse(self, error: AttuneError) -> None:
        """Say at the field, or at the foot, why this cannot be kept; what was typed stays."""
        field = self._fields.get(error.field) if isinstance(error, InputError) else None
        if field is not None:
            field.set_error(error.whole)
            field.setFocus()
        else:
            self._wrong.setText(error.whole)
            self._wrong.show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter in a line keeps, Ctrl+Enter anywhere; Escape closes."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        chord = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if enter and (chord or isinstance(QApplication.focusWidget(), QLineEdit)):
            self.keep()
        elif event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)
