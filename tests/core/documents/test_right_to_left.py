"""Names and lines in Hebrew and Arabic: real words in the order they are seen, joined, found and copied."""

import subprocess
import sys

import pypdfium2 as pdfium
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.core.documents.reading_back import drawn_lines, fonts_of, letters_of, words_of
from tests.core.documents.sheets import REPORT, body, printed, runs
from therapist_app.documents.blocks import DayLog, Paragraph, Run, Starters, Table
from therapist_app.documents.fonts import Face, loaded
from therapist_app.documents.render import render_report
from therapist_app.documents.style import TextStyle
from therapist_app.documents.text import clean
from therapist_app.documents.typeset import Setter, shaped

SANS = TextStyle("sans", 10, 14)
ARABIC = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"


def handout(a, b, **more):
    """A sheet with the names wherever names stand."""
    log = DayLog(7, (("names", "Who spoke"), ("rate", a), ("write", b)))
    return printed(
        title=f"A page for {a} & {b}",
        cells=(("For", f"{a} and {b}"), ("When", "Once a day")),
        footer_words=f"For {a}, 21 November",
        copy_words=f"{a}’s copy",
        practice=b,
        a=a,
        b=b,
        body=body(
            Paragraph(runs(f"{a} speaks.")), Table((a, "two"), ((b, ""),)), log, heading=f"What {a} does"
        ),
        **more,
    )


def seen(pdf):
    return "".join(drawn_lines(pdf))


@pytest.mark.parametrize("large", [False, True], ids=["normal", "large"])
@pytest.mark.parametrize(
    ("a", "b", "face"),
    [
        ("שרה", "ליאת", "AttuneHebrew"),
        ("ליאת כהן-לוי", "Ben", "AttuneHebrew"),
        ("ليلى", "Ben", "AttuneArabic"),
        ("Ben", "پریا یوسفی", "AttuneArabic"),
    ],
)
def test_names_are_printed_in_the_order_they_are_seen(a, b, face, large):
    document = handout(a, b, large=large)
    seen_a, seen_b = (name if name == "Ben" else name[::-1] for name in (a, b))
    assert document.notices == ()
    assert all(fonts_of(document.pdf).values())
    assert {f"/AAAAAB+{face}", f"/AAAAAB+{face}-Bold"} <= set(fonts_of(document.pdf))
    places = (
        f"A page for {seen_a}",
        f"& {seen_b}",
        f"{seen_a} and {seen_b}",
        f"What {seen_a}",
        f"{seen_a} speaks.",
        f"For {seen_a}, 21 November",
        f"{seen_a}'s copy",
    )
    together = seen(document.pdf)
    for words in places:
        assert words.replace(" ", "") in together, words
    # The title, the cell, the table, the log and the footer.
    assert together.count(seen_b.replace(" ", "")) >= 5
    words = words_of(document.pdf)
    assert words.count(a) >= 6
    assert words.count(b) >= 5


def test_a_name_of_two_scripts_keeps_its_own_order():
    document = handout("Ada & שרה", "ليلى")
    assert document.notices == ()
    assert "Ada&הרשandىليل" in seen(document.pdf)
    assert {"/AAAAAB+AttuneHebrew", "/AAAAAB+AttuneArabic"} <= set(fonts_of(document.pdf))


def test_no_letter_is_lost_from_a_name_of_300():
    name = "".join(chr(ord("א") + number % 27) for number in range(300))
    document = handout(name, "ליאת")
    assert document.notices == ()
    assert name in words_of(document.pdf).replace(" ", "")
    assert all(left > 20 and right < 600 for _, left, _, right, _ in letters_of(document.pdf))


def test_lines_of_letters_that_join_are_no_wider_than_they_may_be():
    text = ARABIC * 12
    lines = Setter().words(text, SANS, 90)
    assert "".join(line.text for line in lines) == text
    assert all(line.width <= 90.02 for line in lines)
    assert all(line.width > 60 for line in lines[:-1])


def test_arabic_letters_take_the_form_of_their_place_and_join():
    face = loaded(Face.ARABIC)
    last, middle, first = face.signs("للل", leftward=True)
    assert len({last.glyph, middle.glyph, first.glyph}) == 3
    assert gaps("سسس") == 0
    assert gaps("ססס") == 2  # Hebrew letters stand apart


