"""What "find or do" looks through besides names and actions: notes and handouts, read while it is open."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from therapist_app.kernel.dates import WEEKDAYS, short_day
from ui.kit.context import Context
from ui.shell.matching import fold, match
from ui.shell.palette_items import Item

if TYPE_CHECKING:
    from therapist_app.workspace import Workspace

LEAST_LETTERS = 3
_MOST_NOTES, _MOST_SHEETS = 5, 4
_BEFORE, _AFTER = 28, 90
_DOTS = "\N{HORIZONTAL ELLIPSIS}"
_BLANKS = re.compile(r"\s+")


@dataclass(frozen=True, slots=True, repr=False)
class NoteText:
    """A note as plain text, and what to call it."""

    session_id: str
    couple_id: str
    title: str
    text: str
    folded: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """A handout's key and title."""

    key: str
    title: str


class Finding(QObject):
    """Reads couple by couple, so that saving is never kept waiting; `forget` lets all words go again."""

    more = Signal()

    def __init__(self, ctx: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._notes: list[NoteText] = []
        self._sheets: tuple[Sheet, ...] = ()
        self._turn = 0
        self._asked = False

    def begin(self, couples: Sequence[str]) -> None:
        """Read the notes of these couples, and the titles of the handouts; does nothing a second time."""
        if self._asked:
            return
        self._asked, turn, workspace = True, self._turn, self._ctx.workspace
        self._ctx.tasks.vault(lambda: _sheets(workspace), self._has_sheets, self)
        for couple in couples:
            self._ctx.tasks.vault(
                _reader(workspace, couple), lambda notes: self._has_notes(turn, notes), self
            )

    def forget(self) -> None:
        """Hold no note any longer."""
        self._turn += 1
        self._asked = False
        self._notes = []

    def _has_sheets(self, sheets: tuple[Sheet, ...]) -> None:
        self._sheets = sheets
        self.more.emit()

    def _has_notes(self, turn: int, notes: list[NoteText]) -> None:
        if turn == self._turn:
            self._notes += notes
            self.more.emit()

    def items(self, typed: str, labels: dict[str, str]) -> list[Item]:
        """Notes that hold every typed word, newest first, then handouts; `labels` are the names to show."""
        if len(typed.strip()) < LEAST_LETTERS:
            return []
        words = fold(typed).split()
        found = [note for note in self._notes if all(word in note.folded for word in words)]
        found.sort(key=lambda note: note.session_id, reverse=True)  # ids are made in the order of time
        notes = [_note_item(note, words, labels.get(note.couple_id, "")) for note in found[:_MOST_NOTES]]
        sheets = ((match(typed, one.title), one) for one in self._sheets)
        fitting = sorted(((fits, one) for fits, one in sheets if fits), key=lambda pair: -pair[0].score)
        return notes + [
            Item("Handouts", one.title, spans=fits.spans, icon="file", action="handouts", sheet=one.key)
            for fits, one in fitting[:_MOST_SHEETS]
        ]


def _reader(workspace: Workspace, couple: str) -> Callable[[], list[NoteText]]:
    return lambda: read_notes(workspace, couple)


def read_notes(workspace: Workspace, couple: str) -> list[NoteText]:
    """All notes of a couple as text, on the vault's thread."""
    notes: list[NoteText] = []
    texts = workspace.sessions.texts(couple)
    for row in workspace.sessions.list(couple):
        if row.has_note:
            session = row.session
            kind = workspace.catalogue.session_kind(session.kind).label
            day = f"{WEEKDAYS[session.on_date.weekday()][:3]} {short_day(session.on_date)}"
            title = f"{f'Session {row.number}' if row.number else kind}, {day}"
            text = _BLANKS.sub(" ", texts.get(session.id, ""))
            notes.append(NoteText(session.id, couple, title, text, fold(text)))
    return notes


def _sheets(workspace: Workspace) -> tuple[Sheet, ...]:
    return tuple(Sheet(one.key, one.title) for one in workspace.homework.library())


def _note_item(note: NoteText, words: Sequence[str], label: str) -> Item:
    second, spans = excerpt(note.text, note.folded, words)
    title = f"{label} \N{MIDDLE DOT} {note.title}" if label else note.title
    return Item(
        "In notes",
        title,
        second,
        icon="note",
        couple_id=note.couple_id,
        session_id=note.session_id,
        bold=spans,
    )


def excerpt(text: str, folded: str, words: Sequence[str]) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The words around the first typed one, and which of its letters were matched."""
    at = folded.find(words[0])
    start = max(0, at - _BEFORE)
    if start:
        start = text.rfind(" ", 0, start) + 1
    end = min(len(text), at + _AFTER)
    before, after = (
        ("\N{HORIZONTAL ELLIPSIS}" if start else ""),
        ("" if end == len(text) else "\N{HORIZONTAL ELLIPSIS}"),
    )
    shift = len(before) - start
    spans = tuple(
        (place + shift, len(word)) for word in words if start <= (place := folded.find(word, start)) < end
    )
    return before + text[start:end] + after, spans
