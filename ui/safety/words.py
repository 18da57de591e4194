"""What the page of safety says: screens, risk lines, the plan and what was entered when; no Qt."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from therapist_app.catalogue.model import Catalogue
from therapist_app.couples.model import Partner, SafetyEntry, SafetyStatus
from therapist_app.kernel.phrases import counted
from therapist_app.safety.model import Answer, PlanItem, PlanKind, RiskLevel, RiskLine, SafetyScreen
from therapist_app.safety.rules import Proposal, missing_for
from ui.safety.facts import SafetyFacts

DOT = " \N{MIDDLE DOT} "
_WAYS = (
    ("safe_to_call", "to call"),
    ("safe_to_leave_message", "to leave a message"),
    ("safe_to_email", "to write an email"),
    ("safe_to_post", "to write by post"),
    ("safe_to_take_home", "to have paper at home"),
)
_ENDED = {"corrected": "corrected since", "taken_back": "taken back"}


@dataclass(frozen=True, slots=True)
class Told:
    """One line of the history; `opens` is the form that corrects it, "" where there is none."""

    at: dt.datetime
    title: str
    second: str
    fact: str
    opens: str = ""


def screen_line(screen: SafetyScreen, facts: SafetyFacts, catalogue: Catalogue) -> str:
    """When, where and how private: "14 Nov · by phone · nobody could listen"."""
    place = next((one.label for one in catalogue.screen_places if one.key == screen.place), screen.place)
    private = "nobody could listen" if screen.private else "not sure that nobody could listen"
    return DOT.join([facts.day(screen.on_date), place.lower(), private])


def topics_with(screen: SafetyScreen, answer: str, catalogue: Catalogue) -> list[str]:
    """The topics that got this answer, in the order in which they are asked."""
    return [one.label for one in catalogue.screen_topics if screen.answers.get(one.key) == answer]


def answers_lines(screen: SafetyScreen, catalogue: Catalogue) -> tuple[str, str]:
    """What was said yes to, and what was left out: two sentences, either of which may be ""."""
    yes, left = (topics_with(screen, one, catalogue) for one in (Answer.YES, Answer.NOT_ASKED))
    said = (
        f"Yes to: {', '.join(yes)}." if yes else "No to all that was asked." if left else "No to everything."
    )
    return said, f"Not asked: {', '.join(left)}." if left else ""


def risk_line(risk: RiskLine, facts: SafetyFacts, catalogue: Catalogue) -> str:
    """The level with its day: "Thoughts · 19 Nov"."""
    return f"{catalogue.risk_level(risk.level).label}{DOT}{facts.day(risk.on_date)}"


def next_check(risk: RiskLine, facts: SafetyFacts) -> str:
    """When it is asked again, or ""."""
    if risk.next_check_on is None:
        return ""
    past = "was " if risk.next_check_on < facts.today else ""
    day = "today" if risk.next_check_on == facts.today else facts.day(risk.next_check_on)
    return f"Next check {past}{day}"


def reach_line(partner: Partner) -> str:
    """What is safe and what is not known, in words: never more than was asked."""
    said: dict[bool | None, list[str]] = {True: [], False: [], None: []}
    for field, words in _WAYS:
        said[getattr(partner, field)].append(words)
    parts = (("Safe", said[True]), ("Not safe", said[False]), ("Not asked yet if it is safe", said[None]))
    return "\n".join(f"{word} {', '.join(ways)}." for word, ways in parts if ways)


def proposal_line(proposal: Proposal, facts: SafetyFacts, catalogue: Catalogue) -> str:
    """Who said yes to what, and which status that speaks for."""
    said = [
        f"{facts.name(side)} said yes to: {', '.join(catalogue.screen_topic(key).label for key in keys)}."
        for side, keys in proposal.said
    ]
    label = catalogue.safety_status(proposal.status).label
    return f"{' '.join(said)} That speaks for “{label}”."


def missing_line(facts: SafetyFacts, catalogue: Catalogue, status: str, day: dt.date) -> str:
    """What is missing for a status on a day, as sentences in one line; "" if nothing is."""
    topics = {one.key: one.label for one in catalogue.screen_topics}
    return " ".join(missing_for(status, facts.standing, day, facts.names, topics))


def since_line(facts: SafetyFacts) -> str:
    """Since when the status holds, and whether a screen is due."""
    standing = facts.standing
    if standing.status is None or standing.key == SafetyStatus.NOT_ASSESSED:
        return ""
    if standing.key != SafetyStatus.NO_KNOWN_CONCERN:
        return f"Since {facts.day(standing.status.on_date)}."
    screened = standing.screened_on or standing.status.on_date
    due = standing.due_on
    if due and due <= facts.today:
        return f"Last screened {facts.day(screened)}. A screen is due since {facts.day(due)}."
    return f"Screened {facts.day(screened)}." + (f" A screen is due on {facts.day(due)}." if due else "")


def plan_words(item: PlanItem, facts: SafetyFacts) -> str:
    """An item in a line: its words, who says so, its day."""
    who = {**facts.names, "both": "both", "clinician": "you"}.get(item.says or "", "")
    day = facts.day(item.on_date) if item.on_date else ""
    if item.kind == PlanKind.SEPARATION and day:
        day = f"Since {day}"
    parts = [facts.own_words(item.words), f"Says so: {who}" if who else "", day]
    return DOT.join(part for part in parts if part)


def why_line(entry: SafetyEntry, catalogue: Catalogue) -> str:
    """Why a status was chosen, in the words of the catalogue and in the clinician's own."""
    labels = {one.key: one.label for one in catalogue.safety_reasons}
    return _joined([", ".join(labels.get(key, key) for key in entry.reasons), " ".join(entry.reason.split())])


