"""Texts that ship are set once; what a person wrote is forgotten with its page, and no page looks different for it."""

from dataclasses import replace

import pytest

from tests.core.documents.sheets import SHEET, body, runs
from therapist_app.documents.blocks import Lines, Paragraph, Steps
from therapist_app.documents.ours import OURS
from therapist_app.documents.render import render_sheets
from therapist_app.documents.style import TextStyle
from therapist_app.documents.typeset import Setter
from therapist_app.homework.handout_file import shipped_library

SHIPPED = body(
    Paragraph(runs("Most of us listen while we get our answer ready. " * 6)),
    Steps((runs("Put your phones in another room."), runs("One of you speaks and {other} listens."))),
    Lines(runs("What is different now?"), 2),
)
CANARY = "Zephyrine"


@pytest.fixture(autouse=True)
def nothing_known():
    OURS.keep(())
    yield
    OURS.keep(shipped_library())


def kept():
    return repr(vars(OURS))


def test_a_page_is_the_same_whether_its_texts_are_known_or_not():
    sheet = replace(SHEET, body=SHIPPED)
    unknown = render_sheets([sheet], invariant=True).pdf
    OURS.keep([SHIPPED])
    assert render_sheets([sheet], invariant=True).pdf == unknown
    assert render_sheets([sheet], invariant=True).pdf == unknown
    assert "Most of us listen" in kept()


def test_what_a_person_wrote_is_not_kept():
    OURS.keep([SHIPPED])
    written = body(
        *SHIPPED.sections[0].blocks, Paragraph(runs(f"{CANARY} said so.")), heading=f"For {CANARY}"
    )
    sheet = replace(SHEET, a=CANARY, title=f"{CANARY} and Ben", copy_words=f"{CANARY}’s copy", body=written)
    assert render_sheets([sheet]).pdf
    assert "What is different now?" in kept()
    assert CANARY not in kept()
    assert "{other}" not in kept()


def test_widths_that_come_once_do_not_pile_up(monkeypatch):
    monkeypatch.setattr("therapist_app.documents.ours._MOST", 50)
    OURS.keep([SHIPPED])
    for width in range(200, 500):
        Setter().words("What is different now?", TextStyle("sans", 11, 16), width)
    assert kept().count("Line(") <= 50
