"""The sheet behind "Session 13 · Sat 21 Nov, 09:00": kind, who came, day, start, stop, where."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QHBoxLayout

from therapist_app.catalogue.model import Catalogue
from therapist_app.kernel.errors import AttuneError, InputError
from therapist_app.sessions.model import Present, Session, SessionKind
from therapist_app.sessions.rules import default_present, likely_stop
from ui.kit.date_field import DateField, TimeField
from ui.kit.fields import ComboField
from ui.kit.sheet import Sheet
from ui.sessions.page_words import MODALITY_WORDS, Names
from ui.theme.theme import Theme


class SessionSheet(Sheet):
    """Asks; the page keeps `fields()` and calls `accept`, or `say_error`."""

    def __init__(
        self,
        theme: Theme,
        session: Session,
        catalogue: Catalogue,
        names: Names,
        now: Callable[[], dt.datetime],
        parent: Any = None,
    ) -> None:
        super().__init__(theme, "This session", "Keep", parent)
        self._session, self._now = session, now
        kinds = [(kind.key, kind.label) for kind in catalogue.session_kinds]
        self.kind = ComboField(theme, "Kind", kinds, session.kind)
        people = [(Present.A, names.a), (Present.B, names.b)]
        self.alone = ComboField(theme, "Who came", people, session.present)
        self.day = DateField(theme, "Day", session.on_date, today=lambda: now().date())
        self.start = TimeField(theme, "Start", session.start)
        self.stop = TimeField(theme, "Stop", session.stop)
        self._proposed = session.stop
        self.modality = ComboField(theme, "Where", list(MODALITY_WORDS.items()), session.modality)
        times = QHBoxLayout()
        times.setSpacing(theme.px(12))
        times.addWidget(self.start)
        times.addWidget(self.stop)
        for field in (self.kind, self.alone, self.day):
            self.column.addWidget(field)
        self.column.addLayout(times)
        self.column.addWidget(self.modality)
        if session.stop is None:
            self.start.time_changed.connect(self._propose_stop)
            self._propose_stop(session.start)
        self.kind.chosen.connect(self._kind_chosen)
        self._kind_chosen(session.kind)

    def fields(self) -> dict[str, Any] | None:
        """What is different now, or None while something cannot be read."""
        readable = [self.day.commit(), self.start.commit(), self.stop.commit()]
        if not all(readable):
            return None
        if self.day.date is None:
            self.day.set_error("Please say on which day it was.")
            return None
        session, kind = self._session, self.kind.key
        said = {
            "kind": kind,
            "present": self._present(kind),
            "on_date": self.day.date,
            "start": self.start.time,
            "stop": self.stop.time,
            "modality": self.modality.key,
        }
        return {name: value for name, value in said.items() if value != getattr(session, name)}

    def say_error(self, error: AttuneError) -> None:
        """Say what cannot be kept, at its field where it has one."""
        places = {"on_date": self.day, "start": self.start, "stop": self.stop}
        field = places.get(error.field) if isinstance(error, InputError) else None
        if field is None:
            self.refuse(error.whole)
            return
        self.set_busy(False)
        field.set_error(error.sentence)
        field.setFocus()

    def _present(self, kind: str) -> str:
        """Who was there, for this kind: what was said stays as far as it can be true."""
        before = self._session.present
        if kind == SessionKind.INDIVIDUAL:
            return str(self.alone.key)
        usual = str(default_present(kind))
        if usual == Present.NONE or before == Present.NONE:
            return usual
        changed = kind != self._session.kind and self._session.kind == SessionKind.INDIVIDUAL
        return usual if changed and kind == SessionKind.JOINT else before

    def _propose_stop(self, start: dt.time | None) -> None:
        """A usual end, which follows the start until another one is typed."""
        if self.stop.time == self._proposed:
            self._proposed = likely_stop(self.day.date or self._session.on_date, start, self._now())
            self.stop.set_time(self._proposed)

    def _kind_chosen(self, kind: object) -> None:
        self.alone.setVisible(kind == SessionKind.INDIVIDUAL)
