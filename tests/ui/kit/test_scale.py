"""At any text size no control cuts its own words, every target is large enough, and the look follows at once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.kit.look import ink, on_ground
from ui.kit.bar import Bar
from ui.kit.buttons import BackLink, Button, IconButton, LinkButton
from ui.kit.card import Card
from ui.kit.chips import Chip, FilterChips
from ui.kit.choices import CheckInControl, LevelControl, SegmentedControl
from ui.kit.columns import Columns
from ui.kit.date_field import DateField, TimeField
from ui.kit.edit import Edit
from ui.kit.empty import EmptyState
from ui.kit.fields import ComboBox, ComboField, ParagraphField, SearchField, TextField
from ui.kit.passphrase import PassphraseField
from ui.kit.phases import PhaseChip
from ui.kit.row import OpenRow, Row
from ui.kit.safety import SafetyLabel
from ui.kit.scroll import ScrollColumn
from ui.kit.ticks import CheckBox, RadioButton
from ui.kit.words import Elided, Label
from ui.theme.theme import Theme

Make = Callable[[Theme], QWidget]
WORDS = "Ångström & Żyły"
SCALES = (0.9, 1.0, 1.25, 1.5, 2.0)
TODAY = dt.date(2026, 11, 21)

WORDED: dict[str, tuple[Make, str]] = {
    "button": (lambda theme: Button(theme, WORDS, "printer"), "text"),
    "small button": (lambda theme: Button(theme, WORDS, "printer", tall="small"), "text"),
    "large button": (lambda theme: Button(theme, WORDS, "printer", tall="large"), "text"),
    "primary": (lambda theme: Button(theme, WORDS, "printer", "primary"), "on_accent"),
    "danger": (lambda theme: Button(theme, WORDS, kind="danger"), "danger"),
    "quiet": (lambda theme: Button(theme, WORDS, kind="quiet"), "text"),
    "link": (lambda theme: LinkButton(theme, WORDS), "link"),
    "back link": (lambda theme: BackLink(theme, WORDS), "link"),
    "chip": (lambda theme: Chip(theme, WORDS, 12), "text"),
    "box": (lambda theme: CheckBox(theme, WORDS), "text"),
    "radio": (lambda theme: RadioButton(theme, WORDS), "text"),
    "list": (lambda theme: ComboBox(theme, "Choice", [(1, WORDS)]), "text"),
    "phase": (lambda theme: PhaseChip(theme, 3, WORDS), "phase3.text"),
    "title": (lambda theme: Label(WORDS, "title"), "text"),
    "words": (lambda theme: Label(WORDS), "text"),
    "one line": (lambda theme: Elided(WORDS, "card"), "text"),
    "segments": (lambda theme: SegmentedControl(theme, "Choice", [("a", WORDS), ("b", WORDS)]), "text"),
    "check-in": (lambda theme: CheckInControl(theme, "How it went"), "text"),
}


@pytest.mark.parametrize("scale", SCALES)
@pytest.mark.parametrize("name", WORDED)
def test_a_control_at_its_own_size_shows_all_of_its_words(
    theme: Theme, qtbot: QtBot, name: str, scale: float
) -> None:
    """The same ink is there as with room to spare on all sides."""
    theme.set_scale(scale)
    make, role = WORDED[name]
    widget = make(theme)
    on_ground(qtbot, QLineEdit(), widget, ground="surface")
    widget.setParent(None)
    qtbot.addWidget(widget)
    natural = widget.sizeHint().expandedTo(widget.minimumSizeHint())
    shown: list[int] = []
    for extra in (QSize(0, 0), QSize(80, 40)):
        widget.setMaximumSize(16_777_215, 16_777_215)
        widget.resize(natural + extra)
        widget.show()
        QApplication.processEvents()
        shown.append(ink(widget, QColor(theme.color(role)), frame=0 if isinstance(widget, Label) else 2))
    assert shown[0] > 30
    # A soft edge may lie half a pixel elsewhere; a letter that is cut loses more than one in a hundred.
    assert shown[0] >= shown[1] * 0.99, f"{shown[0]} of {shown[1]} pixels of its words are shown"


@pytest.mark.parametrize("scale", SCALES)
@pytest.mark.parametrize("word", ["Ada & Ben", "Ines & Jo", "Gil & Hana", WORDS])
def test_the_way_back_names_the_couple_whole_wherever_there_is_room(
    theme: Theme, qtbot: QtBot, word: str, scale: float
) -> None:
    theme.set_scale(scale)
    link = BackLink(theme, word)
    on_ground(qtbot, link, ground="surface")
    link.setParent(None)
    qtbot.addWidget(link)
    link.show()
    for spare in (40, 1, 0):
        link.resize(link.sizeHint() + QSize(spare, 0))
        assert link.text() == word.replace("&", "&&")
    link.resize(link.sizeHint() - QSize(20, 0))
    assert link.text().endswith("\N{HORIZONTAL ELLIPSIS}")
    assert link.accessibleName() == f"Back to {word}"


FIELDS: dict[str, Make] = {
    "line": lambda theme: TextField(theme, "Name", WORDS),
    "search": lambda theme: SearchField(theme, "Find", WORDS, "Ctrl+K"),
    "lines": lambda theme: ParagraphField(theme, "Words", WORDS),
    "date": lambda theme: DateField(theme, "Started", TODAY, today=lambda: TODAY),
    "time": lambda theme: TimeField(theme, "Time", dt.time(9)),
    "list": lambda theme: ComboField(theme, "Phase", [(1, WORDS)]),
    "secret": lambda theme: PassphraseField(theme),
}


@pytest.mark.parametrize("scale", SCALES)
@pytest.mark.parametrize("name", FIELDS)
def test_a_field_is_tall_enough_for_its_letters(theme: Theme, qtbot: QtBot, name: str, scale: float) -> None:
    theme.set_scale(scale)
    field = FIELDS[name](theme)
    on_ground(qtbot, field)
    edits = field.findChildren(Edit) or [field]
    for edit in edits:
        inner = edit.height() - 6
        assert inner >= edit.fontMetrics().height()
        assert edit.height() >= 32


TARGETS: dict[str, Make] = {
    **{
        name: make
        for name, (make, _) in WORDED.items()
        if name not in ("phase", "title", "words", "one line")
    },
    **FIELDS,
    "icon": lambda theme: IconButton(theme, "more", "More"),
    "small icon": lambda theme: IconButton(theme, "cross", "Close", tall="small"),
    "levels": lambda theme: LevelControl(theme, "Level"),
    "row": lambda theme: OpenRow(theme, WORDS, "second"),
    "filter": lambda theme: FilterChips(theme, "Filter", [("a", "A"), ("b", "B")]),
    "bar": lambda theme: _bar(theme),
    "empty": lambda theme: EmptyState(theme, "promise", "What", "Why", "Add one"),
}


def _bar(theme: Theme) -> Bar:
    bar = Bar(theme, "info", "info")
    bar.say(WORDS)
    bar.add_button("Open")
    return bar


@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize("name", TARGETS)
def test_every_target_is_at_least_32_pixels_and_has_a_name(
    theme: Theme, qtbot: QtBot, name: str, scale: float
) -> None:
    theme.set_scale(scale)
    widget = TARGETS[name](theme)
    window = on_ground(qtbot, widget)
    parts = [
        one for one in [widget, *widget.findChildren(QWidget)] if isinstance(one, QAbstractButton | QLineEdit)
    ]
    for part in parts:
        if part.isVisible():
            assert part.height() >= 32
            assert part.width() >= 32
            assert part.accessibleName()
            assert "&&" not in part.accessibleName()
    assert window.isVisible()


def _everything(theme: Theme) -> ScrollColumn:
    page = ScrollColumn(theme)
    name = "Maximiliana-Konstantina & Bartholomew-Featherstonehaugh " * 6
    columns = Columns(theme)
    for make in (*(make for make, _ in WORDED.values()), *TARGETS.values()):
        card = Card(theme, name, 12, "Show all", "users")
        card.add(make(theme))
        columns.add(card)
    card = Card(theme, "Names")
    card.add_row(Row(theme, name, name, "due 3 Dec", leading="file"))
    card.add_row(OpenRow(theme, "אבי ומרים \N{YELLOW HEART}", "עברית"))
    card.add(SafetyLabel(theme, "concerns", "Concerns", "screened 14 Nov"))
    columns.add(card)
    page.column.addWidget(Label(name, "title", wrap=True))
    page.column.addWidget(columns)
    return page


@pytest.mark.parametrize(("wide", "scale"), [(1016, 1.0), (1016, 2.0), (760, 2.0), (640, 1.0)])
def test_a_page_of_everything_scrolls_down_only(theme: Theme, qtbot: QtBot, wide: int, scale: float) -> None:
    theme.set_scale(scale)
    page = _everything(theme)
    qtbot.addWidget(page)
    page.resize(wide, 800)
    page.show()
    qtbot.waitExposed(page)
    QApplication.processEvents()
    assert page.horizontalScrollBar().maximum() == 0
    for label in page.findChildren(Label):
        if label.isVisible() and not isinstance(label, Elided):
            needed = label.heightForWidth(label.width()) if label.wordWrap() else label.sizeHint().height()
            assert label.height() >= needed, label.text()[:40]


def test_a_change_of_text_size_reaches_what_is_already_shown(theme: Theme, qtbot: QtBot) -> None:
    button, chip, mark = (
        Button(theme, "Print", "printer"),
        Chip(theme, "Drafts"),
        PhaseChip(theme, 3, "Phase"),
    )
    on_ground(qtbot, button, chip, mark)
    before = [part.sizeHint().height() for part in (button, chip, mark)]
    theme.set_scale(2.0)
    QApplication.processEvents()
    after = [part.sizeHint().height() for part in (button, chip, mark)]
    grown = [big / small for big, small in zip(after, before, strict=True)]
    assert grown == pytest.approx([2, 2, 2], abs=0.1), "but for frames, which stay 1 px"
    assert button.iconSize().height() == 32


def test_one_long_line_gives_way_and_says_itself_in_the_tooltip(theme: Theme, qtbot: QtBot) -> None:
    line = Elided("Maximiliana & Bartholomew " * 12, "card")
    window = on_ground(qtbot, line)
    window.resize(200, 80)
    QApplication.processEvents()
    assert line.shown.endswith("…")
    assert line.toolTip() == line.text()
    window.resize(6000, 80)
    QApplication.processEvents()
    assert line.toolTip() == ""
