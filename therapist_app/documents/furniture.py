"""What stands on every page around its content: the phase tab, the footer, the short title on later pages."""

from __future__ import annotations

from dataclasses import dataclass

from therapist_app.documents.page import PhaseTab
from therapist_app.documents.pen import Pen
from therapist_app.documents.setting import height_of
from therapist_app.documents.style import LEFT, MM, PRINTABLE, RIGHT, TOP, Looks, TextStyle
from therapist_app.documents.text import by_first_words
from therapist_app.documents.typeset import Line, Setter

_TAB_WIDTH = 13 * MM
_TAB_TALL = 36.8 * MM
_TAB_FIRST, _TAB_STEP = 0.0786, 0.136  # of the page's height, for number 1 and from each to the next
_ASIDE = 48 * MM  # a longer name of the practice stands below the words of the footer
_APART = 8 * MM  # what runs at the left and at the right of later pages
_MOST_ASIDE = 0.7  # of that line, for whose copy it is; the title is cut before that
_FOOTER_RULE = 17.2 * MM


@dataclass(frozen=True, slots=True)
class Furniture:
    """The furniture of one document on one paper; `top` and `bottom` bound the room for content."""

    width: float
    height: float
    looks: Looks
    setter: Setter
    footer: list[Line]
    practice: list[Line]
    running: Line | None
    running_right: Line | None
    tab: PhaseTab | None
    page_of: str

    @property
    def text_width(self) -> float:
        """Between the margins."""
        return self.width - LEFT - RIGHT

    @property
    def footer_height(self) -> float:
        """From the footer's rule to the bottom of its last line."""
        leading = self.looks.footer.leading
        if self.looks.large:
            return 1.6 * MM + height_of(self.footer) + max(height_of(self.practice), leading)
        return 1.6 * MM + max(height_of(self.footer), height_of(self.practice) + leading)

    @property
    def rule_y(self) -> float:
        """Where the footer's rule lies; higher where its words need more lines."""
        lowest = self.height - PRINTABLE - self.footer_height
        return min(self.height - _FOOTER_RULE, lowest)

    @property
    def bottom(self) -> float:
        """Where content must end."""
        return min(self.height - self.looks.bottom, self.rule_y - 4.3 * MM)

    def top(self, page: int) -> float:
        """Where content begins on a page, the first being 1."""
        if page == 1:
            return TOP - 2.6 * MM
        below = self.looks.running.leading + (8 if self.looks.large else 6.5) * MM
        return TOP - 4.5 * MM + below if self.running else TOP

    def paint_above(self, pen: Pen, page: int) -> None:
        """Draw what is read before a page's content."""
        if page > 1 and self.running:
            self._paint_running(pen)

    def paint_below(self, pen: Pen, page: int, pages: int) -> None:
        """Draw what is read after it."""
        if self.tab:
            self._paint_tab(pen, self.tab)
        self._paint_footer(pen, self.page_of.format(page=page, pages=pages))

    def _paint_running(self, pen: Pen) -> None:
        style = self.looks.running
        top = TOP - 4.5 * MM
        right = LEFT + self.text_width
        if self.running:
            pen.line(self.running, LEFT, top + style.baseline)
        if self.running_right:
            pen.line(self.running_right, right, top + style.baseline, align="right")
        pen.rule(LEFT, right, top + style.leading + 1 * MM, "line")

    def _paint_footer(self, pen: Pen, page_words: str) -> None:
        y = self.rule_y
        right = LEFT + self.text_width
        pen.rule(LEFT, right, y, "line")
        below = pen.lines(self.footer, LEFT, y + 1.6 * MM)
        number = self.setter.line(page_words, self.looks.footer_bold)
        if self.looks.large:
            pen.lines(self.practice, LEFT, below)
            pen.line(number, right, below + number.style.baseline, align="right")
            return
        below = pen.lines(self.practice, right, y + 1.6 * MM, align="right")
        pen.line(number, right, below + number.style.baseline, align="right")

    def _paint_tab(self, pen: Pen, tab: PhaseTab) -> None:
        step = min(max(tab.number, 1), 6)
        top = self.height * (_TAB_FIRST + _TAB_STEP * (step - 1))
        x, radius, role = self.width - _TAB_WIDTH, 2 * MM, f"phase{step}"
        pen.box(x, top, _TAB_WIDTH + 3 * MM, _TAB_TALL, radius=radius, fill=f"{role}.fill")
        pen.path((x, top + radius), (("L", (x, top + _TAB_TALL - radius)),), edge=f"{role}.strong", width=1.2)
        large = self.looks.large
        ring = (4.4 if large else 2.9) * MM
        middle = x + (4.9 if large else 4.6) * MM
        y = top + (_TAB_TALL / 2 if large else 5.6 * MM)
        pen.ring(middle, y, ring, fill="surface", edge=f"{role}.strong", edge_width=1.0)
        style = TextStyle("sans-bold", 18 if large else 10.5, 14)
        pen.line(self.setter.line(str(tab.number), style), middle, y + style.size * 0.335, align="middle")
        if not large:
            self._paint_name(pen, tab.label, middle, top + 9.9 * MM)

    def _paint_name(self, pen: Pen, label: str, middle: float, top: float) -> None:
        """The name in two lines, turned to read downward, smaller where it is long."""
        room = _TAB_TALL - 11.5 * MM
        size = 7.6
        lines = self._halves(label, size, room)
        while max(line.width for line in lines) > room and size > 4.5:
            size -= 0.4
            lines = self._halves(label, size, room)
        if max(line.width for line in lines) > room:
            lines = lines[:1] if len(lines) == 1 else self.setter.words(label, _name_style(5), room)[:3]
        with pen.turned(middle, top, 90):
            leading = lines[0].style.leading
            first = -(len(lines) - 1) * leading / 2 + lines[0].style.size * 0.335
            for place, line in enumerate(lines):
                pen.line(line, 0, first + place * leading)

    def _halves(self, label: str, size: float, room: float) -> list[Line]:
        style = _name_style(size)
        whole = self.setter.line(label, style)
        for sign in (" & ", " / "):
            if sign in label:
                first, second = label.split(sign, 1)
                halves = (first, f"{sign.strip()} {second}") if sign == " & " else (f"{first} /", second)
                return [self.setter.line(half, style) for half in halves]
        return [whole] if whole.width <= room else self.setter.words(label, style, room)[:2]


