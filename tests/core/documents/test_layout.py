"""How pages are filled: what stays together, what stands beside what, where a page ends."""

import pytest

from tests.core.documents.reading_back import (
    letters_of,
    pages_of,
    place_of,
    places_of,
    shapes_of,
    squares,
    words_of,
)
from tests.core.documents.sheets import BODY, body, printed, runs
from therapist_app.documents.blocks import (
    Body,
    Checks,
    DayLog,
    Example,
    Lines,
    Paragraph,
    Section,
    Starters,
    Steps,
    Table,
)

TEXT = "Sit where you can see each other and let the other finish what there is to say. "


def paragraphs(count, each=3):
    return tuple(Section(f"Heading {number}", (Paragraph(runs(TEXT * each)),)) for number in range(count))


@pytest.mark.parametrize("before", range(4, 12))
def test_a_heading_never_parts_from_what_it_heads(before):
    last = Section("The last heading", (Lines(runs("The last prompt"), 3),))
    for page in pages_of(printed(body=Body((*paragraphs(before), last))).pdf):
        assert ("The last heading" in page) == ("The last prompt" in page)


@pytest.mark.parametrize("before", range(4, 12))
def test_a_prompt_never_parts_from_its_lines(before):
    pdf = printed(body=Body((*paragraphs(before), Section("Last", (Lines(runs("The last prompt"), 3),))))).pdf
    prompt = place_of(pdf, "The last prompt")
    below = [
        one for one in shapes_of(pdf) if one.page == prompt.page and one.y > prompt.y and one.height < 1.5
    ]
    assert len([one for one in below if 350 < one.width < 400]) == 3


@pytest.mark.parametrize("before", range(3, 12))
def test_no_page_holds_only_a_remainder(before):
    pdf = printed(body=Body((*paragraphs(before, each=4), Section("End", (Paragraph(runs("Fine.")),))))).pdf
    pages = pages_of(pdf)
    assert len(pages) == 1 or "Heading" in pages[-1]


def test_a_long_paragraph_goes_on_and_leaves_two_lines_at_least():
    pdf = printed(body=body(Paragraph(runs(TEXT * 80)))).pdf
    assert len(pages_of(pdf)) > 1
    assert words_of(pdf).count("Sit") == 80


def test_a_section_that_goes_on_overleaf_is_named_again_at_its_side():
    prompts = tuple(Lines(runs(f"Prompt {number}"), 6) for number in range(6))
    pdf = printed(body=Body((*paragraphs(2), Section("My fear", prompts)))).pdf
    assert [place.page for place in places_of(pdf, "My fear")] == [1, 2]
    assert "My fear …" in pages_of(pdf)[1]


@pytest.mark.parametrize("count", range(12, 28))
def test_a_line_for_what_no_box_says_stays_with_the_last_box(count):
    boxes = Checks(tuple(runs(f"Box {number}.") for number in range(count)))
    which = Section("Which?", (boxes, Lines(runs("Other"), 2)))
    after = tuple(Section(f"Then {number}", (Lines(runs("What?"), 4),)) for number in range(3))
    pdf = printed(body=Body((*paragraphs(1), which, *after))).pdf
    assert place_of(pdf, f"Box {count - 1}.").page == place_of(pdf, "Other").page


def test_in_large_print_a_section_that_goes_on_overleaf_is_named_again_above_it():
    prompts = tuple(Lines(runs(f"Prompt {number}"), 6) for number in range(9))
    _, *later = pages_of(printed(body=Body((Section("My fear", prompts),)), large=True).pdf)
    assert later
    assert all("My fear … Prompt" in page for page in later)


def test_a_heading_named_again_stands_above_a_table_over_the_full_width():
    log = DayLog(14, (("rate", "Heard"),))
    lines = tuple(Lines(runs(f"Prompt {number}"), 6) for number in range(3))
    pdf = printed(body=Body((*paragraphs(1), Section("The turn", (*lines, log))))).pdf
    again = place_of(pdf, "The turn …")
    below = [one.y for one in places_of(pdf, "Day") if one.page == again.page]
    assert below
    assert again.y + 8 < min(below)


