"""What is filled in by hand: lines under a prompt, boxes to tick, rings to mark."""

from __future__ import annotations

from dataclasses import replace

from therapist_app.documents.blanks import Blank, BlankKind
from therapist_app.documents.blocks import Checks, Lines, Rate, Runs
from therapist_app.documents.marks import blank_box, rating_rings
from therapist_app.documents.pen import Pen
from therapist_app.documents.setting import Setting, height_of, text_slab
from therapist_app.documents.slabs import BELOW_A_LINE, Paint, Slab, beside, led
from therapist_app.documents.structure import Part
from therapist_app.documents.style import MM
from therapist_app.documents.text import plain
from therapist_app.documents.typeset import Line

_WHOLE = 6  # so many lines are never parted
_ON = "_more"  # marks the name of lines that go on overleaf


def lines(block: Lines, setting: Setting, x: float, width: float) -> list[Slab]:
    """A bold prompt and lines to write on; the prompt never parts from its first two lines."""
    prompt = setting.lines(block.prompt, setting.looks.prompt, width) if block.prompt else []
    kind = BlankKind.AREA if block.count > 1 else BlankKind.LINE
    blank = setting.blank(kind, plain(block.prompt))
    part = Part("P")
    if len(prompt) <= 8:
        return [_lined(prompt, blank, block.count, setting, x, width, setting.pitch, part)]
    above = replace(text_slab(prompt, x, part=part), keep=True)
    return [above, _lined([], blank, block.count, setting, x, width, setting.pitch, part)]


