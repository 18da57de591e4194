"""The progress tab on a couple whose work has a return."""

import pytest

from tests.support.builders import ACouple
from ui.kit.places import Place
from ui.progression.page import ProgressTab


@pytest.fixture
def grown(small, in_vault):
    """Ada & Ben after two more sessions and a return."""

    def tell():
        couple = ACouple(small.told, small.ada_ben)
        couple.session(days_ago=5).tags("minimizing", 3)
        couple.session(days_ago=2).tags("minimizing", 2).tags("blaming", 0)
        couple.phase("safety", days_ago=5)
        return couple.id

    return in_vault(tell)


@pytest.fixture
def page(ctx, qtbot, settle, grown):
    made = ProgressTab(ctx, None)
    qtbot.addWidget(made)
    made.resize(1016, 640)
    made.show()
    made.activateWindow()
    qtbot.waitExposed(made)
    made.open(Place("couple", grown, tab="progress"))
    settle()
    return made
