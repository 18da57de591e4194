"""The table of colours: every pair that meets on screen is held to its ratio, and phases to being told apart."""

from __future__ import annotations

from itertools import combinations, pairwise

import pytest
from PySide6.QtGui import QColor

from tests.ui.theme.colour import VISIONS, contrast, difference
from ui.theme.roles import Tone, read_roles

TONES: tuple[Tone, ...] = ("light", "dark")
GROUNDS = ("bg", "surface", "sidebar", "board", "selection", "hover")
NOTICES = ("danger_ground", "warn_ground", "ok_ground", "info_ground")
FLOOR_TEXT, FLOOR_SHAPE = 4.5, 3.0

WORDS = [
    *((ink, ground) for ink in ("text", "text2", "link") for ground in (*GROUNDS, *NOTICES)),
    *((ink, ground) for ink in ("danger", "warn", "ok") for ground in GROUNDS),
    *(("text", ground) for ground in ("press", "preview")),
    ("danger", "danger_ground"),
    ("warn", "warn_ground"),
    ("ok", "ok_ground"),
    ("placeholder", "surface"),
    ("placeholder", "bg"),
    ("placeholder", "selection"),
    *(("on_accent", ground) for ground in ("accent", "accent_hover", "accent_press")),
    *(("on_danger", ground) for ground in ("danger", "danger_hover")),
    ("on_ok", "ok"),
    ("on_toast", "toast"),
    ("toast_link", "toast"),
    *((f"phase{n}.text", f"phase{n}.fill") for n in range(1, 7)),
    *((f"ramp{n}.text", f"ramp{n}.fill") for n in range(5)),
]
SHAPES = [
    *((line, ground) for line in ("edge", "focus", "accent") for ground in GROUNDS),
    *((f"phase{n}.strong", ground) for n in range(1, 7) for ground in GROUNDS),
    *((f"level{n}.glyph", f"level{n}.fill") for n in range(4)),
    *((f"level{n}.edge", "surface") for n in range(4)),
    ("danger", "surface"),
    ("toast_link", "toast"),
    ("focus", "press"),
]


@pytest.fixture(params=TONES)
def roles(request: pytest.FixtureRequest) -> dict[str, QColor]:
    return {role: QColor(value) for role, value in read_roles(request.param).items()}


def test_words_can_be_read(roles: dict[str, QColor]) -> None:
    low = {pair: contrast(roles[pair[0]], roles[pair[1]]) for pair in WORDS}
    assert not {pair: round(ratio, 2) for pair, ratio in low.items() if ratio < FLOOR_TEXT}


def test_edges_and_glyphs_can_be_seen(roles: dict[str, QColor]) -> None:
    low = {pair: contrast(roles[pair[0]], roles[pair[1]]) for pair in SHAPES}
    assert not {pair: round(ratio, 2) for pair, ratio in low.items() if ratio < FLOOR_SHAPE}


def test_both_themes_have_the_same_roles() -> None:
    light, dark = read_roles("light"), read_roles("dark")
    assert light.keys() == dark.keys()
    assert all(QColor(value).isValid() for value in (*light.values(), *dark.values()))


@pytest.mark.parametrize(("part", "floor"), [("fill", 9.5), ("strong", 11.0)])
@pytest.mark.parametrize("vision", VISIONS)
def test_every_two_phases_differ_in_every_colour_vision(
    roles: dict[str, QColor], part: str, floor: float, vision: str
) -> None:
    phases = [roles[f"phase{number}.{part}"] for number in range(1, 7)]
    least = min(difference(one, other, vision) for one, other in combinations(phases, 2))
    assert round(least, 1) >= floor


@pytest.mark.parametrize("vision", VISIONS)
@pytest.mark.parametrize(("family", "count"), [("ramp", 5), ("level", 4)])
def test_neighbouring_steps_differ_in_every_colour_vision(
    roles: dict[str, QColor], family: str, count: int, vision: str
) -> None:
    steps = [roles[f"{family}{step}.fill"] for step in range(count)]
    assert min(difference(one, other, vision) for one, other in pairwise(steps)) >= 10.0


def test_the_measure_itself_is_right() -> None:
    """Against WCAG's own examples, and a set whose distances were worked out with colorspacious."""
    assert contrast(QColor("#000000"), QColor("#ffffff")) == pytest.approx(21)
    assert contrast(QColor("#777777"), QColor("#ffffff")) == pytest.approx(4.48, abs=0.01)
    known = [QColor(c) for c in ("#7f2929", "#ba7874", "#845013", "#988509", "#168046", "#005c46")]
    every = min(difference(a, b, v) for a, b in combinations(known, 2) for v in VISIONS)
    near = min(difference(a, b, v) for a, b in pairwise(known) for v in VISIONS)
    assert (round(every, 1), round(near, 1)) == (11.0, 12.7)
