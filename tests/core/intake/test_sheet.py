"""The sheet of the intake: the catalogue's own questions, on any paper, for any name, and back into the answers."""

from __future__ import annotations

import pytest

from tests.core.documents.reading_back import pages_of, words_of
from tests.support.builders import ACouple, Practice
from tests.support.filling import by_hand
from therapist_app.documents.blanks import BlankKind
from therapist_app.documents.filled import fields_of
from therapist_app.documents.text import printed_name
from therapist_app.intake.returned import SHEET, said_on
from therapist_app.intake.rules import choices_of
from therapist_app.kernel.audience import Reader

LONG = "Maximiliane-Theodora von Hohenstein-Wartenburg zu Altensteig"  # 60 letters
NAMES = [(LONG, LONG[::-1]), ("Дмитрий", "Ελένη"), ("נועה", "ليلى"), ("Ada", "Ben")]


@pytest.fixture
def couple(practice: Practice) -> ACouple:
    return practice.couple()


def blanks(practice: Practice, couple: ACouple, holder: str = "a"):
    return practice.returns.layout(couple.id, SHEET, holder=holder)()


def test_sheet_and_catalogue_ask_the_same(practice: Practice, couple: ACouple):
    asked: dict[str, list[str]] = {}
    for blank in blanks(practice, couple).sheet.blanks:
        prompt, _, label = blank.words.partition(": ")
        asked.setdefault(prompt, []).extend([label] if blank.kind == BlankKind.TICK else [])
    catalogue = practice.catalogue
    questions = {one.prompt: one for one in catalogue.intake_questions}
    for prompt, labels in asked.items():
        if prompt in questions:
            assert labels == [label for _, label in choices_of(questions[prompt].key, catalogue)]
        else:
            assert labels == [one.label for one in catalogue.pressures]
    at_home = {questions[prompt].key for prompt in asked if prompt in questions}
    assert at_home == {"brought", "connection", "response", "hardest", "goals"}  # sore spots stay in the room


@pytest.mark.parametrize("paper", ["letter", "a4"])
@pytest.mark.parametrize("names", NAMES, ids=["long", "greek", "hebrew", "plain"])
def test_each_has_a_copy_on_each_paper_whatever_they_are_called(practice: Practice, names, paper):
    couple = practice.couple(*names)
    sheet = practice.homework.render(couple.id, SHEET, holder="both", paper=paper)
    assert sheet.notices == ()
    assert len(pages_of(sheet.pdf)) == sheet.pages
    words = "".join(words_of(sheet.pdf).split())
    if names[0].isascii():
        for name in names:
            assert "".join(printed_name(name, "A").split()) in words
    assert practice.homework.render(couple.id, SHEET, holder="a", paper=paper).pages < sheet.pages


def test_where_one_is_afraid_nothing_is_printed_for_both(practice: Practice, couple: ACouple):
    couple.safety("unsafe", reason="Threats named.")
    assert practice.homework.render(couple.id, SHEET, holder="a").pages
    with pytest.raises(Exception, match="nothing is printed for both"):
        practice.homework.render(couple.id, SHEET, holder="both")


def come_back(practice: Practice, couple: ACouple, **said: str):
    """A's sheet, filled in and taken in; `said` is by the end of each blank's words."""
    sheet = blanks(practice, couple)
    practice.returns.give(sheet)
    values = {}
    for blank in sheet.sheet.blanks:
        for label, value in said.items():
            if blank.words.endswith(label.replace("_", " ")):
                values[blank.name] = value
    assert len(values) == len(said)
    came = practice.returns.look(fields_of(by_hand(sheet.sheet.pdf, values)))
    return practice.returns.get(practice.returns.take_in(came).value.id)


def test_what_came_back_fills_what_is_open_and_is_theirs_alone(practice: Practice, couple: ACouple):
    practice.intake.answer(couple.id, "a", "goals", words="Said in the room")
    back = come_back(
        practice, couple, Far_apart="Yes", To_listen_until_the_end="Yes", To_say_my_own_part="Yes",
        It_can_be_small="Written at home", what_has_been_going_on="CANARY",
    )  # fmt: skip
    taken = practice.intake.take_over(couple.id, "a", back.answers).value
    assert sorted(taken) == ["brought", "connection", "hardest"]
    file = practice.intake.get(couple.id)
    found = {one.question: (one.choice, one.words, one.audience) for one in file.answers}
    assert found == {
        "brought": (None, "CANARY", "a"),
        "connection": ("far_apart", "", "a"),
        "hardest": (None, "To listen until the end; To say my own part", "a"),  # two boxes are words
        "goals": (None, "Said in the room", "a"),  # what was entered stays
    }
    for reader in (Reader.B, Reader.BOTH):
        assert "CANARY" not in repr(practice.intake.get(couple.id, reader))
    assert practice.intake.take_over(couple.id, "a", back.answers).value == ()


def test_what_belongs_to_no_question_stays_on_the_sheet(practice: Practice, couple: ACouple):
    back = come_back(practice, couple, Money="Yes")
    assert said_on(back.answers, practice.catalogue) == {}
