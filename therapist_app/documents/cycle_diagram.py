"""The couple's loop: four cards on a ring with arrows clockwise, and the new cycle, smaller, below it.

Cards grow with their words. Where words are too long for cards side by side, and in large print, the same
cards stand one below the other.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from therapist_app.documents.blanks import BlankKind
from therapist_app.documents.blocks import Run
from therapist_app.documents.marks import arrow_head, disc
from therapist_app.documents.page import CycleCard, CycleValues
from therapist_app.documents.pen import Pen
from therapist_app.documents.setting import Setting, height_of, text_slab
from therapist_app.documents.slabs import Slab
from therapist_app.documents.structure import Part, heading
from therapist_app.documents.style import MM, TextStyle
from therapist_app.documents.text import clean
from therapist_app.documents.typeset import Line
from therapist_app.documents.writing import spoken

_CARD = 0.395  # of the width
_BETWEEN = 15 * MM
_PAD = 5 * MM
_BAND = 4.6 * MM


@dataclass(frozen=True, slots=True)
class _SetCard:
    """A card's lines and its least height; `name` is its place in the diagram, for its blanks."""

    card: CycleCard
    name: str
    heading: list[Line]
    words: list[Line]
    label: list[Line]
    under: list[Line]
    pad: float
    pitch: float
    radius: float

    @property
    def height(self) -> float:
        """How tall the card must be; two lines to write on where it has no words, one for what is under."""
        words = height_of(self.words) or 2 * self.pitch
        under = (
            4.4 * MM + height_of(self.label) + (height_of(self.under) or self.pitch) if self.label else 0.0
        )
        return self.pad * 1.7 + max(height_of(self.heading), self.radius * 2) + 1.6 * MM + words + under


def cycle_diagram(values: CycleValues, setting: Setting) -> list[Slab]:
    """The loop, then the new cycle, over the full width."""
    loop = None if setting.looks.large else _loop(values, setting)
    found = [loop] if loop else _stack(values.cards, values.middle, setting, new=False)
    new = _new_cycle(values, setting) if values.new_cards else []
    return [*found, *new]


def _set(
    card: CycleCard,
    name: str,
    setting: Setting,
    width: float,
    *,
    pad: float,
    small: bool,
    speech: TextStyle | None = None,
) -> _SetCard:
    looks = setting.looks
    radius = (4.2 if looks.large else 2.6 if small else 2.9) * MM
    inner = width - 2 * pad
    heading_style = (
        looks.prompt._replace(size=9, leading=11.5) if small else looks.prompt._replace(leading=14)
    )
    if looks.large:
        heading_style = looks.prompt
    style = speech or (looks.starter if looks.large else looks.starter._replace(size=12, leading=16.5))
    runs = spoken((Run(card.words),), setting) if card.spoken else (Run(card.words),)
    note = looks.note if looks.large else looks.table._replace(size=9.5, leading=13)
    return _SetCard(
        card=card,
        name=name,
        heading=setting.plain_lines(card.heading, heading_style, inner - radius * 2 - 2.4 * MM),
        words=setting.lines(runs, style, inner) if card.words.strip() else [],
        label=setting.plain_lines(card.label, looks.label, inner) if card.label else [],
        under=setting.plain_lines(card.under, note, inner) if card.label and card.under.strip() else [],
        pad=pad,
        pitch=looks.pitch if looks.large else 8 * MM,
        radius=radius,
    )


