"""What stands on a printed sheet and report, read back from the file."""

from dataclasses import replace

import pytest

from tests.core.documents.reading_back import (
    bookmarks_of,
    fonts_of,
    lines_across,
    pages_of,
    place_of,
    reader,
    shapes_of,
    sizes_of,
    words_of,
)
from tests.core.documents.sheets import REPORT, SHEET, body, printed, runs
from therapist_app.documents.blocks import Lines, Paragraph
from therapist_app.documents.ornaments import ORNAMENTS
from therapist_app.documents.page import ReportSection
from therapist_app.documents.render import render_report, render_sheet, render_sheets


def many_lines(sections=12):
    return body(*(Lines(runs(f"Thought {number}"), 3) for number in range(sections)))


def test_everything_that_was_given_can_be_read():
    words = words_of(printed().pdf)
    for given in (
        "Between sessions",
        "Five minutes of listening",
        "So that each of you feels heard.",
        "Ada and Ben",
        "Once a day",
        "Being heard lets the body settle.",
        "Sit down.",
        "“What I heard is …”",
        "What changed?",
        "We did it.",
    ):
        assert given in words


def test_the_footer_and_the_number_stand_on_every_page():
    pages = pages_of(printed(body=many_lines()).pdf)
    assert len(pages) >= 2
    for number, words in enumerate(pages, start=1):
        assert "Not medical advice. In danger call 911." in words
        assert "Willow Street · Nov 21, 2026" in words
        assert f"Page {number} of {len(pages)}" in words


def test_later_pages_carry_the_short_title_and_whose_copy_it_is():
    first, second, *_ = pages_of(printed(body=many_lines(), copy_words="Ada’s copy").pdf)
    assert second.startswith("Five minutes of listening Ada’s copy")
    assert "Ada’s copy" in first


def test_later_pages_say_whose_copy_they_are_though_a_name_is_long():
    name = "Maximiliane-Alexandrina Featherstonehaugh-Cholmondeley Wrenn-Westhuizen"
    _, *later = pages_of(printed(body=many_lines(), a=name, copy_words=f"{name}’s copy").pdf)
    assert later
    assert all("Five minutes of listening Maximiliane-Alexandrina’s copy" in page for page in later)


def test_two_long_names_that_begin_alike_are_cut_and_never_made_the_same():
    names = (
        "Maria Featherstonehaugh-Cholmondeley Wrenn",
        "Maria Konstantinopolitanski van der Westhuizen-Ormsbye",
    )
    _, *later = pages_of(
        printed(body=many_lines(), a=names[0], b=names[1], copy_words=f"{names[1]}’s copy").pdf
    )
    assert all("Maria Konstantinopolitanski" in page for page in later)


def test_each_copy_counts_its_own_pages():
    document = printed({"copy_words": "Ada’s copy"}, {"copy_words": "Ben’s copy"})
    pages = pages_of(document.pdf)
    assert document.pages == 2
    assert "Ada’s copy" in pages[0]
    assert "Ben’s copy" in pages[1]
    assert all("Page 1 of 1" in page for page in pages)


def test_the_safety_note_stands_boxed_under_the_who_and_when_line():
    note = ("Safety comes first", "Put it away if it does not feel safe.")
    with_note, without = printed(safety_note=note).pdf, printed().pdf
    words = words_of(with_note)
    assert words.index("Once a day") < words.index("Safety comes first") < words.index("Why it helps")
    across = SHEET_WIDTH - 2
    boxes = [
        len([one for one in shapes_of(pdf) if one.width > across and one.height > 30])
        for pdf in (with_note, without)
    ]
    assert boxes == [1, 0]
    assert "Safety comes first" not in words_of(without)


SHEET_WIDTH = 493.0  # between the margins on Letter, in points


@pytest.mark.parametrize(("paper", "size"), [("letter", (215.9, 279.4)), ("a4", (210.0, 297.0))])
def test_the_paper_has_its_size(paper, size):
    document = printed(paper=paper, body=many_lines())
    assert set(sizes_of(document.pdf)) == {size}
    assert sizes_of(render_report(replace(REPORT, paper=paper)).pdf) == [size]


