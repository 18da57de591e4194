"""Who was there and the phase: the first two lines of the note's side panel."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QFontMetrics, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from therapist_app.catalogue.phase_sets import SIX
from therapist_app.sessions.model import Present, SessionKind
from therapist_app.sessions.privacy import Asked, to_ask
from therapist_app.sessions.privacy_model import Privacy
from ui.kit.choices import SegmentedControl
from ui.kit.dress import Dress
from ui.kit.edit import Edit
from ui.kit.fields import ComboBox
from ui.kit.marks import paint_phase
from ui.kit.words import Elided
from ui.sessions.desk import Desk
from ui.sessions.page_facts import Followed, NoteFacts
from ui.sessions.page_words import Names
from ui.sessions.privacy_words import agreed_of, question_words, said_words
from ui.sessions.section import Inline, Section
from ui.sessions.share_by import ShareBy
from ui.theme.theme import Theme

_NOBODY = frozenset({SessionKind.LATE_CANCEL, SessionKind.NO_SHOW, SessionKind.CONSULTATION})
_TO_SHARE = (Privacy.SHARE, Privacy.SHARED)


class PresentSection(Section):
    """`session_changed(before, after)` tells the page, whose text may have to follow its session;
    `joint_requested(side)` asks it to make what is private to a partner joint.
    """

    session_changed = Signal(object, object)
    joint_requested = Signal(str)

    def __init__(self, theme: Theme, desk: Desk) -> None:
        super().__init__(theme, line=False)
        self._desk = desk
        self._facts: NoteFacts | None = None
        self._names = Names()
        self._private: frozenset[str] = frozenset()  # the partners with a part of their own in the text
        self.present = SegmentedControl(theme, "Present", [("both", "Both"), ("a", "A"), ("b", "B")], tall=32)
        self.question = Inline(theme)
        self.by = ShareBy(theme, desk.ctx.workspace.clock.today)
        self._row = self._line("Present", self.present)
        self.inset(self._row, self.question, self.by)
        self.present.chosen.connect(self._choose)
        self.by.chosen.connect(self._share)

    def show_facts(self, facts: NoteFacts, names: Names) -> None:
        """Show who was there."""
        if self._facts is None or self._facts.session.id != facts.session.id:
            self._private = frozenset()
            self.by.hide()
        self._facts = facts
        self._show_names(names)
        self.present.set_key(facts.session.present)
        self._row.setVisible(facts.session.kind not in _NOBODY)
        self._ask()

    def set_private(self, sides: Collection[str]) -> None:
        """Say which partners have a part of their own in the text by now."""
        if frozenset(sides) != self._private:
            self._private = frozenset(sides)
            self._ask()

    def _line(self, word: str, control: QWidget) -> QWidget:
        """The word left, the control right."""
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(Elided(word, "strong"))
        row.addStretch(1)
        row.addWidget(control)
        Dress(holder, self.theme, lambda: holder.setMinimumHeight(self.theme.px(36)))
        return holder

    def _show_names(self, names: Names) -> None:
        self.present.set_names([(key, names.of(key)) for key in ("both", "a", "b")], self.present.key)
        self._names = names

    def _choose(self, key: str) -> None:
        if self._facts is None or key == self._facts.session.present:
            return
        session = self._facts.session
        fields = {"present": key}
        if key == Present.BOTH and session.kind == SessionKind.INDIVIDUAL:
            fields["kind"] = SessionKind.JOINT
        self._update(**fields)

    def _update(self, **fields: str) -> None:
        if self._facts is None:
            return
        before, service = self._facts.session, self._desk.ctx.workspace.sessions
        self._desk.keep(
            lambda: service.update(before.id, **fields),
            lambda after: self.session_changed.emit(before, after),
        )

    def _ask(self) -> None:
        facts = self._facts
        if facts is None:
            self.question.say("")
            return
        session, names = facts.session, self._names.shortened()
        asked = self._asked()
        if asked is None or asked.proposes not in _TO_SHARE:
            self.by.hide()
        if asked is None:
            self.question.say(said_words(session, names, facts.decisions, facts.today))
            return
        agreed = agreed_of(facts.couple, self._desk.ctx.workspace.catalogue, facts.today)
        self.question.say(question_words(asked, agreed, session, names, facts.today), self._answers(asked))

    def _asked(self) -> Asked | None:
        facts = self._facts
        if facts is None:
            return None
        policy, session = facts.couple.secrets_policy, facts.session
        return to_ask(policy, session, self._private, facts.decisions, facts.today)

    def _answers(self, asked: Asked) -> list[tuple[str, Callable[[], None]]]:
        side = asked.side
        if asked.proposes in _TO_SHARE:
            shared = [("It was shared", lambda: self._decide(side, Privacy.SHARED))]
            return [
                *(shared if asked.was_due else []),
                ("Share it by\N{HORIZONTAL ELLIPSIS}", self.by.ask),
                ("It stays private", lambda: self._decide(side, Privacy.PRIVATE)),
                ("Make it joint", lambda: self._make_joint(asked)),
            ]
        joint = ("Yes, for both" if asked.proposes is Privacy.JOINT else "No, joint"), self._leave_joint
        private = ("No, private" if asked.proposes is Privacy.JOINT else "Yes, private"), self._make_private
        return [joint, private] if asked.proposes is Privacy.JOINT else [private, joint]

    def _make_private(self) -> None:
        if self._facts is not None:
            self.present.setFocus()
            self._update(kind=SessionKind.INDIVIDUAL, present=self._facts.session.present)

    def _leave_joint(self) -> None:
        if self._facts is not None:
            self._decide(self._facts.session.present, Privacy.JOINT)

    def _make_joint(self, asked: Asked) -> None:
        """The text is for both from now on; facts that were private stay so until each is changed."""
        if asked.whole:
            self._update(kind=SessionKind.JOINT)
            self._decide(asked.side, Privacy.JOINT)
        self.present.setFocus()
        self.joint_requested.emit(asked.side)

    def _share(self, day: dt.date) -> None:
        asked = self._asked()
        if asked:
            self.by.hide()
            self._decide(asked.side, Privacy.SHARE, day)

    def _decide(self, side: str, decision: Privacy, share_by: dt.date | None = None) -> None:
        facts, privacy = self._facts, self._desk.ctx.workspace.privacy
        if facts is not None:
            self.present.setFocus()
            session_id = facts.session.id
            self._desk.keep(lambda: privacy.decide(session_id, side, decision, share_by=share_by))


class PhaseSection(Section):
    """The phase, or the step of another set, as a list with numbers; a change is kept at once and asks for its
    reason in one line.
    """

    def __init__(self, theme: Theme, desk: Desk) -> None:
        super().__init__(theme, line=False)
        self._desk = desk
        self._facts: Followed | None = None
        self._kept_reason = ""
        self.combo = ComboBox(theme, "Phase")
        self.combo.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.combo.setSizeAdjustPolicy(ComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.reason = Edit(theme, "Why this phase now", placeholder="Why now? (may stay empty)", tall="small")
        self.after = Inline(theme)
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        self.name = Elided("Phase", "strong")
        row.addWidget(self.name)
        row.addWidget(self.combo, 1)
        self.inset(holder, self.reason, self.after)
        self.reason.hide()
        self.combo.chosen.connect(self._choose)
        self.reason.editingFinished.connect(self.commit)
        Dress(self, theme, self._draw)
        Dress(holder, theme, lambda: self._space_line(row))

    def show_facts(self, facts: Followed) -> None:
        """Show the phase at this session, and the reason line where this session set it."""
        fresh = self._facts is None or self._facts.session.id != facts.session.id
        before = self._facts
        other = before is None or before.steps != facts.steps or (not before.phase) != (not facts.phase)
        self._facts = facts
        if fresh or other:
            self._draw()
        self.combo.set_key(facts.phase)
        self.reason.setVisible(facts.entry is not None)
        kept = facts.entry.reason if facts.entry else ""
        if fresh or not self.reason.hasFocus():
            self.reason.setText(kept)
        self._kept_reason = kept
        self.after.say(*self._after(facts))

    def commit(self) -> None:
        """Keep the reason as it is typed now."""
        facts, words = self._facts, self.reason.text().strip()
        if facts is None or facts.entry is None or words == self._kept_reason:
            return
        self._kept_reason = words
        phases, session, phase = self._desk.ctx.workspace.progression.phases, facts.session, facts.entry.phase
        self._desk.keep(
            lambda: phases.enter(
                session.couple_id,
                phase,
                reason=words,
                session_id=session.id,
                phase_set=facts.steps.key,
            )
        )

    def _choose(self, key: str) -> None:
        facts, phases = self._facts, self._desk.ctx.workspace.progression.phases
        if facts is None or not key or key == facts.phase:
            return
        session, entry = facts.session, facts.entry
        if entry is not None and key == facts.before:
            self._take_back()
            return
        words = self._kept_reason if entry else ""
        self._desk.keep(
            lambda: phases.enter(
                session.couple_id, key, reason=words, session_id=session.id, phase_set=facts.steps.key
            ),
            lambda _: self._ask(),
        )

    def _ask(self) -> None:
        """The reason is asked for once, right where the phase was changed."""
        self.reason.show()
        if self.combo.hasFocus():
            self.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def _take_back(self) -> None:
        facts = self._facts
        if facts is not None and facts.entry is not None:
            entry, phases = facts.entry, self._desk.ctx.workspace.progression.phases
            self.combo.setFocus(Qt.FocusReason.OtherFocusReason)
            self._desk.keep(
                lambda: phases.remove(entry.id),
                said=f"{'Step' if entry.phase_set else 'Phase'} taken back",
                undo=lambda: phases.enter(
                    entry.couple_id,
                    entry.phase,
                    on_date=entry.on_date,
                    reason=entry.reason,
                    session_id=entry.session_id,
                    audience=entry.audience,
                    phase_set=entry.phase_set,
                ),
            )

    def _after(self, facts: Followed) -> tuple[str, list]:
        if facts.entry is None or facts.before == facts.phase:
            return "", []
        if not facts.before:
            return "Set in this session.", [("Take back", self._take_back)]
        number = facts.steps.phase(facts.before).number
        return f"Set in this session; it was {number} before.", [("Take back", self._take_back)]

    def _draw(self) -> None:
        facts = self._facts
        if facts is None:
            return
        six = facts.steps.key == SIX
        self.name.setText("Phase" if six else "Step")
        self.name.setToolTip("" if six else facts.steps.label)
        self.combo.setAccessibleName("Phase" if six else facts.steps.label)
        choices = [(one.key, one.label if six else f"{one.number}  {one.label}") for one in facts.steps.steps]
        icons = [self._icon(one.number) if six else QIcon() for one in facts.steps.steps]
        if not facts.phase:
            choices.insert(0, ("", "No phase yet" if six else "No step yet"))
            icons.insert(0, QIcon())
        self.combo.set_choices(choices, facts.phase, icons)
        side = self.theme.px(20)
        self.combo.setIconSize(self.combo.iconSize().scaled(side, side, Qt.AspectRatioMode.IgnoreAspectRatio))

    def _space_line(self, row: QHBoxLayout) -> None:
        self.name.setMinimumWidth(QFontMetrics(self.theme.font(13, 600)).horizontalAdvance("Phase"))
        row.setSpacing(self.theme.px(28))
        row.setContentsMargins(0, self.theme.px(11), 0, 0)
        self.column.setSpacing(self.theme.px(4))

    def _icon(self, number: int) -> QIcon:
        side, ratio = self.theme.px(20), self.devicePixelRatio()
        pixmap = QPixmap(round(side * ratio), round(side * ratio))
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        paint_phase(painter, self.theme, QRectF(0, 0, side, side), number)
        painter.end()
        return QIcon(pixmap)
