"""Guidance on a practice: gathered for one couple and for all, set aside, and never from what a reader may not see."""

from __future__ import annotations

import datetime as dt

import pytest

from therapist_app.kernel.audience import Audience, Reader
from therapist_app.kernel.errors import InputError
from therapist_app.measures.service import MeasureService, ScoreDraft


def speaking(practice, couple, reader=Reader.CLINICIAN):
    return [one.rule.key for one in practice.guidance.of(couple.id, reader).stand]


def test_a_quiet_couple_has_no_guidance(practice):
    couple = practice.couple().safety("no_known_concern", days_ago=9).phase("rupture", days_ago=9)
    couple.session(days_ago=2).done()
    assert speaking(practice, couple) == []


def test_facts_come_from_sessions_promises_sheets_and_partners(practice):
    couple = practice.couple().safety("no_known_concern", days_ago=200).phase("renewal", days_ago=200)
    for days in (60, 30, 3):
        couple.session(days_ago=days).tags("threats", 2, seen_in="b").done()
    couple.alone("a", days_ago=1).done()
    couple.promise(owner="b", days_ago=40).kept(5).missed(4, 3, 2)
    practice.couples.update_partner(couple.id, "a", style="anxious")
    practice.homework.give(couple.id, "impact_statement", holder="b", override_reason="Talked through.")
    assert speaking(practice, couple) == ["alone_first", "safety_first", "not_the_finish", "style_fit"]
    (case,) = practice.guidance.cases([couple.id]).values()
    assert [(one.alone, one.on_date) for one in case.seen][-1] == ("a", practice.day(1))
    assert [(one.block, one.group, one.level, one.seen_in) for one in case.tags][-1] == (
        "threats",
        "lack_of_safety",
        2,
        "b",
    )
    assert [(one.holder, one.needs_safety) for one in case.sheets] == [("b", True)]
    assert [one.style for one in case.people] == ["anxious", None]
    first = practice.guidance.of(couple.id).stand[0]
    assert [str(one.kind) for one in first.facts] == ["block", "not_alone"]
    assert first.facts[1].side == "b"


def test_the_same_phase_entered_again_goes_on(practice):
    couple = practice.couple().phase("safety", days_ago=90).phase("safety", days_ago=30)
    couple.session(days_ago=60)
    couple.session(days_ago=10)
    (case,) = practice.guidance.cases([couple.id]).values()
    assert [(one.since, one.sessions) for one in case.path] == [(practice.day(90), 2)]


def test_what_a_promise_serves_comes_from_its_block_and_its_step(practice):
    couple = practice.couple()
    couple.promise(block="minimizing")
    couple.promise(step="step_06")
    couple.promise()
    (case,) = practice.guidance.cases([couple.id]).values()
    accounts = practice.catalogue.step("step_06").component
    assert [set(one.serves) for one in case.promises] == [
        {"minimizing", "insufficient_accountability"},
        {accounts},
        set(),
    ]


def test_all_couples_are_gathered_as_one_is(practice):
    first = practice.couple().phase("vulnerability", days_ago=9)
    second = practice.couple("Mira", "Noor").safety("no_known_concern", days_ago=9)
    second.session(days_ago=40).tags("pressuring_forgiveness", 1).done()
    closed = practice.couple("Rue", "Sam").phase("vulnerability", days_ago=9)
    practice.couples.set_status(closed.id, "closed")
    everyone = practice.guidance.of_all()
    assert everyone == {one.id: practice.guidance.of(one.id) for one in (first, second)}
    assert speaking(practice, first) == ["safety_first"]
    assert speaking(practice, second) == ["slow_down", "loose_ends"]
    assert practice.guidance.of(closed.id).stand == ()


# Setting aside


@pytest.fixture
def stalled(practice):
    couple = practice.couple().safety("no_known_concern", days_ago=900).phase("rupture", days_ago=800)
    couple.session(days_ago=800).tags("blaming", 2).done()
    couple.session(days_ago=3).tags("blaming", 2).done()
    assert speaking(practice, couple) == ["stalled"]
    return couple


