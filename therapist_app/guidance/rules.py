"""All rules of guidance: each entry of the catalogue with its function, and what they say of one couple."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from therapist_app.catalogue.errors import CatalogueError
from therapist_app.catalogue.model import Catalogue, GuidanceRule
from therapist_app.guidance.case import CaseFacts
from therapist_app.guidance.facts import Fact, FactKind, digest_of
from therapist_app.guidance.pace_rules import loose_ends, slow_down, stalled, style_fit
from therapist_app.guidance.safety_rules import alone_first, safety_first, worse_now
from therapist_app.guidance.work_rules import after_crisis, apology_alone, not_the_finish, one_sided
from therapist_app.practice.thresholds import Thresholds

Look = Callable[[CaseFacts, GuidanceRule, Thresholds], tuple[Fact, ...]]
"""Finds the facts that make a rule speak; none of them, and it is silent."""

LOOKS: Mapping[str, Look] = {
    look.__name__: look
    for look in (
        alone_first,
        worse_now,
        safety_first,
        apology_alone,
        not_the_finish,
        slow_down,
        one_sided,
        stalled,
        after_crisis,
        style_fit,
        loose_ends,
    )
}


@dataclass(frozen=True, slots=True)
class Fired:
    """A rule that speaks of a couple, and the facts that make it."""

    couple_id: str
    rule: GuidanceRule
    facts: tuple[Fact, ...]

    @property
    def says(self) -> str:
        """What it says: something else after a fresh betrayal, where the rule knows what."""
        fresh = any(fact.kind == FactKind.BETRAYAL and fact.numbers == (1,) for fact in self.facts)
        return self.rule.instead if fresh and self.rule.instead else self.rule.says

    @property
    def digest(self) -> str:
        """What tells these facts from others."""
        return digest_of(self.facts)


def require_all(catalogue: Catalogue, looks: Mapping[str, Look] = LOOKS) -> None:
    """Raise CatalogueError unless every rule of the catalogue has its function, and every function its rule."""
    named = {rule.key for rule in catalogue.guidance_rules}
    apart = sorted(named ^ set(looks))
    if apart:
        problem = f"these rules have no words, or Attune cannot look for them: {', '.join(apart)}"
        raise CatalogueError("guidance.toml", 0, problem, "Put back the file that came with Attune.")


def fired(case: CaseFacts, catalogue: Catalogue, after: Thresholds) -> tuple[Fired, ...]:
    """The rules that speak of a couple, in the order of the catalogue: the most pressing one first."""
    found = (
        Fired(case.couple_id, rule, LOOKS[rule.key](case, rule, after))
        for rule in catalogue.guidance_rules
        if case.status not in (rule.silent_while or ())
    )
    return tuple(one for one in found if one.facts)