def test_the_head_of_a_log_stands_again_on_the_next_page():
    log = DayLog(28, (("rate", "How it was"), ("write", "A word to keep")))
    pages = pages_of(printed(body=body(log)).pdf)
    assert len(pages) > 1
    assert all("A word to keep" in page for page in pages)


def test_the_head_of_a_table_stands_again_on_the_next_page():
    rows = tuple((f"row {number}", "x") for number in range(60))
    pages = pages_of(printed(body=body(Table(("The head", "Two"), rows))).pdf)
    assert len(pages) > 1
    assert all(page.count("The head") == 1 for page in pages)
    assert all(any(f"row {number} " in page for page in pages) for number in range(60))


@pytest.mark.parametrize("before", range(3, 9))
def test_a_short_list_is_not_torn(before):
    starters = Section("Words", (Starters((runs("First …"), runs("Second …"), runs("Third …"))),))
    pages = pages_of(printed(body=Body((*paragraphs(before), starters, *paragraphs(3)))).pdf)
    assert [all(word in page for word in ("First", "Second", "Third")) for page in pages].count(True) == 1


@pytest.mark.parametrize("before", [5, *range(7, 22)])  # after 6 more than a third of a page would stay blank
def test_a_list_of_boxes_goes_over_whole_where_that_adds_no_page(before):
    items = tuple(runs(f"Box {number}") for number in range(12))
    boxes = Section("What fits", (Checks(items),))
    pdf = printed(body=Body((*paragraphs(before, each=1), boxes, *paragraphs(1)))).pdf
    assert len({place_of(pdf, word).page for word in ("What fits", "Box 0", "Box 6", "Box 11")}) == 1


def test_a_row_longer_than_a_page_goes_on_though_its_first_cell_is_short():
    pdf = printed(body=body(Table(("One", "Two"), (("short", f"{TEXT * 60}The end."),)))).pdf
    assert len(pages_of(pdf)) > 1
    assert "The end." in pages_of(pdf)[-1]


@pytest.mark.parametrize("before", [7, 25, 26, 27])
def test_a_short_table_stays_whole_and_of_a_longer_one_no_row_stands_alone(before):
    filler = Section("Before", (Paragraph(runs(TEXT * before)),))
    for count in (3, 16):
        rows = tuple((f"row {number}.", "x") for number in range(count))
        table = Section("Rows", (Table(("The head", "Two"), rows),))
        pages = pages_of(printed(body=Body((filler, table, *paragraphs(3)))).pdf)
        found = [page.count("row ") for page in pages]
        assert sum(found) == count
        assert 1 not in found
        assert count > 3 or 3 in found


@pytest.mark.parametrize("each", [9, 10, 11, 12])
def test_a_last_page_takes_prompts_along_from_a_long_section(each):
    prompts = Section("Notes", tuple(Lines(runs(f"Prompt {number}"), each) for number in range(1, 5)))
    pages = pages_of(printed(body=Body((prompts, Section("End", (Paragraph(runs("Fine.")),))))).pdf)
    assert len(pages) > 1
    assert "Prompt 4" in pages[-1]


def test_a_part_begins_a_fresh_page_where_it_does_not_fit():
    part = Section(
        "Our two weeks", (DayLog(14, (("rate", "Heard"),)),), kind="part", lead="One row each evening."
    )
    pages = pages_of(printed(body=Body((*paragraphs(6), part))).pdf)
    assert "Our two weeks" not in pages[0]
    assert "One row each evening." in pages[1]


def test_a_short_part_stands_under_a_rule_on_the_same_page():
    part = Section("For later", (Paragraph(runs("Rest.")),), kind="part")
    assert len(pages_of(printed(body=Body((*BODY.sections, part))).pdf)) == 1


def cards(count):
    return tuple(
        Section(f"Card {number}", (Paragraph(runs(f"words {number}")),), kind="cards")
        for number in range(count)
    )


def test_cards_that_follow_each_other_stand_side_by_side():
    pdf = printed(body=Body(cards(3))).pdf
    heads = [place_of(pdf, f"Card {number}") for number in range(3)]
    words = [place_of(pdf, f"words {number}") for number in range(3)]
    assert max(one.y for one in heads) - min(one.y for one in heads) < 3
    assert heads[0].x < heads[1].x < heads[2].x
    assert all(
        below.y > head.y and abs(below.x - head.x) < 3 for below, head in zip(words, heads, strict=True)
    )


