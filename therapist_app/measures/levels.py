"""The five levels of a goal, and what each is called."""

from __future__ import annotations

LEVELS = (-2, -1, 0, 1, 2)
LEVEL_WORDS: dict[int, str] = {
    -2: "much less than expected",
    -1: "less than expected",
    0: "as expected",
    1: "more than expected",
    2: "much more than expected",
}
