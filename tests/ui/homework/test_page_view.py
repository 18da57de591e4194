"""The preview shows each row of a page as it is printed, at every width."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect, QSize
from pytestqt.qtbot import QtBot

from tests.core.documents.sheets import body, printed
from therapist_app.documents.blocks import Table
from ui.homework.page_images import PageImages, open_pdf
from ui.homework.page_view import PageView
from ui.kit.context import Context
from ui.kit.pdf_pages import render_page

PDF = printed(body=body(Table(("What", "How"), tuple((f"Going on {n}", "") for n in range(14))))).pdf


@pytest.mark.parametrize("width", range(500, 540, 3))
def test_no_row_of_a_page_is_lost_on_screen(ctx: Context, qtbot: QtBot, width: int) -> None:
    view = PageView(ctx.theme)
    qtbot.addWidget(view)
    view.resize(width, 1200)
    view.show()
    view.show_images(PageImages(ctx.tasks, open_pdf(PDF, view.device_width())))
    page = render_page(PDF, 0, view.device_width())
    shown = view.viewport().grab().toImage()
    left, top = (shown.width() - page.width()) // 2, 0
    inner = QRect(QPoint(20, 20), QSize(page.width() - 40, page.height() - 40))
    wanted = page.copy(inner).convertToFormat(shown.format())
    places = ((x, y) for x in range(left - 2, left + 3) for y in range(top, 40))
    assert any(
        shown.copy(inner.translated(x, y)).convertToFormat(shown.format()) == wanted for x, y in places
    )
