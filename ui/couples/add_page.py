"""A new couple: two names or a label are enough, the rest can wait."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from therapist_app.couples.model import Couple
from therapist_app.couples.service import CoupleDraft, PartnerDraft
from therapist_app.kernel.changes import Changes, Done
from therapist_app.kernel.dates import WEEKDAYS
from therapist_app.kernel.errors import AttuneError, InputError
from ui.kit.buttons import Button, primary
from ui.kit.card import Card
from ui.kit.columns import Columns
from ui.kit.context import Context
from ui.kit.date_field import DateField, TimeField
from ui.kit.dress import Dress
from ui.kit.fields import ComboField, Field, TextField
from ui.kit.page import Page
from ui.kit.places import Place
from ui.kit.scroll import ScrollColumn
from ui.kit.unsaved import Retry
from ui.kit.words import Label

DRAFT_KEY = "add_couple_draft"
_MOST_WIDE = 640
_EVERY = (("weekly", "Every week"), ("alternate", "Every other week"))
_NO_NAMES = ("Partner A", "Partner B")  # what the two are called on paper while only a label is known
_ENOUGH = "Two names are enough, or a label alone. Everything else can be added later."


class AddCouplePage(Page):
    """A calm form; Enter adds. What is typed waits in the practice while it is locked."""

    title = "New couple"

    def __init__(self, ctx: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._busy = self._recalled = self._kept = False
        theme, today = ctx.theme, ctx.workspace.clock.today
        self.a_name = TextField(theme, "First partner's name")
        self.a_pronouns = TextField(theme, "First partner's pronouns", placeholder="If you like")
        self.b_name = TextField(theme, "Second partner's name")
        self.b_pronouns = TextField(theme, "Second partner's pronouns", placeholder="If you like")
        self.label = TextField(theme, "Label on screen", hint="Left empty, it is both names.")
        self.started_on = DateField(theme, "Start date", today=today, placeholder="today, 14 Nov, friday")
        self.weekday = ComboField(theme, "Usual day", [(None, "No usual day"), *enumerate(WEEKDAYS)])
        self.every = ComboField(theme, "How often", _EVERY)
        self.time = TimeField(theme, "Usual time")
        self.cancel_button = Button(theme, "Cancel", kind="quiet")
        self.add_button = primary(theme, "Add couple", "plus")
        self._trouble = Label("", "medium", "danger", wrap=True)
        self._holder = QWidget()
        self._retry = Retry(ctx.unsaved, self, self.add)
        self._lay_out()
        self.weekday.chosen.connect(self._show_slot)
        self.add_button.clicked.connect(self.add)
        self.cancel_button.clicked.connect(self._call_off)
        self._show_slot()
        Dress(self, theme, self._space)

    def _lay_out(self) -> None:
        theme = self._ctx.theme
        scroll = ScrollColumn(theme, top=22)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scroll)
        scroll.add_centred(self._holder)
        self._lines = QVBoxLayout(self._holder)
        self._lines.setContentsMargins(0, 0, 0, 0)
        head = QVBoxLayout()
        head.setSpacing(theme.px(4))
        head.addWidget(Label(self.title, "title"))
        head.addWidget(Label(_ENOUGH, "body", "text2", wrap=True))
        self._lines.addLayout(head)
        self._lines.addWidget(
            self._card("Who they are", self.a_name, self.a_pronouns, self.b_name, self.b_pronouns, self.label)
        )
        self._lines.addWidget(
            self._card("When they come", self.started_on, self.weekday, self.every, self.time)
        )
        self._lines.addWidget(self._trouble)
        self._trouble.hide()
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.cancel_button)
        foot.addWidget(self.add_button)
        self._lines.addLayout(foot)
        self._lines.addStretch(1)

    def _card(self, title: str, *fields: Field) -> Card:
        card = Card(self._ctx.theme, title)
        columns = Columns(self._ctx.theme, 14, 2)
        for field in fields:
            lines = field.layout()
            if isinstance(lines, QVBoxLayout):
                lines.addStretch(1)  # a field beside one with a longer line below stays at the top
            columns.add(field, 2 if field is self.label else 1)
        card.add(columns, gap=6)
        return card

    def place(self) -> Place:
        """Always the same one."""
        return Place("add_couple")

    def open(self, place: Place) -> None:
        """Show the form, with what was typed before a lock."""
        self.a_name.edit.setFocus()
        if not self._recalled:
            self._recalled = True
            practice = self._ctx.workspace.practice
            self._ctx.tasks.vault(lambda: practice.recall(DRAFT_KEY), self._recall, owner=self)

    def settle(self, on_settled: Callable[..., None]) -> None:
        """Keep what is typed in the practice, where names may lie."""
        typed = {name: edit.text() for name, edit in self._edits().items() if edit.text()}
        if self._busy or not (typed or self._kept):
            on_settled()
            return
        self._remember(
            typed | {"weekday": self.weekday.key, "every": self.every.key} if typed else {}, on_settled
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter adds from any field; Escape calls it off while nothing is typed."""
        focused = QApplication.focusWidget()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            focused.click() if isinstance(focused, QPushButton) else self.add()
        elif event.key() == Qt.Key.Key_Escape and not any(edit.text() for edit in self._edits().values()):
            self._call_off()
        else:
            super().keyPressEvent(event)

    def add(self) -> None:
        """Add the couple, or say at the field what is in the way."""
        if self._busy:
            return
        self._clear_errors()
        readable = [field.commit() for field in (self.started_on, self.time)]
        if not all(readable):
            (self.time if readable[0] else self.started_on).edit.setFocus()
            return
        self._set_busy(True)
        draft, couples = self._draft(), self._ctx.workspace.couples
        self._ctx.tasks.vault(lambda: couples.add(draft), self._added, owner=self, failed=self._refused)

    def _draft(self) -> CoupleDraft:
        names = (self.a_name.value, self.b_name.value)
        if self.label.value and not any(names):
            names = _NO_NAMES
        day = self.weekday.key
        return CoupleDraft(
            a=PartnerDraft(names[0], self.a_pronouns.value),
            b=PartnerDraft(names[1], self.b_pronouns.value),
            label=self.label.value,
            started_on=self.started_on.date,
            slot_weekday=day,
            slot_time=self.time.time if day is not None else None,
            slot_every=self.every.key if day is not None else None,
        )

    def _added(self, done: Done[Couple]) -> None:
        self._set_busy(False)
        self._empty()
        if self._kept:
            self._remember({})
        self.changed.emit(done.changes)
        couple_id = done.value.id
        self.navigate_requested.emit(Place("couple", couple_id))
        self.message.emit("Couple added", lambda: self._take_back(couple_id))

    def _take_back(self, couple_id: str) -> None:
        couples = self._ctx.workspace.couples
        self._ctx.tasks.vault(lambda: couples.remove_couple(couple_id), self._taken_back, owner=self)

    def _taken_back(self, changes: Changes) -> None:
        self.navigate_requested.emit(Place("today"))
        self.changed.emit(changes)

    def _refused(self, error: AttuneError) -> None:
        self._set_busy(False)
        self._retry.failed(error.whole) if error.MAY_PASS else self._retry.ended()
        field = self._fields().get(error.field) if isinstance(error, InputError) else None
        if field is None:
            self._trouble.setText(error.whole)
            self._trouble.show()
        else:
            field.set_error(error.whole)
            field.setFocus()

    def _fields(self) -> dict[str, Field]:
        """The fields by the names the service calls them."""
        return {
            "a.name": self.a_name,
            "a.pronouns": self.a_pronouns,
            "b.name": self.b_name,
            "b.pronouns": self.b_pronouns,
            "label": self.label,
            "started_on": self.started_on,
            "slot_weekday": self.weekday,
        }

    def _edits(self) -> dict[str, Any]:
        texts = (
            self.a_name,
            self.a_pronouns,
            self.b_name,
            self.b_pronouns,
            self.label,
            self.started_on,
            self.time,
        )
        keys = ("a_name", "a_pronouns", "b_name", "b_pronouns", "label", "started_on", "time")
        return {key: field.edit for key, field in zip(keys, texts, strict=True)}

    def _recall(self, kept: Any) -> None:
        if not isinstance(kept, dict) or not kept or any(edit.text() for edit in self._edits().values()):
            return
        self._kept = True
        for key, edit in self._edits().items():
            edit.setText(str(kept.get(key, "")))
        self.weekday.combo.set_key(kept.get("weekday"))
        self.every.combo.set_key(kept.get("every"))
        self.started_on.commit()
        self.time.commit()
        self._show_slot()

    def _remember(self, typed: dict[str, Any], then: Callable[..., None] | None = None) -> None:
        self._kept = bool(typed)
        practice = self._ctx.workspace.practice
        self._ctx.tasks.vault(
            lambda: practice.remember(DRAFT_KEY, typed),
            lambda _: then() if then else None,
            owner=self,
            failed=lambda _: then(False) if then else None,
        )

    def _call_off(self) -> None:
        self._empty()
        if self._kept:
            self._remember({})
        self.action_requested.emit("back")

    def _empty(self) -> None:
        self._retry.ended()
        for field in (self.a_name, self.a_pronouns, self.b_name, self.b_pronouns, self.label):
            field.set_value("")
        self.started_on.set_date(None)
        self.time.set_time(None)
        self.weekday.combo.set_key(None)
        self.every.combo.set_key("weekly")
        self._clear_errors()
        self._show_slot()

    def _clear_errors(self) -> None:
        self._trouble.hide()
        for field in self._fields().values():
            field.set_error("")

    def _show_slot(self, _: object = None) -> None:
        """How often and when are asked only once there is a day."""
        for field in (self.every, self.time):
            field.setVisible(self.weekday.key is not None)

    def _set_busy(self, busy: bool) -> None:
        self._busy = busy
        self.add_button.setEnabled(not busy)

    def _space(self) -> None:
        px = self._ctx.theme.px
        self._lines.setSpacing(px(14))
        self._holder.setMaximumWidth(px(_MOST_WIDE))
