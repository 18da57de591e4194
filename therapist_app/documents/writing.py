"""Text that is read: paragraphs, steps, lists, words to borrow and short exchanges."""

from __future__ import annotations

from dataclasses import replace

from therapist_app.documents.blocks import Bullets, Example, Paragraph, Run, Runs, Starters, Steps
from therapist_app.documents.pen import Pen
from therapist_app.documents.setting import Setting, height_of, text_slab
from therapist_app.documents.slabs import Slab, beside
from therapist_app.documents.structure import NUMBERED, Part
from therapist_app.documents.style import MM, TextStyle
from therapist_app.documents.text import by_first_words, plain
from therapist_app.documents.typeset import Line, hung

_QUOTES = '“”„‟«»‹›"‘’'


def paragraph(block: Paragraph, setting: Setting, x: float, width: float) -> list[Slab]:
    """Ordinary text; each of its line ends begins a new paragraph."""
    return [text_slab(setting.lines(block.runs, setting.looks.text, width), x)]


def steps(block: Steps, setting: Setting, x: float, width: float) -> list[Slab]:
    """Numbered acts, their serif numerals hung before them."""
    found: list[Slab] = []
    whole, hang = Part("L", attributes=NUMBERED), setting.looks.hang
    for number, runs in enumerate(block.items, start=1):
        item = whole.part("LI")
        label = item.part("Lbl")
        lines = setting.lines(runs, setting.looks.text, width - hang)
        gap = setting.step_gap if found else 0.0
        slab = text_slab(lines, x + hang, gap=gap, part=item.part("LBody"))
        numeral = setting.setter.line(str(number), setting.looks.numeral)
        found.append(_hung(slab, numeral, x, label))
    return found


def bullets(block: Bullets, setting: Setting, x: float, width: float) -> list[Slab]:
    """A plain list with small discs."""
    style, whole = setting.looks.text, Part("L")
    hang = setting.looks.hang * 0.6
    found: list[Slab] = []
    for runs in block.items:
        lines = setting.lines(runs, style, width - hang)
        gap = setting.step_gap if found else 0.0
        slab = text_slab(lines, x + hang, gap=gap, part=whole.part("LI").part("LBody"))

        def disc(pen: Pen, top: float) -> None:
            pen.ring(
                pen.left + x + 0.14 * style.size,
                top + style.baseline - 0.32 * style.size,
                0.14 * style.size,
                fill="text2",
                edge=None,
            )

        found.append(beside(slab, style.leading, disc))
    return found


def starters(block: Starters, setting: Setting, x: float, width: float) -> list[Slab]:
    """Words to borrow: italic, the opening quote mark hung before them."""
    whole, hang = Part("L"), setting.looks.hang
    found: list[Slab] = []
    for runs in block.items:
        body = whole.part("LI").part("LBody")
        slab = _speech(runs, setting, setting.looks.starter, x + hang, width - hang, body)
        found.append(_gapped(slab, setting.step_gap * 1.3 if found else 0.0))
    return found


def example(block: Example, setting: Setting, x: float, width: float) -> list[Slab]:
    """A short exchange, the names hung in the margin; a single voice is set in italics without a name."""
    names = [setting.setter.width(name, setting.looks.prompt) for name, _ in block.turns if name]
    if not names:
        return _single_voice(block, setting, x, width)
    room = width * 0.3
    hang = min(max(names) + 4 * MM, room) if not setting.looks.large else min(max(names) + 8 * MM, room)
    hang = max(hang, setting.looks.hang * 1.7)
    found: list[Slab] = []
    if any(
        len(setting.plain_lines(name, setting.looks.prompt, hang - 2 * MM)) > 2 for name, _ in block.turns
    ):
        return _long_names(block, setting, x, width)
    whole = Part("L")
    for name, runs in block.turns:
        item = whole.part("LI")
        label, body = item.part("Lbl"), item.part("LBody")
        quote = setting.setter.width(setting.words.open_quote, setting.looks.spoken)
        slab = _speech(runs, setting, setting.looks.spoken, x + hang + quote, width - hang - quote, body)
        slab = _gapped(slab, setting.step_gap * 1.1 if found else 0.0)
        lines = setting.plain_lines(name, setting.looks.prompt, hang - 2 * MM) if name else []
        found.append(_named(slab, lines, x, label) if name else slab)
    return found


