"""The practice's own figures beside the caseload review: read aloud, printed, and left for the couples."""

from __future__ import annotations

import pytest

from tests.support.builders import ACouple
from ui.kit.page_sheet import PageSheet
from ui.kit.places import Place
from ui.progression.practice_page import PracticePage


@pytest.fixture
def page(ctx, qtbot, settle, small, in_vault):
    def tell():
        for number in range(4):
            couple = small.told.couple(f"A{number}", f"B{number}")
            couple.phase("rupture", days_ago=90).phase("safety", days_ago=30)
        ACouple(small.told, small.mira_noor).phase("rupture", days_ago=90).phase("safety", days_ago=30)

    in_vault(tell)
    made = PracticePage(ctx)
    qtbot.addWidget(made)
    made.resize(1016, 640)
    made.show()
    made.activateWindow()
    qtbot.waitExposed(made)
    made.open(Place("figures"))
    settle()
    return made


def test_each_kind_of_figure_has_a_sentence_and_a_table(page):
    stays = page.cards["How long in each phase"]
    assert stays.sentence.text().startswith("Of stays that ended, the longest by the median was Rupture")
    assert [stays.table.item(0, column).text() for column in range(3)] == ["1 Rupture", "5", "5"]
    assert (
        page.cards["Returns"].sentence.text()
        == "A figure behind which fewer than five couples stand is not shown."
    )
    assert not page.cards["Returns"].table.isVisible()


def test_the_couples_are_one_choice_away(page):
    places = []
    page.navigate_requested.connect(places.append)
    next(one for one in page.views.segments if one.choice.key == "caseload").click()
    assert places == [Place("caseload")]


def test_the_figures_can_be_printed(page, ctx, settle):
    page.print.click()
    settle()
    sheet = ctx.dialogs.shown[-1]
    assert isinstance(sheet, PageSheet)
    assert page.title in sheet.windowTitle()
    sheet.reject()
