"""How text is set into lines: measured, kerned, parted and made ready for a page."""

import pytest

from therapist_app.documents.blocks import Run
from therapist_app.documents.columns import share
from therapist_app.documents.fonts import Face, chain, loaded
from therapist_app.documents.style import TextStyle, looks
from therapist_app.documents.text import bare, clean, clusters, notice, parted
from therapist_app.documents.typeset import BOX, Setter
from therapist_app.documents.words import text_width

SANS = TextStyle("sans", 10, 14)
ITALIC = TextStyle("serif-italic", 10, 14)
WORDS = "Being heard, with no reply, lets the body settle down for a while and that is enough."


def texts(lines):
    return [line.text for line in lines]


@pytest.mark.parametrize("width", [40, 90, 200, 1000])
def test_lines_are_no_wider_than_they_may_be_and_lose_nothing(width):
    lines = Setter().words(WORDS, SANS, width)
    assert all(line.width <= width + 0.02 for line in lines)
    assert " ".join(texts(lines)).split() == WORDS.split()


def test_a_word_that_is_too_long_is_parted_between_its_letters():
    lines = Setter().words("e\u0301" * 3 + "x" * 200 + "👩‍👩‍👧", SANS, 80)
    assert all(line.width <= 80.02 for line in lines)
    assert "".join(texts(lines)) == "é" * 3 + "x" * 200


def test_each_end_of_a_line_begins_another_and_an_empty_one_stays():
    assert texts(Setter().words("one\n\ntwo\u2028three", SANS, 500)) == ["one", "", "two", "three"]
    assert texts(Setter().words("", SANS, 500)) == [""]


def test_a_line_may_be_parted_after_a_hyphen_and_never_at_a_hard_space():
    assert texts(Setter().words("time-out", SANS, Setter().width("time-o", SANS))) == ["time-", "out"]
    late = Setter().words("come at 9\xa0pm", SANS, Setter().width("come at 9", SANS) + 1)
    assert texts(late) == ["come at", "9\xa0pm"]


def test_runs_keep_their_style_within_a_line():
    line = Setter().lines((Run("plain "), Run("bold", bold=True), Run(" slanted", italic=True)), SANS, 500)[0]
    assert [piece.face for piece in line.pieces] == [Face.SANS, Face.SANS_BOLD, Face.SANS_ITALIC]
    assert line.text == "plain bold slanted"


def test_pairs_are_kerned_by_the_face_itself():
    assert loaded(Face.SERIF).kerned["To"] < -20
    assert text_width(Face.SERIF, "To") < text_width(Face.SERIF, "T") + text_width(Face.SERIF, "o")


def test_large_type_is_set_in_lines_of_about_one_length():
    setter = Setter()
    plain, even = setter.words(WORDS, SANS, 260), setter.balanced(WORDS, SANS, 260)
    assert len(plain) == len(even)

    def spread(lines):
        return max(line.width for line in lines) - min(line.width for line in lines)

    assert spread(even) < spread(plain)


def test_letters_come_from_the_next_face_that_has_them():
    setter = Setter()
    assert [piece.face for piece in setter.line("Ada Ж", SANS).pieces] == [Face.SANS, Face.WIDE]
    assert setter.line("Ж", ITALIC).pieces[0].face == Face.WIDE
    assert setter.missing == {}
    assert all(chain(face)[0] == face for face in Face)


def test_a_letter_without_a_face_is_a_box_and_a_sign_is_left_out():
    setter = Setter()
    assert setter.line("a 田中 b", SANS).text == f"a {BOX}{BOX} b"
    assert setter.line("a 🌸 b", SANS).text == "a b"
    assert setter.line("🌸", SANS).text == BOX
    assert list(setter.missing) == ["田", "中", "🌸"]


def test_what_cannot_be_printed_is_told_once_in_plain_words():
    assert notice({}) == ()
    assert notice({"田": None}) == (
        "The printing letters do not have: 田 – an empty box or a gap stands there.",
    )
    assert len(notice(dict.fromkeys(map(chr, range(0x4E00, 0x4F00))))[0]) < 150


def test_clean_text_is_one_composed_line_without_control_signs():
    assert clean("a\x00b\tc\r\nd\u202ee\u200bf\ud800g e\u0301") == "ab c defg é"
    assert clean("a\u2011b\u2003c\u202fd") == "a-b c\xa0d"


def test_a_letter_stays_with_its_marks_and_an_emoji_with_what_it_is_joined_to():
    assert list(clusters("e\u0323\u0301a👩‍👩‍👧🇫🇷🇩🇪👍🏽")) == [
        "e\u0323\u0301",
        "a",
        "👩‍👩‍👧",
        "🇫🇷",
        "🇩🇪",
        "👍🏽",
    ]
    assert bare("👍🏽") == "👍"


def test_parts_of_runs_keep_their_style():
    parts = list(parted((Run("one\ntwo", bold=True), Run(" more"))))
    assert parts == [(Run("one", bold=True),), (Run("two", bold=True), Run(" more"))]


def test_columns_share_a_width():
    assert share([10, 10], 100) == [50, 50]
    assert share([10, 500, 400], 100) == [10, 45, 45]
    assert sum(share([300, 1, 1], 100, least=20)) == pytest.approx(100)
    assert min(share([300, 1, 1], 100, least=20)) >= 20
    assert share([], 100) == []


def test_large_print_has_nothing_small_and_no_slanted_letters():
    large = looks(large=True)
    styles = [value for name in large.__slots__ if isinstance(value := getattr(large, name), TextStyle)]
    assert all(style.size >= 16 for style in styles if style not in (large.footer, large.footer_bold))
    slanted = {Face.SANS_ITALIC, Face.SERIF_ITALIC, Face.DISPLAY_ITALIC}
    assert not [
        style
        for style in styles
        if style.face(bold=False, italic=True) in slanted and style.family != "sans-bold"
    ]
