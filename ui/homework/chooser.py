"""The left side of the homework tab: search, which sheets, the list, and what was given before."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from ui.homework.facts import HomeworkFacts
from ui.homework.given_list import GivenList
from ui.homework.sheet_lines import listed
from ui.homework.sheet_list import SheetList
from ui.kit.buttons import Button
from ui.kit.chips import FilterChips
from ui.kit.dress import Dress, hairline
from ui.kit.empty import EmptyState
from ui.kit.fields import ComboBox, SearchField
from ui.kit.flow import FlowLayout
from ui.theme.theme import Theme

VIEWS = (
    ("suggested", "Suggested"),
    ("all", "All"),
    ("liked", "Favorites"),
    ("packet", "Packet"),
    ("given", "Given"),
)
WHOM = (("", "Anyone"), ("both", "Both"), ("each", "One each"), ("one", "One partner"))


class SheetChooser(QWidget):
    """Finds a sheet.

    chosen(str)             another sheet is chosen
    use_requested()         Enter on a sheet: print it
    reviewed(str, object)   an assignment was looked at, with its SheetOutcome
    removed(str)            an assignment was not given after all
    opened(str, str)        a sheet given before is to be seen again, for whom
    liked(str, bool)        a sheet is to be a favourite, or no longer
    came_back(str)          the id of a sheet that came back and is to be read
    turn_requested(int)     Page Down (1) or Page Up (-1): read on in the preview
    """

    chosen = Signal(str)
    use_requested = Signal()
    reviewed = Signal(str, object)
    removed = Signal(str)
    opened = Signal(str, str)
    rearranged = Signal()  # there is something new to go through
    liked = Signal(str, bool)
    came_back = Signal(str)
    turn_requested = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._facts: HomeworkFacts | None = None
        self.search = SearchField(theme, "Search sheets")
        self.views = FilterChips(theme, "Which sheets", VIEWS)
        self.whom = ComboBox(theme, "For whom", WHOM)
        self.sheets = SheetList(theme)
        self.given = GivenList(theme)
        self.out = GivenList(theme)
        self.packet: list[str] = []
        self.pack = Button(theme, "Add to packet", "plus", tall="small", tip="Key: Space")
        self.like = Button(theme, "Favorite", "star", tall="small", tip="Key: *")
        self.earlier = Button(theme, "Earlier", "chevron-up", tall="small", tip="Keys: Alt+Up")
        self.later = Button(theme, "Later", "chevron-down", tall="small", tip="Keys: Alt+Down")
        self._empty = EmptyState(theme, "search", "No sheet found", "Try another word, or All.")
        self._unpacked = EmptyState(
            theme, "layers", "The packet is empty", "Space on a sheet puts it in. All are printed as one."
        )
        self._stack = QStackedWidget()
        self._lay_out()
        self._connect()
        Dress(self, theme, self._space)

    @property
    def key(self) -> str:
        """The chosen sheet, or ""."""
        return self.sheets.key

    @property
    def view(self) -> str:
        """What is listed: the key of one of `VIEWS`."""
        return self.views.keys[0]

    def show_facts(self, facts: HomeworkFacts, *, fresh: bool = False) -> None:
        """Show a couple's sheets; `fresh` begins anew, with what is suggested."""
        self._facts = facts
        if fresh:
            self.search.clear()
            self.whom.set_key("")
            self.views.set_keys(["suggested"])
        self.packet = [key for key in self.packet if facts.sheet(key)]
        if self.view == "suggested" and not any(row.reason for row in facts.sheets):
            self.views.set_keys(["all"])
        count = len(facts.sheets)
        self.search.setPlaceholderText(f"Search {count} sheets" if count != 1 else "Search 1 sheet")
        liked = sum(row.liked for row in facts.sheets)
        self.views.set_counts({"given": len(facts.given), "liked": liked, "packet": len(self.packet)})
        self.given.show_given(facts)
        self.out.show_out(facts)
        self._fill()

    def half_filled(self) -> dict[str, Any]:
        """What is being said of a sheet that was given, and where; nothing while nobody is asked.

        What was begun in a view that is not shown now counts too, after what is shown.
        """
        elsewhere = "suggested" if self.view == "given" else self.view
        begun = {"given": self.given.half_filled(), elsewhere: self.out.half_filled()}
        return next(({**begun[view], "view": view} for view in (self.view, *begun) if begun[view]), {})

    def put_back(self, begun: Mapping[str, Any]) -> None:
        """Ask again of the sheet that `half_filled` names, with what was said."""
        view = str(begun.get("view", ""))
        if view in dict(VIEWS):
            self.views.set_keys([view])
            self._fill()
            (self.given if view == "given" else self.out).put_back(begun)

    def choose(self, key: str) -> None:
        """Choose a sheet by code, wherever it is listed."""
        if not self.sheets.choose(key):
            self.search.clear()
            self.whom.set_key("")
            self.views.set_keys(["all"])
            self._fill()
            self.sheets.choose(key)

    def toggle_packed(self) -> None:
        """Put the chosen sheet into the packet, or take it out of it."""
        key = self.key
        if not key:
            return
        if key in self.packet:
            self.packet.remove(key)
        else:
            self.packet.append(key)
        self.views.set_counts({"packet": len(self.packet)})
        self._fill()
        if self.view == "packet":
            self.chosen.emit(self.key)

    def move_earlier(self) -> None:
        """Print the chosen sheet of the packet one place earlier."""
        self._move(-1)

    def move_later(self) -> None:
        """Print the chosen sheet of the packet one place later."""
        self._move(1)

    def _move(self, by: int) -> None:
        key = self.key
        if self.view != "packet" or self.search.text().strip() or key not in self.packet:
            return
        at = self.packet.index(key)
        to = min(max(at + by, 0), len(self.packet) - 1)
        if to != at:
            self.packet.insert(to, self.packet.pop(at))
            self._fill()
            self.chosen.emit(self.key)

    def toggle_liked(self) -> None:
        """Make the chosen sheet a favourite, or no longer."""
        row = self._facts.sheet(self.key) if self._facts else None
        if row:
            self.liked.emit(row.key, not row.liked)

    def show_packet(self) -> None:
        """List what is in the packet."""
        self.search.clear()
        self.views.set_keys(["packet"])
        self._turned()
        self.focus_list()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """From the search, Enter and the arrows go on to the list; Page Up and Down turn the preview."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            key = Qt.Key(event.key())
            turn = {Qt.Key.Key_PageDown: 1, Qt.Key.Key_PageUp: -1}.get(key)
            if turn:
                self.turn_requested.emit(turn)
                return True
            if watched is self.search and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down):
                self.focus_list()
                return True
        return False

    def focus_list(self) -> None:
        """Go to the list that is shown."""
        if self.view == "given" and not self.search.text():
            self.given.focus_first()
        else:
            self.sheets.setFocus(Qt.FocusReason.OtherFocusReason)

    def _connect(self) -> None:
        self.search.textChanged.connect(self._search)
        self.views.chosen.connect(self._turned)
        self.whom.chosen.connect(self._fill)
        self.sheets.chosen.connect(self.chosen)
        self.sheets.use_requested.connect(self.use_requested)
        self.sheets.chosen.connect(lambda _key: self._say_acts())
        self.sheets.pack_requested.connect(self.toggle_packed)
        self.sheets.move_requested.connect(self._move)
        self.earlier.clicked.connect(self.move_earlier)
        self.later.clicked.connect(self.move_later)
        self.sheets.like_requested.connect(self.toggle_liked)
        self.pack.clicked.connect(self.toggle_packed)
        self.like.clicked.connect(self.toggle_liked)
        for part in (self.search, self.sheets):
            part.installEventFilter(self)
        for rows in (self.given, self.out):
            rows.reviewed.connect(self.reviewed)
            rows.removed.connect(self.removed)
            rows.opened.connect(self.opened)
            rows.rearranged.connect(self.rearranged)
            rows.came_back.connect(self.came_back)

    def _search(self) -> None:
        if self.search.text().strip() and self.view in ("given", "packet"):
            self.views.set_keys(["all"])
            self._turned()
        else:
            self._fill()

    def _turned(self) -> None:
        """Another view: what is shown beside it may be the packet now, or one sheet again."""
        self._fill()
        self.chosen.emit(self.key)

    def _fill(self) -> None:
        facts = self._facts
        if facts is None:
            return
        before = self.key
        if self.view == "given":
            self._stack.setCurrentWidget(self._given_scroll)
        else:
            lines = listed(facts, self.view, self.search.text(), str(self.whom.key or ""), self.packet)
            self.sheets.set_lines(lines, before)
            empty = self._unpacked if self.view == "packet" else self._empty
            self._stack.setCurrentWidget(self.sheets if lines else empty)
        self._below.setVisible(bool(self.out.rows) and self.view != "given" and not self.search.text())
        self.whom.setVisible(self.view not in ("given", "packet"))
        self._say_acts()
        if self.key != before:
            self.chosen.emit(self.key)

    def _say_acts(self) -> None:
        """What the two buttons below the list would do now."""
        row = self._facts.sheet(self.key) if self._facts else None
        self._acts.setVisible(row is not None and self.view != "given")
        packed = self.key in self.packet
        here = self.view == "packet"  # where the packet is put in order; liking belongs elsewhere
        out = "Take out" if here else "Take out of packet"
        self.pack.set_word(out if packed else "Add to packet", "minus" if packed else "plus")
        self.like.setVisible(not here)
        self.like.set_word("Not a favorite" if row and row.liked else "Favorite")
        place = self.packet.index(self.key) if packed and here else -1
        for button, is_last in ((self.earlier, place == 0), (self.later, place == len(self.packet) - 1)):
            button.setVisible(place >= 0)
            button.setEnabled(not is_last)

    def _lay_out(self) -> None:
        self._given_scroll = QScrollArea()
        self._given_scroll.setWidgetResizable(True)
        self._given_scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        self._given_scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._given_scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._given_scroll.setWidget(self.given)
        for part in (self.sheets, self._given_scroll, self._empty, self._unpacked):
            self._stack.addWidget(part)
        self._find = QHBoxLayout()
        self._find.addWidget(self.search, 1)
        self._find.addWidget(self.whom)
        self._below = QWidget()
        below = QVBoxLayout(self._below)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(0)
        below.addWidget(hairline())
        below.addWidget(self.out)
        self._whole = QVBoxLayout(self)
        self._top = QVBoxLayout()
        self._top.addLayout(self._find)
        self._top.addWidget(self.views)
        self._whole.addLayout(self._top)
        self._whole.addWidget(self._stack, 1)
        self._acts = QWidget()
        flow = FlowLayout(self._acts, gap=self._theme.px(8), row_gap=self._theme.px(8))
        for button in (self.earlier, self.later, self.pack, self.like):
            flow.addWidget(button)
        self._whole.addWidget(self._acts)
        self._whole.addWidget(self._below)

    def _space(self) -> None:
        px = self._theme.px
        self._whole.setContentsMargins(px(16), px(14), px(16), px(8))
        self._whole.setSpacing(px(10))
        self._top.setContentsMargins(px(8), 0, px(8), 0)  # the ground of a chosen row reaches further out
        self._top.setSpacing(px(10))
        self._acts.setContentsMargins(px(8), 0, px(8), 0)
        self._find.setSpacing(px(8))
