"""Ask about: the promises that are due, or were asked about in this session."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from therapist_app.commitments.answering import Said
from therapist_app.commitments.files import CommitmentFile
from therapist_app.commitments.model import CheckIn
from ui.kit.words import Label
from ui.sessions.desk import Desk
from ui.sessions.page_facts import NoteFacts
from ui.sessions.page_words import Names
from ui.sessions.promise_row import OUT_PX, PromiseRow
from ui.sessions.section import EDGE_PX, Section, keep_rows
from ui.theme.theme import Theme


class PromisesSection(Section):
    """Rows stay the same widgets while their facts change."""

    rearranged = Signal()

    def __init__(self, theme: Theme, desk: Desk) -> None:
        super().__init__(theme, "Ask about")
        self._desk = desk
        self._facts: NoteFacts | None = None
        self.rows: dict[str, PromiseRow] = {}
        self.empty = Label("No promise to ask about today.", "small", "text2", wrap=True)
        self._rows = QVBoxLayout()
        self.column.addLayout(self._rows)
        self.inset(self.empty)
        self.space()

    def space(self) -> None:
        """Keep the rows in line with the head."""
        super().space()
        if hasattr(self, "_rows"):
            side = self.theme.px(EDGE_PX)
            self._rows.setContentsMargins(side - self.theme.px(OUT_PX), 0, side, 0)
            self._rows.setSpacing(self.theme.px(4))

    def show_facts(self, facts: NoteFacts, names: Names) -> None:
        """Show what to ask about."""
        self._facts = facts
        keys = [file.commitment.id for file in facts.promises]
        changed = keys != list(self.rows)
        keep_rows(self._rows, self.rows, keys)
        asked = 0
        for place, file in enumerate(facts.promises):
            row = self.rows.get(file.commitment.id) or self._new_row(file.commitment.id)
            if self._rows.indexOf(row) != place:
                self._rows.insertWidget(place, row)
            answers = _answers(file, facts.session.id)
            days = file.open_days(facts.session.on_date)
            row.show_promise(file.commitment, names, answers, days.count if days else 0)
            asked += bool(answers)
        self.said.setText(f"{asked} of {len(keys)} asked" if keys else "")
        self.empty.setVisible(not keys)
        if changed:
            self.rearranged.emit()

    def _new_row(self, promise_id: str) -> PromiseRow:
        row = self.rows[promise_id] = PromiseRow(self.theme, promise_id)
        row.answered.connect(self._answer)
        row.days_answered.connect(self._answer_days)
        row.moved.connect(self._move)
        row.noticed.connect(self._notice)
        row.taken_back.connect(self._take_back)
        return row

    def _answer(self, promise_id: str, outcome: str, account: str) -> None:
        facts, service = self._facts, self._desk.ctx.workspace.commitments
        if facts is None:
            return
        session = facts.session
        self._desk.keep(
            lambda: service.check_in(
                promise_id, outcome, on_date=session.on_date, account=account, session_id=session.id
            )
        )

    def _answer_days(self, promise_id: str, kept: int, account: str) -> None:
        facts, service = self._facts, self._desk.ctx.workspace.commitments
        if facts is None:
            return
        session = facts.session
        self._desk.keep(
            lambda: service.answer_days(
                promise_id, kept, on_date=session.on_date, account=account, session_id=session.id
            )
        )

    def _move(self, promise_id: str, before: str, account: str) -> None:
        """The same answer by another account."""
        self._say_anew(promise_id, before, Said(account=account))

    def _notice(self, promise_id: str, account: str) -> None:
        """Whether the other noticed and said so."""
        given = self._given(promise_id, account)
        if given is not None:
            self._say_anew(promise_id, account, Said(noticed=not given.noticed))

    def _say_anew(self, promise_id: str, account: str, changed: Said) -> None:
        """The answer of an account with something changed; what it was stays readable."""
        given, service = self._given(promise_id, account), self._desk.ctx.workspace.commitments
        if given is None:
            return
        same = Said(
            on_date=given.on_date,
            account=given.account,
            line=given.line,
            noticed=given.noticed,
            repair=given.repair,
            repaired_on=given.repaired_on,
            corrects=given.id,
        )
        said: Said = {**same, **changed}
        kept = given.kept_days
        if kept is None:
            self._desk.keep(lambda: service.check_in(promise_id, given.outcome, **said))
        else:
            self._desk.keep(lambda: service.answer_days(promise_id, kept, **said))

    def _take_back(self, promise_id: str, account: str) -> None:
        given, service = self._given(promise_id, account), self._desk.ctx.workspace.commitments
        if given is not None:
            self._desk.keep(
                lambda: service.take_back(given.id),
                said="Answer taken back",
                undo=lambda: service.give_back(given.id),
            )

    def _given(self, promise_id: str, account: str) -> CheckIn | None:
        facts = self._facts
        found = [file for file in (facts.promises if facts else ()) if file.commitment.id == promise_id]
        return _answers(found[0], facts.session.id).get(account) if found and facts else None


def _answers(file: CommitmentFile, session_id: str) -> dict[str, CheckIn]:
    """What was answered in this session, the latest for each account."""
    return {str(one.account): one for one in file.check_ins if one.session_id == session_id}
