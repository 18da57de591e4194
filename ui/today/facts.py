"""Everything the Today page shows, gathered in one visit to the vault thread; no Qt."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from therapist_app.commitments.files import due_of
from therapist_app.couples.model import SafetyStatus
from therapist_app.kernel.changes import Changes
from therapist_app.kernel.phrases import counted, quoted, short_name
from therapist_app.progression.dismissal import SetAside
from therapist_app.progression.loose_ends import LooseEnd, in_order
from therapist_app.sessions.rules import CANCELLED, WRITTEN, may_meet
from ui.kit.discreet import spoken_name, without_names
from ui.today.words import end_of, neutral_words, open_for

if TYPE_CHECKING:
    from therapist_app.commitments.files import CommitmentFile
    from therapist_app.progression.service import CaseloadRow
    from therapist_app.sessions.lately import Lately
    from therapist_app.sessions.model import Session
    from therapist_app.sessions.service import SessionRow
    from therapist_app.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Fact:
    """One small fact on a card, with the icon that stands for its kind."""

    icon: str
    words: str


@dataclass(frozen=True, slots=True)
class Ask:
    """A promise to ask about, with who made it; `hidden` is the same while names are hidden."""

    commitment_id: str
    words: str
    hidden: str


@dataclass(frozen=True, slots=True)
class SessionCard:
    """One session of today, entered already or expected by the couple's usual slot."""

    couple_id: str
    label: str
    phase: str | None
    safety: str
    safety_since: dt.date | None
    at: dt.time | None
    stop: dt.time | None
    modality: str
    kind: str  # of contact; "" until it is entered
    session_id: str  # "" until it is entered
    state: str  # of its note: "empty", "draft", "done", "signed", "amended"
    line: str  # neutral: may stand in plain sight
    last_line: str  # how the last note begins: shown only while the card is looked at
    facts: tuple[Fact, ...]
    asks: tuple[Ask, ...] = ()
    screen_due: bool = False  # the safety status is older than a screen may be
    may_meet: bool = False  # joint work is paused, and the other partner comes right before or after

    @property
    def cancelled(self) -> bool:
        """Whether it did not take place."""
        return self.kind in CANCELLED

    def has_ended(self, now: dt.datetime) -> bool:
        """Whether it is over at a local, naive time of its day; one without a time is over once entered."""
        return bool(self.session_id) if self.at is None else now >= end_of(self.at, self.stop, now.date())


@dataclass(frozen=True, slots=True)
class TodayFacts:
    """The day: its cards by time, and the loose ends over all couples."""

    now: dt.datetime  # local and naive
    cards: tuple[SessionCard, ...]
    loose_ends: tuple[LooseEnd, ...]
    couples: int  # in the active caseload
    aside: tuple[SetAside, ...] = ()  # loose ends that were set aside

    @property
    def to_write(self) -> tuple[SessionCard, ...]:
        """The sessions that are over and have no note, the latest last."""
        over = (card for card in self.cards if card.has_ended(self.now) and not card.cancelled)
        return tuple(card for card in over if card.state not in WRITTEN)

    @property
    def just_ended(self) -> SessionCard | None:
        """The session whose note is the next thing to do."""
        waiting = [card for card in self.to_write if card.state == "empty"] or list(self.to_write)
        return waiting[-1] if waiting else None


def gather(workspace: Workspace) -> TodayFacts:
    """Read the day; runs on the vault thread."""
    today = workspace.clock.today()
    rows = workspace.progression.caseload()
    by_id = {row.couple.id: row for row in rows}
    entered = [row for row in workspace.sessions.on_day(today) if row.session.couple_id in by_id]
    seen = {row.session.couple_id for row in entered}
    expected = [row for row in rows if row.comes_today and row.couple.id not in seen]
    known = _read(workspace, {*seen, *(row.couple.id for row in expected)}, today)
    cards = [_card(known, by_id[row.session.couple_id], row) for row in entered]
    cards = [_with_warning(card, one.session, entered) for card, one in zip(cards, entered, strict=True)]
    cards += [_card(known, row, None) for row in expected]
    cards.sort(key=lambda card: (card.at is None, card.at or dt.time.min, card.label.casefold()))
    now = workspace.clock.local().replace(tzinfo=None)
    labels = {row.couple.id: row.couple.label for row in rows}
    own = [*workspace.homework.loose_ends(labels), *_returned(workspace, labels)]
    ends = in_order([*workspace.progression.loose_ends(), *own])
    stand, aside = workspace.progression.aside.part(ends)
    due = {end.couple_id for end in ends if end.kind == "screen_due"}
    cards = [replace(card, screen_due=card.couple_id in due) for card in cards]
    return TodayFacts(now, tuple(cards), stand, len(rows), aside)


