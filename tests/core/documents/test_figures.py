"""One figure, painted on paper and as SVG: the same words, the same shapes, in the same places."""

import xml.etree.ElementTree as ElementTree
from dataclasses import replace

import pytest

from tests.core.documents.reading_back import letters_of, place_of, shapes_of, words_of
from tests.core.documents.sheets import REPORT
from tests.support.builders import Practice
from therapist_app.documents.figure import Circle, Figure, Path, Rect, Text, line
from therapist_app.documents.figure_svg import figure_svg
from therapist_app.documents.ornaments import ORNAMENTS, ornament
from therapist_app.documents.page import ReportSection
from therapist_app.documents.render import render_report
from therapist_app.documents.style import PALETTE
from therapist_app.kernel.audience import Reader
from therapist_app.measures.figures import PAGE_LETTER, t_chart, twin_chart
from therapist_app.progression.page_figures import blocks_by_session, path_staircase, promises_squares
from therapist_app.progression.sign_figure import sign_lines
from therapist_app.sample.build import build_sample
from therapist_app.workspace import Workspace

SVG = "{http://www.w3.org/2000/svg}"
FIGURE = Figure(
    400,
    120,
    (
        Rect(10, 10, 80, 30, "phase3.fill", "phase3.strong", 1.0, 4, tag="stay-1"),
        Circle(120, 25, 12, None, "text2", 1.2, (2, 2)),
        Path((150, 40), (("L", (200, 20)), ("C", (210, 10), (230, 10), (240, 40))), "accent", edge_width=2),
        line(0, 100, 400, 100, "line"),
        Text(20, 60, "Rupture & repair", 10, weight="bold"),
        Text(200, 60, "<b>middle</b>", 9, anchor="middle", face="serif-italic"),
        Text(390, 60, "end", 9, anchor="end", face="serif"),
    ),
    "A summary.",
    ("Head",),
    (("cell",),),
)


def on_paper(figure):
    return render_report(replace(REPORT, sections=(ReportSection("The figure", figure=figure),))).pdf


def svg_texts(figure):
    root = ElementTree.fromstring(figure_svg(figure))
    return [element.text for element in root.iter(f"{SVG}text")]


@pytest.fixture(scope="module")
def review(tmp_path_factory):
    with Practice(tmp_path_factory.mktemp("figures")) as practice:
        workspace = Workspace(practice.vault, practice.clock, practice.catalogue)
        build_sample(workspace, practice.clock, seed="1", couples=1, weeks=40)
        couple = workspace.couples.list()[0].couple.id
        about = workspace.progression.review(couple, Reader.BOTH)
        ratings = workspace.ratings(couple, Reader.BOTH)
        yield about, practice.catalogue, measured_figures(ratings, about, practice.catalogue)


def measured_figures(ratings, about, catalogue):
    """The twin charts, the goals' T and the signs at the size of the page."""
    names, days = {"a": "Ada", "b": "Ben"}, (about.first, about.today)
    page = {"width": 476, "letter": PAGE_LETTER}
    charts = [twin_chart(one, names, *days, **page) for one in ratings.measures]
    signs = sign_lines(catalogue, ratings.signs, names, *days, **page)
    return (*charts, t_chart(ratings.goals, *days, **page), signs)


def test_paper_and_svg_carry_the_same_words():
    words = words_of(on_paper(FIGURE))
    assert svg_texts(FIGURE) == ["Rupture & repair", "<b>middle</b>", "end"]
    assert all(text in words for text in svg_texts(FIGURE))


def test_the_figures_of_a_report_say_the_same_on_paper_and_as_svg(review):
    about, catalogue, measured = review
    assert len(measured) == 4
    own = (path_staircase(about, catalogue), blocks_by_session(about), promises_squares(about))
    for figure in (*own, *measured):
        texts = svg_texts(figure)
        words = words_of(on_paper(figure))
        assert len(texts) > 5
        assert not [text for text in texts if text not in words]


def test_charts_of_measures_draw_the_same_shapes_on_paper_and_as_svg(review):
    for figure in review[2]:
        empty = len(list(shapes_of(on_paper(replace(figure, shapes=())))))
        root = ElementTree.fromstring(figure_svg(figure))
        drawn = [one for name in ("rect", "circle", "path") for one in root.iter(f"{SVG}{name}")]
        assert len(list(shapes_of(on_paper(figure)))) - empty == len(drawn)


def test_words_stand_where_their_anchor_says():
    pdf = on_paper(FIGURE)
    start, end = place_of(pdf, "Rupture"), place_of(pdf, "end")
    scale = (end.x - start.x) / 355  # "end" is about 15 points wide
    assert scale == pytest.approx(476 / 400, rel=0.03)
    row = [
        right
        for _, left, top, right, bottom in letters_of(pdf)
        if top - 8 < end.y < bottom + 8 and left >= end.x - 1
    ]
    right = max(row)
    assert right == pytest.approx(56.7 + 390 * 476 / 400, abs=2)


def test_paper_draws_each_shape_once():
    empty = len(list(shapes_of(on_paper(replace(FIGURE, shapes=())))))
    assert len(list(shapes_of(on_paper(FIGURE)))) == empty + 4


def test_svg_draws_each_shape_with_its_own_colour():
    root = ElementTree.fromstring(figure_svg(FIGURE))
    rect, circle = root.find(f"{SVG}rect"), root.find(f"{SVG}circle")
    assert rect.get("fill") == PALETTE["phase3.fill"]
    assert rect.get("data-tag") == "stay-1"
    assert circle.get("stroke") == PALETTE["text2"]
    assert circle.get("stroke-dasharray") == "2 2"
    assert [one.get("text-anchor") for one in root.iter(f"{SVG}text")] == [None, "middle", "end"]
    assert len(root.findall(f"{SVG}path")) == 2
    assert root.find(f"{SVG}title").text == "A summary."


def test_svg_takes_another_palette():
    palette = dict.fromkeys(PALETTE, "#010203")
    assert set(PALETTE.values()) & set(figure_svg(FIGURE, palette).split('"')) == set()


def test_a_figure_that_is_taller_than_a_page_is_made_smaller():
    tall = Figure(400, 4000, (Text(10, 3990, "the foot of it", 60),), "Tall.")
    pdf = on_paper(tall)
    assert "the foot of it" in words_of(pdf)
    assert max(bottom for *_, bottom in letters_of(pdf)) < 842


def test_an_ornament_fits_beside_a_title():
    for name in ORNAMENTS:
        figure = ornament(name, 3)
        assert figure.width <= 26 * 72 / 25.4
        assert figure.shapes
        assert set(PALETTE) >= {role for shape in figure.shapes for role in (shape.fill, shape.edge) if role}
    assert ornament("", 3) is None
