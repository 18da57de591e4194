"""Which sheets the list shows, in which order and under which headings; no Qt."""

from __future__ import annotations

from dataclasses import dataclass

from ui.homework.facts import HomeworkFacts, SheetRow


@dataclass(frozen=True, slots=True)
class ListLine:
    """One line of the list: a heading, or a sheet."""

    heading: str = ""
    sheet: SheetRow | None = None

    @property
    def spoken(self) -> str:
        """What a screen reader says."""
        if self.sheet is None:
            return self.heading
        hold = self.sheet.hold
        waits = f"For later: {hold.sentence}" if hold else ""
        return ". ".join(
            part.rstrip(".") for part in (self.sheet.title, waits or self.sheet.second_line, self.sheet.line)
        )


def listed(facts: HomeworkFacts, view: str, search: str, whom: str = "") -> tuple[ListLine, ...]:
    """The lines of a view, "suggested" or "all"; what a word is searched for in is always all.

    `whom` keeps only the sheets made for both, for each or for one partner.
    """
    found = [row for row in facts.sheets if matches(row, search) and whom in ("", row.whom)]
    if view == "suggested" and not search.strip():
        found = [row for row in found if row.reason]
        heading = (
            f"For phase {facts.phase_number} and the open blocks" if facts.phase else "For the open blocks"
        )
    else:
        heading = "Found" if search.strip() else "All sheets"
    free = [row for row in found if row.hold is None]
    held = [row for row in found if row.hold is not None]
    return (
        *_group(heading, free),
        *_group("Waits while joint work is paused" if facts.paused else "For later", held),
    )


def _group(heading: str, rows: list[SheetRow]) -> tuple[ListLine, ...]:
    return (ListLine(heading), *(ListLine(sheet=row) for row in rows)) if rows else ()


def matches(row: SheetRow, search: str) -> bool:
    """Whether every word that is searched for stands in the row."""
    text = f"{row.title} {row.purpose} {row.line} {row.reason}".casefold()
    return all(word in text for word in search.casefold().split())
