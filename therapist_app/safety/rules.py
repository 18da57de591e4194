"""Pure rules of safety: which screens count, when they fall due, what a status needs, what an answer proposes.

A screen counts when nobody could listen and nothing was left out. It stands for "No concern known" until it is as many
days old as the practice says, or until the couple parts. Joint work that was paused needs screens of later days.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from therapist_app.catalogue.model import Catalogue
from therapist_app.couples.model import SafetyEntry, SafetyStatus, Side
from therapist_app.kernel.dates import short_day
from therapist_app.safety.model import Answer, PlanItem, PlanKind, RiskLevel, RiskLine, SafetyScreen

DUE_AFTER = dt.timedelta(days=90)
"""Until the practice says otherwise. Reviews of a plan are commonly asked for every 90 days."""
SEVERITY = (
    SafetyStatus.NOT_ASSESSED,
    SafetyStatus.NO_KNOWN_CONCERN,
    SafetyStatus.CONCERNS,
    SafetyStatus.UNSAFE,
)
SUICIDE = "suicide_or_self_harm"


@dataclass(frozen=True, slots=True)
class Proposal:
    """A status that answers speak for, with its reasons (catalogue keys) and who said yes to what (topics)."""

    status: str
    reasons: tuple[str, ...]
    said: tuple[tuple[str, tuple[str, ...]], ...]
    on_date: dt.date


@dataclass(frozen=True, slots=True)
class Standing:
    """What stands of a couple's safety now; lists are newest first, and `plan` is by kind."""

    status: SafetyEntry | None = None
    screens: tuple[SafetyScreen, ...] = ()
    risks: tuple[RiskLine, ...] = ()
    plan: Mapping[str, PlanItem] = field(default_factory=dict[str, PlanItem])
    due_after: dt.timedelta = DUE_AFTER
    proposal: Proposal | None = None

    @property
    def key(self) -> str:
        """The status that holds."""
        return self.status.status if self.status else SafetyStatus.NOT_ASSESSED

    def screen(self, side: str) -> SafetyScreen | None:
        """The last screen of a partner, whether it counts or not."""
        return next((one for one in self.screens if one.side == side), None)

    def risk(self, side: str) -> RiskLine | None:
        """The risk line of a partner that holds."""
        return next((one for one in self.risks if one.side == side), None)

    @property
    def parted_on(self) -> dt.date | None:
        """Since when they live apart, as the plan has it."""
        item = self.plan.get(PlanKind.SEPARATION)
        return item.on_date if item else None

    @property
    def check_on(self) -> dt.date | None:
        """When the plan is looked at again."""
        item = self.plan.get(PlanKind.CHECK)
        return item.on_date if item else None

    @property
    def due_on(self) -> dt.date | None:
        """When "No concern known" falls due again; None for any other status.

        An entry from before screens were kept counts as one of each on its day.
        """
        if self.status is None or self.key != SafetyStatus.NO_KNOWN_CONCERN:
            return None
        entered = self.status.on_date
        return min(self._due_of(side, entered) for side in Side)

    def is_due(self, today: dt.date) -> bool:
        """Whether a screen is due."""
        return self.due_on is not None and self.due_on <= today

    @property
    def screened_on(self) -> dt.date | None:
        """The day by which each partner had been screened alone; None while one was not."""
        days = [last.on_date for side in Side if (last := self._last(side))]
        return min(days) if len(days) == len(Side) else None

    def asked_by(self, day: dt.date) -> dict[str, dt.date]:
        """When each partner was last screened alone, up to a day; without one who never was."""
        found = [(one.side, one.on_date) for one in self.screens if counts(one) and one.on_date <= day]
        return dict(reversed(found))  # the newest of each stays

    def _last(self, side: str) -> SafetyScreen | None:
        return next((one for one in self.screens if one.side == side and counts(one)), None)

    def _due_of(self, side: str, entered: dt.date) -> dt.date:
        last = self._last(side)
        if last is None and self.screens:
            return entered
        day = last.on_date if last else entered
        aged = day + self.due_after
        return min(aged, self.parted_on) if self.parted_on and self.parted_on >= day else aged


def status_day(standing: Standing) -> dt.date | None:
    """The day to be told with a status: for "No concern known" the one by which each had been screened alone."""
    if standing.status is None:
        return None
    screened = standing.screened_on if standing.key == SafetyStatus.NO_KNOWN_CONCERN else None
    return max(standing.status.on_date, screened or standing.status.on_date)


def plan_text(standing: Standing) -> str:
    """The words of the plan, an item a line; of a plan that was written in one piece, that piece."""
    lines = [item.words for item in standing.plan.values() if item.words]
    return "\n".join(lines) or (standing.status.plan if standing.status else "")


