"""The few marks of a handout's text, as a menu that puts them where the caret is; no Qt."""

from __future__ import annotations

MARKS: tuple[tuple[str, str], ...] = (
    ("Heading at the side", "## Heading"),
    ("New part, on a fresh page", "# Heading"),
    ("Steps", "1. First\n2. Then"),
    ("List", "- One\n- Another"),
    ("Words to borrow", "> I would like \N{HORIZONTAL ELLIPSIS}"),
    ("Lines to write on", ":::lines 3\nWhat helps me\n:::"),
    ("Boxes to check", ":::check\nWe chose a day.\nWe did it.\n:::"),
    ("Circles to mark", ":::rate 0-4\nHow calm was it?\nwords: not yet, a little, half, mostly, fully\n:::"),
    ("An exchange", ":::example\n**{a}:** I was worried.\n**{b}:** I hear that.\n:::"),
    ("Table", "| In place of | Try |\n|---|---|\n| | |"),
    ("A log, a row a day", ":::grid days 7\nnames: Done\nwrite: A word\n:::"),
    ("Their promises for a week", ":::grid week\n:::"),
    ("Their cycle, drawn", ":::cycle\n:::"),
    ("Names", "{a} and {b}"),
)
"""What a mark is for, and the text that shows it in use."""

HELP = (
    "Plain text. A blank line begins a new paragraph, **two stars** make bold, *one star* italic. {a} and {b} become "
    "their names; nothing about one couple belongs here. Insert shows the marks."
)
