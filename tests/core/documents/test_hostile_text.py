"""Names and words that no one planned for: they are printed as they are, inside the page, and nothing breaks."""

from itertools import pairwise

import pytest

from tests.core.documents.reading_back import (
    fonts_of,
    letters_of,
    pages_of,
    places_of,
    shapes_of,
    sizes_of,
    words_of,
)
from tests.core.documents.sheets import REPORT, body, printed, runs
from therapist_app.documents.blocks import (
    Bullets,
    Checks,
    CycleDiagram,
    DayLog,
    Example,
    Lines,
    Paragraph,
    PhasePath,
    PromiseGrid,
    Rate,
    Starters,
    Steps,
    Table,
)
from therapist_app.documents.page import CycleCard, CycleValues, PathStop, PromiseRow
from therapist_app.documents.render import render_report
from therapist_app.documents.text import printed_name

MM = 72 / 25.4
HOSTILE = {
    "markup": "<b>Tom & \"Jerry\"</b> <img src='http://x/y.png'/>",
    "blanks": "{holder} %s {0} $HOME",
    "long words": "W" * 300,
    "many words": "Maximiliana Wilhelmina " * 13,
    "emoji": "Ada 🌸👩‍👩‍👧 🇫🇷",
    "only emoji": "🙂",
    "right to left": "שלום כהן 12",
    "right to left, with marks": "شَرَّف‌الدین (لا) שָׁלוֹם",
    "long and right to left": "אבגדה" * 60,
    "signs that cannot be seen": "A\u200bd\u202ea\u0301\ufeff",
    "broken": "A\ud800\x00\x07da",
    "nothing": "",
}


def everything(name):
    """A body with each kind of block, full of the name."""
    said = runs(f"{name} says so")
    return body(
        Paragraph(said),
        Steps((said, said)),
        Bullets((said,)),
        Starters((said,)),
        Example(((name, said), ("Ben", said))),
        Lines(said, 2),
        Checks((said,)),
        Rate((said,), 0, 4, ("no", "a little", "half", "mostly", "fully")),
        Table((name, "two"), ((name, name), ("", ""))),
        DayLog(7, (("names", "Who spoke"), ("rate", name), ("write", name)), key=name),
        PromiseGrid(),
        CycleDiagram(),
        PhasePath(),
        heading=name,
    )


def cycle_of(name):
    cards = tuple(CycleCard(side, f"What {name} does", name, "The fear", name) for side in "abba")
    return CycleValues(cards, name, "Our new cycle", name, cards[:2])


def hostile(name, **more):
    return printed(
        title=f"A page for {name}",
        purpose=name,
        small_word=name,
        cells=(("For", name), (name, "Now"), ("When", "Once a day")),
        safety_note=("Safety comes first", name),
        practice=name,
        footer_words=name,
        copy_words=f"{name}’s copy",
        a=name,
        b="Ben",
        body=everything(name),
        promises=(PromiseRow("both", f"I {name}", name, name, (0, 2)),),
        cycle=cycle_of(name),
        path=tuple(PathStop(number, name, name) for number in range(1, 7)),
        **more,
    )


@pytest.mark.parametrize("large", [False, True], ids=["normal", "large"])
@pytest.mark.parametrize("name", HOSTILE.values(), ids=HOSTILE.keys())
def test_nothing_leaves_the_page_or_breaks(name, large):
    document = hostile(name, large=large)
    width, height = (side * MM for side in sizes_of(document.pdf)[0])
    for page, left, top, right, bottom in letters_of(document.pdf):
        inside = left > 8 * MM and right < width and top > 8 * MM and bottom < height - 7.5 * MM
        assert inside, (page, left, top, right, bottom)
    assert all(fonts_of(document.pdf).values())


