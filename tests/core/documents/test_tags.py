"""What a screen reader hears of printed pages: everything, once, in order, and said as what it is."""

import re
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.core.documents.heard import drawn_on, tree_of
from tests.core.documents.reading_back import reader
from tests.core.documents.sheets import BODY, SHEET, body, printed, runs
from tests.core.documents.to_hear import in_order
from tests.support.builders import Practice
from therapist_app.documents.blocks import (
    Bullets,
    Checks,
    DayLog,
    Lines,
    Paragraph,
    Passage,
    PromiseGrid,
    Rate,
    Run,
    Section,
    Table,
    Written,
)
from therapist_app.documents.page import PromiseRow
from therapist_app.documents.render import render_fillable, render_sheets
from therapist_app.homework.handout_file import load_library
from therapist_app.homework.pdf import SheetFacts, copies_of, sheet_page
from therapist_app.practice.stationery import stationery_of
from therapist_app.sample.build import build_sample
from therapist_app.workspace import Workspace

LIBRARY = {handout.key: handout for handout in load_library()}
SIZES = [("letter", False), ("a4", False), ("letter", True), ("a4", True)]


def letters(text):
    """Only what is spoken: spaces, marks and the ends of lines are the page's."""
    return re.sub(r"[\W_]", "", text)


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    with Practice(tmp_path_factory.mktemp("heard")) as practice:
        workspace = Workspace(practice.vault, practice.clock, practice.catalogue)
        build_sample(workspace, practice.clock, seed="1", couples=1, weeks=40)
        yield workspace, workspace.couples.list()[0].couple.id


def sheets_of(told, key, paper="letter", large=False):
    workspace, couple = told
    facts = SheetFacts(
        file=workspace.couples.get(couple),
        catalogue=workspace.catalogue,
        promises=workspace.commitments.list(couple, "both", state="active"),
        today=SHEET.starts_on,
        stationery=stationery_of(workspace.practice.get(), paper),
        large=large,
    )
    return [sheet_page(LIBRARY[key], copy, facts) for copy in copies_of(LIBRARY[key], "both")]


def check_marks(pdf):
    """Everything drawn is in one mark, of the tree or not said; only the furniture's words are not said."""
    document = reader(pdf)
    root = document.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] is True or root["/MarkInfo"]["/Marked"].value
    assert root["/Lang"] == "en"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"].value
    tree = root["/StructTreeRoot"]["/ParentTree"]["/Nums"]
    owners = dict(zip(map(int, tree[::2]), tree[1::2], strict=True))
    for page in document.pages:
        assert page["/Tabs"] == "/S"
        own, numbers = owners[page["/StructParents"]].get_object(), []
        for drawn in drawn_on(page):
            [(name, entries)] = drawn.marks
            if name != "/Artifact":
                numbers.append(entries["/MCID"])
                assert own[entries["/MCID"]]["/S"] == name
            elif entries["/Type"] != "/Pagination":
                assert drawn.letters <= 1, drawn  # the A or B in a disc beside the name
        assert set(numbers) == set(range(len(own)))


def check_headings(tree):
    levels = [int(one.role[1]) for one in tree.all("H1", "H2", "H3", "H4")]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels)), levels


def check_tables(tree):
    for table in tree.all("Table"):
        rows = [
            sum(int(cell.attributes.get("/ColSpan", 1)) for cell in row.kids if cell.role in ("TH", "TD"))
            for row in table.all("TR")
        ]
        assert len(set(rows)) == 1, rows
        heads = list(table.all("TH"))
        assert heads
        assert all(head.attributes["/Scope"] in ("/Row", "/Column") for head in heads)


HOLDS = {  # ISO 32000, 14.8.4.3: what lists and tables are made of
    "L": {"LI"},
    "LI": {"Lbl", "LBody"},
    "Table": {"TR", "THead", "TBody"},
    "THead": {"TR"},
    "TBody": {"TR"},
    "TR": {"TH", "TD"},
}
BELONGS = {
    inside: {one for one in HOLDS if inside in HOLDS[one]} for held in HOLDS.values() for inside in held
}


