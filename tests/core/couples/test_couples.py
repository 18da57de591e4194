"""Couples: what is typed is kept as typed, or refused with a sentence; the rest is found again."""

import datetime as dt

import pytest

from therapist_app.couples.model import Couple
from therapist_app.couples.service import CoupleDraft, PartnerDraft
from therapist_app.kernel.audience import Reader
from therapist_app.kernel.errors import InputError
from therapist_app.kernel.phrases import called

ODD_NAMES = (
    "Zo\u00eb",
    "\U0001f9d1\u200d\U0001f680 Sam",
    "\u05d3\u05d5\u05d3",
    "\u0645\u0631\u064a\u0645",
    "O'Neil & <Sons>",
    '"Bo"; DROP TABLE couples;--',
    "n" * 300,
    "\U0001f600" * 300,
    "{a} %s \\",
)


@pytest.mark.parametrize("name", ODD_NAMES)
def test_a_name_is_kept_exactly_as_typed(practice, name):
    couple = practice.couple(name, "Ben")
    file = practice.couples.get(couple.id)
    assert (file.a.name, file.b.name) == (name, "Ben")
    assert file.couple.label == f"{called(name, 'Ben')} & Ben"
    # What was kept can be kept again: editing another field never trips over an old name.
    assert practice.couples.update(couple.id, label=file.couple.label).value.label == file.couple.label


@pytest.mark.parametrize("name", ["", "   ", "\u200b", "\ud800", "a\x00b", "a\nb", "n" * 301])
def test_a_name_that_cannot_be_kept_is_refused_with_a_sentence_and_its_field(practice, name):
    with pytest.raises(InputError) as refused:
        practice.couple("Ada", name)
    assert refused.value.field == "b.name"
    assert refused.value.sentence.endswith(".")
    assert practice.couples.list() == ()


def test_a_label_nobody_typed_follows_the_names_and_one_that_was_typed_stays(practice):
    first, second = practice.couple("Ada", "Ben"), practice.couple("Cleo", "Dov", label="The Thursdays")
    practice.couples.update_partner(first.id, "a", name="Ade")
    practice.couples.update_partner(second.id, "a", name="Clea")
    assert practice.couples.get(first.id).couple.label == "Ade & Ben"
    assert practice.couples.get(second.id).couple.label == "The Thursdays"


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"birth_year": 1850}, "a.birth_year"),
        ({"birth_year": 2025}, "a.birth_year"),
        ({"style": "sunny"}, "a.style"),
        ({"profile": "sunny"}, "a.profile"),
    ],
)
def test_a_partner_is_checked(practice, fields, field):
    couple = practice.couple()
    with pytest.raises(InputError) as refused:
        practice.couples.update_partner(couple.id, "a", **fields)
    assert refused.value.field == field


@pytest.mark.parametrize("start", [dt.date(1900, 1, 1), dt.date(2030, 1, 1)])
def test_a_start_far_away_is_refused(practice, start):
    with pytest.raises(InputError) as refused:
        practice.couple(started_on=start)
    assert refused.value.field == "started_on"


def test_the_latest_date_is_the_safety_status_whatever_was_entered_last(practice):
    couple = practice.couple().safety("concerns", days_ago=3).safety("no_known_concern", days_ago=30)
    assert practice.couples.get(couple.id).safety_status == "concerns"
    assert [entry.status for entry in practice.safety.history(couple.id).statuses] == [
        "concerns",
        "no_known_concern",
    ]


def test_a_couple_is_found_by_its_id_or_an_unambiguous_start_of_it(practice):
    couple = practice.couple()
    other = practice.couple("Cleo", "Dov")
    assert practice.couples.find(couple.id).id == couple.id
    assert practice.couples.find(f" {couple.id[:-1].upper()}").id == couple.id
    shared = next(n for n in range(36) if couple.id[n] != other.id[n])
    for unclear in (couple.id[:shared], "", "%", "zz", "Ada & Ben"):
        with pytest.raises(InputError):
            practice.couples.find(unclear)


def test_only_a_sample_can_be_removed_and_it_goes_whole(practice):
    real, sample = practice.couple(), practice.couple("Cleo", "Dov", is_sample=True)
    for couple in (real, sample):
        couple.safety("no_known_concern").phase("safety", days_ago=9)
        practice.couples.save_cycle(couple.id, a_role="pursuer")
        practice.couples.add_rupture(couple.id, kind="distance")
        couple.session(days_ago=2).says("Joint.").tags("blaming", 1)
        couple.promise(days_ago=5).kept(3)
    with pytest.raises(InputError):
        practice.couples.remove_couple(real.id)
    practice.couples.remove_couple(sample.id)
    with practice.vault.read() as db:
        counts = {
            table.name: len(db.execute(table.select()).all()) for table in Couple.metadata.sorted_tables
        }
    assert counts["couples"] == counts["sessions"] == counts["check_ins"] == counts["block_tags"] == 1
    assert counts["partners"] == 2
    assert counts["note_parts"] == counts["phase_entries"] == counts["cycles"] == counts["ruptures"] == 1
    with pytest.raises(InputError):
        practice.couples.get(sample.id)


def test_a_couple_just_added_can_be_taken_back_until_something_is_entered(practice):
    new, used = practice.couple(), practice.couple("Cleo", "Dov")
    used.session(days_ago=0)
    practice.couples.remove_couple(new.id)
    with pytest.raises(InputError) as refused:
        practice.couples.remove_couple(used.id)
    assert "Nothing was removed" in refused.value.advice
    assert [file.couple.id for file in practice.couples.list()] == [used.id]


def test_a_page_for_the_couple_knows_names_and_nothing_private(practice):
    draft = CoupleDraft(a=PartnerDraft("Ada", style="anxious", birth_year=1985), b=PartnerDraft("Ben"))
    couple = practice.couples.add(draft).value
    practice.couples.update_partner(couple.id, "a", phone="CANARY", safe_to_call=False)
    practice.safety.set_status(couple.id, "concerns", reason="CANARY")
    practice.couples.add_rupture(couple.id, kind="betrayal", line="CANARY", who_hurt="a")
    practice.couples.add_rupture(
        couple.id, kind="distance", line="the long winter", who_hurt="b", audience="joint"
    )
    for reader in (Reader.BOTH, Reader.A, Reader.B):
        seen = practice.couples.get(couple.id).for_reader(reader)
        assert "CANARY" not in repr(seen)
        assert seen.a.name == "Ada"
        assert (seen.a.style, seen.a.birth_year, seen.safety) == (None, None, None)
        assert [(one.line, one.who_hurt) for one in seen.ruptures] == [("the long winter", None)]


def test_what_is_kept_is_there_after_the_vault_is_opened_again(practice):
    couple = practice.couple("Zo\u00eb", "\u05d3\u05d5\u05d3")
    practice.couples.save_cycle(couple.id, a_role="pursuer", a_does="asks & asks", b_fear="engulfment")
    practice.vault = practice.made.reopen()
    del practice.couples
    file = practice.couples.get(couple.id)
    assert file.a.name == "Zo\u00eb"
    assert file.cycle is not None
    assert file.cycle.a_does == "asks & asks"