def in_order(entries: Iterable[SafetyScreen]) -> tuple[SafetyScreen, ...]:
    """Screens, newest first."""
    return tuple(sorted(entries, key=lambda one: (one.on_date, one.created_at, one.id), reverse=True))


def risks_in_order(entries: Iterable[RiskLine]) -> tuple[RiskLine, ...]:
    """Risk lines, newest first."""
    return tuple(sorted(entries, key=lambda one: (one.on_date, one.created_at, one.id), reverse=True))


def counts(screen: SafetyScreen) -> bool:
    """Whether a screen can stand for "No concern known": it was alone, and no topic was left out."""
    return screen.private and Answer.NOT_ASKED not in screen.answers.values()


def missing_for(
    status: str, standing: Standing, day: dt.date, names: Mapping[str, str], topics: Mapping[str, str]
) -> tuple[str, ...]:
    """What is missing before this status can be entered for a day, each as a sentence; () if nothing is.

    `names` are the partners' by side, `topics` the labels of the catalogue.
    """
    paused = standing.status if standing.key == SafetyStatus.UNSAFE else None
    if paused and status == SafetyStatus.UNSAFE:
        return ()
    since: list[tuple[dt.date, str]] = []
    if paused:
        since.append((paused.on_date, f"since joint work was paused on {short_day(paused.on_date)}"))
    if status == SafetyStatus.NO_KNOWN_CONCERN:
        since.append((day - standing.due_after, f"in the last {standing.due_after.days} days"))
        if standing.parted_on and standing.parted_on <= day:
            since.append((standing.parted_on, f"since they parted on {short_day(standing.parted_on)}"))
    if not since:
        return ()
    sentences = (_missing_of(side, standing.screens, day, max(since), names[side], topics) for side in Side)
    return tuple(one for one in sentences if one)


def _missing_of(
    side: str,
    screens: Sequence[SafetyScreen],
    day: dt.date,
    since: tuple[dt.date, str],
    name: str,
    topics: Mapping[str, str],
) -> str:
    mine = [one for one in screens if one.side == side and one.on_date <= day]
    late = [one for one in mine if one.on_date > since[0]]
    if any(counts(one) for one in late):
        return ""
    if not mine:
        return f"{name} has not been screened alone."
    if not late:
        return f"{name} has not been screened alone {since[1]}."
    if not late[0].private:
        return f"When {name} was last asked, it was not sure that nobody could listen."
    left = [label for key, label in topics.items() if late[0].answers.get(key) == Answer.NOT_ASKED]
    return f"{name} was not asked about: {', '.join(left)}."


def proposal_of(standing: Standing, catalogue: Catalogue) -> Proposal | None:
    """What the answers since the last status speak for, where that is graver than the status; never set by itself."""
    known = {topic.key: topic for topic in catalogue.screen_topics}
    status = standing.status
    fresh = [one for one in standing.screens if status is None or one.created_at > status.created_at]
    said = [(one, known[key]) for one in fresh for key in known if one.answers.get(key) == Answer.YES]
    grave = [(one, topic) for one, topic in said if topic.proposes]
    if not grave:
        return None
    gravest = max((str(topic.proposes) for _, topic in grave), key=severity)
    if severity(gravest) <= severity(standing.key):
        return None
    reasons = dict.fromkeys(str(topic.because) for _, topic in grave if topic.because)
    by_side = ((side, tuple(topic.key for one, topic in grave if one.side == side)) for side in Side)
    return Proposal(
        gravest,
        tuple(reasons),
        tuple((str(side), keys) for side, keys in by_side if keys),
        max(one.on_date for one, _ in grave),
    )


def severity(status: str) -> int:
    """How grave a status is; never a score of a couple, only an order."""
    return SEVERITY.index(SafetyStatus(status))


def risk_unanswered(standing: Standing, side: str) -> SafetyScreen | None:
    """A screen with a yes on suicide or self-harm after which no risk line was entered."""
    risk = standing.risk(side)
    for one in standing.screens:
        if one.side == side and one.answers.get(SUICIDE) == Answer.YES:
            answered = risk is not None and risk.on_date >= one.on_date
            return None if answered else one
    return None


def risk_waits(risk: RiskLine, today: dt.date) -> bool:
    """Whether a risk line is a loose end: its check has come, or there is a plan or an intent."""
    if risk.level in (RiskLevel.PLAN, RiskLevel.INTENT):
        return True
    return risk.next_check_on is not None and risk.next_check_on <= today
