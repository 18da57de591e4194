"""The facts behind a rule in plain words; whoever shows them says how partners are called and days are written."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from therapist_app.catalogue.model import Catalogue
from therapist_app.guidance.facts import Fact, FactKind
from therapist_app.kernel.phrases import counted

_BOTH = {"both": "both", "between": "between them", "therapy": "in the therapy itself"}


@dataclass(frozen=True, slots=True)
class Speaker:
    """Puts facts into words: `name` calls a partner, `day` writes a date."""

    catalogue: Catalogue
    name: Callable[[str], str]
    day: Callable[[dt.date], str]

    def say(self, fact: Fact) -> str:
        """One fact in one line."""
        return _WORDS[fact.kind](self, fact)

    def since(self, fact: Fact) -> str:
        """Since when: "since 3 May", or "so far" for what never was."""
        return f"since {self.day(fact.on_date)}" if fact.on_date else "so far"

    def rater(self, side: str) -> str:
        """Whose eyes a sign was rated with."""
        return "you" if side == "clinician" else self.name(side)

    def holder(self, side: str) -> str:
        """A partner's name, or where between them something is."""
        return _BOTH.get(side) or self.name(side)

    def point(self, value: int) -> str:
        """A rating in a word."""
        return self.catalogue.rating(value).label.lower()


def _block(by: Speaker, fact: Fact) -> str:
    short, level = by.catalogue.block(fact.what).short, by.catalogue.level(fact.numbers[0]).label.lower()
    return f"{short}: {level}, {by.holder(fact.side)}, {by.since(fact)}"


def _safety(by: Speaker, fact: Fact) -> str:
    label = by.catalogue.safety_status(fact.what).label
    return f"Safety: {label[:1].lower()}{label[1:]}" + (f", {by.since(fact)}" if fact.on_date else "")


def _phase(by: Speaker, fact: Fact) -> str:
    return f"Phase: {by.catalogue.phase(fact.what).short}, {by.since(fact)}"


def _not_alone(by: Speaker, fact: Fact) -> str:
    return f"{by.name(fact.side)} was not seen alone {by.since(fact)}"


def _sheet(by: Speaker, fact: Fact) -> str:
    return f"The sheet “{fact.what}” is out {by.since(fact)}"


def _sign(by: Speaker, fact: Fact) -> str:
    return f"{by.catalogue.sign(fact.what).short}: {by.point(fact.numbers[0])}, by {by.rater(fact.side)}"


def _sign_fell(by: Speaker, fact: Fact) -> str:
    before, now = fact.numbers
    short = by.catalogue.sign(fact.what).short
    return f"{short}: from {by.point(before)} to {by.point(now)}, by {by.rater(fact.side)}"


def _verdict(by: Speaker, fact: Fact) -> str:
    return f"{by.name(fact.side)}: {fact.what}"


def _rate(_: Speaker, fact: Fact) -> str:
    kept, due = fact.numbers
    return f"In four weeks {kept} of {counted(due, 'answer')} said kept"


def _not_kept(by: Speaker, fact: Fact) -> str:
    return f"No kept promise of {by.name(fact.side)} {by.since(fact)}"


def _skipped(by: Speaker, fact: Fact) -> str:
    start, between = by.catalogue.phase(fact.what).short, fact.numbers[0]
    sessions = counted(between, "session") if between else "no session"
    return f"Two phases or more on from {start}, with {sessions} in between"


def _share(by: Speaker, fact: Fact) -> str:
    own, total = fact.numbers
    return f"{own} of {total} promises and sheets are with {by.name(fact.side)} alone"


def _still_phase(by: Speaker, fact: Fact) -> str:
    return f"The phase has been the same {by.since(fact)}"


def _still_signs(by: Speaker, fact: Fact) -> str:
    return f"No sign of healing rose {by.since(fact)}"


def _still_blocks(by: Speaker, fact: Fact) -> str:
    return f"No block changed {by.since(fact)}"


def _fewer(_: Speaker, fact: Fact) -> str:
    return f"Answers week by week: {', '.join(map(str, fact.numbers))}"


def _style(by: Speaker, fact: Fact) -> str:
    return f"{by.name(fact.side)}: {by.catalogue.style(fact.what).label.lower()} style"


def _profile(by: Speaker, fact: Fact) -> str:
    return f"{by.name(fact.side)}: {by.catalogue.profile(fact.what).label.lower()} in conflict"


def _betrayal(by: Speaker, fact: Fact) -> str:
    began = f"; the work began {by.day(fact.on_date)}" if fact.on_date else ""
    return by.catalogue.rupture_kind(fact.what).label + began


def _loose_end(_: Speaker, fact: Fact) -> str:
    return fact.what


_WORDS: Mapping[FactKind, Callable[[Speaker, Fact], str]] = {
    FactKind.BLOCK: _block,
    FactKind.SAFETY: _safety,
    FactKind.PHASE: _phase,
    FactKind.NOT_ALONE: _not_alone,
    FactKind.SHEET: _sheet,
    FactKind.SIGN: _sign,
    FactKind.SIGN_FELL: _sign_fell,
    FactKind.VERDICT: _verdict,
    FactKind.RATE: _rate,
    FactKind.NOT_KEPT: _not_kept,
    FactKind.SKIPPED: _skipped,
    FactKind.SHARE: _share,
    FactKind.STILL_PHASE: _still_phase,
    FactKind.STILL_SIGNS: _still_signs,
    FactKind.STILL_BLOCKS: _still_blocks,
    FactKind.FEWER: _fewer,
    FactKind.STYLE: _style,
    FactKind.PROFILE: _profile,
    FactKind.BETRAYAL: _betrayal,
    FactKind.LOOSE_END: _loose_end,
}