def check_nesting(element):
    """Lists hold items and tables hold rows, and an item or a row stands in nothing else."""
    for kid in element.kids:
        if not isinstance(kid, str):
            assert kid.role in HOLDS.get(element.role, {kid.role}), (element.role, kid.role, kid.words)
            assert element.role in BELONGS.get(kid.role, {element.role}), (element.role, kid.role, kid.words)
            check_nesting(kid)


@pytest.mark.parametrize(("paper", "large"), SIZES)
@pytest.mark.parametrize("key", LIBRARY)
def test_a_sheet_is_heard_whole_and_in_order(told, key, paper, large):
    sheets = sheets_of(told, key, paper, large)
    pdf = render_sheets(sheets).pdf
    check_marks(pdf)
    tree = tree_of(pdf)
    heard = [tree] if len(sheets) == 1 else tree.kids
    for sheet, one in zip(sheets, heard, strict=True):
        place, words = 0, letters(one.words)
        for text in in_order(sheet):
            found = words.find(letters(text), place)
            assert found >= 0, (text, one.words)
            place = found + len(letters(text))
        check_headings(one)
        check_tables(one)
        check_nesting(one)
        assert all(figure.said for figure in one.all("Figure"))


@pytest.mark.parametrize("key", LIBRARY)
def test_each_field_is_in_the_tree_under_its_tool_tip(told, key):
    document = render_fillable(sheets_of(told, key)[0], "a mark")
    check_marks(document.pdf)
    fields = list(tree_of(document.pdf).all("Form"))
    assert all(field.tip == field.said for field in fields)
    pages = reader(document.pdf)
    tree = pages.trailer["/Root"]["/StructTreeRoot"]["/ParentTree"]["/Nums"]
    owners = dict(zip(map(int, tree[::2]), tree[1::2], strict=True))
    widgets = [one.get_object() for page in pages.pages for one in page.get("/Annots", ())]
    shown = [one for one in widgets if not one.get("/F", 0) & 2]
    assert len(shown) == len(fields)
    for widget in shown:
        assert owners[widget["/StructParent"]].get_object()["/Alt"] == widget["/TU"]


def test_fields_are_met_where_they_stand():
    sheet = replace(
        SHEET,
        body=body(
            Lines(runs("What changed?"), 2), Checks((runs("We did it."),)), Rate((runs("How calm?"),), 0, 2)
        ),
    )
    tree = tree_of(render_fillable(sheet, "a mark").pdf)
    met = [one.words or one.tip for one in tree.all("P", "LBody", "Form")]
    start = met.index("What changed? What to do: What changed?")
    assert met[start:] == [
        "What changed? What to do: What changed?",
        "What to do: What changed?",
        "What to do: We did it. We did it.",
        "What to do: We did it.",
        "How calm? 0 What to do: How calm?: 0 1 What to do: How calm?: 1 2 What to do: How calm?: 2",
        "What to do: How calm?: 0",
        "What to do: How calm?: 1",
        "What to do: How calm?: 2",
    ]


def test_a_locked_file_tells_its_tree_to_who_has_the_password():
    pdf = render_fillable(SHEET, "a mark", "our word").pdf
    tree = tree_of(pdf, "our word")
    assert next(tree.all("H1")).words == "Five minutes of listening"
    assert [one.said for one in tree.all("Form")] == [
        "Looking back: What changed?",
        "Looking back: We did it.",
    ]


def test_each_of_several_sheets_is_a_section_with_its_title():
    tree = tree_of(printed({"copy_words": "Ada’s copy"}, {"title": "Another"}).pdf)
    assert [one.role for one in tree.kids] == ["Sect", "Sect"]
    assert [next(one.all("H1")).words for one in tree.kids] == ["Five minutes of listening", "Another"]


