"""The card of loose ends: grouped by kind, the longest waiting first, each line opening its place."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from therapist_app.catalogue.model import Catalogue
from therapist_app.kernel.phrases import counted
from therapist_app.progression.loose_ends import LooseEnd
from ui.kit.buttons import LinkButton
from ui.kit.card import Card, Outset
from ui.kit.discreet import discreet_label
from ui.kit.empty import EmptyState
from ui.kit.places import Place, safety_of
from ui.kit.row import OpenRow
from ui.kit.words import Label
from ui.theme.theme import Theme

MOST = 4  # rows of a group before the rest is folded away
_TITLES = {
    "safety": "Safety",
    "notes": "Notes",
    "promises": "Promises",
    "homework": "Homework",
    "unseen": "Not seen for a while",
}
_ICONS = {
    "draft": "file-pen",
    "missing_note": "pen",
    "safety_not_assessed": "shield-question",
    "safety_plan": "shield",
    "promise_past_review": "calendar-clock",
    "homework_unreviewed": "file",
    "not_seen": "clock",
}
_TABS = {"promises": "commitments", "homework": "homework"}


class LooseEndsCard(Card):
    """Everything that waits; `opened` carries the place of the line that was chosen."""

    opened = Signal(object)  # Place

    def __init__(self, theme: Theme, catalogue: Catalogue) -> None:
        super().__init__(theme, "Loose ends")
        self._catalogue = catalogue
        self._ends: tuple[LooseEnd, ...] = ()
        self._discreet = False
        self._unfolded: set[str] = set()
        self.rows: list[OpenRow] = []

    def show_ends(self, ends: Sequence[LooseEnd], *, discreet: bool) -> None:
        """Show these lines."""
        self._ends, self._discreet = tuple(ends), discreet
        self.clear()
        self.rows = []
        self.set_count(len(ends) or None)
        for group, found in _groups(self._ends):
            self._show_group(group, found)
        if not ends:
            why = "Notes, promises, sheets and safety that wait for you are gathered here."
            self._put(EmptyState(self.theme, "check", "Nothing waits", why))

    def _show_group(self, group: str, ends: list[LooseEnd]) -> None:
        self._put(Label(_TITLES.get(group, group), "smallstrong", "text2"), gap=10)
        shown = self._part(group, ends)
        for end in shown:
            row = self._row(end)
            self.rows.append(row)
            self.add(Outset(row, self.theme), gap=2)
            row.show()
        rest = len(ends) - len(shown)
        if rest:
            more = LinkButton(
                self.theme, f"{rest} more", name=f"{counted(rest, 'more line')}: {_TITLES[group]}"
            )
            more.clicked.connect(lambda: self._unfold(group, ends[MOST]))
            self._put(more)

    def _put(self, widget: QWidget, gap: int = 0) -> None:
        """Add a widget and show it now: one that waits to be shown cannot take the focus."""
        self.add(widget, gap=gap)
        widget.show()

    def _part(self, group: str, ends: list[LooseEnd]) -> list[LooseEnd]:
        return ends if group in self._unfolded else ends[:MOST]

    def _row(self, end: LooseEnd) -> OpenRow:
        label = discreet_label(end.label) if self._discreet else end.label
        row = OpenRow(self.theme, label, end.words, leading=_ICONS.get(end.kind, "flag"))
        row.clicked.connect(lambda: self.opened.emit(place_of(end)))
        return row

    def _unfold(self, group: str, first_new: LooseEnd) -> None:
        self._unfolded.add(group)
        self.show_ends(self._ends, discreet=self._discreet)
        shown = [end for group in _groups(self._ends) for end in self._part(*group)]
        self.rows[shown.index(first_new)].setFocus()


def place_of(end: LooseEnd) -> Place:
    """Where a loose end is tied up."""
    if end.session_id:
        return note_from_today(end.couple_id, end.session_id)
    if end.group == "safety":
        return safety_of(end.couple_id)
    extra = {"commitment_id": end.commitment_id} if end.commitment_id else {}
    return Place("couple", end.couple_id, tab=_TABS.get(end.group, "overview"), extra=extra)


def note_from_today(couple_id: str, session_id: str) -> Place:
    """A session's note; Done leads back to Today."""
    return Place("note", couple_id, session_id, extra={"back": "today"})


def _groups(ends: Sequence[LooseEnd]) -> list[tuple[str, list[LooseEnd]]]:
    return [(group, list(found)) for group, found in groupby(ends, key=lambda end: end.group)]
