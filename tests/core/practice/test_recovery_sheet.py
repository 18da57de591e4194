"""The recovery sheet: one page on either paper, every word in its place, and a code that says the same."""

import datetime as dt
from io import BytesIO

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from tests.core.documents.heard import tree_of
from therapist_app.practice.model import Practice
from therapist_app.practice.recovery_sheet import SheetFacts, recovery_sheet
from therapist_app.practice.stationery import stationery_of
from therapist_app.vault.recovery import RecoveryWords, listed_words

LONG = "The Centre for Couples and Family Therapy of Upper Northumberland and the Borders"


def sheet_of(words, paper="a4", name="Willow Street", fingerprint=""):
    stationery = stationery_of(Practice(name=name), paper, "en_GB")
    vault = "01a21f5a-4656-78dd-b5b3-ed2c124c252e"
    return recovery_sheet(
        SheetFacts(vault, dt.date(2026, 11, 27), stationery, tuple(words), fingerprint), invariant=True
    )


def seen_by_a_scanner(pdf):
    decoder = pytest.importorskip("zxingcpp")
    document = pypdfium2.PdfDocument(pdf)
    try:
        image = document[0].render(scale=200 / 72).to_pil()
    finally:
        document.close()
    return [found.text for found in decoder.read_barcodes(image)]


@pytest.mark.parametrize("paper", ["a4", "letter"])
@pytest.mark.parametrize("name", ["", "Willow Street", LONG, "קליניקה"])
def test_it_is_one_page_with_all_that_is_needed(paper, name):
    words = RecoveryWords(bytes(range(32))).words()
    made = sheet_of(words, paper, name, "3f9a 77c1 20bd 51e8 9c04 6d2b 88aa 01f2")
    pages = PdfReader(BytesIO(made.pdf)).pages
    text = " ".join(pages[0].extract_text().split())
    assert (made.pages, len(pages), made.notices) == (1, 1, ())
    for number, word in enumerate(words, start=1):
        assert f"{number} {word}" in text
    for said in ("27 November 2026", "01a21f5a-4656-78dd-b5b3-ed2c124c252e", "I forgot it", "3f9a 77c1"):
        assert said in text
    wide = {"a4": 595, "letter": 612}[paper]
    assert abs(float(pages[0].mediabox.width) - wide) < 1


def test_its_words_are_heard_with_their_numbers():
    words = RecoveryWords(bytes(range(32))).words()
    tree = tree_of(sheet_of(words).pdf)
    [figure] = tree.all("Figure")
    for number, word in enumerate(words, start=1):
        assert f"Number: {number}, Word: {word}." in figure.said
    assert "I forgot it" in tree.words


def test_its_title_and_author_name_no_one():
    info = PdfReader(BytesIO(sheet_of(RecoveryWords(bytes(32)).words(), name="Willow Street").pdf)).metadata
    assert info is not None
    assert info.title == "Recovery sheet"
    assert "Willow" not in str(info)


@given(st.binary(min_size=32, max_size=32))
@settings(max_examples=12, deadline=None)
def test_another_program_reads_the_same_words_from_the_code(key):
    words = RecoveryWords(key).words()
    (read,) = seen_by_a_scanner(sheet_of(words).pdf)
    assert RecoveryWords.parse(read).to_bytes() == key


def test_the_longest_words_still_fit_beside_each_other():
    longest = sorted(listed_words(), key=len)
    words = [longest[-1]] * 24
    (read,) = seen_by_a_scanner(sheet_of(words, "letter").pdf)
    assert read.lower().split() == words
