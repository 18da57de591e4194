"""Loose ends: what waits to be finished, and where each one is opened.

When a note, a promise past its review or a couple that was not seen becomes one is for the practice to say; what was
to be shared by a day, the day after it, and a planned review on its day. Each is a fact with a date; nothing
here blames anyone. Notes that wait for a signature are one line a couple.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from therapist_app.commitments.files import CommitmentFile
from therapist_app.commitments.model import Commitment
from therapist_app.couples.model import CoupleStatus
from therapist_app.couples.service import CoupleFile
from therapist_app.kernel.dates import short_day, span_words
from therapist_app.kernel.phrases import counted
from therapist_app.practice.thresholds import Thresholds
from therapist_app.progression.safety_ends import safety_lines
from therapist_app.safety.rules import Standing
from therapist_app.sessions.facts import OpenNote, ToShare, UnsignedNotes
from therapist_app.sessions.rules import SEEN

GROUPS = ("risk", "returned", "safety", "notes", "unsigned", "promises", "homework", "reviews", "unseen")
ALARMING = ("concerns", "unsafe")


@dataclass(frozen=True, slots=True)
class LooseEnd:
    """One loose end and the place it opens: a couple and, where there is one, a session or a promise.

    `group` is one of GROUPS; `on_date` is since when it waits. `facts` spell what makes it a loose end: others make
    it another one. `stays` says that it may not be set aside. The homework slice adds its own, of the kind
    "homework_unreviewed" and "returned_unread".
    """

    kind: str
    group: str
    couple_id: str
    label: str
    words: str
    on_date: dt.date
    session_id: str = ""
    commitment_id: str = ""
    assignment_id: str = ""
    facts: str = ""
    stays: bool = False

    @property
    def subject_id(self) -> str:
        """What it is about; "" for the couple itself."""
        return self.session_id or self.commitment_id or self.assignment_id


@dataclass(frozen=True, slots=True)
class OpenFacts:
    """What loose ends are found in, over the whole practice; `labels` name the closed couples that notes are of."""

    couples: Sequence[CoupleFile]  # whose work is not closed
    open_notes: Sequence[OpenNote]
    past_review: Sequence[Commitment]
    last_met: Mapping[str, dt.date]
    labels: Mapping[str, str] = field(default_factory=dict[str, str])
    bottom_lines: Sequence[CommitmentFile] = ()
    safety: Mapping[str, Standing] = field(default_factory=dict[str, Standing])
    planned: Mapping[str, dt.date] = field(
        default_factory=dict[str, dt.date]
    )  # by couple, the day of its next review


def stays_open(end: LooseEnd, safety_status: str) -> LooseEnd:
    """The line as it is under a safety status: a risk always stays, and safety does while a couple is not safe."""
    return replace(end, stays=end.group == "risk" or (end.group == "safety" and safety_status == "unsafe"))


def in_order(ends: Iterable[LooseEnd]) -> tuple[LooseEnd, ...]:
    """By kind, each from the longest waiting on: a risk first, then words that came back unread, then safety."""
    return tuple(sorted(ends, key=lambda end: (GROUPS.index(end.group), end.on_date, end.label.casefold())))


def loose_ends_of(facts: OpenFacts, today: dt.date, after: Thresholds) -> tuple[LooseEnd, ...]:
    """The loose ends that also ask for a look at a couple: open notes of every couple, the rest of the active ones."""
    files = {file.couple.id: file for file in facts.couples}
    labels = {**facts.labels, **{key: file.couple.label for key, file in files.items()}}
    active = {key: file for key, file in files.items() if file.couple.status == CoupleStatus.ACTIVE}
    found = [*_notes(labels, facts.open_notes, today, after)]
    found += _safety(active, facts.last_met, facts.safety, today)
    found += _said_alone(files, facts.safety, today)
    found += _bottom_lines(active, facts.bottom_lines)
    found += _promises(active, facts.past_review, today - dt.timedelta(days=after.past_review_days))
    found += _reviews(active, facts.planned, today)
    found += _unseen(active, facts.last_met, today, dt.timedelta(weeks=after.unseen_weeks))
    return in_order(found)


def later_ends_of(
    labels: Mapping[str, str], unsigned: Iterable[UnsignedNotes], to_share: Iterable[ToShare]
) -> list[LooseEnd]:
    """Those that a closed couple has too: notes that wait for a signature, and what was to be brought to both."""
    return [*_unsigned(labels, unsigned), *_to_share(labels, to_share)]


def _notes(
    labels: Mapping[str, str], notes: Iterable[OpenNote], today: dt.date, after: Thresholds
) -> Iterator[LooseEnd]:
    for note in notes:
        fact = note.fact
        if fact.couple_id not in labels or fact.on_date >= today:
            continue
        day, couple = short_day(fact.on_date), (fact.couple_id, labels[fact.couple_id])
        if not note.has_note and fact.kind in SEEN:
            yield _end("missing_note", "notes", couple, f"No note yet for {day}", fact.on_date, fact.id)
        elif note.has_note and (today - fact.on_date).days > after.unsigned_days:
            yield _end("draft", "notes", couple, f"Draft since {day}", fact.on_date, fact.id)


def _unsigned(labels: Mapping[str, str], found: Iterable[UnsignedNotes]) -> Iterator[LooseEnd]:
    for notes in found:
        if notes.couple_id in labels:
            couple = notes.couple_id, labels[notes.couple_id]
            day = short_day(notes.oldest_on)
            words = f"Note of {day}" if notes.count == 1 else f"{counted(notes.count, 'note')}, oldest {day}"
            end = _end("unsigned", "unsigned", couple, words, notes.oldest_on, notes.oldest_id)
            yield replace(end, facts=f"{notes.count} {notes.oldest_on}")


def _to_share(labels: Mapping[str, str], found: Iterable[ToShare]) -> Iterator[LooseEnd]:
    """In words that may stand in plain sight: whose it is, and that there is a secret, stays in the note."""
    for one in found:
        if one.couple_id in labels:
            couple = one.couple_id, labels[one.couple_id]
            words = f"Something to bring up, planned by {short_day(one.share_by)}"
            yield _end("to_share", "notes", couple, words, one.share_by, one.session_id)


def _safety(
    active: Mapping[str, CoupleFile],
    last_met: Mapping[str, dt.date],
    safety: Mapping[str, Standing],
    today: dt.date,
) -> Iterator[LooseEnd]:
    for couple_id, file in active.items():
        day = file.safety.on_date if file.safety else last_met.get(couple_id)
        standing = safety.get(couple_id, Standing())
        check_on = standing.check_on
        if file.safety_status == "not_assessed" and couple_id in last_met and day:
            met = f"{day} {last_met[couple_id]}"
            yield replace(
                _end("safety_not_assessed", "safety", file, "Safety not assessed yet", day), facts=met
            )
        elif file.safety and file.safety.status in ALARMING and not (check_on and check_on <= today):
            day = file.safety.on_date
            end = _end("safety_plan", "safety", file, f"Plan of {short_day(day)}", day)
            facts = f"{file.safety.id} {file.safety.status} {last_met.get(couple_id, '')}"
            yield stays_open(replace(end, facts=facts), file.safety_status)


def _said_alone(
    files: Mapping[str, CoupleFile], safety: Mapping[str, Standing], today: dt.date
) -> Iterator[LooseEnd]:
    """What waits by what was asked of each alone; of a couple that pauses, the risk alone."""
    for couple_id, standing in safety.items():
        file = files.get(couple_id)
        for line in safety_lines(standing, today) if file else ():
            if file and (line.group == "risk" or file.couple.status == CoupleStatus.ACTIVE):
                end = _end(line.kind, line.group, file, line.words, line.on_date)
                yield stays_open(replace(end, facts=line.facts), file.safety_status)


def _bottom_lines(active: Mapping[str, CoupleFile], lines: Iterable[CommitmentFile]) -> Iterator[LooseEnd]:
    """A bottom line that did not hold opens safety, until safety is entered anew."""
    for line in lines:
        file = active.get(line.commitment.couple_id)
        slip = line.line_slip(file.safety.created_at if file.safety else None) if file else None
        if file and slip:
            words = f"A bottom line did not hold on {short_day(slip)}"
            end = _end("bottom_line_slip", "safety", file, words, slip, commitment_id=line.commitment.id)
            yield stays_open(end, file.safety_status)


def _promises(
    active: Mapping[str, CoupleFile], promises: Iterable[Commitment], latest: dt.date
) -> Iterator[LooseEnd]:
    for promise in promises:
        day, file = promise.review_on, active.get(promise.couple_id)
        if file and day and day <= latest:
            words = f"Promise past its review, {short_day(day)}"
            yield _end("promise_past_review", "promises", file, words, day, commitment_id=promise.id)


def _reviews(
    active: Mapping[str, CoupleFile], planned: Mapping[str, dt.date], today: dt.date
) -> Iterator[LooseEnd]:
    for couple_id, day in planned.items():
        if couple_id in active and day <= today:
            yield _end(
                "review_due", "reviews", active[couple_id], f"Review planned for {short_day(day)}", day
            )


def _unseen(
    active: Mapping[str, CoupleFile], last_met: Mapping[str, dt.date], today: dt.date, after: dt.timedelta
) -> Iterator[LooseEnd]:
    for couple_id, file in active.items():
        met = last_met.get(couple_id)
        day = met or file.couple.started_on
        if day and today - day >= after:
            since = f"{span_words((today - day).days)} ago"
            words = f"Last seen {since}" if met else f"Began {since} and not seen yet"
            yield _end("not_seen", "unseen", file, words, day)


def _end(
    kind: str,
    group: str,
    whose: CoupleFile | tuple[str, str],  # or a couple's id and label alone
    words: str,
    on_date: dt.date,
    session_id: str = "",
    commitment_id: str = "",
) -> LooseEnd:
    key, label = whose if isinstance(whose, tuple) else (whose.couple.id, whose.couple.label)
    facts = on_date.isoformat()
    return LooseEnd(kind, group, key, label, words, on_date, session_id, commitment_id, facts=facts)