def test_cards_stand_below_each_other_in_large_print():
    pdf = printed(body=Body(cards(3)), large=True).pdf
    assert place_of(pdf, "Card 0").y < place_of(pdf, "Card 1").y < place_of(pdf, "Card 2").y


def test_the_opening_mark_of_speech_hangs_before_its_lines():
    said = runs("First of all this is a long thing to say, " + TEXT * 2)
    for block in (Starters((said,)), Example((("Ada", said),)), Example((("", said),))):
        pdf = printed(body=body(block)).pdf
        mark, letter = place_of(pdf, "“First"), place_of(pdf, "First")
        below = [
            left for _, left, top, _, bottom in letters_of(pdf) if top < letter.y + 17 < bottom and left > 170
        ]
        assert mark.x < letter.x - 2
        assert min(below) == pytest.approx(letter.x, abs=1.5)
        assert words_of(pdf).count("”") == 1


def test_speech_that_was_typed_with_marks_gets_no_others():
    words = words_of(printed(body=body(Starters((runs("“I hear you.”"),)))).pdf)
    assert "“I hear you.”" in words
    assert "““" not in words


def test_names_of_speakers_hang_beside_what_they_say_and_above_it_where_they_are_long():
    def example(name):
        return printed(body=body(Example(((name, runs("I was sad.")), ("Ben", runs("I hear you.")))))).pdf

    short = example("Ada")
    assert abs(place_of(short, "I was sad").y - places_of(short, "Ada")[-1].y) < 3
    long = example("Maximiliana Wilhelmina " * 8)
    assert place_of(long, "Maximiliana").y < place_of(long, "I was sad").y - 8
    assert "…" in words_of(long)


def test_steps_are_numbered():
    words = words_of(printed(body=body(Steps((runs("Sit."), runs("Speak."), runs("Swap."))))).pdf)
    assert "1" in words[: words.index("Speak")]
    pdf = printed(body=body(Steps((runs("Sit."), runs("Speak."))))).pdf
    assert place_of(pdf, "Sit.").y < place_of(pdf, "Speak.").y


def test_no_short_word_is_left_alone_on_a_last_line():
    text = "For these five minutes one of you is heard and nothing else has to happen at all for now it is"
    for words in range(8, len(text.split())):
        pdf = printed(body=body(Paragraph(runs(" ".join(text.split()[:words]) + " zz.")))).pdf
        last = place_of(pdf, "zz.")
        row = [
            place
            for word in text.split()
            for place in places_of(pdf, f"{word} ")
            if abs(place.y - last.y) < 4
        ]
        assert row, words


def test_a_long_value_in_the_who_and_when_line_has_a_row_of_its_own():
    pdf = printed(cells=(("For", "Maximiliana " * 20), ("When", "Once a day"), ("Keep it", "Here"))).pdf
    assert place_of(pdf, "For").y < place_of(pdf, "When").y
    assert abs(place_of(pdf, "When").y - place_of(pdf, "Keep it").y) < 3


def test_boxes_do_not_reach_into_the_margin():
    assert all(box.x > 56 for box in squares(printed().pdf, 4.5 * 72 / 25.4))


LONG = (
    "Maximiliane-Alexandrina Wrenn-Featherstonehaugh",
    "Bartholomew Konstantinopolitanski-Ormsbyevandermeer",
)


def test_a_name_whose_words_are_wider_than_a_column_heads_it_by_its_first_word():
    rows = tuple((f"When someone was angry, {number}", "", "") for number in range(4))
    pdf = printed(body=body(Table(("", *LONG), rows)), a=LONG[0], b=LONG[1], large=True).pdf
    heads = words_of(pdf)
    assert "Bartholomew" in heads
    assert "Ormsbye" not in heads


def test_a_speaker_whose_name_is_longer_than_a_line_speaks_by_the_first_word():
    names = (f"Maximiliane {'Featherstonehaugh ' * 5}", f"Bartholomew {'Konstantinopolitanski ' * 5}")
    turns = tuple((name, runs("Yes.")) for name in names)
    words = words_of(printed(body=body(Example(turns)), a=names[0], b=names[1]).pdf)
    assert "Bartholomew “Yes.”" in " ".join(words.split())
