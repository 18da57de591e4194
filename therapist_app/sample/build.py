"""Tell the stories into a workspace: couples, sessions, notes, blocks, promises, check-ins, homework.

Everything goes through the services a person's clicks would use, on a clock that is moved through the
weeks, so the sample is as true as a practice kept by hand. The same seed gives the same sample.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from therapist_app.commitments.model import Account, Commitment, Outcome
from therapist_app.commitments.service import CommitmentDraft
from therapist_app.couples.model import CoupleStatus, SafetyStatus, Side
from therapist_app.couples.service import CoupleDraft, PartnerDraft
from therapist_app.homework.outcome import SheetOutcome
from therapist_app.kernel.clock import FixedClock
from therapist_app.safety.drafts import PlanDraft, RiskDraft, ScreenDraft
from therapist_app.safety.model import Answer, PlanKind
from therapist_app.sample.keeping import AtOnce, ByHand, Keeping, Told
from therapist_app.sample.measured import tell_measured
from therapist_app.sample.mending import tell_intake, tell_repair
from therapist_app.sample.notes import NoteWriter
from therapist_app.sample.spans import Span, career, side_by_side
from therapist_app.sample.story import FIRST_NAMES, Story, load_stories
from therapist_app.workspace import Workspace

_BECAME = ("how_much", "how_well", "line", "in_the_way")  # what may be told of a sheet


@dataclass(frozen=True, slots=True)
class SampleCounts:
    """How much was told."""

    couples: int
    sessions: int
    commitments: int
    check_ins: int
    assignments: int


def build_sample(
    workspace: Workspace, clock: FixedClock, *, seed: str, couples: int, weeks: int
) -> SampleCounts:
    """Add `couples` invented couples seen over the last `weeks` weeks before the clock's time.

    `clock` must be the workspace's own clock; it ends where it began.
    """
    spans = side_by_side(couples, weeks, clock.local().date())
    return _tell(_Teller(workspace, clock, ByHand(workspace)), seed, spans)


def build_career(
    workspace: Workspace, clock: FixedClock, *, seed: str, couples: int, sessions: int, longest: int
) -> SampleCounts:
    """Add the invented couples of a whole working life, one of them with `longest` of all the sessions.

    `clock` must be the workspace's own clock; it ends where it began.
    """
    spans = career(couples, sessions, longest, clock.local().date())
    return _tell(_Teller(workspace, clock, AtOnce(workspace)), seed, spans)


def _tell(teller: _Teller, seed: str, spans: Iterable[Span]) -> SampleCounts:
    for index, span in enumerate(spans):
        with teller.workspace.vault.begin():  # one transaction: a thousand small ones would take minutes
            teller.tell(index, span, random.Random(f"{seed}/{index}"))  # noqa: S311 invented people need no secrecy
        teller.workspace.search.take_in()  # else the first search would wait for all of it
    teller.clock.set(teller.end)
    return SampleCounts(
        teller.couples, teller.sessions, teller.commitments, teller.check_ins, teller.assignments
    )


class _Teller:
    def __init__(self, workspace: Workspace, clock: FixedClock, keeping: Keeping) -> None:
        self.workspace = workspace
        self.clock = clock
        self.keeping = keeping
        self.stories = load_stories()
        self.end = clock.local()
        self.couples = self.sessions = self.commitments = self.check_ins = self.assignments = 0

    def tell(self, index: int, span: Span, chance: random.Random) -> None:
        self.couples += 1
        self._span = span
        story = self.stories.couples[index % len(self.stories.couples)]
        names = self._names(index, story)
        weekday = (self.end.weekday() + story.data["slot"]["day"] + index // len(self.stories.couples)) % 7
        time = dt.time.fromisoformat(story.data["slot"]["time"])
        days = span.session_days(span.day(story.first, weekday), weekday, story.data.get("last_seen", 0))
        first = days[0] if span.sessions else span.day(story.first, weekday)
        self._at(first, dt.time(8))
        couple = self._couple(story, names, weekday, time, first)
        writer = NoteWriter(self.stories.notes, names, chance, span.sentences)
        tags = _levels(story.many("blocks"), days, span.day)
        for number, day in enumerate(days):
            self._at(day, time)
            self._facts_until(couple, story, day)
            note = writer.note(self._phase_now)
            told = Told(
                couple,
                dt.datetime.combine(day, time),
                story.data.get("modality", "room"),
                tags.get(day, ()),
                note,
                is_done=number < len(days) - 1 or span.is_over or chance.random() < 0.6,
            )
            self.keeping.session(told)
        self.sessions += len(days)
        self._at(span.end, self.end.time())
        self._facts_until(couple, story, span.end)
        self._promises(couple, story, chance)
        tell_measured(self.workspace, couple, story, lambda share: self._told_day(story, share))
        if span.is_over:
            self.workspace.couples.set_status(couple, CoupleStatus.CLOSED)
        self.keeping.end()
        tell_intake(self.workspace, couple, story, first)
        tell_repair(self.workspace, couple, story, span.day)
        self._told.clear()

    def _names(self, index: int, story: Story) -> tuple[str, str]:
        if index < len(self.stories.couples):
            return story.data["a"]["name"], story.data["b"]["name"]
        place = index - len(self.stories.couples)
        pairs = [(a, b) for step in range(1, len(FIRST_NAMES)) for a, b in _pairs(step)]
        return pairs[place % len(pairs)]

    def _couple(
        self, story: Story, names: tuple[str, str], weekday: int, time: dt.time, first: dt.date
    ) -> str:
        self._told: set[tuple[str, int]] = set()
        self._phase_now = "rupture"
        draft = CoupleDraft(
            a=self._partner(story.data["a"], names[0]),
            b=self._partner(story.data["b"], names[1]),
            started_on=first,
            slot_weekday=weekday,
            slot_time=time,
            slot_every="weekly",
            is_sample=True,
        )
        couple = self.workspace.couples.add(draft).value.id
        if "rupture" in story.data:
            self.workspace.couples.add_rupture(couple, **story.data["rupture"])
        if "cycle" in story.data:
            self.workspace.couples.save_cycle(couple, **story.data["cycle"])
        return couple

    def _partner(self, data: dict[str, Any], name: str) -> PartnerDraft:
        return PartnerDraft(
            name=name,
            pronouns=data["pronouns"],
            birth_year=self._span.end.year - data["age"],
            style=data.get("style"),
            profile=data.get("profile"),
        )

    def _facts_until(self, couple: str, story: Story, day: dt.date) -> None:
        """Tell each dated fact (screens, safety, phase, homework, review) once, when its day has come."""
        tellers = {
            "screens": self._screen,
            "safety": self._safety,
            "plans": self._plan,
            "risks": self._risk,
            "path": self._phase,
            "steps": self._step,
            "homework": self._homework,
            "reviews": self._review,
        }
        for kind, tell in tellers.items():
            for place, fact in enumerate(story.many(kind)):
                due = self._span.day(fact["at"])
                if due <= day and (kind, place) not in self._told:
                    self._told.add((kind, place))
                    tell(couple, fact, max(due, self._span.day(story.first)))

    def _safety(self, couple: str, fact: dict[str, Any], day: dt.date) -> None:
        """Tell a status, and before "no known concern" what each said when screened alone."""
        safety = self.workspace.safety
        if fact["status"] == SafetyStatus.NO_KNOWN_CONCERN:
            for side in Side:
                self._screen(couple, {"side": side}, day)
        reasons, reason = tuple(fact.get("reasons", ())), fact.get("reason", "")
        safety.set_status(couple, fact["status"], on_date=day, reasons=reasons, reason=reason)

    def _screen(self, couple: str, fact: dict[str, Any], day: dt.date) -> None:
        asked = {topic.key: Answer.NO for topic in self.workspace.catalogue.screen_topics}
        answers = asked | dict.fromkeys(fact.get("yes", ()), Answer.YES)
        place, said = fact.get("place", "in_person"), fact.get("said", "")
        self.workspace.safety.screen(couple, ScreenDraft(fact["side"], place, True, answers, said, day))

    def _plan(self, couple: str, fact: dict[str, Any], day: dt.date) -> None:
        items = [PlanDraft(kind, words) for kind, words in fact["items"].items()]
        check = PlanDraft(PlanKind.CHECK, on_date=day + dt.timedelta(days=fact["days"]))
        self.workspace.safety.set_plan(couple, [*items, check])

    def _risk(self, couple: str, fact: dict[str, Any], day: dt.date) -> None:
        next_on = day + dt.timedelta(days=fact["days"])
        words = {"safety_plan": fact.get("plan", ""), "told": fact.get("told", "")}
        draft = RiskDraft(fact["side"], fact["level"], next_check_on=next_on, on_date=day, **words)
        self.workspace.safety.enter_risk(couple, draft)

    def _phase(self, couple: str, fact: dict[str, Any], day: dt.date) -> None:
        self._phase_now = fact["phase"]
        progression, reason = self.workspace.progression, fact.get("reason", "")
        entered = fact.get("was", fact["phase"])
        entry = progression.phases.enter(couple, entered, on_date=day, reason=reason).value
        if entered != fact["phase"]:
            because = fact["because"]
            progression.phases.correct(
                entry.id, phase=fact["phase"], on_date=day, reason=reason, because=because
            )

    def _step(self, couple: str, fact: dict[str, Any], day: dt.date) -> None:
        """Tell a step of the set that the couple is followed in beside the six phases."""
        progression, key = self.workspace.progression, fact["set"]
        progression.sets.choose(couple, key)
        progression.phases.enter(
            couple, fact["step"], on_date=day, reason=fact.get("reason", ""), phase_set=key
        )

    def _homework(self, couple: str, fact: dict[str, Any], day: dt.date) -> None:
        given = self.workspace.homework.give(
            couple,
            fact["key"],
            holder=fact["holder"],
            given_on=day,
            review_on=day + dt.timedelta(days=7),
            override_reason="Talked through in the session first.",
        ).value
        self.assignments += 1
        if fact.get("reviewed"):
            became = SheetOutcome(**{name: fact[name] for name in _BECAME if name in fact})
            self.workspace.homework.reviewed(given.id, became)

    def _review(self, couple: str, fact: dict[str, Any], day: dt.date) -> None:
        following = day + dt.timedelta(weeks=fact["next_weeks"])
        self.workspace.progression.reviews.mark(couple, day, following, fact["line"])

    def _promises(self, couple: str, story: Story, chance: random.Random) -> None:
        for fact in story.many("promises"):
            start = max(self._span.day(fact["at"]), self._span.day(story.first))
            ahead = -7 if fact.get("review_past") else chance.choice((7, 14, 21))
            draft = CommitmentDraft(
                couple_id=couple,
                owner=fact["owner"],
                words=fact["words"],
                notice=fact["notice"],
                cadence=fact["cadence"],
                weekdays=tuple(fact.get("weekdays", ())),
                times=fact.get("times"),
                trigger=fact.get("trigger", ""),
                starts_on=start,
                review_on=max(start, self._span.end + dt.timedelta(days=ahead)),
                block=fact.get("block"),
                step=fact.get("step"),
            )
            commitment = self.workspace.commitments.add(draft).value
            self.commitments += 1
            self._check_ins(commitment, fact, chance)

    def _check_ins(self, commitment: Commitment, fact: dict[str, Any], chance: random.Random) -> None:
        """About one check-in in three due days, better kept as time goes on; the last weeks are closer."""
        last = self._span.end - dt.timedelta(days=1)
        day = max(commitment.starts_on, self._span.end - dt.timedelta(weeks=self._span.asked_weeks))
        span = max((last - commitment.starts_on).days, 1)
        while day <= last:
            if _asked_on(commitment, day, last, chance):
                share = (day - commitment.starts_on).days / span
                outcome = _outcome(fact["kept"] * (0.7 + 0.3 * share), chance)
                account = chance.choice((Account.CLINICIAN, Account.CLINICIAN, Account.A, Account.B))
                self.keeping.check_in(commitment, outcome, day, account)
                self.check_ins += 1
            day += dt.timedelta(days=1)

    def _told_day(self, story: Story, share: float) -> dt.date:
        return max(self._span.day(share), self._span.day(story.first))

    def _at(self, day: dt.date, time: dt.time) -> None:
        self.clock.set(dt.datetime.combine(day, time, self.end.tzinfo))


def _pairs(step: int) -> Iterator[tuple[str, str]]:
    for place in range(len(FIRST_NAMES)):
        yield FIRST_NAMES[place], FIRST_NAMES[(place + step) % len(FIRST_NAMES)]


def _levels(
    blocks: list[dict[str, Any]], days: list[dt.date], day_of: Any
) -> dict[dt.date, list[tuple[str, str, int]]]:
    """Spread each block's levels over the sessions from its first day on; the last level ends it."""
    tags: dict[dt.date, list[tuple[str, str, int]]] = {}
    for block in blocks:
        span = [day for day in days if day >= day_of(block["at"])] or days[-1:]
        levels: list[int] = block["levels"]
        for place, day in enumerate(span):
            which = min(place * len(levels) // max(len(span), 1), len(levels) - 1)
            if levels[which] == 0 and any(
                tag[0] == block["block"] and tag[2] == 0 for t in tags.values() for tag in t
            ):
                break
            tags.setdefault(day, []).append((block["block"], block["seen_in"], levels[which]))
    return tags


def _asked_on(commitment: Commitment, day: dt.date, last: dt.date, chance: random.Random) -> bool:
    recent = (last - day).days < 28
    share = {"daily": 0.35, "weekdays": 0.5, "times_a_week": 0.4, "each_time": 0.22, "once": 0.0}[
        commitment.cadence
    ]
    if commitment.cadence == "weekdays" and day.weekday() not in commitment.weekdays:
        return False
    if commitment.cadence == "times_a_week" and commitment.times == 1:
        return day.weekday() == 6
    return chance.random() < (share * 1.4 if recent else share)


def _outcome(kept: float, chance: random.Random) -> Outcome:
    roll = chance.random()
    if roll < kept:
        return Outcome.KEPT
    if roll < kept + (1 - kept) * 0.45:
        return Outcome.PARTLY
    return Outcome.MISSED if roll < kept + (1 - kept) * 0.85 else Outcome.NOT_APPLICABLE