def told_lines(facts: SafetyFacts, catalogue: Catalogue) -> tuple[Told, ...]:
    """All that was entered, the newest first; what stands no more says so."""
    found = [*_statuses(facts, catalogue), *_screens(facts, catalogue), *_risks(facts, catalogue)]
    found += _plans(facts, catalogue)
    return tuple(sorted(found, key=lambda one: one.at, reverse=True))


def _statuses(facts: SafetyFacts, catalogue: Catalogue) -> Iterable[Told]:
    for one in facts.history.statuses:
        consulted = {True: "someone was consulted", False: "nobody was consulted"}
        said = [facts.own_words(why_line(one, catalogue))]
        said += [consulted[one.consulted]] if one.consulted is not None else []
        title = f"Status: {catalogue.safety_status(one.status).label}"
        yield Told(one.created_at, title, _joined(said), _fact(facts, one.on_date, one.why_ended))


def _screens(facts: SafetyFacts, catalogue: Catalogue) -> Iterable[Told]:
    for one in facts.history.screens:
        answers = [part for part in answers_lines(one, catalogue) if part]
        second = facts.own_words(_joined([*answers, " ".join(one.said.split())]))
        title = f"{facts.name(one.side)} screened alone"
        opens = "" if one.why_ended else f"screen:{one.id}"
        yield Told(one.created_at, title, second, _fact(facts, one.on_date, one.why_ended), opens)


def _risks(facts: SafetyFacts, catalogue: Catalogue) -> Iterable[Told]:
    for one in facts.history.risks:
        level = catalogue.risk_level(one.level).label
        second = facts.own_words(_joined([level, " ".join(one.safety_plan.split()), one.told]))
        opens = "" if one.why_ended else f"risk:{one.id}"
        title = f"Risk line of {facts.name(one.side)}"
        yield Told(one.created_at, title, second, _fact(facts, one.on_date, one.why_ended), opens)


def _plans(facts: SafetyFacts, catalogue: Catalogue) -> Iterable[Told]:
    labels = {one.key: one.label for one in catalogue.plan_items}
    for one in facts.history.plan:
        day = one.created_at.date()
        title = f"Plan: {labels.get(one.kind, one.kind)}"
        yield Told(one.created_at, title, plan_words(one, facts), _fact(facts, day, one.why_ended))


def _joined(parts: Sequence[str]) -> str:
    said = ""
    for part in filter(None, parts):
        between = "" if not said else " " if said.endswith((".", "!", "?")) else DOT
        said += f"{between}{part}"
    return said


def _fact(facts: SafetyFacts, day: dt.date, why_ended: str | None) -> str:
    return _joined([facts.day(day), _ENDED.get(why_ended or "", "")])


def more_words(count: int) -> str:
    """The button for the older lines."""
    return f"Show {counted(count, 'older entry', 'older entries')}"


def is_worrying(risk: RiskLine | None) -> bool:
    """Whether a risk line says more than none."""
    return risk is not None and risk.level != RiskLevel.NONE
