"""Every handout that comes with the product, printed for a couple: on both papers, in large print, for anyone."""

import pytest

from tests.core.documents.reading_back import fonts_of, letters_of, pages_of, reader, sizes_of, words_of
from tests.support.builders import Practice
from therapist_app.homework.handout_file import load_library
from therapist_app.sample.build import build_sample
from therapist_app.workspace import Workspace

KEYS = [handout.key for handout in load_library()]
FILLED = 0.25  # of a page's height: the least that a last page holds


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    with Practice(tmp_path_factory.mktemp("told")) as practice:
        workspace = Workspace(practice.vault, practice.clock, practice.catalogue)
        build_sample(workspace, practice.clock, seed="1", couples=1, weeks=40)
        file = workspace.couples.list()[0]
        yield workspace, file


def render(told, key, **options):
    workspace, file = told
    return workspace.homework.render(file.couple.id, key, **{"holder": "both", **options})


_PRINTED = {}


def printed(told, key, paper="letter", large=False):
    """The same sheet for all tests that change nothing."""
    which = key, paper, large
    if which not in _PRINTED:
        _PRINTED[which] = render(told, key, paper=paper, large=large)
    return _PRINTED[which]


def lowest(pdf, page, height):
    """How far down a page its content reaches, without the footer."""
    return (
        max(bottom for at, _, _, _, bottom in letters_of(pdf) if at == page and bottom < 0.91 * height)
        / height
    )


@pytest.mark.parametrize("large", [False, True], ids=["normal", "large"])
@pytest.mark.parametrize("paper", ["letter", "a4"])
@pytest.mark.parametrize("key", KEYS)
def test_a_sheet_is_whole_on_each_paper(told, key, paper, large):
    sheet = printed(told, key, paper, large)
    words, pages = words_of(sheet.pdf), pages_of(sheet.pdf)
    _, file = told
    assert set(sizes_of(sheet.pdf)) == {{"letter": (215.9, 279.4), "a4": (210.0, 297.0)}[paper]}
    assert sheet.pages == len(pages)
    assert sheet.notices == ()
    assert file.a.name in words
    assert file.b.name in words
    for page in pages:
        assert "not medical advice" in page
        assert "In danger" in page
        assert "Nov 21, 2026" in page
    assert "{" not in words
    assert all(fonts_of(sheet.pdf).values())


@pytest.mark.parametrize("key", KEYS)
def test_no_sheet_ends_on_a_page_that_is_nearly_empty(told, key):
    pdf = printed(told, key).pdf
    pages = reader(pdf).pages
    height = float(pages[0].mediabox[3])
    for number in range(1, len(pages) + 1):
        assert lowest(pdf, number, height) > FILLED, number


@pytest.mark.parametrize("key", KEYS)
def test_a_sheet_shows_no_name_in_a_list_of_files(told, key):
    _, file = told
    about = reader(printed(told, key).pdf).metadata
    assert about.title
    assert not [name for name in (file.a.name, file.b.name) if name in str(about)]


def test_the_safety_note_is_printed_where_a_handout_has_one(told):
    library = load_library()
    for handout in library:
        first = pages_of(printed(told, handout.key).pdf)[0]
        assert ("Safety comes first" in first) == bool(handout.head.safety_note), handout.key
    assert any(handout.head.safety_note for handout in library)


@pytest.mark.parametrize("reads", ["both", "a", "b", "supervision"])
def test_a_report_for_each_reader(told, reads):
    workspace, file = told
    report = workspace.report(file.couple.id, reads, paper="a4")
    words = words_of(report.pdf)
    named = reads != "supervision"
    assert (file.a.name in words) == named
    assert (file.b.name in words) == named
    assert "Not medical advice." in words
    assert f"Page {report.pages} of {report.pages}" in words
    assert report.pages <= 3
    assert not [name for name in (file.a.name, file.b.name) if name in str(reader(report.pdf).metadata)]


def test_a_name_is_never_filled_in_again(told):
    workspace, file = told
    workspace.couples.update_partner(file.couple.id, "b", name="{a} & <b>Co</b>")
    try:
        assert f"{file.a.name} and {{a}} & <b>Co</b>" in words_of(render(told, "welcome").pdf)
    finally:
        workspace.couples.update_partner(file.couple.id, "b", name=file.b.name)


def test_a_partner_whose_name_is_an_emoji_is_called_b_on_paper(told):
    workspace, file = told
    workspace.couples.update_partner(file.couple.id, "b", name="🙂")
    try:
        assert f"{file.a.name} and B" in words_of(render(told, "welcome").pdf)
        assert f"{file.a.name} and B" in words_of(workspace.report(file.couple.id, "both").pdf)
    finally:
        workspace.couples.update_partner(file.couple.id, "b", name=file.b.name)
