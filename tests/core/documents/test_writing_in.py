"""What a hand fills in: lines, boxes, rings, logs and grids, counted on the printed page."""

import datetime as dt
from itertools import pairwise
from statistics import median

import pytest

from tests.core.documents.reading_back import (
    lines_across,
    pages_of,
    place_of,
    places_of,
    shapes_of,
    squares,
    words_of,
)
from tests.core.documents.sheets import body, printed, runs
from therapist_app.documents.blocks import Checks, DayLog, Lines, PromiseGrid, Rate, Table
from therapist_app.documents.page import PromiseRow

MM = 72 / 25.4


def lines_in(*blocks, **fields):
    return sum(lines_across(printed(body=body(*blocks), **fields).pdf).values())


def boxes_in(side, *blocks, **fields):
    return len(squares(printed(body=body(*blocks), **fields).pdf, side * MM))


@pytest.mark.parametrize("count", [1, 2, 5])
@pytest.mark.parametrize("large", [False, True])
def test_there_are_as_many_lines_as_were_asked_for(count, large):
    asked = lines_in(Lines(runs("What changed?"), count), large=large)
    assert asked - lines_in(large=large) == count


@pytest.mark.parametrize(("large", "side"), [(False, 4.5), (True, 6.5)])
def test_there_is_a_box_before_each_thing_to_tick(large, side):
    items = tuple(runs(f"Thing {number}") for number in range(4))
    pdf = printed(body=body(Checks(items)), large=large).pdf
    boxes = squares(pdf, side * MM)
    assert len(boxes) == 4
    for number, box in enumerate(sorted(boxes, key=lambda one: one.y)):
        words = place_of(pdf, f"Thing {number}")
        assert box.x + box.width < words.x
        assert abs(box.y + box.height / 2 - words.y) < 3


def test_each_prompt_is_rated_on_its_own_rings():
    assert boxes_in(5.2, Rate((runs("a"), runs("b"), runs("c")), 0, 4)) == 15
    words = words_of(
        printed(body=body(Rate((runs("How settled?"),), 0, 2, ("not yet", "half", "fully")))).pdf
    )
    assert all(word in words for word in ("not yet", "half", "fully"))


def test_the_words_of_many_ratings_stand_in_one_key():
    prompts = tuple(runs(f"Prompt {number}") for number in range(4))
    words = words_of(printed(body=body(Rate(prompts, 0, 2, ("not yet", "half", "fully")))).pdf)
    assert words.count("not yet") == 1
    assert "0 not yet · 1 half · 2 fully" in words


LOG = DayLog(14, (("names", "Who spoke"), ("rate", "How heard"), ("write", "A word")), key="0 not at all")


def test_a_log_has_a_row_for_each_day_with_a_box_for_each_name():
    pdf = printed(body=body(LOG), date_words="").pdf
    words = words_of(pdf)
    assert len(squares(pdf, 4.5 * MM)) == 28
    assert len(places_of(pdf, "Ada")) >= 14
    assert words.count("Nov 2") + words.count("Nov 30") == 10
    assert "Dec 4" in words
    assert "0 not at all" in words


def test_days_are_named_as_people_in_the_region_write_them():
    words = words_of(printed(body=body(LOG), locale="en_GB").pdf)
    assert "21 Nov" in words
    assert "Nov 21," in words  # only in the footer, which was given


def test_a_log_without_a_first_day_leaves_the_days_open():
    words = words_of(printed(body=body(LOG), starts_on=None, date_words="").pdf)
    assert "Nov" not in words
    assert "Sat" not in words


def test_long_names_in_a_log_become_discs_with_a_key():
    words = words_of(printed(body=body(LOG), a="Maximiliana Wilhelmina", b="Bo").pdf)
    assert words.count("Maximiliana") == 1
    assert "A Maximiliana Wilhelmina B Bo" in words


LONG = "Wilhelmina Hildegard Rosamunde Theodora of the Meadows"


def test_in_a_key_too_wide_for_one_line_first_words_stand_for_the_names():
    pdf = printed(body=body(LOG), a=f"Maximiliana {LONG}", b=f"Bartholomew {LONG}").pdf
    assert "A Maximiliana B Bartholomew" in words_of(pdf)