def dismiss(practice, couple, reason="They asked for a rest"):
    one = practice.guidance.of(couple.id).stand[0]
    return practice.guidance.dismiss(couple.id, one.rule.key, one.digest, reason)


def test_a_rule_is_set_aside_with_a_reason_and_taken_back(practice, stalled):
    done = dismiss(practice, stalled)
    assert done.changes.couple_id == stalled.id
    found = practice.guidance.of(stalled.id)
    assert found.stand == ()
    assert [(one.fired.rule.key, one.dismissal.reason) for one in found.aside] == [
        ("stalled", "They asked for a rest")
    ]
    practice.guidance.take_back(done.value.id)
    assert speaking(practice, stalled) == ["stalled"]


def test_it_stays_aside_while_time_passes_and_comes_back_with_new_facts(practice, stalled):
    dismiss(practice, stalled)
    practice.clock.advance(days=20)
    assert speaking(practice, stalled) == []
    stalled.session().tags("blaming", 2).done()  # as strong as before: nothing changed
    assert speaking(practice, stalled) == []
    stalled.session().tags("blaming", 3).done()
    practice.clock.advance(days=190)
    stalled.session().done()
    assert speaking(practice, stalled) == ["stalled"]


def test_facts_that_changed_meanwhile_are_not_set_aside_unseen(practice):
    couple = practice.couple().safety("no_known_concern", days_ago=9).phase("rupture", days_ago=9)
    couple.session(days_ago=2).tags("threats", 1).done()
    shown = practice.guidance.of(couple.id).stand[0]
    couple.session(days_ago=1).tags("threats", 3).done()
    practice.guidance.dismiss(couple.id, shown.rule.key, shown.digest, "Spoken with each")
    assert speaking(practice, couple) == ["alone_first"]


@pytest.mark.parametrize("reason", ["", "  ", "\t"])
def test_without_a_reason_nothing_is_set_aside(practice, stalled, reason):
    with pytest.raises(InputError) as caught:
        dismiss(practice, stalled, reason)
    assert caught.value.field == "reason"
    assert speaking(practice, stalled) == ["stalled"]


def test_a_rule_that_is_none_is_refused(practice, stalled):
    with pytest.raises(InputError):
        practice.guidance.dismiss(stalled.id, "no_such", "", "why")


def test_one_couples_reason_is_not_anothers(practice, stalled):
    other = (
        practice.couple("Mira", "Noor")
        .safety("no_known_concern", days_ago=900)
        .phase("rupture", days_ago=800)
    )
    other.session(days_ago=800)
    other.session(days_ago=3).done()
    dismiss(practice, stalled)
    assert "stalled" in speaking(practice, other)


def test_what_is_set_aside_on_today_is_no_loose_end_here(practice):
    from therapist_app.progression.dismissal import Until, Wish

    couple = practice.couple().safety("no_known_concern", days_ago=60).phase("rupture", days_ago=60)
    couple.session(days_ago=40).done()
    assert "loose_ends" in speaking(practice, couple)
    for end in practice.progression.loose_ends():
        practice.progression.aside.set_aside(Wish(end, Until.CHANGE, "They are away"))
    assert "loose_ends" not in speaking(practice, couple)


def test_thresholds_that_the_practice_changed_are_used(practice):
    couple = practice.couple().safety("no_known_concern", days_ago=90).phase("rupture", days_ago=20)
    couple.session(days_ago=20).done()
    assert speaking(practice, couple) == []
    practice.guidance.thresholds.set("unseen_weeks", 2)
    practice.guidance.thresholds.set("unsigned_days", 90)
    assert speaking(practice, couple) == ["loose_ends"]


# Only what a reader may see


def canaries(couple):
    """A fact of each kind that is A's alone, strong enough to fire every rule that it can."""
    practice = couple.practice
    both = next(row.session.id for row in practice.sessions.list(couple.id))
    practice.progression.tag_block(both, "threats", 3, audience=Audience.A)
    alone = couple.alone("a", days_ago=2)
    for block in practice.catalogue.blocks:
        alone.tags(block.key, 3)
    for sign in practice.catalogue.signs:
        practice_signs(practice).rate(alone.id, sign.key, 0, "a")
    couple.safety("concerns", days_ago=1, reason="A said so alone")
    for at in range(6):
        couple.promise(f"Only hers {at}", owner="a", days_ago=60, audience=Audience.A).missed(3, 10, 17, 24)
    practice.homework.give(couple.id, "impact_statement", holder="a", override_reason="Talked through.")
    practice.couples.update_partner(couple.id, "a", style="anxious", profile="pursuer")
    practice.couples.add_rupture(couple.id, kind="betrayal", who_hurt="a")


