"""The promises of a couple: small wins first, then each promise with its acts, each of which can be undone."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from therapist_app.kernel.changes import Changes, Done
from therapist_app.kernel.errors import AttuneError
from ui.commitments import acts
from ui.commitments.answers import Answer, StateAnswer
from ui.commitments.facts import PromiseFacts, gather
from ui.commitments.form_place import FormPlace
from ui.commitments.promise_form import PromiseForm
from ui.commitments.promise_list import PromiseList
from ui.commitments.wins import CarryCard, WinsCard
from ui.commitments.words import NONE_HERE, NONE_WHY, STATE_SAID, STATES, day_words, noted_words
from ui.kit.buttons import Button
from ui.kit.card import Card
from ui.kit.chips import FilterChips
from ui.kit.columns import Columns
from ui.kit.context import Context
from ui.kit.dress import Dress
from ui.kit.empty import EmptyState
from ui.kit.page import Page
from ui.kit.places import Place, safety_of
from ui.kit.scroll import ScrollColumn

NOUNS = frozenset({"commitment", "check_in", "couple", "phase"})


class CommitmentsTab(Page):
    """Small wins, who carries what, and the list of promises."""

    title = "Commitments"

    def __init__(self, ctx: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._couple_id = ""
        self._loading: tuple[str, bool] | None = None
        self._discreet = False
        self._focus_next = ""
        self.facts: PromiseFacts | None = None
        theme = ctx.theme
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        self.page = ScrollColumn(theme)
        whole.addWidget(self.page)
        self.wins, self.carry = WinsCard(theme), CarryCard(theme)
        self.top = Columns(theme, least=18, most=3)
        self.top.add(self.wins, span=2)
        self.top.add(self.carry)
        self.states = FilterChips(theme, "Which promises", STATES)
        self.new_button = Button(theme, "New promise", "plus")
        self.list = PromiseList(theme, ctx.workspace.catalogue)
        self.writing = FormPlace(ctx, self.new_button)
        self.empty = Card(theme)
        self._lay_out()
        self._listen()

    def _lay_out(self) -> None:
        self.bar = QWidget()
        row = QHBoxLayout(self.bar)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.states, 1)
        row.addWidget(self.new_button, 0, Qt.AlignmentFlag.AlignTop)
        column = self.page.column
        column.addWidget(self.top)
        column.addWidget(self.bar)
        column.addWidget(self.writing)
        column.addWidget(self.list)
        column.addWidget(self.empty)
        self._hide_all()

    def _hide_all(self) -> None:
        for part in (self.top, self.bar, self.list, self.empty):
            part.hide()

    def _listen(self) -> None:
        self.states.chosen.connect(lambda _keys: self._render())
        self.new_button.clicked.connect(lambda: self.write())
        self.writing.kept.connect(self._keep_form)
        self.writing.left.connect(self._leave_form)
        self.list.answered.connect(self._check_in)
        self.list.state_asked.connect(self._set_state)
        self.list.taken_back.connect(self._take_back)
        self.list.change_asked.connect(lambda key: self._write_on({"change": {"commitment_id": key}}))
        self.list.removal_asked.connect(self._remove)
        self.list.safety_asked.connect(lambda: self.navigate_requested.emit(safety_of(self._couple_id)))
        Dress(self, self._ctx.theme, self._render)

    # Where we are

    def open(self, place: Place) -> None:
        """Show a couple's promises.

        `extra["commitment_id"]` names a promise to look at, "new" opens the form of a new one with these words
        or fields, "change" that of a promise with what was typed, "drawer" the line below a promise with what was said.
        """
        if place.couple_id != self._couple_id:
            self._couple_id, self.facts = place.couple_id, None
            self.writing.close_form()
            self.wins.forget_runs()
            self.states.set_keys(["active"])
            self._hide_all()
        self._focus_next = str(place.extra.get("commitment_id", ""))
        begun = place.extra.keys() & {"new", "change", "drawer"}
        self._load((lambda: self._go_on(place.extra)) if begun else None)

    def place(self) -> Place:
        """Where this is, with everything that is being written."""
        extra = self.writing.typed | self.list.half_filled()
        return Place("couple", self._couple_id, tab="commitments", extra=extra)

    @property
    def form(self) -> PromiseForm | None:
        """What is being written, if anything."""
        return self.writing.form

    def reload(self, changes: Changes) -> None:
        """Read again what changed, here or elsewhere."""
        if self._couple_id and changes.couple_id in (None, self._couple_id) and changes.nouns & NOUNS:
            self._load()

    def set_discreet(self, discreet: bool) -> None:
        """Hide or show names."""
        if discreet != self._discreet:
            self._discreet = discreet
            if self._couple_id:
                self._load()

    def _load(self, then: Callable[[], object] | None = None) -> None:
        wanted = (self._couple_id, self._discreet)
        if self._loading == wanted and then is None:
            return  # the one vault thread reads after every change that was told so far
        self._loading = wanted

        def arrived(facts: PromiseFacts) -> None:
            self._loading = None
            if wanted == (self._couple_id, self._discreet):
                self._show(facts)
                if then is not None:
                    then()

        workspace, (couple_id, discreet) = self._ctx.workspace, wanted
        self._ctx.tasks.vault(
            lambda: gather(workspace, couple_id, discreet=discreet), arrived, owner=self, failed=self._trouble
        )

    def _trouble(self, error: AttuneError) -> None:
        self._loading = None
        self._ctx.tasks.troubled.emit(error)

    # What is shown

    def _show(self, facts: PromiseFacts) -> None:
        self.facts = facts
        if self.form is not None:
            self.form.set_names(facts)
        wanted = facts.file(self._focus_next) if self._focus_next else None
        if wanted is not None:
            self.states.set_keys([wanted.commitment.state])
        self._render()
        if wanted is not None:
            self.list.focus(wanted.commitment.id)
        self._focus_next = ""

    def _render(self) -> None:
        facts = self.facts
        if facts is None:
            return
        day, state = day_words(facts.today), self.state
        self.states.set_counts({key: facts.count(key) for key, _ in STATES})
        self.top.setVisible(bool(facts.all))
        self.bar.setVisible(bool(facts.all))
        self.wins.show_facts(facts, day)
        self.carry.show_facts(facts)
        some = facts.count(state) > 0
        self.list.show_facts(facts, state, day)
        self.list.setVisible(some)
        self._render_empty(facts, state)
        self.empty.setVisible(not some and self.form is None)

    @property
    def state(self) -> str:
        """Which promises are shown: active, paused, achieved or let go."""
        return (self.states.keys or ["active"])[0]

    def _render_empty(self, facts: PromiseFacts, state: str) -> None:
        self.empty.clear()
        if facts.all:
            self.empty.add(EmptyState(self._ctx.theme, "promise", NONE_HERE[state], NONE_WHY[state]))
            return
        empty = EmptyState(
            self._ctx.theme,
            "promise",
            "A promise is small, visible and dated",
            "Add the first one with them, in their own words.",
            "Add the first one",
        )
        empty.clicked.connect(lambda: self.write())
        self.empty.add(empty)

    # What is done

    def write(self, words: str = "") -> None:
        """Open the sentence box of a new promise."""
        self._write_on({"new": words})

    def _go_on(self, extra: Mapping[str, Any]) -> None:
        """With what was begun: the form above the list, and the line below a promise."""
        said = extra.get("drawer")
        file = (
            self.facts.file(str(said.get("commitment_id", "")))
            if self.facts and isinstance(said, dict)
            else None
        )
        if file is not None and isinstance(said, dict):
            self.states.set_keys([file.commitment.state])
            self._render()
            self.list.put_back(said)
        if extra.keys() & {"new", "change"}:
            self._write_on(extra)

    def _write_on(self, extra: Mapping[str, Any]) -> None:
        if self.facts is not None and self.writing.write_on(self.facts, extra):
            self.empty.hide()

    def _leave_form(self, changed: str) -> None:
        self._render()
        if not (changed and self.list.focus(changed)):
            self.new_button.setFocus()

    def _keep_form(self, fields: dict[str, Any]) -> None:
        form, service = self.form, self._ctx.workspace.commitments
        if form is None:
            return
        promise, couple_id = form.promise, self._couple_id
        form.keep_button.setEnabled(False)

        def done(made: Done[Any]) -> None:
            if form is self.form:
                self.writing.close_form()
            self._focus_next = made.value.id
            if promise:
                self._told(made.changes, "Promise changed", acts.undo_change(service, promise))
            else:
                self._told(made.changes, "Promise added", acts.undo_add(service, made.value.id))

        def refused(error: AttuneError) -> None:
            form.keep_button.setEnabled(True)
            form.refuse(error)
            form.retry.failed(error.whole) if error.MAY_PASS else form.retry.ended()

        work = acts.change(service, promise, fields) if promise else acts.add(service, couple_id, fields)
        self._ctx.tasks.vault(work, done, owner=form, failed=refused)

    def _check_in(self, commitment_id: str, answer: Answer) -> None:
        file = self.facts.file(commitment_id) if self.facts else None
        if file is None or self.facts is None:
            return
        service, day = self._ctx.workspace.commitments, day_words(self.facts.today)

        def done(made: acts.CheckedIn) -> None:
            self.list.close_drawer(commitment_id)
            words = noted_words(file.commitment, made.check_in, day)
            self._told(made.changes, words, acts.undo_check_in(service, made))

        self._ctx.tasks.vault(
            acts.check_in(service, commitment_id, answer),
            done,
            owner=self,
            failed=lambda error: self.list.refuse(commitment_id, error),
        )

    def _take_back(self, commitment_id: str, check_in_id: str) -> None:
        """Take back an answer that was given by mistake."""
        service = self._ctx.workspace.commitments
        self._ctx.tasks.vault(
            lambda: service.take_back(check_in_id),
            lambda changes: self._told(changes, "Answer taken back", lambda: service.give_back(check_in_id)),
            owner=self,
            failed=lambda error: self.list.refuse(commitment_id, error),
        )

    def _set_state(self, commitment_id: str, answer: StateAnswer) -> None:
        file = self.facts.file(commitment_id) if self.facts else None
        if file is None:
            return
        service = self._ctx.workspace.commitments

        def done(made: Done[Any]) -> None:
            self.list.close_drawer(commitment_id)
            self._told(made.changes, STATE_SAID[answer.state], acts.undo_state(service, commitment_id))

        self._ctx.tasks.vault(
            acts.set_state(service, commitment_id, answer),
            done,
            owner=self,
            failed=lambda error: self.list.refuse(commitment_id, error),
        )

    def _remove(self, commitment_id: str) -> None:
        """Move a promise with its check-ins into the trash."""
        trash = self._ctx.workspace.trash

        def done(gone: Done[str]) -> None:
            undo = lambda: trash.restore(gone.value)  # noqa: E731
            self._told(gone.changes, "Promise removed. It lies in the trash", undo)

        self._ctx.tasks.vault(
            lambda: trash.remove_commitment(commitment_id),
            done,
            owner=self,
            failed=lambda error: self.message.emit(error.whole, None),
        )

    def _told(self, changes: Changes, words: str, undo: acts.Work | None) -> None:
        """Show what is now, tell the rest of the window, and offer to take it back."""
        self._load()
        self.changed.emit(changes)
        self.message.emit(words, (lambda: self._undo(undo)) if undo is not None else None)

    def _undo(self, undo: acts.Work) -> None:
        def done(changes: Changes) -> None:
            self._load()
            self.changed.emit(changes)

        self._ctx.tasks.vault(undo, done, owner=self, failed=self._trouble)
