"""What "find or do" offers for what was typed."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from ui.kit.places import Place
from ui.shell.actions import ACTIONS, Action, action
from ui.shell.caseload_words import CoupleRow
from ui.shell.matching import Match, match

_COUPLES, _DO = "Couples", "Do"
_MOST_COUPLES = 6
_FOR_COUPLE = (("new_note", "Write note for"), ("print_handout", "Print handout for"))


@dataclass(frozen=True, slots=True)
class Item:
    """One line: a couple to open, or an action to do. `spans` are the letters to show bold."""

    group: str
    words: str
    second: str = ""
    spans: tuple[tuple[int, int], ...] = ()
    icon: str = ""
    phase: int = 0
    shortcut: str = ""
    action: str = ""  # key of an action
    couple_id: str = ""  # of the couple to open, or to do the action with
    session_id: str = ""  # of the note to open
    sheet: str = ""  # of the handout to show
    choice: str = ""  # key of what is chosen
    bold: tuple[tuple[int, int], ...] = ()  # letters of the second line to show bold
    asked: str = ""  # words to look for everywhere

    @property
    def place(self) -> Place | None:
        """Where this line leads, if it leads somewhere."""
        if self.asked:
            return Place("search", extra={"words": self.asked})
        if self.session_id:
            return Place("note", self.couple_id, self.session_id)
        if self.sheet:
            return Place("handouts", extra={"sheet": self.sheet})
        return None if self.action else Place("couple", self.couple_id)


def items_for(typed: str, couples: Sequence[CoupleRow], hidden: Collection[str]) -> list[Item]:
    """Couples first, then what can be done with the best of them, then the other actions that fit."""
    found = _couples(typed, couples)
    items = list(found)
    best = found[0] if typed.strip() and found else None
    if best is not None:
        items += [_with_couple(key, words, best) for key, words in _FOR_COUPLE if key not in hidden]
    taken = {item.action for item in items}
    ranked = sorted(
        (pair for pair in _actions(typed, hidden) if pair[1].key not in taken or not best),
        key=lambda pair: -pair[0].score,
    )
    return items + [_item(found_at, one) for found_at, one in ranked]


def couples_for(typed: str, couples: Sequence[CoupleRow]) -> list[Item]:
    """Only couples, all of them for nothing typed: to choose one."""
    return _couples(typed, couples, most=len(couples))


def search_for(typed: str) -> list[Item]:
    """The words that were typed, to look for in everything that was ever written; nothing for nothing."""
    words = " ".join(typed.split())
    if not words:
        return []
    shown = f"Search everywhere for \N{LEFT DOUBLE QUOTATION MARK}{words}\N{RIGHT DOUBLE QUOTATION MARK}"
    return [Item("Search", shown, icon="search", shortcut=action("search").keys, asked=words)]


def choices_for(typed: str, choices: Sequence[tuple[str, str]]) -> list[Item]:
    """A few things to choose one of, each a key with its words."""
    fitting = ((match(typed, words), key, words) for key, words in choices)
    return [
        Item("Choose", words, "", fits.spans, "user", choice=key)
        for fits, key, words in fitting
        if fits is not None
    ]


def _couples(typed: str, couples: Sequence[CoupleRow], most: int = _MOST_COUPLES) -> list[Item]:
    matches = ((row.match(typed), row) for row in couples)
    fitting = [(found, row) for found, row in matches if found is not None]
    fitting.sort(key=lambda pair: -pair[0].score)
    return [
        Item(
            _COUPLES,
            row.shown,
            row.second,
            found.spans,
            phase=row.phase,
            icon="users",
            couple_id=row.couple_id,
        )
        for found, row in fitting[:most]
    ]


def _with_couple(key: str, words: str, couple: Item) -> Item:
    one = next(action for action in ACTIONS if action.key == key)
    shift = len(words) + 1
    spans = tuple((at + shift, length) for at, length in couple.spans)
    return Item(_DO, f"{words} {couple.words}", "", spans, one.icon, 0, one.keys, one.key, couple.couple_id)


def _actions(typed: str, hidden: Collection[str]) -> list[tuple[Match, Action]]:
    found = ((match(typed, one.words), one) for one in ACTIONS if one.key not in hidden and one.key != "find")
    return [(fits, one) for fits, one in found if fits is not None]


def _item(found: Match, one: Action) -> Item:
    return Item(_DO, one.words, "", found.spans, one.icon, 0, one.keys, one.key)
