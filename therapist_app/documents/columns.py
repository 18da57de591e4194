"""Shares a width between columns: each gets what it asks for if there is room, else none starves another."""

from __future__ import annotations

from collections.abc import Sequence


def share(wanted: Sequence[float], total: float, least: float = 0.0) -> list[float]:
    """Widths that sum to `total`: small wishes are met in full, the large ones share what is left.

    Spare room is given out evenly. No column is narrower than `least`, if the total allows that at all.
    """
    count = len(wanted)
    if not count:
        return []
    least = min(least, total / count)
    asked = [max(one, least) for one in wanted]
    if sum(asked) <= total:
        spare = (total - sum(asked)) / count
        return [one + spare for one in asked]
    given = [0.0] * count
    left, open_ = total, sorted(range(count), key=lambda place: asked[place])
    while open_:
        place = open_.pop(0)
        given[place] = min(asked[place], left / (len(open_) + 1))
        left -= given[place]
    return given
