"""The card of loose ends: grouped by kind, the longest waiting first, each line opening its place."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QWidget

from therapist_app.catalogue.model import Catalogue
from therapist_app.kernel.errors import AttuneError
from therapist_app.kernel.phrases import counted
from therapist_app.progression.dismissal import SetAside
from therapist_app.progression.loose_ends import LooseEnd
from ui.kit.buttons import LinkButton
from ui.kit.card import Card, Outset
from ui.kit.empty import EmptyState
from ui.kit.places import Place, safety_of
from ui.kit.row import OpenRow
from ui.kit.words import Label
from ui.theme.theme import Theme
from ui.today.end_row import RISK_STAYS, STAYS, AsideRow, EndRow
from ui.today.not_now import NotNowForm

MOST = 4  # rows of a group before the rest is folded away
_TITLES = {
    "risk": "Before all else",
    "returned": "Came back",
    "safety": "Safety",
    "notes": "Notes",
    "unsigned": "Not signed",
    "promises": "Promises",
    "homework": "Homework",
    "reviews": "Reviews",
    "unseen": "Not seen for a while",
}
_ICONS = {
    "draft": "file-pen",
    "missing_note": "pen",
    "unsigned": "signature",
    "to_share": "users",
    "safety_not_assessed": "shield-question",
    "safety_plan": "shield",
    "risk_check": "calendar-clock",
    "risk_unanswered": "calendar-clock",
    "screen_due": "shield-question",
    "screen_unanswered": "shield-question",
    "plan_check": "shield",
    "bottom_line_slip": "shield",
    "promise_past_review": "calendar-clock",
    "homework_unreviewed": "file",
    "returned_unread": "return",
    "review_due": "calendar-clock",
    "not_seen": "clock",
}
_TABS = {"promises": "commitments", "homework": "homework", "returned": "homework", "reviews": "progress"}
_Asked = tuple[str, str, str]  # couple, kind and subject of the line that is being set aside


class LooseEndsCard(Card):
    """Everything that waits, and what was set aside.

    opened(Place)          the place of the line that was chosen
    aside_requested(Wish)  a line is to wait
    back_requested(str)    the id of what was set aside and is to stand again
    told(str)              why a line stays
    """

    opened = Signal(object)
    aside_requested = Signal(object)
    back_requested = Signal(str)
    told = Signal(str)

    def __init__(self, theme: Theme, catalogue: Catalogue) -> None:
        super().__init__(theme, "Loose ends")
        self._catalogue = catalogue
        self._ends: tuple[LooseEnd, ...] = ()
        self._aside: tuple[SetAside, ...] = ()
        self._discreet = False
        self._unfolded: set[str] = set()
        self._shows_aside = False
        self._asked: _Asked | None = None
        self._typed: dict[str, Any] = {}
        self.form: NotNowForm | None = None
        self.end_rows: list[EndRow] = []
        self.aside_rows: list[AsideRow] = []
        self.aside_link: LinkButton | None = None

    @property
    def rows(self) -> list[OpenRow]:
        """The lines that can be opened."""
        return [row.line for row in self.end_rows]

    def show_ends(self, ends: Sequence[LooseEnd], aside: Sequence[SetAside] = (), *, discreet: bool) -> None:
        """Show these lines; a form that is open stays, and so does the focus."""
        focus = self._focused()
        self._keep_typed()
        self._ends, self._aside, self._discreet = tuple(ends), tuple(aside), discreet
        self.clear()
        self.end_rows, self.aside_rows, self.form, self.aside_link = [], [], None, None
        self.set_count(len(ends) or None)
        for group, found in _groups(self._ends):
            self._show_group(group, found)
        if not ends:
            why = "Notes, promises, sheets and safety that wait for you are gathered here."
            self._put(EmptyState(self.theme, "check", "Nothing waits", why))
        self._show_aside()
        self._focus_again(focus)

    # Setting aside

    def ask(self, end: LooseEnd) -> None:
        """Open the form below a line, or say why it stays."""
        if end.stays:
            self.told.emit(RISK_STAYS if end.group == "risk" else STAYS)
            return
        self._asked, self._typed, self.form = _key(end), {}, None
        self._again()
        if self.form is not None:
            self.form.focus()

    def ask_focused(self) -> bool:
        """The same for the line that has the focus; False if none has."""
        focus = QApplication.focusWidget()
        row = next((row for row in self.end_rows if focus and row.isAncestorOf(focus)), None)
        if row is not None:
            self.ask(row.end)
        return row is not None

    def leave(self) -> None:
        """Close the form; the focus goes back to its line."""
        asked, self._asked, self._typed, self.form = self._asked, None, {}, None
        self._again()
        for row in self.end_rows:
            if _key(row.end) == asked:
                row.line.setFocus()

    def was_set_aside(self) -> None:
        """The line that was asked about is on its way."""
        self._asked, self._typed = None, {}

    def refuse(self, error: AttuneError) -> None:
        """Say in the form why the line stays."""
        if self.form is not None:
            self.form.refuse(error)

    def show_aside(self) -> None:
        """Show what was set aside, with the focus there."""
        self._shows_aside = True
        self._again()
        if self.aside_link is not None:
            self.aside_link.setFocus()

    def half_filled(self) -> dict[str, Any]:
        """The form as it stands, for a lock; {} if none is open."""
        self._keep_typed()
        return {"line": list(self._asked), "typed": self._typed} if self._asked else {}

    def put_back(self, kept: dict[str, Any]) -> None:
        """Open a form as it stood before a lock."""
        line = kept.get("line")
        if isinstance(line, list) and len(line) == 3:
            self._asked, self._typed = (str(line[0]), str(line[1]), str(line[2])), dict(kept.get("typed", {}))
            self.form = None
            self._again()

    def _again(self) -> None:
        self.show_ends(self._ends, self._aside, discreet=self._discreet)

    def _keep_typed(self) -> None:
        if self.form is not None:
            self._typed = self.form.typed()

    # How it is done

    def _show_group(self, group: str, ends: list[LooseEnd]) -> None:
        self._put(Label(_TITLES.get(group, group), "smallstrong", "text2"), gap=10)
        shown = self._part(group, ends)
        for end in shown:
            self._show_end(end)
        rest = len(ends) - len(shown)
        if rest:
            more = LinkButton(
                self.theme, f"{rest} more", name=f"{counted(rest, 'more line')}: {_TITLES[group]}"
            )
            more.clicked.connect(lambda: self._unfold(group, ends[MOST]))
            self._put(more)

    def _show_end(self, end: LooseEnd) -> None:
        row = EndRow(self.theme, end, _ICONS.get(end.kind, "flag"), discreet=self._discreet)
        row.line.clicked.connect(lambda: self.opened.emit(place_of(end)))
        row.aside_requested.connect(lambda: self.ask(end))
        self.end_rows.append(row)
        self.add(Outset(row, self.theme), gap=2)
        row.show()
        if _key(end) == self._asked and not end.stays:
            self._show_form(end)

    def _show_form(self, end: LooseEnd) -> None:
        form = self.form = NotNowForm(self.theme, end)
        form.put_back(self._typed)
        form.wished.connect(self.aside_requested)
        form.left.connect(self.leave)
        self._put(form)

    def _show_aside(self) -> None:
        if not self._aside:
            self._shows_aside = False
            return
        many = len(self._aside)
        word = (
            f"Hide what was set aside ({many})" if self._shows_aside else f"Show what was set aside ({many})"
        )
        link = self.aside_link = LinkButton(self.theme, word)
        link.clicked.connect(self._turn_aside)
        self._put(link, gap=10)
        for one in self._aside if self._shows_aside else ():
            row = AsideRow(self.theme, one, discreet=self._discreet)
            row.back_requested.connect(self.back_requested)
            self.aside_rows.append(row)
            self._put(row)

    def _turn_aside(self) -> None:
        self._shows_aside = not self._shows_aside
        self._again()
        if self.aside_link is not None:
            self.aside_link.setFocus()

    def _put(self, widget: QWidget, gap: int = 0) -> None:
        """Add a widget and show it now: one that waits to be shown cannot take the focus."""
        self.add(widget, gap=gap)
        widget.show()

    def _focused(self) -> int | None:
        """At which line the focus is; -1 in the form, -2 elsewhere in this card."""
        focus = QApplication.focusWidget()
        if focus is None or not self.isAncestorOf(focus):
            return None
        if self.form is not None and self.form.isAncestorOf(focus):
            return -1
        return next((at for at, row in enumerate(self.end_rows) if row.isAncestorOf(focus)), -2)

    def _focus_again(self, at: int | None) -> None:
        """Give the focus back to the form, to the line that stands at that place now, or to what is left."""
        if at is None:
            return
        if at == -1 and self.form is not None:
            self.form.focus()
        elif self.end_rows and at > -2:
            self.end_rows[min(max(at, 0), len(self.end_rows) - 1)].line.setFocus()
        elif self.aside_link is not None:
            self.aside_link.setFocus()

    def _part(self, group: str, ends: list[LooseEnd]) -> list[LooseEnd]:
        return ends if group in self._unfolded else ends[:MOST]

    def _unfold(self, group: str, first_new: LooseEnd) -> None:
        self._unfolded.add(group)
        self._again()
        shown = [row.end for row in self.end_rows]
        self.end_rows[shown.index(first_new)].line.setFocus()


def place_of(end: LooseEnd) -> Place:
    """Where a loose end is tied up."""
    if end.session_id:
        return note_from_today(end.couple_id, end.session_id)
    if end.group in ("risk", "safety"):
        return safety_of(end.couple_id)
    extra = {"commitment_id": end.commitment_id} if end.commitment_id else {}
    if end.group == "returned":
        extra = {"returned": end.facts}
    return Place("couple", end.couple_id, tab=_TABS.get(end.group, "overview"), extra=extra)


def note_from_today(couple_id: str, session_id: str) -> Place:
    """A session's note; Done leads back to Today."""
    return Place("note", couple_id, session_id, extra={"back": "today"})


def _key(end: LooseEnd) -> _Asked:
    return end.couple_id, end.kind, end.subject_id


def _groups(ends: Sequence[LooseEnd]) -> list[tuple[str, list[LooseEnd]]]:
    return [(group, list(found)) for group, found in groupby(ends, key=lambda end: end.group)]