def _long_names(block: Example, setting: Setting, x: float, width: float) -> list[Slab]:
    """An exchange between names too long to stand beside what they say: each on a line above it."""
    found: list[Slab] = []
    quote = setting.setter.width(setting.words.open_quote, setting.looks.spoken)
    for name, runs in block.turns:
        gap = setting.step_gap * 1.4 if found else 0.0
        if name:
            short = by_first_words(name, (setting.a, setting.b))
            fits = setting.setter.width(name, setting.looks.prompt) <= width
            line = setting.setter.shortened(name if fits else short, setting.looks.prompt, width)
            found.append(text_slab([line], x, gap=gap, keep=True))
            gap = 0.0
        slab = _speech(runs, setting, setting.looks.spoken, x + quote, width - quote)
        found.append(_gapped(slab, gap))
    return found


def spoken(runs: Runs, setting: Setting) -> Runs:
    """The runs between quote marks, unless they were typed with some."""
    text = plain(runs).strip()
    if not text or text[0] in _QUOTES:
        return runs
    first, last = Run(setting.words.open_quote), Run(setting.words.close_quote)
    return (first, *_stripped(runs), last)


def _single_voice(block: Example, setting: Setting, x: float, width: float) -> list[Slab]:
    found: list[Slab] = []
    for _, runs in block.turns:
        quote = setting.setter.width(setting.words.open_quote, setting.looks.starter)
        slab = _speech(runs, setting, setting.looks.starter, x + quote, width - quote)
        found.append(_gapped(slab, setting.step_gap if found else 0.0))
    return found


def _speech(
    runs: Runs, setting: Setting, style: TextStyle, x: float, width: float, part: Part | None = None
) -> Slab:
    """Lines of speech at `x`, the opening quote mark hung to their left."""
    text = plain(runs).strip()
    # There the opening mark is at the right end.
    if setting.setter.is_rightward(text):
        return text_slab(setting.lines(spoken(runs, setting), style, width), x, part=part)
    if not text or text[0] in _QUOTES:
        return text_slab(setting.lines(runs, style, width), x, part=part)
    closed = (*_stripped(runs), Run(setting.words.close_quote))
    first, *others = setting.lines(closed, style, width)
    quote = setting.setter.line(setting.words.open_quote, style)
    return text_slab([hung(quote, first), *others], x, part=part)


def _stripped(runs: Runs) -> Runs:
    """The runs without space at their two ends."""
    last = len(runs) - 1
    return tuple(
        Run(
            run.text.lstrip()
            if not place and last
            else run.text.strip()
            if not last
            else run.text.rstrip()
            if place == last
            else run.text,
            run.bold,
            run.italic,
        )
        for place, run in enumerate(runs)
    )


def _hung(slab: Slab, numeral: Line, x: float, label: Part) -> Slab:
    """A numeral on the first baseline of the slab."""

    def paint(pen: Pen, top: float) -> None:
        with pen.part(label):
            pen.line(numeral, pen.left + x, top + slab.baseline)

    return beside(slab, numeral.style.leading, paint)


def _named(slab: Slab, lines: list[Line], x: float, label: Part) -> Slab:
    shift = slab.baseline - lines[0].style.baseline
    tall = height_of(lines) + shift
    named = beside(slab, tall, lambda pen, top: _draw(pen, lines, x, top + shift, label))
    return named if tall <= slab.height else _taller(named, tall)


def _taller(slab: Slab, height: float) -> Slab:
    """A short turn beside a long name: the next turn begins below the name."""
    return Slab(height, slab.paint, gap=slab.gap, baseline=slab.baseline)


def _draw(pen: Pen, lines: list[Line], x: float, top: float, part: Part) -> None:
    with pen.part(part):
        pen.lines(lines, pen.left + x, top)


def _gapped(slab: Slab, gap: float) -> Slab:
    return replace(slab, gap=gap)
