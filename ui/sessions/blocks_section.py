"""Blocks in the note's side panel: the add box, then a row for each that is open or tagged here."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from ui.kit.dress import Dress
from ui.kit.words import Label
from ui.sessions.block_box import BlockBox
from ui.sessions.block_row import BlockRow
from ui.sessions.desk import Desk
from ui.sessions.page_facts import BlockFact, NoteFacts
from ui.sessions.page_words import Names
from ui.sessions.section import Section
from ui.theme.theme import Theme

_NEW_LEVEL = 1  # mild, until a digit says otherwise


class BlocksSection(Section):
    """Rows stay the same widgets while their facts change, so that the focus is not lost."""

    rearranged = Signal()  # rows came, went or opened

    def __init__(self, theme: Theme, desk: Desk) -> None:
        super().__init__(theme, "Blocks")
        self._desk = desk
        self._facts: NoteFacts | None = None
        self._next_focus = ""
        self.box = BlockBox(theme, desk.ctx.workspace.catalogue.blocks)
        self.empty = Label(
            "A block is what stalls them. Tag what you saw today.", "small", "text2", wrap=True
        )
        self.rows: dict[str, BlockRow] = {}
        self.inset(self.box)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        self.column.addLayout(self._rows)
        self.inset(self.empty)
        self.box.taken.connect(self._take)
        self.box.fitted.connect(self.rearranged)
        Dress(self.box, theme, lambda: self._rows.setContentsMargins(0, theme.px(4), 0, 0))

    def show_facts(self, facts: NoteFacts, names: Names) -> None:
        """Show the blocks of this session's couple."""
        if self._facts is not None and self._facts.session.id != facts.session.id:
            for key in list(self.rows):
                self._drop(key)
        self._facts = facts
        keys = [fact.key for fact in facts.blocks]
        changed = keys != list(self.rows)
        for key in [key for key in self.rows if key not in keys]:
            self._drop(key)
        for place, fact in enumerate(facts.blocks):
            self._show_row(place, fact, names)
        self.rows = {key: self.rows[key] for key in keys}
        open_now = sum(1 for fact in facts.blocks if _is_open(fact))
        self.said.setText(f"{open_now} active" if open_now else "")
        self.empty.setVisible(not keys)
        if changed:
            self.rearranged.emit()
        if self._next_focus in self.rows:
            self.rows[self._next_focus].level.setFocus()
            self._next_focus = ""

    def commit(self) -> None:
        """Keep the lines that are being typed."""
        for row in self.rows.values():
            row.commit()

    def _show_row(self, place: int, fact: BlockFact, names: Names) -> None:
        catalogue, facts = self._desk.ctx.workspace.catalogue, self._facts
        if facts is None:
            return
        row = self.rows.get(fact.key)
        if row is None:
            block = catalogue.block(fact.key)
            row = self.rows[fact.key] = BlockRow(self.theme, fact.key, block.label, block.short)
            row.level_chosen.connect(lambda key, level: self._tag(key, level=level))
            row.seen_chosen.connect(lambda key, seen: self._tag(key, seen_in=seen))
            row.line_written.connect(lambda key, line: self._tag(key, line=line))
            row.remove_requested.connect(self._untag)
            row.opened.connect(self.rearranged)
        if self._rows.indexOf(row) != place:
            self._rows.insertWidget(place, row)
        tag = fact.tag or (fact.active.tag if fact.active else None)
        row.show_block(fact, catalogue.level(tag.level).label if tag else "", names, facts.session.on_date)

    def _drop(self, key: str) -> None:
        row = self.rows.pop(key)
        if row.isAncestorOf(row.window().focusWidget() or self):
            self.box.edit.setFocus()
        self._rows.removeWidget(row)
        row.hide()
        row.deleteLater()

    def _take(self, key: str) -> None:
        """A block that is there already gets the focus; another one is tagged as mild."""
        self._next_focus = key
        fact = self._fact(key)
        if fact is not None and fact.key in self.rows:
            self.rows[key].level.setFocus()
            self._next_focus = ""
            return
        self._tag(key, level=_NEW_LEVEL)

    def _tag(
        self, key: str, *, level: int | None = None, seen_in: str | None = None, line: str | None = None
    ) -> None:
        facts, service = self._facts, self._desk.ctx.workspace.progression
        if facts is None:
            return
        fact = self._fact(key)
        known = (fact.tag or (fact.active.tag if fact.active else None)) if fact else None
        session_id = facts.session.id
        said = level if level is not None else known.level if known else _NEW_LEVEL
        # Where an open block is seen goes on to hold until someone says otherwise.
        seen = seen_in or (known.seen_in if known else None)
        self._desk.keep(lambda: service.tag_block(session_id, key, said, seen_in=seen, line=line))

    def _untag(self, key: str) -> None:
        facts, service = self._facts, self._desk.ctx.workspace.progression
        fact = self._fact(key)
        tag = fact.tag if fact else None
        if facts is None or tag is None:
            return
        session_id, label = facts.session.id, self._desk.ctx.workspace.catalogue.block(key).label
        self.box.edit.setFocus()
        self._desk.keep(
            lambda: service.untag_block(session_id, key),
            said=f"{label} taken off this session",
            undo=lambda: service.tag_block(session_id, key, tag.level, tag.seen_in, tag.line, tag.audience),
        )

    def _fact(self, key: str) -> BlockFact | None:
        return next((fact for fact in (self._facts.blocks if self._facts else ()) if fact.key == key), None)


def _is_open(fact: BlockFact) -> bool:
    return fact.active is not None and (fact.tag is None or fact.tag.level > 0)