def _paint_card(
    pen: Pen,
    one: _SetCard,
    setting: Setting,
    x: float,
    y: float,
    width: float,
    height: float,
    whole: Part,
    *,
    new: bool,
) -> None:
    """One card as an item of the diagram's list: its heading is the label, and names the partner as the disc does."""
    item = whole.part("LI")
    label, body = item.part("Lbl"), item.part("LBody")
    fill, edge = ("new.fill", "new.strong") if new else ("surface", "edge")
    own = setting.at(f"_{one.name}")
    pen.box(x, y, width, height, radius=2.6 * MM, fill=fill, edge=edge, edge_width=0.9)
    left, right, top = x + one.pad, x + width - one.pad, y + one.pad * 0.9
    head = max(height_of(one.heading), one.radius * 2)
    with pen.unsaid():
        disc(pen, setting.setter, left + one.radius, top + head / 2, one.radius, one.card.side)
    with pen.part(label):
        pen.lines(one.heading, left + one.radius * 2 + 2.4 * MM, top + (head - height_of(one.heading)) / 2)
    with pen.part(body.part("P")):
        _paint_words(pen, one, own, left, right, top + head + 1.6 * MM)
    if one.label:
        with pen.part(body.part("P")):
            _paint_under(pen, one, own, left, right, y + height - one.pad * 0.8)


def _paint_words(pen: Pen, one: _SetCard, own: Setting, left: float, right: float, top: float) -> None:
    """The words of a card, or lines to write them on."""
    if one.words:
        pen.lines(one.words, left, top)
    else:
        pen.rule(left, right, top + one.pitch, own.looks.write_line)
        pen.rule(left, right, top + 2 * one.pitch, own.looks.write_line)
        blank = own.blank(BlankKind.AREA, one.card.heading)
        pen.blank(blank, left, top + 2, right - left, 2 * one.pitch - 3)


def _paint_under(pen: Pen, one: _SetCard, own: Setting, left: float, right: float, foot: float) -> None:
    """What stands under a card's words, down to the height `foot`, or a line to write it on."""
    top = foot - height_of(one.label) - (height_of(one.under) or one.pitch)
    pen.rule(left, right, top - 1.7 * MM, "line")
    below = pen.lines(one.label, left, top)
    if one.under:
        pen.lines(one.under, left, below)
    else:
        line = below + one.pitch - 1.5 * MM
        pen.rule(left, right, line, own.looks.write_line)
        blank = own.blank(BlankKind.LINE, f"{one.card.heading}. {one.card.label}", "_under")
        pen.blank(blank, left, line - 15, right - left, 14)


def _loop(values: CycleValues, setting: Setting) -> Slab | None:
    """Four cards on one ring; None where their words would not fit a page."""
    width = setting.width * _CARD
    one, two, three, four = (
        _set(card, f"loop{place}", setting, width, pad=_PAD, small=False)
        for place, card in enumerate(values.cards)
    )
    upper = max(one.height, two.height, 34 * MM * setting.tight)
    lower = max(three.height, four.height, 34 * MM * setting.tight)
    between = _BETWEEN * setting.tight
    tall = upper + between + lower
    if tall > setting.room * 0.72:
        return None
    right = setting.width - width
    middle = setting.plain_lines(
        values.middle, TextStyle("serif-italic", 12, 16.5, "text2"), right - width - 6 * MM
    )

    def paint(pen: Pen, top: float) -> None:
        x, low, cards = pen.left, top + upper + between, Part("L")
        steps = setting.words.then.join(clean(card.heading) for card in values.cards)
        with pen.figure(setting.words.loop.format(steps=steps), x, top, setting.width, tall):
            _paint_ring(pen, setting, top, upper, between, lower, width)
        _paint_card(pen, one, setting, x, top, width, upper, cards, new=False)
        _paint_card(pen, two, setting, x + right, top, width, upper, cards, new=False)
        _paint_card(pen, three, setting, x + right, low, width, lower, cards, new=False)
        _paint_card(pen, four, setting, x, low, width, lower, cards, new=False)
        at = top + upper + between / 2 - height_of(middle) / 2
        pen.lines(middle, x + setting.width / 2, at, align="middle")

    return Slab(tall, paint)


