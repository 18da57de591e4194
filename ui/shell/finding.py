"""What "find or do" looks through besides names and actions: notes, by the vault's index, and handouts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from therapist_app.kernel.dates import WEEKDAYS, short_day
from therapist_app.search.model import Hit, Wish
from ui.kit.asking import Asking
from ui.kit.context import Context
from ui.shell.matching import match
from ui.shell.palette_items import Item

if TYPE_CHECKING:
    from therapist_app.workspace import Workspace

LEAST_LETTERS = 3
_MOST_NOTES, _MOST_SHEETS = 5, 4


@dataclass(frozen=True, slots=True)
class Sheet:
    """A handout's key and title."""

    key: str
    title: str


@dataclass(frozen=True, slots=True, repr=False)
class FoundNote:
    """A note that was found, and what to call it."""

    hit: Hit
    title: str


class Finding(QObject):
    """Asks the index once typing rests; `more` says that it answered, `forget` lets all words go again."""

    more = Signal()

    def __init__(self, ctx: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._asking = Asking(ctx.tasks, self)
        self._typed = ""
        self._notes: tuple[FoundNote, ...] = ()
        self._sheets: tuple[Sheet, ...] = ()

    def ask(self, typed: str) -> None:
        """Look for what is typed now; asked for the same again, it does nothing."""
        if typed == self._typed:
            return
        self._typed, self._notes, workspace = typed, (), self._ctx.workspace
        if not self._sheets:
            self._ctx.tasks.vault(lambda: _sheets(workspace), self._has_sheets, self)
        self._asking.ask(lambda: find_notes(workspace, typed), self._has_notes)

    def forget(self) -> None:
        """Hold no note any longer."""
        self._asking.forget()
        self._typed, self._notes, self._sheets = "", (), ()

    def _has_sheets(self, sheets: tuple[Sheet, ...]) -> None:
        self._sheets = sheets
        self.more.emit()

    def _has_notes(self, notes: tuple[FoundNote, ...]) -> None:
        self._notes = notes
        self.more.emit()

    def items(self, typed: str, labels: dict[str, str]) -> list[Item]:
        """Notes that were found for what is typed, newest first, then handouts; `labels` are the names to show."""
        if len(typed.strip()) < LEAST_LETTERS:
            return []
        found = self._notes if typed == self._typed else ()
        notes = [_note_item(note, labels.get(note.hit.couple_id, "")) for note in found]
        sheets = ((match(typed, one.title), one) for one in self._sheets)
        fitting = sorted(((fits, one) for fits, one in sheets if fits), key=lambda pair: -pair[0].score)
        return notes + [
            Item("Handouts", one.title, spans=fits.spans, icon="file", action="handouts", sheet=one.key)
            for fits, one in fitting[:_MOST_SHEETS]
        ]


def find_notes(workspace: Workspace, typed: str) -> tuple[FoundNote, ...]:
    """The newest notes that hold what was typed, on the vault's thread."""
    hits = workspace.search.find(Wish(typed, kinds=("note",)), most=_MOST_NOTES).hits
    return tuple(FoundNote(hit, _title(workspace, hit)) for hit in hits)


def _title(workspace: Workspace, hit: Hit) -> str:
    file = workspace.sessions.get(hit.session_id)
    session = file.session
    kind = workspace.catalogue.session_kind(session.kind).label
    day = f"{WEEKDAYS[session.on_date.weekday()][:3]} {short_day(session.on_date)}"
    return f"{f'Session {file.number}' if file.number else kind}, {day}"


def _sheets(workspace: Workspace) -> tuple[Sheet, ...]:
    return tuple(Sheet(key, title) for key, title in workspace.homework.titles().items())


def _note_item(note: FoundNote, label: str) -> Item:
    return Item(
        "In notes",
        f"{label} \N{MIDDLE DOT} {note.title}" if label else note.title,
        note.hit.text,
        icon="note",
        couple_id=note.hit.couple_id,
        session_id=note.hit.session_id,
        bold=note.hit.spans,
    )
