"""Pictures of facts: said in words first, painted in the colours of the theme, and open as a table."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.kit.look import grab, on_ground
from therapist_app.documents.figure import Circle, Figure, Path, Rect, Text, line
from ui.kit.figure_view import FigureCard, FigureView
from ui.theme.theme import Theme


def _figure(width: float = 300.0) -> Figure:
    shapes = (
        Rect(0, 0, width / 2, 40, "phase1.fill", "phase1.strong", radius=6, tag="one"),
        Rect(width / 2, 0, width / 2, 40, "accent", tag="two"),
        Circle(20, 70, 10, "ok", tag="three"),
        Path(
            (60, 60), (("C", (80, 50), (100, 90), (120, 70)), ("L", (60, 90))), "text2", "line", closed=True
        ),
        line(0, 98, width, 98, "edge", 1, (3, 2)),
        Text(10, 25, "1  Rupture", 12, "phase1.text", "bold"),
        Text(width, 80, "quietly", 12, "text2", anchor="end", face="serif-italic"),
    )
    rows = (("Rupture", "Jan", "Mar"), ("Safety & Stabilization", "Mar", ""))
    return Figure(width, 100, shapes, "From Rupture to Safety since January.", ("Phase", "From", "To"), rows)


def test_a_figure_says_its_finding_and_its_rows(theme: Theme, qtbot: QtBot) -> None:
    view = FigureView(theme)
    qtbot.addWidget(view)
    view.set_figure(_figure())
    assert view.accessibleName() == "From Rupture to Safety since January."
    assert view.accessibleDescription() == "Rupture: From Jan, To Mar. Safety & Stabilization: From Mar"


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_it_is_painted_in_the_colours_of_the_theme(theme: Theme, qtbot: QtBot, mode: str) -> None:
    view = FigureView(theme)
    view.set_figure(_figure())
    window = on_ground(qtbot, view)
    theme.set_mode("dark" if mode == "dark" else "light")
    QApplication.processEvents()
    image, left = grab(window), view.mapTo(window, QPoint(0, 0))
    assert image.pixelColor(left + QPoint(225, 20)) == theme.color("accent")
    assert image.pixelColor(left + QPoint(140, 10)) == theme.color("phase1.fill")
    assert image.pixelColor(left + QPoint(20, 70)) == theme.color("ok")


@pytest.mark.parametrize(
    ("scale", "room", "size"), [(1, 600, 300), (2, 900, 600), (2, 400, 400), (1, 150, 150)]
)
def test_it_follows_the_text_size_and_never_leaves_its_room(
    theme: Theme, qtbot: QtBot, scale: float, room: int, size: int
) -> None:
    theme.set_scale(scale)
    view = FigureView(theme)
    qtbot.addWidget(view)
    view.set_figure(_figure())
    view.resize(room, 500)
    assert view.heightForWidth(room) == round(size / 3)
    assert view.minimumSizeHint().width() <= 160


def test_a_figure_can_be_made_for_the_room_there_is(theme: Theme, qtbot: QtBot) -> None:
    asked: list[float] = []

    def make(width: float) -> Figure:
        asked.append(width)
        return _figure(width)

    view = FigureView(theme)
    qtbot.addWidget(view)
    view.resize(400, 200)
    view.set_maker(make)
    view.show()
    view.resize(500, 200)
    theme.set_scale(2.0)
    assert asked[-2:] == [500, 250]
    assert view.heightForWidth(500) == 200


def test_what_is_clicked_is_told_by_its_tag(theme: Theme, qtbot: QtBot) -> None:
    told: list[str] = []
    view = FigureView(theme)
    view.clicked.connect(told.append)
    view.set_figure(_figure())
    on_ground(qtbot, view)
    grow = view.heightForWidth(view.width()) / 100
    for at in (QPoint(10, 10), QPoint(200, 10), QPoint(20, 70), QPoint(150, 90)):
        QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=QPoint(int(at.x() * grow), int(at.y() * grow)))
    assert told == ["one", "two", "three"]


def test_keys_reach_every_tag(theme: Theme, qtbot: QtBot) -> None:
    told: list[str] = []
    view = FigureView(theme)
    view.clicked.connect(told.append)
    view.set_figure(_figure())
    window = on_ground(qtbot, view)
    before = grab(window)
    view.setFocus()
    qtbot.waitUntil(view.hasFocus)
    assert grab(window) != before, "the ring shows where it is"
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Left, Qt.Key.Key_Return, Qt.Key.Key_Home, Qt.Key.Key_Space):
        QTest.keyClick(view, key)
    assert told == ["three", "two", "one"]


def test_a_figure_without_tags_is_no_tab_stop(theme: Theme, qtbot: QtBot) -> None:
    view = FigureView(theme)
    qtbot.addWidget(view)
    view.set_figure(Figure(10, 10, (Circle(5, 5, 5, "ok"),), "One dot."))
    assert view.focusPolicy() == Qt.FocusPolicy.NoFocus


def test_the_card_says_the_sentence_before_the_picture(theme: Theme, qtbot: QtBot) -> None:
    card = FigureCard(theme, "Path")
    on_ground(qtbot, card)
    card.set_figure(_figure())
    QApplication.processEvents()
    assert card.sentence.text() == "From Rupture to Safety since January."
    assert card.sentence.mapTo(card, QPoint(0, 0)).y() < card.view.mapTo(card, QPoint(0, 0)).y()


def test_the_same_facts_open_as_a_table(theme: Theme, qtbot: QtBot) -> None:
    card = FigureCard(theme, "Path")
    on_ground(qtbot, card).resize(640, 480)
    card.set_figure(_figure())
    assert not card.as_table
    card.link.click()
    QApplication.processEvents()
    table = card.table
    assert card.as_table
    assert not card.view.isVisible()
    assert [table.horizontalHeaderItem(i).text() for i in range(3)] == ["Phase", "From", "To"]
    assert table.item(1, 0).text() == "Safety & Stabilization"
    assert table.item(0, 2).data(Qt.ItemDataRole.AccessibleTextRole) == "To, Mar"
    assert table.accessibleName() == card.sentence.text()
    assert table.verticalScrollBar().maximum() == 0, "every row is there without scrolling inside"
    card.link.click()
    assert card.view.isVisibleTo(card)
    assert card.link.text() == "Show as table"


def test_the_table_is_walked_by_keys_and_left_by_tab(theme: Theme, qtbot: QtBot) -> None:
    card = FigureCard(theme, "Path")
    after = FigureCard(theme, "Next")
    on_ground(qtbot, card, after)
    card.set_figure(_figure())
    after.set_figure(_figure())
    card.link.click()
    card.table.setFocus()
    qtbot.waitUntil(card.table.hasFocus)
    QTest.keyClick(card.table, Qt.Key.Key_Down)
    QTest.keyClick(card.table, Qt.Key.Key_Right)
    assert card.table.currentColumn() >= 0
    QTest.keyClick(card.table, Qt.Key.Key_Tab)
    assert not card.table.hasFocus()


def test_a_card_without_a_figure_offers_no_table(theme: Theme, qtbot: QtBot) -> None:
    card = FigureCard(theme, "Path")
    on_ground(qtbot, card)
    assert not card.link.isVisible()
    assert not card.sentence.isVisible()


def test_another_figure_keeps_the_choice_of_a_table(theme: Theme, qtbot: QtBot) -> None:
    card = FigureCard(theme, "Path")
    on_ground(qtbot, card)
    card.set_figure(_figure())
    card.link.click()
    card.set_maker(_figure)
    assert card.as_table
    assert card.table.rowCount() == 2