def _paint_ring(
    pen: Pen, setting: Setting, top: float, upper: float, between: float, lower: float, width: float
) -> None:
    """One closed ring behind the cards, an open arrow in each gap, clockwise."""
    x0, x1 = pen.left + width * 0.42, pen.left + setting.width - width * 0.42
    y0, y1 = top + upper * 0.4, top + upper + between + lower * 0.6
    cx, cy = (x0 + x1) / 2, top + upper + between / 2
    bow_x, bow_y = 4.5 * MM, 4.5 * MM
    pieces = (
        ("C", (cx - (cx - x0) * 0.5, y0 - bow_y), (cx + (x1 - cx) * 0.5, y0 - bow_y), (x1, y0)),
        ("C", (x1 + bow_x, cy - (cy - y0) * 0.5), (x1 + bow_x, cy + (y1 - cy) * 0.5), (x1, y1)),
        ("C", (cx + (x1 - cx) * 0.5, y1 + bow_y), (cx - (cx - x0) * 0.5, y1 + bow_y), (x0, y1)),
        ("C", (x0 - bow_x, cy + (y1 - cy) * 0.5), (x0 - bow_x, cy - (cy - y0) * 0.5), (x0, y0)),
    )
    soft, strong = setting.role("soft"), setting.role("strong")
    pen.path((x0, y0), pieces, edge=soft, width=_BAND, closed=True)
    pen.path((x0, y0), pieces, edge=strong, width=0.9, closed=True)
    out = 0.75  # a cubic's middle lies three quarters of the way to its handles
    tips = (
        (cx, y0 - bow_y * out, (1.0, 0.0)),
        (x1 + bow_x * out, cy, (0.0, 1.0)),
        (cx, y1 + bow_y * out, (-1.0, 0.0)),
        (x0 - bow_x * out, cy, (0.0, -1.0)),
    )
    for x, y, toward in tips:
        arrow_head(pen, x + toward[0] * 4, y + toward[1] * 4, toward, 8, strong, 1.3)


def _stack(cards: tuple[CycleCard, ...], middle: str, setting: Setting, *, new: bool) -> list[Slab]:
    """The cards one below the other with arrows down, then that it begins anew and what stands in the middle.

    A card too tall for a page becomes plain text.
    """
    found: list[Slab] = []
    whole = Part("L")
    for place, card in enumerate(cards):
        name = f"{'new' if new else 'loop'}{place}"
        one = _set(card, name, setting, setting.width, pad=_PAD, small=False)
        if one.height > setting.room * 0.6:
            found += _as_text(card, setting)
            continue
        found.append(_stacked(one, setting, whole, arrow=bool(found), new=new))
    if found:
        said = f"{setting.words.round_again} {middle}".rstrip()
        again = setting.plain_lines(said, setting.looks.lead, setting.width)
        found[-1] = replace(found[-1], keep=True)
        found.append(text_slab(again, 0.0, gap=2.4 * MM))
    return found


def _stacked(one: _SetCard, setting: Setting, whole: Part, *, arrow: bool, new: bool) -> Slab:
    """A card under the arrow that leads to it, also from the page before."""
    lead = (9 if setting.looks.large else 7) * MM if arrow else 0.0
    strong = "new.strong" if new else setting.role("strong")

    def paint(pen: Pen, top: float) -> None:
        if arrow:
            x, foot = pen.left + setting.width / 2, top + lead - 1.2 * MM
            pen.path((x, top + 1.2 * MM), (("L", (x, foot)),), edge=strong, width=1.3)
            arrow_head(pen, x, foot, (0.0, 1.0), 7, strong, 1.3)
        _paint_card(pen, one, setting, pen.left, top + lead, setting.width, one.height, whole, new=new)

    return Slab(lead + one.height, paint, gap=0.0 if arrow else 2 * MM)