@pytest.mark.parametrize("large", [False, True])
def test_every_font_is_in_the_file(large):
    fonts = fonts_of(printed(large=large).pdf)
    assert fonts
    assert all(fonts.values()), fonts
    assert not [name for name in fonts if "Helvetica" in name]


def test_a_file_list_shows_no_names():
    document = printed(
        title="Ada’s letter to Ben",
        small_word="For Ada",
        body=body(Paragraph(runs("Hi.")), heading="What Ben said"),
    )
    about = reader(document.pdf).metadata
    assert about.title == "A’s letter to B"
    assert about.author == "Attune"
    assert not [value for value in about.values() if "Ada" in str(value) or "Ben" in str(value)]
    assert bookmarks_of(document.pdf) == ["What B said"]
    assert "Ada’s letter to Ben" in words_of(document.pdf)


def test_bookmarks_lead_to_the_sections():
    assert bookmarks_of(printed().pdf) == ["Why it helps", "What to do", "Words to borrow", "Looking back"]


def test_a_report_keeps_names_out_of_its_title_and_bookmarks():
    report = replace(
        REPORT, title="Progress of Ada", sections=(ReportSection("What Ada did", blocks=(Lines((), 2),)),)
    )
    pdf = render_report(report).pdf
    assert reader(pdf).metadata.title == "Progress of A"
    assert bookmarks_of(pdf) == ["What A did"]


def test_the_same_page_gives_the_same_bytes_when_asked():
    assert render_sheet(SHEET, invariant=True).pdf == render_sheet(SHEET, invariant=True).pdf


def test_the_report_opens_with_its_finding():
    words = words_of(render_report(REPORT).pdf)
    assert words.startswith("Progress report for Ada and Ben November 21, 2026 Ada and Ben came twenty times")
    assert "In July you went back to Safety." in words
    assert "A summary to talk about. Not medical advice." in words
    assert "Page 1 of 1" in words


def test_a_report_without_anything_to_add_is_still_a_report():
    assert "Ada and Ben came" in words_of(render_report(replace(REPORT, sections=(), second="")).pdf)


@pytest.mark.parametrize("name", sorted(ORNAMENTS))
def test_an_ornament_is_drawn_beside_the_title(name):
    def drawn_at_the_right(pdf):
        title = place_of(pdf, "Five minutes")
        return [
            one
            for one in shapes_of(pdf)
            if one.x > 450 and abs(one.y + one.height / 2 - title.y) < 40 and one.width < 75
        ]

    assert len(drawn_at_the_right(printed(ornament=name).pdf)) > len(
        drawn_at_the_right(printed(ornament="").pdf)
    )


def test_an_ornament_that_is_not_known_is_left_out():
    assert len(list(shapes_of(printed(ornament="unicorn").pdf))) == len(
        list(shapes_of(printed(ornament="").pdf))
    )


def test_the_tab_names_its_phase_and_lies_lower_for_a_later_one():
    second, fifth = (
        printed(tab=replace(SHEET.tab, number=number, label=label)).pdf
        for number, label in ((2, "Safety"), (5, "Renewed"))
    )
    assert place_of(second, "Safety").y < place_of(fifth, "Renewed").y


def test_large_print_names_the_phase_at_the_top_and_has_larger_letters():
    small, large = printed(), printed(large=True)
    assert "Phase 3, Understanding & Accountability" in words_of(large.pdf)
    assert large.pages >= small.pages
    assert place_of(large.pdf, "What changed?").x < place_of(small.pdf, "What changed?").x  # one column


def test_spare_room_goes_to_the_lines():
    pdf = printed(body=body(Lines(runs("What changed?"), 4))).pdf
    across = sorted(one.y for one in shapes_of(pdf) if one.height < 1.5 and 200 < one.width < 400)
    assert len(across) == 4
    assert across[1] - across[0] > 9.5 * 72 / 25.4
    assert lines_across(pdf)[1] >= 4


def test_sheets_in_one_file_may_have_different_papers():
    document = render_sheets([SHEET, replace(SHEET, paper="a4")])
    assert sizes_of(document.pdf) == [(215.9, 279.4), (210.0, 297.0)]
