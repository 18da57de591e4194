"""What was given, and taking it back; blank copies, which belong to nobody."""

from io import BytesIO

import pytest
from pypdf import PdfReader

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
    practice.homework.reviewed(sheet.id, "Four evenings of seven")
    assert practice.homework.unreviewed(practice.today) == ()
    with pytest.raises(InputError, match="looked at since"):
        practice.homework.take_back(sheet.id)
    practice.homework.take_back_review(sheet.id)
    now = practice.homework.assignments(couple.id)[0]
    assert (now.reviewed_on, now.review_line) == (None, "")
    assert [one.id for one in practice.homework.unreviewed(practice.today)] == [sheet.id]
    practice.homework.take_back(sheet.id)
    assert practice.homework.assignments(couple.id) == ()


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
