"""What tells facts apart: something new does, time that passes does not."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from tests.core.guidance.cases import CATALOGUE, TODAY, ago, case, path, promise, rated, seen, speaks, tag
from tests.core.guidance.test_work_rules import answers, owned, weekly
from tests.support.reading import ease
from therapist_app.catalogue.errors import CatalogueError
from therapist_app.guidance.case import Broke, Person
from therapist_app.guidance.facts import FactKind
from therapist_app.guidance.rules import LOOKS, require_all
from therapist_app.guidance.words import _WORDS, Speaker
from therapist_app.practice.thresholds import thresholds_of

LATE = path(("renewal", 200, 9))
HARM = (tag("continued_harm", 20),)
BETRAYED = {"ruptures": (Broke("r", "betrayal"),), "people": (Person("a", "anxious"),)}

AGEING = {
    "alone_first": case(tags=HARM),
    "worse_now": case(tags=HARM),
    "safety_first": case(tags=HARM, path=LATE),
    "apology_alone": case(tags=(tag("one_time_apology", 20),)),
    "not_the_finish": case(path=LATE, promises=(promise("a", *answers(2, 9, first=2)),)),
    "slow_down": case(tags=(tag("expecting_rapid", 20),)),
    "one_sided": case(path=LATE, promises=owned(*"aaaaa")),
    "stalled": case(seen=seen(400), path=path(("safety", 390, 3))),
    "style_fit": case(seen=seen(340), **BETRAYED),
}


@pytest.mark.parametrize("rule", AGEING)
@pytest.mark.parametrize("days", [1, 9, 40, 400])
def test_time_that_passes_changes_no_facts(rule, days):
    now = AGEING[rule]
    later = replace(now, today=TODAY + dt.timedelta(days=days))
    before, after = speaks(rule, now), speaks(rule, later)
    assert before
    assert after is None or after.digest == before.digest
    if days == 9:
        assert after


def test_a_rolling_rate_is_told_by_its_newest_slip():
    days = answers(2, 9, first=2)
    now = case(path=LATE, promises=(promise("a", *days),))
    kept = case(path=LATE, promises=(promise("a", *days, (1, "kept")),))
    missed = case(path=LATE, promises=(promise("a", *days, (1, "missed")),))
    first = speaks("not_the_finish", now)
    assert speaks("not_the_finish", kept).digest == first.digest
    assert speaks("not_the_finish", missed).digest != first.digest


def test_fewer_check_ins_are_told_by_the_newest_answer():
    where = path(("safety", 90, 9))
    now = case(path=where, promises=weekly(6, 5, 4, 3, 2))
    next_week = replace(now, today=TODAY + dt.timedelta(days=7))
    silent = speaks("after_crisis", next_week)
    assert speaks("after_crisis", now)
    assert silent
    assert silent.digest == speaks("after_crisis", now).digest  # nobody was asked since
    asked = case(path=where, promises=weekly(5, 4, 3, 2, 1))
    assert speaks("after_crisis", asked).digest != speaks("after_crisis", now).digest


@pytest.mark.parametrize(
    ("rule", "more"),
    [
        ("alone_first", {"tags": (*HARM, tag("continued_harm", 2))}),  # tagged again, as strong as before
        ("alone_first", {"tags": (*HARM, tag("threats", 2))}),
        ("worse_now", {"ratings": (rated("warmth", 9, 3), rated("warmth", 8, 1))}),
        ("apology_alone", {"tags": (tag("one_time_apology", 20), tag("one_time_apology", 2, 3))}),
        ("slow_down", {"tags": (tag("expecting_rapid", 20), tag("expecting_rapid", 2, 1))}),
        ("one_sided", {"promises": owned(*"aaaaaa")}),
        ("stalled", {"path": path(("safety", 390, 3), ("rupture", 300, 3))}),
        ("style_fit", {"people": (Person("a", "avoidant"),)}),
    ],
)
def test_something_new_makes_other_facts(rule, more):
    now = AGEING[rule]
    before, after = speaks(rule, now), speaks(rule, replace(now, **more))
    assert before
    assert after
    assert after.digest != before.digest


def test_every_rule_has_its_function_and_the_other_way_round():
    require_all(CATALOGUE)
    fewer = {key: look for key, look in LOOKS.items() if key != "stalled"}
    with pytest.raises(CatalogueError, match="stalled"):
        require_all(CATALOGUE, fewer)
    with pytest.raises(CatalogueError, match=r"guidance\.toml.*one_more"):
        require_all(CATALOGUE, {**LOOKS, "one_more": LOOKS["stalled"]})


def test_every_threshold_of_the_catalogue_is_a_field_and_has_its_default():
    usual = thresholds_of(CATALOGUE)
    assert {one.key: getattr(usual, one.key) for one in CATALOGUE.thresholds} == {
        one.key: one.default for one in CATALOGUE.thresholds
    }


def test_the_words_are_easy_to_read_and_blame_nobody():
    said = [words for one in CATALOGUE.guidance_rules for words in (one.says, one.instead, one.when) if words]
    read = ease(said)
    assert read.grade <= 7.0
    assert read.longest[0] <= 22, read.longest
    hard = {"fault", "blame", "fail", "failed", "guilty", "disorder", "diagnosis", "abuser", "should", "must"}
    assert not hard & {word.strip(".,").casefold() for one in said for word in one.split()}


def test_every_kind_of_fact_has_words():
    assert set(_WORDS) == set(FactKind)


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("alone_first", "Continued harm: moderate, between them, since 2026-11-01"),
        ("alone_first", "Ada was not seen alone since 2026-11-01"),
        ("safety_first", "Phase: Renewed Connection, since 2026-05-05"),
        ("apology_alone", "No kept promise of Ben since 2026-11-01"),
        ("not_the_finish", "In four weeks 2 of 11 answers said kept"),
        ("one_sided", "5 of 5 promises and sheets are with Ada alone"),
        ("stalled", "The phase has been the same since 2025-10-27"),
        ("stalled", "No sign of healing rose so far"),
        ("style_fit", "Betrayal; the work began 2025-12-16"),
        ("style_fit", "Ada: anxious style"),
    ],
)
def test_facts_are_said_plainly(rule, words):
    speaker = Speaker(CATALOGUE, {"a": "Ada", "b": "Ben"}.get, lambda day: day.isoformat())
    assert words in [speaker.say(one) for one in speaks(rule, AGEING[rule]).facts]


def test_a_jump_says_how_many_sessions_lay_between():
    speaker = Speaker(CATALOGUE, str, str)
    jump = speaks("slow_down", case(path=path(("rupture", 60, 9), ("understanding", 30, 3))))
    assert speaker.say(jump.facts[0]) == "Two phases or more on from Rupture, with no session in between"
    assert ago(30) == jump.facts[0].on_date