def test_a_packet_is_heard_as_its_cover_and_its_sheets(told):
    workspace, couple = told
    keys = ["welcome", "listening_habit", "small_wins"]
    pdf = workspace.packets.render(couple, keys, holder="a").pdf
    check_marks(pdf)
    tree = tree_of(pdf)
    cover, *sheets = tree.kids
    titles = [next(one.all("H1")).words for one in sheets]
    assert titles == [LIBRARY[key].title for key in keys]
    assert all(title in cover.words for title in titles)
    check_nesting(tree)
    for one in tree.kids:
        check_headings(one)
        check_tables(one)


def test_what_is_read_before_a_session_is_heard(told):
    workspace, couple = told
    card = workspace.briefing.before_session(couple)
    pdf = workspace.briefing.sheet_layout(card)().pdf
    check_marks(pdf)
    tree = tree_of(pdf)
    check_headings(tree)
    check_nesting(tree)
    assert len(list(tree.all("H2"))) >= 3
    assert letters(card.promises[0].commitment.words) in letters(tree.words)


def test_a_text_that_goes_on_overleaf_is_one_paragraph():
    document = printed(body=body(Paragraph(runs("word " * 1500 + "end"))))
    assert document.pages > 1
    long = [one for one in tree_of(document.pdf).all("P") if one.words.endswith("end")]
    assert len(long) == 1
    assert letters(long[0].words) == "word" * 1500 + "end"


def test_words_at_the_ends_of_lines_stay_apart_and_broken_ones_together():
    text = "Sit where you can see each other, and let the other finish. " * 4 + "a" * 200 + " well-known end"
    [paragraph] = [
        one for one in tree_of(printed(body=body(Paragraph(runs(text)))).pdf).all("P") if "Sit" in one.words
    ]
    assert paragraph.words == text


def test_a_day_and_its_number_are_heard_apart():
    [table] = tree_of(printed(body=body(PromiseGrid(2))).pdf).all("Table")
    heads = [one.words for one in next(table.all("TR")).kids]
    assert heads[0] == "What we promised"
    assert re.fullmatch(r"\w+ \d+", heads[1])


def test_boxes_to_fill_in_are_heard_on_paper():
    parts = (Checks((runs("We did it."),)), PromiseGrid(1), DayLog(1, (("names", "Who"),)))
    tree = tree_of(printed(body=body(*parts)).pdf)
    assert [one.said for one in tree.all("Figure") if "box" in one.said] == [
        "box to check",
        *["box to mark"] * 7,
        *["box to check"] * 2,
    ]
    assert "box to check We did it." in [one.words for one in tree.all("LBody")]


def test_a_head_that_stands_again_overleaf_is_heard_once():
    rows = tuple((f"row {number}", "") for number in range(60))
    document = printed(body=body(Table(("Thing", "Note"), rows)))
    assert document.pages > 1
    [table] = tree_of(document.pdf).all("Table")
    assert table.words.count("Thing") == 1
    assert [next(row.all("TH")).words for row in table.all("TR")] == ["Thing", *(row[0] for row in rows)]
    check_marks(document.pdf)


def test_headings_follow_parts():
    parts = (
        Section("First", (Paragraph(runs("one")),)),
        Section("Second part", (), kind="part", lead="a lead"),
        Section("Inside", (Written((Passage(runs("deeper"), "head"), Passage(runs("text")))),)),
    )
    tree = tree_of(printed(body=replace(BODY, sections=parts)).pdf)
    found = [(one.role, one.words) for one in tree.all("H1", "H2", "H3", "H4")]
    assert found[1:] == [("H2", "First"), ("H2", "Second part"), ("H3", "Inside"), ("H4", "deeper")]