def _lined(
    prompt: list[Line],
    blank: Blank,
    count: int,
    setting: Setting,
    x: float,
    width: float,
    pitch: float,
    part: Part,
) -> Slab:
    head = height_of(prompt)

    def paint(pen: Pen, top: float) -> None:
        with pen.part(part):
            draw(pen, top)

    def draw(pen: Pen, top: float) -> None:
        pen.lines(prompt, pen.left + x, top)
        for place in range(1, count + 1):
            y = top + head + place * pitch
            pen.rule(pen.left + x, pen.left + x + width, y, setting.looks.write_line, 0.6)
        above = min(2.0, pitch / 4)
        pen.blank(blank, pen.left + x, top + head + above, width, count * pitch - above - 1)

    def cut(room: float) -> tuple[Slab, Slab] | None:
        fits = min(int((room + 0.01 - head) // pitch), count - 2)
        if fits < 2:
            return None
        rest = _lined([], blank.also(_ON), count - fits, setting, x, width, pitch, part)
        return _lined(prompt, blank, fits, setting, x, width, pitch, part), rest

    def widen(extra: float) -> Slab:
        wider = max(pitch, min(pitch + extra, setting.looks.widest_pitch))
        return _lined(prompt, blank, count, setting, x, width, wider, part)

    return Slab(
        height=head + count * pitch,
        paint=paint,
        baseline=prompt[0].style.baseline if prompt else setting.looks.text.baseline,
        fewest=head + 2 * pitch,
        lines=count,
        foot=BELOW_A_LINE * setting.tight,
        cut=cut if count > _WHOLE else None,
        widen=widen,
    )


def checks(block: Checks, setting: Setting, x: float, width: float) -> list[Slab]:
    """A box to tick before each line of words."""
    style, size, hang = setting.looks.text, setting.looks.box, setting.looks.hang
    middle = style.baseline - 0.34 * style.size
    found: list[Slab] = []
    whole = Part("L")

    def box(blank: Blank, part: Part) -> Paint:
        def paint(pen: Pen, top: float) -> None:
            with pen.part(part):
                blank_box(pen, lambda: blank, setting.words.to_tick, pen.left + x, top + middle, size)

        return paint

    for at, runs in enumerate(block.items):
        gap, body = setting.step_gap * 1.25 if found else 0.0, whole.part("LI").part("LBody")
        slab = text_slab(setting.lines(runs, style, width - hang), x + hang, gap=gap, part=body)
        blank = setting.blank(BlankKind.TICK, plain(runs), f"_{at}")
        found.append(beside(slab, max(style.leading, middle + size / 2), box(blank, body)))
    return found


def rate(block: Rate, setting: Setting, x: float, width: float) -> list[Slab]:
    """Each prompt with its rings; words stand beside the rings, or in one key below where there are many."""
    count = block.high - block.low + 1
    legend = " · ".join(f"{block.low + place} {word}" for place, word in enumerate(block.words))
    keys = block.keys or ("",) * len(block.prompts)
    rings = _Rings(block.low, count, block.words, setting)
    if len(block.prompts) <= 2 and rings.words_fit(width):
        return [
            _rated(runs, rings.of(runs, at, key), setting, x, width, gap=bool(at))
            for at, (runs, key) in enumerate(zip(block.prompts, keys, strict=True))
        ]
    rings = _Rings(block.low, count, (), setting)
    under = setting.looks.large or rings.width > width * 0.6
    found: list[Slab] = []
    for at, (runs, key) in enumerate(zip(block.prompts, keys, strict=True)):
        own = rings.of(runs, at, key)
        if under:
            found.append(_rated(runs, own, setting, x, width, gap=bool(found)))
        else:
            words = _rated_words(runs, setting, width - rings.width - 6 * MM)
            found.append(_rated_row(words, own, setting, x, width))
    if legend:
        key = text_slab(setting.plain_lines(legend, setting.looks.small, width), x)
        if setting.looks.large:  # the rings may go on overleaf, and what they mean must be known before
            return led([key], [replace(found[0], gap=2.2 * MM), *found[1:]], setting.room)
        found[-1] = replace(found[-1], keep=True)
        found.append(replace(key, gap=2.2 * MM))
    return found


def _rated_words(runs: Runs, setting: Setting, width: float) -> list[Line]:
    """The words of something that is rated."""
    return setting.lines(runs, setting.looks.text, width)


class _Rings:
    """A row of rings from `low` up, each with its word beside it if words are given."""

    def __init__(
        self, low: int, count: int, words: tuple[str, ...], setting: Setting, blank: Blank | None = None
    ) -> None:
        self.low, self.count, self.words, self.setting = low, count, words, setting
        self.blank = blank
        self.step = min(setting.looks.ring_step, setting.main_width / count)
        self.size = min(setting.looks.ring, self.step * 0.86)
        self.width = (count - 1) * self.step + self.size

    def of(self, runs: Runs, at: int, key: str = "") -> _Rings:
        """The row for one prompt, the `at`-th of its block; `key` is the sign that it rates."""
        values = tuple(str(self.low + place) for place in range(self.count))
        blank = replace(self.setting.blank(BlankKind.RING, plain(runs), f"_{at}", values), key=key)
        return _Rings(self.low, self.count, self.words, self.setting, blank)

    def words_fit(self, width: float) -> bool:
        """Whether each word has room beside its ring."""
        if not self.words or self.setting.looks.large:
            return False
        style = self.setting.looks.small
        widest = max(self.setting.setter.width(word, style) for word in self.words)
        return widest + self.size + 4 * MM <= width / self.count

    def paint(self, pen: Pen, x: float, middle: float, width: float) -> None:
        """Draw the row from `x`, around the height `middle`."""
        setter, style = self.setting.setter, self.setting.looks.small
        step = min(width / self.count, 24 * MM) if self.words else self.step
        places = [(self.low + place, x + self.size / 2 + place * step) for place in range(self.count)]
        words = [setter.line(word, style) for word in self.words]
        inside, blank = self.setting.looks.figure_in_ring, self.blank
        told = (lambda: blank) if blank else None
        rating_rings(pen, setter, places, middle, self.size, inside, blank=told, words=words)


def _rated(runs: Runs, rings: _Rings, setting: Setting, x: float, width: float, *, gap: bool) -> Slab:
    """The prompt with the rings under it."""
    prompt = _rated_words(runs, setting, width)
    head = height_of(prompt)
    space = 1.6 * MM
    tall = head + space + rings.size + 1

    def paint(pen: Pen, top: float) -> None:
        with pen.part(Part("P")):
            pen.lines(prompt, pen.left + x, top)
            rings.paint(pen, pen.left + x, top + head + space + rings.size / 2, width)

    baseline = prompt[0].style.baseline
    return Slab(tall, paint, gap=setting.step_gap * 2.2 if gap else 0.0, baseline=baseline)


def _rated_row(prompt: list[Line], rings: _Rings, setting: Setting, x: float, width: float) -> Slab:
    """The prompt at the left, its rings at the right, a hairline below."""
    tall = max(height_of(prompt), rings.size) + 2.6 * MM

    def paint(pen: Pen, top: float) -> None:
        style = prompt[0].style
        middle = top + style.baseline - 0.335 * style.size
        with pen.part(Part("P")):
            pen.lines(prompt, pen.left + x, top)
            rings.paint(pen, pen.left + x + width - rings.width, middle, rings.width)
        pen.rule(pen.left + x, pen.left + x + width, top + tall - 0.8 * MM, setting.looks.row_line)

    return Slab(tall, paint, baseline=prompt[0].style.baseline, gap=0.6 * MM)
