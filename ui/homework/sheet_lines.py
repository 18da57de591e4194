"""Which sheets the list shows, in which order and under which headings; no Qt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ui.homework.facts import HomeworkFacts, SheetRow


@dataclass(frozen=True, slots=True)
class ListLine:
    """One line of the list: a heading, or a sheet."""

    heading: str = ""
    sheet: SheetRow | None = None
    packed: bool = False  # it is in the packet

    @property
    def spoken(self) -> str:
        """What a screen reader says."""
        if self.sheet is None:
            return self.heading
        hold = self.sheet.hold
        waits = f"For later: {hold.sentence}" if hold else ""
        marks = [word for word, on in (("In the packet", self.packed), ("Favorite", self.sheet.liked)) if on]
        return ". ".join(
            part.rstrip(".")
            for part in (self.sheet.title, *marks, waits or self.sheet.second_line, self.sheet.line)
        )


def listed(
    facts: HomeworkFacts, view: str, search: str, whom: str = "", packed: Sequence[str] = ()
) -> tuple[ListLine, ...]:
    """The lines of a view, "suggested", "liked", "packet" or "all"; what a word is searched for in is always all.

    `whom` keeps only the sheets made for both, for each or for one partner; `packed` are those in the packet.
    """
    if view == "packet" and not search.strip():
        rows = [row for key in packed if (row := facts.sheet(key))]
        return _group("In the packet, in this order", rows, packed)
    found = [row for row in facts.sheets if matches(row, search) and whom in ("", row.whom)]
    if view == "suggested" and not search.strip():
        found = [row for row in found if row.reason]
        heading = (
            f"For phase {facts.phase_number} and the open blocks" if facts.phase else "For the open blocks"
        )
    elif view == "liked" and not search.strip():
        found, heading = [row for row in found if row.liked], "Favorites"
    else:
        heading = "Found" if search.strip() else "All sheets"
    free = [row for row in found if row.hold is None]
    held = [row for row in found if row.hold is not None]
    return (
        *_group(heading, free, packed),
        *_group("Waits while joint work is paused" if facts.paused else "For later", held, packed),
    )


def _group(heading: str, rows: Sequence[SheetRow], packed: Sequence[str]) -> tuple[ListLine, ...]:
    lines = (ListLine(sheet=row, packed=row.key in packed) for row in rows)
    return (ListLine(heading), *lines) if rows else ()


def matches(row: SheetRow, search: str) -> bool:
    """Whether every word that is searched for stands in the row."""
    text = f"{row.title} {row.purpose} {row.line} {row.reason}".casefold()
    return all(word in text for word in search.casefold().split())
