"""The couple's loop as a small figure: what each does, what the other feels, the fear beneath; no Qt.

Legible from 280 points wide. What each does and fears stands at its side; what the other feels stands as a
caption over and under the two arrows, where a whole line is free for it. Lines are broken by an estimate of
0.58 em a letter, so no engine measures text.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from therapist_app.catalogue.model import Catalogue
from therapist_app.documents.figure import Anchor, Figure, Path, Shape, Text

SIZE = 13.0
SMALL = 12.0
LINE = 17.0
ARC = 26.0  # how high an arrow rises
GAP = 8.0  # between an arrow and the words beside it
_LETTER = 0.58
_ROLE_WORDS = {"pursuer": "reaches", "withdrawer": "pulls back"}


@dataclass(frozen=True, slots=True)
class LoopSide:
    """One partner's half of the loop, as the clinician wrote it; anything may be empty."""

    name: str
    role: str = ""
    does: str = ""
    sees: str = ""
    fear: str = ""

    @property
    def act(self) -> str:
        """What this partner does, in the written words, else in the words of the role."""
        return self.does.strip() or _ROLE_WORDS.get(self.role, "")

    @property
    def known(self) -> bool:
        """Whether anything of this half is known."""
        return any((self.act, self.sees.strip(), self.fear.strip()))


def loop_side(name: str, said: Mapping[str, str | None], catalogue: Catalogue) -> LoopSide:
    """One half from what was said of it: role, does, sees, fear (a key) and fear_words."""
    key = said.get("fear")
    fear = (said.get("fear_words") or "").strip() or (catalogue.fear(key).label.lower() if key else "")
    return LoopSide(name, said.get("role") or "", said.get("does") or "", said.get("sees") or "", fear)


def new_side(name: str, said: Mapping[str, str | None], catalogue: Catalogue) -> LoopSide:
    """One half of the new loop: their own new move, else the one that their role suggests."""
    role = said.get("role")
    return LoopSide(
        name, "", (said.get("new") or "").strip() or (catalogue.role(role).new_move if role else "")
    )


def wrap(text: str, width: float, size: float, lines: int) -> tuple[str, ...]:
    """Break `text` into at most `lines` lines of `width`; what does not fit ends in an ellipsis."""
    room = max(4, int(width / (size * _LETTER)))
    out: list[str] = []
    words = text.split()
    while words and len(out) < lines:
        line = words.pop(0)
        while words and len(line) + 1 + len(words[0]) <= room:
            line += " " + words.pop(0)
        if len(line) > room:
            end = line.rfind("-", 1, room) + 1 or room  # at a hyphen of its own, if it has one
            words.insert(0, line[end:])
            line = line[:end]
        out.append(line)
    if words and out:
        out[-1] = out[-1][: room - 1].rstrip(" ,.;") + "…"
    return tuple(out)


def loop_figure(a: LoopSide, b: LoopSide, width: float = 300.0) -> Figure:
    """The loop drawn: the upper arrow runs from A to B and says what B feels, the lower one runs back."""
    column = width / 2 - 6
    left, right = _node(a, column), _node(b, column)
    over, under = (wrap(side.sees, width, SMALL, 2) for side in (b, a))
    rise = LINE * len(over) + ARC
    top = rise + GAP
    low = top + LINE * max(len(left), len(right)) + GAP
    shapes: list[Shape] = [*_arrow(width, rise, -1), *_arrow(width, low, +1)]
    shapes += _caption(over, width, SMALL)
    shapes += _caption(under, width, low + ARC + SMALL)
    shapes += _words(left, 0.0, top, "start") + _words(right, width, top, "end")
    return Figure(
        width=width,
        height=low + ARC + LINE * len(under) + 2,
        shapes=tuple(shapes),
        summary=loop_sentence(a, b),
        head=("", a.name, b.name),
        rows=(
            ("does", a.act, b.act),
            ("feels", a.sees.strip(), b.sees.strip()),
            ("fears", a.fear.strip(), b.fear.strip()),
        ),
    )


def loop_sentence(a: LoopSide, b: LoopSide) -> str:
    """The loop in words, for a tooltip and a screen reader."""
    said = [_side_sentence(side) for side in (a, b) if side.known]
    return " ".join(said) or "Their cycle is not drawn yet."


def _side_sentence(side: LoopSide) -> str:
    parts = [
        side.act,
        f"feels: {side.sees.strip()}" if side.sees.strip() else "",
        f"fears: {side.fear.strip()}" if side.fear.strip() else "",
    ]
    said = "; ".join(part for part in parts if part).rstrip(".")
    return f"{side.name}: {said}."


def _node(side: LoopSide, width: float) -> list[tuple[str, bool]]:
    colon = ":" if side.act.startswith(("I ", "I'", "I’")) else ""  # quoted in their own words
    said = f"{side.name}{colon} {side.act}".strip()
    lines = [(text, True) for text in wrap(said, width, SIZE, 4)]
    fear = f"fear: {side.fear.strip()}" if side.fear.strip() else ""
    return lines + [(text, False) for text in wrap(fear, width, SMALL, 3)]


def _words(lines: list[tuple[str, bool]], x: float, top: float, anchor: Anchor) -> list[Shape]:
    return [
        Text(
            x,
            top + LINE * index + 13,
            text,
            SIZE if strong else SMALL,
            "text" if strong else "text2",
            "bold" if strong else "regular",
            anchor,
        )
        for index, (text, strong) in enumerate(lines)
    ]


def _caption(lines: tuple[str, ...], width: float, first: float) -> list[Shape]:
    return [
        Text(width / 2, first + LINE * index, line, SMALL, "text2", "regular", "middle")
        for index, line in enumerate(lines)
    ]


def _arrow(width: float, y: float, way: int) -> list[Shape]:
    """A flat arc from side to side (way -1 above, going right; +1 below, going left) with its head."""
    inner, lift = width * 0.14, (ARC - 4) / 0.75 * way
    start, end = (inner, y), (width - inner, y)
    if way > 0:
        start, end = end, start
    bend = (end[0] - start[0]) * 0.25
    arc = Path(
        start,
        (("C", (start[0] + bend, y + lift), (end[0] - bend, y + lift), end),),
        edge="text2",
        edge_width=1.4,
    )
    toward = 1 if end[0] > start[0] else -1
    x, tip = end
    head = Path(
        (x + 1.5 * toward, tip - way * 1.0),
        (("L", (x - 9.5 * toward, tip + way * 1.5)), ("L", (x - 4 * toward, tip + way * 9))),
        fill="text2",
        closed=True,
    )
    return [arc, head]