@dataclass(frozen=True, slots=True)
class _Known:
    """What the cards say, each by couple."""

    today: dt.date
    lately: Mapping[str, Lately]
    out: Mapping[str, int]
    open_since: Mapping[str, Sequence[dt.date]]
    asks: Mapping[str, tuple[Ask, ...]]


def _read(workspace: Workspace, couple_ids: Collection[str], today: dt.date) -> _Known:
    """Read for all cards together: a query for each kind of fact, not for each couple."""
    if not couple_ids:
        return _Known(today, {}, {}, {}, {})
    promises = workspace.commitments.of_couples(couple_ids)
    due = {couple: due_of(files, today) for couple, files in promises.items()}
    return _Known(
        today=today,
        lately=workspace.sessions.lately(couple_ids, today),
        out=workspace.homework.out_now(couple_ids),
        open_since=workspace.progression.blocks_open_since(couple_ids),
        asks={couple: _asks(workspace, couple, files) for couple, files in due.items() if files},
    )


def _returned(workspace: Workspace, labels: Mapping[str, str]) -> list[LooseEnd]:
    """Sheets that came back with words nobody has read yet; of all couples that are listed."""
    return [
        LooseEnd(
            "returned_unread",
            "returned",
            one.returned.couple_id,
            labels[one.returned.couple_id],
            f"Words to read: {one.title}",
            one.returned.returned_on,
            assignment_id=one.file.assignment_id,
            facts=one.returned.id,
        )
        for one in workspace.returns.unread()
        if one.returned.couple_id in labels
    ]


def session_to_write(workspace: Workspace, couple_id: str) -> tuple[str, Changes | None]:
    """The session whose note is meant by a card that is not entered yet, and what had to change for it.

    One of today that was entered meanwhile is taken up; otherwise one is started now.
    """
    for row in workspace.sessions.on_day(workspace.clock.today()):
        if (
            row.session.couple_id == couple_id
            and row.state not in WRITTEN
            and row.session.kind not in CANCELLED
        ):
            return row.session.id, None
    done = workspace.sessions.start(couple_id)
    return done.value.id, done.changes


def _card(known: _Known, row: CaseloadRow, entered: SessionRow | None) -> SessionCard:
    couple = row.couple
    last = known.lately.get(couple.id)
    number = entered.number if entered else (last.joint if last else 0) + 1
    session = entered.session if entered else None
    return SessionCard(
        couple_id=couple.id,
        label=couple.label,
        phase=row.phase,
        safety=row.safety_status,
        safety_since=row.safety_on,
        at=session.start if session else row.today_at,
        stop=session.stop if session else None,
        modality=session.modality if session else (last.modality if last else "room"),
        kind=session.kind if session else "",
        session_id=session.id if session else "",
        state=entered.state if entered else "empty",
        line=neutral_words(number, last.on_date if last else None, known.today),
        last_line=last.line if last else "",
        facts=_facts(known, couple.id),
        asks=() if row.safety_status == SafetyStatus.UNSAFE else known.asks.get(couple.id, ()),
    )


def _with_warning(card: SessionCard, session: Session, entered: Sequence[SessionRow]) -> SessionCard:
    """The card, knowing whether the two partners of a paused couple may meet at the door."""
    paused = card.safety == SafetyStatus.UNSAFE
    return replace(card, may_meet=paused and any(may_meet(session, other.session) for other in entered))


def _asks(workspace: Workspace, couple_id: str, due: Iterable[CommitmentFile]) -> tuple[Ask, ...]:
    couple = workspace.couples.get(couple_id)
    a, b = couple.called("a"), couple.called("b")
    names = {
        "a": (short_name(a), spoken_name(a, discreet=True)),
        "b": (short_name(b), spoken_name(b, discreet=True)),
    }
    found: list[Ask] = []
    for file in due:
        promise = file.commitment
        name, initial = names.get(promise.owner, ("Both", "Both"))
        words = quoted(promise.words)
        found.append(Ask(promise.id, f"{name}: {words}", f"{initial}: {without_names(words, a, b)}"))
    return tuple(found)


def _facts(known: _Known, couple_id: str) -> tuple[Fact, ...]:
    found: list[Fact] = []
    if out := known.out.get(couple_id):
        found.append(Fact("file", f"{counted(out, 'sheet')} to review"))
    if since := known.open_since.get(couple_id):
        longest = (known.today - min(since)).days
        found.append(Fact("layers", f"{counted(len(since), 'block')}, {open_for(longest)}"))
    return tuple(found)
