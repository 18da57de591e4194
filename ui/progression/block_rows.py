"""The map of blocks by session as rows and cells, before it is a table; no Qt."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from therapist_app.catalogue.model import Catalogue


@dataclass(frozen=True, slots=True)
class Column:
    """One session: its number or short kind, and its date as written on screen."""

    session_id: str
    head: str
    title: str  # "Session 12, 14 Nov"


@dataclass(frozen=True, slots=True)
class BlockRow:
    """A heading of a group (no block) or one block with a level, or None, for each session."""

    label: str
    block: str = ""
    cells: tuple[int | None, ...] = ()

    @property
    def is_heading(self) -> bool:
        """Whether this row only names a group."""
        return not self.block

    @property
    def is_tagged(self) -> bool:
        """Whether the block was seen in any of the sessions shown."""
        return any(cell is not None for cell in self.cells)


@dataclass(frozen=True, slots=True)
class BlockMap:
    """Sessions as columns, oldest left; blocks as rows under the headings of their groups."""

    columns: tuple[Column, ...]
    rows: tuple[BlockRow, ...]

    def cell_words(self, row: int, column: int, catalogue: Catalogue) -> str:
        """One cell in words: "Minimizing harm, session 9, 14 Nov: moderate"."""
        line = self.rows[row]
        if line.is_heading:
            return line.label
        level = line.cells[column]
        said = "not tagged" if level is None else catalogue.level(level).label.lower()
        return f"{line.label}, {self.columns[column].title}: {said}"


def block_map(
    catalogue: Catalogue,
    columns: Sequence[Column],
    levels: Mapping[str, Mapping[str, int]],
    *,
    show_all: bool = False,
) -> BlockMap:
    """The map from `levels` (block key to session id to level): the tagged blocks only, or all of them."""
    rows: list[BlockRow] = []
    for group in catalogue.block_groups:
        found = [
            BlockRow(block.label, block.key, _cells(levels.get(block.key, {}), columns))
            for block in catalogue.blocks_in(group.key)
        ]
        shown = found if show_all else [row for row in found if row.is_tagged]
        if shown:
            rows += [BlockRow(group.label), *shown]
    return BlockMap(tuple(columns), tuple(rows))


def _cells(levels: Mapping[str, int], columns: Sequence[Column]) -> tuple[int | None, ...]:
    return tuple(levels.get(column.session_id) for column in columns)
