"""Text that someone wrote: headings, lists with ticks, quotes; each paragraph in the direction it is read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from therapist_app.documents.blocks import Passage, Written
from therapist_app.documents.marks import check_box, discs, tick
from therapist_app.documents.pen import Pen
from therapist_app.documents.setting import Setting, text_slab
from therapist_app.documents.slabs import Paint, Slab, beside
from therapist_app.documents.structure import NUMBERED, Part, heading
from therapist_app.documents.style import MM, TextStyle
from therapist_app.documents.text import plain

_ITEMS = ("bullet", "number", "tick", "ticked")
_READERS = ("joint", "a", "b", "own")
_LEADS = ("head", *_READERS)  # never the last on a page


def written(block: Written, setting: Setting, x: float, width: float) -> list[Slab]:
    """The passages below each other."""
    found: list[Slab] = []
    before = ""
    for passage, part in zip(block.passages, _parts(block.passages, setting), strict=True):
        slab = _passage(passage, part, setting, x, width)
        gap = _gap(before, passage.mark, setting) if found else 0.0
        found.append(replace(slab, gap=gap, keep=passage.mark in _LEADS))
        before = passage.mark
    if block.whole:
        found = [*(replace(slab, keep=True) for slab in found[:-1]), *found[-1:]]
    return found


def _parts(passages: tuple[Passage, ...], setting: Setting) -> Iterator[Part]:
    """What each passage is; items that follow each other are one list, deeper ones a list within their item."""
    lists: list[
        tuple[int, Part, Part]
    ] = []  # each deeper than the one before, with the words of its last item
    for passage in passages:
        if passage.mark not in _ITEMS:
            lists.clear()
            is_quote = passage.mark == "quote"
            plain_part = Part("P", Part("BlockQuote")) if is_quote else Part("P")
            yield heading(setting.deep + 1) if passage.mark == "head" else plain_part
            continue
        while lists and lists[-1][0] > passage.level:
            lists.pop()
        if lists and lists[-1][0] == passage.level:
            whole = lists.pop()[1]
        else:
            over = lists[-1][2] if lists else None
            whole = Part("L", over, attributes=NUMBERED if passage.mark == "number" else "")
        body = whole.part("LI").part("LBody")
        lists.append((passage.level, whole, body))
        yield body


def _gap(before: str, mark: str, setting: Setting) -> float:
    """Lists are close, what belongs together is closer, a heading has air above it."""
    room = (1.7 if setting.looks.large else 1.0) * MM * setting.tight
    if before in _READERS:
        return 0.4 * room
    if before == "small" or mark == "small":
        return 0.3 * room
    if mark in _READERS:
        return 4.2 * room
    if mark == "head":
        return 3.2 * room
    if before == "head":
        return 0.6 * room
    return setting.step_gap if before in _ITEMS and mark in _ITEMS else 2.2 * room


def _passage(passage: Passage, part: Part, setting: Setting, x: float, width: float) -> Slab:
    """One passage; read from the right, everything lies the other way round."""
    looks = setting.looks
    style = _style(passage.mark, setting)
    rightward = setting.setter.is_rightward(plain(passage.runs))
    hang = _hang(passage.mark, setting)
    indent = passage.level * looks.hang * 0.75
    lines = setting.lines(passage.runs, style, width - indent - hang)
    if rightward:
        slab = text_slab(lines, x + width - indent - hang, align="right", part=part)
        at = x + width - indent
    else:
        slab = text_slab(lines, x + indent + hang, part=part)
        at = x + indent
    if passage.mark == "quote":
        return _barred(slab, at)
    label = (part.whole or part).part("Lbl")
    paint = _mark(passage, label, setting, style, at, rightward=rightward)
    return beside(slab, style.leading, paint) if paint else slab


def _style(mark: str, setting: Setting) -> TextStyle:
    looks = setting.looks
    if mark == "head":
        return looks.prompt
    if mark in _READERS or mark == "small":
        return looks.small
    return looks.spoken if mark == "quote" else looks.text


def _hang(mark: str, setting: Setting) -> float:
    """How far the words stand behind their mark."""
    looks = setting.looks
    if mark in ("tick", "ticked"):
        return looks.hang * 0.85
    if mark in _ITEMS:
        return looks.hang * 0.7
    if mark == "quote":
        return 4 * MM
    return {"joint": 7.4 * MM, "a": 5 * MM, "b": 5 * MM}.get(mark, 0.0) * (1.5 if looks.large else 1)


def _mark(
    passage: Passage, label: Part, setting: Setting, style: TextStyle, at: float, *, rightward: bool
) -> Paint | None:
    """What paints the mark of a passage that begins at `at`; a number or a box is its label."""
    middle = style.baseline - 0.34 * style.size
    size = setting.looks.box * 0.72
    if passage.mark == "bullet":
        dot = 0.14 * style.size
        x = at - dot if rightward else at + dot
        return lambda pen, top: pen.ring(pen.left + x, top + middle, dot, fill="text2", edge=None)
    if passage.mark == "number":
        line = setting.setter.line(f"{passage.number}.", style)
        left = at - line.width if rightward else at

        def numeral(pen: Pen, top: float) -> None:
            with pen.part(label):
                pen.line(line, pen.left + left, top + style.baseline)

        return numeral
    if passage.mark in ("tick", "ticked"):
        left = at - size if rightward else at
        said = setting.words.ticked if passage.mark == "ticked" else setting.words.not_ticked

        def box(pen: Pen, top: float) -> None:
            with pen.figure(said, pen.left + left, top + middle - size / 2, size, size, label):
                check_box(pen, pen.left + left, top + middle, size)
                if passage.mark == "ticked":
                    tick(pen, pen.left + left + size / 2, top + middle, size)

        return box
    return _reader_mark(passage.mark, setting, style, at)


def _reader_mark(mark: str, setting: Setting, style: TextStyle, at: float) -> Paint | None:
    """The discs of those for whom the passages below are; the words beside them say it."""
    middle, radius = style.baseline - 0.34 * style.size, 0.42 * style.size
    if mark not in ("joint", "a", "b"):
        return None
    who = "both" if mark == "joint" else "a" if mark == "a" else "b"

    def paint(pen: Pen, top: float) -> None:
        with pen.unsaid():
            discs(pen, setting.setter, pen.left + at, top + middle, radius, who)

    return paint


def _barred(slab: Slab, x: float) -> Slab:
    """A quote with a line along it, on both pages where it is parted."""

    def paint(pen: Pen, top: float) -> None:
        pen.path(
            (pen.left + x, top + 1), (("L", (pen.left + x, top + slab.height - 1)),), edge="rule", width=1.6
        )
        slab.paint(pen, top)

    cut = slab.cut

    def parted(room: float) -> tuple[Slab, Slab] | None:
        found = cut(room) if cut else None
        return (_barred(found[0], x), _barred(found[1], x)) if found else None

    return replace(slab, paint=paint, cut=parted if cut else None)
