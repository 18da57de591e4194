"""Scripts whose letters join, turn and carry marks: each drawn sign keeps the letters it stands for.

The file says which letters each sign means: words can be searched and copied as they were typed.
"""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import Any, NamedTuple, TypeAlias

import uharfbuzz  # pyright: ignore[reportMissingTypeStubs]

_hb: Any = uharfbuzz  # has no types of its own
_NOTHING = "\u200b"  # what a sign stands for that no letter asked for, such as the ring under a mark alone


class Sign(NamedTuple):
    """One drawn sign and the letters it stands for.

    In thousandths of the size: its own width, how far it moves the pen, and where it stands.
    """

    glyph: int
    letters: str
    width: float
    advance: float
    shift: float = 0.0
    rise: float = 0.0


Signs: TypeAlias = list[Sign]


def of_weight(data: bytes, weight: int) -> bytes:
    """A font file with its weight fixed; as it is where it has only one."""
    face = _hb.Face(data)
    if not face.axis_infos:
        return data
    wanted = _hb.SubsetInput()
    wanted.keep_everything()
    wanted.pin_axis_location(face, "wght", float(weight))
    return bytes(_hb.subset(face, wanted).blob.data)


def shape(shaper: Any, text: str, script: str, *, leftward: bool) -> Signs:
    """The signs of a text in one script, from left to right as they are seen."""
    if not text:
        return []
    buffer = _hb.Buffer()
    buffer.cluster_level = _hb.BufferClusterLevel.MONOTONE_CHARACTERS
    buffer.add_str(text)
    buffer.direction = "rtl" if leftward else "ltr"
    buffer.script = script
    _hb.shape(shaper, buffer, {"dlig": False})
    infos = buffer.glyph_infos
    clusters = [info.cluster for info in infos]
    order = -1 if leftward else 1
    letters = _shared_out(text, clusters[::order])[::order]
    scale = 1000 / shaper.face.upem
    space = shaper.get_nominal_glyph(0x20)
    unseen = shaper.get_glyph_h_advance(space) * scale
    found: Signs = []
    for info, place, part in zip(infos, buffer.glyph_positions, letters, strict=True):
        first, *more = part or _NOTHING
        wide = shaper.get_glyph_h_advance(info.codepoint) * scale
        moved = (place.x_advance * scale, place.x_offset * scale, place.y_offset * scale)
        # Further letters get a sign without ink or room, so that they can be found.
        others = [Sign(space, letter, unseen, 0.0, 0.0, moved[2]) for letter in more]
        drawn = [Sign(info.codepoint, first, wide, *moved), *others]
        found += drawn[::order]
    return found


def _shared_out(text: str, clusters: list[int]) -> list[str]:
    """Which letters each sign stands for, in reading order: of several that belong together, one each."""
    ends = dict(pairwise([*sorted(set(clusters)), len(text)]))
    left = Counter(clusters)
    begun: dict[int, int] = {}
    found: list[str] = []
    for cluster in clusters:
        start = begun.get(cluster, cluster)
        left[cluster] -= 1
        begun[cluster] = start + 1 if left[cluster] else ends[cluster]
        found.append(text[start : begun[cluster]])
    return found