def test_in_a_key_too_wide_for_one_line_names_that_begin_alike_have_a_line_each():
    pdf = printed(body=body(LOG), a=f"Alex {LONG}", b=f"Alex Bartholomew {LONG}").pdf
    assert place_of(pdf, "B Alex Bartholomew").y > place_of(pdf, f"A Alex {LONG}").y


PROMISES = (
    PromiseRow(
        "b", "I come home by six.", "Each weekday.", "What Ada will notice: the door.", (0, 1, 2, 3, 4)
    ),
    PromiseRow("both", "We walk.", "On Sundays.", "", (6,)),
)


def test_a_promise_has_boxes_only_on_its_days():
    fields = {"promises": PROMISES, "starts_on": dt.date(2026, 11, 23)}
    pdf = printed(body=body(PromiseGrid()), **fields).pdf
    words = words_of(pdf)
    assert len(squares(pdf, 9 * MM)) == 6
    for said in (
        "I come home by six.",
        "Each weekday. What Ada will notice: the door.",
        "We walk.",
        "Mon",
        "23",
        "29",
    ):
        assert said in words
    assert all(word in words for word in ("kept", "partly", "missed", "did not come up"))


def test_a_grid_without_promises_has_rows_to_write_them_in():
    assert boxes_in(9, PromiseGrid()) == 21
    assert boxes_in(9, PromiseGrid(rows=2), promises=PROMISES) == 6 + 14


@pytest.mark.parametrize(
    ("block", "key", "row"),
    [
        (LOG, "0 not at all", "Fri"),
        (PromiseGrid(), "In each box", "Mon"),
        (
            Rate(tuple(runs(f"Prompt {number}") for number in range(9)), 0, 2, ("no", "half", "yes")),
            "1 half",
            "Prompt 0",
        ),
    ],
)
def test_in_large_print_what_marks_mean_stands_before_rows_that_may_go_on_overleaf(block, key, row):
    large = printed(body=body(block), promises=PROMISES, large=True).pdf
    key_at, row_at = place_of(large, key), place_of(large, row)
    assert (key_at.page, key_at.y) < (row_at.page, row_at.y)
    small = printed(body=body(block), promises=PROMISES).pdf
    assert place_of(small, key).y > place_of(small, row).y


@pytest.mark.parametrize(
    ("block", "key"),
    [
        (LOG, "0 not at all"),
        (PromiseGrid(rows=9), "In each box"),
        (
            Rate(tuple(runs(f"Prompt {number}") for number in range(16)), 0, 2, ("no", "half", "yes")),
            "1 half",
        ),
    ],
)
def test_in_large_print_what_marks_mean_stands_on_each_page_of_them(block, key):
    pages = pages_of(printed(body=body(block), large=True).pdf)
    assert len(pages) > 1
    assert all(key in page for page in pages)


def test_a_column_to_write_in_gets_the_room_that_words_do_not_need():
    rows = tuple((word, "") for word in ("Beds", "Rent, bills, food", "Keys"))
    pdf = printed(body=body(Table(("What", "How we do it"), rows))).pdf
    assert place_of(pdf, "How we do it").x < place_of(pdf, "Rent, bills").x + 120


def test_an_empty_cell_of_a_table_has_room_to_write():
    def height(cell):
        pdf = printed(body=body(Table(("One", "Two"), (("a", cell), ("last", "last"))))).pdf
        return place_of(pdf, "last").y - place_of(pdf, "One").y

    assert height("") > height("b") + 1.5


def test_large_print_gives_the_hand_more_room():
    def step(large):
        pdf = printed(body=body(Lines(runs("What?"), 30)), large=large).pdf
        ys = sorted(one.y for one in shapes_of(pdf) if one.height < 1.5 and one.width > 300 and one.page == 1)
        return median(after - before for before, after in pairwise(ys))

    assert step(large=False) == pytest.approx(9 * MM, abs=0.2)
    assert step(large=True) > 11.5 * MM  # even where it is drawn tightly to spare a page