def test_written_lists_keep_their_depth_and_their_ticks():
    text = Written(
        (
            Passage(runs("outer"), "bullet"),
            Passage(runs("inner"), "ticked", 1),
            Passage(runs("open"), "tick", 1),
            Passage(runs("outer again"), "bullet"),
            Passage(runs("said"), "quote"),
            Passage(runs("counted"), "number", number=7),
        )
    )
    tree = tree_of(printed(body=body(text), cells=()).pdf)
    first, second = [one for one in tree.kids if one.role == "L"]
    assert [kid.role for kid in first.kids] == ["LI", "LI"]
    [inner] = first.kids[0].all("L")
    assert [one.said for one in inner.all("Figure")] == ["checked", "not checked"]
    assert next(tree.all("BlockQuote")).words == "said"
    assert [one.words for one in second.all("Lbl", "LBody")] == ["7.", "counted"]


def test_a_week_of_promises_is_a_table_of_days():
    promises = (
        PromiseRow("b", "I sit with you", "Every evening.", due=(0, 2)),
        PromiseRow("both", "We walk"),
    )
    [table] = tree_of(printed(body=body(PromiseGrid()), promises=promises).pdf).all("Table")
    rows = list(table.all("TR"))
    assert len(rows[0].kids) == 8
    assert rows[1].kids[0].words == "Ben I sit with you Every evening."
    assert [one.words for one in rows[1].kids[1:]].count("not due") == 5
    assert rows[3].kids[0].words.startswith("Ada, Ben")
    check_tables(tree_of(printed(body=body(PromiseGrid()), promises=promises).pdf))


def test_drawn_figures_are_said_in_words(told):
    said = {
        key: [one.said for one in tree_of(render_sheets(sheets_of(told, key)[:1]).pdf).all("Figure")]
        for key in ("cycle_map", "welcome")
    }
    assert re.fullmatch(
        r"A loop: What .+ does, then What .+ sees, .+, and back to the first\.", said["cycle_map"][0]
    )
    path = " ".join(said["welcome"])
    if "A winding path" in path:
        assert "leads back from 4 to 2" in path


def test_a_name_from_right_to_left_is_heard_as_it_is_read():
    name = "ליאת כהן-לוי"
    document = printed(a=name, body=body(Paragraph(runs(f"First {name} speaks, then Ben."))))
    tree = tree_of(document.pdf)
    assert f"First {name} speaks, then Ben." in tree.words


@pytest.mark.parametrize("reads", ["both", "a", "b", "supervision"])
def test_a_report_is_heard_with_its_figures(told, reads):
    workspace, couple = told
    pdf = workspace.report(couple, reads, paper="a4").pdf
    check_marks(pdf)
    tree = tree_of(pdf)
    check_headings(tree)
    figures = list(tree.all("Figure"))
    assert figures
    assert all("/BBox" in one.attributes and len(one.said) > 40 for one in figures)
    assert "Phase: " in figures[0].said


def test_notes_are_heard(told):
    workspace, couple = told
    session = next(row.session for row in workspace.sessions.list(couple) if row.has_note)
    pdf = workspace.note_layout(session.id, "file", with_own=True, paper="letter")().pdf
    check_marks(pdf)
    check_headings(tree_of(pdf))


WORDS = st.text(
    st.characters(codec="utf-8", categories=("L", "N", "P", "Z"), max_codepoint=0x52F), max_size=60
)


@settings(max_examples=25, deadline=None)
@given(st.lists(WORDS, min_size=3, max_size=3))
def test_whatever_is_written_is_heard(texts):
    one, two, three = texts
    sheet = replace(
        SHEET,
        a="",
        b="",
        body=body(
            Paragraph((Run(one), Run(two, bold=True))),
            Bullets((runs(two), runs(three))),
            Table(("Said", three), ((two, one),)),
            DayLog(2, (("write", three),)),
            heading="Here",
        ),
    )
    pdf = render_sheets([sheet]).pdf
    check_marks(pdf)
    tree = tree_of(pdf)
    check_tables(tree)
    check_nesting(tree)
    assert "Here" in [head.words for head in tree.all("H2")]
