"""Charts of scores, goals and signs: painted alike on screen and as SVG, and read without colour."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace

import pytest
from PySide6.QtCore import QByteArray
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

from tests.ui.theme.colour import VISIONS, contrast, difference
from therapist_app.catalogue.load import load_catalogue
from therapist_app.catalogue.phase_sets import shipped_sets
from therapist_app.documents.figure import Figure, Text
from therapist_app.documents.figure_svg import figure_svg
from therapist_app.documents.style import PALETTE
from therapist_app.kernel.audience import Reader
from therapist_app.measures.figures import t_chart, twin_chart
from therapist_app.measures.review import GoalReview, Line, MeasureReview, Point
from therapist_app.measures.shipped import load_instruments
from therapist_app.progression.beside import Beside, beside_of
from therapist_app.progression.beside_figure import beside_on_paper, beside_ribbon
from therapist_app.progression.model import PhaseEntry
from therapist_app.progression.sign_figure import sign_lines
from therapist_app.progression.sign_review import Rated, sign_review_of
from ui.kit.figure_paint import paint_figure
from ui.theme.roles import Tone, read_roles
from ui.theme.theme import Theme

NAMES = {"a": "Ada", "b": "Ben"}
DAYS = [dt.date(2026, 3, 1), dt.date(2026, 6, 1), dt.date(2026, 9, 1)]
TODAY = dt.date(2026, 9, 20)


def _line(side: str, *values: float) -> Line:
    return Line(side, tuple(Point(f"{side}{on}", on, value) for on, value in zip(DAYS, values, strict=True)))


def _figures() -> dict[str, Figure]:
    known = {one.key: one for one in load_instruments()}
    twin = MeasureReview(known["csi_16"], (_line("a", 30, 45, 60), _line("b", 60, 50, 41)))
    alone = MeasureReview(known["phq_9"], (_line("b", 20, 12, 4),))
    goals = GoalReview((), tuple(zip(DAYS, (40.0, 50.0, 62.5), strict=True)))
    catalogue = load_catalogue()
    rated = [
        Rated("warmth", who, place + step, on)
        for step, who in enumerate("ab")
        for place, on in enumerate(DAYS)
    ]
    signs = sign_review_of(catalogue, rated)
    return {
        "twin": twin_chart(twin, NAMES, DAYS[0], TODAY, width=476),
        "alone": twin_chart(alone, NAMES, DAYS[0], TODAY, width=476),
        "goals": t_chart(goals, DAYS[0], TODAY, width=476),
        "beside": beside_ribbon(_beside(), DAYS[0], TODAY, width=476),
        "beside on paper": beside_on_paper(_beside(), DAYS[0], TODAY),
        "signs": sign_lines(catalogue, signs, NAMES, DAYS[0], TODAY, width=476),
    }


def _beside() -> Beside:
    """EFT with a return in it, and a step of each stage."""
    catalogue = load_catalogue()
    at = dt.datetime(2026, 3, 1, tzinfo=dt.UTC)
    entries = [
        PhaseEntry(id=step, couple_id="c", phase=f"eft_{step}", on_date=on, created_at=at, phase_set="eft")
        for step, on in zip("528", DAYS, strict=True)
    ]
    eft = shipped_sets(catalogue)[0]
    beside = beside_of(catalogue, eft, entries, DAYS, Reader.BOTH, DAYS[0], TODAY)
    assert beside is not None
    return beside


FIGURES = _figures()


def _blank(figure: Figure) -> QImage:
    image = QImage(round(figure.width), round(figure.height), QImage.Format.Format_RGB32)
    image.fill(QColor("#ffffff"))
    return image


def _on_screen(figure: Figure, theme: Theme) -> QImage:
    image = _blank(figure)
    painter = QPainter(image)
    paint_figure(painter, theme, figure)
    painter.end()
    return image


def _as_svg(figure: Figure, palette: Mapping[str, str]) -> QImage:
    image = _blank(figure)
    painter = QPainter(image)
    QSvgRenderer(QByteArray(figure_svg(figure, dict(palette)).encode())).render(painter)
    painter.end()
    return image


def _unlike(one: QImage, other: QImage) -> float:
    """The share of points whose grey differs by more than what softened edges explain."""
    points = [(x, y) for x in range(one.width()) for y in range(one.height())]
    far = sum(abs(one.pixelColor(*at).lightness() - other.pixelColor(*at).lightness()) > 60 for at in points)
    return far / len(points)


@pytest.mark.parametrize("name", FIGURES)
def test_the_screen_and_svg_paint_the_same_shapes(theme: Theme, name: str) -> None:
    shapes = tuple(one for one in FIGURES[name].shapes if not isinstance(one, Text))
    figure = replace(FIGURES[name], shapes=shapes)
    svg = _as_svg(figure, read_roles("light"))
    assert _unlike(_on_screen(figure, theme), svg) < 0.003
    assert _unlike(_on_screen(replace(figure, shapes=shapes[:-1]), theme), svg) > 0


@pytest.mark.parametrize("tone", ["light", "dark", "paper"])
def test_the_two_partners_are_told_apart_in_every_colour_vision_and_in_grey(tone: Tone | str) -> None:
    roles = PALETTE if tone == "paper" else read_roles("dark" if tone == "dark" else "light")
    a, b, ground = (QColor(roles[role]) for role in ("level3.fill", "level2.fill", "surface"))
    assert min(difference(a, b, vision) for vision in VISIONS) > 10
    assert abs(a.lightness() - b.lightness()) > 25
    assert min(contrast(a, ground), contrast(b, ground)) >= 3


@pytest.mark.parametrize("name", FIGURES)
def test_every_colour_of_a_figure_is_known_on_screen_and_on_paper(name: str) -> None:
    used = {
        role
        for shape in FIGURES[name].shapes
        for role in (
            getattr(shape, "fill", None),
            getattr(shape, "edge", None),
            getattr(shape, "color", None),
        )
        if role
    }
    assert used <= set(PALETTE)
    assert used <= set(read_roles("light"))
    assert not {"danger", "warn"} & used, "a score is never an alarm"


@pytest.mark.parametrize("tone", ["light", "dark", "paper"])
def test_steps_are_read_on_either_ground_and_bands_are_told_apart_without_colour(tone: Tone | str) -> None:
    roles = PALETTE if tone == "paper" else read_roles("dark" if tone == "dark" else "light")
    text, edge = QColor(roles["text"]), QColor(roles["text2"])
    for ground in (QColor(roles["surface"]), QColor(roles["line"])):
        assert contrast(text, ground) >= 4.5
        assert contrast(edge, ground) >= 3