@pytest.mark.parametrize("name", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_report_takes_any_name(name):
    report = render_report(
        REPORT.__class__(title=name, first=f"{name} came.", sections=(), small_word=name, a=name)
    )
    assert "came." in words_of(report.pdf)


@pytest.mark.parametrize("name", ['<b>Tom & "Jerry"</b>', "{holder} %s {0} $HOME", "a&amp;b", "&lt;i&gt;"])
def test_signs_of_markup_are_printed_as_they_are(name):
    pdf = printed(title=name, body=body(Paragraph(runs(name)))).pdf
    assert words_of(pdf).count(name) == 2


def test_no_word_is_lost_from_a_name_of_300_letters():
    name = "".join(chr(ord("a") + number % 26) for number in range(300))
    words = words_of(printed(cells=(("For", name),)).pdf).replace(" ", "")
    assert name in words


def test_a_long_word_is_parted_and_no_line_is_printed_over_another():
    pdf = printed(body=body(Paragraph(runs("x" * 400)))).pdf
    tops = sorted({round(place.y) for place in places_of(pdf, "xxxxxxxx")})
    assert len(tops) > 3
    assert min(after - before for before, after in pairwise(tops)) >= 14


@pytest.mark.parametrize(
    "text", ["דוד", "ליאת כהן", "ليلى", "Ελένη Παπαδοπούλου", "Владимир", "Żółć", "Nguyễn", "½ – “…” →"]
)
def test_letters_of_other_scripts_are_printed_and_can_be_copied(text):
    document = printed(title=text, body=body(Starters((runs(text, italic=True),))))
    assert document.notices == ()
    assert words_of(document.pdf).count(text) == 2


def test_a_letter_that_no_face_has_is_a_plain_box_and_is_told():
    plain, boxed = printed(practice="Or 12").pdf, printed(practice="Or 田中恵子 12")
    assert "Or" in words_of(boxed.pdf)
    assert "12" in words_of(boxed.pdf)
    assert len(list(shapes_of(boxed.pdf))) == len(list(shapes_of(plain))) + 4
    assert len(boxed.notices) == 1
    assert all(letter in boxed.notices[0] for letter in "田中恵子")


def test_an_emoji_is_left_out_and_the_rest_is_kept():
    document = printed(body=body(Paragraph(runs("Ada 🌸 and 👩‍👩‍👧 Ben"))))
    assert "Ada and Ben" in words_of(document.pdf)
    assert "🌸" in document.notices[0]
    assert "👩‍👩‍👧" in document.notices[0]


def test_a_name_of_nothing_but_emoji_has_a_letter_on_paper():
    assert printed_name("🙂", "B") == "B"
    assert printed_name("Ada 🌸", "A") == "Ada 🌸"
    assert printed_name("שלום", "A") == "שלום"
    assert printed_name("?", "A") == "?"


def test_an_end_of_a_line_begins_a_new_paragraph_and_never_a_new_field():
    pdf = printed(body=body(Paragraph(runs("first\nsecond\r\nthird"))), practice="Willow\nStreet").pdf
    one, two, three = (places_of(pdf, word)[0] for word in ("first", "second", "third"))
    assert one.y < two.y < three.y
    assert one.x == pytest.approx(two.x, abs=3)
    assert "Willow Street" in words_of(pdf)


def test_names_are_kept_out_of_bookmarks_even_when_they_look_like_patterns():
    pdf = printed(title="Page of A.* (x", a="A.* (x", b="").pdf
    assert "Page of A.* (x" in pages_of(pdf)[0]


def test_a_very_long_text_is_all_there():
    words = " ".join(f"word{number}" for number in range(4000))
    pdf = printed(body=body(Paragraph(runs(words)))).pdf
    text = words_of(pdf)
    assert all(f"word{number} " in f"{text} " for number in range(0, 4000, 37))


def test_nothing_is_fetched_or_linked():
    pdf = printed(title="http://example.org/", body=body(Paragraph(runs('<a href="http://x">x</a>')))).pdf
    assert b"/URI" not in pdf
    assert b"/Annots" not in pdf