def gaps(word):
    """How many upright gaps without ink there are within a word that is printed as the title."""
    pdf = printed(title=word).pdf
    _, _, top, _, bottom = max(
        (bottom - top, left, top, right, bottom) for _, left, top, right, bottom in letters_of(pdf)
    )
    picture = pdfium.PdfDocument(pdf)[0].render(scale=4, grayscale=True).to_pil()
    strip = picture.crop((0, int(top * 4), picture.width // 2, int(bottom * 4)))
    columns = (strip.crop((x, 0, x + 1, strip.height)).tobytes() for x in range(strip.width))
    ink = "".join("#" if min(column) < 128 else " " for column in columns)
    return len(ink.split()) - 1


def test_letters_drawn_as_one_sign_are_found_one_by_one():
    pdf = printed(title="علاء", body=body(Paragraph(runs("سلامة لا")))).pdf
    assert "علاء" in words_of(pdf)
    assert "سلامة لا" in words_of(pdf)
    text = "".join(page.get_textpage().get_text_range() for page in pdfium.PdfDocument(pdf))
    assert "علاء" in text
    assert "سلامة" in text


def test_marks_stand_over_their_letters_and_are_copied_with_them():
    marked = clean("שָׁלוֹם")
    assert marked in words_of(printed(title=marked).pdf)
    face = loaded(Face.ARABIC)
    assert face.advance("مُحَمَّد") == pytest.approx(face.advance("محمد"), abs=1)
    raised = [sign.rise for sign in face.signs("مُحَمَّد", leftward=True) if sign.rise]
    assert len(raised) >= 3
    copied = seen(printed(practice="مُحَمَّد").pdf)
    assert sorted(one for one in copied if "\u0600" < one < "\u0700") == sorted("مُحَمَّد")


@settings(max_examples=60, deadline=None)
@given(
    st.text(
        st.one_of(st.characters(min_codepoint=0x0590, max_codepoint=0x08FF), st.sampled_from(" -a1(\u200c")),
        max_size=30,
    )
)
@example("\u05b0")
@example("\u064b\u0651")
@example("\u0600\u06dd")
def test_any_letters_of_these_scripts_can_be_set_and_drawn(text):
    setter = Setter()
    lines = setter.words(text, SANS, 60)
    assert all(line.width <= 60.02 for line in lines)
    drawn = sum(len(shaped(piece)) for line in lines for piece in line.pieces)
    assert drawn >= len("".join(clean(text).split())) or setter.missing


def test_persian_letters_that_must_not_join_do_not():
    face = loaded(Face.ARABIC)
    assert clean("می\u200cخواهم") == "می\u200cخواهم"
    assert clean("a\u200cb") == "ab"
    assert face.advance("می\u200cخ") > face.advance("میخ")


def test_a_sentence_from_right_to_left_is_set_so_with_its_signs_and_quotes():
    said = "אני אוהב לראות את Netflix בערב, נכון?"
    pdf = printed(body=body(Paragraph(runs(said)), Starters((runs("שלום לכולם."),)))).pdf
    assert "?ןוכנ,ברעבNetflixתאתוארלבהואינא" in seen(pdf)
    assert '".םלוכלםולש"' in seen(pdf)


def test_a_long_sentence_begins_on_its_first_line_and_keeps_its_words():
    said = "אני אוהב לראות סרטים ביחד איתך בערב שבת אחרי ארוחה טובה " * 4
    lines = Setter().words(said, SANS, 200)
    assert len(lines) > 3
    assert " ".join(line.text for line in lines).split() == said.split()
    assert lines[0].text.startswith("אני אוהב")
    assert all(line.width <= 200.02 for line in lines)


def test_bold_and_plain_words_keep_their_order():
    said = (Run("Ask "), Run("ליאת", bold=True), Run(" and שרה.", italic=True))
    line = Setter().lines(said, SANS, 400)[0]
    assert line.text == "Ask ליאת and שרה."
    assert [piece.face for piece in line.pieces] == [
        Face.SANS, Face.HEBREW_BOLD, Face.SANS_ITALIC, Face.HEBREW, Face.SANS_ITALIC,
    ]  # fmt: skip


def test_a_report_takes_such_names():
    names = {
        "a": "שרה",
        "b": "ليلى",
        "first": "שרה and ليلى came 20 times.",
        "small_word": "For שרה and ليلى",
    }
    report = render_report(REPORT.__class__(title="Our progress", sections=(), practice="מרפאה 12", **names))
    assert report.notices == ()
    assert "הרשandىليلcame20times." in seen(report.pdf)


def test_letters_of_other_scripts_are_still_told_of():
    document = handout("שרה 田", "Ben 🌸")
    assert len(document.notices) == 1
    assert "田" in document.notices[0]
    assert "שרה" not in document.notices[0]
    assert "שרה" in words_of(document.pdf)


def test_fonts_of_a_script_are_read_only_when_it_is_printed():
    code = """
from tests.core.documents.sheets import printed
from therapist_app.documents import fonts
known, read = [], fonts.file_of
fonts.file_of = lambda face: known.append(face.value) or read(face)
printed(title="Ada & Ben 🌸")
assert known and not {"AttuneHebrew", "AttuneArabic"} & set(known), known
printed(practice="ליאת")
assert "AttuneHebrew" in known and "AttuneArabic" not in known, known
"""
    subprocess.run([sys.executable, "-c", code], check=True)
