"""Layouts that reflow: words go on in the next row, columns become fewer, nothing is ever pushed sideways."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QCoreApplication, QEvent, QRect
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.kit.buttons import Button
from ui.kit.card import Card
from ui.kit.columns import Columns, ColumnsLayout
from ui.kit.flow import FlowLayout
from ui.kit.item_layout import ItemLayout
from ui.kit.row import OpenRow, Row
from ui.kit.scroll import ScrollColumn
from ui.kit.segments import SegmentLayout
from ui.kit.words import Label
from ui.theme.theme import Theme


def _boxes(widths: list[int], tall: int = 30) -> list[QWidget]:
    made: list[QWidget] = []
    for wide in widths:
        box = QFrame()
        box.setFixedSize(wide, tall)
        made.append(box)
    return made


@given(
    widths=st.lists(st.integers(10, 300), min_size=1, max_size=12),
    room=st.integers(60, 900),
    right=st.booleans(),
)
def test_flow_keeps_every_item_inside_and_apart(widths: list[int], room: int, right: bool) -> None:
    host = QWidget()
    flow = FlowLayout(host, gap=8, row_gap=6, align_right=right)
    boxes = _boxes(widths)
    for box in boxes:
        flow.addWidget(box)
    host.resize(room, flow.heightForWidth(room))
    flow.setGeometry(host.rect())
    placed = [flow.itemAt(index).geometry() for index in range(flow.count())]  # type: ignore[union-attr]
    for at, one in enumerate(placed):
        assert one.left() >= 0
        assert one.bottom() < host.height()
        assert one.width() <= max(room, widths[at])
        for other in placed[at + 1 :]:
            assert not one.intersects(other)
            assert other.top() >= one.top()
    ends = {rect.top(): max(r.right() for r in placed if r.top() == rect.top()) for rect in placed}
    if right:
        assert all(end == room - 1 for end in ends.values() if end < room)
    host.deleteLater()


def test_flow_leaves_out_what_is_hidden(qtbot: QtBot) -> None:
    host = QWidget()
    qtbot.addWidget(host)
    flow = FlowLayout(host, gap=8)
    for box in _boxes([50, 50, 50]):
        flow.addWidget(box)
    host.resize(400, 60)
    host.show()
    middle = flow.itemAt(1)
    assert middle is not None
    middle.widget().hide()
    flow.activate()
    last = flow.itemAt(2)
    assert last is not None
    assert last.geometry().left() == 58


@pytest.mark.parametrize(("wide", "count"), [(1200, 3), (800, 2), (400, 1), (200, 1)])
def test_columns_become_fewer(theme: Theme, qtbot: QtBot, wide: int, count: int) -> None:
    columns = Columns(theme, least=22, most=3)
    qtbot.addWidget(columns)
    cards = [Card(theme, f"Card {n}") for n in range(4)]
    for card in cards:
        columns.add(card)
    columns.resize(wide, columns.heightForWidth(wide))
    columns.show()
    assert columns.count == count
    assert len({card.x() for card in cards}) == count
    assert len({card.width() for card in cards}) <= 2, "equal, but for a pixel of rounding"
    rows = {card.y() for card in cards}
    for y in rows:
        assert len({card.height() for card in cards if card.y() == y}) == 1, "a row ends on one line"


def test_a_wide_child_spans_columns_and_shrinks_with_them(theme: Theme, qtbot: QtBot) -> None:
    columns = Columns(theme, least=20, most=3)
    qtbot.addWidget(columns)
    wide, one = Card(theme, "Wide"), Card(theme, "One")
    columns.add(wide, span=2)
    columns.add(one)
    columns.resize(1100, 300)
    columns.show()
    assert wide.y() == one.y()
    assert wide.width() > 1.9 * one.width()
    columns.resize(400, 600)
    QApplication.processEvents()
    assert wide.width() == one.width() == 400
    assert one.y() >= wide.height()


def test_columns_never_cut_a_child_that_needs_more(theme: Theme, qtbot: QtBot) -> None:
    columns = Columns(theme, least=10, most=4)
    qtbot.addWidget(columns)
    for box in _boxes([500, 100, 100]):
        columns.add(box)
    columns.resize(700, 400)
    columns.show()
    assert columns.count == 1


def test_columns_can_be_filled_anew(theme: Theme, qtbot: QtBot) -> None:
    columns = Columns(theme)
    qtbot.addWidget(columns)
    columns.add(Card(theme, "Before"))
    columns.clear()
    columns.add(Card(theme, "After"))
    columns.show()
    assert [card.title.text() for card in columns.findChildren(Card) if card.isVisible()] == ["After"]


def test_a_column_scrolls_down_and_never_sideways(theme: Theme, qtbot: QtBot) -> None:
    theme.set_scale(2.0)
    area = ScrollColumn(theme)
    qtbot.addWidget(area)
    for _ in range(6):
        card = Card(theme, "A card with a long title that has to give way " * 3, 12, "Show all of them")
        card.add(Label("Many words that wrap. " * 20, wrap=True))
        card.add_row(OpenRow(theme, "Maximiliana " * 30, "second " * 40, "fact"))
        area.column.addWidget(card)
    area.resize(700, 500)
    area.show()
    qtbot.waitExposed(area)
    QApplication.processEvents()
    assert area.horizontalScrollBar().maximum() == 0
    assert area.verticalScrollBar().maximum() > 0


def test_a_column_stops_growing_where_it_can_still_be_read(theme: Theme, qtbot: QtBot) -> None:
    area = ScrollColumn(theme, most=600)
    qtbot.addWidget(area)
    card = Card(theme, "Card")
    area.column.addWidget(card)
    area.resize(1600, 400)
    area.show()
    qtbot.waitExposed(area)
    QApplication.processEvents()
    assert card.geometry() == QRect(24, card.y(), 600, card.height())


def test_words_of_rows_stand_below_the_title(theme: Theme, qtbot: QtBot) -> None:
    card = Card(theme, "Couples")
    qtbot.addWidget(card)
    plain, opens = Row(theme, "Ada & Ben"), OpenRow(theme, "Ada & Ben")
    card.add_row(plain)
    card.add_row(opens)
    card.resize(400, 200)
    card.show()
    left = {part.mapTo(card, part.rect().topLeft()).x() for part in (card.title, plain.words, opens.words)}
    assert left == {16}


def test_a_card_that_is_cleared_shows_only_what_comes_after(theme: Theme, qtbot: QtBot) -> None:
    card = Card(theme, "Couples")
    qtbot.addWidget(card)
    card.show()
    for name in ("Ada & Ben", "Cleo & Dov"):
        card.add_row(OpenRow(theme, name))
    card.clear()
    card.add_row(OpenRow(theme, "Eun & Femi"))
    QApplication.processEvents()
    shown = [row.words.first.text() for row in card.findChildren(OpenRow) if row.isVisibleTo(card)]
    assert shown == ["Eun & Femi"]


def test_an_ampersand_is_read_as_it_is(theme: Theme, qtbot: QtBot) -> None:
    column = QWidget()
    qtbot.addWidget(column)
    QVBoxLayout(column).addWidget(button := Button(theme, "Ada & Ben"))
    assert button.text() == "Ada && Ben"
    assert button.accessibleName() == "Ada & Ben"
    assert button.shortcut().isEmpty()


def _posted() -> None:
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    QApplication.processEvents()


@pytest.mark.parametrize("make", [FlowLayout, ColumnsLayout, SegmentLayout])
def test_what_a_layout_holds_outlives_a_page_that_is_gone(
    qtbot: QtBot, make: Callable[[QWidget], ItemLayout]
) -> None:
    """Items of the page that is gone lay at the addresses where those of the new one lie."""
    gone, row, labels = QWidget(), QHBoxLayout(), [QLabel("before") for _ in range(100)]
    lines = QVBoxLayout(gone)
    for label in labels:
        row.addWidget(label)
    lines.addLayout(row)
    for label in labels:
        label.deleteLater()
    _posted()
    page = QWidget()
    qtbot.addWidget(page)
    layout = make(page)
    for _ in range(100):  # each made when it is put in, so that its item takes the room of one that is gone
        layout.addWidget(*_boxes([40]))
    gone.deleteLater()
    _posted()
    del gone, lines, row
    page.resize(200, 4000)
    page.show()
    assert all((item := layout.itemAt(at)) and item.widget().isVisible() for at in range(100))
    assert layout.heightForWidth(200) > 0


@pytest.mark.parametrize("make", [FlowLayout, ColumnsLayout, SegmentLayout])
def test_widgets_leave_a_layout_in_every_way(qtbot: QtBot, make: Callable[[QWidget], ItemLayout]) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    layout = make(page)
    gone, lost, taken, moved, stays = boxes = _boxes([40] * 5)
    for box in boxes:
        layout.addWidget(box)
    page.show()
    gone.deleteLater()
    lost.setParent(None)
    layout.removeWidget(taken)
    other = QVBoxLayout(other_page := QWidget())
    qtbot.addWidget(other_page)
    qtbot.addWidget(lost)
    other.addWidget(moved)
    _posted()
    assert [item.widget() for at in range(layout.count()) if (item := layout.itemAt(at))] == [stays]
    assert layout.heightForWidth(300) == 30
