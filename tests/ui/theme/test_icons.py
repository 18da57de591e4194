"""Our icons: one family, none missing, none that says the same as another."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QColor

from ui.theme.icons import icon_names, icon_source, paint_icon
from ui.theme.theme import Theme

UI = Path(__file__).parents[3] / "ui"
# Where a call names an icon: the place of the argument, counted from 0.
PLACES = {
    "Button": 2,
    "IconButton": 1,
    "LinkButton": 2,
    "primary": 2,
    "icon_label": 1,
    "keep_icon": 2,
    "EmptyState": 1,
    "Bar": 1,
    "Card": 4,
    "teach": 0,
    "icon": 0,
    "pixmap": 0,
    "Action": 5,
    "Screen": 3,
}
KEYWORDS = {"icon", "leading", "word_icon"}
HEAD = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="24" height="24" viewBox="0 0 24 24" fill="none" '
    'stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round">'
)


def _named_in(file: Path) -> Iterator[tuple[str, int]]:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        place = PLACES.get(name)
        values = [] if place is None else node.args[place : place + 1]
        values += [word.value for word in node.keywords if word.arg in KEYWORDS]
        for value in values:
            yield from ((word, node.lineno) for word in _words(value))


def _words(value: ast.expr) -> Iterator[str]:
    """The strings an argument may be: a literal, or either branch of a condition."""
    if isinstance(value, ast.Constant) and isinstance(value.value, str) and value.value:
        yield value.value
    elif isinstance(value, ast.IfExp):
        yield from (*_words(value.body), *_words(value.orelse))


def test_every_icon_that_is_named_is_drawn() -> None:
    missing = [
        f"{file.relative_to(UI.parent)}:{line} {name}"
        for file in sorted(UI.rglob("*.py"))
        for name, line in _named_in(file)
        if name not in icon_names()
    ]
    assert not missing


@pytest.mark.parametrize("name", icon_names())
def test_an_icon_is_lines_of_one_stroke(name: str) -> None:
    source = icon_source(name).strip()
    assert source.startswith(HEAD)
    inside = source.removeprefix(HEAD)
    assert not re.search(r"fill|stroke|style|text|transform|#", inside), "one 2 px line, no fills, no colours"


@pytest.mark.parametrize("name", icon_names())
def test_an_icon_stays_inside_its_square_and_shows_something(name: str) -> None:
    image = paint_icon(name, QColor("#000000"), 48, 1.0).toImage()
    ink = [(x, y) for x in range(48) for y in range(48) if image.pixelColor(x, y).alpha() > 40]
    assert len(ink) > 40
    assert all(0 < x < 47 and 0 < y < 47 for x, y in ink), "nothing is cut at the edge"


def test_no_two_icons_are_drawn_alike() -> None:
    drawn = Counter(re.sub(r"\s", "", icon_source(name)) for name in icon_names())
    assert max(drawn.values()) == 1


def test_an_icon_follows_tone_and_text_size(theme: Theme) -> None:
    before = theme.icon("pen").pixmap(64, 64)
    theme.set_scale(2.0)
    after = theme.icon("pen").pixmap(64, 64)
    assert (before.width(), after.width()) == (16, 32)
    theme.set_mode("dark")
    assert theme.icon("pen").pixmap(64, 64).toImage() != after.toImage()


def test_an_unknown_icon_is_said_at_once(theme: Theme) -> None:
    with pytest.raises(KeyError):
        theme.icon("no-such-icon")