def practice_signs(practice):
    from therapist_app.progression.signs import SignService

    return SignService(practice.vault, practice.catalogue, practice.clock)


def told(couple):
    """A couple in a late phase with a few facts that both know."""
    couple.safety("concerns", days_ago=9).phase("renewal", days_ago=300)
    session = couple.session(days_ago=250)
    session.tags("one_time_apology", 2, seen_in="b").done()
    couple.promise(owner="a", days_ago=60).kept(9, 8).missed(7, 6, 5)
    return couple


@pytest.mark.parametrize("reader", [Reader.B, Reader.BOTH])
def test_what_is_one_partners_alone_changes_nothing_for_the_others(practice, reader):
    couple = told(practice.couple())
    before = practice.guidance.of(couple.id, reader)
    facts = practice.guidance.cases([couple.id], reader)
    assert [one.rule.key for one in before.stand] == ["apology_alone", "not_the_finish", "stalled"]
    canaries(couple)
    assert practice.guidance.of(couple.id, reader) == before
    assert practice.guidance.cases([couple.id], reader) == facts
    assert len(speaking(practice, couple)) > len(before.stand)
    assert len(speaking(practice, couple, Reader.A)) > len(before.stand)


@pytest.mark.parametrize("status", ["concerns", "unsafe"])
def test_no_text_that_both_own_a_part_while_a_couple_is_not_safe(practice, status):
    couple = practice.couple().safety("no_known_concern", days_ago=60).phase("renewal", days_ago=60)
    practice.couples.update_partner(couple.id, "a", style="anxious")
    for at in range(5):
        couple.promise(f"Promise {at}", owner="a", days_ago=9)
    assert speaking(practice, couple) == ["one_sided", "style_fit"]
    couple.safety(status)
    for reader in Reader:
        assert not {"one_sided", "style_fit"} & set(speaking(practice, couple, reader))


def test_a_removed_sample_couple_takes_its_reviews_and_reasons_along(practice):
    couple = (
        practice.couple(is_sample=True)
        .safety("no_known_concern", days_ago=900)
        .phase("rupture", days_ago=800)
    )
    couple.session(days_ago=800)
    couple.session(days_ago=3)
    dismiss(practice, couple)
    practice.progression.reviews.mark(couple.id, next_on=practice.today + dt.timedelta(days=5))
    practice.couples.remove_couple(couple.id)
    assert practice.guidance.of_all() == {}
    assert practice.progression.reviews.of(couple.id) == ()


def test_a_reliable_change_for_the_worse_speaks_and_never_to_the_couple(practice):
    couple = practice.couple("Ada", "Ben").safety("no_known_concern", days_ago=90)
    measures = MeasureService(practice.vault, practice.clock)

    def scored(value, days_ago, audience="joint"):
        measures.add(
            ScoreDraft(
                couple_id=couple.id,
                instrument="rdas",
                partner="b",
                value=value,
                on_date=practice.day(days_ago),
                audience=audience,
            )
        )

    scored(50, 40)
    scored(39, 20)
    assert "worse_now" not in speaking(practice, couple)
    scored(37, 3)
    assert "worse_now" in speaking(practice, couple)
    (fact,) = practice.guidance.of(couple.id).stand[0].facts
    assert (fact.what, fact.side, fact.on_date) == (
        "RDAS from 50 to 37, a reliable change for the worse",
        "b",
        practice.day(3),
    )
    for reader in (Reader.BOTH, Reader.A, Reader.B):
        assert "worse_now" not in speaking(practice, couple, reader)
    scored(45, 1, "therapist")
    assert "worse_now" not in speaking(practice, couple)