def _name_style(size: float) -> TextStyle:
    return TextStyle("sans-bold", size, size * 1.28)


def furniture(
    paper: tuple[float, float],
    looks: Looks,
    setter: Setter,
    *,
    footer: str,
    practice: str,
    running: str,
    stamp: str = "",
    running_right: str = "",
    people: tuple[str, ...] = (),
    tab: PhaseTab | None,
    page_of: str,
) -> Furniture:
    """Set the furniture's words for a paper; where one of `people` is too long for them, its first word stands."""
    width = paper[0] - LEFT - RIGHT
    name = setter.line(practice, looks.footer)
    long_name = name.width > _ASIDE and not looks.large
    numbers = setter.width(page_of.format(page=88, pages=88), looks.footer_bold)
    aside = 0.0 if looks.large else max(0.0 if long_name else name.width, numbers) + 6 * MM
    words = setter.words(footer, looks.footer, width - aside) if footer.strip() else []
    if stamp:
        words = [*setter.words(stamp, looks.footer_bold, width - aside), *words]
    if long_name:
        words += setter.words(practice, looks.footer, width - aside)
    room = width * 0.62 if looks.large else _ASIDE
    names = [] if long_name or not practice.strip() else setter.words(practice, looks.footer, room)
    beside = max(width - setter.width(running, looks.running) - _APART, width * _MOST_ASIDE)
    right = _on_a_line(running_right, people, setter, looks.running, width / 2, beside)
    left = width - (right.width + _APART if right else 0.0)
    return Furniture(
        *paper,
        looks=looks,
        setter=setter,
        footer=words,
        practice=names,
        running=_on_a_line(running, people, setter, looks.running, left),
        running_right=right,
        tab=tab,
        page_of=page_of,
    )


def _on_a_line(
    text: str, names: tuple[str, ...], setter: Setter, style: TextStyle, width: float, most: float = 0.0
) -> Line | None:
    """Words on one line: whole, or with names by their first words if those differ, or cut; None for none.

    Where they are not whole they may take more than `width`, up to `most`.
    """
    if not text.strip():
        return None
    short = by_first_words(text, names)
    fitting = next((one for one in (text, short) if setter.width(one, style) <= width), short)
    return setter.shortened(fitting, style, max(width, most))
