"""The winding path: a road through numbered places, words beside each, dashed ways back, and upkeep."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from therapist_app.documents.marks import arrow_head
from therapist_app.documents.page import PathStop
from therapist_app.documents.pen import Pen
from therapist_app.documents.setting import Setting, height_of, text_slab
from therapist_app.documents.slabs import Slab
from therapist_app.documents.structure import NUMBERED, Part
from therapist_app.documents.style import MM, TextStyle
from therapist_app.documents.text import clean
from therapist_app.documents.typeset import Line

_ROAD = 9 * MM
_RADIUS = 6 * MM
_STEP = 26.5 * MM
_TAIL = 8 * MM
_LEFT, _RIGHT = 18 * MM, 42 * MM  # where odd and even places stand
_WORDS_X = 70 * MM


@dataclass(frozen=True, slots=True)
class _Stop:
    """A place with its set words; x, y from the top left of the drawing."""

    stop: PathStop
    title: list[Line]
    words: list[Line]
    x: float
    y: float


def phase_path(
    stops: tuple[PathStop, ...],
    returns: tuple[tuple[int, int], ...],
    upkeep: tuple[tuple[int, int], ...],
    setting: Setting,
) -> list[Slab]:
    """The path as one drawing; in large print, or where the words are too long for one, a list of places."""
    if not stops:
        return []
    looks = setting.looks
    width = setting.width - _WORDS_X
    set_words = [
        (
            setting.plain_lines(one.label, looks.card_heading, width),
            setting.plain_lines(one.words, looks.text, width),
        )
        for one in stops
    ]
    tallest = max(height_of(title) + height_of(words) for title, words in set_words)
    step = max(_STEP * setting.tight, tallest + 4 * MM)
    if looks.large or step * len(stops) > setting.room * 0.78:
        return _as_list(stops, setting)
    places: list[_Stop] = []
    first = max(
        _RADIUS, sum(map(height_of, set_words[0])) / 2
    )  # its words stand in the middle of its ring too
    for place, (one, (title, words)) in enumerate(zip(stops, set_words, strict=True)):
        x = _RIGHT if place % 2 else _LEFT
        places.append(_Stop(one, title, words, x, first + place * step))
    tall = places[-1].y + max(_RADIUS + _TAIL, height_of(places[-1].words) + 4 * MM)

    said = _in_words(stops, (*returns, *upkeep), setting)

    def paint(pen: Pen, top: float) -> None:
        with pen.figure(said, pen.left, top, _WORDS_X, tall):
            _paint_road(pen, places, top)
            for first, second in returns:
                _paint_return(pen, places, first, second, top)
            for first, second in upkeep:
                _paint_return(pen, places, first, second, top, words=setting.words.upkeep, setting=setting)
        whole = Part("L", attributes=NUMBERED)
        for one in places:
            _paint_stop(pen, one, setting, top, whole.part("LI"))

    return [Slab(tall, paint)]


def _in_words(stops: tuple[PathStop, ...], ways: tuple[tuple[int, int], ...], setting: Setting) -> str:
    """The drawing for those who hear it."""
    words, known = setting.words, {one.number for one in stops}
    steps = words.then.join(f"{one.number} {clean(one.label)}" for one in stops)
    back = [
        words.way_back.format(first=first, second=second)
        for first, second in ways
        if first in known and second in known
    ]
    return " ".join([words.path.format(steps=steps), *back])


def _paint_road(pen: Pen, places: list[_Stop], top: float) -> None:
    """The road: drawn wide in its edge colour, then narrower in its own, then dotted along its middle."""
    start = (pen.left + places[0].x, top + places[0].y)
    pieces: list[tuple[str, *tuple[tuple[float, float], ...]]] = []
    for before, after in pairwise(places):
        x0, x1, y0, y1 = pen.left + before.x, pen.left + after.x, top + before.y, top + after.y
        bend = (y1 - y0) * 0.52
        pieces.append(("C", (x0, y0 + bend), (x1, y1 - bend), (x1, y1)))
    last = places[-1]
    x, y, lean = pen.left + last.x, top + last.y, -1 if last.x > _LEFT else 1
    pieces.append(
        ("C", (x, y + _TAIL), (x + lean * 3 * MM, y + _TAIL * 1.3), (x + lean * 6 * MM, y + _TAIL * 1.5))
    )
    for role, width in (("road.edge", _ROAD + 1.4), ("road.fill", _ROAD)):
        pen.path(start, pieces, edge=role, width=width, cap="round")
    pen.path(start, pieces, edge="road.edge", width=1.0, dash=(1, 5))


def _paint_stop(pen: Pen, one: _Stop, setting: Setting, top: float, item: Part) -> None:
    x, y = pen.left + one.x, top + one.y
    number = one.stop.number
    pen.ring(x, y, _RADIUS + 1.2, fill="surface", edge=None)
    pen.ring(x, y, _RADIUS, fill=f"phase{number}.fill", edge=f"phase{number}.strong", edge_width=1.2)
    style = TextStyle("sans-bold", 14, 18)
    with pen.part(item.part("Lbl")):
        pen.line(setting.setter.line(str(number), style), x, y + style.size * 0.335, align="middle")
    words_x, tall = pen.left + _WORDS_X, height_of(one.title) + height_of(one.words)
    above = max(top + one.y - max(tall / 2, _RADIUS), top)
    body = item.part("LBody")
    with pen.part(body.part("P")):
        below = pen.lines(one.title, words_x, above)
    with pen.part(body.part("P")):
        pen.lines(one.words, words_x, below)


def _paint_return(
    pen: Pen,
    places: list[_Stop],
    first: int,
    second: int,
    top: float,
    *,
    words: str = "",
    setting: Setting | None = None,
) -> None:
    """A dashed way from one place back to an earlier one, swinging out on the side it stands on."""
    known = {one.stop.number: one for one in places}
    if first not in known or second not in known:
        return
    start, end = known[first], known[second]
    out = 1 if end.x > _LEFT else -1
    if start.x != end.x:
        out = 1 if start.x > _LEFT else -1
    gap = _RADIUS + 1.8 * MM
    x0, y0 = pen.left + start.x + out * gap * 0.8, top + start.y - gap * 0.55
    x1, y1 = pen.left + end.x + out * gap * 0.8, top + end.y + gap * 0.55
    if start.x != end.x:
        x1, y1 = pen.left + end.x + out * gap, top + end.y
    swing = 13 * MM if start.x == end.x else 15 * MM
    far = max(pen.left + start.x, pen.left + end.x) if out > 0 else min(pen.left + start.x, pen.left + end.x)
    bow = far + out * swing
    second_handle = (bow, y1 + (y0 - y1) * 0.22) if start.x == end.x else (bow, y1 + 2 * MM)
    pen.path(
        (x0, y0),
        (("C", (bow, y0 - (y0 - y1) * 0.22), second_handle, (x1, y1)),),
        edge="text2",
        width=1.0,
        dash=(3.4, 2.4),
    )
    dx, dy = x1 - second_handle[0], y1 - second_handle[1]
    length = (dx * dx + dy * dy) ** 0.5 or 1.0
    arrow_head(pen, x1, y1, (dx / length, dy / length), 5.5, "text2")
    if words and setting is not None:
        line = setting.setter.line(words, TextStyle("serif-italic", 10, 13, "text2"))
        pen.line(line, bow - out * 1 * MM, (y0 + y1) / 2 + 3, align="left" if out > 0 else "right")


def _as_list(stops: tuple[PathStop, ...], setting: Setting) -> list[Slab]:
    """Each place with its number in a disc before its words."""
    looks, found = setting.looks, list[Slab]()
    radius = (6.5 if looks.large else 4.5) * MM
    x, whole = radius * 2 + 5 * MM, Part("L", attributes=NUMBERED)
    for one in stops:
        item = whole.part("LI")
        label, body = item.part("Lbl"), item.part("LBody")
        title = setting.plain_lines(one.label, looks.card_heading, setting.width - x)
        found.append(_numbered(one.number, title, radius, x, setting, label, body.part("P")))
        words = setting.plain_lines(one.words, looks.text, setting.width - x)
        found.append(text_slab(words, x, part=body.part("P")))
    return found


def _numbered(
    number: int, title: list[Line], radius: float, x: float, setting: Setting, label: Part, part: Part
) -> Slab:
    style = TextStyle("sans-bold", radius * 1.1, radius * 2)
    figure = setting.setter.line(str(number), style)

    def paint(pen: Pen, top: float) -> None:
        middle = top + title[0].style.leading / 2
        role = f"phase{number}"
        pen.ring(
            pen.left + radius, middle + 1, radius, fill=f"{role}.fill", edge=f"{role}.strong", edge_width=1.2
        )
        with pen.part(label):
            pen.line(figure, pen.left + radius, middle + 1 + style.size * 0.335, align="middle")
        with pen.part(part):
            pen.lines(title, pen.left + x, top)

    return Slab(max(height_of(title), radius * 1.6), paint, gap=setting.section_gap, keep=True)
