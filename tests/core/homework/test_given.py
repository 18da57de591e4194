"""What was given, and taking it back; blank copies, which belong to nobody."""

from io import BytesIO

import pytest
from pypdf import PdfReader

from therapist_app.homework.outcome import SheetOutcome, outcome_of, outcome_words
from therapist_app.kernel.errors import InputError

LISTENING = "listening_habit"


def given(practice, couple, **fields):
    return practice.homework.give(couple.id, LISTENING, holder="both", **fields).value


def text_of(sheet):
    pages = PdfReader(BytesIO(sheet.pdf)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def test_a_sheet_given_by_mistake_is_taken_back_once(practice):
    couple = practice.couple()
    kept, mistaken = given(practice, couple), given(practice, couple)
    changes = practice.homework.take_back(mistaken.id)
    assert (changes.nouns, changes.couple_id) == ({"assignment"}, couple.id)
    assert [one.id for one in practice.homework.assignments(couple.id)] == [kept.id]
    with pytest.raises(InputError):
        practice.homework.take_back(mistaken.id)


def test_a_sheet_that_was_looked_at_stays_until_its_review_is_taken_back(practice):
    couple = practice.couple()
    sheet = given(practice, couple, review_on=practice.today)
    practice.clock.advance(days=1)
    practice.homework.reviewed(sheet.id, SheetOutcome(line="Four evenings of seven"))
    assert practice.homework.unreviewed(practice.today) == ()
    with pytest.raises(InputError, match="looked at since"):
        practice.homework.take_back(sheet.id)
    practice.homework.take_back_review(sheet.id)
    now = practice.homework.assignments(couple.id)[0]
    assert (now.reviewed_on, now.review_line) == (None, "")
    assert [one.id for one in practice.homework.unreviewed(practice.today)] == [sheet.id]
    practice.homework.take_back(sheet.id)
    assert practice.homework.assignments(couple.id) == ()


def test_what_became_of_a_sheet_is_kept_with_the_day_and_can_be_said_again(practice):
    couple = practice.couple()
    sheet = given(practice, couple, given_on=practice.day(9))
    said = SheetOutcome(3, 4, "Four evenings", "Late shifts", practice.day(2))
    practice.homework.reviewed(sheet.id, said)
    now = practice.homework.assignments(couple.id)[0]
    assert outcome_of(now) == said
    assert outcome_words(now) == "Most of it done, it went very well"
    practice.homework.reviewed(sheet.id, SheetOutcome(how_much=0))
    now = practice.homework.assignments(couple.id)[0]
    assert (outcome_words(now), now.in_the_way, now.reviewed_on) == ("Not begun", "", practice.today)


@pytest.mark.parametrize(
    ("said", "field"),
    [
        (SheetOutcome(how_much=5), "how_much"),
        (SheetOutcome(how_well=-1), "how_well"),
        (SheetOutcome(in_the_way="a\x07b"), "in_the_way"),
    ],
)
def test_what_cannot_be_said_of_a_sheet_is_refused_and_it_waits_on(practice, said, field):
    couple = practice.couple()
    sheet = given(practice, couple)
    with pytest.raises(InputError) as refused:
        practice.homework.reviewed(sheet.id, said)
    assert refused.value.field == field
    assert practice.homework.assignments(couple.id)[0].reviewed_on is None


def test_a_sheet_is_not_looked_at_before_it_was_given(practice):
    sheet = given(practice, practice.couple())
    with pytest.raises(InputError) as refused:
        practice.homework.reviewed(sheet.id, SheetOutcome(on_date=practice.day(1)))
    assert refused.value.field == "reviewed_on"


def test_a_sheet_without_a_day_is_due_two_weeks_after_it_was_given(practice):
    couple = practice.couple()
    sheet = given(practice, couple, given_on=practice.day(15))
    given(practice, couple, given_on=practice.day(14))
    assert [one.id for one in practice.homework.unreviewed(practice.today)] == [sheet.id]
    assert sheet.due_on == practice.day(1)


def test_a_review_of_no_sheet_cannot_be_taken_back(practice):
    with pytest.raises(InputError):
        practice.homework.take_back_review("nowhere")


def test_a_blank_copy_holds_nothing_of_any_couple(practice):
    couple = practice.couple("Adaline", "Benedict")
    couple.promise("I text when I leave work")
    practice.practice.update(name="Willow Street")
    for handout in practice.homework.library():
        sheet = practice.homework.render_blank(handout.key, large=True)
        words = text_of(sheet)
        assert sheet.title == handout.title
        assert sheet.pages >= 1
        assert "Willow Street" in words
        assert not any(word in words for word in ("Adaline", "Benedict", "I text when", "{"))


def test_a_blank_copy_of_no_sheet_is_refused(practice):
    with pytest.raises(InputError):
        practice.homework.render_blank("nowhere")