def _as_text(card: CycleCard, setting: Setting) -> list[Slab]:
    """A card whose words are longer than a page: its heading and its words as text."""
    looks = setting.looks
    head = text_slab(
        setting.plain_lines(f"{card.side.upper()}  {card.heading}", looks.prompt, setting.width),
        0.0,
        gap=setting.section_gap,
        keep=True,
    )
    words = spoken((Run(card.words),), setting) if card.spoken else (Run(card.words),)
    found = [head, text_slab(setting.lines(words, looks.starter, setting.width), 0.0)]
    if card.label:
        line = f"{card.label}: {card.under or '____________'}"
        found.append(text_slab(setting.plain_lines(line, looks.note, setting.width), 0.0, gap=1.5 * MM))
    return found


def _new_cycle(values: CycleValues, setting: Setting) -> list[Slab]:
    found = [_new_title(values, setting)] if values.new_title else []
    row = None if setting.looks.large else _new_row(values.new_cards, setting)
    cards = [row] if row else _stack(values.new_cards, "", setting, new=True)
    return [*found, *cards]


def _new_title(values: CycleValues, setting: Setting) -> Slab:
    looks, part = setting.looks, heading(setting.deep + 1)
    title = setting.plain_lines(values.new_title, looks.second, setting.width)
    lead_width = setting.width - (0.0 if looks.large else title[0].width + 8 * MM)
    lead = setting.plain_lines(values.new_lead, looks.lead, lead_width) if values.new_lead else []
    if looks.large or len(title) > 1 or len(lead) > 1:
        lead = setting.plain_lines(values.new_lead, looks.lead, setting.width) if values.new_lead else []
        tall = height_of(title) + height_of(lead)

        def stacked(pen: Pen, top: float) -> None:
            with pen.part(part):
                below = pen.lines(title, pen.left, top)
            pen.lines(lead, pen.left, below)

        return Slab(tall + 2 * MM, stacked, gap=setting.section_gap, keep=True)

    def paint(pen: Pen, top: float) -> None:
        with pen.part(part):
            pen.lines(title, pen.left, top)
        for line in lead:
            pen.line(line, pen.left + setting.width, top + title[0].style.baseline, align="right")

    return Slab(height_of(title) + 2 * MM, paint, gap=setting.section_gap, keep=True)


def _new_row(cards: tuple[CycleCard, ...], setting: Setting) -> Slab | None:
    """The new cycle's cards side by side, a line leading back from the last to the first."""
    count = len(cards)
    gap = 8 * MM
    width = (setting.width - gap * (count - 1)) / count
    speech = setting.looks.starter._replace(size=11, leading=14.5)
    set_cards = [
        _set(card, f"new{place}", setting, width, pad=3.6 * MM, small=True, speech=speech)
        for place, card in enumerate(cards)
    ]
    tall = max(*(one.height for one in set_cards), 28 * MM * setting.tight)
    if tall > setting.room * 0.4:
        return None
    back = 8 * MM

    def paint(pen: Pen, top: float) -> None:
        whole = Part("L")
        for place, one in enumerate(set_cards):
            x = pen.left + place * (width + gap)
            _paint_card(pen, one, setting, x, top, width, tall, whole, new=True)
            if place + 1 < count:
                y = top + tall / 2
                pen.rule(x + width + 1.6 * MM, x + width + gap - 1.6 * MM, y, "new.strong", 1.1)
                arrow_head(pen, x + width + gap - 1.6 * MM, y, (1.0, 0.0), 6, "new.strong", 1.1)
        _paint_back(pen, pen.left + width / 2, pen.left + setting.width - width / 2, top + tall, back)

    return Slab(tall + back, paint)


def _paint_back(pen: Pen, left: float, right: float, y: float, deep: float) -> None:
    low, round_ = y + deep * 0.72, 4.4 * MM
    start = (right, y + 0.8 * MM)
    pieces = (
        ("C", (right, low), (right, low), (right - round_ * 1.6, low)),
        ("L", (left + round_ * 1.6, low)),
        ("C", (left, low), (left, low), (left, y + 1 * MM)),
    )
    pen.path(start, pieces, edge="new.strong", width=1.1)
    arrow_head(pen, left, y + 0.9 * MM, (0.0, -1.0), 6, "new.strong", 1.1)
